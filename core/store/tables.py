"""Every table of nouns, described once: what the journal, the bin, the triggers and the search index go by.

The statements that made the tables are in :mod:`core.store.migrations`, which never change; a test holds the two together.
Rows are typed by hand, in :mod:`core.store.rows`. To add a noun, see ``core/README.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column as SQLite has it: TEXT, INTEGER or REAL, whether it may be NULL, and the table whose rows it names."""

    name: str
    type: str
    optional: bool = False
    rests_on: str = ""


@dataclass(frozen=True)
class Owner:
    """The searchable row that a change of another table shows up in: its kind, and the query that gives its id."""

    kind: str
    sql: str


@dataclass(frozen=True)
class Table:
    """What the program has to know of a table of nouns.

    `append_only`: UPDATE and DELETE are refused by triggers. `binnable`: there is a view `live_NAME` without what is in the bin.
    `follower`: a row that nobody sees without the row it belongs to; undo leaves it where it is. `digested`: columns too long
    (or too secret) for the journal, which keeps their SHA-256. `kind`: the kind of thing that `Changes` names; the table's own
    name by default. `journalled`: not where the rows can be made again from sealed files. `added`: what a migration gave to
    rows that were there before a column was.
    `shown_in`: whose search entry holds its words. `document`: gives, for ids, the search document of each row; `listed`: the
    ids of those that have one, all live rows by default.
    """

    name: str
    columns: tuple[Column, ...]
    append_only: bool = False
    binnable: bool = True
    follower: bool = False
    digested: tuple[str, ...] = ()
    kind: str = ""
    journalled: bool = True
    added: Mapping[str, str | int] = field(default_factory=dict)
    shown_in: Owner | None = None
    document: str = ""
    listed: str = ""

    @property
    def noun(self) -> str:
        """The kind of thing that a row is, or belongs to."""
        return self.kind or self.name


def columns(described: str) -> tuple[Column, ...]:
    """Read a description such as ``id TEXT, page INTEGER?, claim_id TEXT>claim``: `?` may be NULL, `>` names a row of that table."""
    found = []
    for one in described.split(","):
        name, told = one.split()
        kind, _, rests_on = told.partition(">")
        found.append(Column(name, kind.rstrip("?"), kind.endswith("?"), rests_on))
    return tuple(found)


# Each search document is: id, title, body, what is known about it, URL (for the site), day, language, status, confidentiality,
# and for a canonical text where its article is.
SOURCE = """SELECT source.id, source.title, coalesce(text.text, ''), json_array(source.alias, source.csl), source.url, substr(coalesce(snapshot.captured_at,
        source.created_at), 1, 10), coalesce(text.language, ''), coalesce(snapshot.quality, ''), source.confidentiality,
        coalesce(text.main, '')
        FROM live_source AS source
        LEFT JOIN live_snapshot AS snapshot ON snapshot.id = (SELECT id FROM live_snapshot AS s WHERE s.source_id = source.id
            ORDER BY s.captured_at DESC LIMIT 1)
        LEFT JOIN snapshot_text AS text ON text.id = (SELECT id FROM snapshot_text AS t WHERE t.snapshot_id = snapshot.id
            ORDER BY t.id DESC LIMIT 1) WHERE source.id IN ({})"""
# A capture that a newer one of the same source with other words has taken the place of.
SNAPSHOT = """SELECT snapshot.id, source.title, text.text, '', source.url, substr(snapshot.captured_at, 1, 10), text.language,
        snapshot.quality, source.confidentiality, text.main
        FROM live_snapshot AS snapshot JOIN live_source AS source ON source.id = snapshot.source_id
        JOIN snapshot_text AS text ON text.id = (SELECT id FROM snapshot_text AS t WHERE t.snapshot_id = snapshot.id
            ORDER BY t.id DESC LIMIT 1)
        JOIN snapshot_text AS newest ON newest.id = (SELECT t.id FROM snapshot_text AS t WHERE t.snapshot_id = (
            SELECT id FROM live_snapshot AS s WHERE s.source_id = source.id ORDER BY s.captured_at DESC LIMIT 1)
            ORDER BY t.id DESC LIMIT 1)
        WHERE newest.snapshot_id <> snapshot.id AND newest.sha256 <> text.sha256 AND snapshot.id IN ({})"""
CLAIM = """SELECT id, text, note || char(10) || claimant || coalesce((SELECT char(10) || group_concat(decision.note, char(10) ORDER BY decision.id)
        FROM live_decision AS decision WHERE decision.claim_id = claim.id AND decision.note <> ''), ''), '', '',
        substr(created_at, 1, 10), '', status, confidentiality FROM live_claim AS claim WHERE id IN ({})"""
