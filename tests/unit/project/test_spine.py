"""The way of a quote: a page on a real server → sealed WARC → text → evidence → claim → verification."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.capture import Options, recall
from core.errors import InputError, TrustError
from core.model import (
    Confidentiality,
    Directness,
    Level,
    PageVerdict,
    Relation,
    Selector,
    Snapshot,
    SourceKind,
    Terms,
)
from core.project import Project
from core.project.offline_sources import SourceDescription
from tests.servers import Server

PAGE = """<!doctype html><html lang="en"><head><title>Harbour bridge opens</title>
<meta property="og:site_name" content="The Valley Paper"><meta name="author" content="Ilse Brandt">
<link rel="stylesheet" href="/style.css"></head><body><article><h1>Harbour bridge opens</h1>
<p>The bridge cost 4.2 million crowns, the mayor said on Tuesday. It took “two long years” to build.</p>
<p>Critics had asked for a ferry instead. The council voted nine to four for the bridge in May 2021, after a debate
that went on until midnight and drew two hundred people.</p><img src="/bridge.png"></article></body></html>"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea7356e"
    "a10000000049454e44ae426082"
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.page("/story", PAGE)
        running.add("/style.css", "text/css", b"body { background: url(/bridge.png?bg) }")
        running.add("/bridge.png", "image/png", PIXEL)
        running.add("/bridge.png?bg", "image/png", PIXEL)
        yield running


@pytest.fixture
def snapshot(project: Project, server: Server) -> Snapshot:
    return project.snapshots.capture(server.url("/story"), Options(allow_private=True)).snapshot


def quote(project: Project, snapshot: Snapshot, exact: str, **context: str) -> str:
    claim = project.claims.add(f"Claim about {exact[:20]}").made["claim"]
    selector = Selector(exact, context.get("prefix", ""), context.get("suffix", ""), -1, -1)
    return project.evidence.quote(snapshot.id, selector, claim, Relation.SUPPORTS).made["evidence"]


def test_a_capture_is_sealed_listed_and_readable(project: Project, snapshot: Snapshot) -> None:
    assert snapshot.status == 200
    assert snapshot.quality.verdict is PageVerdict.GOOD
    assert snapshot.stored >= 4
    source = project.sources.get(snapshot.source_id)
    assert source.title == "Harbour bridge opens"
    assert source.csl["container-title"] == "The Valley Paper"
    assert "4.2 million crowns" in project.snapshots.text(snapshot.id).text
    assert project.snapshots.resource(snapshot.id, snapshot.final_url.replace("/story", "/bridge.png")).body == PIXEL
    assert (project.path / snapshot.warc).stat().st_size == snapshot.warc_bytes
    assert project.verify().ok


def test_the_quote_stored_is_what_the_archive_says(project: Project, snapshot: Snapshot) -> None:
    evidence = project.evidence.get(quote(project, snapshot, 'It  took "two long years" to build'))
    assert evidence.selector.exact == "It took “two long years” to build"
    assert evidence.level is Level.FOLDED
    text = project.snapshots.text(snapshot.id).text
    assert text[evidence.selector.start : evidence.selector.end] == evidence.selector.exact


@pytest.mark.parametrize("exact", ["The bridge cost 5.2 million crowns", "words that stand nowhere at all", "", " "])
def test_words_that_are_not_in_the_seal_are_refused(project: Project, snapshot: Snapshot, exact: str) -> None:
    with pytest.raises(InputError):
        quote(project, snapshot, exact)
    assert project.evidence.all() == []


def test_a_second_capture_is_a_new_snapshot_of_the_same_source(
    project: Project, snapshot: Snapshot, server: Server
) -> None:
    again = project.snapshots.capture(server.url("/story"), Options(allow_private=True)).snapshot
    assert again.source_id == snapshot.source_id
    assert [found.id for found in project.snapshots.all(snapshot.source_id)] == [again.id, snapshot.id]


def test_undo_of_a_capture_hides_it_and_redo_brings_it_back(project: Project, snapshot: Snapshot) -> None:
    project.journal.undo()
    assert project.sources.all() == project.snapshots.all() == []
    assert (project.path / snapshot.warc).exists()
    assert project.verify().ok
    project.journal.redo()
    assert [found.id for found in project.snapshots.all()] == [snapshot.id]
    assert project.search("crowns")


def test_evidence_keeps_its_source_out_of_the_bin(project: Project, snapshot: Snapshot) -> None:
    quote(project, snapshot, "4.2 million crowns")
    for call, target in ((project.snapshots.bin, snapshot.id), (project.sources.bin, snapshot.source_id)):
        with pytest.raises(InputError, match="is quoted from"):
            call(target)


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_flipped_byte_is_found_and_named(project: Project, snapshot: Snapshot, share: float) -> None:
    quote(project, snapshot, "4.2 million crowns")
    flip(project.path / snapshot.warc, int(snapshot.warc_bytes * share))
    found = project.verify()
    assert not found.ok
    assert all(snapshot.warc in problem.item for problem in found.problems)
    assert "Claim about 4.2 million" in found.problems[0].means


