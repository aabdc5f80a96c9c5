"""One action is one journal entry and one undo, or nothing at all: for every method of a project that writes.

The methods are found by reflection. One that is in neither table below fails the first test.
"""

import inspect
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.capture import Options
from core.export.report.doubts import Against
from core.model import (
    ClaimKind,
    Confidentiality,
    Directness,
    ErrorKind,
    Finding,
    Identity,
    PageQuality,
    PageVerdict,
    Party,
    Relation,
    Role,
    Selector,
    SourceKind,
    Status,
    Terms,
    said,
)
from core.project import Project
from core.project.citations import Choice
from core.project.export import Signing
from core.project.gate import Doubtful, Objection
from core.project.offline_sources import SourceDescription
from core.project.people import Rules
from core.project.queries import AsEvidence, Question
from core.security import passphrase_encryption
from core.store.actions import Act
from core.verdicts import VerdictValue
from tests.data.dumps import searchable, visible
from tests.data.sealing import Page, seal, write
from tests.servers import Server

FERRY = "Critics had asked for a ferry instead, which would have been cheaper and sooner to build by far."
BRIDGE = "The bridge cost 4.2 million crowns, the mayor said on Tuesday after the meeting of the council."
OTHER = "Two hundred people came to the town hall that night, more than the house had ever seen before."
STORY = f"{BRIDGE} {FERRY}\n\n{OTHER} It rained on 4 May 2021, said Ilse Brandt of the weather office."
PHRASE = "four words are good"
PRIVATE = Options(allow_private=True)
SCALE = (VerdictValue("Sound", "✓", "good"), VerdictValue("Unsound", "✗", "bad"))
BIB = "@book{a, title={Harbours}, author={Roe, Jane}, year={2001}}\n@book{b, title={Bridges}, author={Doe, John}, year={1999}}\n"


@dataclass
class World:
    """A project with something of everything in it, the ids of its parts, a web server, and a folder of files."""

    project: Project
    ids: dict[str, str]
    server: Server
    folder: Path


Writing = Callable[[World], Any]


def passage(words: str) -> Selector:
    """Return the place of words that stand once."""
    return Selector(words, "", "", -1, -1)


