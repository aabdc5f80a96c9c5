"""The sign-off: how much of each draft somebody answers for, and who waved off the rest."""

from pathlib import Path

import pytest

from core.model import Edition
from core.project import Project


@pytest.mark.parametrize("edition", list(Edition))
def test_the_sign_off_tells_the_coverage_of_each_draft(project: Project, tmp_path: Path, edition: Edition) -> None:
    project.author("Zelda Quist")
    text = "The bridge cost 4 million. It opened in May 2021. Ilsa Torvane was there."
    draft = project.drafts.add("Bridge", text).made["draft"]
    project.claims.add("The bridge cost 4 million.", draft_id=draft)
    items = project.coverage.of(draft).items
    waved = next(item for item in items if item.open)
    project.coverage.dismiss(draft, waved.start, waved.end, "Nothing to check")
    project.export("md", tmp_path / "brief.md", edition=edition)
    told = " ".join((tmp_path / "brief.md").read_text(encoding="utf-8").split())
    inside = sum(item.covered for item in items)
    names = "" if edition is Edition.PUBLIC else " (Zelda Quist 1)"
    left = len(items) - inside - 1
    assert f"Of {len(items)} names, numbers, dates, quotations and superlatives in “Bridge” {inside} stand" in told
    assert f"1 was dismissed{names}; {left} {'is' if left == 1 else 'are'} open." in told
    assert ("Zelda" in told) is (edition is not Edition.PUBLIC)
