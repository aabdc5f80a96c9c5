"""Canaries: a different word in every text column of the rows that a lower edition must not show.

The schema is read from the database, so a new column is planted without being named here, and a new table gets a row that
hangs on the hidden things. A column that can hold no free text stands in `CLOSED` with the reason; everything else is planted.
"""

import json

from sqlcipher3 import dbapi2 as sqlite

from core import model as m
from core.project import Project
from core.project.offline_sources import SourceDescription
from core.project.queries import AsEvidence, Question
from core.store import rows
from core.store.actions import Act
from tests.data.sealing import Page, passage, seal

CLOSED = {
    "a word of a closed list": {
        ("source", "kind"),
        ("source", "terms"),
        ("source", "confidentiality"),
        ("hidden_name", "confidentiality"),
        ("snapshot", "method"),
        ("snapshot", "quality"),
        ("claim", "kind"),
        ("claim", "status"),
        ("claim", "confidentiality"),
        ("claim_span", "level"),
        ("evidence", "level"),
        ("evidence", "confidentiality"),
        ("reanchor", "level"),
        ("reanchor", "fate"),
        ("claim_evidence", "relation"),
        ("claim_evidence", "directness"),
        ("change_request", "error"),
        ("change_request", "state"),
        ("query", "party"),
        ("query", "confidentiality"),
        ("query", "state"),
        ("decision", "axis"),
        ("person", "role"),
        ("bin", "kind"),
        ("journal", "kind"),
        ("search_entry", "kind"),
        ("search_entry", "status"),
        ("search_entry", "confidentiality"),
    },
    "a digest": {
        ("snapshot", "warc_sha256"),
        ("snapshot_text", "sha256"),
        ("draft_version", "sha256"),
        ("journal", "prev_hash"),
        ("journal", "hash"),
        ("resource", "digest"),
    },
    "a time": {
        ("snapshot", "captured_at"),
        *(
            (table, column)
            for table in (
                "review",
                "decision",
                "reanchor",
                "recheck_look",
                "bin",
                "journal",
                "identity",
                "change_request",
                "hidden_name",
                "query",
                "retirement",
                "scale",
                "waved_off",
            )
            for column in ("at",)
        ),
    },
    "made to be shown": {
        ("source", "alias"),
        ("project", "title"),
        ("project", "scale"),
        ("scale", "label"),
        ("scale", "steps"),
    },
    "the id of another row": {("decision", "supersedes"), ("retirement", "successors")},
}
LEFT = {pair for pairs in CLOSED.values() for pair in pairs}
OURS = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' AND name NOT LIKE '_sqlite%' AND name <> 'search' OR name = 'search_entry'"
RANDOM = {("journal_value", "salt")}  # bytes that the program draws
WORDS = {"TEXT", "ANY"}  # the types of columns that can hold words
KINDS = {
    "claim_id": "claim",
    "source_id": "source",
    "snapshot_id": "snapshot",
    "evidence_id": "evidence",
    "link_id": "link",
    "decision_id": "decision",
    "draft_id": "draft",
    "version_id": "version",
    "text_id": "text",
}


