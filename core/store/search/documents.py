"""What the search index holds of each kind of row, and where it is shown."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from sqlite_utils import Database

from core.security.urls import host

KINDS = ("source", "snapshot", "claim", "draft", "evidence")
AT_ONCE = 200
# Of a CSL-JSON item, what a source is asked for by.
ROLES, NAME = ("author", "editor"), ("given", "non-dropping-particle", "family", "suffix", "literal")
WITH_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
TOLD = ("title", "container-title", "publisher", "DOI", "ISBN")
# Each gives id, title, body, what is known about it, URL (for the site), day, language, status, confidentiality.
DOCUMENTS = {
    "source": """SELECT source.id, source.title, coalesce(text.text, ''), json_array(source.alias, source.csl), source.url, substr(coalesce(snapshot.captured_at,
        source.created_at), 1, 10), coalesce(text.language, ''), coalesce(snapshot.quality, ''), source.confidentiality
        FROM live_source AS source
        LEFT JOIN live_snapshot AS snapshot ON snapshot.id = (SELECT id FROM live_snapshot AS s WHERE s.source_id = source.id
            ORDER BY s.captured_at DESC LIMIT 1)
        LEFT JOIN snapshot_text AS text ON text.id = (SELECT id FROM snapshot_text AS t WHERE t.snapshot_id = snapshot.id
            ORDER BY t.id DESC LIMIT 1) WHERE source.id IN ({})""",
    # A capture that a newer one of the same source with other words has taken the place of.
    "snapshot": """SELECT snapshot.id, source.title, text.text, '', source.url, substr(snapshot.captured_at, 1, 10), text.language,
        snapshot.quality, source.confidentiality
        FROM live_snapshot AS snapshot JOIN live_source AS source ON source.id = snapshot.source_id
        JOIN snapshot_text AS text ON text.id = (SELECT id FROM snapshot_text AS t WHERE t.snapshot_id = snapshot.id
            ORDER BY t.id DESC LIMIT 1)
        JOIN snapshot_text AS newest ON newest.id = (SELECT t.id FROM snapshot_text AS t WHERE t.snapshot_id = (
            SELECT id FROM live_snapshot AS s WHERE s.source_id = source.id ORDER BY s.captured_at DESC LIMIT 1)
            ORDER BY t.id DESC LIMIT 1)
        WHERE newest.snapshot_id <> snapshot.id AND newest.sha256 <> text.sha256 AND snapshot.id IN ({})""",
    "claim": """SELECT id, text, note || char(10) || claimant || coalesce((SELECT char(10) || group_concat(decision.note, char(10) ORDER BY decision.id)
        FROM live_decision AS decision WHERE decision.claim_id = claim.id AND decision.note <> ''), ''), '', '',
        substr(created_at, 1, 10), '', status, confidentiality FROM live_claim AS claim WHERE id IN ({})""",
    "draft": """SELECT draft.id, draft.title, version.text || coalesce((SELECT char(10) || group_concat(
            json_extract(note.value, '$[3]'), char(10)) FROM json_each(version.notes) AS note), ''),
        '', '', substr(version.created_at, 1, 10), '', '', 'public'
        FROM live_draft AS draft JOIN live_draft_version AS version ON version.draft_id = draft.id AND version.seq =
            (SELECT max(seq) FROM live_draft_version AS v WHERE v.draft_id = draft.id) WHERE draft.id IN ({})""",
    "evidence": """SELECT evidence.id, selector.exact, evidence.note || char(10) || coalesce((SELECT group_concat(link.note, char(10))
        FROM live_claim_evidence AS link WHERE link.evidence_id = evidence.id), ''), '', snapshot.final_url,
        substr(evidence.created_at, 1, 10), '', '', evidence.confidentiality
        FROM live_evidence AS evidence JOIN selector ON selector.id = evidence.id
        JOIN snapshot ON snapshot.id = evidence.snapshot_id WHERE evidence.id IN ({})""",
}

LIVE = {
    "snapshot": """SELECT id FROM live_snapshot WHERE source_id IN (SELECT source_id FROM live_snapshot GROUP BY source_id
        HAVING count(*) > 1)"""
}


class Document(NamedTuple):
    """A row as the index sees it: `site` and `day` are what one filters by, `stamp` tells whether its words changed.

    Places are counted in `body` alone: `about` is what a catalogue would say of it.
    """

    kind: str
    id: str
    title: str
    body: str
    about: str
    url: str
    day: str
    language: str
    status: str
    confidentiality: str

    @property
    def words(self) -> str:
        """What is looked through beside the title."""
        return f"{self.body}\n{self.about}\n{self.url}"

    @property
    def site(self) -> str:
        """The host of the URL."""
        return host(self.url) if WITH_SCHEME.match(self.url) else ""

    @property
    def entry(self) -> tuple[str | int, ...]:
        """What stands of it in `search_entry`, behind the row number."""
        return (
            *(self.kind, self.id, self.site, self.day),
            *(self.language.casefold(), self.status, self.confidentiality, self.stamp),
        )

    @property
    def stamp(self) -> int:
        """A checksum of everything that the entry was made of."""
        return crc32("\0".join(self[2:]).encode("utf-8", "surrogatepass"))


def documents(db: Database, wanted: Sequence[tuple[str, str]]) -> Iterator[Document]:
    """Yield the documents of these (kind, id), in the order asked for; what is not live is passed over."""
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        found: dict[str, Document] = {}
        for kind in {kind for kind, _ in part}:
            ids = [row_id for of, row_id in part if of == kind]
            sql = DOCUMENTS[kind].format(", ".join("?" * len(ids)))
            for row in db.execute(sql, ids).fetchall():
                document = Document(kind, *row)
                found[document.id] = document._replace(about=_known(document)) if document.about else document
        yield from (found[row_id] for _, row_id in part if row_id in found)


def _known(source: Document) -> str:
    """Return what is known of a source: its alias, who made it, what it is part of. Who a confidential one is stands elsewhere."""
    alias, csl = json.loads(source.about)
    item = json.loads(csl)
    names = [
        " ".join(str(name[part]) for part in NAME if name.get(part))
        for role in ROLES
        if isinstance(item.get(role), list)
        for name in item[role]
        if isinstance(name, dict)
    ]
    told = [str(item[key]) for key in TOLD if item.get(key) and item[key] != source.title]
    return "\n".join(filter(None, [alias, *names, *told]))


def live(db: Database) -> list[tuple[str, str]]:
    """Return (kind, id) of everything that can be found, in the order it was made: ids begin with their time."""
    rows = [
        (kind, row[0]) for kind in KINDS for row in db.execute(LIVE.get(kind, f"SELECT id FROM live_{kind}")).fetchall()
    ]
    return sorted(rows, key=lambda row: row[1])
