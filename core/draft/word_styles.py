"""What the styles of a Word file say about text: heading or title, hidden or shown, and its list."""

from collections.abc import Iterator
from functools import cache

from core.draft.ooxml import Element, find, name, value

OFF = frozenset({"0", "false", "off"})
MOST_BASES = 40  # styles that a style is based on: a circle ends here
MOST_LEVELS = 9


def is_on(properties: Element | None, switch: str) -> bool | None:
    """Return whether a switch such as `w:vanish` is on or off; None when the properties do not say."""
    found = find(properties, switch)
    return None if found is None else value(found) not in OFF


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterfind(name("w:style")) if root is not None else ()
        self._styles: dict[str, Element] = {value(style, "w:styleId"): style for style in found}
        self._default = {
            value(style, "w:type"): key
            for key, style in self._styles.items()
            if value(style, "w:default") not in ("", *OFF)
        }
        self._document = is_on(find(root, "w:docDefaults", "w:rPrDefault", "w:rPr"), "w:vanish") or False

    def _chain(self, style_id: str) -> Iterator[Element]:
        """Yield a style and those it is based on."""
        for _ in range(MOST_BASES):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(find(style, "w:basedOn"))

    @cache  # noqa: B019 - the styles live as long as one reading
    def _vanish(self, style_id: str) -> bool:
        """Return whether a style hides its text: by itself, by a style it is based on, or by the style it is linked to."""
        for style in self._chain(style_id):
            said = is_on(find(style, "w:rPr"), "w:vanish")
            if said is not None:
                return said
        linked = [value(find(style, "w:link")) for style in self._chain(style_id)]
        return any(
            is_on(find(style, "w:rPr"), "w:vanish") for other in filter(None, linked) for style in self._chain(other)
        )

    def hides(self, run: Element | None, paragraph_style: str, table_style: str = "") -> bool:
        """Return whether the properties of a run hide it.

        Direct formatting decides; otherwise an odd number of hiding styles does (ECMA-376, part 1, 17.7.3).
        """
        said = is_on(run, "w:vanish")
        if said is not None:
            return said
        paragraph = paragraph_style or self._default.get("paragraph", "")
        character = value(find(run, "w:rStyle"))
        votes = [self._vanish(style) for style in (table_style, paragraph, character) if style]
        if character and self._is_one(paragraph, character):
            votes.pop()  # the two halves of a linked style are one style
        return self._document or sum(votes) % 2 == 1

    def _is_one(self, paragraph: str, character: str) -> bool:
        return paragraph in self._styles and value(find(self._styles[paragraph], "w:link")) == character

    @cache  # noqa: B019 - the styles live as long as one reading
    def level(self, style_id: str) -> int:
        """Return the heading level of a paragraph style, 0 for none."""
        for style in self._chain(style_id):
            outline = value(find(style, "w:pPr", "w:outlineLvl"))
            if outline.isdecimal():
                return int(outline) + 1 if int(outline) < MOST_LEVELS else 0
            word, _, number = value(find(style, "w:name")).lower().partition(" ")
            if word == "heading" and number.isdecimal():
                return int(number)
        key = style_id.lower()
        return int(key[7:]) if not self._styles and key.startswith("heading") and key[7:].isdecimal() else 0

    @cache  # noqa: B019 - the styles live as long as one reading
    def is_title(self, style_id: str) -> bool:
        """Return whether a paragraph style is Word's Title; its name is the same in every language of Word."""
        named = [value(find(style, "w:name")).lower() for style in self._chain(style_id)] or [style_id.lower()]
        return "title" in named

    @cache  # noqa: B019 - the styles live as long as one reading
    def numbering(self, style_id: str) -> tuple[str, str]:
        """Return the list and the level that a paragraph style gives its paragraphs, both empty for none."""
        number = level = ""
        for style in self._chain(style_id):
            listed = find(style, "w:pPr", "w:numPr")
            number = number or value(find(listed, "w:numId"))
            level = level or value(find(listed, "w:ilvl"))
        return number, level