def story(folder):
    """Make a project with an open claim on a hidden source and on desk evidence, and a claim for the desk; returns the ids of what is hidden."""
    with Project.create(folder, "The open story") as project:
        body = b"<html lang=en><title>T</title><p>Before it stands this. The rate fell to 4.2 percent, they said. After it stands that.</p></html>"
        hidden, shown = (seal(project, Page(f"https://{host}.example.org/a", body)) for host in ("hidden", "shown"))
        project.sources.update(
            hidden.source_id,
            confidentiality="desk",
            alias="An official",
            csl={"type": "report", "title": "T", "author": [{"family": "F", "given": "G"}]},
        )
        draft = project.drafts.add("Desk draft", "A claim for the desk.").made["draft"]
        claim = project.claims.add("The rate fell.").made["claim"]
        desk = project.claims.add("A claim for the desk.", draft_id=draft).made["claim"]
        project.claims.update(desk, confidentiality="desk", claimant="C", claimed_on="D", note="N")
        project.claims.set_verdict(desk, "Verified", "why")
        project.claims.set_verdict(claim, "Verified", "The figures agree.")
        project.evidence.quote(hidden.id, passage("The rate fell to 4.2 percent"), claim)
        inner = project.evidence.quote(shown.id, passage("After it stands that"), claim, note="note").made["evidence"]
        project.evidence.classify(inner, m.Confidentiality.DESK)
        of_desk = project.evidence.quote(shown.id, passage("Before it stands this"), desk).made["evidence"]
        project.author("Ada")
        query = project.queries.ask(claim, Question(m.Party.SOURCE, "W", "Q", means="M", due="2026-05-04")).made[
            "query"
        ]
        project.queries.answer(query, "A")
        project.author("")
        version, text = project.drafts.latest(draft), project.snapshots.text(hidden.id)
        links = {one: project.evidence.links(one)[0].id for one in (inner, of_desk)}
        decisions = [one.id for one in project.claims.history(desk)]
        found = m.Reanchor(m.new_id(), inner, text.id, None, None, m.Level.GONE, 0.0, m.Fate.UNREADABLE, rules=1)
        with project.store.transaction(Act.RECHECK) as action:
            action.tx.insert("reanchor", rows.reanchor_row(found))
    return {
        "source": [hidden.source_id],
        "snapshot": [hidden.id],
        "text": [text.id],
        "claim": [desk],
        "evidence": [inner, of_desk],
        "link": list(links.values()),
        "decision": decisions,
        "draft": [draft],
        "version": [version.id],
        "query": [query],
        "reanchor": [found.id],
    }


REPEATED = ("Marchettiqz", "taineeqz", "WHISTLEQZ", "dockmasterqz", "GATEQZ")


def repeated(folder):
    """Make a project whose open words repeat what is hidden: the name of a source that nothing cites, the words of a closed claim, an answer off the record, closed evidence beside an open one."""
    sentence = "The dockmasterqz took a bribe of nine thousand."
    body = b"<html lang=en><title>T</title><p>The first words stand here. The WHISTLEQZ came from the dock. The last words stand there.</p></html>"
    with Project.create(folder, "What Odile Marchettiqz knew") as project:
        project.author("Ada")
        project.offline_sources.add(
            SourceDescription(
                m.SourceKind.PERSON,
                "Call with Odile Marchettiqz",
                ({"family": "Marchettiqz", "given": "Odile"},),
                confidentiality=m.Confidentiality.DESK,
                alias="An engineer",
            ),
            words="Notes of the call.",
        )
        project.hidden_names.hide("Omar Detaineeqz")
        page = seal(project, Page("https://shown.example.org/a", body))
        draft = project.drafts.add(
            sentence, f"{sentence} The rate fell, says Marchettiqz. Once more: {sentence.upper()}"
        ).made["draft"]
        closed = project.claims.add(sentence, draft_id=draft).made["claim"]
        project.claims.update(closed, confidentiality="desk")
        claim = project.claims.add("The rate fell,", draft_id=draft).made["claim"]
        project.claims.update(claim, claimant="Odile Marchettiqz")
        project.claims.set_verdict(
            claim,
            "Verified",
            "Ms MARCHETTIQZ and Omar Dètaineeqz confirmed it: the dockmasterqz took a bribe of nine thousand.",
        )
        project.evidence.quote(page.id, passage("The first words stand here."), claim, note="marchettiqz told us")
        inner = project.evidence.quote(page.id, passage("The WHISTLEQZ came from the dock."), claim).made["evidence"]
        project.evidence.classify(inner, m.Confidentiality.DESK)
        query = project.queries.ask(
            claim,
            Question(m.Party.SOURCE, "Odile Marchettiqz", "Does it leak?", confidentiality=m.Confidentiality.PUBLIC),
        ).made["query"]
        project.queries.answer(query, "Yes. I saw it at GATEQZ.")
        project.queries.take_in(query, AsEvidence(m.Relation.SUPPORTS, m.Terms.OFF_RECORD, "An engineer"))