def page(*paragraphs: str) -> bytes:
    """Return a page of these paragraphs."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<!doctype html><html lang=en><title>Bridge</title><body><h1>Bridge</h1>{body}</body></html>".encode()


def _import(w: World) -> object:
    return w.project.citations.take_in(w.project.citations.read(w.folder / "works.bib"), Choice.KEEP)


def _recalled(w: World) -> object:
    return w.project.snapshots.recover_all(w.project.snapshots.orphans())


def _offer(w: World) -> object:
    offer = next(iter(w.project.evidence_suggestions.offers(w.ids["alone"])))
    return w.project.evidence_suggestions.accept(w.ids["alone"], offer.suggestion.passage, Relation.CONTEXT)


def _acknowledged(w: World) -> object:
    w.project.store.heads.note(10_000, "0" * 64, "left")  # as if the journal had been longer once
    return w.project.heads.acknowledge("Ada", "A copy")


def _signed(w: World) -> object:
    doubt = Objection(
        Finding.SEAL_MISSING.of("archive/a.warc.gz", touches=""), Against.COPY, frozenset({w.ids["claim"]})
    )
    return w.project.exports.sign(Signing("Ada", "It waits"), Doubtful([doubt], ()))


def _file(w: World) -> object:
    sealing = w.project.imports.seal_document(w.folder / "notes.txt")
    return w.project.snapshots.record(sealing, Act.TAKE_IN.of(name="notes.txt"))


def _files(w: World) -> object:
    sealings = [w.project.snapshots.seal_page(w.server.url(path), PRIVATE) for path in ("/new", "/newer")]
    return w.project.snapshots.record_all(sealings, "site.wacz")


def _told(terms: Terms) -> SourceDescription:
    return SourceDescription(
        SourceKind.PERSON, "Call with the harbour master", ({"literal": "Jo Roe"},), terms=terms, alias="He"
    )


WRITES: dict[str, Writing] = {
    "rename": lambda w: w.project.rename("Another title"),
    "sources.update": lambda w: w.project.sources.update(w.ids["source"], confidentiality="desk", alias="An official"),
    "sources.bin": lambda w: w.project.sources.bin(w.ids["idle source"]),
    "citations.take_in": _import,
    "citations.correct": lambda w: w.project.citations.correct(w.ids["source"], {"type": "book", "title": "Bridge"}),
    "citations.merge": lambda w: w.project.citations.merge(w.ids["work"], [w.ids["same work"]]),
    "citations.merge_all": lambda w: w.project.citations.merge_all({w.ids["work"]: [w.ids["same work"]]}),
    "snapshots.capture": lambda w: w.project.snapshots.capture(w.server.url("/new"), PRIVATE),
    "imports.take_in": lambda w: w.project.imports.take_in(w.folder / "site.warc.gz"),
    "snapshots.record": _file,
    "snapshots.record_all": _files,
    "snapshots.recover": lambda w: w.project.snapshots.recover(w.project.snapshots.orphans()[0]),
    "snapshots.recover_all": _recalled,
    "snapshots.review": lambda w: w.project.snapshots.review(w.ids["bad snapshot"], "Looked at"),
    "snapshots.bin": lambda w: w.project.snapshots.bin(w.ids["idle snapshot"]),
    "drafts.add": lambda w: w.project.drafts.add("Other", "Quite another story about boats."),
    "drafts.revise": lambda w: w.project.drafts.revise(w.ids["draft"], STORY.replace("4.2", "5.9")),
    "drafts.receive": lambda w: w.project.drafts.receive("Story", STORY.replace("asked for", "wanted")),
    "drafts.rename": lambda w: w.project.drafts.rename(w.ids["draft"], "Renamed"),
    "drafts.bin": lambda w: w.project.drafts.bin(w.ids["draft"]),
    "claims.add": lambda w: w.project.claims.add("It rained on 4 May 2021", draft_id=w.ids["draft"]),
    "claims.update": lambda w: w.project.claims.update(w.ids["claim"], note="Ask", kind=ClaimKind.NUMBER),
    "claims.set_status": lambda w: w.project.claims.set_status(w.ids["claim"], Status.CHECKING, "Rang twice"),
    "claims.set_verdict": lambda w: w.project.claims.set_verdict(w.ids["claim"], "False", "Other figure"),
    "claims.note_look": lambda w: w.project.claims.note_look(w.ids["doubted"], "Rang them"),
    "claims.bin": lambda w: w.project.claims.bin(w.ids["claim"]),
    "lineage.split": lambda w: w.project.lineage.split(w.ids["claim"], ["The bridge cost", "4.2 million crowns"]),
    "lineage.merge": lambda w: w.project.lineage.merge([w.ids["claim"], w.ids["ferry"]]),
    "lineage.retire": lambda w: w.project.lineage.retire(w.ids["claim"], "Out of the story"),
    "lineage.bring_back": lambda w: w.project.lineage.bring_back(w.ids["retired"]),
    "requests.propose": lambda w: w.project.requests.propose(w.ids["ferry"], "ferry", "boat", ErrorKind.DATE),
    "requests.accept": lambda w: w.project.requests.accept(w.ids["request"], "Right"),
    "requests.refuse": lambda w: w.project.requests.refuse(w.ids["request"], "It stays"),
    "evidence.quote": lambda w: w.project.evidence.quote(w.ids["snapshot"], passage(FERRY), claim_text="A ferry"),
    "evidence.relate": lambda w: w.project.evidence.relate(w.ids["link"], Relation.REFUTES),
    "evidence.set_directness": lambda w: w.project.evidence.set_directness(w.ids["link"], Directness.PRIMARY),
    "evidence.annotate": lambda w: w.project.evidence.annotate(w.ids["link"], "Page 2"),
    "evidence.classify": lambda w: w.project.evidence.classify(w.ids["evidence"], Confidentiality.LEGAL),
    "evidence.unlink": lambda w: w.project.evidence.unlink(w.ids["link"]),
    "rechecks.note_look": lambda w: w.project.rechecks.note_look(
        w.ids["changed evidence"], "The new figure is of another year"
    ),
    "rechecks.run": lambda w: w.project.rechecks.run(w.ids["source"], PRIVATE),
    "evidence_suggestions.accept": _offer,
    "coverage.dismiss_inconsistency": lambda w: w.project.coverage.dismiss_inconsistency(
        w.ids["unequal"], "Kjelberg ≠ Kjellberg"
    ),
    "coverage.dismiss": lambda w: w.project.coverage.dismiss(w.ids["draft"], *_open_item(w)),
    "coverage.take_back": lambda w: w.project.coverage.take_back(w.ids["waved"]),
    "people.put": lambda w: w.project.people.put("Cleo", Role.EDITOR),
    "people.bin": lambda w: w.project.people.bin(w.ids["person"]),
    "hidden_names.hide": lambda w: w.project.hidden_names.hide("Nadia Kellanova"),
    "hidden_names.show": lambda w: w.project.hidden_names.show("Ilja Kellan"),
    "people.set_rules": lambda w: w.project.people.set_rules(Rules(two_person=True, roles=True)),
    "scales.use": lambda w: w.project.scales.use("six", {"Verified": "True"}),
    "scales.put": lambda w: w.project.scales.put("Ours", SCALE, {"Verified": "Sound"}, ordered=False),
    "offline_sources.add": lambda w: w.project.offline_sources.add(
        _told(Terms.OFF_RECORD), words="The bridge is rotten."
    ),
    "queries.ask": lambda w: w.project.queries.ask(w.ids["ferry"], Question(Party.REPORTER, "Mara", "From where?")),
    "queries.answer": lambda w: w.project.queries.answer(w.ids["open query"], "Yes."),
    "queries.close": lambda w: w.project.queries.close(w.ids["open query"]),
    "queries.take_in": lambda w: w.project.queries.take_in(
        w.ids["answered query"], AsEvidence(Relation.SUPPORTS, Terms.OFF_RECORD, "An official")
    ),
}
FOR_GOOD: dict[
    str, Act
] = {  # written down as one entry too, and not taken back: no passphrase and no secret is in a journal, no text is hidden
    "snapshots.read_as": lambda w: w.project.snapshots.read_as(w.ids["snapshot"], "windows-1252"),
    "identities.keep": lambda w: w.project.identities.keep(w.ids["work"], Identity("Jo Roe"), PHRASE),
    "identities.destroy": lambda w: w.project.identities.destroy(w.ids["source"]),
    "identities.change_passphrase": lambda w: w.project.identities.change_passphrase(PHRASE, "other words are better"),
    "heads.acknowledge": _acknowledged,
    "exports.sign": _signed,
}
ROWLESS = ("heads.acknowledge", "exports.sign")  # what says something in the journal and changes no row
READS = {
    "": "all_readings author check_database close copy_claim full_id export export_all left_over one_action open create rebuild_search"
    " search search_facets search_meant verify explain unaccounted unreadable warnings making",
    "sources": "all ids number window get find_url shown_as",
    "citations": "read doubles preview",
    "identities": "known reveal",
    "snapshots": "all urls_since get latest text charset other_charset resources resource page file seal_page seal orphans"
    " reviewed sealed_text keep_text check_writable",
    "imports": "pages_in seal_document",
    "exports": "copy_claim gather titles write",
    "capture_queue": "links since keep",
    "unsent": "keep of drop",
    "drafts": "all get versions latest spans fates read_file read_bytes match proposed suggest find write_next",
    "claims": "all ids window newest number get live evidence_counts spans checkers history dissent doubts",
    "lineage": "retired aside spans parents atoms words",
    "requests": "all get obstacle",
    "evidence": "all get for_claim for_snapshot links around find",
    "rechecks": "sources compare of changes",
    "evidence_suggestions": "for_claim offers prepare",
    "checking": "of",
    "watch_terms": "look",
    "coverage": "inconsistencies of of_version waved",
    "hidden_names": "all",
    "people": "all role_of require",
    "scales": "used",
    "offline_sources": "",
    "queries": "all get",
    "journal": "entries beyond_undo undo redo",
    "heads": "note missing problems warnings notes",
}
WRITTEN = re.compile(
    r"\b(?:Changes|Capture|Intake|TakenIn|Recheck|Recovered)\b"
)  # what a method returns that wrote something
STEPS = ("journal.undo", "journal.redo")


def _open_item(w: World) -> tuple[int, int]:
    item = w.project.coverage.of(w.ids["draft"]).open[-1]
    return item.start, item.end


def parts(project: Project) -> dict[str, object]:
    """Return the project and its parts by their names."""
    mine = {name: part for name, part in vars(project).items() if type(part).__module__.startswith("core.project")}
    return {"": project, **mine}


def methods(project: Project) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public method with its full name."""
    for part, value in parts(project).items():
        for name, method in inspect.getmembers(type(value), callable):
            if not name.startswith("_"):
                yield f"{part}.{name}".lstrip("."), method


