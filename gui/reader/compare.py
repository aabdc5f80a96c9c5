"""Two captures of one source side by side: the changes, and the status of passages quoted from the older one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from core.model import Changes, PageVerdict, Snapshot, Source
from gui.base.session import Session
from gui.reader.badge import QualityBadge
from gui.reader.compare_side import Side
from gui.reader.passage_changes import Fates
from gui.reader.view_model import read_marks, sister_label
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project import Project
    from core.project.passage_fate import Outcome
    from core.project.recheck import Compared
    from gui.highlights.marks import Mark

KEYS = (("F3", 1), ("Shift+F3", -1))
SHOWN = frozenset({"snapshot", "review", "source", "evidence", "claim_evidence"})
SIZES = (520, 170)


@dataclass(frozen=True)
class Pair:
    """Two snapshots of a source, the older one first, with all the data shown."""

    source: Source
    sisters: tuple[Snapshot, ...]
    compared: "Compared"
    marks: "tuple[tuple[Mark, ...], tuple[Mark, ...]]"


def read_pair(project: "Project", one_id: str, other_id: str) -> Pair:
    """Read two snapshots of a source and compare the later one with the earlier."""
    both = [project.snapshots.get(one_id), project.snapshots.get(other_id)]
    old, new = sorted(both, key=lambda snapshot: (snapshot.captured_at, snapshot.id))
    return Pair(
        project.sources.get(old.source_id),
        tuple(project.snapshots.all(old.source_id)),
        project.rechecks.compare(old.id, new.id),
        (read_marks(project, old.id), read_marks(project, new.id)),
    )


class CompareView(QWidget):
    """Shows a pair. Signals: `left(str)` the user returns to this snapshot."""

    left = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pair: Pair | None = None
        self._origin = self._wanted = ""
        self._change = -1
        self._following = False
        self.title = plain_label("", "heading")
        self.summary = plain_label("", "small")
        self.sides = (Side("removed", "Older capture"), Side("added", "Newer capture"))
        self.choosers = (_chooser("Older capture"), _chooser("Newer capture"))
        self.badges = (QualityBadge(), QualityBadge())
        self.fates = Fates()
        self._below = QWidget()
        self._back = tool_button("close", "Close the comparison", "Close the comparison (Esc)")
        self._previous = tool_button("up", "Previous change", "Previous change (Shift+F3)")
        self._next = tool_button("down", "Next change", "Next change (F3)")
        self._lay_out()
        self._connect()

    @property
    def pair(self) -> Pair | None:
        """The pair shown."""
        return self._pair

    def show_pair(self, one_id: str, other_id: str, evidence_id: str = "") -> None:
        """Compare two snapshots of one source, starting at a piece of evidence if given."""
        self._origin, self._wanted = one_id, evidence_id
        self._session.act(lambda project: read_pair(project, one_id, other_id), self._show)

    def step(self, by: int) -> None:
        """Go to the next or previous change, wrapping around."""
        if self._pair is None or not self._pair.compared.comparison.changes:
            return
        changes = self._pair.compared.comparison.changes
        start = -1 if by > 0 else 0
        self._change = ((self._change if self._change >= 0 else start) + by) % len(changes)
        change = changes[self._change]
        self._go((change.old, change.new))
        self._say()

    def clear(self) -> None:
        """Show nothing."""
        self._pair, self._change = None, -1

    def _show(self, pair: Pair) -> None:
        self._pair, self._change = pair, -1
        compared = pair.compared
        self.title.setText(" ".join((pair.source.title or pair.source.url).split()))
        changes = compared.comparison.changes
        texts, spans = (
            (compared.old_text, compared.new_text),
            ([change.old for change in changes], [change.new for change in changes]),
        )
        self._following = True
        for number, side in enumerate(self.sides):
            side.show_changes(texts[number], spans[number])
            side.show_marks(pair.marks[number])
        self._following = False
        self._offer(pair)
        self._show_fates()
        self._say()
        self.sides[1].setFocus()
        if self._wanted:
            self.fates.choose(self._wanted)
        else:
            self.step(1)

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            self.clear()  # reopening asks for the pair again
        elif self._pair is not None and changes.kinds & SHOWN:
            old, new = self._pair.compared.old.id, self._pair.compared.new.id
            self._session.act(lambda project: read_pair(project, old, new), self._refresh)

    def _refresh(self, pair: Pair) -> None:
        """Reload after changes beside the texts; leave when one of the captures is in the bin."""
        if self._pair is None or (self._pair.compared.old, self._pair.compared.new) != (
            pair.compared.old,
            pair.compared.new,
        ):
            return
        live, shown = {sister.id for sister in pair.sisters}, (pair.compared.old.id, pair.compared.new.id)
        if not live.issuperset(shown):
            self._leave_to(next((snapshot_id for snapshot_id in (self._origin, *shown) if snapshot_id in live), ""))
            return
        self._pair = pair
        for side, marks in zip(self.sides, pair.marks, strict=True):
            side.show_marks(marks)
        self._offer(pair)
        self._show_fates()

    def _show_fates(self) -> None:
        outcomes = self._pair.compared.outcomes if self._pair else ()
        self.fates.show_outcomes(outcomes)
        self._below.setVisible(bool(outcomes))

    def _say(self) -> None:
        total = len(self._pair.compared.comparison.changes) if self._pair else 0
        if not total:
            words = "The words of both captures are the same."
        elif self._change >= 0:
            words = f"Change {self._change + 1:,} of {total:,}"
        else:
            words = count(total, "changed passage")
        self.summary.setText(words)
        for button in (self._previous, self._next):
            button.setEnabled(total > 0)

    def _offer(self, pair: Pair) -> None:
        shown = (pair.compared.old, pair.compared.new)
        for chooser, badge, snapshot in zip(self.choosers, self.badges, shown, strict=True):
            chooser.clear()
            for number, sister in enumerate(pair.sisters):
                chooser.addItem(sister_label(sister, newest=number == 0), sister.id)
            chooser.setCurrentIndex(chooser.findData(snapshot.id))
            badge.show_quality(snapshot.quality)
            badge.setVisible(snapshot.quality.verdict is not PageVerdict.GOOD)

    def _chosen(self) -> None:
        one, other = (str(chooser.currentData()) for chooser in self.choosers)
        if one != other:
            self.show_pair(one, other)
        elif self._pair is not None:
            self._offer(self._pair)

    def _go(self, spans: tuple[tuple[int, int], tuple[int, int]]) -> None:
        self._following = True
        for side, span in zip(self.sides, spans, strict=True):
            side.stand_out(span)
        self._following = False

    def _go_to_outcome(self, outcome: "Outcome") -> None:
        if self._pair is None:
            return
        place = outcome.evidence.selector
        across = self._pair.compared.comparison.across(place.start)
        there = (across, across) if outcome.start is None or outcome.end is None else (outcome.start, outcome.end)
        self._go(((place.start, place.end), there))

    def _follow(self, leader: int) -> None:
        """Scroll the other side to the paragraph that matches the top of this side."""
        if self._following or self._pair is None:
            return
        self._following = True
        point, share = self.sides[leader].top()
        self.sides[1 - leader].scroll_to(self._pair.compared.comparison.across(point, back=leader == 1), share)
        self._following = False

    def _leave(self) -> None:
        if self._pair is not None:
            self._leave_to(self._origin)

    def _leave_to(self, snapshot_id: str) -> None:
        self.clear()
        if snapshot_id:
            self.left.emit(snapshot_id)

    def _connect(self) -> None:
        for number, side in enumerate(self.sides):
            side.verticalScrollBar().valueChanged.connect(lambda _, number=number: self._follow(number))
        for chooser in self.choosers:
            chooser.activated.connect(self._chosen)
        self.fates.chosen.connect(self._go_to_outcome)
        self._back.clicked.connect(self._leave)
        self._next.clicked.connect(lambda: self.step(1))
        self._previous.clicked.connect(lambda: self.step(-1))
        for keys, by in KEYS:
            self._shortcut(keys).activated.connect(lambda by=by: self.step(by))
        self._shortcut("Esc").activated.connect(self._leave)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self.clear)

    def _shortcut(self, keys: str) -> QShortcut:
        return QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        head = role(QFrame(), "header")
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self.summary, 1)
        for button in (self._previous, self._next):
            bottom.addWidget(button)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID // 2)
        inside.setSpacing(GRID // 2)
        inside.addLayout(top)
        inside.addLayout(bottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._middle(), 1)

    def _middle(self) -> QSplitter:
        texts = QSplitter(Qt.Orientation.Horizontal)
        for side, chooser, badge in zip(self.sides, self.choosers, self.badges, strict=True):
            texts.addWidget(_column(chooser, badge, side))
        texts.setChildrenCollapsible(False)
        texts.setHandleWidth(1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        label = role(QLabel("Evidence quoted from the older capture"), "section")
        label.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID // 2)
        below.addWidget(label)
        below.addWidget(self.fates, 1)
        middle = QSplitter(Qt.Orientation.Vertical)
        for part in (texts, self._below):
            middle.addWidget(part)
        middle.setStretchFactor(0, 1)
        middle.setSizes(list(SIZES))
        middle.setHandleWidth(1)
        return middle


def _chooser(name: str) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setToolTip(f"{name} of this source")
    return chooser


def _column(chooser: QComboBox, badge: QualityBadge, side: Side) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout()
    row.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
    row.addWidget(chooser, 1)
    row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(side, 1)
    return holder
