"""The filter menu next to the search field: each choice is written into the query, where it can be read and edited."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from core.model import Confidentiality, PageVerdict, Status
from core.model.passage_changes import CHANGE_WORDS
from gui.widgets.status_looks import status_words

KINDS = {
    "source": "Sources",
    "snapshot": "Earlier captures",
    "claim": "Claims",
    "evidence": "Evidence",
    "draft": "Drafts",
}
SPANS = ((1, "Past day"), (7, "Past week"), (31, "Past month"), (366, "Past year"))
HELP = (
    "Search every word of drafts, claims, evidence and captured pages.\n\n"
    "“exact phrase”\n-word   without it\nsite:example.org\nafter:2024-05   before:2025\n"
    "language:de   kind:claim\nstatus:confirmed   class:desk"
)


PART = re.compile(r'-?(?:(?P<key>[A-Za-z]+):)?(?:"[^"]*"?|[^\s"]+)')  # as in core.store.search.query


def with_filter(query: str, key: str, value: str) -> str:
    """Return a query with a filter set, or removed if it was set to this value already."""
    parts = _parts(query)
    kept = [text for of, text in parts if of != key]
    return " ".join(kept if is_set(query, key, value) else [*kept, _part(key, value)])


def is_set(query: str, key: str, value: str) -> bool:
    """Whether a query has exactly this filter."""
    return any(text.casefold() == _part(key, value).casefold() for of, text in _parts(query) if of == key)


def _parts(query: str) -> list[tuple[str, str]]:
    """Return the terms of a query as typed, an open quote closed, each with its filter."""
    found = [((part["key"] or "").lower(), part[0]) for part in PART.finditer(query)]
    return [(key, f'{text}"' if text.count('"') == 1 else text) for key, text in found]


def _part(key: str, value: str) -> str:
    return f'{key}:"{value}"' if " " in value else f"{key}:{value}"


class FilterMenu(QMenu):
    """Filters for a query; `choose(query)` gets the changed one."""

    def __init__(
        self,
        query: str,
        found: dict[str, Sequence[tuple[str, int]]],
        choose: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._query = query
        self._choose = choose
        today = dt.datetime.now(tz=dt.UTC).date()
        self._group("Kind", "kind", list(KINDS.items()))
        days = [((today - dt.timedelta(days=number)).isoformat(), words) for number, words in SPANS]
        self._group("Captured or written", "after", days)
        for column, title in (("site", "Site"), ("language", "Language")):
            self._group(title, column, [(name, f"{name}  ({number:,})") for name, number in found.get(column, ())])
        self._group("Claim status", "status", [(str(one), status_words(one)) for one in Status])
        self._group("Recheck", "status", [(words, words.capitalize()) for words in CHANGE_WORDS.values()])
        self._group("Capture quality", "status", [(str(one), str(one).capitalize()) for one in PageVerdict])
        self._group("Who may see it", "class", [(str(one), str(one).capitalize()) for one in Confidentiality])

    def _group(self, title: str, key: str, choices: Sequence[tuple[str, str]]) -> None:
        menu = self.addMenu(title)
        menu.setEnabled(bool(choices))
        for value, words in choices:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(is_set(self._query, key, value))
            action.triggered.connect(lambda _=False, value=value: self._choose(with_filter(self._query, key, value)))
