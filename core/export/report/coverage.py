"""Coverage of a draft as reported in a brief: counts, and the names of those who dismissed items."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Covered:
    """The number of checkable items in claims, of open ones, and of dismissed ones per person."""

    in_claims: int = 0
    left: int = 0
    waved: tuple[tuple[str, int], ...] = ()

    @property
    def waved_off(self) -> int:
        """The number of dismissed items."""
        return sum(number for _, number in self.waved)

    @property
    def total(self) -> int:
        """The number of all items."""
        return self.in_claims + self.left + self.waved_off
