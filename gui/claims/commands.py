"""Claim actions: what the window may change about claims, evidence, change requests and queries.

Each runs on the project lane and announces its changes, as :meth:`gui.base.session.Session.act` does. An error goes to
`refused` if given, otherwise to the window's message. An `initiator` is the view that shows the change itself.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.model import Changes, ClaimKind, Confidentiality, Directness, ErrorKind, Relation, Status
from core.verdicts import VerdictValue
from gui.base.session import Session
from gui.highlights.selection import Passage, Quote
from gui.widgets.clipboard import put

if TYPE_CHECKING:
    from core.project import Project
    from core.project.queries import AsEvidence, Question
    from core.rank import Passage as RankedPassage

Done = Callable[[Changes], object]
ReadableForm = Callable[[str], object]  # receives the id of the claim to continue with
Refused = Callable[[Exception], object]


def add_claim(session: Session, text: str, shown: ReadableForm, *, initiator: object = None) -> None:
    """Add a claim outside any draft."""
    session.act(
        lambda project: project.claims.add(text), lambda changes: shown(changes.made["claim"]), initiator=initiator
    )


def set_status(session: Session, claim_id: str, status: Status) -> None:
    """Set the status of a claim."""
    session.act(lambda project: project.claims.set_status(claim_id, status))


def set_verdict(session: Session, claim_id: str, value: str) -> None:
    """Set the verdict of a claim, a word of the project's scale; an empty one removes the verdict."""
    session.act(lambda project: project.claims.set_verdict(claim_id, value))


def set_kind(session: Session, claim_id: str, kind: ClaimKind) -> None:
    """Set the kind of fact a claim states."""
    session.act(lambda project: project.claims.update(claim_id, kind=kind))


def set_text(session: Session, claim_id: str, text: str) -> None:
    """Change the words of a claim; its place in the draft and its status stay."""
    session.act(lambda project: project.claims.update(claim_id, text=text))


def set_note(session: Session, claim_id: str, note: str, *, done: Done, initiator: object = None) -> None:
    """Set the note on a claim."""
    session.act(lambda project: project.claims.update(claim_id, note=note), done, initiator=initiator)


def look(session: Session, claim_id: str) -> None:
    """Record that somebody saw why a claim is doubted."""
    session.act(lambda project: project.claims.note_look(claim_id))


def look_at_evidence(session: Session, evidence_id: str, reason: str) -> None:
    """Record that somebody saw what a recheck found of a passage, and why it may stay."""
    session.act(lambda project: project.rechecks.note_look(evidence_id, reason))


def bin_claim(session: Session, claim_id: str) -> None:
    """Move a claim made by mistake to the bin."""
    session.act(lambda project: project.claims.bin(claim_id))


def split_claim(session: Session, claim_id: str, parts: Sequence[str], shown: ReadableForm) -> None:
    """Replace a claim with one claim per part of its sentence; `shown` gets the first."""

    def find(_: Changes) -> None:
        session.act(lambda project: project.lineage.retired()[0][0].successors, lambda made: shown(made[0]))

    session.act(lambda project: project.lineage.split(claim_id, parts), find)


def merge_claims(session: Session, claim_ids: Sequence[str], shown: ReadableForm) -> None:
    """Merge adjacent claims into one."""
    session.act(lambda project: project.lineage.merge(claim_ids), lambda changes: shown(changes.made["claim"]))


def retire_claim(session: Session, claim_id: str, reason: str) -> None:
    """Close a claim with a reason."""
    session.act(lambda project: project.lineage.retire(claim_id, reason))


def copy_claim(session: Session, claim_id: str, form: str) -> None:
    """Copy a claim with its citations, in a form of :data:`gui.widgets.clipboard.FORMS`."""
    style, locale = str(session.settings["style"]), str(session.settings["locale"])
    session.act(lambda project: project.copy_claim(claim_id, style, locale), partial(put, form=form))


def link_passage(session: Session, passage: Passage, claim_id: str, *, initiator: object = None) -> None:
    """Link a passage to a claim as evidence."""
    session.act(
        lambda project: project.evidence.quote(passage.snapshot_id, passage.selector, claim_id), initiator=initiator
    )


