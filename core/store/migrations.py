"""The schema, step by step. A released step is never edited; a change is a new function at the end.

Rows are never deleted: the table `bin` hides them and undo restores them; only an encrypted identity in `source_secret`
can be destroyed, because a source may need that. Append-only tables refuse UPDATE and DELETE by trigger. The views
`live_*` show rows outside the bin. The search index tables are rebuilt when they change.
"""

from collections.abc import Container, Iterable

from sqlite_utils import Database, Migrations

from core.store.search import tables

APPLICATION_ID = 0x53544644  # "STFD": tells a project from any other SQLite file
APPEND_ONLY = (  # and BINNABLE: as of the first step; today's are in core.store.tables
    "snapshot",
    "snapshot_text",
    "draft_version",
    "selector",
    "reanchor",
    "decision",
    "waved_off",
    "retirement",
    "scale",
    "journal",
)
BINNABLE = (
    *("source", "snapshot", "review", "draft", "draft_version"),
    *("claim", "claim_span", "evidence", "reanchor", "claim_evidence", "decision", "person", "waved_off"),
    "change_request",
    "query",
    "retirement",
    "scale",
)

migrations = Migrations("standfirst")

TABLES = (
    """CREATE TABLE project (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, scale TEXT NOT NULL, created_at TEXT NOT NULL,
        two_person INTEGER NOT NULL DEFAULT 0, roles INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL) STRICT""",
    """CREATE TABLE source (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, csl TEXT NOT NULL,
        confidentiality TEXT NOT NULL CHECK (confidentiality IN ('public', 'legal', 'desk')),
        alias TEXT NOT NULL, reliability TEXT NOT NULL, independence_group TEXT NOT NULL, created_at TEXT NOT NULL,
        origins TEXT NOT NULL, terms TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE source_secret (
        id TEXT PRIMARY KEY REFERENCES source (id), sealed TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE snapshot (
        id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source (id), url TEXT NOT NULL, final_url TEXT NOT NULL,
        captured_at TEXT NOT NULL, method TEXT NOT NULL, mime TEXT NOT NULL, status INTEGER NOT NULL, warc TEXT NOT NULL,
        warc_sha256 TEXT NOT NULL, warc_bytes INTEGER NOT NULL, stored INTEGER NOT NULL, failed TEXT NOT NULL,
        quality TEXT NOT NULL, reasons TEXT NOT NULL, assurance TEXT NOT NULL) STRICT""",
    """CREATE TABLE resource (
        snapshot_id TEXT NOT NULL REFERENCES snapshot (id), seq INTEGER NOT NULL, url TEXT NOT NULL, "offset" INTEGER NOT NULL,
        length INTEGER NOT NULL, status INTEGER NOT NULL, mime TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (snapshot_id, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE snapshot_text (
        id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL REFERENCES snapshot (id), extractor TEXT NOT NULL, text TEXT NOT NULL,
        sha256 TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL, language TEXT NOT NULL, main TEXT NOT NULL) STRICT""",
    """CREATE TABLE review (
        id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL REFERENCES snapshot (id), author TEXT NOT NULL, at TEXT NOT NULL,
        note TEXT NOT NULL) STRICT""",
    """CREATE TABLE draft (id TEXT PRIMARY KEY, title TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE draft_version (
        id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES draft (id), seq INTEGER NOT NULL, text TEXT NOT NULL,
        sha256 TEXT NOT NULL, parent_id TEXT REFERENCES draft_version (id), created_at TEXT NOT NULL, notes TEXT NOT NULL,
        UNIQUE (draft_id, seq)) STRICT""",
    """CREATE TABLE waved_off (
        id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES draft (id), words TEXT NOT NULL, sentence TEXT NOT NULL,
        author TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE claim (
        id TEXT PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, verdict TEXT NOT NULL,
        draft_id TEXT REFERENCES draft (id), claimant TEXT NOT NULL, claimed_on TEXT NOT NULL,
        confidentiality TEXT NOT NULL CHECK (confidentiality IN ('public', 'legal', 'desk')),
        note TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE claim_span (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id),
        version_id TEXT NOT NULL REFERENCES draft_version (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        exact TEXT NOT NULL, level TEXT NOT NULL) STRICT""",
    """CREATE TABLE evidence (
        id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
        text_id TEXT NOT NULL REFERENCES snapshot_text (id), level TEXT NOT NULL, probability REAL NOT NULL,
        note TEXT NOT NULL, confidentiality TEXT NOT NULL CHECK (confidentiality IN ('public', 'legal', 'desk')),
        created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE selector (
        id TEXT PRIMARY KEY REFERENCES evidence (id), exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER, region TEXT NOT NULL DEFAULT '',
        time TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE reanchor (
        id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL REFERENCES evidence (id),
        text_id TEXT NOT NULL REFERENCES snapshot_text (id), start INTEGER, "end" INTEGER, level TEXT NOT NULL,
        probability REAL NOT NULL, fate TEXT NOT NULL CHECK (fate IN ('same', 'moved', 'edited', 'gone')),
        at TEXT NOT NULL, confirmed_by TEXT NOT NULL) STRICT""",
    """CREATE TABLE claim_evidence (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id), evidence_id TEXT NOT NULL REFERENCES evidence (id),
        relation TEXT NOT NULL CHECK (relation IN ('supports', 'refutes', 'context')),
        directness TEXT NOT NULL CHECK (directness IN ('primary', 'secondary')), note TEXT NOT NULL) STRICT""",
    """CREATE TABLE decision (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id), axis TEXT NOT NULL, value TEXT NOT NULL,
        note TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, version_id TEXT REFERENCES draft_version (id),
        supersedes TEXT REFERENCES decision (id)) STRICT""",
    """CREATE TABLE retirement (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id), reason TEXT NOT NULL, successors TEXT NOT NULL,
        author TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE scale (
        id TEXT PRIMARY KEY, label TEXT NOT NULL, steps TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE query (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id), party TEXT NOT NULL, asked TEXT NOT NULL,
        question TEXT NOT NULL, means TEXT NOT NULL, due TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
        source_id TEXT REFERENCES source (id), confidentiality TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'no answer')), answer TEXT NOT NULL, answered_at TEXT,
        recorded_by TEXT NOT NULL, evidence_id TEXT REFERENCES evidence (id)) STRICT""",
    """CREATE TABLE change_request (
        id TEXT PRIMARY KEY, claim_id TEXT NOT NULL REFERENCES claim (id), old TEXT NOT NULL, new TEXT NOT NULL,
        reason TEXT NOT NULL, error TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused')), decided_by TEXT NOT NULL, decided_at TEXT,
        answer TEXT NOT NULL, version_id TEXT REFERENCES draft_version (id)) STRICT""",
    """CREATE TABLE bin (id TEXT PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'keep')), reverts INTEGER REFERENCES journal (seq),
        changes TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
)

INDEXES = (
    "CREATE INDEX source_url ON source (url)",
    "CREATE INDEX snapshot_source ON snapshot (source_id, captured_at)",
    "CREATE INDEX review_snapshot ON review (snapshot_id)",
    "CREATE INDEX snapshot_text_snapshot ON snapshot_text (snapshot_id)",
    "CREATE INDEX waved_off_draft ON waved_off (draft_id)",
    "CREATE INDEX claim_draft ON claim (draft_id)",
    "CREATE INDEX claim_span_version ON claim_span (version_id, start)",
    "CREATE INDEX claim_span_claim ON claim_span (claim_id)",
    "CREATE INDEX evidence_snapshot ON evidence (snapshot_id)",
    "CREATE INDEX reanchor_evidence ON reanchor (evidence_id, at)",
    "CREATE INDEX claim_evidence_claim ON claim_evidence (claim_id)",
    "CREATE INDEX claim_evidence_evidence ON claim_evidence (evidence_id)",
    "CREATE INDEX change_request_claim ON change_request (claim_id)",
    "CREATE INDEX query_claim ON query (claim_id)",
    "CREATE INDEX decision_claim ON decision (claim_id, at)",
    "CREATE INDEX retirement_claim ON retirement (claim_id)",
)


@migrations()
def m001_first_light(db: Database) -> None:
    """Create every table of the first release."""
    for statement in (*TABLES, *INDEXES):
        db.execute(statement)
    tables.create(db)
    _protect(db, APPEND_ONLY, set())
    _show(db, BINNABLE, set())


def _protect(db: Database, tables: Iterable[str], made: Container[str]) -> None:
    """Create missing triggers that refuse changes and deletions of rows of these tables."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            if f"{table}_no_{verb.lower()}" not in made:
                db.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )


