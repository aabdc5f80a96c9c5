"""Automatic checks of a claim against its evidence. They report differences and never set a verdict."""

from typing import TYPE_CHECKING

from core.project.claims import Claims
from core.project.evidence import EvidencePart

if TYPE_CHECKING:
    from core.checks import Check


class Checking:
    """Compares a claim's quotations, numbers, dates and names with the sealed text of its evidence."""

    def __init__(self, claims: Claims, evidence: EvidencePart) -> None:
        self._claims = claims
        self._evidence = evidence

    def of(self, claim_id: str) -> "tuple[Check, ...]":
        """Return the findings for a claim in text order; empty when it has no textual evidence."""
        from core.checks import Passage, check

        claim = self._claims.get(claim_id)
        linked = (one.evidence for one in self._evidence.for_claim(claim_id))
        passages = [Passage(one.id, one.selector.exact) for one in linked if not one.selector.wordless]
        return check(claim.text, passages) if passages else ()
