"""Select the claims of a brief, by the filter words of the command line and the window."""

from collections.abc import Collection, Iterable

from core.errors import InputError
from core.model import Claim, Status

ALL, STATUS, VERDICT, NONE = "all", "status:", "verdict:", "none"
HINT = "Give “all”, “status:WORD”, “verdict:WORD” (or verdict:none), or the ids of claims."


def picked(claims: Iterable[Claim], wanted: Collection[str]) -> frozenset[str] | None:
    """Return the ids of the matching claims, or None for all; InputError for an invalid filter.

    Several filters are combined by union: `("status:confirmed", "status:cut")` selects claims of either status.
    """
    words = [word.strip() for word in wanted if word.strip()]
    if not words or ALL in words:
        return None
    here = list(claims)
    return frozenset(claim_id for word in words for claim_id in _meant(here, word))


def _meant(claims: list[Claim], word: str) -> list[str]:
    if word.startswith(STATUS):
        return _of_status(claims, word.removeprefix(STATUS).replace("-", " ").casefold())
    if word.startswith(VERDICT):
        value = word.removeprefix(VERDICT).casefold()
        return [claim.id for claim in claims if (claim.verdict.casefold() or NONE) == value]
    if all(claim.id != word for claim in claims):
        raise InputError(f"There is no claim “{word}” in this project.", HINT)
    return [word]


def _of_status(claims: list[Claim], value: str) -> list[str]:
    if value not in set(Status):
        raise InputError(f"No claim can have the status “{value}”.", f"It is one of {', '.join(Status)}.")
    return [claim.id for claim in claims if claim.status == value]
