import pytest

from core.anchor import describe, locate
from core.errors import InputError
from core.extract import extract, metadata
from core.model import Level, Selector


@pytest.fixture(scope="module")
def report():
    import typst

    words = (
        "The internationalisation of extraordinarily complicated administrative responsibilities was efficient. " * 5
    )
    head = '#set document(title: "A report", author: ("Jane Doe", "Office of Records"), date: datetime(year: 2024, month: 5, day: 6))'
    look = '#set page(width: 200pt, height: 300pt)\n#set text(lang: "en", hyphenate: true)\n#set par(justify: true)'
    return typst.compile(f"{head}\n{look}\n{words}\n#pagebreak()\nThe second page.".encode())


@pytest.fixture(scope="module")
def scanned():
    import typst

    return typst.compile(b"#set page(width: 100pt, height: 100pt)\n#rect(width: 50pt)")


def test_pages_and_blocks(report):
    found = extract(report, "application/pdf")
    assert len(found.pages) >= 2
    assert found.text[found.pages[-1] :] == "The second page."
    assert found.language == "en"
    assert found.text[found.blocks[-1].start : found.blocks[-1].end] == "The second page."


def test_a_quote_over_broken_words_is_found(report):
    text = extract(report, "application/pdf").text
    assert "-\n" in text
    exact = "internationalisation of extraordinarily complicated administrative responsibilities was efficient"
    match = locate(text, Selector(exact, "", "", -1, -1), fuzzy=False)
    assert match.level in (Level.FOLDED, Level.WHITESPACE)


def test_the_page_of_a_quote_is_described(report):
    found = extract(report, "application/pdf")
    assert describe(found.text, len(found.text) - 5, len(found.text), found.pages).page == len(found.pages)


def test_a_pdf_of_pictures_says_so(scanned):
    found = extract(scanned, "application/pdf")
    assert found.text == ""
    assert "no text" in found.empty_because


@pytest.mark.parametrize("body", [b"%PDF-1.7 broken", b"%PDF-", b"not a pdf at all"])
def test_a_broken_pdf_is_refused(body):
    with pytest.raises(InputError, match="damaged"):
        extract(body, "application/pdf")


def test_information_dictionary(report):
    csl = metadata(report, "application/pdf", "https://example.org/a.pdf").csl
    assert csl["title"] == "A report"
    assert csl["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "Office of Records"}]
    assert csl["issued"] == {"date-parts": [[2024, 5, 6]]}
    assert csl["URL"] == "https://example.org/a.pdf"