def test_a_large_project_is_checked_in_processes_that_find_the_same(
    project: Project, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.project.verify.LARGE", 0)
    assert project.verify().ok
    flip(project.path / snapshot.warc, snapshot.warc_bytes // 2)
    by_processes = project.verify()
    monkeypatch.setattr("core.project.verify.LARGE", snapshot.warc_bytes + 1)
    assert by_processes == project.verify()
    assert not by_processes.ok


def test_a_truncated_and_a_missing_file_are_named(project: Project, snapshot: Snapshot) -> None:
    path = project.path / snapshot.warc
    content = path.read_bytes()
    path.write_bytes(content[:-10])
    assert not project.verify().ok
    path.unlink()
    assert "missing" in project.verify().problems[0].what


def test_a_sealed_file_that_became_a_link_is_named(project: Project, snapshot: Snapshot, tmp_path: Path) -> None:
    path = project.path / snapshot.warc
    path.rename(tmp_path / "elsewhere.warc.gz")
    path.symlink_to(tmp_path / "elsewhere.warc.gz")
    assert "it is a link to a file elsewhere" in [problem.what for problem in project.verify().problems]


def test_a_quote_from_damaged_bytes_is_refused(project: Project, snapshot: Snapshot) -> None:
    (project.path / snapshot.warc).unlink()
    with pytest.raises(TrustError, match="missing"):
        quote(project, snapshot, "4.2 million crowns")


@pytest.mark.parametrize(
    ("change", "item", "what"),
    [
        (("snapshot_text", "text = text || ' More.'"), "text of ", "the stored text does not match its digest"),
        (("selector", "start = start + 1"), "evidence ", "the quote is not what the snapshot's text says at its place"),
        (
            ("draft_version", "text = 'Other words.'"),
            "draft_version ",
            "its text is not the one that the journal holds the digest of",
        ),
    ],
)
def test_verify_says_what_was_altered_in_the_database(
    project: Project, snapshot: Snapshot, change: tuple[str, str], item: str, what: str
) -> None:
    table, values = change
    quote(project, snapshot, "4.2 million crowns")
    project.drafts.add("Draft", "Words.")
    assert project.verify().ok
    project.store.db.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
    project.store.db.execute(f"UPDATE {table} SET {values}")
    found = [(problem.item.startswith(item), problem.what) for problem in project.verify().problems]
    assert (True, what) in found


def test_text_altered_in_the_database_is_found(project: Project, snapshot: Snapshot) -> None:
    db = project.store.db
    db.execute("DROP TRIGGER snapshot_text_no_update")
    db.execute("UPDATE snapshot_text SET text = replace(text, '4.2', '9.9')")
    assert not project.verify().ok
    with pytest.raises(TrustError):
        quote(project, snapshot, "9.9 million crowns")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("captured_at", "2001-01-01T00:00:00.000000+00:00"),
        ("url", "https://other.example/"),
        ("final_url", "https://other.example/"),
        ("mime", "text/plain"),
        ("status", 404),
        ("assurance", "Proved beyond doubt."),
        ("method", "browser"),
        ("failed", json.dumps([{"url": "x", "reason": "y"}])),
    ],
)
def test_a_row_that_says_otherwise_than_the_sealed_log_is_found(
    project: Project, snapshot: Snapshot, column: str, value: object
) -> None:
    project.store.db.execute("DROP TRIGGER snapshot_no_update")
    project.store.db.execute(f"UPDATE snapshot SET {column} = ?", [value])
    wrong = [problem for problem in project.verify().problems if f"for {column}" in problem.what]
    assert [problem.item for problem in wrong] == [snapshot.warc]
    assert "the capture log inside the sealed file says" in wrong[0].what


def test_an_orphan_is_offered_and_can_be_adopted(
    project: Project, snapshot: Snapshot, server: Server, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "Other.standfirst") as other:
        sealed = other.snapshots.capture(server.url("/story"), Options(allow_private=True)).snapshot
        orphan = project.path / sealed.warc
        (other.path / sealed.warc).rename(orphan)
    assert project.snapshots.orphans() == [orphan]
    assert project.verify().ok
    assert any(orphan.name in note for note in project.verify().notes)
    adopted = project.snapshots.recover(orphan).snapshot
    assert (adopted.warc_sha256, adopted.final_url, adopted.captured_at) == (
        sealed.warc_sha256,
        sealed.final_url,
        sealed.captured_at,
    )
    assert project.snapshots.orphans() == []
    assert project.snapshots.text(adopted.id).sha256 == project.snapshots.text(snapshot.id).sha256
    assert project.verify().ok


