"""What a check of the search index finds: whatever it would say otherwise if it were made anew, and nothing else."""

import pytest

from core.project import Project
from core.store.search.check import out_of_step, unmatched
from tests.data.sealing import Page, seal

WORDS = (
    "Budget grew, nobody knew.",
    "Москва сообщила",
    "قال إن الرافعة وصلت",
    "中国外交部，北京",
    "हिन्दी भाषा",
    "x" * 5000,
)
ALTERED = {
    "DELETE FROM search_term": 0,
    "UPDATE search SET body = 'nonsense', title = 'x'": 5,
    "UPDATE search_entry SET site = 'evil.example'": 8,
    "UPDATE search_entry SET kind = 'draft', day = '1999-01-01' WHERE rowid = 2": 1,
    "UPDATE search_entry SET rowid = -rowid WHERE rowid < 3; UPDATE search_entry SET rowid = rowid + 3 WHERE rowid < 0": 2,
    "INSERT INTO search (rowid, body, title) VALUES (900, 'budget budget', '')": 1,
    "DELETE FROM search WHERE rowid = 1": 1,
    "DELETE FROM search_entry WHERE rowid = 1": 1,
}


@pytest.fixture
def filled(project: Project) -> Project:
    for text in WORDS:
        project.claims.add(text, note=f"Asked about {text}")
    page = f"<html lang=en><title>Crane</title><p>{'It said seventeen. ' * 400}</p></html>"
    seal(project, Page("https://a.example/p", page.encode()))
    project.drafts.add("Story", "Straße, “Ærø” ½ und Füller. " * 200)
    return project


def check(project: Project) -> int:
    return out_of_step(project.store.db, lambda done, total: None)


def test_an_index_in_step_is_left_in_peace(filled: Project) -> None:
    assert check(filled) == 0
    filled.claims.bin(filled.claims.all()[0].id)
    filled.journal.undo()
    assert check(filled) == 0
    filled.rebuild_search()
    assert check(filled) == 0


@pytest.mark.parametrize("statements", ALTERED)
def test_what_was_altered_is_counted(filled: Project, statements: str) -> None:
    for statement in statements.split("; "):
        filled.store.db.execute(statement)
    found = check(filled)
    assert found >= max(1, ALTERED[statements])
    assert not filled.verify().ok
    filled.rebuild_search()
    assert (check(filled), unmatched(filled.store.db)) == (0, (0, 0))
