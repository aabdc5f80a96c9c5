"""Duplicate sources: which one stays, what it will say, and which are merged into it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import StandfirstError
from gui.base.session import Session
from gui.sources import commands
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project.merging import Group, KeptField

WIDTH, HEIGHT, LIST_WIDTH = 980, 620, 320
FIELD_WIDTH, KEPT_WIDTH, FROM_WIDTH = 104, 216, 84
ROW_HEIGHT, MEMBERS_HEIGHT = 46, 104
MOST_SHOWN = 2_000  # groups in the list; the rest appear when these are merged
NOTHING = "There are no duplicate sources."


class DuplicatesDialog(QDialog):
    """Lists groups of duplicates; merging one group, or all that are left, is one step that Undo reverts."""

    def __init__(self, session: Session, groups: "list[Group]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._groups = session, groups
        self._turn, self._left = 0, False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Duplicate sources")
        self.resize(WIDTH, HEIGHT)
        self.headline = plain_label("", "heading")
        self.list = _tree("Groups of sources", ["Work"])
        self.keep = QComboBox()
        self.keep.setAccessibleName("The source that stays")
        self.members = _tree("The other sources", ["Source", "Address"])
        self.fields = _tree("What the source will say", ["Field", "Kept", "From", "Discarded"])
        self.said = plain_label("", "small")
        self.one, self.all = role(QPushButton("Merge"), "primary"), QPushButton("Merge all")
        self.right = QFrame()
        self._lay_out()
        self._connect()
        self._show_groups()

    @property
    def group(self) -> "Group | None":
        """The group shown."""
        row = self.list.currentItem()
        return self._groups[self.list.indexOfTopLevelItem(row)] if row is not None else None

    @property
    def others(self) -> list[str]:
        """The ids of the sources to merge into the one that stays."""
        rows = (self.members.topLevelItem(place) for place in range(self.members.topLevelItemCount()))
        return [
            str(row.data(0, Qt.ItemDataRole.UserRole))
            for row in rows
            if row is not None and row.checkState(0) is Qt.CheckState.Checked
        ]

    def merge(self) -> None:
        """Merge the group shown, as chosen."""
        if self.group is not None and self.others:
            self._merge({str(self.keep.currentData()): self.others})

    def merge_all(self) -> None:
        """Merge every group in which sources can go: the first of each stays."""
        wanted = {group.sources[0].id: _movable(group, group.sources[0].id) for group in self._groups}
        self._merge({kept: others for kept, others in wanted.items() if others})

    def _merge(self, wanted: dict[str, list[str]]) -> None:
        self.one.setEnabled(False)
        self.all.setEnabled(False)

        def look_again(_: object) -> None:
            if not self._left:
                self._session.act(lambda project: project.citations.doubles(), self._renew)

        commands.merge_sources(self._session, wanted, look_again, self._refuse)

    def done(self, result: int) -> None:
        """Close; results that arrive later must not touch deleted widgets."""
        self._left, self._turn = True, self._turn + 1
        super().done(result)

    def _renew(self, groups: "list[Group]") -> None:
        if self._left:
            return
        self._groups = groups
        self._show_groups()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, StandfirstError):
            raise error
        if self._left:
            return
        self._allow()
        self.one.setEnabled(False)
        self.fields.clear()
        self.said.setText(f"{error.sentence} {error.hint}")

    def _show_groups(self) -> None:
        self.list.clear()
        for group in self._groups[:MOST_SHOWN]:
            row = QTreeWidgetItem(self.list, [f"{_title(group)}\n{len(group.sources)} sources · same {group.because}"])
            row.setToolTip(0, group.sources[0].title)
            row.setSizeHint(0, QSize(0, ROW_HEIGHT))
        number = len(self._groups)
        self.headline.setText(f"{count(number, 'work')} here more than once" if number else NOTHING)
        for part in (self.list, self.right, self.one):
            part.setVisible(bool(number))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._show_group()

    def _show_group(self) -> None:
        group = self.group
        self.keep.clear()
        for source in group.sources if group else ():
            held = " (holds sealed pages)" if group and source.id in group.fixed else ""
            self.keep.addItem(f"{_short(source.title)}{held}", source.id)
        self._show_members()

    def _show_members(self) -> None:
        group, kept = self.group, str(self.keep.currentData())
        self.members.blockSignals(True)
        self.members.clear()
        for source in group.sources if group else ():
            if source.id != kept and group:
                reason = group.fixed.get(source.id, "")
                row = QTreeWidgetItem(self.members, [source.title, source.url or str(source.csl.get("DOI", ""))])
                row.setData(0, Qt.ItemDataRole.UserRole, source.id)
                row.setCheckState(0, Qt.CheckState.Unchecked if reason else Qt.CheckState.Checked)
                row.setDisabled(bool(reason))
                row.setToolTip(0, f"It {reason}." if reason else source.title)
        self.members.blockSignals(False)
        self._preview()

    def _preview(self) -> None:
        """Show what the source will say once it is computed."""
        self._turn += 1
        turn, kept, others = self._turn, str(self.keep.currentData()), self.others
        self.fields.clear()
        self._allow()
        group = self.group
        stays = (
            [
                f"“{_short(one.title)}” {group.fixed[one.id]}."
                for one in group.sources
                if one.id in group.fixed and one.id != kept
            ]
            if group
            else []
        )
        self.said.setText(" ".join(stays) or "The others go to the bin; Undo brings them back.")
        if others:
            self._session.act(
                lambda project: project.citations.preview(kept, others), partial(self._show_fields, turn), self._refuse
            )

    def _show_fields(self, turn: int, found: "tuple[KeptField, ...]") -> None:
        from core.cite.forms import form

        if turn != self._turn or self.group is None:
            return
        titles = {source.id: place for place, source in enumerate(self.group.sources, 1)}
        kind = next((str(field.value) for field in found if field.name == "type"), "document")
        names = {"type": "Type", **form(kind).fields}
        order = {name: place for place, name in enumerate(names)}
        for field in sorted(found, key=lambda one: order.get(one.name, len(order))):
            lead = "this one" if field.source_id == self.keep.currentData() else f"source {titles[field.source_id]}"
            given_up = "; ".join(_said(field.name, value) for value in field.given_up)
            row = QTreeWidgetItem(
                self.fields, [names.get(field.name, field.name), _said(field.name, field.value), lead, given_up]
            )
            for column in range(4):
                row.setToolTip(column, row.text(column))

    def _allow(self) -> None:
        writable = self._session.writable
        self.one.setEnabled(bool(self.others) and writable)
        left = sum(bool(_movable(group, group.sources[0].id)) for group in self._groups)
        self.all.setVisible(left > 1)
        self.all.setEnabled(writable)
        self.all.setText(f"Merge all {left:,}")

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_: self._show_group())
        self.keep.activated.connect(lambda _: self._show_members())
        self.members.itemChanged.connect(lambda *_: self._preview())
        self.one.clicked.connect(self.merge)
        self.all.clicked.connect(self.merge_all)
        self._session.switched.connect(self.reject)

    def _lay_out(self) -> None:
        for tree, widths in ((self.members, (WIDTH // 3,)), (self.fields, (FIELD_WIDTH, KEPT_WIDTH, FROM_WIDTH))):
            for place, width in enumerate(widths):
                tree.setColumnWidth(place, width)
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setHeaderHidden(True)
        self.members.setMaximumHeight(MEMBERS_HEIGHT)
        self.all.setToolTip("For each work the first source stays, completed with data from the others")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName("Close")
        buttons.rejected.connect(self.reject)
        for button in (self.all, self.one):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for words, part in (
            ("KEEP", self.keep),
            ("MERGE INTO IT", self.members),
            ("RESULT", self.fields),
        ):
            column.addWidget(role(QLabel(words), "section"))
            column.addWidget(part, 1 if part is self.fields else 0)
        column.addWidget(self.said)
        middle, whole = QHBoxLayout(), QVBoxLayout(self)
        middle.setSpacing(GRID * 2)
        middle.addWidget(self.list)
        middle.addWidget(self.right, 1)
        whole.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        whole.setSpacing(GRID)
        whole.addWidget(self.headline)
        whole.addLayout(middle, 1)
        whole.addWidget(buttons)


def _movable(group: "Group", kept: str) -> list[str]:
    """Return the ids of the sources of a group that can be merged into the kept one."""
    lead = next(source for source in group.sources if source.id == kept)
    return [
        source.id
        for source in group.sources
        if source.id != kept and source.id not in group.fixed and source.confidentiality is lead.confidentiality
    ]


def _title(group: "Group") -> str:
    return _short(next((source.title for source in group.sources if source.title), "Untitled"))


def _short(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"  # noqa: PLR2004 - as much as a line of the list takes


def _said(name: str, value: object) -> str:
    from core.cite import fields
    from core.cite.forms import date_text, form, names_text

    if name == "type":
        return form(str(value)).label
    if name in fields.NAMES:
        return names_text(value).replace("\n", "; ")
    return date_text(value) if name in fields.DATES else str(value)


def _tree(name: str, heads: list[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setHeaderLabels(heads)
    tree.setRootIsDecorated(False)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    return tree
