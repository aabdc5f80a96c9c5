"""The view of a list that may have 100,000 rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

BATCH = 4000
MOST_LOOKED_THROUGH = 4000


class LongList(QListView):
    """Rows of one height, placed in batches."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)  # before there are rows: each would be measured
        self.setLayoutMode(QListView.LayoutMode.Batched)  # otherwise 100,000 rows are laid out at once
        self.setBatchSize(BATCH)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def keyboardSearch(self, search: str) -> None:
        """Go to the row that begins with the typed letters, in a list short enough: Qt asks every row for its text."""
        if self.model().rowCount() <= MOST_LOOKED_THROUGH:
            super().keyboardSearch(search)