DRAFT = """SELECT draft.id, draft.title, version.text || coalesce((SELECT char(10) || group_concat(
            json_extract(note.value, '$[3]'), char(10))
            FROM json_each(iif(json_valid(version.notes), version.notes, '[]')) AS note WHERE note.type = 'array'), ''),
        '', '', substr(version.created_at, 1, 10), '', '', 'public'
        FROM live_draft AS draft JOIN live_draft_version AS version ON version.draft_id = draft.id AND version.seq =
            (SELECT max(seq) FROM live_draft_version AS v WHERE v.draft_id = draft.id) WHERE draft.id IN ({})"""
EVIDENCE = """SELECT evidence.id, selector.exact, evidence.note || char(10) || coalesce((SELECT group_concat(link.note, char(10))
        FROM live_claim_evidence AS link WHERE link.evidence_id = evidence.id), ''), '', snapshot.final_url,
        substr(evidence.created_at, 1, 10), '', coalesce((SELECT CASE min(change.fate) WHEN 'unreadable'
            THEN 'could not be read as before' ELSE min(change.fate) || ' since' END
            FROM open_reanchor AS change WHERE change.evidence_id = evidence.id), ''), evidence.confidentiality
        FROM live_evidence AS evidence JOIN selector ON selector.id = evidence.id
        JOIN snapshot ON snapshot.id = evidence.snapshot_id WHERE evidence.id IN ({})"""
EARLIER = """SELECT id FROM live_snapshot WHERE source_id IN (SELECT source_id FROM live_snapshot GROUP BY source_id
        HAVING count(*) > 1)"""

