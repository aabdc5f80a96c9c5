"""The verdict scale: a built-in one, or one of the project's own."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.model import Changes
from core.verdicts import LONGEST_LABEL, MOST, SCALES, VerdictScale
from gui.base.session import Session
from gui.claims import commands
from gui.claims.scale_mapping import ScaleFollow
from gui.claims.scale_rows import ScaleRows
from gui.widgets.controls import plain_label, scroll_area
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import Field, UnsentDialog

WIDTH, HEIGHT = 620, 560
KEPT = "Claims follow a renamed step; earlier decisions keep the old word in the history of each claim."
ORDERED = "Steps are ordered from best to worst (ClaimReview exports include a rating)"


class ScaleDialog(UnsentDialog):
    """Edits the project's scale; edits are saved as a scale of its own. Undo reverts it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verdict scale")
        self.resize(WIDTH, HEIGHT)
        self.start = QComboBox()
        self.label = QLineEdit(maxLength=LONGEST_LABEL)
        self.rows = ScaleRows()
        self.follow = ScaleFollow()
        self.add = role(QPushButton(icon("new"), "Add step"), "quiet")
        self.ordered = QCheckBox(ORDERED)
        self.told = plain_label("", "warning-text")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self._used: dict[str, int] = {}
        self._now: VerdictScale = SCALES[0]
        self._lay_out()
        self._connect()
        session.act(lambda project: (project.scale, project.scales.used()), self._show)

    def _show(self, found: tuple[VerdictScale, dict[str, int]]) -> None:
        if not isValid(self):  # closed while the lane was reading
            return
        self._now, self._used = found
        self.start.setItemText(0, f"{self._now.label} (now)")
        self._begin_with(self._now)
        self.keep_input(self._session, "scale")

    passing = ("start",)

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Yield the name of the scale, and the fields of each step."""
        yield from super().fields()
        for number, row in enumerate(self.rows.rows):
            yield from ((f"step.{number}.{part}", getattr(row, part)) for part in ("word", "symbol", "tone"))

    def make_room(self, names: Iterable[str]) -> None:
        """Add a row for each step that was added before."""
        numbers = [int(name.split(".")[1]) for name in names if name.startswith("step.")]
        while self.rows.rows and len(self.rows.rows) <= max(numbers, default=-1) < MOST:
            self.rows.add()

    def _begin_with(self, scale: VerdictScale) -> None:
        self.label.setText(scale.label)
        self.ordered.setChecked(all(step.rating is not None for step in scale.values))
        self.rows.show_steps(scale.values, self._used)

    def _chosen(self, place: int) -> None:
        """Start with another scale; ask for the successor of verdicts in use that it lacks."""
        self._begin_with(self._now if place == 0 else SCALES[place - 1])

    def _changed(self) -> None:
        self.told.hide()
        if self.input_key:
            self.keep_input(self._session, "scale")
        self.follow.show_missing(self._used, self.rows.steps, self.rows.renamed)
        self.add.setEnabled(len(self.rows.rows) < MOST)

    def _save(self) -> None:
        label, steps = self.label.text(), self.rows.steps
        renamed = {**self.rows.renamed, **self.follow.chosen}
        ordered, preset = self.ordered.isChecked(), self._preset()
        if preset:
            commands.use_scale(self._session, preset, renamed, self._saved, self._failed)
        else:
            commands.put_scale(
                self._session, label, steps, renamed, ordered=ordered, done=self._saved, refused=self._failed
            )

    def _saved(self, _: Changes) -> None:
        if isValid(self):
            self.sent()
            self.close()

    def _preset(self) -> str:
        """Return the id of the built-in scale shown unchanged, or empty."""
        shown = [(step.value, step.symbol, step.tone) for step in self.rows.steps]
        for scale in SCALES:
            ordered = all(step.rating is not None for step in scale.values)
            told = [(step.value, step.symbol, step.tone) for step in scale.values]
            if (told, scale.label, ordered) == (shown, self.label.text().strip(), self.ordered.isChecked()):
                return scale.id
        return ""

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self.told.setText(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())
            self.told.show()

    def _connect(self) -> None:
        self.start.activated.connect(self._chosen)
        self.rows.changed.connect(self._changed)
        self.add.clicked.connect(self.rows.add)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.close)
        self._session.switched.connect(self.close)

    def _lay_out(self) -> None:
        self.start.addItem("As it is now")
        for scale in SCALES:
            self.start.addItem(f"{scale.label}: {', '.join(step.value for step in scale.values)}")
        self.start.setMinimumContentsLength(1)
        self.start.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Start from", self.start)
        form.addRow("&Name", self.label)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(self.rows)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.told.hide()
        self.add.setAutoDefault(False)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(self._session.writable)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        outer.setSpacing(GRID * 2)
        outer.addLayout(form)
        outer.addWidget(scroll_area(inner, "Steps of the scale"), 1)
        outer.addWidget(self.follow)
        for part in (self.ordered, plain_label(KEPT, "small"), self.told, self.buttons):
            outer.addWidget(part)
