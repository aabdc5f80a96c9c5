"""One table of strings for every reader of words: the answer that is written down, and the same answer in every part that reads."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from core import model as m
from core.anchor import describe, locate
from core.anchor.features import words as anchored_words
from core.checks import Check, Kind, Outcome, Passage, check
from core.compare import word_diff
from core.draft import reading as drafts
from core.draft import suggest as claims
from core.draft.checkable import checkable
from core.export.redaction import identifiers
from core.export.redaction.terms import Withheld
from core.extract import readers
from core.model import Checkable
from core.rank import Passage as Candidate
from core.rank import passages, suggest
from core.rank.watch import terms
from core.store.search.query import parse
from core.text.dates import dates
from core.text.language import guess
from core.text.match_folding import folded
from core.text.names import names, told
from core.text.numbers import numbers
from core.text.quotations import quotations, speech
from core.text.search_folding import bare, fold, fold_query, fold_words, is_token, spellings
from core.text.sentences import sentences
from core.text.tokens import tokens
from tests.data import briefs
from tests.data.readings import READERS, ROWS, expected, reading, told_names, told_quantities

TEXTS = [row["text"] for row in ROWS]
PROSE = [row["text"] for row in ROWS if "sentences" in row]
every_text = pytest.mark.parametrize("text", TEXTS, ids=[f"{number}" for number in range(len(TEXTS))])
every_sentence = pytest.mark.parametrize("text", PROSE, ids=[f"{number}" for number in range(len(PROSE))])


class Equal:
    """Ranks everything alike, so that the reasons show all that was read."""

    def scores(self, _question: str, texts: Sequence[str]) -> list[float]:
        return [1.0] * len(texts)


def reasons(text: str, what: str) -> list[str]:
    found = suggest(text, [Candidate("s", 0, len(text), text)], Equal())
    told_of = [reason for one in found for reason in one.reasons if reason.startswith(f"same {what}: ")]
    return [reason.removeprefix(f"same {what}: ") for reason in told_of]


def checked(text: str, kind: Kind) -> list[Check]:
    return [one for one in check(text, [Passage("e", text)]) if one.kind is kind]


def covered(text: str, kind: Checkable) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in checkable(text) if one.kind is kind]


def free(text: str, spans: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [one for one in spans if all(one[1] <= start or one[0] >= end for start, end in taken)]


def rows() -> Iterator[Any]:
    for number, row in enumerate(ROWS):
        for kind in READERS:
            if kind in row:
                yield pytest.param(row, kind, id=f"{number}-{kind}")


@pytest.mark.parametrize(("row", "kind"), list(rows()))
def test_a_text_is_read_as_it_is_written_down(row: dict[str, Any], kind: str) -> None:
    assert reading(kind, row["text"]) == expected(row, kind)


def test_the_table_is_wide_and_what_is_known_to_be_wrong_is_wrong() -> None:
    assert len(ROWS) >= 150
    assert len({row["script"] for row in ROWS}) >= 12
    assert len(set(TEXTS)) == len(TEXTS)
    for row in ROWS:
        for kind, answer in row.get("known_wrong", {}).items():
            assert answer != row[kind]


@every_sentence
def test_numbers_are_the_same_for_everybody(text: str) -> None:
    spans = [(one.start, one.end) for one in told_quantities(text)]
    found = checked(text, Kind.NUMBER)
    assert [(one.start, one.end) for one in found] == spans
    assert all(one.outcome is Outcome.SAME for one in found)
    taken = [*speech(text), *((one.start, one.end) for one in checkable(text) if one.kind is Checkable.DATE)]
    assert covered(text, Checkable.NUMBER) == free(text, spans, taken)
    figures = {one.key: text[one.start : one.end] for one in numbers(text)}
    assert reasons(text, "number") == ([", ".join(sorted(figures.values()))] if figures else [])
    watched = [term.shown for term in terms(text)][: len(figures)]
    assert [next(iter(numbers(shown))).key for shown in watched] == list(figures)
    assert bool(figures) <= ("number" in claims.judged(text).reasons or any(map(text.startswith, figures.values())))


@every_sentence
def test_a_number_is_found_by_search_however_it_is_grouped(text: str) -> None:
    for one in numbers(text):
        words = text[one.start : one.end]
        if one.key.isdigit() and "." not in words and len(words.split(",")) <= 2 and one.key == one.key.lstrip("0"):
            [phrase] = {" ".join(parse(f'"{words}"').wanted)}
            assert one.key in spellings(phrase)


@every_sentence
def test_dates_are_the_same_for_everybody(text: str) -> None:
    spans = date_spans(text)
    assert [(one.start, one.end) for one in checked(text, Kind.DATE)] == spans
    assert set(free(text, spans, list(speech(text)))) <= set(covered(text, Checkable.DATE))


def date_spans(text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in dates(text)]


@every_sentence
def test_names_are_the_same_for_everybody(text: str) -> None:
    spans = [(one.start, one.end) for one in told_names(text)]
    taken = [*speech(text), *date_spans(text), *((one.start, one.end) for one in told_quantities(text))]
    assert covered(text, Checkable.NAME) == free(text, spans, taken)
    parts = told(text)
    assert reasons(text, "name") == ([", ".join(sorted(set(parts)))] if parts else [])
    shown = [term.shown for term in terms(text)]
    assert all(part in shown for part in parts if len("".join(fold_words(part))) >= 3 and parts.count(part) == 1)
    several = [one for one in names(text) if len(text[one.start : one.end].split()) > 1]
    named = "named person, place or body" in claims.judged(text).reasons
    assert named or not (spans or several)
    source = briefs.source(1, text, kind=m.SourceKind.PERSON)
    struck = {way for ways in identifiers.in_title(source) for way in ways}
    assert {" ".join(text[one.start : one.end].split()) for one in several} <= struck


@every_sentence
def test_quotations_are_the_same_for_everybody(text: str) -> None:
    spans = list(speech(text))
    found = checked(text, Kind.QUOTATION)
    assert [(one.start, one.end) for one in found] == spans
    assert all(one.outcome is Outcome.SAME for one in found)
    assert covered(text, Checkable.QUOTATION) == spans
    long = [one for one in quotations(text) if len(one.words) >= claims.SHORTEST_QUOTED]
    assert ("quotation" in claims.judged(text).reasons) == bool(long)


@every_sentence
def test_sentences_are_the_same_for_everybody(text: str) -> None:
    spans = sentences(text)
    assert sorted((one.start, one.end) for one in claims.suggest(text)) == spans
    read = drafts.read(text)
    assert [read.place(one) for one in read.sentences] == [one for one in spans if text[slice(*one)].strip()]
    longer = f"{text} " * (1 + 1200 // max(1, len(text)))
    starts = {start for start, _ in sentences(longer)} | {0}
    if "\n" not in text:
        assert all(one.start in starts for one in passages("s", longer))


@every_sentence
def test_the_language_is_the_same_for_everybody(text: str) -> None:
    assert readers.extract(text.encode(), "text/plain")["language"] in ("", guess(text))


@every_text
def test_words_are_the_same_for_comparing_anchoring_and_drafts(text: str) -> None:
    spans = tokens(text)
    assert set(drafts.read(text).spans) <= set(spans)
    assert list(anchored_words(text)) == [
        word for word in (text.casefold()[slice(*span)] for span in tokens(text.casefold())) if word[0].isalnum()
    ]
    pieces = [piece for piece in word_diff(text, "") if piece.kind == "removed"]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())


@every_text
def test_search_folding_is_the_same_for_the_query_and_the_index(text: str) -> None:
    for word in text.split():
        phrases = [bare(one) for phrase in fold_query(word) for one in phrase.split()]
        assert phrases == [bare(one) for one in "".join(c if is_token(c) else " " for c in fold(word)).split()]
        assert set(fold_words(word)) <= set(fold_words(" ".join(fold_query(word))))
        if '"' not in word and ":" not in word and not word.startswith(("-", "−", "“", "„", "«", "”", "»", "‹")):
            assert " ".join(parse(word).wanted).split() == phrases


@every_text
def test_match_folding_is_the_same_for_anchoring_and_redaction(text: str) -> None:
    framed = f"Before it. {text} After it."
    form = folded(text).folded
    if not text.strip() or not form.text:
        return
    found = locate(framed.upper() if text.isascii() else framed, describe(framed, 11, 11 + len(text)))
    assert found is not None
    if len(form.text) >= 4 and text[0].isalnum():
        assert Withheld([text]).spans(framed)
        assert text not in Withheld([text]).clean(framed)