def _show(db: Database, tables: Iterable[str], made: Container[str]) -> None:
    """Create missing views of the live rows of these tables."""
    for table in tables:
        if f"live_{table}" not in made:
            db.execute(_live(table))


def _live(table: str) -> str:
    return (
        f"CREATE VIEW live_{table} AS SELECT * FROM {table} "
        f"WHERE NOT EXISTS (SELECT 1 FROM bin WHERE bin.id = {table}.id)"
    )


JOURNAL = (
    "ALTER TABLE journal ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    *(f"ALTER TABLE journal ADD COLUMN {name} TEXT" for name in ("id", "device", "parents", "parameters", "reverted")),
    "ALTER TABLE journal ADD COLUMN signature TEXT",
    """CREATE TABLE journal_value (
        seq INTEGER NOT NULL, place INTEGER NOT NULL, salt BLOB, value ANY,
        PRIMARY KEY (seq, place)) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER journal_value_no_update BEFORE UPDATE ON journal_value
        WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.place <> OLD.place
        BEGIN SELECT RAISE(ABORT, 'a value of the journal is withheld as a whole, or stays'); END""",
    """CREATE TRIGGER journal_value_no_delete BEFORE DELETE ON journal_value
        BEGIN SELECT RAISE(ABORT, 'journal_value is append-only'); END""",
)
# Columns that the first step lacked in early projects: it was edited in place until its release.
LATER_COLUMNS = (
    ("project", "two_person", "INTEGER NOT NULL DEFAULT 0"),
    ("project", "roles", "INTEGER NOT NULL DEFAULT 0"),
    ("source", "origins", "TEXT NOT NULL DEFAULT '{}'"),
    ("source", "terms", "TEXT NOT NULL DEFAULT ''"),
    ("snapshot_text", "main", "TEXT NOT NULL DEFAULT '[]'"),
    ("draft_version", "notes", "TEXT NOT NULL DEFAULT '[]'"),
    ("selector", "region", "TEXT NOT NULL DEFAULT ''"),
    ("selector", "time", "TEXT NOT NULL DEFAULT ''"),
)


