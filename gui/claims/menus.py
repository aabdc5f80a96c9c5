"""The menus of a claim; every entry has a single key."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec

from PySide6.QtWidgets import QMenu, QWidget

from core.model import Claim, ClaimKind, Confidentiality, Directness, Relation, Status
from core.verdicts import VerdictScale
from gui.base.session import Session
from gui.claims import commands
from gui.widgets.clipboard import FORMS
from gui.widgets.icons import icon
from gui.widgets.palettes import RELATION_TONES, STATUS_TONES
from gui.widgets.status_looks import KIND_ENTRIES, STATUS_LOOKS

P = ParamSpec("P")
DIRECTNESS_WORDS = {Directness.PRIMARY: "First-hand", Directness.SECONDARY: "Second-hand"}
DIRECTNESS_ENTRIES = {
    Directness.PRIMARY: "&First-hand: the source saw or made it itself",
    Directness.SECONDARY: "&Second-hand: the source reports what others saw",
}
CLASS_ENTRIES = {
    Confidentiality.PUBLIC: "&Public: may appear in every edition",
    Confidentiality.LEGAL: "&Legal: desk and legal editions only",
    Confidentiality.DESK: "&Desk: desk edition only",
}
RELATION_ENTRIES = {Relation.SUPPORTS: "&Supports", Relation.REFUTES: "&Refutes", Relation.CONTEXT: "&Context"}


def status_menu(session: Session, claim: Claim, parent: QWidget) -> QMenu:
    """Return the statuses; choosing one sets it."""
    menu = _menu("Status", parent)
    for status in Status:
        look = STATUS_LOOKS[status]
        action = menu.addAction(icon(look.drawing, STATUS_TONES[status]), look.entry)
        _mark(action.setCheckable, action.setChecked, status is claim.status)
        action.triggered.connect(_doing(commands.set_status, session, claim.id, status))
    return menu


def verdict_menu(session: Session, claim: Claim, scale: VerdictScale, parent: QWidget) -> QMenu:
    """Return the verdicts of the project's scale, numbered, and “none”."""
    menu = _menu("Verdict", parent)
    for number, step in enumerate(scale.values, start=1):
        action = menu.addAction(f"&{number}   {step.symbol}  {step.value}")
        _mark(action.setCheckable, action.setChecked, step.value == claim.verdict)
        action.triggered.connect(_doing(commands.set_verdict, session, claim.id, step.value))
    menu.addSeparator()
    none = menu.addAction("&0   No verdict")
    _mark(none.setCheckable, none.setChecked, not claim.verdict)
    none.triggered.connect(_doing(commands.set_verdict, session, claim.id, ""))
    return menu


def kind_menu(session: Session, claim: Claim, parent: QWidget) -> QMenu:
    """Return the kinds of fact."""
    menu = _menu("Kind", parent)
    for kind in ClaimKind:
        action = menu.addAction(KIND_ENTRIES[kind])
        _mark(action.setCheckable, action.setChecked, kind is claim.kind)
        action.triggered.connect(_doing(commands.set_kind, session, claim.id, kind))
    return menu


def relation_menu(session: Session, link_id: str, present: Relation, parent: QWidget) -> QMenu:
    """Return the relations of evidence to a claim."""
    menu = _menu("Relation", parent)
    for relation, words in RELATION_ENTRIES.items():
        action = menu.addAction(icon(str(relation), RELATION_TONES[relation]), words)
        _mark(action.setCheckable, action.setChecked, relation is present)
        action.triggered.connect(_doing(commands.set_relation, session, link_id, relation))
    return menu


def directness_menu(session: Session, link_id: str, present: Directness, parent: QWidget) -> QMenu:
    """Return first-hand and second-hand."""
    menu = _menu("Directness", parent)
    for directness, words in DIRECTNESS_ENTRIES.items():
        action = menu.addAction(words)
        _mark(action.setCheckable, action.setChecked, directness is present)
        action.triggered.connect(_doing(commands.set_directness, session, link_id, directness))
    return menu


def class_menu(session: Session, evidence_id: str, present: Confidentiality, parent: QWidget) -> QMenu:
    """Return the editions that may show a piece of evidence."""
    menu = _menu("Who may see it", parent)
    for chosen, words in CLASS_ENTRIES.items():
        action = menu.addAction(icon(str(chosen)), words)
        _mark(action.setCheckable, action.setChecked, chosen is present)
        action.triggered.connect(_doing(commands.classify_evidence, session, evidence_id, chosen))
    return menu


def copy_menu(session: Session, claim_id: str, parent: QMenu) -> QMenu:
    """Return a menu of the forms in which a claim is copied."""
    menu = parent.addMenu(icon("copy"), "Copy claim with citations")
    for form, words in FORMS.items():
        menu.addAction(words, partial(commands.copy_claim, session, claim_id, form))
    return menu


def _doing(verb: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> Callable[[bool], None]:
    """Return the action of a menu entry, dropping the checked state that Qt passes."""

    def run(_: bool) -> None:
        verb(*args, **kwargs)

    return run


def _menu(name: str, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _mark(checkable: Callable[[bool], None], checked: Callable[[bool], None], on: bool) -> None:
    if on:
        checkable(True)
        checked(True)
