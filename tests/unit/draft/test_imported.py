"""A story in a file of any kind becomes plain words; what stood beside them is kept, and what is no story is refused."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import pandoc
from core.draft.imported import ENDINGS, PACKED, links, read_draft
from core.errors import InputError
from core.project import Project
from core.security import limits

STORY = """# The *Lantern* Bridge

The bridge cost [4 million]{.insertion author="Ana" date="2026-10-01T10:00:00Z"}[3 million]{.deletion author="Ana" date="2026-10-01T10:00:00Z"} crowns.[^1]

It [Which year?]{.comment-start id="7" author="Ed" date="2026-10-02T10:00:00Z"}opened in May[]{.comment-end id="7"}, [says the council](https://council.example/opening).

- One boat
- Two boats

[^1]: See the accounts at https://accounts.example/2021.
"""
WORDS = """# The Lantern Bridge

The bridge cost 4 million crowns.

It opened in May, says the council.

- One boat

- Two boats"""


def made(kind: str, story: str = STORY) -> bytes:
    return pandoc.run(story.encode(), "--from=markdown", f"--to={kind}", "--standalone", seconds=60, heap="1g")


@pytest.fixture(scope="module")
def docx() -> bytes:
    return made("docx")


def test_a_word_file_becomes_its_accepted_words(docx: bytes) -> None:
    assert read_draft(docx, "Story.docx").text == WORDS


def test_what_stood_beside_the_words_is_kept_at_its_place(docx: bytes) -> None:
    draft = read_draft(docx, "Story.docx")
    found = {note.kind: (draft.text[note.start : note.end], note.text, note.author) for note in draft.notes}
    assert found == {
        "insertion": ("4 million", "4 million", "Ana"),
        "deletion": ("", "3 million", "Ana"),
        "footnote": ("", "See the accounts at https://accounts.example/2021.", ""),
        "comment": ("opened in May", "Which year?", "Ed"),
        "link": ("says the council", "https://council.example/opening", ""),
    }
    assert links(draft.text, draft.notes) == ["https://council.example/opening", "https://accounts.example/2021"]


@pytest.mark.parametrize("kind", ["odt", "rtf", "html"])
def test_other_writing_programs_are_understood(kind: str) -> None:
    plain = "# The Lantern Bridge\n\nIt opened in May, says the council.\n\nNobody counted the boats.\n"
    assert read_draft(made(kind, plain), f"a.{kind}").text.endswith(plain.split("\n\n", 1)[1].strip())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Łódź, sześć.".encode(), "Łódź, sześć."),
        (b"\xef\xbb\xbfBridge", "Bridge"),
        ("外交部".encode("utf-16"), "外交部"),
        ("Bridge und Größe".encode("utf-16-le"), "Größe"),
        (b"Bri\0dge", "Bridge"),
        ("Žluťoučký kůň úpěl ďábelské ódy a nikdo ho neslyšel, protože byla noc.".encode("cp1250"), "kůň"),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 without mark", "one NUL", "cp1250"],
)
def test_text_files_are_read_in_their_encoding(data: bytes, words: str) -> None:
    assert words in read_draft(data, "a.txt").text


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"no zip at all", "not the file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "protected by a password"),
        ("a.docx", b"%PDF-1.7", "PDF cannot be a draft"),
        ("a.pdf", b"%PDF-1.7", "PDF cannot be a draft"),
        ("a.exe", b"MZ", "not a file that a draft"),
        ("a.txt", bytes(range(256)) * 40, "not a text file"),
        ("a.odt", bomb(1000), "not the OpenDocument text"),
        ("a.docx", bomb(1000), "could not be read"),
        ("a.txt", b"", "is empty"),
        ("a.rtf", b"PK", "not the RTF file"),
    ],
    ids=["no zip", "locked", "pdf inside", "pdf", "program", "binary", "no odt", "empty zip", "empty", "no rtf"],
)
def test_what_is_no_draft_gets_one_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_draft(data, name)


def test_a_packed_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DRAFT_UNPACKED", 10_000)
    with pytest.raises(InputError, match="decompresses to more"):
        read_draft(bomb(20_000), "a.docx")


@settings(max_examples=15)
@given(st.binary(max_size=300), st.sampled_from([ending for ending in ENDINGS if ending not in PACKED]))
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    try:
        draft = read_draft(data, f"a.{ending}")
    except InputError:
        return
    assert all(0 <= note.start <= note.end <= len(draft.text) for note in draft.notes)


def test_the_notes_of_a_version_are_kept(project: Project, tmp_path: Path, docx: bytes) -> None:
    path = tmp_path / "Story.docx"
    path.write_bytes(docx)
    read = project.drafts.read_file(path)
    draft = project.drafts.receive("", read.text, read.notes).made["draft"]
    assert project.drafts.latest(draft).notes == read.notes
    assert project.drafts.proposed(draft) == ["https://council.example/opening", "https://accounts.example/2021"]
