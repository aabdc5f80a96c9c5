"""Pages written for the purpose, with the text and the citation data that they must give; read and agreed by a person."""

import json
from pathlib import Path

import pytest

from core.extract import extract, metadata

FOLDER = Path(__file__).parents[2] / "golden" / "pages"
PAGES = sorted(FOLDER.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_text(page):
    found = extract(page.read_bytes(), "text/html")
    expected = page.with_suffix(".txt").read_text(encoding="utf-8")
    assert found.text == expected.removesuffix("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_citation(page):
    found = metadata(page.read_bytes(), "text/html", f"https://{page.stem}.example/2024/x")
    assert json.loads(page.with_suffix(".json").read_text(encoding="utf-8")) == dict(found.csl)
