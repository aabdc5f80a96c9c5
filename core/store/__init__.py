"""The only SQL of Standfirst: one project database, read from any thread, written by one.

sqlite-utils uses ``pysqlite3`` where it finds it. SQLCipher's driver takes that name here, before sqlite-utils is first
imported: it carries a SQLite with the WAL-reset fix (3.51.3), which the interpreter's own library may lack.
"""

import sys
from typing import cast

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

if "numpy" not in sys.modules:
    # sqlite-utils imports numpy where it finds it, only to store its number types; that is a third of the time to start.
    cast("dict[str, object]", sys.modules)["numpy"] = None  # the documented way to make an import fail
    import sqlite_utils  # noqa: F401 - imported now, for its side effect of having been imported

    del sys.modules["numpy"]
