"""No brief from doubtful evidence: what an edition uses is as it was, or the edition stops, or somebody signs for it."""

import csv
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from core import cli
from core.errors import InputError, StandfirstError, TrustError
from core.export import EXPORTERS, Options
from core.export.build import build
from core.export.document import pandoc
from core.export.report.model import Brief
from core.model import Confidentiality, Edition
from core.project import Project
from core.project.export import KNOWN, UNNEEDED, ExportRequest, Previews, Signing
from core.project.gate import Doubtful
from core.project.touched import shortened
from core.project.verify_journal import replayed
from core.store import entry
from tests.data import tampers
from tests.data.tampers import opened

SIGNING = Signing("Ida Krag", "The printer waits; the paper copy was read")
WARNED = "could not be checked"
FORMATS = ("csl", "pdf", "docx", "html", "md", "wacz")
Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("config")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, config: Path) -> Path:
    """Make a project with two rows in each table; two claims rest on a sealed copy each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STANDFIRST_CONFIG", str(config))
        return tampers.make(tmp_path_factory.mktemp("original") / "Story.standfirst")


@pytest.fixture
def place(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy on another computer, which knows no head of its journal."""
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "config"))
    return shutil.copytree(original, tmp_path / "Story.standfirst")


def sealed(folder: Path, number: int = 0) -> Path:
    with opened(folder / "project.db") as db:
        return folder / db.execute("SELECT warc FROM snapshot ORDER BY id").fetchall()[number][0]


def said(sql: str, *values: object) -> Spoil:
    def spoil(folder: Path) -> None:
        with opened(folder / "project.db") as db:
            db.execute(sql, values)

    return spoil


def swapped(folder: Path) -> None:
    """Put the other sealed file, which is sound in itself, in the place of the first."""
    shutil.copyfile(sealed(folder, 1), sealed(folder))


def flipped(folder: Path) -> None:
    """Change one bit, and put size and time back."""
    path = sealed(folder)
    body, times = bytearray(path.read_bytes()), path.stat()
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def linked(folder: Path) -> None:
    path = sealed(folder)
    path.symlink_to(path.rename(folder.parent / "elsewhere.gz"))


def folder_there(folder: Path) -> None:
    sealed(folder).unlink()
    sealed(folder).mkdir()


def retold(folder: Path) -> None:
    """Change the text and its digest alike."""
    with opened(folder / "project.db") as db:
        key, text = db.execute("SELECT id, text FROM snapshot_text ORDER BY id").fetchone()
        new = text.replace("crowns", "pounds")
        digest = hashlib.sha256(new.encode()).hexdigest()
        db.execute("UPDATE snapshot_text SET text = ?, sha256 = ? WHERE id = ?", [new, digest, key])


ONE = "(SELECT claim_id FROM claim_evidence ORDER BY rowid LIMIT 1)"
COPIES: dict[str, Spoil] = {
    "swapped": swapped,
    "missing": lambda folder: sealed(folder).unlink(),
    "one bit": flipped,
    "cut": lambda folder: os.truncate(sealed(folder), 900),
    "a link": linked,
    "a folder": folder_there,
}
ROWS: dict[str, Spoil] = {
    "text": said("UPDATE snapshot_text SET text = replace(text, 'crowns', 'pounds')"),
    "text and digest": retold,
    "quote": said("UPDATE selector SET exact = replace(exact, 'crowns', 'pounds')"),
    "place": said("UPDATE selector SET start = start + 1, end = end + 1"),
    "verdict": said(f"UPDATE claim SET verdict = 'False' WHERE id = {ONE}"),
    "link": said("UPDATE claim_evidence SET relation = 'refutes' WHERE rowid = 1"),
    "link gone": said("DELETE FROM claim_evidence WHERE rowid = 1"),
    "other evidence": said("UPDATE claim_evidence SET evidence_id = (SELECT max(id) FROM evidence) WHERE rowid = 1"),
    "digest of the seal": said("UPDATE snapshot SET warc_sha256 = printf('%064d', 7)"),
    "reason": said(f"UPDATE decision SET note = 'Nobody knows' WHERE claim_id = {ONE}"),
}
KINDS = COPIES | ROWS


def request(**more: object) -> ExportRequest:
    return replace(ExportRequest(Edition.DESK), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMATS)
def test_an_edition_that_uses_what_is_not_as_it_was_stops_in_every_format(place: Path, kind: str, name: str) -> None:
    KINDS[kind](place)
    out = place.parent / "brief"
    with Project.open(place) as project, pytest.raises(Doubtful) as caught:
        project.export(name, out)
    assert not out.exists()
    assert caught.value.exit_code == TrustError.exit_code
    assert shortened(tampers.BRIDGE) in caught.value.sentence
    assert "--despite-doubts" in caught.value.hint