def link_quote(session: Session, quote: Quote, current: str, shown: ReadableForm) -> None:
    """Link a passage to the claim named in the quote, to a new claim with its words, or else to the current claim."""
    chosen = quote.claim_id or ("" if quote.new_claim_text else current)
    words = "" if chosen else quote.new_claim_text or quote.selector.exact

    def work(project: "Project") -> Changes:
        return project.evidence.quote(
            quote.snapshot_id, quote.selector, chosen, quote.relation, quote.note, claim_text=words
        )

    session.act(work, lambda changes: shown(chosen or changes.made["claim"]))


def accept_passage(
    session: Session,
    claim_id: str,
    passage: "RankedPassage",
    relation: Relation,
    *,
    done: Done,
    initiator: object = None,
) -> None:
    """Link a suggested passage to its claim as evidence."""
    session.act(
        lambda project: project.evidence_suggestions.accept(claim_id, passage, relation), done, initiator=initiator
    )


def set_relation(session: Session, link_id: str, relation: Relation) -> None:
    """Set the relation of evidence to its claim."""
    session.act(lambda project: project.evidence.relate(link_id, relation))


def set_directness(session: Session, link_id: str, directness: Directness) -> None:
    """Set whether the source is first-hand."""
    session.act(lambda project: project.evidence.set_directness(link_id, directness))


def classify_evidence(session: Session, evidence_id: str, seen_by: Confidentiality) -> None:
    """Set the confidentiality of a piece of evidence."""
    session.act(lambda project: project.evidence.classify(evidence_id, seen_by))


def unlink(session: Session, link_id: str) -> None:
    """Unlink a piece of evidence from its claim."""
    session.act(lambda project: project.evidence.unlink(link_id))


def propose_change(
    session: Session,
    claim_id: str,
    old: str,
    new: str,
    *,
    error: ErrorKind,
    reason: str,
    done: Done,
    refused: Refused,
) -> None:
    """Propose other words in a claim's sentence."""
    session.act(lambda project: project.requests.propose(claim_id, old, new, error, reason), done, refused)


def accept_change(session: Session, request_id: str, refused: Refused) -> None:
    """Accept a change request: replace the old words with the new ones."""
    session.act(lambda project: project.requests.accept(request_id), failed=refused)


def refuse_change(session: Session, request_id: str, refused: Refused) -> None:
    """Refuse a change request: the words stay."""
    session.act(lambda project: project.requests.refuse(request_id), failed=refused)


def ask_query(session: Session, claim_id: str, question: "Question", done: Done, refused: Refused) -> None:
    """Record that somebody was asked about a claim."""
    session.act(lambda project: project.queries.ask(claim_id, question), done, refused)


def answer_query(session: Session, query_id: str, words: str, refused: Refused) -> None:
    """Record a reply to a query."""
    session.act(lambda project: project.queries.answer(query_id, words), failed=refused)


def close_query(session: Session, query_id: str, refused: Refused) -> None:
    """Record that there was no reply."""
    session.act(lambda project: project.queries.close(query_id), failed=refused)


def take_reply(session: Session, query_id: str, chosen: "AsEvidence", refused: Refused) -> None:
    """Seal a reply and link it as evidence to the claim of the query."""
    session.act(lambda project: project.queries.take_in(query_id, chosen), failed=refused)


def use_scale(session: Session, scale_id: str, renamed: Mapping[str, str], done: Done, refused: Refused) -> None:
    """Switch to a built-in verdict scale; `renamed` maps verdicts in use to its words."""
    session.act(lambda project: project.scales.use(scale_id, renamed), done, refused)


def put_scale(
    session: Session,
    label: str,
    steps: Sequence[VerdictValue],
    renamed: Mapping[str, str],
    *,
    ordered: bool,
    done: Done,
    refused: Refused,
) -> None:
    """Switch to a scale of the newsroom's own; `renamed` maps verdicts in use to its words."""
    session.act(lambda project: project.scales.put(label, steps, renamed, ordered=ordered), done, refused)
