"""All SQL of Standfirst: one project database, read from any thread, written by one process.

sqlite-utils uses ``pysqlite3`` if it finds it. SQLCipher's driver is registered under that name before sqlite-utils is
first imported: it carries a SQLite with the WAL-reset fix (3.51.3), which the interpreter's own library may lack.
"""

import sys
from typing import cast

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

if "numpy" not in sys.modules:
    # sqlite-utils imports numpy if present, only to store its number types; that takes a third of the start-up time.
    cast("dict[str, object]", sys.modules)["numpy"] = None  # the documented way to make an import fail
    import sqlite_utils  # noqa: F401 - imported now, for its side effect of having been imported

    del sys.modules["numpy"]
