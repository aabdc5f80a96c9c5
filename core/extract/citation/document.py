"""Citation data of a PDF from its information dictionary (ISO 32000-1 §14.3.3), unless meaningless."""

import re
from typing import Any

from core.extract import pdf
from core.extract.citation import dates, people
from core.extract.citation.clues import tidy
from core.text import language

MACHINE_TITLE = re.compile(
    r"^(?:untitled.*|microsoft (?:word|powerpoint|excel) - .*|document\d*|.*\.(?:docx?|pdf|indd|tex|xlsx?|pptx?|rtf|odt))$",
    re.IGNORECASE,
)
DATE = re.compile(r"^D?:?(\d{4})(\d{2})?(\d{2})?")


def describe(body: bytes, url: str) -> dict[str, Any]:
    """Return {"csl", "origins", "title", "canonical_url"} of a PDF. Its creation date is used as issue date."""
    document = pdf.open_pdf(body)
    try:
        said = {key: tidy(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    finally:
        document.close()
    title = said.get("Title", "")
    title = "" if MACHINE_TITLE.match(title) else title
    made = DATE.match(said.get("CreationDate", ""))
    date = dates.parse("-".join(part for part in made.groups() if part)) if made else []
    names = people.names([said.get("Author", "")])
    tongue = language.guess(title)
    csl = {
        "type": "document",
        "title": title,
        "author": names,
        "issued": {"date-parts": [date]} if date else None,
        "language": tongue,
        "URL": url,
    }
    kept = {field: value for field, value in csl.items() if value}
    origins = dict.fromkeys(kept, "PDF information") | {"type": "default", "URL": "address", "language": "text"}
    return {
        "csl": kept,
        "origins": {field: origins[field] for field in kept},
        "title": title,
        "canonical_url": url,
    }
