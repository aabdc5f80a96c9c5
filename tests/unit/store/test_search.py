"""Search: every script finds its words, queries cannot break it, the index follows every action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Cancelled
from core.jobs import Progress
from core.model import SEARCH_INDEX, DraftNote, Status
from core.project import Project
from core.store.search import check
from core.store.search.query import parse
from core.store.search.snippets import Looked, cut
from core.text.search_folding import fold, fold_query
from tests.data.sealing import Page, seal


def out_of_step(project: Project) -> int:
    return check.out_of_step(project.store.db, lambda done, total: None)


NUMBERS = ("41000", "41,000", "41.000", "41 000", "41\u202f000")
CHECKS = [
    ("The Mayor said so", "mayor", True),
    ("The Mayor said so", "may", True),
    ("The Mayor said so", '"mayor said"', True),
    ("The Mayor said so", '"said mayor"', False),
    ("Café Zürich", "cafe zurich", True),
    ("Cafe\u0301", "café", True),
    ("ﬁnance oﬃce", "finance office", True),
    ("Donaudampfschifffahrt", "donaudampf", True),
    ("Straße", "strasse", True),
    ("İstanbul'da ılık", "istanbul", True),
    ("ılık", "ilik", True),
    ("Tiếng Việt", "tieng viet", True),
    ("中国外交部", "外交", True),
    ("東京都知事", "東京", True),
    ("東京都知事", "京東", False),
    ("ひらがな", "らが", True),
    ("ภาษาไทย", "ไทย", True),
    ("الأمم المتحدة", "الامم المتحده", True),
    ("مُحَمَّد", "محمد", True),
    ("محـــمد", "محمد", True),
    ("ئۇيغۇر", "يۇغۇر", False),
    ("ئۇيغۇر تىلى", "ئۇيغۇر", True),
    ("Москва́", "москва", True),
    ("Ελλάδα", "ελλαδα", True),
    ("co\u00adoperate", "cooperate", True),
    ("हिन्दी भाषा", "हिन्दी", True),
    ("한국어 뉴스", "한국어", True),
    ("Şirket Ğ", "sirket", True),
    ("НОВОСТИ Ёлка", "елка", True),
    ("ΑΘΉΝΑ", "αθηνα", True),
    ("ŒUVRE Ærø", "oeuvre aero", True),
    ("မြန်မာ", "မာ", True),
    ("東京", "東", True),
    ("في مايو ٢٠٢٤", "2024", True),
    ("وصلت الرافعة أمس", "رافعة", True),
    ("وصلت رافعة أمس", "الرافعة", True),
    ("وبالميناء وللميناء", "الميناء", True),
    ("नई दिल्ली २०२४", "2024", True),
    ("パリ市", "バリ", False),
    ("バリ島", "バリ", True),
    ("ﾊﾞﾘ島", "バリ", True),
    ('צה"ל הודיע', 'צה"ל', True),
    ("צה״ל הודיע", 'צה"ל', True),
    ("пʼять років", "п'ять", True),
    ("п'ять років", "пʼять", True),
    *((f"It cost {text} crowns", query, True) for text in NUMBERS for query in NUMBERS),
    ("It cost 410,001 crowns", "41000", False),
]


@pytest.mark.parametrize(("text", "query", "found"), CHECKS)
def test_words_are_found_in_their_script(project: Project, text: str, query: str, found: bool) -> None:
    project.claims.add(text)
    assert bool(project.search(query)) is found


@pytest.mark.parametrize(
    "query", ["", "  ", '"', '""', "*", "AND", "a OR", "NEAR(", "x:y", "-", "'; --", "\0", "(", "title:", "^a"]
)
def test_odd_queries_are_no_error(project: Project, query: str) -> None:
    project.claims.add("One AND two OR three: NEAR.")
    project.search(query)


@given(st.text(max_size=40))
def test_any_query_makes_a_sound_expression(query: str) -> None:
    expression = parse(query).expression
    assert expression.count('"') % 2 == 0


@given(st.text(max_size=60))
def test_each_character_is_folded_for_itself(text: str) -> None:
    assert len(fold(text)) == sum(len(fold(character)) for character in text)


@given(st.text(min_size=1, max_size=80), st.integers(0, 60), st.integers(1, 12))
def test_what_a_snippet_marks_is_what_was_looked_for(text: str, start: int, length: int) -> None:
    phrases = fold_query(text[start : start + length])
    found = cut(text, Looked(tuple(phrases)))
    marked = [" ".join(fold_query(found.text[first:last])) for first, last in found.marks]
    assert all(any(phrase in words for phrase in phrases) for words in marked)


def test_the_snippet_shows_the_original_words_with_the_hit_marked(project: Project) -> None:
    project.drafts.add("Story", "x " * 200 + "Then the Bürgermeister spoke." + " y" * 200)
    hit = project.search("burgermeister")[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Bürgermeister"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")


def test_the_snippet_is_cut_where_the_words_stand_together(project: Project) -> None:
    text = "A crane.\n\n" + "Nothing of note. " * 60 + "The crane of the harbour cost 4.2 million." + " And so on." * 60
    project.drafts.add("Story", text)
    hit = project.search("million harbour crane")[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["crane", "harbour", "million"]
    assert text[hit.start : hit.end] == "crane of the harbour cost 4.2 million"
    assert hit.start > 1000


def test_the_snippet_goes_on_behind_the_title_and_begins_with_a_whole_word() -> None:
    text = "The crane\n\nIt was bought. " + "Words before it. " * 9 + "A  crane came."
    found = cut(text, Looked(("crane",)), (len("The crane"), len(text)))
    assert found.text.startswith(("…Words before", "…before it", "…it. Words"))
    assert found.text.endswith("A crane came.")
    assert [found.text[start:end] for start, end in found.marks] == ["crane"]
    assert cut("The crane", Looked(("crane",)), (9, 9)).start == 4


def test_accents_do_not_keep_a_word_from_being_marked() -> None:
    found = cut("用4.2 million für den Café-Kran", Looked(("4 2", "million", "cafe")))
    assert [found.text[start:end] for start, end in found.marks] == ["4.2", "million", "Café"]


def test_an_arabic_word_is_found_and_marked_with_its_article_and_completed(project: Project) -> None:
    made = project.claims.add("قال إن الرافعة وصلت").made["claim"]
    for ranked in (True, False):
        [hit] = project.search("رافع", ranked=ranked)
        assert (hit.id, [hit.snippet[start:end] for start, end in hit.marks]) == (made, ["الرافع"])


def test_the_index_follows_change_bin_and_undo(project: Project) -> None:
    claim = project.claims.add("Rain fell in May.").made["claim"]
    project.claims.update(claim, text="Snow fell in May.")
    assert project.search("rain") == []
    assert project.search("snow")[0].id == claim
    project.claims.bin(claim)
    assert project.search("snow") == []
    project.journal.undo()
    assert project.search("snow")[0].id == claim
    project.journal.undo()
    assert project.search("rain")[0].id == claim
    assert out_of_step(project) == 0


def test_kinds_narrow_the_search(project: Project) -> None:
    project.claims.add("Budget grew.")
    project.drafts.add("Budget", "The budget.")
    assert {hit.kind for hit in project.search("budget")} == {"claim", "draft"}
    assert {hit.kind for hit in project.search("budget", ("draft",))} == {"draft"}


def test_words_can_be_excluded_and_filters_narrow(project: Project) -> None:
    project.claims.add("Budget grew in Norham.")
    other = project.claims.add("Budget fell in Arnsdorf.").made["claim"]
    project.claims.set_status(other, Status.CONFIRMED)
    assert [hit.id for hit in project.search("budget -norham")] == [other]
    assert [hit.id for hit in project.search("budget status:confirmed")] == [other]
    assert [hit.id for hit in project.search("status:confirmed")] == [other]
    assert project.search("budget kind:draft") == []
    assert [hit.id for hit in project.search("kind:claim -norham")] == [other]
    for ranked in (True, False):
        assert [hit.id for hit in project.search("bud kind:claim -norham", ranked=ranked)] == [other]
        assert len(project.search("bud language:de kind:claim kind:source -language:de", ranked=ranked)) == 0
        assert len(project.search("bud kind:claim kind:source", ranked=ranked)) == 2
    assert project.search("budget before:2020-01-01") == []
    assert len(project.search("budget after:2020-01-01 class:public")) == 2


def test_newest_first_while_typing(project: Project) -> None:
    made = [project.claims.add(f"Budget {number} budget.").made["claim"] for number in range(3)]
    assert [hit.id for hit in project.search("bud", ranked=False)] == made[::-1]


def test_a_hit_says_where_it_stands_in_the_text(project: Project) -> None:
    text = "First line.\n" + "Füller. " * 1500 + "The Bürgermeister spoke."
    project.drafts.add("Story", text)
    hit = project.search("burgermeister")[0]
    assert text[hit.start : hit.end] == "Bürgermeister"


def test_the_index_can_be_made_again(project: Project) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    project.store.db.execute("DELETE FROM search_entry")
    assert out_of_step(project) == 1
    project.rebuild_search()
    assert [hit.id for hit in project.search("budget")] == [claim]
    assert out_of_step(project) == 0


def test_a_rebuild_that_is_stopped_leaves_the_index_as_it_was(project: Project) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        project.rebuild_search(stopped)
    assert [hit.id for hit in project.search("budget")] == [claim]
    assert out_of_step(project) == 0


def test_a_check_names_the_index_that_is_out_of_step_and_can_be_stopped(project: Project) -> None:
    project.claims.add("Budget grew.")
    project.store.db.execute("DELETE FROM search_entry")
    found = project.verify()
    assert [(problem.item, problem.what) for problem in found.problems] == [(SEARCH_INDEX, "1 entry is out of step")]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        project.verify(stopped)


def test_a_word_being_typed_stands_for_the_words_it_may_become(project: Project) -> None:
    made = [project.claims.add(text).made["claim"] for text in ("The mayor spoke.", "In May.", "A maypole.", "Mars.")]
    assert [hit.id for hit in project.search("may", ranked=False)] == made[2::-1]
    assert [hit.id for hit in project.search("the mayo", ranked=False)] == [made[0]]
    assert project.search("mayx", ranked=False) == []
    assert [hit.id for hit in project.search("May ", ranked=False)] == made[2::-1]


def test_a_search_nobody_waits_for_stops(project: Project) -> None:
    project.claims.add("The mayor spoke.")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        project.search("mayor", progress=progress)
    assert project.search("mayor")


def test_what_an_earlier_capture_said_is_found_too(project: Project) -> None:
    first = seal(
        project, Page("https://a.example/p", b"<html lang=en><title>P</title><p>It said seventeen.</p></html>")
    )
    assert [hit.kind for hit in project.search("seventeen")] == ["source"]
    seal(project, Page("https://a.example/p", b"<html lang=en><title>P</title><p>It says nineteen.</p></html>"))
    assert [(hit.kind, hit.id) for hit in project.search("seventeen")] == [("snapshot", first.id)]
    assert [hit.kind for hit in project.search("nineteen")] == ["source"]
    project.journal.undo()
    assert [hit.kind for hit in project.search("seventeen")] == ["source"]
    assert out_of_step(project) == 0


def test_an_entry_of_other_words_is_out_of_step(project: Project) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    project.store.db.execute("UPDATE claim SET text = 'Budget fell.' WHERE id = ?", [claim])
    assert out_of_step(project) == 1
    assert project.rebuild_search() == 1
    assert out_of_step(project) == 0
    project.store.db.execute("DELETE FROM search")
    assert out_of_step(project) == 1


def test_what_is_known_of_a_source_is_found_and_shown(project: Project) -> None:
    page = b"<html lang=en><title>P</title><p>It said seventeen.</p></html>"
    source = seal(project, Page("https://a.example/p", page)).source_id
    name = {"given": "Runa", "non-dropping-particle": "van", "family": "Velstad"}
    csl = {"author": [name, {"literal": "Town Council"}], "container-title": "Harbour Mail", "DOI": "10.5555/12345678"}
    project.sources.update(source, csl={"type": "webpage", **csl}, alias="the foreman")
    for words in ('"Runa van Velstad"', "council", "harbour mail", "10.5555/12345678", "foreman"):
        [hit] = project.search(words)
        assert (hit.id, hit.start, bool(hit.marks)) == (source, -1, True)
    assert project.search("seventeen velstad")[0].start >= 0
    assert out_of_step(project) == 0


def test_the_notes_of_decisions_are_found_with_their_claim(project: Project) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    project.claims.set_status(claim, Status.CONFIRMED, "The treasurer agrees.")
    [hit] = project.search("treasurer")
    assert (hit.id, hit.snippet[hit.marks[0][0] : hit.marks[0][1]]) == (claim, "treasurer")
    project.journal.undo()
    assert project.search("treasurer") == []


def test_comments_beside_a_draft_are_found(project: Project) -> None:
    project.drafts.add("Story", "The text.", [DraftNote("comment", 0, 3, "Ask the harbourmaster")])
    assert [hit.kind for hit in project.search("harbourmaster")] == ["draft"]


def test_a_claim_with_a_note_is_shown_by_its_own_words(project: Project) -> None:
    project.claims.add("The budget grew.", note="Ask the treasurer.")
    assert [project.search(words)[0].snippet for words in ("budget", "treasurer")] == [
        "The budget grew.",
        "Ask the treasurer. ",
    ]
