"""The two ways of folding agree: what is left to the index's tokenizer comes out as our own folding has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.project import Project
from core.text.search_folding import fold, fold_for_index, fold_words, is_token, left_to_tokenizer


@pytest.fixture
def terms(project: Project):
    """Return a function that gives the words that the index makes of a text."""

    def make(text: str) -> set[str]:
        db = project.store.db
        db.execute("DELETE FROM search")
        db.execute("INSERT INTO search (rowid, body, title) VALUES (1, ?, '')", [text])
        return {row[0] for row in db.execute("SELECT term FROM search_vocabulary").fetchall()}

    return make


def test_the_tokenizer_folds_what_is_left_to_it_as_we_do(terms) -> None:
    left = left_to_tokenizer()
    letters = [one for one in left if is_token(one)]
    assert len(letters) > 300
    assert terms(" ".join(f"x{one}y" for one in letters)) == {f"x{fold(one)}y" for one in letters}
    assert terms("x".join(one for one in left if not is_token(one))) == {"x"}


@pytest.mark.parametrize(
    "text", ["Straße, “Ærø” ½", "Ünïcödé", "中国 Straße", "ﬁ co\u00adop", "İIıi", "ΣΑΣ Ёж й", "नया समझौता। और॥ 3"]
)
def test_words_come_out_the_same_both_ways(terms, text: str) -> None:
    assert terms(fold_for_index(text)) == terms(fold(text)) == set(fold_words(text))


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn"]), max_size=40))
def test_folding_for_the_index_is_folding_but_for_case_and_latin_marks(text: str) -> None:
    assert fold(fold_for_index(text)).split() == fold(text).split()
