"""The reader: a sealed snapshot as text and as the archived page; selected passages are linked to claims."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.errors import InputError
from core.model import Changes, Level, Relation, Selector, SnapshotText
from gui.base.session import Session
from gui.highlights.selection import Passage, Quote, Seen
from gui.reader import commands
from gui.reader.claim_counts import RestingClaims
from gui.reader.header import Header
from gui.reader.keys import ReaderKeys
from gui.reader.page_tab import IMAGES, PDF, RECORDINGS, PageTab, claimed
from gui.reader.selection_bar import SelectionBar
from gui.reader.text_view import TextView
from gui.reader.view_model import MOST_CLAIMS, Opened, citation, read_marks, read_snapshot
from gui.widgets.find_bar import FindBar
from gui.widgets.notices import Notices

if TYPE_CHECKING:
    from core.model import Claim
    from core.project import Project
    from gui.highlights.marks import Mark

__all__ = ["Passage", "Quote", "Reader"]

SHOWN = frozenset({"snapshot", "source", "review", "snapshot_text"})
CHOSEN = "The letters of this page are read as {}, as somebody chose."
LETTERS = "Whether the letters of this page are read rightly as {} is not certain."
MARKED = frozenset({"evidence", "claim_evidence", "claim"})
NOT_SEALED = (
    "What the page shows here is not in the sealed text, so it cannot be quoted. "
    "Select the passage in the Text tab: the sealed text counts, not the look of the page."
)
WORDLESS = "No text could be read from this snapshot, so nothing in it can be quoted yet."
SCANNED = "This PDF contains page images but no text, like a scan: it cannot be searched or quoted."
PICTORIAL = (IMAGES, *RECORDINGS)  # formats whose parts are selected by area or time
TEXT, PAGE = 0, 1


class Reader(QWidget):
    """Shows one snapshot.

    Signals: `quote_made(Quote)` link a passage; `claim_opened(str)` evidence was clicked; `capture_requested(str)` seal
    the page of a link; `compare_wanted(str, str)` show two snapshots side by side; `citation_wanted(str)` of this
    source.
    """

    quote_made = Signal(object)
    claim_opened = Signal(str)
    capture_requested = Signal(str)
    compare_wanted = Signal(str, str)
    citation_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._opened: Opened | None = None
        self._wanted = ("", "")
        self._place: tuple[int, int] | None = None
        self._fell_back = ""
        self._current_claim = ""
        self.header = Header()
        self.notices = Notices()
        self.finder = FindBar()
        self.text = TextView()
        self.resting = RestingClaims(self.text)
        self.page = PageTab(session)
        self.bar = SelectionBar()
        self.tabs = QTabWidget()
        self.keys = ReaderKeys(self, lambda: self.bar.passage is not None)
        self._lay_out()
        self._connect()

    @property
    def opened(self) -> Opened | None:
        """The snapshot shown."""
        return self._opened

    def show_snapshot(self, snapshot_id: str, evidence_id: str = "", place: tuple[int, int] | None = None) -> None:
        """Show a snapshot, at a piece of evidence or with text[start:end] selected if given."""
        self._place = place
        if self._opened is not None and self._opened.snapshot.id == snapshot_id == self._wanted[0]:
            self._go_to(evidence_id)
            return
        self._wanted = (snapshot_id, evidence_id)
        self._session.act(lambda project: read_snapshot(project, snapshot_id), self._show)

    def set_claim(self, claim_id: str) -> None:
        """Set the claim selected beside the page, to which Enter links."""
        self._current_claim = claim_id
        self._offer_claims()

    def clear(self) -> None:
        """Show nothing."""
        self._opened, self._wanted = None, ("", "")
        self._withdraw()
        self.notices.clear()
        self.text.show_text(SnapshotText("", "", "", "", ""))
        self.page.take(None)

    def _show(self, opened: Opened) -> None:
        if opened.snapshot.id != self._wanted[0]:
            return  # another snapshot was requested meanwhile
        self._opened, self._fell_back = opened, ""
        self._withdraw()
        self.finder.leave()
        self.header.show_opened(opened)
        self._say_troubles(opened)
        self.text.show_text(opened.text, opened.source.title)
        self.text.show_marks(opened.marks)
        self.page.take(opened)
        self._offer_claims()
        self._go_to(self._wanted[1])
        if not opened.has_words and opened.snapshot.mime.startswith(PICTORIAL):
            self.tabs.setCurrentIndex(PAGE)  # it has no text
        self._tab_shown(self.tabs.currentIndex())

    def _say_troubles(self, opened: Opened) -> None:
        self.notices.clear()
        snapshot = opened.snapshot
        if opened.trouble:
            self.notices.add("bad", opened.trouble)
        if opened.needs_review:
            reasons = ", ".join(snapshot.quality.reasons) or "it does not look like the page itself"
            said = f"This capture cannot back a claim yet: {reasons}."
            self.notices.add("doubtful", said, "Use anyway", self._review)
        self._say_letters(opened)
        if not opened.has_words and not opened.trouble and not snapshot.mime.startswith(PICTORIAL):
            self.notices.add("info", SCANNED if snapshot.mime == PDF else WORDLESS)
        if self._fell_back:
            self.notices.add("info", self._fell_back)

    def _say_letters(self, opened: Opened) -> None:
        """Say that another encoding was chosen, or offer one."""
        from core.extract import charset_of_text, chosen_charset

        snapshot, charset = opened.snapshot, charset_of_text(opened.text.extractor)
        if chosen_charset(opened.text.extractor):
            said, label, wanted = CHOSEN.format(charset), "Read as the page says", ""
        elif charset and opened.other_charset and opened.other_charset != charset:
            said, label, wanted = LETTERS.format(charset), f"Read as {opened.other_charset}", opened.other_charset
        else:
            return
        read_again = partial(commands.read_as, self._session, snapshot.id, wanted)
        self.notices.add("doubtful" if wanted else "info", said, label, read_again)

    def _review(self) -> None:
        if self._opened is not None:
            commands.accept_capture(self._session, self._opened.snapshot.id)

    def _go_to(self, evidence_id: str) -> None:
        if self._place is not None:
            self.tabs.setCurrentIndex(TEXT)
            self.text.select(*self._place)
            self._place = None
            return
        marks = self._opened.marks if self._opened else ()
        for mark in marks:
            if mark.evidence_id == evidence_id:
                self.page.go_to(evidence_id)
                if mark.wordless:
                    self.tabs.setCurrentIndex(PAGE)
                else:
                    self.text.go_to(mark)
                return

    def _tab_shown(self, index: int) -> None:
        self._withdraw()
        if index == PAGE:
            self.page.begin()
        if self.finder.isVisible():
            self._find(self.finder.field.text())

    def _fall_back(self, reason: str) -> None:
        self._fell_back = f"{reason} The Text tab shows what was read from the sealed bytes."
        self.notices.add("info", self._fell_back)
        self.tabs.setCurrentIndex(TEXT)

    def _say_pictured(self, reason: str) -> None:
        self.notices.add("info", f"{reason} Its picture, taken at the capture and sealed with it, is shown instead.")

    def _changed(self, changes: Changes) -> None:
        if self._opened is None:
            return
        snapshot_id = self._opened.snapshot.id
        if changes.kinds & SHOWN:
            self._session.act(lambda project: read_snapshot(project, snapshot_id), self._shown_again, self._gone)
        elif changes.kinds & MARKED:
            self._withdraw()
            self._session.act(lambda project: _read_links(project, snapshot_id), self._marks_read)

    def _shown_again(self, opened: Opened) -> None:
        if self._opened is None or self._opened.snapshot.id != opened.snapshot.id:
            return
        if opened.snapshot.id not in {sister.id for sister in opened.sisters}:
            self.clear()  # it is in the bin
            return
        if opened.text != self._opened.text:
            self._wanted = (opened.snapshot.id, "")
            self._show(opened)
            return
        self._opened = opened
        self.header.show_opened(opened)
        self._say_troubles(opened)
        self._marks_read((opened.snapshot.id, opened.marks, opened.claims))

    def _gone(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.clear()  # its capture was undone
        else:
            self._session.failed.emit(error)

    def _marks_read(self, read: "tuple[str, tuple[Mark, ...], tuple[Claim, ...]]") -> None:
        snapshot_id, marks, claims = read
        if self._opened is not None and self._opened.snapshot.id == snapshot_id:
            self._opened = self._opened.with_links(marks, claims)
            self.text.show_marks(marks)
            self.page.show_marks(marks)
            self._offer_claims()

    def _offer_claims(self) -> None:
        claims = self._opened.claims if self._opened else ()
        current = next((claim.text for claim in claims if claim.id == self._current_claim), "")
        self.bar.claim.offer(claims, current)

    def _text_selected(self, start: int, end: int) -> None:
        from core.anchor import describe

        if self._opened is None or self.tabs.currentIndex() != TEXT:
            return
        if end <= start:
            self._withdraw()
            return
        text = self._opened.text
        self.bar.offer(Passage(text.snapshot_id, describe(text.text, start, end, text.pages)))

    def _page_selected(self, untrusted: Seen | None) -> None:
        """Look up the words that the page reports in the sealed text; nothing else it reports is used."""
        if self.tabs.currentIndex() != PAGE:
            return
        if self._opened is None or untrusted is None:
            self._withdraw()
            return
        text = self._opened.text
        self._session.act(lambda _: sealed_passage(text, claimed(untrusted, text)), self._page_located)

    def _part_drawn(self, selector: Selector | None) -> None:
        if self._opened is None or selector is None:
            self._withdraw()
        else:
            self.bar.offer(Passage(self._opened.snapshot.id, selector))

    def _page_located(self, passage: Passage | None) -> None:
        if passage is None:
            self._withdraw()
            if NOT_SEALED not in self.notices.shown():
                self.notices.add("doubtful", NOT_SEALED)
        elif self._opened is not None and passage.snapshot_id == self._opened.text.snapshot_id:
            self.bar.offer(passage)

    def _withdraw(self) -> None:
        self.bar.withdraw()

    def _drop(self) -> None:
        """Clear the selection, or close the find bar."""
        if self.bar.passage is None and self.finder.isVisible():
            self.finder.leave()
        cursor = self.text.textCursor()
        cursor.clearSelection()
        self.text.setTextCursor(cursor)
        self.page.drop_selection()
        self._withdraw()
        self.focus()

    def _open_claim(self, evidence_id: str) -> None:
        marks = self._opened.marks if self._opened else ()
        for mark in marks:
            if mark.evidence_id == evidence_id:
                self.claim_opened.emit(mark.claim_id)
                return

    def _copy(self) -> None:
        if self.bar.passage is not None and self._opened is not None:
            QGuiApplication.clipboard().setText(citation(self._opened, self.bar.passage.selector.exact))

    def _step(self, by: int) -> None:
        mark = self.text.step(by)
        if mark is not None:
            self.page.go_to(mark.evidence_id)
            self.claim_opened.emit(mark.claim_id)

    def _find(self, words: str) -> None:
        if self.tabs.currentIndex() == PAGE:
            self.page.find_words(words)
            return
        total = self.text.find_words(words)
        self.finder.say(self.text.step_found(1) if total else 0, total)

    def _step_found(self, by: int) -> None:
        if self.tabs.currentIndex() == PAGE:
            self.page.find_words(self.finder.field.text(), by)
        else:
            self.finder.say(self.text.step_found(by), len(self.text.found))

    def _find_left(self) -> None:
        self.text.find_words("")
        self.page.find_words("")
        self.focus()

    def focus(self) -> None:
        """Give the keyboard focus to the text or page."""
        (self.text if self.tabs.currentIndex() == TEXT else self.page.view or self.page).setFocus()

    def _key(self, name: str) -> None:
        if name in tuple(Relation):
            self.bar.choose(Relation(name))
            return
        {
            "find": self.finder.open,
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "cite": self._copy,
            "leave": self._drop,
            "link": self.bar.commit,
            "claim": self.bar.claim.open,
            "new": self.bar.commit_new,
        }[name]()

    def _connect(self) -> None:
        self.header.snapshot_chosen.connect(self.show_snapshot)
        self.header.compare_wanted.connect(self.compare_wanted)
        self.header.citation_wanted.connect(self.citation_wanted)
        self.text.selected.connect(self._text_selected)
        self.text.mark_clicked.connect(lambda mark: self.claim_opened.emit(mark.claim_id))
        self.page.selected.connect(self._page_selected)
        self.page.mark_clicked.connect(self._open_claim)
        self.page.capture_wanted.connect(self.capture_requested)
        self.page.fell_back.connect(self._fall_back)
        self.page.pictured.connect(self._say_pictured)
        self.page.part_drawn.connect(self._part_drawn)
        self.page.found.connect(self.finder.say)
        self.page.view_made.connect(self.keys.watch)
        self.bar.linked.connect(self.quote_made)
        self.bar.copy_wanted.connect(self._copy)
        self.bar.left.connect(self._drop)
        self.finder.words_changed.connect(self._find)
        self.finder.step_wanted.connect(self._step_found)
        self.finder.closed.connect(self._find_left)
        self.tabs.currentChanged.connect(self._tab_shown)
        self.keys.pressed.connect(self._key)
        self.keys.watch(self.text)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self.clear)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.text, "Text")
        self.tabs.addTab(self.page, "Page")
        self.tabs.setTabToolTip(TEXT, "The words of the snapshot, as read from the sealed bytes")
        self.tabs.setTabToolTip(PAGE, "The archived page as it looked, shown from the sealed file without any network")
        self.tabs.tabBar().setAccessibleName("Text or page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.notices, self.finder):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.bar)


def sealed_passage(text: SnapshotText, untrusted: Selector | None) -> Passage | None:
    """Return the passage of the sealed text that a page reports as selected, in the sealed words; None if not found."""
    from core.anchor import describe, locate

    match = locate(text.text, untrusted, fuzzy=False) if untrusted is not None else None
    if match is None or match.level in (Level.FUZZY, Level.GONE):
        return None
    return Passage(text.snapshot_id, describe(text.text, match.start, match.end, text.pages))


def _read_links(project: "Project", snapshot_id: str) -> "tuple[str, tuple[Mark, ...], tuple[Claim, ...]]":
    return snapshot_id, read_marks(project, snapshot_id), tuple(project.claims.newest(MOST_CLAIMS))