@pytest.fixture(scope="module")
def _quick_seal() -> Iterator[None]:
    """A passphrase takes a second to try, and here hundreds are tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase_encryption, "seal", lambda words, phrase: f"{phrase}|{words}")
        patch.setattr(passphrase_encryption, "unseal", lambda sealed, phrase: sealed.removeprefix(f"{phrase}|"))
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a server of the pages that are captured."""
    with Server() as running:
        for path, words in (("/story", (BRIDGE, FERRY)), ("/new", (OTHER,)), ("/newer", (OTHER, FERRY))):
            running.add(path, "text/html; charset=utf-8", page(*words))
        yield running


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, server: Server, _quick_seal: None) -> tuple[Path, dict[str, str]]:
    """Make a project with something of everything once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "works.bib").write_text(BIB)
    (folder / "notes.txt").write_text("Notes of a talk.")
    write(folder / "site.warc.gz", tuple(Page(f"https://paper.example/{name}", page(OTHER)) for name in "ab"))
    with Project.create(folder / "Story.standfirst") as project:
        project.author("Ada")
        ids = _fill(project, server, folder)
    return folder, ids


def _fill(project: Project, server: Server, folder: Path) -> dict[str, str]:
    ids: dict[str, str] = {}
    snapshot = project.snapshots.capture(server.url("/story"), PRIVATE).snapshot
    idle = seal(project, Page("https://idle.example/", page(OTHER)))
    bad = seal(project, Page("https://bad.example/", page(OTHER)), quality=PageQuality(PageVerdict.BAD, said("a wall")))
    ids |= {"snapshot": snapshot.id, "source": snapshot.source_id, "bad snapshot": bad.id}
    ids |= {"idle snapshot": idle.id, "idle source": idle.source_id}
    works = project.citations.take_in(project.citations.read(folder / "works.bib"), Choice.KEEP).sources
    ids |= {"work": works[0], "same work": works[1]}
    ids["draft"] = project.drafts.add("Story", STORY).made["draft"]
    ids["unequal"] = project.drafts.add("Names", "Tomas Kjellberg left. Then Kjelberg rang Kjellberg.").made["draft"]
    for name, words in (("claim", BRIDGE), ("ferry", FERRY), ("retired", OTHER)):
        ids[name] = project.claims.add(words, draft_id=ids["draft"]).made["claim"]
    project.claims.set_verdict(ids["claim"], "Verified")
    ids["alone"] = project.claims.add("A ferry would have been cheaper to build than the bridge").made["claim"]
    ids["evidence"] = project.evidence.quote(snapshot.id, passage(BRIDGE), ids["claim"]).made["evidence"]
    ids["link"] = project.evidence.links(ids["evidence"])[0].id
    ids["doubted"] = project.claims.add("The bridge cost 5 million crowns").made["claim"]
    project.claims.set_verdict(ids["doubted"], "Verified")
    project.evidence.quote(snapshot.id, passage(FERRY), ids["doubted"], Relation.REFUTES)
    project.lineage.retire(ids["retired"], "Out")
    ids["request"] = project.requests.propose(ids["claim"], "Tuesday", "Monday", ErrorKind.DATE).made["change_request"]
    ids["person"] = project.people.put("Ben", Role.CHECKER).made["person"]
    project.hidden_names.hide("Ilja Kellan")
    item = project.coverage.of(ids["draft"]).open[0]
    project.coverage.dismiss(ids["draft"], item.start, item.end)
    ids["waved"] = project.coverage.waved(ids["draft"])[0].id
    question = Question(Party.SOURCE, "The mayor", "Was it 4.2 million?")
    ids["open query"] = project.queries.ask(ids["ferry"], question).made["query"]
    ids["answered query"] = project.queries.ask(ids["claim"], question).made["query"]
    project.queries.answer(ids["answered query"], "It was, and not a crown more.")
    project.identities.keep(ids["source"], Identity("Jo Roe"), PHRASE)
    ids["changed evidence"] = _changed(project, server)
    with Project.create(folder / "Lost.standfirst") as other:  # a sealed file that no row names
        lost = other.imports.take_in(folder / "notes.txt").captures[0].snapshot
        shutil.copy(other.path / lost.warc, project.path / lost.warc)
    return ids


def _changed(project: Project, server: Server) -> str:
    """Quote a page of which a recheck finds that it was edited; return the evidence."""
    server.add("/changed", "text/html; charset=utf-8", page(BRIDGE, FERRY))
    snapshot = project.snapshots.capture(server.url("/changed"), PRIVATE).snapshot
    made = project.evidence.quote(snapshot.id, passage(BRIDGE), claim_text="The bridge was not cheap").made["evidence"]
    server.add("/changed", "text/html; charset=utf-8", page(BRIDGE.replace("4.2", "5.9"), FERRY))
    project.rechecks.run(snapshot.source_id, PRIVATE)
    return made


@pytest.fixture
def world(filled: tuple[Path, dict[str, str]], server: Server, tmp_path: Path) -> Iterator[World]:
    """Return a copy of the filled project."""
    folder, ids = filled
    place = shutil.copytree(folder / "Story.standfirst", tmp_path / "Story.standfirst")
    with Project.open(place) as project:
        project.author("Ada")
        yield World(project, ids, server, folder)


class Refusing:
    """A connection that fails at one of its writes, and does something beside each: `before(number)`."""

    def __init__(self, conn: Any, before: Callable[[int], object]) -> None:
        self._conn = conn
        self._before = before
        self.writes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)

    def execute(self, sql: str, *rest: Any) -> Any:
        self._count(sql)
        return self._conn.execute(sql, *rest)

    def executemany(self, sql: str, *rest: Any) -> Any:
        self._count(sql)
        return self._conn.executemany(sql, *rest)

    def _count(self, sql: str) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "COMMIT")):
            self.writes += 1
            self._before(self.writes)


class PowerCut(Exception):  # noqa: N818 - what happens to a computer
    """Thrown in the middle of a transaction."""


def entries(world: World) -> int:
    """Return the number of journal entries."""
    return world.project.journal.entries(1)[0].seq


def test_every_method_is_in_a_table_and_what_writes_is_among_the_writers(world: World) -> None:
    reads = {f"{part}.{name}".lstrip(".") for part, names in READS.items() for name in names.split()}
    found = dict(methods(world.project))
    assert set(found) - {*WRITES, *FOR_GOOD, *reads} == set()
    assert {*WRITES, *FOR_GOOD} <= set(found)
    for name in reads & set(found):
        returned = str(inspect.signature(found[name]).return_annotation) if name not in STEPS else ""
        assert not WRITTEN.search(returned), f"{name} writes: give it a row in WRITES"


@pytest.mark.parametrize("name", [*WRITES, *FOR_GOOD])
def test_an_action_is_one_entry_and_one_undo(world: World, name: str) -> None:
    project, count = world.project, entries(world)
    before, found_before, label = visible(project), searchable(project), project.journal.undo_label
    {**WRITES, **FOR_GOOD}[name](world)
    assert entries(world) == count + 1
    assert project.journal.entries(1)[0].named.code != "other"
    after, found_after = visible(project), searchable(project)
    assert (after != before) == (name not in ROWLESS)
    if name in FOR_GOOD:
        assert project.journal.undo_label == label
    else:
        project.journal.undo()
        assert (visible(project), searchable(project)) == (before, found_before)
        project.journal.redo()
        assert (visible(project), searchable(project)) == (after, found_after)
        project.journal.undo()
        assert visible(project) == before
    assert [problem for problem in project.verify().problems if "journal" in problem.item] == []


@pytest.mark.parametrize("name", [*WRITES, *FOR_GOOD])
def test_an_action_that_fails_at_any_write_leaves_nothing(world: World, name: str) -> None:
    project, count, before = world.project, entries(world), visible(world.project)
    db, act, last = project.store.db, {**WRITES, **FOR_GOOD}[name], [0]
    conn = db.conn

    def fail(number: int) -> None:
        if number == last[0]:
            raise PowerCut

    failing = True
    while failing:
        last[0] += 1
        db.conn = Refusing(conn, fail)  # type: ignore[assignment]
        try:
            act(world)
            failing = False
        except PowerCut:
            assert not conn.in_transaction
        finally:
            db.conn = conn
        assert not failing or (entries(world), visible(project)) == (count, before)
    assert last[0] > 2 - (name in ROWLESS)  # a row, the journal and COMMIT at the least
    assert entries(world) == count + 1


def test_a_crash_at_any_write_of_an_answer_leaves_no_public_source(world: World, tmp_path: Path) -> None:
    project, before = world.project, visible(world.project)
    conn, copies = project.store.db.conn, []

    def copy(number: int) -> None:
        copies.append(shutil.copytree(project.path, tmp_path / f"{number}.standfirst"))

    project.store.db.conn = Refusing(conn, copy)  # type: ignore[assignment]
    WRITES["queries.take_in"](world)
    project.store.db.conn = conn
    assert len(copies) > 10
    for place in copies:
        with Project.open(place) as crashed:
            assert visible(crashed) == before
            for orphan in crashed.snapshots.orphans():
                assert crashed.snapshots.recover(orphan).source.confidentiality is Confidentiality.DESK


def test_a_failure_that_was_caught_takes_all_back_too(world: World) -> None:
    project, before = world.project, visible(world.project)

    def half() -> None:
        project.claims.add("One half.")
        with suppress(PowerCut), project.store.transaction("Inner") as action:
            action.tx.bin("claim", world.ids["claim"])
            raise PowerCut

    with pytest.raises(PowerCut), project.one_action("Both"):
        half()
    assert visible(project) == before
    project.claims.add("Another.")  # and the next one begins anew
    assert project.journal.undo_label == "Add claim"


def test_joined_actions_tell_what_each_made_and_the_whole_tells_all(world: World) -> None:
    project = world.project
    with project.store.transaction("Both") as action:
        first = project.claims.add("One.")
        second = project.claims.add("Two.")
        draft = project.drafts.add("Third", "Words.")
    assert first.made["claim"] != second.made["claim"]
    assert (first.kinds, draft.kinds) == ({"claim"}, {"draft"})
    assert action.changes.kinds == {"claim", "draft"}
    assert action.changes.made == {"claim": first.made["claim"], "draft": draft.made["draft"]}
    assert project.journal.undo_label == "Both"


def test_what_cannot_be_undone_makes_the_action_it_joined_so(world: World) -> None:
    project, label = world.project, world.project.journal.undo_label
    with project.one_action("Both"):
        project.claims.add("One.")
        project.identities.destroy(world.ids["source"])
    assert project.journal.undo_label == label
    assert (project.path / "project.db-wal").stat().st_size == 0  # what was destroyed lingers in no log


def test_a_recheck_that_meets_a_damaged_seal_keeps_its_capture(world: World) -> None:
    project = world.project
    sealed = project.snapshots.get(world.ids["snapshot"])
    (project.path / sealed.warc).unlink()
    count = entries(world)
    with pytest.raises(Exception, match="missing"):
        WRITES["rechecks.run"](world)
    assert entries(world) == count + 1
    assert project.journal.undo_label.startswith("Capture ")
