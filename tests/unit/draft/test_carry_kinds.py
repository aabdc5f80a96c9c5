"""What a new version does to claims: who says it, list numbers, codings of letters, and sentences that moved and changed."""

import unicodedata

import pytest

from core.draft.versions import Carried, carry
from core.model import ClaimSpan, SpanLevel

SAME, MOVED, EDITED = SpanLevel.SAME, SpanLevel.MOVED, SpanLevel.EDITED


def carried(old: str, new: str, words: str) -> Carried:
    start = old.index(words)
    (found,) = carry(old, new, [ClaimSpan("c", "v", start, start + len(words), words, SAME)])
    return found


@pytest.mark.parametrize(
    ("old", "new", "claim"),
    [
        (
            "“The river took the mill. It will come again,” said Ida Roth.",
            "“The river took the mill. It will come again,” said Per Holm.",
            "“The river took the mill.",
        ),
        (
            "Ida Roth said: “The river took the mill. It will come again.”",
            "Per Holm said: “The river took the mill. It will come again.”",
            "It will come again.”",
        ),
        (
            "Ida Roth recalled:\n\n“The river took the mill. It will come again.”",
            "Per Holm recalled:\n\n“The river took the mill. It will come again.”",
            "It will come again.”",
        ),
        (
            "“The river took the mill.\n\n“It took the barn. It will come again,” recalled Ida Roth.",
            "“The river took the mill.\n\n“It took the barn. It will come again,” recalled Per Holm.",
            "“The river took the mill.",
        ),
        (
            "“The river took the mill,” said Ida Roth. “It will come again. We shall go.”",
            "“The river took the mill,” said Per Holm. “It will come again. We shall go.”",
            "We shall go.”",
        ),
        (
            "„Der Fluss nahm die Mühle. Er kommt wieder“, sagte Ida Roth.",
            "„Der Fluss nahm die Mühle. Er kommt wieder“, sagte Per Holm.",
            "„Der Fluss nahm die Mühle.",
        ),
        (
            "‘The river took the mill. It will come again,’ said Ida Roth.",
            "‘The river took the mill. It will come again,’ said Per Holm.",
            "‘The river took the mill.",
        ),
        (
            "«La rivière a pris le moulin. Elle reviendra», a dit Ida Roth.",
            "«La rivière a pris le moulin. Elle reviendra», a dit Per Holm.",
            "«La rivière a pris le moulin.",
        ),
        (
            "「川が水車を壊した。また来る」と田中は言った。",
            "「川が水車を壊した。また来る」と鈴木は言った。",
            "川が水車を壊した。",
        ),
        (
            "“The river took the mill. It will come again,” said Ida Roth.",
            "“The river took the mill. It will come again,” Ida Roth never said.",
            "“The river took the mill.",
        ),
        (
            "“It began at noon. The river took the mill. It will come again,” said Ida Roth.",
            "It began at noon. The river took the mill. It will come again, said Ida Roth.",
            "The river took the mill.",
        ),
    ],
)
def test_a_change_of_speaker_reopens_every_sentence_of_the_quotation(old: str, new: str, claim: str) -> None:
    assert carried(old, old, claim).level is SAME
    assert carried(old, new, claim).level is EDITED


@pytest.mark.parametrize(
    ("old", "new", "claim"),
    [
        (
            "“The river took the mill. It will come again,” said Ida Roth.",
            "“The river took the mill. It will come again,” said Ida Roth, the miller.",
            "“The river took the mill.",
        ),
        (
            "“The river took the mill. It will come again,” said Ida Roth.",
            "“The river took the mill. It will come again,” said Roth.",
            "“The river took the mill.",
        ),
        (
            "“The river took the mill. It will come again,” recalled Ida Roth.",
            "“The river took the mill. We fled. It will come again,” recalled Ida Roth.",
            "“The river took the mill.",
        ),
        (
            "“The river took the mill,” recalled Ida Roth. “It will come,” she said.",
            "“The river took the mill,” recalled Ida Roth. “It will come,” she warned.",
            "“The river took the mill,” recalled Ida Roth.",
        ),
        (
            "He called it “a great thing” at noon. Then “a big win” came, said Ida.",
            "He called it “a great thing” at noon. Then “a big loss” came, said Per.",
            "He called it “a great thing” at noon.",
        ),
    ],
)
def test_the_same_speaker_reopens_nothing(old: str, new: str, claim: str) -> None:
    assert carried(old, new, claim).level is SAME


