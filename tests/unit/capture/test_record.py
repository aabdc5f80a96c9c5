"""The facts of a capture: into the log and back, as logs of format 1 told them, and the same sentences as ever."""

import io
import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive import LOG_MIME, WarcWriter
from core.capture import Options, assurance, recall
from core.capture.record import FORMAT, SHARED, CaptureRecord, facts_as_logged, shared_facts
from core.errors import TrustError
from core.model import Code, Failure, Method, PageQuality, PageVerdict, Remark, Snapshot, now, remark, said
from core.model import remarks as words
from core.project import Project
from core.store import rows
from tests.unit.capture.conftest import RawServer, http

ROOT = Path(__file__).parents[3]
LOGS = ROOT / "tests/data/logs"  # logs and rows of the version before there were codes
OLD = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(LOGS.glob("*.json"))]
LIMIT = "A digest made here shows that the file was not changed since; it does not show that everyone was sent the same page."
PAGE = b"<title>Rain</title><p>" + b"It rained for two days in May, the mayor said. " * 40


def sealed_with(path: Path, log: object) -> Path:
    with WarcWriter(path) as writer:
        writer.resource("http://a.test/", "text/html", io.BytesIO(PAGE), at=now())
        writer.metadata("http://a.test/", LOG_MIME, json.dumps(log).encode())
        return writer.seal().path


def example(**more: object) -> CaptureRecord:
    facts = {
        "url": "http://a.test/",
        "final_url": "http://a.test/b",
        "captured_at": now(),
        "method": Method.STATIC,
        "mime": "text/html",
        "charset": "utf-8",
        "content_type": "text/html; charset=utf-8",
        "status": 200,
        "quality": PageQuality(PageVerdict.BAD, (remark(Code.HTTP_ERROR, status=404), *said("the page was cut"))),
        "assured": assurance.of_page(secure=True, proxied=True, whole=False, resolved_by_proxy=True),
        "failed": (Failure("http://a.test/c", "timed out"),),
        "truncated": (Failure("http://a.test/d", "too long"),),
        "title": "A file.html",
        "details": {"tls": {"a.test:443": {"version": "TLSv1.3"}}, "redirects": [], "proxy": True},
    }
    return CaptureRecord(**{**facts, **more})


@pytest.mark.parametrize(("name", "old"), OLD, ids=[name for name, _ in OLD])
def test_a_log_without_codes_is_read_and_shown_as_it_is(name, old, tmp_path) -> None:
    log, row = old["log"], old["row"]
    record = recall(sealed_with(tmp_path / "a.warc.gz", log))
    assert record.assurance == log["assurance"]
    assert list(record.quality.reasons) == log["quality"]["reasons"]
    assert record.clock.sentence == log["clock"]
    assert record.captured_at.isoformat() == log["captured_at"]
    assert (record.method, record.status, record.charset) == (name.partition("-")[0], log["status"], log["charset"])
    assert [vars(failure) for failure in record.failed] == log["failed"]
    told = {one.name for one in fields(CaptureRecord)} | {"assurance", "format", "tool", "python"}
    assert record.details == {fact: value for fact, value in log.items() if fact not in told}
    snapshot = rows.snapshot({**row, "id": "s", "source_id": "o"})
    assert snapshot.assurance == row["assurance"]
    assert {fact: log[fact] for fact in facts_as_logged(snapshot)} == facts_as_logged(snapshot)
    assert rows.snapshot_row(snapshot) == {**row, "id": "s", "source_id": "o"}  # written again as it was


@pytest.mark.parametrize(("name", "old"), OLD, ids=[name for name, _ in OLD])
def test_today_s_sentences_are_those_of_before(name, old) -> None:
    said_of = old["log"].get("imported", {})
    file = (said_of.get("file", ""), said_of.get("sha256", ""))
    made = {
        "static": assurance.of_page(secure=False, proxied=False, whole=True, resolved_by_proxy=False),
        "browser": assurance.of_browser(static=True, secure=False, proxied=False, visited=False),
        "import-file": assurance.of_file(*file),
        "import-archive": assurance.of_archive(*file),
    }[name.removesuffix("-doubtful")]
    assert " ".join(words.sentences(made)) == old["log"]["assurance"]


def test_the_rarer_sentences() -> None:
    page = assurance.of_page(secure=True, proxied=True, whole=False, resolved_by_proxy=True)
    assert " ".join(words.sentences(page)) == (
        "The bytes that the server sent were sealed as they came, without running the page's scripts. "
        "The connection was encrypted and the server's certificate was checked and kept. "
        "A proxy stood between, which looked up the address; the server's own address is not known. "
        f"The page was cut before its end. {LIMIT}"
    )
    visit = assurance.of_browser(static=False, secure=True, proxied=True, visited=True)
    assert " ".join(words.sentences(visit)) == (
        "The page was shown in a browser and sealed as it was seen: its markup after the scripts had run, its text and a "
        "picture of it. A person prepared the page in the browser first, logged in where that was needed; the cookies were "
        "left out of the file. Answers were sealed as the browser decoded them, not as they crossed the wire. "
        "The browser checked the server's certificate. A proxy stood between; the server's own address is not known. "
        f"{LIMIT}"
    )
    (copy,) = words.sentences(assurance.of_file("a", "b", "http://c/"))[2:-1]
    assert copy == "The file says that it is a copy of http://c/; that is not proved."
    (signed,) = words.sentences(assurance.of_archive("a", "b", "c.test"))[1:-1]
    assert signed == "It is signed by c.test; who that is was not checked."


