"""The draft view: the story with its claims underlined, cards in the margin, and a key for each action."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.model import Changes
from gui.base.session import Session
from gui.drafts import commands
from gui.drafts.autosave import DraftTyping, waiting_words
from gui.drafts.blocks import sentence_at
from gui.drafts.claim_actions import ClaimActions
from gui.drafts.coverage import DraftCoverage
from gui.drafts.editor import DraftEdit
from gui.drafts.header import DraftHead
from gui.drafts.legend import DraftLegend
from gui.drafts.lost_claims import gone_menu
from gui.drafts.margin import NARROW, WIDE, DraftMargin
from gui.drafts.paste import DraftPaste
from gui.drafts.side_lists import NOTES, SUGGESTIONS, DraftLists
from gui.drafts.text import DraftText
from gui.drafts.view_model import DraftClaim, DraftFacts, draft_facts, version_words
from gui.widgets.notices import Notice, Notices
from gui.widgets.status_looks import UNCHECKED
from gui.widgets.theme import GRID, role

SHOWN_KINDS = frozenset({"draft", "claim", "evidence", "decision", "project"})
KEYS = "Shift+F1  all keys"
KEYS_FROM = 760
CARDS_FROM = 520  # narrower, the margin shows symbols only


class DraftView(QWidget):
    """Shows one draft.

    Signals: `claim_selected(claim id)` by the user; `evidence_wanted()`, `search_wanted()` and `versions_wanted()` by
    key; `capture_wanted(url)` a page that the draft links to. `actions_` carries requests about its claims.
    """

    claim_selected = Signal(str)
    evidence_wanted = Signal()
    search_wanted = Signal()
    versions_wanted = Signal()
    capture_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._draft_id = ""
        self._place: tuple[int, int] | None = None
        self._wanted = ""
        self.facts: DraftFacts | None = None
        self.text = DraftText()
        self.margin = DraftMargin(self.text)
        self.paste = DraftPaste(session)
        self.legend = DraftLegend()
        self.lists = DraftLists(session)
        self.head = DraftHead()
        self.cover = DraftCoverage(session)
        self.filter, self.lost = self.head.filter, self.head.lost
        self.edit = DraftEdit()
        self.typing = DraftTyping(session, self.edit)
        self.actions_ = ClaimActions(session, self.text, self)
        self._keys = role(QLabel(KEYS), "small")
        self.news: Notice | None = None
        self.waiting: Notice | None = None
        self.notices = Notices()
        self._column = QVBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def draft_id(self) -> str:
        """The draft shown, or empty."""
        return self._draft_id

    @property
    def current(self) -> str:
        """The current claim, or empty."""
        return self.text.chosen

    def show_draft(self, draft_id: str, place: tuple[int, int] | None = None) -> None:
        """Show a draft, with text[start:end] selected if given; for an empty id, the form to add one."""
        self._place = place
        if draft_id != self._draft_id:
            self.typing.hold()
            self.facts = None
            self.filter.show_only()
            self.notices.clear()
            self._stack.setCurrentIndex(0)
        self._draft_id = draft_id
        if draft_id:
            self._read()
        else:
            self._stack.setCurrentWidget(self.paste)

    def show_claim(self, claim_id: str) -> None:
        """Emphasise a claim of this draft without a signal; a claim of another draft clears the choice."""
        self._wanted = claim_id
        if claim_id != self.text.chosen:
            self.text.choose(claim_id)
            self.margin.update()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) claim from the caret."""
        claims = self._walked()
        numbers = [number for number, placed in enumerate(claims) if placed.claim.id == self.current]
        point = self.text.point()
        if numbers:
            number = numbers[0] + by
        elif by > 0:
            number = sum(1 for placed in claims if placed.start < point)
        else:
            number = sum(1 for placed in claims if placed.start < point) - 1
        if 0 <= number < len(claims):
            self.choose(claims[number].claim.id)

    def next_unchecked(self) -> None:
        """Go to the next unchecked claim, wrapping around."""
        claims = self._walked()
        here = next((number for number, placed in enumerate(claims) if placed.claim.id == self.current), -1)
        turned = [*claims[here + 1 :], *claims[: here + 1]]
        found = next((placed for placed in turned if placed.claim.status in UNCHECKED), None)
        if found is not None:
            self.choose(found.claim.id)

    def claim_here(self) -> None:
        """Make a claim of the selection, or of the sentence at the caret."""
        start, end = self.text.wanted()
        self.claim_at(start, start if self.cover.at(start, end) else end)  # open words stand for their sentence

    def claim_at(self, start: int, end: int) -> None:
        """Make a claim of a range in code points; of an empty one, the sentence there."""
        if start == end:
            start, end = sentence_at(self.text.text, start)
        words = self.text.text[start:end]
        if words and self._session.writable:
            commands.mark_claim(self._session, self._draft_id, start, words, self.choose)

    def _seal_links(self) -> None:
        draft_id = self._draft_id

        def seal(urls: list[str]) -> None:
            for url in urls:
                self.capture_wanted.emit(url)

        self._session.act(lambda project: project.drafts.proposed(draft_id), seal)

    def edit_text(self) -> None:
        """Open the text for editing, at the caret."""
        if self.facts is not None and self._session.writable:
            self._stack.setCurrentWidget(self.edit)
            self.typing.begin(self.facts, self.text.point())

    def offer_lost(self) -> None:
        """List the claims that are not in the text."""
        menu = gone_menu(self._session, self.facts, self.choose, self) if self.facts else None
        if menu is not None:
            menu.popup(self.lost.mapToGlobal(QPoint(0, self.lost.height())))

    def _revise(self, text: str) -> None:
        self.edit.setEnabled(False)
        commands.revise_draft(self._session, self._draft_id, text, self._saved, refused=self._not_revised)

    def _not_revised(self, error: Exception) -> None:
        """Keep the input visible when saving it failed."""
        self.edit.setEnabled(True)
        self._session.failed.emit(error)

    def _saved(self, _: Changes) -> None:
        self.typing.drop()
        self._read_on()

    def _read_on(self) -> None:
        self.edit.setEnabled(True)
        self._stack.setCurrentIndex(0)
        self._offer_waiting()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_off(self) -> None:
        """Move to the next or previous claim, because the current one is about to leave the text."""
        claim_id = self.current
        self.step(1)
        if self.current == claim_id:
            self.step(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reduce the cards to symbols where space is short."""
        super().resizeEvent(event)
        self.head.fit(self.width())
        self._keys.setVisible(self.width() >= KEYS_FROM)
        self._place_margin()

    def _walked(self) -> list[DraftClaim]:
        return [placed for placed in self.text.claims if self.text.shows(placed)]

    def _wave(self) -> None:
        self.cover.offer(*self.text.wanted(), self.text.viewport().mapToGlobal(self.text.cursorRect().bottomLeft()))

    def choose(self, claim_id: str) -> None:
        """Emphasise a claim and announce it."""
        self.show_claim(claim_id)
        self.claim_selected.emit(claim_id)

    def _key(self, letter: str) -> None:
        keys: dict[str, Callable[[], object]] = {
            "j": lambda: self.step(1),
            "k": lambda: self.step(-1),
            "n": self.next_unchecked,
            "c": self.claim_here,
            "s": self.actions_.choose_status,
            "v": self._choose_verdict,
            "e": self.evidence_wanted.emit,
            "f": self.filter.offer,
            "r": self.actions_.retire,
            "p": self.actions_.split,
            "o": self.actions_.merge,
            "t": self.edit_text,
            "l": self.offer_lost,
            "u": lambda: self.cover.go_on(self.text.point() - 1),
            "w": self._wave,
            "d": self.versions_wanted.emit,
            "g": lambda: self.lists.toggle(SUGGESTIONS),
            "m": lambda: self.lists.toggle(NOTES),
            "/": self.search_wanted.emit,
        }
        keys[letter]()

    def _choose_verdict(self) -> None:
        if self.facts is not None:
            self.actions_.choose_verdict(self.facts.scale)

    def _read(self) -> None:
        draft_id = self._draft_id
        if draft_id and self._session.is_open:
            self._session.act(
                lambda project: draft_facts(project, draft_id), self._show, lambda _: self._gone(draft_id)
            )

    def _show(self, facts: DraftFacts) -> None:
        if facts.draft.id != self._draft_id:
            return
        if self.facts is None or self.facts.version.id != facts.version.id:
            self.text.sans = self._session.settings["draft_font"] == "sans"
            self.text.show_text(facts.version.text)
        if self.facts is None or self.facts.version.id != facts.version.id:
            self._tell(facts, new=self.facts is not None and self.facts.version.seq < facts.version.seq)
        arrived, self.facts = self.facts is None, facts
        if arrived:
            self._offer_waiting()
        self.text.show_only(None)
        self.text.show_claims(facts.claims)
        self.lists.show_facts(facts)
        self.cover.show_facts(facts)
        self._narrow()
        if self._place is not None and self._place[1] <= len(facts.version.text):
            self.text.show_place(*self._place)
        elif self._wanted and self._wanted != self.text.chosen:
            self.text.choose(self._wanted)
        self._place = None
        self.head.show_facts(facts, writable=self._session.writable)
        if self._stack.currentWidget() is not self.edit:  # keep the input visible
            self._stack.setCurrentIndex(0)
        self._place_margin()
        self.margin.update()

    def say(self, sentences: Sequence[str]) -> None:
        """Show a notice about an import until it is dismissed."""
        for sentence in sentences:
            self.notices.add("info", sentence)

    def _tell(self, facts: DraftFacts, *, new: bool) -> None:
        """Show what a new version made of the claims until it is dismissed or another version is shown."""
        if self.news is not None and isValid(self.news):
            self.news.hide()
            self.news.deleteLater()
        self.news = None
        if not new:
            return
        self.news = Notice("history", version_words(facts), "Show differences", self.versions_wanted.emit)
        self._column.insertWidget(1, self.news)
        self.news.show()

    def _offer_waiting(self) -> None:
        """Show that there is unsaved text, with a way back to it."""
        if self.waiting is not None and isValid(self.waiting):
            self.waiting.hide()
            self.waiting.deleteLater()
        self.waiting = None
        typed = self.typing.waiting(self.facts) if self.facts else None
        if self.facts is None or typed is None or not self._session.writable:
            return
        self.waiting = Notice("pencil", waiting_words(typed, self.facts), "Keep editing", self.edit_text)
        self._column.insertWidget(1, self.waiting)
        self.waiting.show()

    def _narrow(self) -> None:
        """Apply the filter and show how many claims pass."""
        facts = self.facts
        if facts is None:
            return
        shown = self.filter.shown(facts.claims)
        self.text.show_only(shown)
        self.head.say_state(facts, shown)
        self.margin.update()

    def _gone(self, draft_id: str) -> None:
        if draft_id == self._draft_id:  # in the bin, or undone
            self._switched()

    def _switched(self) -> None:
        self.facts, self._draft_id, self._wanted = None, "", ""
        self._stack.setCurrentWidget(self.paste)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self._read()

    def _place_margin(self) -> None:
        self.text.set_margin(WIDE if self.width() >= CARDS_FROM else NARROW)

    def _connect(self) -> None:
        self.text.claim_clicked.connect(self.choose)
        self.margin.claim_clicked.connect(self.choose)
        self.text.key.connect(self._key)
        self.head.write.clicked.connect(self.edit_text)
        self.lost.clicked.connect(self.offer_lost)
        self.edit.saved.connect(self._revise)
        self.edit.left.connect(self._read_on)
        self.edit.thrown.connect(self._read_on)
        self.lists.shown_at.connect(self.text.show_place)
        self.cover.shown_at.connect(self.text.show_place)
        self.cover.next.clicked.connect(lambda: self._key("u"))
        self.cover.wave.clicked.connect(self._wave)
        self.lists.claimed.connect(self.claim_at)
        self.lists.left.connect(self.text.setFocus)
        self.lists.links_wanted.connect(self._seal_links)
        self.filter.changed.connect(self._narrow)
        self.head.make.clicked.connect(self.claim_here)
        self.head.suggest.clicked.connect(lambda: self.lists.toggle(SUGGESTIONS))
        self.head.notes.clicked.connect(lambda: self.lists.toggle(NOTES))
        self.paste.added.connect(self.show_draft)
        self.paste.said.connect(self.say)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self._switched)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 3, 0, GRID * 2, 0)
        foot.addWidget(self.legend, 1)
        foot.addWidget(self._keys)
        page = QWidget()
        column = self._column
        page.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.cover)
        column.addWidget(self.notices)
        column.addWidget(self.text, 1)
        column.addWidget(self.lists)
        column.addLayout(foot)
        self._stack.addWidget(page)
        self._stack.addWidget(self.paste)
        self._stack.addWidget(self.edit)
        self._stack.setCurrentWidget(self.paste)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.text)
