import pytest
from PySide6.QtCore import QMimeData, QUrl

from gui.shell.drops import sort_out
from gui.widgets.links import addresses, addresses_of, site


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://example.org/a", ["https://example.org/a"]),
        ("See https://example.org/a, and (http://example.net/b).", ["https://example.org/a", "http://example.net/b"]),
        ("www.example.org/x", ["https://www.example.org/x"]),
        ("example.org/story\nexample.net", ["https://example.org/story", "https://example.net"]),
        ("https://en.example.org/wiki/Brno_(city)", ["https://en.example.org/wiki/Brno_(city)"]),
        ("https://example.org/a https://example.org/a", ["https://example.org/a"]),
        ("nothing here. Really", []),
        ("", []),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("“https://example.org/čaj”", ["https://example.org/čaj"]),
    ],
)
def test_addresses_are_found_in_text(text, found):
    assert addresses(text) == found


def test_a_dropped_link_beats_its_text():
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a")])
    mime.setText("A story")
    assert addresses_of(mime) == ["https://example.org/a"]


def test_files_are_sorted_into_projects_and_drafts(tmp_path):
    project = tmp_path / "Story.standfirst"
    project.mkdir()
    (project / "project.db").touch()
    draft = tmp_path / "story.md"
    draft.touch()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(project))])
    assert sort_out(mime).project == project
    mime.setUrls([QUrl.fromLocalFile(str(draft))])
    assert sort_out(mime).draft == draft
    letter = tmp_path / "letter.docx"
    letter.touch()
    mime.setUrls([QUrl.fromLocalFile(str(letter))])
    assert sort_out(mime).either == letter  # a draft or evidence: the user is asked
    mime.setUrls([QUrl.fromLocalFile(str(letter)), QUrl.fromLocalFile(str(letter))])
    assert len(sort_out(mime).files) == 2
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "picture.png"))])
    assert not sort_out(mime)


def test_an_empty_clipboard_holds_nothing():
    assert addresses_of(None) == []
    assert not sort_out(None)


def test_site_is_the_host_as_people_read_it():
    assert site("https://www.example.org/a") == "example.org"
