"""The state of reading one run of paragraphs of a Word document."""

from dataclasses import dataclass, field

from core.draft.nodes import Node
from core.draft.word_fields import Fields


@dataclass
class Flow:
    """The state of one run of paragraphs: the story, a note, a text box."""

    part: str
    title: str = ""  # the part in words, such as “footnote 3”; empty for the story itself
    paragraph: int = 0
    carried: list[Node] = field(default_factory=list)  # of paragraphs whose mark is deleted
    beside: list[Node] = field(default_factory=list)  # text boxes within a paragraph, placed after it
    table_style: str = ""
    paragraph_style: str = ""
    gone: int = 0  # deletions and hidden text around
    fields: Fields = field(default_factory=Fields)

    @property
    def place(self) -> str:
        """Return the current place in the file, in words."""
        return self.title or f"paragraph {self.paragraph}"