def text_columns(db):
    """Return every text column of every table of ours, as pairs."""
    tables = [row[0] for row in db.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND ({OURS})")]
    return {(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})") if row[2] in WORDS}


def free(column):
    """Return whether a column can hold what somebody wrote or a page said."""
    name = column[1]
    return column not in LEFT and name != "id" and not name.endswith(("_id", "_at"))


def plant(folder, hidden):
    """Plant every free text column; returns the canaries by (table, column), and the columns that found no row."""
    db = sqlite.connect(str(folder / "project.db"))
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    kept = list(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, _ in kept:
        db.execute(f"DROP TRIGGER {name}")
    columns = sorted(pair for pair in text_columns(db) if free(pair))
    _fill(db, sorted({table for table, _ in text_columns(db)}), hidden)
    birds = {pair: f"qz{number:03d}canary" for number, pair in enumerate(columns)}
    barren = [pair for pair in columns if not _plant(db, pair, birds[pair], hidden)]
    for _, statement in kept:
        db.execute(statement)
    db.commit()
    db.close()
    return birds, barren


CHOSEN = {  # by column, a word that it may hold
    "role": next(iter(m.Role)),
    "successors": "[]",
    "state": "open",
    "steps": "[]",
    "level": next(iter(m.Level)),
    "fate": next(iter(m.Fate)),
    "relation": next(iter(m.Relation)),
    "directness": next(iter(m.Directness)),
    "error": next(iter(m.ErrorKind)),
    "party": next(iter(m.Party)),
    "axis": next(iter(m.Axis)),
    "confidentiality": m.Confidentiality.DESK,
}


def _fill(db, tables, hidden):
    """Give each empty table a row that hangs on the hidden things."""
    for table in tables:
        if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            continue
        told = list(db.execute(f"PRAGMA table_info({table})"))
        first = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
        values = [_value(row, first, hidden) for row in told]
        db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def _value(row, references, hidden):
    _, name, kind, *_ = row
    if name == "role":
        return "checker"  # a word that rows may hold
    of = references.get(name) or KINDS.get(name, "")
    found = hidden.get({"snapshot_text": "text", "claim_evidence": "link", "draft_version": "version"}.get(of, of))
    if found:
        return found[0]
    if name in CHOSEN:
        return CHOSEN[name]
    return "2026-05-04T14:03:22+00:00" if name == "at" or name.endswith("_at") else "x" if kind == "TEXT" else 0


def _plant(db, pair, bird, hidden):
    """Plant the rows of a column that hang on something hidden; of tables that hang on nothing, all."""
    table, column = pair
    ids = {one for found in hidden.values() for one in found}
    keys = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    told = db.execute(f'SELECT "{column}", * FROM {table}').fetchall()
    own = {
        "hidden_name",
        "journal",
        "journal_value",
        "search_entry",
        "bin",
        "person",
    }  # what no edition may show any of
    planted = 0
    for old, *row in told:
        if table not in own and not ids & {value for value in row if isinstance(value, str)}:
            continue
        key = "id" if "id" in keys else "seq" if "seq" in keys else "rowid"
        where = row[keys.index(key)] if key in keys else 1
        db.execute(f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', (changed(old, bird), where))
        planted += 1
    return planted


def changed(old, bird):
    """Return a value of the same shape in which every text is the canary."""
    try:
        return json.dumps(_replaced(json.loads(old), bird))
    except (TypeError, ValueError):
        return f"https://{bird}.example/{bird}" if str(old).startswith("http") else f"{bird} {old} {bird}"


def _replaced(value, bird):
    if isinstance(value, dict):
        return {key: part if key in {"type", "start", "end"} else _replaced(part, bird) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, bird) for part in value]
    return bird if isinstance(value, str) else value


def strange_columns(db):
    """Return the columns of our tables that are neither text, number nor time: the search below would not plant them."""
    tables = [row[0] for row in db.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND ({OURS})")]
    plain = {*WORDS, "INTEGER", "REAL"}
    return {
        (table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})") if row[2] not in plain
    } - RANDOM