def test_leftovers_of_a_cut_off_capture_are_swept_at_opening(project: Project) -> None:
    leftover = project.path / "archive" / ".x.warc.gz.part"
    leftover.write_bytes(b"half")
    project.close()
    with Project.open(project.path):
        assert not leftover.exists()


def test_a_bad_capture_backs_a_claim_only_after_a_person_looked(project: Project, server: Server) -> None:
    server.add(
        "/gone",
        "text/html",
        b"<title>Not found</title><h1>404</h1><p>This page could not be found on this server.</p>",
        status=404,
    )
    snapshot = project.snapshots.capture(server.url("/gone"), Options(allow_private=True)).snapshot
    assert snapshot.quality.verdict is PageVerdict.BAD
    with pytest.raises(InputError, match="cannot back a claim"):
        quote(project, snapshot, "could not be found")
    project.snapshots.review(snapshot.id, "The removal is the story.")
    assert quote(project, snapshot, "could not be found")


def test_what_a_link_says_can_be_changed_and_undone(project: Project, snapshot: Snapshot) -> None:
    evidence = quote(project, snapshot, "4.2 million crowns")
    (linked,) = project.evidence.for_snapshot(snapshot.id)
    project.evidence.relate(linked.link.id, Relation.REFUTES)
    project.evidence.set_directness(linked.link.id, Directness.PRIMARY)
    project.evidence.annotate(linked.link.id, "Heard it said.")
    project.evidence.classify(evidence, Confidentiality.DESK)
    (linked,) = project.evidence.for_snapshot(snapshot.id)
    assert (linked.link.relation, linked.link.directness, linked.link.note) == (
        Relation.REFUTES,
        Directness.PRIMARY,
        "Heard it said.",
    )
    assert linked.evidence.confidentiality is Confidentiality.DESK
    project.journal.undo()
    assert project.evidence.get(evidence).confidentiality is Confidentiality.PUBLIC


def test_the_context_of_a_passage_is_cut_between_words(project: Project, snapshot: Snapshot) -> None:
    evidence = project.evidence.get(quote(project, snapshot, "nine to four"))
    text = project.snapshots.text(snapshot.id).text
    for reach in range(20, 60):
        before, after = project.evidence.around(evidence, reach)
        assert set(before.split()) <= set(text.split()), before
        assert set(after.split()) <= set(text.split()), after


def test_unlinking_bins_evidence_that_nothing_rests_on(project: Project, snapshot: Snapshot) -> None:
    quote(project, snapshot, "nine to four")
    (linked,) = project.evidence.for_snapshot(snapshot.id)
    project.evidence.unlink(linked.link.id)
    assert project.evidence.all() == []
    project.journal.undo()
    assert len(project.evidence.for_claim(linked.link.claim_id)) == 1


def test_a_claim_made_from_a_passage_is_one_action(project: Project, snapshot: Snapshot) -> None:
    words = project.snapshots.text(snapshot.id).text[:40].strip()
    selector = Selector(exact=words, prefix="", suffix="", start=0, end=len(words))
    made = project.evidence.quote(snapshot.id, selector, claim_text="  A claim from a passage ").made
    assert project.claims.get(made["claim"]).text == "A claim from a passage"
    assert project.evidence.for_claim(made["claim"])[0].evidence.id == made["evidence"]
    assert project.journal.undo_label == "Add claim with evidence"
    project.journal.undo()
    assert not project.evidence.all()
    assert made["claim"] not in {claim.id for claim in project.claims.all()}


def test_a_claim_without_words_is_not_made_from_a_passage(project: Project, snapshot: Snapshot) -> None:
    words = project.snapshots.text(snapshot.id).text[:40].strip()
    selector = Selector(exact=words, prefix="", suffix="", start=0, end=len(words))
    with pytest.raises(InputError):
        project.evidence.quote(snapshot.id, selector, claim_text="   ")
    with pytest.raises(InputError):
        project.evidence.quote(snapshot.id, selector)
    assert not project.evidence.all()


def test_a_recovered_source_is_for_the_desk_and_its_seal_says_for_whom_it_was(
    project: Project, server: Server, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "Other.standfirst") as other:
        page = other.snapshots.capture(server.url("/story"), Options(allow_private=True)).snapshot
        described = SourceDescription(SourceKind.PERSON, "Call", terms=Terms.OFF_RECORD, alias="An engineer")
        other.offline_sources.add(described, words="The gate was left open.")
        for sealed in other.snapshots.all():
            (other.path / sealed.warc).rename(project.path / sealed.warc)
    recovered = project.snapshots.recover_all(project.snapshots.orphans())
    assert [one.source.confidentiality for one in recovered.captures] == [Confidentiality.DESK] * 2
    kept = {
        one.snapshot.url == page.url: recall(project.snapshots.file(one.snapshot)).kept for one in recovered.captures
    }
    assert kept == {True: Confidentiality.PUBLIC, False: Confidentiality.DESK}
    assert project.verify().problems == ()
