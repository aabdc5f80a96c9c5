"""Numbers that follow from two others: sum, difference, share and change."""

from collections.abc import Sequence

from core.text.quantities import Quantity

SHARE = 100.0


def follows(wanted: Quantity, given: Sequence[Quantity]) -> tuple[float, float, str] | None:
    """Return two given numbers from which `wanted` follows, and how: change, share, sum or difference; else None."""
    values = sorted({value for quantity in given if not quantity.percent for value in quantity.values[:1]})
    for one in values:
        for other in values:
            if one != other and (how := _how(wanted, one, other)):
                return one, other, how
    return None


def _how(wanted: Quantity, one: float, other: float) -> str:
    if not wanted.percent:
        return "together" if wanted.rounds(one + other) else "the difference" if wanted.rounds(abs(one - other)) else ""
    if one and wanted.rounds(abs(other - one) / one * SHARE):
        return "a rise" if other > one else "a fall"
    return "a share" if other and one < other and wanted.rounds(one / other * SHARE) else ""
