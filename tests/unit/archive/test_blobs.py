"""Where sealed files lie: one place that says so, and no name that leads out of it."""

import ast
import io
import os
from pathlib import Path

import pytest

from core.archive.blobs import BlobStore, id_of, name_of
from core.errors import InputError, StandfirstError, TrustError
from core.model import now
from core.project import Project
from tests.data.sealing import Page, passage, seal

ROOT = Path(__file__).parents[3]
ESCAPES = [
    "",
    "archive/",
    "archive/.warc.gz",
    "archive/..warc.gz",
    "archive/../../secret.warc.gz",
    "archive/../project.db",
    "archive/sub/a.warc.gz",
    "archive\\a.warc.gz",
    "archive/a\\b.warc.gz",
    "archive/a:b.warc.gz",
    "archive/a\0.warc.gz",
    "archive/a\n.warc.gz",
    "archive/a\udcff.warc.gz",
    "archive/a.txt",
    "/etc/passwd",
    "/archive/a.warc.gz",
    "C:/archive/a.warc.gz",
    "//host/share/a.warc.gz",
    "a.warc.gz",
    "project.db",
]


@pytest.fixture
def blobs(tmp_path):
    found = BlobStore(tmp_path)
    found.make()
    return found


def sealed(blobs, blob_id="a"):
    with blobs.writer(blob_id) as writer:
        writer.resource("urn:x", "text/plain", io.BytesIO(b"words"), at=now())
        return writer.seal()


def test_what_is_sealed_is_found_by_the_name_of_its_row(blobs):
    made = sealed(blobs)
    name = name_of(made.path)
    assert (name, id_of(made.path)) == ("archive/a.warc.gz", "a")
    assert (blobs.path(name), blobs.size(name), blobs.names()) == (made.path, made.size, [name])
    with blobs.open(name) as stream:
        assert stream.read() == made.path.read_bytes()
    blobs.delete(name)
    blobs.delete(name)
    assert blobs.names() == []
    with pytest.raises(TrustError, match="missing"):
        blobs.find(name)


@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
def test_a_file_that_is_deleted_stays_deleted_after_a_power_cut(blobs, monkeypatch):
    name = name_of(sealed(blobs).path)
    synced, sync = [], os.fsync

    def fsync(handle):
        synced.append((os.path.samestat(os.fstat(handle), blobs.folder.stat()), blobs.names()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    blobs.delete(name)
    assert synced == [(True, [])]


def test_unlisted_files_are_those_without_a_row_and_nothing_else(blobs):
    for name in ("b", "a", "c"):
        sealed(blobs, name)
    for other in ("notes.txt", ".x.warc.gz", ".a.warc.gz.part"):
        (blobs.folder / other).touch()
    assert [path.name for path in blobs.unlisted({"archive/b.warc.gz": "id"})] == ["a.warc.gz", "c.warc.gz"]
    assert BlobStore(blobs.folder / "nowhere").unlisted(()) == []


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.parametrize("way", ["path", "find", "open", "size", "delete"])
def test_no_name_of_a_row_leads_out_of_the_folder(blobs, name, way):
    with pytest.raises(TrustError, match="not the name of a sealed file"):
        getattr(blobs, way)(name)


@pytest.mark.parametrize("blob_id", ["", ".", "..", ".hidden", "a/b", "../a", "a\\b", "c:a", "a\0", "a\n"])
def test_no_id_leads_out_of_the_folder(blobs, blob_id):
    for way in (blobs.place, blobs.writer):
        with pytest.raises(InputError):
            way(blob_id)
    assert list(blobs.folder.iterdir()) == []


def test_a_link_is_no_sealed_file(blobs, tmp_path):
    (tmp_path / "secret").write_bytes(b"key")
    (blobs.folder / "a.warc.gz").symlink_to(tmp_path / "secret")
    with pytest.raises(TrustError, match="link"):
        blobs.open("archive/a.warc.gz")


@pytest.mark.parametrize("name", ["../../secret.warc.gz", "archive/../../secret.warc.gz", "/etc/passwd"])
def test_a_hostile_database_reads_and_exports_nothing_beside_the_archive(project: Project, tmp_path, name):
    made = seal(project, Page("https://paper.example/a", b"<title>Rain</title><p>It rained for two days in May.</p>"))
    (tmp_path / "secret.warc.gz").write_bytes((project.path / made.warc).read_bytes())
    claim = project.claims.add("It rained.").made["claim"]
    project.evidence.quote(made.id, passage("It rained for two days"), claim)
    project.store.db.execute("DROP TRIGGER snapshot_no_update")
    project.store.db.execute("UPDATE snapshot SET warc = ?", [name])
    for ask in (
        lambda: project.snapshots.file(project.snapshots.get(made.id)),
        lambda: project.snapshots.resource(made.id),
        lambda: project.export("wacz", tmp_path / "out.wacz"),
        lambda: project.export("pdf-evidence", tmp_path / "out.pdf"),
    ):
        with pytest.raises(StandfirstError) as caught:
            ask()
        assert isinstance(caught.value, TrustError)
    assert not (tmp_path / "out.wacz").exists()
    with pytest.raises(TrustError):  # nor anything that quotes it, though no other format opens sealed files
        project.export("md", tmp_path / "out.md")
    problems = [problem.what for problem in project.verify().problems if problem.item == name]
    assert "its name leads out of the archive folder" in problems


# Who may spell these, and why.
SPELLS = {
    "core/archive/blobs.py": "the one place",
    "core/archive/wacz.py": "the folder inside a WACZ, which its standard names",
    "core/archive/wacz_reader.py": "endings of the files inside a WACZ",
    "core/cite/fields.py": "a field of CSL",
    "core/cite/formats/ris.py": "a field of CSL",
    "core/cite/item.py": "a field of CSL",
    "core/export/formats/pdf_attachments.py": "the name that an attachment of a PDF gets",
    "core/export/report/format.py": "a kind of export",
    "gui/capture/imports.py": "endings of the files that can be imported",
}


def _docstrings(tree: ast.Module) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _spells(path: Path) -> bool:
    """Say whether a file names the folder or the ending, or joins the name in a row to a path."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            words = node.value
            if words == "archive" or words.startswith("archive/") or ".warc" in words:
                return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and ast.unparse(node.right).endswith(".warc"):
            return True
    return False


def test_nobody_else_builds_the_path_of_a_sealed_file() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("core", "gui")
        for path in (ROOT / folder).rglob("*.py")
        if _spells(path)
    }
    assert found == set(SPELLS)
