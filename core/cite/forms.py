"""The form for each type of source: the fields needed to cite it, in the order they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Form:
    """A source type with its label, and labels by CSL variable."""

    label: str
    fields: Mapping[str, str]


def _form(label: str, **said: str) -> Form:
    named = {name.replace("__", "-"): words for name, words in said.items()}
    return Form(label, MappingProxyType({"title": "Title", **named, "language": "Language"}))


WEB = {"issued": "Date", "URL": "Address", "accessed": "Accessed"}
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "webpage": _form("Web page", author="Author", container__title="Site", publisher="Publisher", **WEB),
        "article-newspaper": _form(
            "Newspaper article",
            author="Author",
            container__title="Newspaper",
            publisher__place="Place",
            edition="Edition",
            section="Section",
            page="Pages",
            **WEB,
        ),
        "post": _form("Post", author="Author", container__title="Platform", genre="Kind of post", **WEB),
        "post-weblog": _form("Blog post", author="Author", container__title="Blog", **WEB),
        "report": _form(
            "Report",
            author="Author",
            publisher="Institution",
            publisher__place="Place",
            genre="Kind",
            number="Number",
            page="Pages",
            **WEB,
        ),
        "legislation": _form(
            "Statute",
            author="Author",
            container__title="Code or collection",
            authority="Enacted by",
            number="Number",
            volume="Volume",
            section="Section",
            jurisdiction="Jurisdiction",
            **WEB,
        ),
        "legal_case": _form(
            "Court case",
            authority="Court",
            container__title="Reporter",
            volume="Volume",
            page="First page",
            number="Docket number",
            jurisdiction="Jurisdiction",
            **WEB,
        ),
        "hearing": _form("Hearing", author="Speaker", authority="Body", section="Committee", number="Number", **WEB),
        "patent": _form(
            "Patent",
            author="Inventor",
            number="Number",
            authority="Patent office",
            jurisdiction="Jurisdiction",
            submitted="Filed",
            **WEB,
        ),
        "interview": _form(
            "Interview",
            author="Person interviewed",
            interviewer="Interviewer",
            medium="By what means",
            container__title="Programme or paper",
            **WEB,
        ),
        "personal_communication": _form(
            "Personal communication",
            author="From",
            recipient="To",
            genre="Letter, e-mail, call",
            medium="By what means",
            issued="Date",
        ),
        "broadcast": _form(
            "Broadcast",
            author="Presenter",
            director="Director",
            container__title="Programme or station",
            number="Episode",
            medium="Medium",
            publisher="Broadcaster",
            **WEB,
        ),
        "dataset": _form(
            "Data set", author="Author", publisher="Publisher or repository", version="Version", DOI="DOI", **WEB
        ),
        "book": _form(
            "Book",
            author="Author",
            editor="Editor",
            translator="Translator",
            edition="Edition",
            volume="Volume",
            publisher="Publisher",
            publisher__place="Place",
            ISBN="ISBN",
            issued="Date",
            page="Pages",
        ),
        "article-journal": _form(
            "Journal article",
            author="Author",
            container__title="Journal",
            volume="Volume",
            issue="Issue",
            page="Pages",
            DOI="DOI",
            **WEB,
        ),
        "document": _form(
            "Document",
            author="Author",
            publisher="Publisher",
            genre="Kind",
            archive="Archive",
            archive_location="Place in the archive",
            **WEB,
        ),
    }
)


def form(kind: str) -> Form:
    """Return the form of a type, else that of a document."""
    return FORMS.get(kind, FORMS["document"])


def names_text(names: object) -> str:
    """Return CSL names for editing, one per line: `Family, Given`, or a literal name (in quotes if it has a comma)."""
    lines = []
    for name in names if isinstance(names, (list, tuple)) else ():
        lead = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
        family, given = f"{lead} {name.get('family', '')}".strip(), name.get("given", "")
        literal = name.get("literal") or (family if not given else "")
        split = ", ".join(part for part in (family, given, name.get("suffix", "")) if part)
        lines.append((f'"{literal}"' if "," in literal else literal) if literal else split)
    return "\n".join(lines)


def names_read(text: str) -> list[dict[str, str]]:
    """Parse text in the format of :func:`names_text`."""
    people = []
    for line in map(str.strip, text.splitlines()):
        parts = [part.strip() for part in line.split(",", 2)]
        if not line:
            continue
        if line.startswith('"') or len(parts) == 1:
            people.append({"literal": line.strip('"').strip()})
        else:
            people.append(
                {name: part for name, part in zip(("family", "given", "suffix"), parts, strict=False) if part}
            )
    return people


def date_text(date: object) -> str:
    """Return a CSL date for editing: 2024-03-02, 2024-03, 2024, a range with a slash, or literal text."""
    from core.cite.formats import bib_dates

    return bib_dates.write(date) if isinstance(date, Mapping) else ""