STAND_IN_JOURNAL = (
    """CREATE TEMP VIEW journal AS SELECT *, 0 AS version, NULL AS id, NULL AS device, NULL AS parents,
        NULL AS parameters, NULL AS reverted, NULL AS signature FROM main.journal""",
    "CREATE TEMP TABLE journal_value (seq INTEGER NOT NULL, place INTEGER NOT NULL, salt BLOB, value ANY) STRICT",
)


@migrations()
def m002_journal_of_many_devices(db: Database) -> None:
    """Add what an early project lacks; give the journal the columns and values of its format 1."""
    made = {row[0] for row in db.execute("SELECT name FROM sqlite_schema").fetchall()}
    for statement in (*TABLES, *INDEXES):
        if statement.split()[2] not in made:
            db.execute(statement)
    for table, column, kind in LATER_COLUMNS:
        if column not in {row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    _protect(db, APPEND_ONLY, made)
    _show(db, BINNABLE, made)
    for statement in JOURNAL:
        db.execute(statement)


RECHECK_COLUMNS = (
    ("reanchor", "reasons", "TEXT NOT NULL DEFAULT ''"),
    ("reanchor", "rules", "INTEGER NOT NULL DEFAULT 0"),
)
RECHECK_TABLES = (
    """CREATE TABLE reanchor (
        id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL REFERENCES evidence (id),
        text_id TEXT NOT NULL REFERENCES snapshot_text (id), start INTEGER, "end" INTEGER, level TEXT NOT NULL,
        probability REAL NOT NULL, fate TEXT NOT NULL CHECK (fate IN ('same', 'moved', 'edited', 'gone', 'unreadable')),
        at TEXT NOT NULL, confirmed_by TEXT NOT NULL, reasons TEXT NOT NULL DEFAULT '',
        rules INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE recheck_look (
        id TEXT PRIMARY KEY, reanchor_id TEXT NOT NULL REFERENCES reanchor (id), author TEXT NOT NULL, at TEXT NOT NULL,
        reason TEXT NOT NULL) STRICT""",
)
RECHECK_INDEXES = (
    "CREATE INDEX reanchor_evidence ON reanchor (evidence_id, at)",
    "CREATE INDEX recheck_look_reanchor ON recheck_look (reanchor_id)",
)
RECHECK_SHOWN = ("reanchor", "recheck_look")
# What rechecks found that nobody has looked at: of each passage the newest edit or loss, and a capture that could not be read
# when it is the newest. What earlier rules found is left out: they took walls for pages without the passage.
OPEN_REANCHOR = """CREATE VIEW open_reanchor AS SELECT * FROM live_reanchor AS found
    WHERE found.rules > 0 AND found.confirmed_by = '' AND found.fate IN ('edited', 'gone', 'unreadable')
    AND NOT EXISTS (SELECT 1 FROM live_reanchor AS later WHERE later.evidence_id = found.evidence_id
        AND later.id > found.id AND (found.fate = 'unreadable' OR later.fate IN ('edited', 'gone')))
    AND NOT EXISTS (SELECT 1 FROM live_recheck_look AS look JOIN reanchor AS seen ON seen.id = look.reanchor_id
        WHERE seen.evidence_id = found.evidence_id AND seen.id >= found.id)"""


@migrations()
def m003_what_a_recheck_found_stays(db: Database) -> None:
    """Let a recheck's result say that nothing could be read, and why; keep who looked at it."""
    db.execute("DROP VIEW live_reanchor")
    db.execute("ALTER TABLE reanchor RENAME TO reanchor_before")
    for statement in RECHECK_TABLES:
        db.execute(statement)
    kept = 'id, evidence_id, text_id, start, "end", level, probability, fate, at, confirmed_by'
    db.execute(f"INSERT INTO reanchor ({kept}) SELECT {kept} FROM reanchor_before")
    db.execute("DROP TABLE reanchor_before")
    for statement in RECHECK_INDEXES:
        db.execute(statement)
    _protect(db, RECHECK_SHOWN, ())
    _show(db, RECHECK_SHOWN, ())
    db.execute(OPEN_REANCHOR)


HIDDEN_NAME = """CREATE TABLE hidden_name (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, confidentiality TEXT NOT NULL, at TEXT NOT NULL) STRICT"""


@migrations()
def m004_hidden_names(db: Database) -> None:
    """Create the list of names to hide that are no source's."""
    db.execute(HIDDEN_NAME)
    _show(db, ("hidden_name",), set())


STEPS = (m001_first_light, m002_journal_of_many_devices, m003_what_a_recheck_found_stays, m004_hidden_names)
"""All steps in order; their number is the schema's version in ``PRAGMA user_version``."""


def is_current(db: Database) -> bool:
    """Whether a project has the schema of this program."""
    return bool(db.execute("PRAGMA user_version").fetchone()[0] >= len(STEPS))


def stand_in(db: Database) -> None:
    """Let a read-only connection see a project of an earlier schema as migrated; the file is not changed.

    Missing parts are created in the connection's temporary schema, which SQLite searches first.
    """
    if is_current(db):
        return
    made = {row[0] for row in db.execute("SELECT name FROM sqlite_schema").fetchall()}
    lacking: dict[str, list[str]] = {}
    for table, column, kind in (*LATER_COLUMNS, *RECHECK_COLUMNS):
        if table in made and column not in {row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}:
            lacking.setdefault(table, []).append(f"{kind.rpartition(' DEFAULT ')[2]} AS {column}")
    db.execute("PRAGMA temp_store = MEMORY").fetchall()
    latest = {statement.split()[2]: statement for statement in (*TABLES, *RECHECK_TABLES, HIDDEN_NAME)}
    missing = {name: statement for name, statement in latest.items() if name not in made}
    for statement in missing.values():
        db.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    for table, columns in lacking.items():
        db.execute(f"CREATE TEMP VIEW {table} AS SELECT *, {', '.join(columns)} FROM main.{table}")
    for table in dict.fromkeys((*BINNABLE, *RECHECK_SHOWN, "hidden_name")):
        if table in missing or table in lacking or f"live_{table}" not in made:
            db.execute(_live(table).replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    if "open_reanchor" not in made:
        db.execute(OPEN_REANCHOR.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    for statement in STAND_IN_JOURNAL if "journal_value" not in made else ():
        db.execute(statement)
