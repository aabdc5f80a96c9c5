"""The letters of a page: read in its encoding or with a doubt, in another one when somebody chooses, the same everywhere."""

import pytest

from core.archive import Archive
from core.archive.replay import Replay
from core.errors import InputError
from core.extract import chosen_charset
from core.model import Code, PageVerdict
from tests.data.sealing import Page, passage, seal

URL = "https://quay.example/parom"
WORDS = "Городской совет во вторник решил закрыть старый паром."
PAGE = (
    f"<!doctype html><title>Паром</title><p>{WORDS} Мэр сообщил об этом жителям островов. {'Спорили долго. ' * 30}</p>"
)
CYRILLIC = PAGE.encode("cp1251")


@pytest.fixture
def guessed(project, tmp_path):
    path = tmp_path / "parom.html"
    path.write_bytes(CYRILLIC)
    return project.imports.take_in(path).captures[0].snapshot


def shown(project, snapshot) -> str:
    """Return the page's letters as the page view reads them, by the charset that it is told."""
    archive = Archive(project.snapshots.file(snapshot))
    charset = project.snapshots.charset(snapshot.id)
    answer = Replay(archive, snapshot.final_url, snapshot.mime, charset=charset).answer(snapshot.final_url)
    return answer.body.decode(answer.content_type.partition("charset=")[2])


def test_a_page_that_declares_nothing_is_read_with_a_doubt(project, guessed) -> None:
    assert WORDS in project.snapshots.text(guessed.id).text
    assert guessed.quality.verdict is PageVerdict.DOUBTFUL
    assert [one.code for one in guessed.quality.remarks] == [Code.CHARSET_GUESSED]
    assert project.sources.get(guessed.source_id).title == "Паром"
    assert project.evidence.quote(guessed.id, passage(WORDS), project.claims.add("Паром").made["claim"])
    assert project.verify().problems == ()


def test_page_text_and_quotation_agree_in_each_reading(project) -> None:
    snapshot = seal(project, Page(URL, CYRILLIC, "text/html; charset=iso-8859-1"))
    before = project.verify().problems
    assert WORDS not in project.snapshots.text(snapshot.id).text
    project.snapshots.read_as(snapshot.id, "windows-1251")
    assert WORDS in project.snapshots.text(snapshot.id).text
    assert WORDS in shown(project, snapshot)
    assert project.evidence.quote(snapshot.id, passage(WORDS), project.claims.add("Паром").made["claim"])
    assert [one.what for one in project.verify().problems] == [one.what for one in before]
    project.snapshots.read_as(snapshot.id, "")
    assert WORDS not in project.snapshots.text(snapshot.id).text
    assert WORDS not in shown(project, snapshot)
    assert [one.what for one in project.verify().problems] == [one.what for one in before]


def test_the_citation_follows_except_what_somebody_wrote(project) -> None:
    author = '<meta name=author content="Иван Петров">'.encode("cp1251")
    snapshot = seal(
        project, Page(URL, CYRILLIC.replace(b"</title>", b"</title>" + author), "text/html; charset=latin1")
    )
    first = project.sources.get(snapshot.source_id)
    mine = [{"literal": "I. Petrov"}]
    project.citations.correct(first.id, {**first.csl, "author": mine})
    project.snapshots.read_as(snapshot.id, "windows-1251")
    again = project.sources.get(first.id)
    assert (again.title, again.csl["title"], again.csl["author"]) == ("Паром", "Паром", mine)
    project.snapshots.read_as(snapshot.id, "")
    assert project.sources.get(first.id).title == first.title


def test_a_quotation_keeps_its_own_text_when_another_reading_is_chosen(project, guessed) -> None:
    claim = project.claims.add("Паром").made["claim"]
    project.evidence.quote(guessed.id, passage(WORDS), claim)
    sealed = project.snapshots.file(guessed).read_bytes()
    project.snapshots.read_as(guessed.id, "koi8-r")
    assert project.snapshots.file(guessed).read_bytes() == sealed
    (linked,) = project.evidence.for_claim(claim)
    assert linked.evidence.selector.exact == WORDS
    assert project.verify().problems == ()


def test_the_choice_is_in_the_journal_and_is_found_by_search(project) -> None:
    snapshot = seal(project, Page(URL, CYRILLIC, "text/html; charset=iso-8859-1"))
    changes = project.snapshots.read_as(snapshot.id, "cp1251")
    assert "snapshot_text" in changes.kinds or "snapshot" in changes.kinds
    assert "windows-1251" in project.journal.entries()[0].action
    assert project.search("паром")
    assert chosen_charset(project.snapshots.text(snapshot.id).extractor) == "windows-1251"


@pytest.mark.parametrize("charset", ["klingon", "base64", "\0"])
def test_an_encoding_that_is_none_is_refused(project, guessed, charset) -> None:
    with pytest.raises(InputError, match="no encoding"):
        project.snapshots.read_as(guessed.id, charset)


def test_a_document_without_letters_of_its_own_has_no_choice(project) -> None:
    snapshot = seal(project, Page(URL, b"\x89PNG", "image/png"))
    with pytest.raises(InputError, match="no encoding to choose"):
        project.snapshots.read_as(snapshot.id, "utf-8")


def test_the_page_view_shows_utf_8_that_is_not_declared_as_the_text_has_it(project) -> None:
    snapshot = seal(project, Page(URL, PAGE.encode(), "text/html"))
    assert snapshot.quality.verdict is PageVerdict.GOOD
    assert WORDS in shown(project, snapshot)


def test_letters_that_no_encoding_mends_are_told(project, tmp_path) -> None:
    path = tmp_path / "twice.html"
    path.write_bytes(PAGE.encode().decode("cp1252", "replace").encode())
    (made,) = project.imports.take_in(path).captures
    assert made.snapshot.quality.verdict is PageVerdict.DOUBTFUL
    assert {one.code for one in made.snapshot.quality.remarks} & {Code.LETTERS_LOST, Code.GARBLED}
