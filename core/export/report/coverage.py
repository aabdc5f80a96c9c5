"""How much of a draft stands in claims, as a brief tells it: numbers, and the names of who answered for the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Covered:
    """How many checkable words of a draft stand in a claim, how many nobody answers for, and how many each person waved off."""

    in_claims: int = 0
    left: int = 0
    waved: tuple[tuple[str, int], ...] = ()

    @property
    def waved_off(self) -> int:
        """How many were waved off."""
        return sum(number for _, number in self.waved)

    @property
    def total(self) -> int:
        """How many there are."""
        return self.in_claims + self.left + self.waved_off
