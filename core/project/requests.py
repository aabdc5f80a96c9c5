"""Change requests: new wording for a claim's sentence, accepted into a new version of the draft, or refused."""

from dataclasses import replace

from core.errors import InputError
from core.model import (
    Axis,
    ChangeRequest,
    Changes,
    Claim,
    DraftVersion,
    ErrorKind,
    RequestState,
    Status,
    new_id,
    now,
)
from core.project.claims import Claims
from core.project.decisions import decide
from core.project.drafts import Drafts, clean
from core.store import read_requests, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

MOST_CHARACTERS = 20_000  # the limit for the text of a claim
GONE = "The words to change are no longer there"


class Requests:
    """The change requests of a project."""

    def __init__(self, store: Store, claims: Claims, drafts: Drafts) -> None:
        self._store = store
        self._claims = claims
        self._drafts = drafts

    def all(self, claim_id: str | None = None) -> list[ChangeRequest]:
        """Return the change requests of a claim, or all, oldest first."""
        return read_requests.requests(self._store.db, claim_id)

    def get(self, request_id: str) -> ChangeRequest:
        """Return a change request; InputError when there is none."""
        request = read_requests.request(self._store.db, request_id)
        if request is None:
            raise InputError(f"There is no change request “{request_id}” in this project.", "“changes” lists them.")
        return request

    def propose(self, claim_id: str, old: str, new: str, error: ErrorKind, reason: str = "") -> Changes:
        """Propose new wording in a claim's sentence; the claim's status becomes CHANGE_PROPOSED.

        InputError without a user name, when the texts are equal or too long, or when `old` does not occur exactly once
        in the claim's sentence.
        """
        claim, author = self._claims.live(claim_id), self._signed()
        old, new = sound(old), sound(new)
        if not old.strip() or old == new:
            raise InputError(
                "A change needs words of the sentence, and different words.", "To cut words, leave the new ones empty."
            )
        version, _ = self._place(claim, old)
        made = ChangeRequest(
            new_id(),
            claim_id,
            old,
            new,
            reason.strip(),
            ErrorKind(error),
            author,
            now(),
            version_id=version.id if version else None,
        )
        with self._store.transaction(Act.CHANGE_PROPOSE) as action:
            action.tx.insert("change_request", rows.to_row(vars(made)))
            note = f"“{old}” → “{new}”"
            decide(
                action.tx,
                claim_id,
                Axis.STATUS,
                Status.CHANGE_PROPOSED,
                author=author,
                note=note,
                version_id=made.version_id,
            )
        return action.changes

    def accept(self, request_id: str, answer: str = "") -> Changes:
        """Replace the old words by the new ones, in a new version of the draft or in a claim without a draft.

        Claims are carried over as by any edit. InputError unless the old words still occur exactly once in the claim's
        sentence; occurrences in other sentences are never changed.
        """
        request, author = self._open(request_id), self._signed()
        claim = self._claims.live(request.claim_id)
        version, place = self._place(claim, request.old)
        with self._store.transaction(Act.CHANGE_ACCEPT) as action:
            applied = None
            if version is not None:
                text = clean(version.text[:place] + request.new + version.text[place + len(request.old) :])
                applied = self._drafts.write_next(action.tx, version, text)
            if claim.text.count(request.old) == 1 and (words := claim.text.replace(request.old, request.new).strip()):
                action.tx.update("claim", claim.id, {"text": words})
            self._settle(action.tx, replace(request, version_id=applied), author, RequestState.ACCEPTED, answer)
            decide(
                action.tx, claim.id, Axis.STATUS, Status.CHANGE_ACCEPTED, author=author, note=answer, version_id=applied
            )
        return action.changes

    def refuse(self, request_id: str, answer: str = "") -> Changes:
        """Refuse the change with a reason; the request stays in the record."""
        request, author = self._open(request_id), self._signed()
        claim = self._claims.live(request.claim_id)
        with self._store.transaction(Act.CHANGE_REFUSE) as action:
            self._settle(action.tx, request, author, RequestState.REFUSED, answer)
            version = self._drafts.latest(claim.draft_id).id if claim.draft_id else None
            decide(
                action.tx, claim.id, Axis.STATUS, Status.CHANGE_REFUSED, author=author, note=answer, version_id=version
            )
        return action.changes

    def obstacle(self, request_id: str) -> str:
        """Return why an open request cannot be applied now; empty when it can, or when it was decided already."""
        request = self.get(request_id)
        if request.state is not RequestState.OPEN:
            return ""
        try:
            self._place(self._claims.live(request.claim_id), request.old)
        except InputError as error:
            return error.sentence
        return ""

    def _signed(self) -> str:
        author = self._store.actor.strip()
        if not author:
            raise InputError(
                "A change request is signed, and your name is not set.",
                "Set your name first.",
            )
        return author

    def _open(self, request_id: str) -> ChangeRequest:
        request = self.get(request_id)
        if request.state is not RequestState.OPEN:
            raise InputError(
                f"This change was {request.state} by {request.decided_by} already.", "Undo that, or propose it again."
            )
        return request

    def _place(self, claim: Claim, old: str) -> tuple[DraftVersion | None, int]:
        """Return the newest version and the offset of the old words in the claim's sentence.

        InputError unless they occur once.
        """
        from core.text.sentences import around

        if claim.draft_id is None:
            return None, _only(claim.text, old, (0, len(claim.text)))
        version = self._drafts.latest(claim.draft_id)
        span = next((one for one in self._claims.spans(claim.id) if one.version_id == version.id), None)
        if span is None or span.end <= span.start:
            raise InputError(f"{GONE}: this claim's sentence is lost in the newest version.", "Find out where it went.")
        return version, _only(version.text, old, around(version.text, span.start, span.end))

    def _settle(self, tx: Transaction, request: ChangeRequest, author: str, state: RequestState, answer: str) -> None:
        row = {"state": state, "decided_by": author, "decided_at": now(), "answer": answer.strip()}
        tx.update("change_request", request.id, rows.to_row({**row, "version_id": request.version_id}))


def sound(text: str) -> str:
    """Return the text without NUL and CRLF; InputError when it is too long."""
    text = text.replace("\0", "").replace("\r\n", "\n")
    if len(text) > MOST_CHARACTERS:
        raise InputError("This change is too long.", "Change a sentence at a time.")
    return text


def _only(text: str, old: str, within: tuple[int, int]) -> int:
    start, end = within
    place = text.find(old, start, end)
    if place < 0:
        raise InputError(f"{GONE}: “{old}” is not in the sentence of this claim.", "Propose the change again.")
    if text.find(old, place + 1, end) >= 0:
        raise InputError(f"“{old}” occurs in this sentence more than once.", "Use a longer part of it.")
    return place
