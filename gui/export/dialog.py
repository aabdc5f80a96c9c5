"""The export window: choices on the left, the real output on the right, the result below."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.errors import Cancelled, StandfirstError
from core.jobs import Progress
from core.model import Changes, Claim, Edition
from core.security import scratch
from gui.base.session import RunningJob, Session
from gui.base.window_state import Memory
from gui.export import commands
from gui.export.choices import NOTES, SHOWN_AS, Choices, known_as, remember, remembered
from gui.export.claims import SELECTED
from gui.export.doubts import DoubtsCard
from gui.export.form import ExportForm
from gui.export.preview import ExportPreview
from gui.widgets.controls import plain_label, scroll_area
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.export import Written
    from core.project import Project
    from core.project.export import ExportRequest, Signing

WIDTH, HEIGHT = 1040, 780
FORM_WIDTH = 320
DEBOUNCE_MS = 150
FIRST_MS = 0


class ExportDialog(QDialog):
    """Chooses, previews and writes a brief; stays open for further editions and does not block the window.

    Signals: `claim_wanted(str)` a claim or a footnote was clicked in the preview: its id.
    """

    claim_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        memory: Memory | None = None,
        selected: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        from core.cite.styles import STYLES
        from core.export import EXPORTERS
        from core.project.export import Previews

        self._session = session
        self._memory = memory or Memory()
        self._project = session.project
        self._held = ExitStack()
        self._scratch = self._held.enter_context(scratch.folder())
        self._turn = 0
        self._shown: Choices | None = None
        self._making: RunningJob | None = None
        self._made: tuple[Choices, tuple[str, ...]] | None = None  # what the preview opens, and its claims
        self._writing: RunningJob | None = None
        self._asking: Progress | None = None
        self._written: Path | None = None
        self.shown_claims: tuple[str, ...] = ()
        self._sought = ""
        self._previews = Previews()
        self._known_as = known_as(self._project.created_at)
        self._left = False
        self._is_busy = False
        labels = {name: style.label for name, style in STYLES.items()}
        self.form = ExportForm(EXPORTERS, labels, selected)
        self.preview = ExportPreview(self.stop_preview)
        self.go = role(QPushButton("Export"), "primary")
        self.leave = QPushButton("Close")
        self.stop = QPushButton("Stop")
        self.open_file = QPushButton("Open")
        self.folder = QPushButton("Show in folder")
        self.bar = QProgressBar(textVisible=False)
        self.outcome = plain_label("")
        self.doubts = DoubtsCard(str(session.settings["author"]))
        self._wait = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        kept = remembered(
            session.settings, self._memory, tuple(exporter.name for exporter in EXPORTERS), self._known_as
        )
        self.form.show_choices(kept, self._place(kept))
        self._connect()
        self._look_at_project()
        self._wait.start(FIRST_MS)

    @property
    def shown(self) -> Choices | None:
        """The choices whose preview is on screen; None while another one is being made, or before the first."""
        return self._shown if self._making is None and self._made is None else None

    def select(self, claim_ids: Sequence[str]) -> None:
        """Set the claims selected in the window."""
        self.form.claims.show_selected(claim_ids)
        if self.form.choices.claims == SELECTED:
            self._wait.start(DEBOUNCE_MS)

    def reveal(self, claim_id: str) -> None:
        """Scroll the preview to a claim once there is one; say so if the claim is not in this brief."""
        self._sought = claim_id
        if self.shown is not None:
            self._find_sought()

    def refresh(self) -> None:
        """Render the preview again, after stopping one in progress."""
        self.stop_preview()
        self._made = None
        self._turn += 1
        turn, choices = self._turn, self.form.choices
        shape = SHOWN_AS.get(choices.format, choices.format)
        out = self._scratch / f"{turn}{self.form.suffix_of(shape)}"
        self.preview.wait()
        self._making = commands.preview_brief(
            self._session,
            self._project,
            {shape: out},
            self._asked(choices),
            self._previews,
            done=lambda written: self._show(turn, choices, written[0]),
            refused=lambda error: self._failed(turn, error),
        )

    def stop_preview(self) -> None:
        """Stop rendering the preview."""
        if self._making is not None:
            self._making.cancel()
            self._making = None

    def export(self, signed: "Signing | None" = None) -> None:
        """Write the brief; `signed` by somebody who lets it out although something could not be checked."""
        choices, outs = self.form.choices, self.form.outs
        asked = replace(self._asked(choices), signed=signed)
        self.stop_preview()
        self.doubts.hide()
        self._busy(True)
        self._say("")
        self._writing = commands.export_brief(
            self._session,
            self._project,
            outs,
            asked,
            done=lambda written: self._done(choices, written),
            refused=self._refused,
        )

    def done(self, result: int) -> None:
        """Stop all work and close."""
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work."""
        self._end()
        super().closeEvent(event)

    def _end(self) -> None:
        """Stop; results that arrive later must not touch deleted widgets."""
        self._left = True
        self.preview.pages.leave()
        self._wait.stop()
        self.stop_preview()
        if self._asking is not None:
            self._asking.cancel()
        self._turn += 1
        if self._writing is not None:
            self._writing.cancel()
        self._held.close()

    def _show(self, turn: int, choices: Choices, written: "Written") -> None:
        from core.project.export import KNOWN

        if turn != self._turn:
            return
        path = written.path
        self._making, self._made = None, (choices, written.claims)
        known = [KNOWN] if KNOWN in written.warnings else []
        if path.suffix == ".pdf":
            notes = [*known, *filter(None, [NOTES.get(choices.format, "")])]
            self.preview.show_pdf(path.read_bytes(), " · ".join(notes))
        else:
            self.preview.show_text(path, *known)
        path.unlink(missing_ok=True)

    def _previewed(self) -> None:
        """Take what the preview now shows as what is shown."""
        if self._made is not None:
            (self._shown, self.shown_claims), self._made = self._made, None
            self._find_sought()

    def _find_sought(self) -> None:
        """Scroll to the requested claim."""
        sought, self._sought = self._sought, ""
        if not sought:
            return
        if sought not in self.shown_claims:
            self.preview.say("That claim is not in this brief.")
        elif not self.preview.reveal(self.shown_claims.index(sought) + 1):
            self.preview.say("This format has no pages to show the claim in.")

    def _meant(self, number: int) -> None:
        if 0 < number <= len(self.shown_claims):
            self.claim_wanted.emit(self.shown_claims[number - 1])

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._making = None
        if isinstance(error, Cancelled):
            self.preview.fail("The preview was stopped.", "Change an option to render it again.")
        elif isinstance(error, StandfirstError):
            self.preview.fail(error.sentence, error.hint)
        else:
            self.preview.fail("The preview could not be made.", "The export itself may still work.")
            self._session.failed.emit(error)

    def _done(self, choices: Choices, written: "tuple[Written, ...]") -> None:
        path = written[0].path
        self._writing, self._written = None, path
        if self._left:
            return
        self._busy(False)
        warnings = dict.fromkeys(warning for one in written for warning in one.warnings)
        names = ", ".join(one.path.name for one in written)
        told = f"{names} written and verified."
        self._say("\n".join((told, *warnings)), done=True)
        remember(self._memory, replace(choices, folder=str(path.parent)), self._known_as)

    def _refused(self, error: Exception) -> None:
        from core.project.gate import Doubtful

        self._writing = None
        if self._left:
            return
        self._busy(False)
        if isinstance(error, Doubtful):
            self.doubts.show_doubts(error, writable=not self._project.readonly)
        elif isinstance(error, StandfirstError):
            self._say(f"{error.sentence} {error.hint}".strip())
        else:
            self._session.failed.emit(error)

    def _say(self, words: str, *, done: bool = False) -> None:
        self.outcome.setText(words)
        for button in (self.open_file, self.folder):
            button.setVisible(done)

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self._is_busy = busy
        self._offer_to_go()
        for part in (self.form, self.form.filing, self.doubts):
            part.setEnabled(not busy)

    def _offer_to_go(self) -> None:
        """Enable the export when there is a file name and no export is running."""
        self.go.setEnabled(not self._is_busy and bool(self.form.place.text().strip()))

    def _progressed(self) -> None:
        if self._writing is not None:
            step = self._writing.step
            self.bar.setRange(0, step.total)
            self.bar.setValue(step.done)
            self.outcome.setText(step.text)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds and self.isVisible():
            self._look_at_project()
            self._wait.start(DEBOUNCE_MS)

    def _look_at_project(self) -> None:
        """Offer the choices the project's claims allow, and name the file after its title."""

        def read(project: "Project", _: Progress) -> tuple[list[Claim], dict[Edition, str]]:
            return project.claims.all(), project.exports.titles()

        def show(found: tuple[list[Claim], dict[Edition, str]]) -> None:
            if not self._left:
                claims, titles = found
                self.form.claims.show_claims(claims)
                self.form.show_titles(titles)

        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._session.ask(read, show)

    def _asked(self, choices: Choices) -> "ExportRequest":
        from core.project.export import ExportRequest

        without, claims = choices.without.split(), self.form.claims.asked
        return ExportRequest(choices.edition, choices.style, choices.locale, without, claims, choices.template)

    def _place(self, kept: Choices) -> Path:
        folder = Path(kept.folder) if kept.folder else Path()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return (
            folder if kept.folder and folder.is_dir() else Path(documents) if Path(documents).is_dir() else Path.home()
        )

    def _show_written(self, *, folder: bool) -> None:
        if self._written is not None:
            target = self._written.parent if folder else self._written
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _look_through(self, path: str) -> None:
        """Check a house template outside the GUI thread: its logo is redrawn, which a hostile file can make slow."""

        def read(project: "Project", _: Progress) -> None:
            from core.export.template.file import read as read_house

            read_house(Path(path), project.scale)

        field = self.form.template
        self._session.ask(
            read,
            lambda _: field.take(path) if isValid(field) else None,
            lambda error: field.refuse(error) if isValid(field) else None,
        )

    def _connect(self) -> None:
        self.preview.shown.connect(self._previewed)
        self.preview.pages.claim_meant.connect(self._meant)
        self.form.place.textChanged.connect(lambda _: self._offer_to_go())
        self.form.changed.connect(lambda: self._wait.start(DEBOUNCE_MS))
        self.form.changed.connect(self.doubts.hide)
        self.form.template.offered.connect(self._look_through)
        self._wait.timeout.connect(self.refresh)
        self.go.clicked.connect(lambda _: self.export())
        self.doubts.signed.connect(self.export)
        self.leave.clicked.connect(self.reject)
        self.stop.clicked.connect(lambda: self._writing.cancel() if self._writing else None)
        self.open_file.clicked.connect(lambda: self._show_written(folder=False))
        self.folder.clicked.connect(lambda: self._show_written(folder=True))
        self._session.progressed.connect(self._progressed)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self.reject)

    def _lay_out(self) -> None:
        self.setWindowTitle("Export brief")
        self.resize(WIDTH, HEIGHT)
        for button, tip in (
            (self.go, "Write the file and verify it"),
            (self.leave, "Close this window (Esc)"),
            (self.stop, "Stop the export; nothing is written"),
            (self.open_file, "Open the file"),
            (self.folder, "Show the file in its folder"),
        ):
            button.setAccessibleName(button.text())
            button.setToolTip(tip)
        self.go.setDefault(True)
        left = QWidget()
        left.setFixedWidth(FORM_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(scroll_area(self.form, "Choices"), 1)
        column.addWidget(self.form.filing)
        column.addWidget(self.outcome)
        column.addWidget(self.doubts)
        column.addWidget(self.bar)
        column.addLayout(_row(self.open_file, self.folder))
        column.addLayout(_row(self.stop, self.leave, self.go))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame()
        role(line, "sunken").setFixedWidth(1)
        row.addWidget(left)
        row.addWidget(line)
        row.addWidget(self.preview, 1)
        self.form.format.setFocus()
        self._busy(False)
        self._say("")


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
