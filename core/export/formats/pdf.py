"""The brief as tagged PDF: PDF/A-3a and PDF/UA-1 as declared and checked by typst, laid out by our own template."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from core import programs
from core.errors import WorldError
from core.export.document import template as house_template
from core.export.document.citations import cited
from core.export.document.exhibits import picture_key
from core.export.document.pandoc_ast import Node, growing
from core.export.document.tree import tree
from core.export.formats import typst_data
from core.export.formats.pdf_anchors import prepare
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.options import Section
from core.export.report.sanitize import shortened, visible
from core.export.report.wording import EDITIONS, LANGUAGE, day
from core.export.template.model import HouseTemplate
from core.jobs import Progress
from core.security import scratch

SECONDS = 300.0  # per typesetting run
ROUNDS = 3  # the second round replaces characters without a font, the third those found only then
TEXT = (
    "Libertinus Serif",
    "Noto Serif",
    "Noto Naskh Arabic",
    "Geeza Pro",
    "Arabic Typesetting",
    "Noto Sans Arabic",
    "Noto Serif CJK SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Droid Sans Fallback",
)
MONO = ("DejaVu Sans Mono",)
SYMBOL = ("DejaVu Sans Mono", "Libertinus Serif")
TYPESETTER, JOINER, LINKER = (f"core.export.formats.{name}" for name in ("typst_worker", "pdf_join", "pdf_links"))
PART = 2_000_000  # characters of data per part: about 280 claims with three passages each, 450 MB
RUNNING = 80  # characters of the title in the running header


@dataclass(frozen=True)
class Enclosed:
    """A file to attach to the PDF: name, description, media type, and a function that writes it to a path."""

    name: str
    told: str
    mime: str
    put: Callable[[Path], None]


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief; returns warnings about characters that no installed font has."""
    progress.update(0, 3, "Writing the citations")
    document = tree(brief, cited(brief))
    progress.update(1, 3, "Typesetting")
    return typeset(brief, document, out, progress)


def typeset(
    brief: Brief,
    document: Node,
    out: Path,
    progress: Progress,
    *,
    over: str = "A fact-check brief",
    wide: bool = False,
    enclosed: Sequence[Enclosed] = (),
) -> tuple[str, ...]:
    """Typeset a document tree; returns warnings.

    `over` is the line above the title; a `wide` page has space for margin notes.
    """
    jumps = prepare(document["blocks"])
    data = {**_data(brief, document), "subtitle": over, "wide": wide}
    data["enclosed"] = [{"name": one.name, "told": one.told, "mime": one.mime} for one in enclosed]
    with scratch.folder() as folder:
        _put(brief, Path(folder))
        for one in enclosed:
            one.put(Path(folder) / one.name)
        house_template.put_logo(brief.house, Path(folder))
        (Path(folder) / "jumps.json").write_text(json.dumps(jumps), encoding="utf-8")
        missing, lacking = _in_parts(data, Path(folder), progress, whole=jumps["whole"])
        _program(LINKER, Path(folder))
        out.write_bytes((Path(folder) / "brief.pdf").read_bytes())
    progress.update(3, 3, "Written")
    return (
        *_told(missing),
        *(f"This computer has no font “{name}” of the house template: another was taken." for name in lacking),
    )


def _put(brief: Brief, folder: Path) -> None:
    """Write the pictures to where the typesetter expects them."""
    for part in brief.exhibits:
        if part.picture is not None:
            (folder / f"{picture_key(part.number)}.{part.picture.suffix}").write_bytes(part.picture.body)


@growing()
def _data(brief: Brief, document: Node) -> dict[str, Any]:
    edition, notice = EDITIONS[brief.edition]
    language, _, region = LANGUAGE.partition("-")
    made = brief.made_at
    return {
        "title": visible(brief.title) or "Untitled",
        "running": visible(shortened(brief.title, RUNNING)),
        "edition": edition,
        "notice": notice,
        "day": day(made),
        "date": {"year": made.year, "month": made.month, "day": made.day},
        "drafts": [visible(title) for title in brief.drafts],
        "lang": language.lower() or "en",
        "region": region.upper() if len(region) == 2 else None,  # noqa: PLR2004 - ISO 3166 letters
        "keywords": ["fact-check", edition],
        "fonts": _fonts(brief.house),
        **house_template.typst_data(brief.house, titled=Section.TITLE in brief.sections),
        "blocks": typst_data.blocks(document["blocks"]),
    }


