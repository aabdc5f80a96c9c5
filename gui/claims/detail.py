"""The current claim: its words, kind, place in the draft, evidence and decisions."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.checks import Check
from core.compare import Piece, word_diff
from core.model import Changes, Claim, ClaimSpan, Decision, Doubt, LinkedEvidence, Query, Retirement, SpanLevel
from core.verdicts import VerdictScale
from gui.base.session import Session
from gui.claims import commands
from gui.claims.checks import ClaimChecks
from gui.claims.doubts import ClaimDoubted
from gui.claims.evidence_card import EvidenceCard
from gui.claims.fields import ClaimText
from gui.claims.history import ClaimHistory
from gui.claims.menus import kind_menu, status_menu, verdict_menu
from gui.claims.queries_line import ClaimAsked
from gui.claims.rewording import ClaimReworded
from gui.claims.split_merge import ClaimOrigin, retire_menu
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.palettes import STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, kind_words, status_words
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project import Project

MOST_CARDS = 40


@dataclass(frozen=True)
class ClaimFacts:
    """All data the panel shows of one claim."""

    claim: Claim
    evidence: tuple[LinkedEvidence, ...]
    history: tuple[Decision, ...]
    scale: VerdictScale
    span: ClaimSpan | None = None  # its place in the newest version of its draft
    versions: Mapping[str, int] = dataclasses.field(default_factory=dict)  # numbers of its draft's versions, by id
    checks: tuple[Check, ...] = ()  # rule-based checks against its passages
    parents: tuple[tuple[Retirement, Claim], ...] = ()  # the claims it replaces
    queries: tuple[Query, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reworded: tuple[Piece, ...] = ()  # word diff from the claim to that version; empty if equal


def claim_facts(project: "Project", claim_id: str) -> ClaimFacts:
    """Read a claim with all data the panel shows."""
    claim, spans = project.claims.get(claim_id), project.claims.spans(claim_id)
    span = spans[0] if spans else None
    doubts = project.claims.doubts([claim]).get(claim_id, ())
    changed = span is not None and (span.level is SpanLevel.EDITED or Doubt.OTHERWISE in doubts)
    edited = span is not None and changed and span.end > span.start and span.exact != claim.text
    return ClaimFacts(
        claim,
        tuple(project.evidence.for_claim(claim_id)),
        tuple(project.claims.history(claim_id)),
        project.scale,
        span,
        {one.id: one.seq for one in project.drafts.versions(claim.draft_id)} if claim.draft_id else {},
        project.checking.of(claim_id),
        tuple(project.lineage.parents(claim_id)),
        tuple(project.queries.all(claim_id)),
        doubts,
        word_diff(claim.text, span.exact) if span is not None and edited else (),
    )


class ClaimDetail(QWidget):
    """Shows one claim and lets it be edited.

    Signals: `evidence_opened(evidence id)`; `citation_wanted(source id)`; `compare_wanted(old snapshot, new snapshot,
    evidence id)`; `claim_made(claim id)` the claim that replaces it.
    """

    evidence_opened = Signal(str)
    citation_wanted = Signal(str)
    compare_wanted = Signal(str, str, str)
    claim_made = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._all_cards = False
        self.facts: ClaimFacts | None = None
        self.text = ClaimText("Claim")
        self.note = ClaimText("Note", "Note: reasoning, questions, what was tried", empty=True)
        self.status = _chooser("Status", "Status of the check (S)")
        self.verdict = _chooser("Verdict", "Verdict: is it true? (V)")
        self.kind = _chooser("Kind", "Kind of fact")
        self.bin = tool_button("bin", "Close this claim", "Close this claim and say why, or move it to the bin")
        self.parts = tool_button("split", "Split this claim", "Split this claim into the parts of its sentence (P)")
        self.evidence_title = role(QLabel(), "section")
        self.hint = plain_label(
            "Drag a passage from the reader onto this claim, or select it there and press Enter.", "muted"
        )
        self.seek = role(QPushButton(icon("search"), "Find passages"), "quiet")
        self.seek.setToolTip("Search the project's captures for passages about this claim (F)")
        self.more = role(QPushButton(), "quiet")
        self.checks = ClaimChecks()
        self.history = ClaimHistory()
        self.doubted = ClaimDoubted(session)
        self.reworded = ClaimReworded(session)
        self.origin = ClaimOrigin()
        self.asked = ClaimAsked()
        self._cards = QVBoxLayout()
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()

    def show_facts(self, facts: ClaimFacts) -> None:
        """Show a claim; unsaved input for the same claim stays."""
        same = self.facts is not None and self.facts.claim.id == facts.claim.id
        evidence = self.facts.evidence if self.facts else None
        self.facts = facts
        claim = facts.claim
        for field, words in ((self.text, claim.text), (self.note, claim.note)):
            (field.show_text if same else field.replace)(words)
            field.setReadOnly(not self._session.writable)
        self._show_choices(claim, facts.scale)
        self.origin.show_parents(facts.parents)
        self.asked.show_queries(facts.queries)
        self.doubted.show_doubts(claim.id, facts.doubts)
        self.reworded.show_span(facts.span, facts.reworded)
        if not same or evidence != facts.evidence:
            self._all_cards = self._all_cards and same
            self._show_cards()
        self.checks.show_checks(facts.checks)
        self.history.show_decisions(facts.history, facts.versions)

    def keep(self) -> None:
        """Save unsaved input before another claim is shown."""
        for field in (self.text, self.note):
            if field.changed:
                field.keep()

    def choose_status(self) -> None:
        """Open the status menu."""
        self._offer(self.status, lambda facts: status_menu(self._session, facts.claim, self))

    def choose_verdict(self) -> None:
        """Open the verdict menu."""
        self._offer(self.verdict, lambda facts: verdict_menu(self._session, facts.claim, facts.scale, self))

    def choose_kind(self) -> None:
        """Open the kind menu."""
        self._offer(self.kind, lambda facts: kind_menu(self._session, facts.claim, self))

    def cards(self) -> list[EvidenceCard]:
        """Return the cards shown, from the top."""
        places = (self._cards.itemAt(number) for number in range(self._cards.count()))
        found = (place.widget() for place in places if place is not None)
        return [card for card in found if isinstance(card, EvidenceCard)]

    def _offer(self, button: QToolButton, make: Callable[[ClaimFacts], QMenu]) -> None:
        if self.facts is not None and self._session.writable:
            make(self.facts).popup(button.mapToGlobal(QPoint(0, button.height())))

    def _show_choices(self, claim: Claim, scale: VerdictScale) -> None:
        step = scale.find(claim.verdict)
        look = STATUS_LOOKS[claim.status]
        self.status.setIcon(icon(look.drawing, STATUS_TONES[claim.status]))
        _say(self.status, status_words(claim.status))
        self.verdict.setIcon(icon("verdict-none", "muted") if step is None else icon("flag", step.tone))
        _say(self.verdict, f"{step.symbol}  {step.value}" if step else claim.verdict or "No verdict")
        self._turn()
        _say(self.kind, kind_words(claim.kind))
        for control in (self.status, self.verdict, self.kind, self.parts, self.bin):
            control.setEnabled(self._session.writable)

    def _show_cards(self) -> None:
        evidence = self.facts.evidence if self.facts else ()
        while (entry := self._cards.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.hide()
                widget.deleteLater()
        shown = evidence if self._all_cards else evidence[:MOST_CARDS]
        for linked in shown:
            card = EvidenceCard(self._session, linked)
            card.opened.connect(self.evidence_opened)
            card.citation_wanted.connect(self.citation_wanted)
            card.compare_wanted.connect(self.compare_wanted)
            self._cards.addWidget(card)
        self.evidence_title.setText(f"EVIDENCE · {len(evidence):,}" if evidence else "EVIDENCE")
        self.hint.setVisible(not evidence)
        self.more.setVisible(len(shown) < len(evidence))
        self.more.setText(f"Show {count(len(evidence) - len(shown), 'more piece', 'more pieces')}")

    def _show_all(self) -> None:
        self._all_cards = True
        self._show_cards()

    def _keep_text(self, words: str) -> None:
        if self.facts is not None:
            commands.set_text(self._session, self.facts.claim.id, words)

    def _keep_note(self, words: str) -> None:
        if self.facts is not None:
            noted = dataclasses.replace(self.facts.claim, note=words)
            commands.set_note(self._session, noted.id, words, done=partial(self._noted, noted), initiator=self)

    def _noted(self, claim: Claim, _: Changes) -> None:
        """Update the note already shown in the field."""
        if self.facts is not None and self.facts.claim.id == claim.id:
            self.facts = dataclasses.replace(self.facts, claim=dataclasses.replace(self.facts.claim, note=claim.note))

    def offer_ways_out(self) -> None:
        """Offer the reasons for closing the claim, and the bin for one made by mistake."""
        if self.facts is None or not self._session.writable:
            return
        claim_id = self.facts.claim.id
        menu = retire_menu(self._session, claim_id, self)
        menu.addSeparator()
        menu.addAction(
            icon("bin"), "Made by mistake: move to the bin", partial(commands.bin_claim, self._session, claim_id)
        )
        menu.popup(self.bin.mapToGlobal(QPoint(0, self.bin.height())))

    def split(self) -> None:
        """Open the split dialog."""
        from gui.claims.split import SplitDialog

        if self.facts is not None and self._session.writable:
            SplitDialog(self._session, self.facts.claim.id, self.claim_made.emit, self.window()).show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put status and verdict below each other where they do not fit side by side."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wanted = self.status.sizeHint().width() + self.verdict.sizeHint().width() + 4 * GRID + self._choices.spacing()
        directions = QBoxLayout.Direction
        self._choices.setDirection(directions.LeftToRight if wanted <= self.width() else directions.TopToBottom)

    def _connect(self) -> None:
        self.text.kept.connect(self._keep_text)
        self.note.kept.connect(self._keep_note)
        self.status.clicked.connect(self.choose_status)
        self.verdict.clicked.connect(self.choose_verdict)
        self.kind.clicked.connect(self.choose_kind)
        self.bin.clicked.connect(self.offer_ways_out)
        self.parts.clicked.connect(self.split)
        self.more.clicked.connect(self._show_all)

    def _lay_out(self) -> None:
        self._cards.setSpacing(GRID)
        choices = self._choices
        choices.setSpacing(2)
        choices.addWidget(self.status)
        choices.addWidget(self.verdict)
        choices.addStretch(1)
        for chooser in (self.status, self.verdict):
            chooser.setMinimumWidth(1)  # long words must not widen the panel
        last = QHBoxLayout()
        last.setSpacing(2)
        last.addWidget(self.kind)
        last.addStretch(1)
        last.addWidget(self.parts)
        last.addWidget(self.bin)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(self.text)
        column.addWidget(self.origin)
        column.addWidget(self.doubted)
        column.addWidget(self.reworded)
        column.addLayout(choices)
        column.addLayout(last)
        column.addWidget(self.asked)
        column.addSpacing(GRID // 2)
        backed = QHBoxLayout()
        backed.addWidget(self.evidence_title, 1)
        backed.addWidget(self.seek)
        column.addLayout(backed)
        column.addWidget(self.hint)
        column.addLayout(self._cards)
        column.addWidget(self.more)
        column.addWidget(self.checks)
        column.addSpacing(GRID // 2)
        column.addWidget(role(QLabel("NOTE"), "section"))
        column.addWidget(self.note)
        column.addWidget(self.history)
        column.addStretch(1)


def _chooser(name: str, tip: str) -> QToolButton:
    button = tool_button("down", name, tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _say(button: QToolButton, words: str) -> None:
    button.setText(words)
    button.setAccessibleDescription(words)
