"""Coverage of a draft: a meter, a way to the next uncovered words, their dismissal, and what does not go together in the draft."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from core.model import UNEQUAL, Coverage, Dismissal, Inconsistency, Item
from gui.base.session import Session
from gui.drafts import commands
from gui.drafts.view_model import DraftFacts
from gui.widgets.elided_label import OneLine
from gui.widgets.reason_menu import reasons_menu
from gui.widgets.theme import GRID, colours, role

REASONS = ("Nothing to check", "Common knowledge", "Opinion or figure of speech", "Checked with another claim")
BOTH_RIGHT = ("Two different names", "Two different quantities", "Both spellings are right")
METER = (GRID * 14, 6)
METER_FROM = 520


class Meter(QWidget):
    """A bar of three parts: covered by claims, dismissed, open."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a short thin bar."""
        return QSize(*METER)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show how much is covered."""
        self._parts = (coverage.covered, coverage.waved, len(coverage.open))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts side by side."""
        painter, palette = QPainter(self), colours()
        painter.setPen(Qt.PenStyle.NoPen)
        left, total = 0.0, max(1, sum(self._parts))
        for number, ink in zip(self._parts, (palette.good, palette.muted, palette.line), strict=True):
            width = self.width() * number / total
            painter.fillRect(QRectF(left, 0, width, self.height()), ink)
            left += width
        painter.end()


