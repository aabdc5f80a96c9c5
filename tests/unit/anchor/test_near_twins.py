"""A passage that was taken out is gone, though one like it stands in the text: list rows, settings, clauses of a series."""

import pytest

from core.anchor import describe, locate
from core.model import Level

ROWS = (
    "Opening hours of the ferry\n\n"
    "Monday    08:15 from the north pier, 24 places for cars\n"
    "Tuesday   09:40 from the south pier, 18 places for cars\n"
    "Wednesday 07:55 from the north pier, 31 places for cars\n"
    "Thursday  11:20 from the mill, 12 places for cars\n"
)
CLAUSES = (
    "Terms of the market\n\n"
    "The tenant waives all claims against the city that arise from the closing of the hall in winter.\n\n"
    "Stalls are let by the day. Electricity is paid for apart.\n\n"
    "The tenant waives all claims against the city that arise from noise, dust or water in the yard.\n\n"
    "Dogs are kept on a lead.\n"
)
SETTINGS = (
    "server.cache_entries_hashed 4000\n"
    "server.cache_entries_ttl 90\n"
    "server.cache_folder /var/cache\n"
    "server.log_level info\n"
)
TWINS = [
    (ROWS, "Tuesday   09:40 from the south pier, 18 places for cars\n"),
    (ROWS, "Wednesday 07:55 from the north pier, 31 places for cars\n"),
    (CLAUSES, "The tenant waives all claims against the city that arise from noise, dust or water in the yard.\n\n"),
    (CLAUSES, "The tenant waives all claims against the city that arise from the closing of the hall in winter.\n\n"),
    (SETTINGS, "server.cache_entries_ttl 90\n"),
    (SETTINGS, "server.cache_entries_hashed 4000\n"),
]


@pytest.mark.parametrize(("text", "line"), TWINS)
def test_a_twin_is_not_taken_for_the_passage_that_was_deleted(text: str, line: str) -> None:
    start = text.index(line)
    sought = describe(text, start, start + len(line.rstrip()))
    assert locate(text.replace(line, ""), sought, former=text) is None


@pytest.mark.parametrize(("text", "line"), TWINS)
def test_an_edit_of_the_passage_is_found_beside_its_twin(text: str, line: str) -> None:
    start = text.index(line)
    last = line.rsplit(maxsplit=1)[-1]
    later = text.replace(line, line.replace(last, f"{last} and more"))
    found = locate(later, describe(text, start, start + len(line.rstrip())), former=text)
    assert found is not None
    assert abs(found.start - start) <= len("server.")


def test_a_former_text_that_does_not_hold_the_passage_is_not_asked() -> None:
    line = "Tuesday   09:40 from the south pier, 18 places for cars"
    sought = describe(ROWS, ROWS.index(line), ROWS.index(line) + len(line))
    later = ROWS.replace("09:40", "09:45")
    assert locate(later, sought, former="Nothing of the kind.") == locate(later, sought)


def test_the_very_words_elsewhere_are_found_with_the_former_text_too() -> None:
    line = "Dogs are kept on a lead.\n"
    start = CLAUSES.index(line)
    found = locate(line + CLAUSES.replace(line, ""), describe(CLAUSES, start, start + len(line)), former=CLAUSES)
    assert found is not None
    assert (found.start, found.level) == (0, Level.VERBATIM)