@pytest.mark.parametrize("kind", COPIES)
def test_what_another_edition_uses_does_not_stop_this_one(place: Path, kind: str) -> None:
    KINDS[kind](place)
    with Project.open(place) as project:
        other = next(one.id for one in project.claims.all() if one.text == tampers.FERRY)
        project.export_all({"wacz": place.parent / "b.wacz"}, request(claims=[other]))


def briefs(folder: Path) -> dict[Edition, Brief] | Exception:
    """Return what each edition would say; the error where one stops."""
    try:
        with Project.open(folder, readonly=True) as project:
            made = {}
            for edition in Edition:
                options = Options(edition, made_at=project.created_at)
                with project.store.reading():
                    material = project.exports.gather()
                    if doubts := project.exports.gate.check(material, options):
                        raise Doubtful(doubts, ())
                brief = build(replace(material, head=""), options)
                made[edition] = replace(brief, sealed=tuple(replace(one, path=Path()) for one in brief.sealed))
            return made
    except StandfirstError as error:
        return error


def test_no_change_of_any_column_is_printed_without_being_found(original: Path, tmp_path: Path) -> None:
    """Whatever is done to a row: either an edition stops, or it says what it would have said."""
    right = briefs(original)
    assert not isinstance(right, Exception)
    stopped, wrong = 0, []
    for one in tampers.tampers(original, "rows"):
        shutil.rmtree(tmp_path / "c", ignore_errors=True)
        tampers.apply(one, shutil.copytree(original, tmp_path / "c"))
        found = briefs(tmp_path / "c")
        stopped += isinstance(found, Exception)
        if not isinstance(found, Exception) and found != right:
            wrong.append(one.name)
    assert wrong == []
    assert stopped > 100


