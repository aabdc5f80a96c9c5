"""A line about the queries on the current claim that opens them."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.model import Query, QueryState
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role

TIP = "Queries and replies: who was asked, and what came back"


class ClaimAsked(QWidget):
    """Shown if somebody was asked about the claim. `button` opens the queries."""

    def __init__(self) -> None:
        super().__init__()
        self.button = role(QPushButton(icon("question"), ""), "quiet")
        self.button.setProperty("left", True)
        self.button.setToolTip(TIP)
        self.button.setMinimumWidth(1)  # many queries do not widen the panel
        self._words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)

    def show_queries(self, queries: Sequence[Query]) -> None:
        """Show how many are open, until when, and how many were answered."""
        self.setVisible(bool(queries))
        self._words = asked_words(queries, dt.datetime.now().astimezone().date())
        self.button.setAccessibleName(f"Queries: {self._words}")
        self.button.setToolTip(f"{self._words}\n{TIP}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.button.iconSize().width() - 4 * GRID
        fonts = self.button.fontMetrics()
        self.button.setText(fonts.elidedText(self._words, Qt.TextElideMode.ElideRight, room))


def asked_words(queries: Sequence[Query], today: dt.date) -> str:
    """Return the state of queries: “2 queries open, 1 overdue · 1 answered”, “1 query open, due 2026-05-04”."""
    waiting = [one for one in queries if one.state is QueryState.OPEN]
    late = sum(one.overdue(today) for one in waiting)
    days = sorted(one.due for one in waiting if one.due)
    until = f", {late:,} overdue" if late else f", due {days[0]}" if days else ""
    parts = [f"{count(len(waiting), 'query', 'queries')} open{until}"] if waiting else []
    for state in (QueryState.ANSWERED, QueryState.UNANSWERED):
        number = sum(one.state is state for one in queries)
        parts += [f"{number:,} {'answered' if state is QueryState.ANSWERED else 'without a reply'}"] if number else []
    return " · ".join(parts)