class DraftCoverage(QFrame):
    """Signals: `shown_at(start, end)` words to scroll to."""

    shown_at = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        role(self, "strip")
        self._session = session
        self._draft_id, self._goes_on_from = "", -1
        self.coverage = Coverage()
        self.inconsistencies: tuple[Inconsistency, ...] = ()
        self.both_right: tuple[Dismissal, ...] = ()
        self.meter = Meter()
        self.state = OneLine("small")
        self.next = role(QPushButton("Next open"), "quiet")
        self.wave = role(QPushButton("Dismiss…"), "quiet")
        self.reopen = role(QPushButton("Reopen…"), "quiet")
        self.compare = role(QPushButton("Compare…"), "quiet")
        self._lay_out()

    def show_facts(self, facts: DraftFacts) -> None:
        """Show the coverage of a draft and what does not go together in it; after a dismissal, go on to the next open words."""
        self.inconsistencies, self.both_right = facts.inconsistencies, facts.both_right
        self.compare.setVisible(bool(self.inconsistencies))
        self._show_coverage(facts.draft.id, facts.coverage)
        self._fit()

    def _show_coverage(self, draft_id: str, coverage: Coverage) -> None:
        self._draft_id, self.coverage = draft_id, coverage
        self.setVisible(bool(coverage.items or self.inconsistencies))
        self.meter.show_coverage(coverage)
        done = len(coverage.items) - len(coverage.open)
        waved = f" · {coverage.waved:,} dismissed" if coverage.waved else ""
        unread = f" · not looked for: {', '.join(coverage.not_looked_for)}" if coverage.not_looked_for else ""
        self.state.setText(
            f"{done:,} of {len(coverage.items):,} facts covered{waved} · {len(coverage.open):,} open{unread}"
        )
        self.next.setEnabled(bool(coverage.open))
        self.wave.setEnabled(bool(coverage.open) and self._session.writable)
        self.reopen.setEnabled(bool(coverage.waved or self.both_right) and self._session.writable)
        point, self._goes_on_from = self._goes_on_from, -1
        if point >= 0:
            self.go_on(point)

    def go_on(self, point: int) -> None:
        """Show the first open words after a code point, wrapping around."""
        found = [*(item for item in self.coverage.open if item.start > point), *self.coverage.open]
        if found:
            self.shown_at.emit(found[0].start, found[0].end)

    def at(self, start: int, end: int) -> Item | None:
        """Return the open item with exactly this range."""
        return next((item for item in self.coverage.open if (item.start, item.end) == (start, end)), None)

    def offer(self, start: int, end: int, corner: QPoint) -> None:
        """Offer reasons to dismiss the open words at a place; if there are none, go to the next ones first."""
        item = self.at(start, end)
        if item is None:
            self.go_on(start - 1)
            return
        if not self._session.writable:
            return
        question = f"No claim here: “{item.words}”"
        reasons_menu(question, REASONS, lambda reason: self._wave_off(item, reason), self).popup(corner)

    def offer_dismissed(self) -> QMenu:
        """Offer the dismissed words, each with who dismissed them and why, to reopen them."""
        menu = QMenu(self)
        menu.setAccessibleName("Dismissed words")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Reopen words that were dismissed").setEnabled(False)
        dismissals = {item.waved.id: item.waved for item in self.coverage.items if item.waved}
        dismissals |= {one.id: one for one in self.both_right}
        for one in dismissals.values():
            told = " – ".join(filter(None, (f"“{one.words}”", one.author, one.reason)))
            chosen = partial(commands.reopen_words, self._session, one.id, self._refused)
            menu.addAction(told.replace("&", "&&")).triggered.connect(lambda _=False, reopen=chosen: reopen())
        menu.popup(self.reopen.mapToGlobal(self.reopen.rect().bottomLeft()))
        return menu

    def offer_inconsistencies(self) -> QMenu:
        """Offer what does not go together: each with a way to both places, and to say that both are right."""
        menu = QMenu(self)
        menu.setAccessibleName("What does not go together")
        menu.aboutToHide.connect(menu.deleteLater)
        for one in self.inconsistencies:
            self._offer_inconsistency(menu.addMenu(one.sentence.replace("&", "&&")), one)
        menu.popup(self.compare.mapToGlobal(self.compare.rect().bottomLeft()))
        return menu

    def _offer_inconsistency(self, menu: QMenu, one: Inconsistency) -> None:
        places = [(one.words, one.start, one.end), (one.other, one.other_start, one.other_end)]
        for words, start, end in places:
            if start >= 0:
                shown = partial(self.shown_at.emit, start, end)
                menu.addAction(f"Show “{words}”".replace("&", "&&")).triggered.connect(lambda _=False, go=shown: go())
        if not self._session.writable:
            return
        menu.addSeparator()
        for reason in BOTH_RIGHT:
            right = partial(
                commands.dismiss_inconsistency, self._session, self._draft_id, one.said, reason, self._refused
            )
            menu.addAction(f"Dismiss: {reason.lower()}").triggered.connect(lambda _=False, right=right: right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the bar where the words need its space."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow strip leave out the bar, the word for comparing, and a button that has nothing to do."""
        wide = self.width() >= METER_FROM
        self.meter.setVisible(wide)
        self.compare.setText(f"{'Compare' if wide else UNEQUAL} {len(self.inconsistencies):,}…")
        self.compare.setAccessibleName(f"Compare {len(self.inconsistencies):,} places of the draft")
        self.reopen.setVisible(wide or self.reopen.isEnabled())

    def _wave_off(self, item: Item, reason: str) -> None:
        self._goes_on_from = item.start
        commands.dismiss_words(self._session, self._draft_id, item, reason, self._refused)

    def _refused(self, error: Exception) -> None:
        self._goes_on_from = -1
        self._session.failed.emit(error)

    def _lay_out(self) -> None:
        self.setAccessibleName("Coverage of the draft")
        self.state.setToolTip(
            "Names, numbers, dates, quotations and superlatives that are in a claim or were dismissed. "
            "They are found by rules: facts in unusual words may be missing."
        )
        self.next.setToolTip("Next name, number, date, quotation or superlative without a claim (U)")
        self.wave.setToolTip("Dismiss the open words: no claim here. Signed with your name (W)")
        self.wave.setAccessibleName("Dismiss: no claim here")
        self.reopen.setToolTip("Reopen dismissed words: there may be a claim after all")
        self.reopen.clicked.connect(self.offer_dismissed)
        self.compare.setToolTip(
            "Places that do not go together: one name in two spellings, one quantity with two values, "
            "an abbreviation before it is explained. They are questions: both may be right."
        )
        self.compare.clicked.connect(self.offer_inconsistencies)
        for button in (self.compare, self.next, self.wave, self.reopen):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, 2, GRID, 2)
        row.setSpacing(GRID + 4)
        row.addWidget(self.meter)
        row.addWidget(self.state, 1)
        row.addWidget(self.compare)
        row.addWidget(self.next)
        row.addWidget(self.wave)
        row.addWidget(self.reopen)
        self.hide()
