"""A bar for links of an earlier list that were not captured: continue or drop them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from gui.capture.capture_queue import Captures
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project.capture_queue import Link

MOST_SHOWN = 12  # links in the tooltip


class WaitingBar(QFrame):
    """Shown while links are queued."""

    def __init__(self, captures: Captures) -> None:
        super().__init__()
        self._captures = captures
        role(self, "notice")
        self.said = plain_label()
        self.on, self.away = QPushButton("Capture now"), role(QPushButton("Discard"), "quiet")
        self.on.setToolTip("Capture these links")
        self.away.setToolTip("Take these links off the list")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.said, 1)
        for button in (self.on, self.away):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.on.clicked.connect(lambda: captures.go_on(captures.left))
        self.away.clicked.connect(captures.forget)
        captures.left_over.connect(self.show_links)
        self.show_links(captures.left)

    def show_links(self, links: "list[Link]") -> None:
        """Show how many links are queued."""
        self.said.setText(sentence(links))
        more = f"\n… and {len(links) - MOST_SHOWN:,} more" if len(links) > MOST_SHOWN else ""
        self.said.setToolTip("\n".join(link.url for link in links[:MOST_SHOWN]) + more)
        self.setVisible(bool(links))


def sentence(links: "list[Link]") -> str:
    """Return how many links of an earlier list are queued, in words."""
    return f"{count(len(links), 'link')} from an earlier list {'has' if len(links) == 1 else 'have'} not been captured yet."
