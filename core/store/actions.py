"""The actions on a project: a code for each, and the sentence shown to people.

The journal stores the code and its parameters; the sentence is made when shown. A code never changes its meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from core.text.surrogates import whole

WITHHELD = "…"  # replaces a withheld parameter


class Act(StrEnum):
    """The code of an action, with its sentence; the names in braces are its parameters."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> Self:
        """Make a member of a code and its sentence."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.sentence = sentence
        return member

    PROJECT_MAKE = "project.make", "Make project"
    PROJECT_RENAME = "project.rename", "Rename project"
    RULES_CHANGE = "project.rules", "Change rules"
    SCALE_CHANGE = "project.scale", "Change scale"
    HEADS_ACKNOWLEDGE = "journal.acknowledge", "Acknowledge a restored or copied project: {reason}"
    EXPORT_SIGN = "export.despite-doubts", "Sign for an export with what could not be checked: {reason}"
    SEARCH_REBUILD = "search.rebuild", "Rebuild search"
    CAPTURE = "snapshot.capture", "Capture {url}"
    TAKE_IN = "snapshot.import", "Import {name}"
    ADOPT = "snapshot.recover", "Recover {name}"
    ADOPT_ALL = "snapshot.recover-all", "Recover sealed files"
    REVIEW = "snapshot.review", "Review capture"
    READ_AS = "snapshot.read-as", "Read page as {charset}"
    SNAPSHOT_BIN = "snapshot.bin", "Move snapshot to the bin"
    RECHECK = "source.recheck", "Recheck evidence"
    SOURCE_CHANGE = "source.change", "Change source"
    SOURCE_BIN = "source.bin", "Move source to the bin"
    SOURCE_MERGE = "source.merge", "Merge sources"
    CITATION_IMPORT = "citation.import", "Import citations from {name}"
    CITATION_CORRECT = "citation.correct", "Correct citation"
    IDENTITY_KEEP = "identity.keep", "Keep the identity of a source"
    IDENTITY_DESTROY = "identity.destroy", "Destroy the identity of a source"
    IDENTITY_PASSPHRASE = "identity.passphrase", "Change the passphrase of the identities"
    DRAFT_ADD = "draft.add", "Add draft"
    DRAFT_REVISE = "draft.revise", "New version of draft"
    DRAFT_RENAME = "draft.rename", "Rename draft"
    DRAFT_BIN = "draft.bin", "Move draft to the bin"
    WAVE_OFF = "draft.dismiss", "Dismiss: no claim here"
    WAVE_BACK = "draft.undismiss", "Reopen dismissed words"
    CLAIM_ADD = "claim.add", "Add claim"
    CLAIM_CHANGE = "claim.change", "Change claim"
    CLAIM_BIN = "claim.bin", "Move claim to the bin"
    CLAIM_STATUS = "claim.status", "Set status"
    CLAIM_VERDICT = "claim.verdict", "Set verdict"
    CLAIM_LOOK = "claim.look", "Look at what the draft says now"
    CLAIM_SPLIT = "claim.split", "Split claim"
    CLAIM_MERGE = "claim.merge", "Merge claims"
    CLAIM_RETIRE = "claim.close", "Close claim"
    CLAIM_BRING_BACK = "claim.reopen", "Reopen claim"
    CHANGE_PROPOSE = "change.propose", "Propose change"
    CHANGE_ACCEPT = "change.accept", "Accept change"
    CHANGE_REFUSE = "change.refuse", "Refuse change"
    EVIDENCE_LINK = "evidence.link", "Link evidence"
    EVIDENCE_CLAIM = "evidence.link-new", "Add claim with evidence"
    EVIDENCE_RELATION = "evidence.relation", "Change relation"
    EVIDENCE_DIRECTNESS = "evidence.directness", "Change directness"
    EVIDENCE_NOTE = "evidence.note", "Change note"
    EVIDENCE_CLASS = "evidence.class", "Change confidentiality of evidence"
    EVIDENCE_LOOK = "evidence.look", "Look at what a recheck found"
    EVIDENCE_UNLINK = "evidence.unlink", "Unlink evidence"
    PERSON_ROLE = "person.role", "Set role"
    PERSON_REMOVE = "person.remove", "Remove person"
    NAME_HIDE = "name.hide", "Hide name"
    NAME_SHOW = "name.show", "Stop hiding name"
    QUERY_ASK = "query.ask", "Ask about claim"
    QUERY_ANSWER = "query.reply", "Save reply"
    QUERY_CLOSE = "query.close", "Close query"
    QUERY_EVIDENCE = "query.evidence", "Use reply as evidence"
    OTHER = "other", "{text}"

    def of(self, **parameters: str) -> "Named":
        """Return this action with its parameters."""
        return Named(self.value, parameters)


@dataclass(frozen=True)
class Named:
    """An action by its code, with its parameters; the code may come from a newer program."""

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence shown; the code itself if this program does not know it, `…` for a withheld parameter."""
        known = next((act for act in Act if act.value == self.code), None)
        if known is None:
            return self.code
        return known.sentence.format_map(_Withheld(self.parameters))


class _Withheld(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return WITHHELD


def named(action: "Act | Named | str") -> Named:
    """Return an action with its code; free text becomes the action `other`. Lone surrogates are replaced."""
    if isinstance(action, Named):
        return Named(action.code, whole(dict(action.parameters)))
    return action.of() if isinstance(action, Act) else Act.OTHER.of(text=whole(action))
