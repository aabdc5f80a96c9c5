from dataclasses import replace

import pytest

from core.errors import InputError
from core.export import clipboard
from core.export.build import build
from core.export.document.citations import cited, source_lines
from core.export.formats.readback import folded
from core.export.report.options import Options
from tests.data import briefs


def text(node):
    if isinstance(node, dict):
        return node["c"] if node["t"] == "Str" else " " if node["t"] == "Space" else text(node.get("c"))
    return "".join(text(part) for part in node) if isinstance(node, list) else ""


def citations(style, material=None):
    return cited(build(material or briefs.small(), Options(style=style)))


def test_notes_are_written_for_each_footnote_with_the_page():
    notes = citations("chicago-notes").notes
    assert text(notes[1]).startswith("Nneka Okafor, “Council Votes 31 to 4 for the River Barrier,” ")
    assert ", 17, " in text(notes[2])
    assert len(notes) == 7


def test_an_entry_names_its_author_whatever_stands_above_it():
    csl = {"type": "webpage", "author": [{"family": "Doe", "given": "Jane"}]}
    exhibits = [
        briefs.exhibit(str(n), briefs.source(n, title, csl={**csl, "title": title}), "words")
        for n, title in enumerate(("Quays", "Ferries"), 1)
    ]
    material = replace(briefs.small(), claims=(briefs.claim("1", "A claim.", "", *exhibits),))
    assert all(text(entry).startswith("Doe, Jane. ") for entry in citations("mla", material).entries.values())
    assert clipboard.claim(material, "claim-1", "mla").plain.count("Doe, Jane. ") == 2


@pytest.mark.parametrize(
    ("locator", "locale", "shown"),
    [
        ("p. 5", "", ", p. 5)"),
        ("p. 5", "de-DE", ", S. 5)"),
        ("p. 5", "zh-CN", ", 页 5)"),
        ("pp. 5-6", "de-DE", ", S. 5–6)"),
        ("0:12–0:30", "de-DE", ", 0:12–0:30)"),
        ("para. 4", "de-DE", ", para. 4)"),
        ("p. A1", "", ", p. A1)"),
    ],
)
def test_a_page_is_named_in_the_language_of_the_citation(locator, locale, shown):
    made = clipboard.styled({"type": "report", "title": "Audit"}, "harvard", locale, locator)
    assert shown in made.note


@pytest.mark.parametrize("style", ["chicago-notes", "apa", "mla", "harvard", "newsroom"])
def test_the_name_of_a_host_stays_in_small_letters(style):
    csl = {
        "type": "webpage",
        "title": "Minutes",
        "container-title": "staff.ostrey-council.example",
        "issued": {"date-parts": [[2020]]},
    }
    made = clipboard.styled(csl, style)
    assert "staff.ostrey-council.example" in made.plain
    assert "nocase" not in made.entry
    assert " staff.ostrey-council.example, 2020" in text(source_lines(style, "", {"s1": csl})["s1"])


@pytest.mark.parametrize(
    ("style", "title", "shown"),
    [
        ("chicago-notes", "Harbour wall “leaking”, says mayor", "“Harbour Wall ‘Leaking,’ Says Mayor.”"),
        ("harvard", "Harbour wall ‘leaking’, says mayor", "‘Harbour wall “leaking”, says mayor’"),
        ("apa", 'The "old" wall', "The “old” wall."),
        ("ieee", "The “a ‘b’ c” d", "“The ‘a “b” c’ d,”"),
        ("mla", "Don’t touch the boys’ wall", "“Don’t Touch the Boys’ Wall.”"),
        ("mla", "‘No’ is the boys’ word", "“‘No’ Is the Boys’ Word.”"),
        ("mla", 'A 5" pipe: “Half open', '“A 5" Pipe: “Half Open.”'),
        ("mla", "*Bold* “<b>x</b>”", "“*Bold* ‘<b>x</b>’.”"),
    ],
)
def test_quotation_marks_in_a_title_are_set_as_the_style_has_them(style, title, shown):
    csl = {"type": "article-newspaper", "title": title, "container-title": "Courier", "author": [{"family": "Doe"}]}
    assert shown in clipboard.styled(csl, style).plain


def test_the_first_note_to_a_law_says_what_the_style_leaves_out_and_before_its_address():
    csl = {
        "type": "legislation",
        "title": "Harbour Act",
        "section": "4",
        "number": "Pub. L. 92-500",
        "issued": "1972",
        "URL": "https://e.org/",
    }
    of = briefs.source(1, "Harbour Act", csl=csl)
    exhibits = [briefs.exhibit(key, of, "words " + key) for key in ("1", "2")]
    found = citations("chicago-notes", replace(briefs.small(), claims=(briefs.claim("1", "A claim.", "", *exhibits),)))
    assert text(found.entries["s1"]) == "Harbour Act, Pub. L. No. 92-500 (1972). § 4. https://e.org/."
    assert text(found.notes[1]) == "Harbour Act, Pub. L. No. 92-500 (1972), § 4, https://e.org/."
    assert "§ 4" not in text(found.notes[2])


def test_a_source_line_names_one_page_and_speaks_other_languages():
    paper = {"type": "article-newspaper", "title": "Votes", "container-title": "Courier", "page": "A1"}
    assert "p. A1" not in clipboard.styled(paper, "newsroom", "", "p. 3").note
    talk = {"type": "interview", "title": "Walls", "interviewer": [{"family": "Smith", "given": "Bob"}]}
    assert "采访 Bob Smith" in clipboard.styled(talk, "newsroom", "zh-CN").plain
    assert "interviewt von Bob Smith" in clipboard.styled(talk, "newsroom", "de-DE").plain