ALL = (
    Table(
        "project",
        columns("id TEXT, title TEXT, scale TEXT, created_at TEXT, two_person INTEGER, roles INTEGER"),
        binnable=False,
        follower=True,
        added={"two_person": 0, "roles": 0},
    ),
    Table("person", columns("id TEXT, name TEXT, role TEXT")),
    Table("hidden_name", columns("id TEXT, name TEXT, confidentiality TEXT, at TEXT")),
    Table(
        "source",
        columns(
            "id TEXT, kind TEXT, url TEXT, title TEXT, csl TEXT, confidentiality TEXT, alias TEXT, "
            "reliability TEXT, independence_group TEXT, created_at TEXT, origins TEXT, terms TEXT"
        ),
        added={"origins": "{}", "terms": ""},
        document=SOURCE,
    ),
    Table(
        "source_secret",
        columns("id TEXT>source, sealed TEXT, changed_at TEXT"),
        binnable=False,
        digested=("sealed",),
        kind="source",
    ),
    Table(
        "snapshot",
        columns(
            "id TEXT, source_id TEXT>source, url TEXT, final_url TEXT, captured_at TEXT, method TEXT, "
            "mime TEXT, status INTEGER, warc TEXT, warc_sha256 TEXT, warc_bytes INTEGER, stored INTEGER, "
            "failed TEXT, quality TEXT, reasons TEXT, assurance TEXT"
        ),
        append_only=True,
        digested=("failed",),
        shown_in=Owner("source", "SELECT source_id FROM snapshot WHERE id = ?"),
        document=SNAPSHOT,
        listed=EARLIER,
    ),
    Table(
        "resource",
        columns(
            "snapshot_id TEXT>snapshot, seq INTEGER, url TEXT, offset INTEGER, length INTEGER, "
            "status INTEGER, mime TEXT, digest TEXT"
        ),
        binnable=False,
        journalled=False,
    ),
    Table(
        "snapshot_text",
        columns(
            "id TEXT, snapshot_id TEXT>snapshot, extractor TEXT, text TEXT, sha256 TEXT, blocks TEXT, "
            "pages TEXT, language TEXT, main TEXT"
        ),
        append_only=True,
        binnable=False,
        digested=("text", "blocks", "pages"),
        follower=True,
        added={"main": "[]"},
        kind="snapshot",
        shown_in=Owner(
            "source", "SELECT source_id FROM snapshot WHERE id = (SELECT snapshot_id FROM snapshot_text WHERE id = ?)"
        ),
    ),
    Table("review", columns("id TEXT, snapshot_id TEXT>snapshot, author TEXT, at TEXT, note TEXT"), kind="snapshot"),
    Table(
        "claim",
        columns(
            "id TEXT, text TEXT, kind TEXT, status TEXT, verdict TEXT, draft_id TEXT?>draft, claimant TEXT, "
            "claimed_on TEXT, confidentiality TEXT, note TEXT, created_at TEXT"
        ),
        document=CLAIM,
    ),
    Table("draft", columns("id TEXT, title TEXT, created_at TEXT"), document=DRAFT),
    Table(
        "draft_version",
        columns(
            "id TEXT, draft_id TEXT>draft, seq INTEGER, text TEXT, sha256 TEXT, "
            "parent_id TEXT?>draft_version, created_at TEXT, notes TEXT"
        ),
        append_only=True,
        digested=("text", "notes"),
        kind="draft",
        added={"notes": "[]"},
        shown_in=Owner("draft", "SELECT draft_id FROM draft_version WHERE id = ?"),
    ),
    Table(
        "waved_off",
        columns("id TEXT, draft_id TEXT>draft, words TEXT, sentence TEXT, author TEXT, at TEXT, reason TEXT"),
        append_only=True,
        kind="draft",
    ),
    Table(
        "claim_span",
        columns(
            "id TEXT, claim_id TEXT>claim, version_id TEXT>draft_version, start INTEGER, end INTEGER, "
            "exact TEXT, level TEXT"
        ),
        kind="claim",
    ),
    Table(
        "evidence",
        columns(
            "id TEXT, snapshot_id TEXT>snapshot, text_id TEXT>snapshot_text, level TEXT, probability REAL, "
            "note TEXT, confidentiality TEXT, created_at TEXT"
        ),
        document=EVIDENCE,
    ),
    Table(
        "selector",
        columns(
            "id TEXT>evidence, exact TEXT, prefix TEXT, suffix TEXT, start INTEGER, end INTEGER, "
            "page INTEGER?, region TEXT, time TEXT"
        ),
        append_only=True,
        binnable=False,
        follower=True,
        added={"region": "", "time": ""},
        kind="evidence",
        shown_in=Owner("evidence", "SELECT id FROM selector WHERE id = ?"),
    ),
    Table(
        "reanchor",
        columns(
            "id TEXT, evidence_id TEXT>evidence, text_id TEXT>snapshot_text, start INTEGER?, end INTEGER?, "
            "level TEXT, probability REAL, fate TEXT, at TEXT, confirmed_by TEXT, reasons TEXT, rules INTEGER"
        ),
        append_only=True,
        added={"reasons": "", "rules": 0},
        kind="evidence",
        shown_in=Owner("evidence", "SELECT evidence_id FROM reanchor WHERE id = ?"),
    ),
    Table(
        "recheck_look",
        columns("id TEXT, reanchor_id TEXT>reanchor, author TEXT, at TEXT, reason TEXT"),
        append_only=True,
        kind="evidence",
        shown_in=Owner(
            "evidence",
            "SELECT evidence_id FROM reanchor WHERE id = (SELECT reanchor_id FROM recheck_look WHERE id = ?)",
        ),
    ),
    Table(
        "claim_evidence",
        columns("id TEXT, claim_id TEXT>claim, evidence_id TEXT>evidence, relation TEXT, directness TEXT, note TEXT"),
        kind="evidence",
        shown_in=Owner("evidence", "SELECT evidence_id FROM claim_evidence WHERE id = ?"),
    ),
    Table(
        "decision",
        columns(
            "id TEXT, claim_id TEXT>claim, axis TEXT, value TEXT, note TEXT, author TEXT, at TEXT, "
            "version_id TEXT?>draft_version, supersedes TEXT?>decision"
        ),
        append_only=True,
        kind="claim",
        shown_in=Owner("claim", "SELECT claim_id FROM decision WHERE id = ?"),
    ),
    Table(
        "retirement",
        columns("id TEXT, claim_id TEXT>claim, reason TEXT, successors TEXT, author TEXT, at TEXT"),
        append_only=True,
        kind="claim",
    ),
    Table("scale", columns("id TEXT, label TEXT, steps TEXT, at TEXT"), append_only=True),
    Table(
        "query",
        columns(
            "id TEXT, claim_id TEXT>claim, party TEXT, asked TEXT, question TEXT, means TEXT, due TEXT, "
            "author TEXT, at TEXT, source_id TEXT?>source, confidentiality TEXT, state TEXT, answer TEXT, "
            "answered_at TEXT?, recorded_by TEXT, evidence_id TEXT?>evidence"
        ),
    ),
    Table(
        "change_request",
        columns(
            "id TEXT, claim_id TEXT>claim, old TEXT, new TEXT, reason TEXT, error TEXT, author TEXT, at TEXT, "
            "state TEXT, decided_by TEXT, decided_at TEXT?, answer TEXT, version_id TEXT?>draft_version"
        ),
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in ALL}


def noun(table: str) -> str:
    """Return the kind of thing that a row of a table is, or belongs to."""
    return BY_NAME[table].noun if table in BY_NAME else table
