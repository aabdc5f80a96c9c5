"""A citation in a style: as a note, and as a bibliography entry."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from core.cite import csl_item
from core.errors import StandfirstError
from core.model import Snapshot, Source
from gui.base.session import Session
from gui.widgets.style_choice import LocaleChoice, StyleChoice
from gui.widgets.theme import GRID, reading_font, role

if TYPE_CHECKING:
    from core.export.clipboard import Styled


class CitationPreview(QFrame):
    """The citation text; only the newest request is shown. `html` and `plain` hold the entry."""

    def __init__(self, session: Session, source: Source, snapshot: Snapshot | None) -> None:
        super().__init__()
        self._session, self._source, self._snapshot = session, source, snapshot
        self._wish = 0
        self._csl: Mapping[str, Any] = {}
        self.html = self.plain = ""
        role(self, "sunken")
        self.style_ = StyleChoice(str(session.settings["style"]))
        self.locale_ = LocaleChoice(str(session.settings["locale"]))
        for choice in (self.style_, self.locale_):
            choice.chosen.connect(lambda _: self.show_item(self._csl))
        self.note, self.entry = _line("Note"), _line("Entry of the bibliography")
        row = QHBoxLayout()
        row.addWidget(role(QLabel("As it will be cited"), "section"))
        row.addStretch(1)
        row.addWidget(self.style_)
        row.addWidget(self.locale_)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID + GRID // 2)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.entry)

    def changeEvent(self, event: QEvent) -> None:
        """Write links in the colour of a new theme: a label keeps the one that it was given its words in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for label in (self.note, self.entry):
                said = label.text()
                label.clear()
                label.setText(said)

    def show_item(self, csl: Mapping[str, Any]) -> None:
        """Show citation data in the chosen style once rendered."""
        self._csl, self._wish = csl, self._wish + 1
        if not self._session.is_open:  # the project was closed behind the dialog
            return
        wish, style, locale = self._wish, self.style_.style_name, self.locale_.locale_name
        source = replace(self._source, csl=csl, title=str(csl.get("title") or self._source.title))
        item = csl_item(source, self._snapshot)

        def write(_: object) -> "Styled":
            from core.export.clipboard import styled

            return styled(item, style, locale)

        self._session.act(write, lambda made: self._show(made, wish), lambda error: self._fail(error, wish))

    def _show(self, made: "Styled", wish: int) -> None:
        if wish == self._wish:
            self.html, self.plain = made.entry, made.plain
            self.note.setText(made.note)
            self.entry.setText(made.entry)

    def _fail(self, error: Exception, wish: int) -> None:
        if not isinstance(error, StandfirstError):
            raise error
        if wish == self._wish:
            self.note.setText("")
            self.entry.setText(f"{error.sentence} {error.hint}")


def _line(name: str) -> QLabel:
    """Return a label for pandoc's output: its text is escaped, and links are not followed."""
    label = QLabel(textFormat=Qt.TextFormat.RichText, wordWrap=True)
    label.setAccessibleName(name)
    label.setFont(reading_font(14))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
