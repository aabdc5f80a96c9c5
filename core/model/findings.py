"""What a verification can find: a code with parameters; the sentences are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


@dataclass(frozen=True)
class Problem:
    """A problem found by a check: the item, the defect, and its meaning for the claims.

    `code` is that of a :class:`Finding`, with the parameters that its sentences were made of; empty for what the check of
    a sealed file says.
    """

    item: str
    what: str
    means: str
    code: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


class Finding(StrEnum):
    """The code of a finding, what it says of its item, and what that means; names in braces are parameters.

    A code never changes its meaning. `touches` is a sentence that names the claims and sources concerned.
    """

    what: str
    means: str

    def __new__(cls, code: str, what: str, means: str) -> Self:
        """Make a member of a code and its two sentences."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.what = what
        member.means = means
        return member

    SEAL_OUTSIDE = "seal.outside", "its name leads out of the archive folder", "{touches}"
    SEAL_MISSING = "seal.missing", "the sealed file is missing", "{touches}"
    SEAL_LINK = "seal.link", "it is a link to a file elsewhere", "{touches}"
    SEAL_DIFFERS = "seal.differs", "{what}", "{means} {touches}"
    TEXT_DIFFERS = "text.differs", "the stored text does not match its digest", "{touches}"
    QUOTE_DIFFERS = (
        "quote.differs",
        "the quote is not what the snapshot's text says at its place",
        "Do not print “{exact}”.",
    )
    PART_UNSEEN = "part.unseen", "its part cannot be shown: {why}", "Do not print it."
    PART_DIFFERS = "part.differs", "it names another part than it shows", "Do not print it."
    INDEX_STALE = (
        *("index.stale", "{number} out of step"),
        "Search may miss them. {rebuild}",
    )
    INDEX_DAMAGED = "index.damaged", "it is damaged", "{hint}"
    DATABASE_DAMAGED = "database.damaged", "{what}", "{hint}"
    ROWS_UNREADABLE = (
        *("rows.unreadable", "{what} cannot be read from the database: {why}"),
        "What rests on them was not checked. Rows that the journal does not account for are named here too.",
    )
    RESOURCE_GAP = (
        "resource.gap",
        "its list of sealed answers has a gap",
        "It was changed outside Standfirst. {touches}",
    )
    ENTRY_BROKEN = (
        *("entry.broken", "the chain is broken here"),
        "An entry was altered, removed or added outside Standfirst. {touches}",
    )
    ENTRY_CUT = (
        *("entry.cut", "the entry is gone, and only its values are left"),
        "An entry was removed outside Standfirst: what it did is not accounted for.",
    )
    JOURNAL_EMPTY = (
        *("journal.empty", "the journal is empty"),
        "It was emptied outside Standfirst: nothing shows who did what, and no row is accounted for.",
    )
    HEAD_BEHIND = (
        *("head.behind", "it ends at entry {last}, but {seen} {head}"),
        "An older state was put back, entries were cut off, or a copy of this project went on elsewhere. {known}",
    )
    HEAD_OTHER = (
        *("head.other", "its entry {number} is {found}, but {seen} {head}"),
        "The journal was written anew, or this is another copy that went its own way. {known}",
    )
    ROW_UNREADABLE = (
        *("row.unreadable", "it cannot be read: {why}"),
        "Lists leave it out and nothing can be exported. It was changed outside Standfirst, or by a newer one. {touches}",
    )
    ARCHIVE_UNREADABLE = "archive.unreadable", "{what}", "{hint}"
    ROW_CHANGED = "row.changed", "{columns}", "It was changed outside Standfirst. {touches}"
    ROW_MISSING = (
        *("row.missing", "it is gone, but the journal does not say that it was deleted"),
        "It was deleted outside Standfirst. {touches}",
    )
    ROW_EXTRA = (
        *("row.unexplained", "it is there, but the journal does not say that it was made"),
        "It was put there outside Standfirst, or the entry was removed. {touches}",
    )
    ROW_UNPROVED = (
        *("row.unproved", "nothing proves its {columns}: the journal's value was withheld"),
        "It may have been changed since. {touches}",
    )
    ROWS_MORE = "rows.more", "{number} more rows are not as the journal says", "Verify again after these are mended."
    SCHEMA_FOREIGN = (
        *("schema.foreign", "Standfirst did not make it"),
        "It may change what is shown or stored without an entry in the journal.",
    )
    SCHEMA_GONE = (
        *("schema.gone", "it is gone"),
        "The database no longer refuses what it guarded against. Rows that were changed are named on their own.",
    )
    SCHEMA_CHANGED = "schema.changed", "it is not as Standfirst makes it", "It may not do what Standfirst relies on."

    def of(self, item: str, **parameters: str) -> Problem:
        """Return the finding about an item."""
        told = [text.format_map(parameters).strip() for text in (self.what, self.means)]
        return Problem(item, told[0], told[1], self.value, parameters)
