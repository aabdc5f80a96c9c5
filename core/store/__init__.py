"""The only SQL of Standfirst: one project database, read from any thread, written by one.

sqlite-utils uses ``pysqlite3`` where it finds it. SQLCipher's driver takes that name here, before sqlite-utils is first
imported: it carries a SQLite with the WAL-reset fix (3.51.3), which the interpreter's own library may lack.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
