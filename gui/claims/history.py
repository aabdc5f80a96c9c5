"""The decisions on a claim, by whom and when: newest first, collapsed at first."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.model import Axis, Decision, Status
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count, day
from gui.widgets.icons import icon
from gui.widgets.status_looks import status_words
from gui.widgets.theme import GRID, role


class ClaimHistory(QWidget):
    """The decisions of one claim."""

    def __init__(self) -> None:
        super().__init__()
        self.toggle = role(QPushButton(icon("right"), ""), "quiet")
        self.toggle.setProperty("left", True)
        self.toggle.setCheckable(True)
        self.toggle.setToolTip("Show who decided what, and when (H)")
        self._body = QWidget()
        self.rows = QVBoxLayout(self._body)
        self.rows.setContentsMargins(GRID * 3, 0, 0, GRID)
        self.rows.setSpacing(GRID)
        self._body.hide()
        self.dissent = plain_label("", "warning-text")
        self.dissent.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.dissent)
        column.addWidget(self.toggle)
        column.addWidget(self._body)
        self.toggle.toggled.connect(self._unfold)

    def show_decisions(self, decisions: Sequence[Decision], versions: Mapping[str, int] | None = None) -> None:
        """Show these, newest first, each with the number of its draft version; dissent is shown above them."""
        from core.project.people import dissent  # core.project is imported in its lane when a project opens

        held = dissent(list(decisions))
        self.dissent.setText("\n".join(f"≠ {one.author or 'Somebody'} disagrees: {_value(one)}" for one in held))
        self.dissent.setVisible(bool(held))
        self.setVisible(bool(decisions))
        said = count(len(decisions), "decision")
        self.toggle.setText(said)
        self.toggle.setAccessibleName(f"History: {said}")
        while (entry := self.rows.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        for decision in decisions:
            self.rows.addWidget(
                plain_label(decision_words(decision, (versions or {}).get(decision.version_id or "")), "small")
            )

    def _unfold(self, shown: bool) -> None:
        self._body.setVisible(shown)
        self.toggle.setIcon(icon("down" if shown else "right"))


def decision_words(decision: Decision, version: int | None = None) -> str:
    """Return a decision as “Status: Confirmed · Ada · 23 Nov 2026, 14:05 · version 2”, with its note below."""
    parts = [_value(decision), decision.author, day(decision.at), f"version {version}" if version else ""]
    first = " · ".join(part for part in parts if part)
    return f"{first}\n{decision.note}" if decision.note else first


def _value(decision: Decision) -> str:
    if decision.axis is Axis.STATUS:
        return f"Status: {status_words(Status(decision.value))}"
    if decision.axis is Axis.SCALE:
        return f"Scale changed: {decision.value}"
    if decision.axis is Axis.LOOK:
        return "Looked at the draft and the evidence"
    return f"Verdict: {decision.value}" if decision.value else "Verdict removed"