def words(path: Path, name: str) -> str:
    """Return the text of an exported file, its white space folded."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            text = "".join(page.get_textpage().get_text_bounded() for page in document)
    elif path.suffix in {".docx", ".odt"}:
        way = f"--from={path.suffix[1:]}"
        more = ["--track-changes=all"] if name == "draft-docx" else []
        text = pandoc.run(path.read_bytes(), way, *more, "--to=html", "--wrap=none").decode()
    elif path.suffix in {".wacz", ".xlsx"}:
        with zipfile.ZipFile(path) as packed:
            text = "".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist() if "arc" not in one)
    else:
        text = path.read_text(encoding="utf-8-sig")
    return " ".join(text.replace("\ufffe", "").split())


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.name)
def test_what_somebody_signed_for_is_printed_in_every_format(place: Path, exporter: object) -> None:
    name, suffix = exporter.name, exporter.suffix  # type: ignore[attr-defined]
    swapped(place)
    with Project.open(place) as project:
        out = place.parent / f"b{suffix}"
        (written,) = project.export_all({name: out}, request(signed=SIGNING))
        last = entry.entries(project.store.db, "ORDER BY seq DESC LIMIT 1")[0].named
    told = words(written.path, name)
    assert WARNED in told
    for one in (SIGNING.name, SIGNING.reason, str(last.parameters["name"])):
        assert one in told
    assert last.code == "export.despite-doubts"
    assert last.parameters["reason"] == SIGNING.reason
    assert last.parameters["found"]
    digest = hashlib.sha256(sealed(place).read_bytes()).hexdigest()
    if name == "wacz":
        with zipfile.ZipFile(written.path) as packed:
            listed = json.loads(packed.read("datapackage.json"))
        held = [one for one in listed["resources"] if one["path"].startswith("archive/")]
        assert [one["hash"] for one in held] == [f"sha256:{digest}"]  # the copy that is sound, not the swapped one
        assert sealed(place).name not in held[0]["path"]
        assert any("left out" in one for one in written.warnings)


def test_only_the_claims_that_are_touched_are_marked(place: Path) -> None:
    swapped(place)
    with Project.open(place) as project:
        project.export_all({"claims-csv": place.parent / "b.csv"}, request(signed=SIGNING))
    with (place.parent / "b.csv").open(encoding="utf-8-sig") as file:
        marked = {row["Claim"]: row["Warning"] for row in csv.DictReader(file)}
    assert "its sealed copy" in marked.pop(tampers.BRIDGE)
    assert set(marked.values()) == {""}


def test_a_hidden_name_in_the_reason_is_struck(place: Path) -> None:
    swapped(place)
    with Project.open(place) as project:
        source = project.sources.all()[0].id
        author = [{"family": "Mustermann", "given": "Erika"}]
        csl = {"type": "interview", "title": "A talk", "author": author}
        project.sources.update(source, confidentiality=str(Confidentiality.DESK), title="A talk", csl=csl)
        signed = Signing("Ida Krag", "Erika Mustermann was not at home")
        project.export_all({"md": place.parent / "b.md"}, request(edition=Edition.PUBLIC, signed=signed))
    told = (place.parent / "b.md").read_text()
    assert WARNED in told
    assert "Mustermann" not in told


def test_a_signature_has_a_name_and_a_reason(place: Path) -> None:
    swapped(place)
    with Project.open(place) as project:
        for signed in (Signing("", "Because"), Signing("Ida", " ")):
            with pytest.raises(InputError):
                project.export_all({"md": place.parent / "b.md"}, request(signed=signed))


def test_nothing_is_signed_for_when_all_is_as_it_was(place: Path) -> None:
    with Project.open(place) as project:
        before = project.heads.current
        (written,) = project.export_all({"md": place.parent / "b.md"}, request(signed=SIGNING))
        assert project.heads.current == before
    assert UNNEEDED in written.warnings
    assert WARNED not in written.path.read_text()


def test_a_preview_is_not_checked_and_says_what_is_known(place: Path) -> None:
    swapped(place)
    with Project.open(place) as project:
        outs = {"md": place.parent / "b.md"}
        (first,) = project.export_all(outs, request(), previews=Previews())
        assert KNOWN not in first.warnings
        with pytest.raises(Doubtful):
            project.export_all(outs, request())
        (second,) = project.export_all(outs, request(), previews=Previews())
        assert KNOWN in second.warnings


def test_a_claim_is_not_copied_from_doubtful_evidence(place: Path) -> None:
    swapped(place)
    with Project.open(place) as project:
        claims = {one.text: one.id for one in project.claims.all()}
        with pytest.raises(Doubtful):
            project.copy_claim(claims[tampers.BRIDGE], "apa")
        assert "ferry" in project.copy_claim(claims[tampers.FERRY], "apa").plain


def test_a_file_is_hashed_again_only_when_it_changed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    from core.project import gate

    right = gate.file_sha256
    monkeypatch.setattr(gate, "file_sha256", lambda path: [read.append(path), right(path)][1])
    for path in (place / "archive").iterdir():
        os.utime(path, (1, 1))
    monkeypatch.setattr("core.project.gate.SETTLED_NS", 0)
    with Project.open(place) as project:
        outs = {"csl": place.parent / "b.json"}
        for _ in range(3):
            project.export_all(outs, request())
        assert len(read) == 2
        flipped(place)
        with pytest.raises(Doubtful):
            project.export_all(outs, request())


@pytest.mark.parametrize("many", [1, 10_000])
def test_a_journal_is_replayed_again_only_when_something_was_written(
    place: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """In this process or, when there are many entries, in several."""
    replays = []
    monkeypatch.setattr("core.project.verify_journal.MANY", many)
    monkeypatch.setattr("core.project.gate.replayed", lambda store: [replays.append(1), replayed(store)][1])
    with Project.open(place, readonly=many == 1) as project:
        for _ in range(3):
            project.export("csl", place.parent / "b.json")
        assert len(replays) == 1
    ROWS["verdict"](place)
    with Project.open(place) as project, pytest.raises(Doubtful):
        project.export("csl", place.parent / "b.json")


@pytest.mark.parametrize(
    ("table", "column"), [("selector", "exact"), ("selector", "start"), ("snapshot", "warc_sha256")]
)
def test_what_contradicts_the_sealed_copy_stops_an_edition_though_the_journal_was_forged_too(
    place: Path, table: str, column: str
) -> None:
    with opened(place / "project.db") as db:
        row = tampers.first(db, table)
        value = tampers.other_value(db, table, column, row[column])
        tampers.rechained(tampers.in_both(table, column, row, value))(db)
    assert not [one for one in tampers.found(place) if one.code.startswith(("row.", "entry."))]
    with Project.open(place) as project, pytest.raises(Doubtful):
        project.export("md", place.parent / "b.md")


def test_the_command_signs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swapped(place)
    out = str(place.parent / "b.md")
    line = ["export", str(place), "--format", "md", "--edition", "desk", "-o", out]
    assert cli.run(line) == TrustError.exit_code
    assert "--despite-doubts" in capsys.readouterr().err
    assert cli.run([*line, "--despite-doubts", "Ida Krag"]) == InputError.exit_code
    assert cli.run([*line, "--reason", "It waits", "--despite-doubts", "Ida Krag"]) == 0
    assert "Ida Krag" in Path(out).read_text()


def test_heads_that_are_missing_stop_an_edition_until_they_are_acknowledged(
    original: Path, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal written anew is told by nothing but its heads."""
    monkeypatch.setenv("STANDFIRST_CONFIG", str(shutil.copytree(config, tmp_path / "config")))
    folder = shutil.copytree(original, tmp_path / "Story.standfirst")
    tampers.apply(tampers.tampers(original, "chain")[0], folder)
    with Project.open(folder) as project:
        with pytest.raises(Doubtful):
            project.export("md", tmp_path / "b.md")
        project.heads.acknowledge("Ida", "Came back from the safe")
        project.export("md", tmp_path / "b.md")
