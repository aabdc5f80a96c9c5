"""No text of a hidden source, of evidence or a claim above the edition's class is in any byte of any export."""

import gzip
import io
import zipfile

import pytest

from core import model as m
from core.export import EXPORTERS
from core.export.filenames import targets
from core.export.formats.readback import READERS
from core.export.report.format import Kind
from core.project import Project
from core.project.export import ExportRequest
from core.project.gate import Gate
from tests.data import canaries

NAMES = [exporter.name for exporter in EXPORTERS]
LOWER = [m.Edition.LEGAL, m.Edition.PUBLIC]
pikepdf = pytest.importorskip("pikepdf")


@pytest.fixture(autouse=True)
def _as_if_journalled(monkeypatch):
    """Canaries are planted behind the journal's back, which stops an edition; here it is what editions say that counts."""
    monkeypatch.setattr(Gate, "check", lambda *_: ())


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canaries") / "Story.standfirst"
    hidden = canaries.story(folder)
    birds, barren = canaries.plant(folder, hidden)
    return folder, hidden, birds, barren


def layers(data, name=""):
    """Yield the bytes and every layer below them: unzipped, decompressed, taken out of a PDF."""
    yield name.encode()
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from layers(gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info in packed.infolist():
                yield info.comment + info.extra
                yield from layers(packed.read(info), info.filename)
    elif data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for part in pdf.objects:
                yield part.unparse(resolved=True)
                if isinstance(part, pikepdf.String):
                    yield str(part).encode()
                if isinstance(part, pikepdf.Stream):
                    yield from layers(_decoded(part))


def _decoded(stream):
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # an image in a coding that is shown, not unpacked
        return stream.read_raw_bytes()


def held(path):
    """Return everything in a file, in lower case, in one go for each way a program writes text."""
    data = b"\n".join(layers(path.read_bytes(), path.name))
    if path.suffix == ".pdf":
        data += "".join(READERS[Kind.PDF](path)[0].split()).encode()
    return data.lower()


def ways(word):
    """Return a word as bytes, as UTF-16 and as the digits of both."""
    plain = [word.lower().encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")]
    return [*plain, *(one.hex().encode() for one in plain)]


def written(project, name, edition, folder):
    suffix = next(exporter.suffix for exporter in EXPORTERS if exporter.name == name)
    out = folder / f"brief{suffix}"
    project.export(name, out, edition=edition, style="chicago-notes")
    return out


def test_every_text_column_is_planted_or_closed_with_a_reason(planted):
    _, _, birds, barren = planted
    assert barren == []
    assert len(birds) > 40


def test_no_closed_column_is_one_that_is_gone(planted):
    db = canaries.sqlite.connect(str(planted[0] / "project.db"))
    known = canaries.text_columns(db)
    db.close()
    assert {pair for pair in canaries.LEFT - known if pair[0] != "identity"} == set()


def test_a_column_or_a_table_added_later_is_planted_or_told(tmp_path):
    folder = tmp_path / "Story.standfirst"
    hidden = canaries.story(folder)
    db = canaries.sqlite.connect(str(folder / "project.db"))
    db.execute("ALTER TABLE evidence ADD COLUMN whisper TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE TABLE leaflet (id TEXT, source_id TEXT, words TEXT) STRICT")
    db.execute("CREATE TABLE island (words TEXT) STRICT")
    db.execute("CREATE TABLE lump (body BLOB) STRICT")
    db.commit()
    assert canaries.strange_columns(db) == {("lump", "body")}
    db.close()
    birds, barren = canaries.plant(folder, hidden)
    assert {("evidence", "whisper"), ("leaflet", "words"), ("island", "words")} <= set(birds)
    assert barren == [("island", "words")]  # it hangs on nothing hidden: somebody has to say what it is


def test_no_column_holds_what_is_no_text_and_no_number(planted):
    db = canaries.sqlite.connect(str(planted[0] / "project.db"))
    strange = canaries.strange_columns(db)
    db.close()
    assert strange == set()


@pytest.mark.parametrize("edition", LOWER)
def test_asking_for_closed_claims_by_name_opens_nothing(planted, tmp_path, edition):
    folder, hidden, birds, _ = planted
    every = [name for name in NAMES if name != "wacz"]
    asked = ExportRequest(edition, claims=[*hidden["claim"], "status:to check"], style="chicago-notes")
    outs = targets(tmp_path / "brief", every)
    with Project.open(folder, readonly=True) as project:
        written = project.export_all(outs, asked)
    assert all(not one.claims or not set(one.claims) & set(hidden["claim"]) for one in written)
    data = b"\n".join(held(one.path) for one in written)
    assert [pair for pair, bird in birds.items() if any(way in data for way in ways(bird))] == []


@pytest.mark.parametrize("edition", LOWER)
@pytest.mark.parametrize("name", NAMES)
def test_no_canary_is_in_any_byte_of_a_lower_edition(planted, tmp_path, name, edition):
    folder, hidden, birds, _ = planted
    with Project.open(folder, readonly=True) as project:
        data = held(written(project, name, edition, tmp_path))
    secret = {f"{table}.{column}": bird for (table, column), bird in birds.items()}
    secret |= {f"the id of a {kind}: {one}": one for kind, found in hidden.items() for one in found}
    assert [told for told, word in secret.items() if any(way in data for way in ways(word))] == []


@pytest.mark.parametrize(
    "name", [one.name for one in EXPORTERS if one.kind is not Kind.ARCHIVE and one.name != "pdf-evidence"]
)
def test_the_search_finds_canaries_where_they_may_be(planted, tmp_path, name):
    """Not in what holds the sealed files: a desk that is planted names them by a canary."""
    folder, _, birds, _ = planted
    with Project.open(folder, readonly=True) as project:
        data = held(written(project, name, m.Edition.DESK, tmp_path))
    assert [pair for pair, bird in birds.items() if any(way in data for way in ways(bird))]


@pytest.fixture(scope="module")
def repeating(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repeating") / "Story.standfirst"
    canaries.repeated(folder)
    return folder


@pytest.mark.parametrize("edition", LOWER)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_hidden_is_struck_where_open_words_repeat_it(repeating, tmp_path, name, edition):
    with Project.open(repeating, readonly=True) as project:
        data = held(written(project, name, edition, tmp_path))
        assert not any(word.lower() in project.exports.titles()[edition].lower() for word in canaries.REPEATED)
    assert [word for word in canaries.REPEATED if any(way in data for way in ways(word))] == []


def test_the_desk_reads_all_of_it(repeating, tmp_path):
    with Project.open(repeating, readonly=True) as project:
        data = held(written(project, "html", m.Edition.DESK, tmp_path))
    assert [word for word in canaries.REPEATED if not any(way in data for way in ways(word))] == []
