"""Word files: every construct that holds words is read, left out with a reason, or told; nothing vanishes."""

import random
import re

import pytest

from core.draft.imported import read_draft
from core.draft.labels import ordinal, roman, write
from core.draft.symbols import sign
from core.errors import InputError
from tests.data import draft_files as files

WORD = re.compile(r"[^\W_]+")
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, RESULT, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def code(words):
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def paragraph(*inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def read(*blocks, comments=(), footnotes=()):
    made = files.Made(random.Random(0), comments=list(comments), footnotes=list(footnotes), header="<w:p/>")
    return read_draft(files.packed(made, "".join(blocks)), "a.docx")


def left(draft):
    return [(note.text, note.reason) for note in draft.notes if note.kind == "left_out"]


@pytest.mark.parametrize("seed", range(40))
def test_every_word_of_a_file_by_chance_meets_its_fate(seed):
    data, fates = files.word_file(seed)
    draft = read_draft(data, "a.docx")
    beside = {note.text for note in draft.notes if note.kind in ("comment", "footnote", "deletion")}
    gone = {note.text for note in draft.notes if note.kind == "left_out" and note.reason != "not read"}
    found = {
        "text": WORD.findall(draft.text),
        "note": WORD.findall(" ".join(beside)),
        "left_out": WORD.findall(" ".join(gone)),
    }
    for word, fate in fates.items():
        assert {name: words.count(word) for name, words in found.items()} == {
            name: int(name == fate) for name in found
        }, word
    assert not [note for note in draft.notes if note.reason == "not read"]
    assert not draft.added


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("a ") + '<w:fldSimple w:instr=" SEQ T "><w:r><w:t>3</w:t></w:r></w:fldSimple>', "a 3"),
        (BEGIN + code(" IF ") + BEGIN + RESULT + run("in") + END + RESULT + run("out") + END, "out"),
        (BEGIN + code(" REF x ") + RESULT + run("never closed"), "never closed"),
        (BEGIN + run("no result at all"), "no result at all"),
        (run("one") + "<w:r><w:cr/></w:r>" + run("two"), "one\ntwo"),
        ("<w:r><w:t>F</w:t><w:noBreakHyphen/><w:t>16</w:t></w:r>", "F\u201116"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 3"), "≥ 3"),
        (
            run("\uf0b3 3, ", '<w:rFonts w:ascii="Symbol"/>') + run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>'),
            "≥ 3, ✔",
        ),
        ('<w:dir w:val="rtl">' + run("שלום 7") + "</w:dir>", "שלום 7"),
        ("<w:unheardOf>" + run("kept") + "</w:unheardOf>", "kept"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
            "2/3",
        ),
    ],
    ids=[
        "simple",
        "nested",
        "unclosed",
        "no result",
        "cr",
        "hyphen",
        "sign",
        "glyph",
        "dir",
        "unknown wrapper",
        "formula",
    ],
)
def test_what_a_line_shows(inner, text):
    assert read(paragraph(inner)).text == text


def test_a_deleted_mark_joins_and_its_space_stands_once():
    gone = f'<w:del w:id="1" {files.BY}><w:r><w:delText xml:space="preserve">old </w:delText></w:r></w:del>'
    mark = f'<w:rPr><w:del w:id="2" {files.BY}/></w:rPr>'
    draft = read(paragraph(run("The "), gone, run(" plan was "), properties=mark), paragraph(run("dead.")))
    assert draft.text == "The plan was dead."


def test_rows_and_paragraphs_that_are_deleted_as_a_whole_are_no_story():
    row = f'<w:tbl><w:tr><w:trPr><w:del w:id="1" {files.BY}/></w:trPr><w:tc>{paragraph(run("in a row"))}</w:tc></w:tr></w:tbl>'
    moved = f'<w:moveFrom w:id="2" {files.BY}>{paragraph(run("moved away"))}</w:moveFrom>'
    draft = read(row, moved, paragraph(run("Body.")))
    assert draft.text == "Body."
    assert [(note.kind, note.text) for note in draft.notes] == [("deletion", "in a row\nmoved away")]


