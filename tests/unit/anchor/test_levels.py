import pytest

from core.anchor import describe, locate
from core.errors import InputError
from core.model import Level, Selector


def find(text, exact, prefix="", suffix="", start=-1, **options):
    return locate(text, Selector(exact, prefix, suffix, start, -1), **options)


@pytest.mark.parametrize(
    ("text", "exact", "level", "found"),
    [
        ("He said so.", "said", Level.VERBATIM, "said"),
        ("one\n\ntwo  three", "one two three", Level.WHITESPACE, "one\n\ntwo  three"),
        ("one two", "one\u00a0two", Level.WHITESPACE, "one two"),
        ("The “final” word — said", 'the "final" word - said', Level.FOLDED, "The “final” word — said"),
        ("the ﬁnal oﬃce", "the final office", Level.FOLDED, "the ﬁnal oﬃce"),
        ("soft\u00adhyphen\u200b here", "softhyphen here", Level.FOLDED, "soft\u00adhyphen\u200b here"),
        ("a \u202bמלה\u202c b", "מלה b", Level.FOLDED, "מלה\u202c b"),
        ("caf\u00e9 noir", "cafe\u0301 noir", Level.FOLDED, "caf\u00e9 noir"),
        ("cafe\u0301 noir", "caf\u00e9 noir", Level.FOLDED, "cafe\u0301 noir"),
        ("the inter-\nnational court", "the international court", Level.FOLDED, "the inter-\nnational court"),
        ("the well-\nknown court", "the well-known court", Level.WHITESPACE, "the well-\nknown court"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width", Level.FOLDED, "Ｆｕｌｌ　ｗｉｄｔｈ"),
        ("STRASSE 5", "Straße 5", Level.FOLDED, "STRASSE 5"),
        ("外交部发言人\n表示", "外交部发言人表示", Level.WHITESPACE, "外交部发言人\n表示"),
        ("😀 then 😀😀 words", "then 😀😀", Level.VERBATIM, "then 😀😀"),
    ],
)
def test_the_first_level_that_holds_is_the_one_named(text, exact, level, found):
    match = find(text, exact)
    assert match.level is level
    assert text[match.start : match.end] == found


def test_an_accent_makes_another_word():
    assert find("le café noir de Paris", "café noir", fuzzy=False)
    assert find("le café noir de Paris", "cafe noir", fuzzy=False) is None


def test_a_letter_is_not_split_from_its_accent_when_folded():
    assert find("LE CAFE\u0301", "le cafe", fuzzy=False) is None


def test_changed_words_are_fuzzy_and_only_when_asked_for():
    text = "The council approved a budget of 4.1 million euros on Tuesday after a long debate."
    changed = "The council approved the budget of 4.2 million euros on Tuesday"
    match = find(text, changed, start=0)
    assert match.level is Level.FUZZY
    assert 0.3 < match.probability < 1
    assert find(text, changed, start=0, fuzzy=False) is None


@pytest.mark.parametrize("exact", ["", " ", "\n\t", "\u200b", "\0"])
def test_a_quote_of_nothing_is_not_found(exact):
    assert find("some text", exact) is None


@pytest.mark.parametrize("exact", [".", "—", "?!", "“"])
def test_punctuation_is_found_only_where_it_stands(exact):
    assert find(f"some {exact} text", exact).start == 5
    assert find("some text", exact) is None


def test_a_word_is_preferred_to_a_part_of_a_word():
    assert find("concatenate a cat", "cat").start == 14


def test_other_text_is_gone():
    text = "Minutes of the parish meeting: roof repairs, the harvest supper and the choir's new robes. " * 5
    assert find(text, "The minister resigned over the leaked ferry contracts on Monday morning.", start=40) is None


def test_a_quote_that_was_replaced_is_gone():
    text = "First the weather. Then the sport. Then the news from abroad, and last the stock exchange."
    selector = Selector("The prime minister denied any knowledge of it.", "Then the sport. ", " Then the news", 35, 81)
    assert locate(text, selector) is None


def test_describe_gives_context_position_and_page():
    text = "a" * 50 + "QUOTE" + "b" * 50
    selector = describe(text, 50, 55, pages=(0, 40, 60))
    assert selector == Selector("QUOTE", "a" * 32, "b" * 32, 50, 55, 2)
    assert describe("QUOTE", 0, 5).page is None


@pytest.mark.parametrize(("start", "page"), [(0, 1), (39, 1), (40, 2), (59, 2), (60, 3)])
def test_a_passage_is_of_the_page_that_it_begins_on(start, page):
    assert describe("a" * 100, start, start + 2, pages=(0, 40, 60)).page == page


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 3), (0, 99)])
def test_describe_refuses_what_is_no_part_of_the_text(start, end):
    with pytest.raises(InputError):
        describe("some text", start, end)


def test_many_equal_places_are_told_apart_by_position():
    text = "ab " * 20_000
    for start in (0, 3 * 7_000, 3 * 19_999):
        assert locate(text, describe(text, start, start + 2)).start == start


def test_the_words_alone_are_as_likely_as_they_are_few():
    assert find("one two one", "one").probability == 0.5
    assert find("one two three", "one").probability == 1.0


def test_a_long_text_and_a_long_quote():
    text = "".join(f"Sentence number {number} of a long record. " for number in range(60_000))
    quote = text[1_000_000:1_000_600].replace("number", "nr")
    match = locate(text, Selector(quote, text[999_968:1_000_000], "", 1_000_000, 1_000_600))
    assert match.level is Level.FUZZY
    assert abs(match.start - 1_000_000) < 50
    assert locate(text, Selector("x" * 300_000, "", "", -1, -1)) is None
