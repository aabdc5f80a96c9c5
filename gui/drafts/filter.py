"""Which claims of the draft are shown: all, or by status, kind or checker."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from core.model import ClaimKind, Status
from gui.base.slots import weakly
from gui.drafts.view_model import DraftClaim
from gui.widgets.icons import icon
from gui.widgets.palettes import STATUS_TONES
from gui.widgets.status_looks import KIND_ENTRIES, STATUS_LOOKS, UNCHECKED, Family, kind_words, status_words

NOTHING: frozenset[Status] = frozenset()


class DraftFilter(QToolButton):
    """A button with a menu of filters. Signals: `changed()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.statuses: frozenset[Status] = NOTHING
        self.kind: ClaimKind | None = None
        self.checker: str | None = None
        self.checkers: tuple[str, ...] = ()  # checkers offered in the menu
        self.setAccessibleName("Filter claims of the draft")
        self.clicked.connect(self.offer)
        self._say("all claims")

    @property
    def active(self) -> bool:
        """Whether any claim is hidden."""
        return bool(self.statuses) or self.kind is not None or self.checker is not None

    def shown(self, claims: tuple[DraftClaim, ...]) -> frozenset[str] | None:
        """Return the ids of the claims that pass; None if all do."""
        self.checkers = tuple(sorted({placed.checker for placed in claims if placed.checker}))
        return frozenset(placed.claim.id for placed in claims if self.passes(placed)) if self.active else None

    def passes(self, placed: DraftClaim) -> bool:
        """Return whether a claim is shown."""
        claim = placed.claim
        told = not self.statuses or claim.status in self.statuses
        return told and self.kind in (None, claim.kind) and self.checker in (None, placed.checker)

    def show_only(
        self,
        statuses: frozenset[Status] = NOTHING,
        kind: ClaimKind | None = None,
        checker: str | None = None,
        *,
        words: str = "all claims",
    ) -> None:
        """Show claims by status, kind or person of the last decision (empty: nobody); no argument shows all."""
        self.statuses, self.kind, self.checker = statuses, kind, checker
        self._say(words)
        self.changed.emit()

    def offer(self) -> None:
        """Show the menu, with a key for each group."""
        menu = QMenu(self)
        menu.setAccessibleName("Filter claims of the draft")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("&All claims", self.show_only)
        menu.addAction("&Unchecked", weakly(self.show_only, UNCHECKED, words="unchecked"))
        settled = frozenset(status for status in Status if STATUS_LOOKS[status].family is Family.SETTLED)
        menu.addAction("&Settled", weakly(self.show_only, settled, words="settled"))
        menu.addMenu(self._statuses(menu))
        menu.addMenu(self._kinds(menu))
        menu.addMenu(self._people(menu))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _statuses(self, parent: QMenu) -> QMenu:
        menu = QMenu("By s&tatus", parent)
        for status in Status:
            look = STATUS_LOOKS[status]
            action = menu.addAction(icon(look.drawing, STATUS_TONES[status]), look.entry)
            action.triggered.connect(weakly(self.show_only, frozenset({status}), words=status_words(status)))
        return menu

    def _kinds(self, parent: QMenu) -> QMenu:
        menu = QMenu("By &kind", parent)
        for kind, words in KIND_ENTRIES.items():
            menu.addAction(words).triggered.connect(weakly(self.show_only, kind=kind, words=kind_words(kind)))
        return menu

    def _people(self, parent: QMenu) -> QMenu:
        menu = QMenu("By &checker", parent)
        for name in self.checkers:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(weakly(self.show_only, checker=name, words=f"decided by {name}"))
        if self.checkers:
            menu.addSeparator()
        menu.addAction("Nobody &yet").triggered.connect(weakly(self.show_only, checker="", words="decided by nobody"))
        return menu

    def _say(self, words: str) -> None:
        self.setIcon(icon("filter", "accent" if self.active else ""))
        self.setToolTip(f"Shown: {words} (F)")
        self.setAccessibleDescription(words)
