"""Text in its own letters: by its mark, its declaration, as UTF-8, else as a guess that shows what it does."""

import pytest

from core.draft.encodings import decode
from core.draft.imported import read_draft
from core.errors import InputError

TEXTS = {
    "cp1252": "Die Straße führte über Brücken, sagte Frau Müller. „Nein“, hieß es im Café am späten Abend.",
    "cp1250": "Žluťoučký kůň úpěl ďábelské ódy. „Nikdo ho neslyšel“, řekl ministr, protože byla noc.",
    "cp1251": "Министр сообщил, что население города выросло на двенадцать процентов за прошлый год.",
    "cp1254": "Belediye başkanı, “Hayır” dedi. İstanbul’da nüfus arttı. Çocuklar sokakta gülüyor.",
    "koi8-r": "Министр сообщил, что население города выросло на двенадцать процентов за прошлый год.",
    "cp932": "市長は昨日、川にかかる橋の費用が四百万円だったと発表した。住民は反対している。",
    "gb18030": "市长昨天宣布，桥梁的费用为四百万元。居民表示反对，认为太贵了。",
    "mac-roman": "She said “no” – it’s €5 million, the café owner claimed. “Nobody’s hurt,” she said.",
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.items(), ids=TEXTS)
def test_a_guess_reads_the_letters_and_says_that_it_is_one(encoding, text):
    draft = read_draft(text.encode(encoding), "a.txt")
    assert draft.text == text
    assert draft.choices[0].preview == text
    assert "a guess" in draft.left_out[0]
    assert [(note.kind, note.reason) for note in draft.notes] == [("encoding", "guessed")]


def test_what_is_declared_is_no_guess_unless_the_bytes_contradict_it():
    page = '<meta charset="windows-1251"><p>' + TEXTS["cp1251"]
    assert not decode(page.encode("cp1251"), "a.html", page=True).is_guess
    lying = '<meta charset="utf-8"><p>' + TEXTS["cp1252"]
    found = decode(lying.encode("cp1252"), "a.html", page=True)
    assert (found.is_guess, found.encoding) == (True, "cp1252")


def test_somebody_who_knows_decides():
    data = TEXTS["cp1254"].encode("cp1254")
    draft = read_draft(data, "a.txt", encoding="windows-1254")
    assert (draft.text, draft.choices) == (TEXTS["cp1254"], ())
    with pytest.raises(InputError, match="no encoding"):
        read_draft(data, "a.txt", encoding="nonsense")
    with pytest.raises(InputError, match="is not in utf-8"):
        read_draft(data, "a.txt", encoding="utf-8")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_line_end_ends_a_line(end):
    assert read_draft(f"One line.{end}Another.".encode(), "a.txt").text == "One line.\nAnother."


def test_characters_that_nobody_sees_are_kept_and_told():
    draft = read_draft("The na\u200bme \u202eelif".encode(), "a\u202etxt.txt")
    assert draft.text == "The na\u200bme \u202eelif"
    assert any("[U+200B]" in said for said in draft.left_out)
    assert any("name of the file" in said for said in draft.left_out)
    assert not read_draft("می\u200cخواهم 👩\u200d👧".encode(), "a.txt").left_out