@pytest.mark.parametrize(
    ("old", "new", "claim", "now"),
    [
        (
            "1. The mill is old.\n2. It ground 12 sacks a day.",
            "1. The mill is old.\n2. It stood.\n3. It ground 12 sacks a day.",
            "It ground 12 sacks a day.",
            "It ground 12 sacks a day.",
        ),
        (
            "a) The mill is old.\nb) It ground 12 sacks a day.",
            "a) It stood.\nb) The mill is old.\nc) It ground 12 sacks a day.",
            "It ground 12 sacks a day.",
            "It ground 12 sacks a day.",
        ),
        (
            "(i) The mill is old.\n(ii) It ground 12 sacks.",
            "(i) It stood.\n(ii) The mill is old.\n(iii) It ground 12 sacks.",
            "It ground 12 sacks.",
            "It ground 12 sacks.",
        ),
        (
            "1.1 The mill is old.\n1.2 It ground 12 sacks.",
            "1.1 It stood.\n1.2 The mill is old.\n1.3 It ground 12 sacks.",
            "It ground 12 sacks.",
            "It ground 12 sacks.",
        ),
        (
            "\n".join(f"{n}. The mill number {n} is old." for n in range(1, 10)),
            "\n".join(["1. It stood.", *(f"{n + 1}. The mill number {n} is old." for n in range(1, 10))]),
            "The mill number 9 is old.",
            "The mill number 9 is old.",
        ),
    ],
)
def test_a_renumbered_list_reopens_nothing(old: str, new: str, claim: str, now: str) -> None:
    found = carried(old, new, claim)
    assert found.holds
    assert new[found.start : found.end] == now


@pytest.mark.parametrize(
    ("old", "new", "claim"),
    [
        (
            "12. Mai 1987: Der Fluss nahm die Mühle.",
            "13. Mai 1987: Der Fluss nahm die Mühle.",
            "Der Fluss nahm die Mühle.",
        ),
        ("1. Mai: Der Fluss stieg.", "2. Mai: Der Fluss stieg.", "Mai: Der Fluss stieg."),
        ("3. Liga gewinnt den Pokal.", "2. Liga gewinnt den Pokal.", "3. Liga gewinnt den Pokal."),
        ("7 people drowned in the mill.", "8 people drowned in the mill.", "7 people drowned in the mill."),
        ("1. It ground 12 sacks.", "1. It ground 13 sacks.", "It ground 12 sacks."),
        ("1. It stood.\n2. It ground 9.", "1. It rose.\n2. It stood.\n3. It ground 9.", "2. It ground 9."),
        ("1. It ground 12 sacks.", "7. It ground 12 sacks.", "1. It ground 12 sacks."),
    ],
)
def test_a_number_that_counts_no_list_is_a_word(old: str, new: str, claim: str) -> None:
    assert carried(old, new, claim).level is EDITED


@pytest.mark.parametrize(
    "text",
    [
        "Élodie Brûlé paid. The café of José Núñez closed.",
        "Nguyễn Phú Trọng rời Hà Nội. Ông đến Huế.",
        "서울은 수도이다. 강물이 방앗간을 쓸어 갔다.",
        "نهر أخذ الطاحونة. آل القرية رحلوا.",
        "ガスは止まった。「パンだ」と彼は言った。",
        "हिन्दी क़लम खो गई। वह रोया।",
        "Άννα Παπαδοπούλου έφυγε. Ήρθε ο Νίκος.",
    ],
)
@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_another_coding_of_the_same_letters_reopens_nothing(text: str, form: str) -> None:
    old, new = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    if form == "NFC":
        old, new = new, old
    from core.text.sentences import sentences

    for start, end in sentences(old):
        found = carried(old, new, old[start:end])
        assert found.level is SAME
        assert unicodedata.normalize("NFC", new[found.start : found.end]) == unicodedata.normalize(
            "NFC", old[start:end]
        )


LAST = "The council met on Monday."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Reports say that 900 families left the delta between 2011 and 2014 after the dam had burst.",
            "The Harbour Institute says that about 900 families left the delta between 2011 and 2014 after the dam had burst.",
        ),
        (
            "Officials put the cost of the tunnel under the bay at 4.2 billion crowns, with no end in sight.",
            "Auditor Per Holm and two of his staff put the cost of the tunnel under the bay at 5.2 billion crowns, with no end in sight.",
        ),
        (
            "Im Jahr 2019 verließen nach Angaben der Behörde rund 900 Familien das Tal für immer.",
            "Die Leiterin Ida Roth sagt, im Jahr 2019 verließen nach Angaben der Behörde rund 800 Familien das Tal für immer.",
        ),
    ],
)
def test_a_sentence_that_moved_and_changed_is_carried_whole(before: str, after: str) -> None:
    old = f"The mill closed in spring.\n\n{before} The town was silent.\n\n{LAST}"
    new = f"The mill closed in spring.\n\n{LAST}\n\n{after} The town was silent."
    found = carried(old, new, before)
    assert found.level is EDITED
    assert new[found.start : found.end] == after
