"""Any text, any quote: what was described is found at its place, and no input breaks the search."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.anchor import Match, describe, locate
from core.errors import StandfirstError
from core.model import Level, Selector
from core.text.match_folding import Folded, fold

ANY = st.text(alphabet=st.characters(), max_size=300)
TRICKY = st.text(alphabet=st.sampled_from("aAé\u0301 ﬁ“”'’-–\n\t\u00ad\u200b\u202eİß😀中x."), max_size=120)
TEXTS = st.one_of(ANY, TRICKY)


@st.composite
def parts(draw):
    text = draw(TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@settings(deadline=None)
@given(parts())
def test_what_was_described_is_found_where_it_was(part):
    text, start, end = part
    match = locate(text, describe(text, start, end))
    if not text[start:end].strip():
        assert match is None
    else:
        assert match == Match(start, end, Level.VERBATIM, 1.0)


@settings(deadline=None)
@given(parts(), TEXTS)
def test_it_is_found_verbatim_after_text_was_put_before_it(part, more):
    text, start, end = part
    if text[start:end].strip():
        match = locate(more + text, describe(text, start, end))
        assert match.level is Level.VERBATIM
        assert (more + text)[match.start : match.end] == text[start:end]


@settings(deadline=None)
@given(TEXTS, TEXTS, st.tuples(TEXTS, TEXTS), st.integers(-5, 400), st.booleans())
def test_any_selector_gives_a_place_in_the_text_or_nothing(text, exact, context, start, fuzzy):
    prefix, suffix = context
    match = locate(text, Selector(exact, prefix, suffix, start, start + len(exact)), fuzzy=fuzzy)
    if match:
        assert 0 <= match.start < match.end <= len(text)
        assert 0 <= match.probability <= 1
        if match.level is Level.WHITESPACE:
            assert "".join(text[match.start : match.end].split()) == "".join(exact.split())
        if match.level is Level.FOLDED:
            assert fold(text[match.start : match.end]).replace("-", "") == fold(exact).replace("-", "")


@given(TEXTS)
def test_folding_keeps_its_places(text):
    forms = Folded(text)
    assert forms.folded.text == "".join(map(fold, text))
    assert forms.bare.text == "".join(text.split())
    for form in (forms.bare, forms.folded, forms.joined):
        assert len(form.text) == len(form.starts)
    assert "".join(text[start] for start in forms.bare.starts) == forms.bare.text


@given(TEXTS, st.integers(-3, 310), st.integers(-3, 310))
def test_any_span_is_described_or_refused(text, start, end):
    try:
        selector = describe(text, start, end)
    except StandfirstError:
        assert not 0 <= start < end <= len(text)
    else:
        assert selector.exact == text[start:end]