def test_a_record_comes_back_from_its_log_whole() -> None:
    record = example()
    assert CaptureRecord.from_log(json.loads(json.dumps(record.to_log()))) == record
    assert record.to_log()["format"] == FORMAT
    assert {one.name for one in fields(CaptureRecord)} - {"assured", "details"} < set(record.to_log())


TEXT = st.text(st.characters(exclude_categories=("Cs",)))
PARAMS = st.dictionaries(TEXT.filter(lambda name: name != "code"), TEXT | st.integers(), max_size=3)
REMARKS = st.lists(
    st.builds(
        lambda code, params: Remark(code, tuple(sorted(params.items()))),
        TEXT.filter(lambda code: code != "said"),
        PARAMS,
    )
    | TEXT.filter(bool).map(lambda text: said(text)[0]),
    max_size=4,
).map(tuple)


@given(REMARKS, REMARKS)
def test_any_remarks_come_back_from_log_and_row(assured, doubts) -> None:
    record = example(assured=assured, quality=PageQuality(PageVerdict.DOUBTFUL, doubts))
    assert CaptureRecord.from_log(json.loads(json.dumps(record.to_log()))) == record
    row = {"id": "s", "source_id": "o", "warc": "w", "warc_sha256": "", "warc_bytes": 1, "stored": 1}
    snapshot = Snapshot(**row, **shared_facts(record), quality=record.quality)
    assert rows.snapshot(rows.snapshot_row(snapshot)) == snapshot
    assert json.loads(json.dumps(facts_as_logged(snapshot))).items() <= record.to_log().items()


WRONG = {
    "captured_at": [None, "yesterday", 5, "2026-01-01T00:00:00", []],
    "method": [None, "magic", {}],
    "status": [None, "x", float("inf"), float("nan"), [], {}],
    "quality": [
        None,
        [],
        "good",
        {"verdict": "fine", "reasons": []},
        {"verdict": "good"},
        {"verdict": "good", "reasons": 5},
    ],
    "failed": [None, 5, ["x"], [{"url": "x"}]],
    "truncated": [5, ["x"]],
}


@pytest.mark.parametrize(("fact", "value"), [(fact, value) for fact, values in WRONG.items() for value in values])
def test_a_damaged_log_is_refused(fact, value, tmp_path) -> None:
    path = sealed_with(tmp_path / "a.warc.gz", {**example().to_log(), fact: value})
    with pytest.raises(TrustError, match="damaged"):
        recall(path)


@pytest.mark.parametrize("fact", ["url", "final_url", "mime", "charset", "content_type", "assurance", "failed"])
def test_a_log_that_lacks_a_fact_is_refused(fact, tmp_path) -> None:
    log = example().to_log()
    del log[fact]
    with pytest.raises(TrustError, match="damaged"):
        recall(sealed_with(tmp_path / "a.warc.gz", log))


@pytest.mark.parametrize("log", [[], "x", {}, {"format": "standfirst capture log 3"}, {"format": ["x"]}])
def test_what_is_no_log_is_refused(log, tmp_path) -> None:
    with pytest.raises(TrustError, match="does not say"):
        recall(sealed_with(tmp_path / "a.warc.gz", log))


def test_a_capture_is_recalled_as_it_was(raw: RawServer, take) -> None:
    raw.routes["/"] = http(PAGE + b"<img src=/gone.png>")
    made = take(raw.url("/"))
    assert recall(made.sealed.path) == made
    assert made.details["user_agent"]


def test_a_better_wording_makes_no_row_disagree(raw: RawServer, project: Project, monkeypatch) -> None:
    raw.routes["/"] = http(PAGE, status="404 Not Found")
    snapshot = project.snapshots.capture(raw.url("/"), Options(allow_private=True)).snapshot
    stored = dict(project.store.db["snapshot"].get(snapshot.id))
    assert [one["code"] for one in json.loads(stored["assurance"])] == ["server_bytes", "unencrypted", "limit"]
    assert json.loads(stored["reasons"])[0] == {"code": "http_error", "status": 404}
    monkeypatch.setattr(words, "SENTENCES", {**words.SENTENCES, Code.LIMIT: "No more is proved."})
    assert project.snapshots.get(snapshot.id).assurance.endswith("No more is proved.")
    assert project.verify().ok


def test_a_code_of_a_later_version_is_shown_and_kept() -> None:
    later = Remark("quantum_seal", (("strength", 9), ("who", "lab")))
    assert later.sentence == "[quantum_seal] strength: 9 who: lab"
    assert Remark("file_sealed").sentence == "[file_sealed]"  # its parameters are gone
    record = example(assured=(later,))
    assert CaptureRecord.from_log(record.to_log()).assured == (later,)


def test_every_code_has_a_sentence_and_is_used() -> None:
    assert set(words.SENTENCES) == set(Code)
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("capture", "project")
        for path in (ROOT / "core" / folder).rglob("*.py")
    )
    assert [code for code in Code if code is not Code.SAID and f"Code.{code.name}" not in source] == []


def test_row_and_log_share_these_facts() -> None:
    assert set(SHARED) == {"url", "final_url", "captured_at", "method", "mime", "status", "failed", "assured"}