BARE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>T</title><id>t</id></info>
<citation><layout><text variable="title"/></layout></citation></style>"""


def test_sources_that_the_style_leaves_out_keep_a_plain_entry(tmp_path):
    style = tmp_path / "bare.csl"
    style.write_text(BARE, encoding="utf-8")
    entries = citations(str(style)).entries
    assert text(entries["s4"]).startswith("Ilse Brandt, “Letter of the chief engineer,” ")
    assert text(entries["s4"]).endswith(", https://leaks.example.net/engineer-7.")
    assert len(entries) == 6


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("american-medical-association", "Moor K, ed. Ports."),
        ("nlm-citation-sequence", "Moor K, editor. Ports."),
        ("ieee", "K. Moor, Ed., Ports."),
        ("american-anthropological-association", "Moor, Kai, ed. 2008 Ports."),
    ],
)
def test_what_an_editor_did_follows_the_name_and_parts_of_an_entry_do_not_touch(style, shown):
    item = {
        "type": "book",
        "title": "Ports",
        "editor": [{"family": "Moor", "given": "Kai"}],
        "publisher": "Quay",
        "issued": {"date-parts": [[2008]]},
    }
    assert shown in " ".join(clipboard.styled(item, style).plain.split())


TALK = {
    "type": "interview",
    "title": "Quay talk",
    "author": [{"family": "Boer", "given": "Ank", "non-dropping-particle": "den", "suffix": "Sr."}],
    "interviewer": [{"family": "陈", "given": "伟"}],
    "issued": {"date-parts": [[2023, 7, 3]]},
}


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("", "Ank den Boer Sr., “Quay talk,” interview by 陈伟, July 3, 2023."),
        ("en-GB", "Ank den Boer Sr., ‘Quay talk,’ interview by 陈伟, 3 July 2023."),
        ("de-DE", "Ank den Boer Sr., „Quay talk“, interviewt von 陈伟, 3. Juli 2023."),
    ],
)
@pytest.mark.parametrize("style", ["apa", "bluebook-law-review"])
def test_an_entry_that_the_style_omits_speaks_the_language_of_the_citation(style, locale, shown):
    assert clipboard.styled(TALK, style, locale).plain == shown


def test_a_day_that_the_style_has_told_is_not_told_again():
    assert clipboard.styled(TALK, "ieee").plain.count("2023") == 1


@pytest.mark.parametrize("style", ["ieee", "american-medical-association", "apa", "chicago-notes", "mla", "newsroom"])
@pytest.mark.parametrize(("number", "country"), [("EP 3456789", "EP"), ("JP2001-123456", "JP")])
def test_a_patent_has_its_country_once_in_every_style(style, number, country):
    item = {"type": "patent", "title": "Sluice", "author": [{"family": "Roe", "given": "Ann"}], "number": number}
    plain = clipboard.styled(item | {"issued": {"date-parts": [[2011, 5, 6]]}}, style).plain
    assert plain.count(country) == 1


@pytest.mark.parametrize("style", ["apa", "chicago-notes", "harvard", "mla"])
@pytest.mark.parametrize(
    ("date", "shown", "times"),
    [
        ({"literal": "Hilary term 1988"}, "Hilary term 1988", 2),
        ({"date-parts": [[1988], [0]]}, "1988–", 2),
        ({"date-parts": [[0], [1988]]}, "–1988", 2),
    ],
)
def test_a_date_in_words_is_said_once(style, date, shown, times):
    item = {"type": "article-journal", "title": "T", "container-title": "J", "author": [{"family": "Roe"}]}
    plain = clipboard.styled(item | {"issued": date}, style).plain
    assert 1 <= plain.count(shown) < times + (style == "harvard")


def test_titles_of_other_scripts_keep_their_capitals():
    assert "Барьер на реке построят" in text(citations("chicago-notes").notes[3])


HOSTILE = r"<b>x</b> *y* $z$ #set \textbf{q} [a](b) @s1 {{p. 9}} `c` ~~d~~"


@pytest.mark.parametrize("style", ["chicago-notes", "apa", "mla", "harvard", "ieee", "newsroom", "chicago-author-date"])
def test_markup_in_titles_and_names_is_literal(style):
    csl = {"type": "webpage", "title": HOSTILE, "author": [{"literal": HOSTILE}]}
    file = briefs.claim("1", "A claim.", "Verified", briefs.exhibit("1", briefs.source(1, HOSTILE, csl=csl), "words"))
    found = citations(style, replace(briefs.small(), claims=(file,)))
    assert folded(HOSTILE)[:20] in folded(text(found.entries["s1"]))
    for mark in ("<b>", "</b>", "*y*", "$z$", "[a](b)", "`c`", "~~d~~"):
        assert mark.casefold() in text(found.entries["s1"]).casefold()


def test_no_author_and_no_date_have_words():
    file = briefs.claim("1", "A claim.", "Verified", briefs.exhibit("1", briefs.source(1, "Bare page"), "words"))
    entries = citations("apa", replace(briefs.small(), claims=(file,))).entries
    assert text(entries["s1"]).startswith("Bare page. (n.d.).")


def test_an_unknown_style_is_refused():
    with pytest.raises(InputError, match="no citation style called “mystery”"):
        citations("mystery")
