"""The pages of the manual: Markdown files in gui/help, shipped with the program, in reading order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

NAMES = (
    "first-page",
    "seal",
    "draft",
    "quote",
    "decide",
    "cite",
    "search",
    "confidential-sources",
    "verify",
    "keys",
    "glossary",
    "licences",
)
KEYS = "<!-- keys -->"  # where the tables of keys are inserted
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page: the name that links use (without ``.md``), its title, and its Markdown."""

    name: str
    title: str
    text: str

    def holds(self, words: Iterable[str]) -> bool:
        """Return whether every word stands in the page, ignoring case."""
        folded = self.text.casefold()
        return all(word.casefold() in folded for word in words)


def pages(keys: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()) -> tuple[Page, ...]:
    """Return the pages in order; `keys` are groups of (title, rows of key and action) for the page of keys."""
    folder = files("gui").joinpath("help")
    texts = {name: folder.joinpath(f"{name}.md").read_text(encoding="utf-8") for name in NAMES}
    return tuple(_page(name, text.replace(KEYS, _tables(keys))) for name, text in texts.items())


def _page(name: str, text: str) -> Page:
    heading = HEADING.search(text)
    return Page(name, heading[1] if heading else name, text)


def _tables(keys: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    return "\n\n".join(
        f"## {title}\n\n| key | does |\n|---|---|\n" + "\n".join(f"| {key} | {words} |" for key, words in rows)
        for title, rows in keys
    )
