"""Ranking passages for a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Block
from core.rank import Bm25, Passage, passages, suggest
from core.text.names import caseless_runs, told
from core.text.numbers import plain, spelled

TEXT = "The harbour bridge cost 4.2 million crowns.\n\nThe mayor, Ilse Brandt, opened it in May.\n\nRain is expected on Sunday all over the valley."


def test_blocks_become_passages_with_their_place() -> None:
    found = list(passages("s", TEXT))
    assert [TEXT[passage.start : passage.end] == passage.text for passage in found] == [True] * 3


@given(st.text(max_size=3000))
def test_passages_cover_their_own_words(text: str) -> None:
    assert all(text[passage.start : passage.end] == passage.text for passage in passages("s", text))
    assert all(text[piece.start : piece.end] == piece.text for piece in passages("s", text, [Block(0, len(text))]))


def test_long_blocks_are_cut_between_sentences() -> None:
    text = "This is a sentence of some length. " * 40
    found = list(passages("s", text, [Block(0, len(text))]))
    assert len(found) > 1
    assert all(len(passage.text) <= 540 for passage in found)
    assert all(passage.text.rstrip().endswith(".") for passage in found)


def test_the_passage_with_the_number_and_the_name_comes_first_and_says_why() -> None:
    best = suggest("The bridge in the harbour cost 4.2 million.", list(passages("s", TEXT)), Bm25())[0]
    assert "4.2 million crowns" in best.passage.text
    assert "same number: 4.2" in best.reasons
    best = suggest("It was Ilse Brandt who opened the bridge.", list(passages("s", TEXT)), Bm25())[0]
    assert "same name: Ilse Brandt" in best.reasons


def test_nothing_in_common_is_not_suggested() -> None:
    assert suggest("Zebras yawn.", list(passages("s", TEXT)), Bm25()) == []


def test_copies_of_one_wire_story_are_one_suggestion() -> None:
    line = "The council voted nine to four against the plan on Tuesday evening."
    candidates = [
        Passage("a", 0, len(line), line),
        Passage("b", 5, 5 + len(line), line),
        Passage("c", 0, 40, "The council met on Tuesday in the hall. "),
    ]
    found = suggest("The council voted against the plan.", candidates, Bm25())
    assert [copy.snapshot_id for copy in found[0].copies] == ["b"]
    assert [suggestion.passage.snapshot_id for suggestion in found] == ["a", "c"]


def test_reasons_are_in_the_letters_of_the_claim_and_without_any_nothing_is_offered() -> None:
    candidates = [
        Passage("ar", 0, 0, "ويقول منتقدون إن وزارة الخارجية تدخلت في المفاوضات."),
        Passage("zh", 0, 0, "批评者说，外交部发言人拒绝评论。"),
        Passage("de", 0, 0, "Es war der Tag, mit dem der Streit begann."),
        Passage("number", 0, 0, "دفعت الإدارة ٤٫٢ مليون"),
    ]
    found = suggest("Die (外交部, وزارة الخارجية) zahlte der Stadt, mit der sie 4,2 teilt.", candidates, Bm25())
    reasons = {one.passage.snapshot_id: one.reasons for one in found}
    assert reasons == {
        "ar": ("shared words: وزارة, الخارجية",),
        "zh": ("shared words: 外交部",),
        "number": ("same number: 4,2",),
    }


def test_words_of_most_passages_are_no_reason() -> None:
    line = "They said that this was done at house number {}, and nobody else was there to see it."
    candidates = [Passage(str(number), 0, 0, line.format(number)) for number in range(40)]
    assert suggest("He said that it was done.", candidates, Bm25()) == []
    assert [
        one.passage.snapshot_id for one in suggest("He said that it was done at number 7.", candidates, Bm25())
    ] == ["7"]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("In Čáslav, Žižka met Łukasz.", ["Čáslav", "Žižka", "Łukasz"]),
        ("Der Direktor Jürgen Größle unterschrieb den Vertrag mit Liebherr.", ["Direktor Jürgen Größle"]),
        ("The board of Northquay met.", ["Northquay"]),
        ("Angela Merkel resigned on 3 May.", ["Angela Merkel", "May"]),
        (
            "Northquay paid too much. “Not one cent,” it said. When Ilse Brandt left, it paid.",
            ["Northquay", "Ilse Brandt"],
        ),
        ("New York has Northquay’s money.", ["New York", "Northquay"]),
        ("I’ve seen it, it’s true. Don’t ask. What I've said, I’ll say again to O’Brien.", ["O’Brien"]),
        ("Путин уехал из Москвы. Однако это так.", ["Путин", "Москвы"]),
        ("Olga Petrova ist von der Firma bezahlt worden.", ["Olga Petrova"]),
        ("Das Gesetz wurde am Montag beschlossen.", []),
        ("Die Deutsche Bahn zahlte Ende Mai 731 Euro.", ["Deutsche Bahn"]),
    ],
)
def test_names_have_capitals_in_any_alphabet_and_german_nouns_are_none(claim: str, found: list[str]) -> None:
    assert told(claim) == found


def test_the_same_words_twice_in_one_capture_are_no_copy_elsewhere() -> None:
    line = "The council voted nine to four against the plan on Tuesday evening."
    candidates = [Passage(where, start, start + len(line), line) for where, start in (("a", 0), ("a", 90), ("b", 0))]
    [found] = suggest("The council voted against the plan.", candidates, Bm25())
    assert (found.passage.snapshot_id, [copy.snapshot_id for copy in found.copies]) == ("a", ["b"])


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("外交部的发言人拒绝", ["发言人拒", "言人拒绝"]),
        ("トヨタの社長がベルリンで会見した。", ["トヨタ", "ベルリン"]),
        ("قالت وزارة الخارجية إن الميزانية ارتفعت", ["وزارة الخارجية", "الميزانية ارتفعت"]),
        ("नरेंद्र मोदी ने समझौता किया।", ["नरेंद्र मोदी"]),
        ("Angela Merkel resigned in Bèze.", []),
    ],
)
def test_where_there_are_no_capitals_runs_stand_for_names(claim: str, found: list[str]) -> None:
    assert list(caseless_runs(claim)) == found


@pytest.mark.parametrize(
    ("written", "worth"),
    [
        *(
            (number, "41000")
            for number in ("41000", "41,000", "41.000", "41 000", "41\u202f000", "41’000", "41'000", "٤١٬٠٠٠")
        ),
        *((number, "4.1") for number in ("4.1", "4,1", "٤٫١")),
        ("41", "41"),
        ("0.125", "0.125"),
        ("1.234.567,89", "1234567.89"),
        ("4,20,000", "420000"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str, worth: str) -> None:
    assert plain(written) == worth
    [found] = suggest(f"It cost {worth} in all.", [Passage("s", 0, 0, f"Paid: ({written}) euros.")], Bm25()) or [None]
    assert found is not None
    assert found.reasons == (f"same number: {worth}",)


def test_numbers_that_stand_side_by_side_are_not_one() -> None:
    assert suggest("It was 41 or 2024412.", [Passage("s", 0, 0, "4.1 million in 2024 412 times")], Bm25()) == []
    assert spelled("In May it was 41.000, not 4.1.") == ["41000", "41,000"]


@pytest.mark.parametrize(
    ("claim", "text", "reasons"),
    [
        ("They met Ann in Berlin.", "Annual report of Annapolis, Berlins Haus", ("same name: Berlin",)),
        ("They met Ann in Berlin.", "Ann’s house", ("same name: Ann",)),
        ("The clerk said that it had been built.", "He said that it has been raining.", ()),
        ("The clerk said that it had been built.", "He said that it was built.", ("shared words: built",)),
        ("समझौता", "यह एक नया समझौता। और कुछ नहीं।", ("shared words: समझौता",)),
    ],
)
def test_reasons_are_whole_names_and_telling_words(claim: str, text: str, reasons: tuple[str, ...]) -> None:
    assert [found.reasons for found in suggest(claim, [Passage("s", 0, 0, text)], Bm25())] == [reasons] * bool(reasons)


def test_rare_words_outweigh_several_common_ones() -> None:
    common = "The council met again about the budget of the town and the council agreed."
    candidates = [*(Passage(str(number), 0, 0, f"{common} Item {number}.") for number in range(20))]
    candidates.append(Passage("rare", 0, 0, "A dredger lay in the basin for weeks and was then sold abroad for scrap."))
    assert (
        suggest("The council of the town met about the dredger.", candidates, Bm25())[0].passage.snapshot_id == "rare"
    )


def test_the_figures_of_a_designation_are_no_number() -> None:
    candidates = [
        Passage("date", 0, 0, "They met on 19 November in the hall."),
        Passage("name", 0, 0, "The ward for COVID-19 opened in the hall."),
    ]
    found = suggest("COVID-19 spread in May.", candidates, Bm25())
    assert [one.passage.snapshot_id for one in found] == ["name"]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Kaddoumi paid for the boat.", "The boat was bought by Qaddumi himself."),
        ("The harbuor was closed.", "It was the harbour that closed at noon."),
        ("Tschernomyrdin kam.", "Chernomyrdin arrived."),
    ],
)
def test_a_word_that_is_nowhere_is_found_with_a_typo_or_in_another_romanisation(claim: str, text: str) -> None:
    others = ["Rain fell all day in the valley.", "Nobody was there to see it."]
    scores = Bm25().scores(claim, [*others, text])
    assert scores[2] > max(scores[:2])