def test_labels_are_those_that_word_shows_or_none():
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    items = [
        paragraph(run(words), properties=number.format(level))
        for words, level in (("x", 0), ("y", 1), ("z", 1), ("q", 0))
    ]
    assert read(*items).text == "1. x\n\na. y\n\nb. z\n\n2. q"
    assert write("lowerRoman", 4) == "iv"
    assert (roman(0), write("hebrew1", 3), ordinal(112)) == ("", "", "112th")


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:rStyle w:val="Unseen"/>', '<w:rStyle w:val="Heir"/>'])
def test_hidden_words_are_no_story_however_they_are_hidden(properties):
    draft = read(paragraph(run("Seen "), run("ask Ilse ", properties), run("again.")))
    assert draft.text == "Seen again."
    assert left(draft) == [("ask Ilse ", "hidden")]
    assert "Not taken over: 2 words that the file hides: “ask Ilse” (paragraph 1)." in draft.left_out
    shown = read(paragraph(run("back", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="Whisper"/>'))
    assert shown.text == "back"


def test_comments_at_a_point_on_one_range_and_in_a_footnote():
    begin, end, point = (
        f'<w:{name} w:id="{{}}"/>' for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    draft = read(
        paragraph(
            *map(begin.format, (0, 1)),
            run("words"),
            *map(end.format, (0, 1)),
            run(" and"),
            f"<w:r>{point.format(2)}</w:r>",
        ),
        paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>', run("x")),
        comments=[paragraph(run(words)) for words in ("first", "reply", "point", "in note", "nowhere")],
        footnotes=[paragraph(begin.format(3), run("Foot."), end.format(3))],
    )
    found = [(draft.text[note.start : note.end], note.text) for note in draft.notes if note.kind == "comment"]
    assert found == [("words", "first"), ("words", "reply"), ("", "point"), ("", "in note"), ("", "nowhere")]


def test_the_headline_names_the_draft():
    draft = read(
        paragraph(run("Dam "), run("bursts"), properties='<w:pStyle w:val="Title"/>'), paragraph(run("It fell."))
    )
    assert (draft.title, draft.headline, draft.text) == ("Dam bursts", "Dam bursts", "# Dam bursts\n\nIt fell.")


def test_a_note_without_a_reference_and_a_description_are_told():
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="Alt words"/><a:blip/></wp:inline></w:drawing></w:r>'
    draft = read(paragraph(run("Before "), picture, run("after.")), footnotes=[paragraph(run("Nobody points here."))])
    assert draft.text == "Before after."
    assert left(draft) == [("Alt words", "alternative text"), ("", "picture"), ("Nobody points here.", "unreferenced")]
    assert "1 picture not taken in; import those that matter as evidence." in draft.left_out


def test_words_that_a_reader_forgets_are_told_with_their_place(monkeypatch):
    monkeypatch.setattr("core.draft.imported.OWN", {**FORGETFUL, "odt": ""})
    data = files.packed(
        files.Made(random.Random(0), header="<w:p/>"), paragraph(run("Kept.")) + paragraph(run("Lost words."))
    )
    draft = read_draft(data, "a.docx")
    assert [(note.text, note.reason, note.place) for note in draft.notes] == [("Lost words", "not read", "paragraph 2")]
    assert draft.left_out[0].startswith("2 words of the file could not be placed")
    assert draft.added == ("Invented",)


FORGETFUL = {"docx": "tests.unit.draft.test_word:forget"}


def forget(_: bytes):
    return [{"t": "Para", "c": [{"t": "Str", "c": "Kept. Invented"}]}]


def test_deep_nesting_is_refused_in_a_sentence():
    deep = "<w:sdt><w:sdtContent>" * 300 + paragraph(run("x")) + "</w:sdtContent></w:sdt>" * 300
    with pytest.raises(InputError, match=r"nested too deeply|could not be read"):
        read(deep)


@pytest.mark.parametrize(
    ("font", "number", "shown"),
    [
        ("Symbol", "F0A3", "≤"),
        ("Wingdings", "F0FC", "✔"),
        ("Arial", "20AC", "€"),
        ("Webdings", "F0AA", ""),
        ("Arial", "zz", ""),
    ],
)
def test_signs_of_fonts(font, number, shown):
    assert sign(font, number) == shown
