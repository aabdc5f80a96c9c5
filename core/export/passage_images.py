"""Passage images of the exhibits: rendered after redaction, only for exhibits that the edition shows in full."""

from collections.abc import Callable
from dataclasses import replace

from core.errors import InputError, TrustError
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief, ExhibitPart, Picture
from core.export.report.options import Section
from core.jobs import Progress

Draw = Callable[[str], Picture | None]
WITHHELD = "its page shows what this edition withholds."
SHOWING = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.HTML})
MOST = 400  # pictures per brief


def illustrated(
    brief: Brief, exporter: Exporter, draw: Draw | None, progress: Progress
) -> tuple[Brief, tuple[str, ...]]:
    """Return the brief with passage images, and a sentence for each that could not be rendered.

    `draw` is called with the id of a piece of evidence, only for exhibits of the redacted brief whose source is not
    hidden, so that no picture shows confidential content near the passage. Formats without pictures get none.
    """
    if draw is None or exporter.kind not in SHOWING or Section.EXHIBITS not in brief.sections:
        return brief, ()
    said: list[str] = []
    wanted = [part for part in brief.exhibits if not part.hidden]
    made: dict[int, Picture] = {}
    for done, part in enumerate(wanted):
        if len(made) == MOST:
            said.append(f"Pictures are drawn of the first {MOST} exhibits that have one.")
            break
        progress.update(done, len(wanted), "Drawing the pictures of the exhibits")
        progress.check()
        try:
            picture = draw(part.id)
        except (InputError, TrustError) as error:
            said.append(f"Exhibit {part.number} has no picture: {error.sentence}")
            continue
        if picture is not None and part.undrawn:
            said.append(f"Exhibit {part.number} has no picture: {WITHHELD}")
        elif picture is not None:
            made[part.number] = picture
    return replace(brief, exhibits=tuple(_with(part, made) for part in brief.exhibits)), tuple(said)


def _with(part: ExhibitPart, made: dict[int, Picture]) -> ExhibitPart:
    return replace(part, picture=made[part.number]) if part.number in made else part