def _fonts(house: HouseTemplate) -> dict[str, list[str]]:
    text = [name for name in (house.text, *TEXT) if name]
    heads = [name for name in (house.headings, *text) if name]
    return {
        "text": text,
        "headings": heads,
        "mono": [name for name in (house.mono, *MONO) if name],
        "symbol": [*SYMBOL],
    }


def _in_parts(data: dict[str, Any], folder: Path, progress: Progress, *, whole: bool) -> tuple[set[str], list[str]]:
    """Typeset into folder/brief.pdf, a long document in parts; see :mod:`core.export.formats.pdf_join`."""
    from pypdfium2 import PdfDocument

    parts, first = [data["blocks"]] if whole else _parts(data["blocks"]), 1
    missing, lacking = set[str](), list[str]()
    for number, blocks in enumerate(parts):
        progress.update(number, len(parts), "Typesetting")
        progress.check()
        part = {**data, "blocks": blocks, "part": number, "first": first, "long": len(parts) > 1}
        without_font, lacking = _typeset({**part, "enclosed": [] if number else data["enclosed"]}, folder)
        missing |= without_font
        if len(parts) > 1:
            made = (folder / "brief.pdf").rename(folder / f"part-{number}.pdf")
            with PdfDocument(made) as document:
                first += len(document)
    if len(parts) > 1:
        _program(JOINER, folder, str(len(parts)))
    return missing, lacking


def _parts(blocks: list[Any]) -> list[list[Any]]:
    """Split blocks into parts of about PART characters of data; a heading stays with the block after it."""
    parts: list[list[Any]] = [[]]
    size = 0
    for block in blocks:
        length = len(json.dumps(block, ensure_ascii=False))
        if size + length > PART and parts[-1]:
            kept = [parts[-1].pop()] if parts[-1][-1][0] == "h" and len(parts[-1]) > 1 else []
            parts.append(kept)
            size = 0
        parts[-1].append(block)
        size += length
    return parts


def _program(program: str, folder: Path, *arguments: str) -> None:
    wrong = _run(program, folder, *arguments)["error"]
    if wrong:
        raise WorldError("The PDF could not be put together.", wrong)


def _typeset(data: dict[str, Any], folder: Path) -> tuple[set[str], list[str]]:
    """Typeset into folder/brief.pdf.

    Returns characters without a font (shown as code points) and missing fonts of the house.
    """
    template = files("core.export.formats").joinpath("templates/brief.typ").read_text(encoding="utf-8")
    (folder / "brief.typ").write_text(template, encoding="utf-8")
    text, missing = json.dumps(data, ensure_ascii=False), set[str]()
    for _ in range(ROUNDS):
        (folder / "brief.json").write_text(text, encoding="utf-8")
        answer = _run(TYPESETTER, folder)
        if not answer["error"]:
            return missing, answer["lacking"]
        if not answer["missing"]:
            raise WorldError("The PDF could not be typeset.", shortened(answer["error"], 400))
        missing |= set(answer["missing"])
        text = _without(text, answer["missing"])
    raise WorldError("The PDF could not be typeset.", "No font on this computer can show some of its characters.")


def _without(text: str, letters: Iterable[str]) -> str:
    pattern = re.compile("|".join(map(re.escape, letters)))
    return pattern.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _run(program: str, folder: Path, *arguments: str) -> dict[str, Any]:
    command, own = programs.alone(program, str(folder), *arguments), programs.environment(narrow=False)
    try:
        done = subprocess.run(command, env=own, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired as error:
        raise WorldError("Typesetting took too long and was stopped.", "Export fewer claims at once.") from error
    if done.returncode:
        raise WorldError("The typesetter stopped.", shortened(done.stderr.decode(errors="replace").strip(), 400))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _told(missing: set[str]) -> list[str]:
    """Return one sentence per script without a font, such as `ARABIC`."""
    scripts: dict[str, list[str]] = {}
    for letter in sorted(missing):
        scripts.setdefault(unicodedata.name(letter, "UNNAMED").split()[0].title(), []).append(f"U+{ord(letter):04X}")
    return [
        f"No font on this computer has {len(found)} characters of {script} ({', '.join(found[:5])}): they are shown by number. Install a font for them."
        for script, found in scripts.items()
    ]


EXPORTER = Exporter("pdf", "PDF, tagged and for archives", ".pdf", Kind.PDF, write)
