"""The project screen: sidebar, list of the section, reader or draft, claims. Parts are created when first needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from core.model import Changes, Hit, LinkedEvidence, Snapshot
from gui.base.session import Session
from gui.drafts.list import DraftList
from gui.search.list import SearchList
from gui.shell import joints
from gui.shell.sidebar import Sidebar, counts
from gui.sources.list import SourceList
from gui.widgets.empty_state import Empty
from gui.widgets.theme import GRID

if TYPE_CHECKING:
    from core.project import Project
    from gui.claims.list import ClaimsList
    from gui.claims.panel import ClaimsPanel
    from gui.claims.passages import PassageList
    from gui.drafts.view import DraftView
    from gui.reader.compare import CompareView
    from gui.reader.reader import Quote, Reader

COLUMNS = (248, 720, 332)
LIST_LEAST, MAIN_LEAST, CLAIMS_LEAST = 200, 320, 260
COUNTED = frozenset({"draft", "claim", "source", "snapshot", "evidence"})


class Workspace(QWidget):
    """Everything about one project.

    Signals: `section_shown(name)`; `capture_wanted(url)` capture the page of a link; `brief_wanted(claim id)` show a
    claim in the brief; `queries_wanted()` show the queries about the current claim.
    """

    section_shown = Signal(str)
    capture_wanted = Signal(str)
    brief_wanted = Signal(str)
    queries_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.section = "sources"
        self.sidebar = Sidebar()
        self.drafts = DraftList(session)
        self.sources = SourceList(session)
        self.lists = QStackedWidget()
        for column in (self.drafts, self.sources):
            self.lists.addWidget(column)
        self.main = QStackedWidget()
        self._nothing = Empty("page", "Choose a source to read it here, or a draft to see its claims.")
        self.main.addWidget(self._nothing)
        self.side = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._search: SearchList | None = None
        self._claims: ClaimsPanel | None = None
        self._claim_list: ClaimsList | None = None
        self._reader: Reader | None = None
        self._draft: DraftView | None = None
        self._narrow = self._list_wanted = False
        self._compare: CompareView | None = None
        self._passages: PassageList | None = None
        self._lay_out()
        self._connect()

    @property
    def search(self) -> SearchList:
        """The project search."""
        if self._search is None:
            self._search = SearchList(self._session)
            self._search.chosen.connect(self.open_hit)
            self._search.entered.connect(self._read_on)
            self.lists.addWidget(self._search)
        return self._search

    @property
    def claims(self) -> "ClaimsPanel":
        """The claims panel beside the page."""
        if self._claims is None:
            self._claims = joints.claims_panel(self._session)
            self._claims.claim_selected.connect(self._claim_selected)
            self._claims.evidence_opened.connect(self.show_evidence)
            self._claims.compare_wanted.connect(self.show_compare)
            self._claims.passages_wanted.connect(self.show_passages)
            self._claims.brief_wanted.connect(self.brief_wanted)
            self._claims.queries_wanted.connect(self.queries_wanted)
            self.side.addWidget(self._claims)
        return self._claims

    @property
    def claim_list(self) -> "ClaimsList":
        """The claims section, over the same model as the panel."""
        if self._claim_list is None:
            from gui.claims.list import ClaimsList

            self._claim_list = ClaimsList(self._session, self.claims.model)
            self._claim_list.chosen.connect(self._open_claim)
            self._claim_list.brief_wanted.connect(self.brief_wanted)
            self.claims.watch(self._claim_list)
            self._claim_list.setContentsMargins(0, GRID + 4, 0, 0)
            self.lists.addWidget(self._claim_list)
        return self._claim_list

    @property
    def passages(self) -> "PassageList":
        """Passages that may bear on a claim."""
        if self._passages is None:
            from gui.claims.passages import PassageList

            self._passages = PassageList(self._session)
            self._passages.opened.connect(lambda snapshot_id, place: self.show_snapshot(snapshot_id, place=place))
            self._passages.left.connect(lambda: self.show_section(self.section))
            self.lists.addWidget(self._passages)
        return self._passages

    @property
    def reader(self) -> "Reader":
        """The reader of sealed snapshots."""
        if self._reader is None:
            self._reader = joints.reader(self._session)
            self._reader.quote_made.connect(self._quote)
            self._reader.claim_opened.connect(self.show_claim)
            self._reader.capture_requested.connect(self.capture_wanted)
            self._reader.compare_wanted.connect(self.show_compare)
            self._reader.set_claim(self.claims.current)
            self.main.addWidget(self._reader)
        return self._reader

    @property
    def compare(self) -> "CompareView":
        """Two captures side by side."""
        if self._compare is None:
            from gui.reader.compare import CompareView

            self._compare = CompareView(self._session)
            self._compare.left.connect(self.show_snapshot)
            self.main.addWidget(self._compare)
        return self._compare

    @property
    def draft(self) -> "DraftView":
        """The draft being checked."""
        if self._draft is None:
            self._draft = joints.draft_view(self._session)
            self._draft.claim_selected.connect(self.show_claim)
            self._draft.evidence_wanted.connect(self._show_first_evidence)
            self._draft.versions_wanted.connect(self.show_versions)
            self._draft.capture_wanted.connect(self.capture_wanted)
            self._draft.search_wanted.connect(lambda: self.show_section("search"))
            self.main.addWidget(self._draft)
        return self._draft

    def arrive(self) -> None:
        """Show a project that was just opened: its newest draft, else its newest source."""
        self.main.setCurrentWidget(self._nothing)
        if self._reader is not None:
            self._reader.clear()
        self.sidebar.show_project(self._session.project.info.title)
        # One per turn of the event loop: panel and reader created together would block the window twice as long.
        self._session.act(counts, self._show_side)
        self._session.act(_first, self._begin)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window, give the list's space to the draft until a section is asked for."""
        self._narrow = narrow
        self._fold()

    def _fold(self) -> None:
        reading = self._draft is not None and self.main.currentWidget() is self._draft and bool(self._draft.draft_id)
        hidden = self._narrow and reading and not self._list_wanted
        if hidden == self.lists.isHidden():
            return
        room = sum(self.splitter.sizes())
        self.lists.setVisible(not hidden)
        first, _, last = COLUMNS
        if hidden:
            self.splitter.setSizes([0, room - CLAIMS_LEAST, CLAIMS_LEAST])
        elif not self._narrow:  # wide again: restore the columns
            self.splitter.setSizes([first, max(MAIN_LEAST, room - first - last), last])

    def unfold(self) -> None:
        """Restore the column sizes worth saving."""
        self.set_narrow(False)

    def show_section(self, name: str) -> None:
        """Show the list of a section; claims have theirs beside the page."""
        self.section = name
        self.sidebar.show_section(name)
        self.lists.setCurrentWidget(self._list_of(name))
        self.claims.show_list(name != "claims")
        if name == "claims":
            self.side.show()
            self.claim_list.setFocus()
        elif name == "search":
            self.search.focus()
        self._list_wanted = True
        self._fold()
        self.section_shown.emit(name)

    def _list_of(self, name: str) -> QWidget:
        if name in ("drafts", "sources"):
            return self.drafts if name == "drafts" else self.sources
        return self.search if name == "search" else self.claim_list

    def show_source(self, source_id: str, place: tuple[int, int] | None = None) -> None:
        """Show the newest snapshot of a source, with a range of its text selected if given."""
        self.sources.choose(source_id)
        self._session.act(
            lambda project: project.snapshots.latest(source_id),
            lambda snapshot: self.show_snapshot(snapshot.id, place=place) if snapshot is not None else None,
        )

    def show_snapshot(self, snapshot_id: str, evidence_id: str = "", place: tuple[int, int] | None = None) -> None:
        """Show a snapshot, at a piece of evidence or with a range of its text selected if given."""
        self.reader.show_snapshot(snapshot_id, evidence_id, place)
        self.main.setCurrentWidget(self.reader)

    def show_compare(self, one_id: str, other_id: str, evidence_id: str = "") -> None:
        """Show two snapshots of a source side by side, at a piece of evidence if given."""
        self.compare.show_pair(one_id, other_id, evidence_id)
        self.main.setCurrentWidget(self.compare)

    def show_evidence(self, evidence_id: str) -> None:
        """Show a piece of evidence in its snapshot."""

        def find(project: "Project") -> Snapshot:
            return project.snapshots.get(project.evidence.get(evidence_id).snapshot_id)

        def show(snapshot: Snapshot) -> None:
            self.sources.choose(snapshot.source_id)
            self.show_snapshot(snapshot.id, evidence_id)

        self._session.act(find, show)

    def show_passages(self, claim_id: str) -> None:
        """Show passages of the project's captures that may bear on a claim, in place of the list."""
        self.lists.setCurrentWidget(self.passages)
        self.passages.show_claim(claim_id)

    def show_draft(self, draft_id: str, place: tuple[int, int] | None = None) -> None:
        """Show a draft with its claims marked, with a range of its text selected if given."""
        self.drafts.choose(draft_id)
        self.draft.show_draft(draft_id, place)
        self.main.setCurrentWidget(self.draft)
        self._list_wanted = self.section != "drafts"  # in another section, stepping through its list continues
        self._fold()

    def show_versions(self) -> None:
        """Compare the versions of the draft."""
        from gui.drafts.versions import VersionsDialog

        if self.draft.draft_id:
            VersionsDialog(self._session, self.draft.draft_id, self).open()

    def show_claim(self, claim_id: str) -> None:
        """Select a claim beside the page."""
        self.side.show()
        self.claims.select(claim_id)
        self._tell_reader(claim_id)
        if self._claim_list is not None:
            self._claim_list.choose(claim_id)

    def selected_claims(self) -> list[str]:
        """Return the selected claims: of the claims section if it is shown, otherwise of the panel."""
        if self._claim_list is not None and self._claim_list.isVisible():
            return self._claim_list.selected
        return self._claims.list.selected if self._claims is not None else []

    def _open_claim(self, claim_id: str) -> None:
        """Show a claim chosen in its section, and its draft unless something is being read."""
        if self._reader is None or self.main.currentWidget() is not self._reader:
            self._show_claim_in_draft(claim_id)
        else:
            self.show_claim(claim_id)

    def _show_claim_in_draft(self, claim_id: str) -> None:
        self.show_claim(claim_id)
        self._session.act(lambda project: project.claims.get(claim_id).draft_id, self._open_draft_of(claim_id))

    def _open_draft_of(self, claim_id: str) -> Callable[[str | None], None]:
        def show(draft_id: str | None) -> None:
            if draft_id:
                self.show_draft(draft_id)
                self.draft.show_claim(claim_id)

        return show

    def open_hit(self, hit: Hit) -> None:
        """Open a search hit; a page at the passage."""
        place = (hit.start, hit.end) if hit.start >= 0 else None
        if hit.kind == "source":
            self.show_source(hit.id, place)
        elif hit.kind == "snapshot":
            self.show_snapshot(hit.id, place=place)
        elif hit.kind == "draft":
            self.show_draft(hit.id, place)
        else:
            {"evidence": self.show_evidence, "claim": self._show_claim_in_draft}[hit.kind](hit.id)

    def _read_on(self) -> None:
        """Move the keyboard focus to the page or draft shown."""
        if self._reader is not None and self.main.currentWidget() is self._reader:
            self._reader.focus()
        elif self._draft is not None and self.main.currentWidget() is self._draft:
            self._draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_first_evidence(self) -> None:
        claim_id = self.draft.current

        def show(linked: list[LinkedEvidence]) -> None:
            if linked:
                self.show_evidence(linked[0].evidence.id)

        if claim_id:
            self._session.act(lambda project: project.evidence.for_claim(claim_id), show)

    def _tell_reader(self, claim_id: str) -> None:
        if self._reader is not None:
            self._reader.set_claim(claim_id)

    def _claim_selected(self, claim_id: str) -> None:
        self._tell_reader(claim_id)
        if self._claim_list is not None:
            self._claim_list.choose(claim_id)
        if self._draft is not None and self._draft.isVisible():
            self._draft.show_claim(claim_id)

    def _quote(self, quote: "Quote") -> None:
        from gui.claims.commands import link_quote

        link_quote(self._session, quote, self.claims.current, self.show_claim)

    def _begin(self, first: tuple[str, str]) -> None:
        draft_id, source_id = first
        self.side.setCurrentWidget(
            self.claims
        )  # created now, apart from the rest: each half blocks the window half as long
        self.show_section("drafts" if draft_id else "sources")
        if draft_id:
            self.show_draft(draft_id)
        elif source_id:
            self.show_source(source_id)

    def _show_side(self, numbers: dict[str, int]) -> None:
        self.side.setCurrentWidget(self.claims)
        self.sidebar.show_counts(numbers)

    def _count(self) -> None:
        self._session.act(counts, self.sidebar.show_counts)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & COUNTED:
            self._count()
        if "project" in changes.kinds:
            self._session.act(lambda project: project.info.title, self.sidebar.show_project)

    def _connect(self) -> None:
        self.sidebar.section_chosen.connect(self.show_section)
        self.drafts.chosen.connect(self.show_draft)
        self.main.currentChanged.connect(self._fold)
        self.sources.chosen.connect(self.show_source)
        self._session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self.lists.setMinimumWidth(LIST_LEAST)
        self.main.setMinimumWidth(MAIN_LEAST)
        self.side.setMinimumWidth(CLAIMS_LEAST)
        for part in (self.lists, self.main, self.side):
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes(list(COLUMNS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.splitter, 1)


def _first(project: "Project") -> tuple[str, str]:
    """Return the ids of the newest draft and the newest source; empty if there is none."""
    drafts, sources = project.drafts.all(), project.sources.ids()
    return drafts[0].id if drafts else "", sources[0] if sources else ""
