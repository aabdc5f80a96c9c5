import pytest

from core.text.match_folding import Folded, fold, folded


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("“Don’t”", '"don\'t"'),
        ("a–b—c−d", "a-b-c-d"),
        ("ﬁx", "fix"),
        ("½", "1/2"),
        ("co\u00adop", "coop"),
        ("x\ufe0fy\u200dz", "xyz"),
        ("…", "..."),
        ("ẞ", "ss"),
        ("É", "e\u0301"),
    ],
)
def test_what_is_folded_is_the_same(text, same):
    assert fold(text) == fold(same)
    assert Folded(text).folded.text == fold(text)


@pytest.mark.parametrize("text", ["", "plain", "ﬁ ﬁ\n“x” é 😀 \u200b", "İıſ ǅ ½", "\ud800 lone"])
def test_every_character_knows_where_it_came_from(text):
    forms = Folded(text)
    for form in (forms.bare, forms.folded, forms.joined):
        assert len(form.starts) == len(form.text)
        assert list(form.starts) == sorted(form.starts)
    for character, start in zip(forms.folded.text, forms.folded.starts, strict=True):
        assert character in fold(text[start])


def test_the_forms_of_a_text_are_kept():
    text = "kept " * 10
    assert folded(text) is folded(text)


def test_a_span_of_the_folded_form_covers_whole_characters():
    form = Folded("the ﬁnal word").folded
    at = form.text.index("final")
    assert form.span(at, at + 5) == (4, 8)
