"""Real article pages: all are read, and any passage of any of them is found again word for word."""

import random

from core.anchor import describe, locate
from core.extract import extract
from core.model import Level, Selector


def test_a_passage_of_any_page_is_found_again(shared_corpus):
    chance = random.Random(1)
    for path in sorted((shared_corpus / "pages").glob("*/source.html")):
        found = extract(path.read_bytes(), "text/html")
        assert found.text, path
        start = chance.randrange(len(found.text))
        end = min(len(found.text), start + chance.randrange(20, 300))
        if not found.text[start:end].strip():
            continue
        selector = describe(found.text, start, end)
        assert locate(found.text, selector).level is Level.VERBATIM, path
        match = locate(found.text, Selector(selector.exact, selector.prefix, selector.suffix, -1, -1))
        assert match.level is Level.VERBATIM, path
        assert found.text[match.start : match.end] == selector.exact, path
