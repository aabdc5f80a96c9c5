"""The brief as one self-contained HTML file: no scripts, no remote resources, light and dark mode."""

import re
from html import escape
from importlib.resources import files
from pathlib import Path

from core.export.document import pandoc
from core.export.document.citations import cited
from core.export.document.pandoc_ast import Node
from core.export.document.template import page_logo, page_rules
from core.export.document.tree import tree
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.options import Section
from core.export.report.sanitize import visible
from core.export.report.wording import EDITIONS, LANGUAGE, day
from core.jobs import Progress

_PLACE = re.compile(r"\$(\w+)\$")


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as HTML5."""
    progress.update(0, 2, "Writing the citations")
    document = tree(brief, cited(brief))
    progress.update(1, 2, "Writing the page")
    out.write_text(page(brief, body(document)), encoding="utf-8")
    return ()


def body(document: Node) -> str:
    """Render a document tree as HTML without the surrounding page."""
    made = pandoc.run(
        pandoc.encoded(document),
        "--from=json",
        "--to=html5",
        "--wrap=none",
        "--email-obfuscation=none",
        "--shift-heading-level-by=1",
        "--syntax-highlighting=none",
    )
    return made.decode()


def page(brief: Brief, body: str, over: str = "A fact-check brief", *, wide: bool = False) -> str:
    """Fill the page template in one pass, so that inserted text is never scanned for placeholders.

    `over` is the line above the title; a `wide` page has space for margin notes.
    """
    edition, notice = EDITIONS[brief.edition]
    shown = {
        name: escape(visible(text))
        for name, text in (
            ("title", brief.title or "Untitled"),
            ("edition", edition),
            ("notice", notice),
            ("date", day(brief.made_at)),
            ("lang", LANGUAGE),
            ("over", " · ".join(part for part in (brief.house.name, over) if part)),
            ("room", "wide" if wide else ""),
        )
    }
    titled = Section.TITLE in brief.sections
    drafts = "".join(f'<p class="draft">Draft: <bdi>{escape(visible(title))}</bdi></p>\n' for title in brief.drafts)
    frame = files("core.export.formats").joinpath("templates/brief.html").read_text(encoding="utf-8")
    head = (
        _head(shown, drafts, page_logo(brief.house)) if titled else f'<h1 class="line" dir="auto">{shown["title"]}</h1>'
    )
    values = {**shown, "head": head, "house": page_rules(brief.house), "body": body}
    return _PLACE.sub(lambda place: values[place[1]], frame)


def _head(shown: dict[str, str], drafts: str, logo: str) -> str:
    over = f'<p class="over">{shown["over"]} · {shown["edition"]}</p>'
    about = f'<p class="about">{shown["date"]}. {shown["notice"]}</p>'
    return f'{logo}{over}\n<h1 dir="auto">{shown["title"]}</h1>\n{drafts}{about}'


EXPORTER = Exporter("html", "Web page in one file", ".html", Kind.HTML, write)
