"""Whatever a title or an author may look like to a typesetter, a word processor or a browser: it is shown letter for letter."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import model as m
from core.export import EXPORTERS, Options, export
from core.export.formats.readback import PRINTED, READERS
from core.export.report.sanitize import visible
from tests.data import briefs

MARKUP = (
    "#let",
    "#{",
    '#image("/etc/passwd")',
    "$x^2$",
    "$$",
    "*b*",
    "**",
    "_u_",
    "__",
    "`c`",
    "```",
    "<b>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&lt;",
    "&#65;",
    "\\textbf{t}",
    "\\input{x}",
    "\\u{41}",
    "\\",
    "{=html}",
    "{{",
    "}}",
    "[a](b)",
    "![i](f)",
    "[^1]",
    "[@key]",
    "@key",
    "<key>",
    "~s~",
    "~~",
    "^up^",
    "|",
    "||",
    "//",
    "/*",
    "*/",
    "%",
    "---",
    "--",
    "...",
    "'",
    '"',
    ":::",
    "::: {.x}",
    "1.",
    "- i",
    "+",
    "= h",
    "# h",
    "> q",
    "(c)",
    "$title$",
    "%PDF-",
    "]]>",
    "<?xml",
    "=1+1",
    "{\\rtf1",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "Müller",
    "Œuvre",
    "Æ",
    "ß",
    "№",
    "“q”",
    "5 < 6",
    "a & b",
    "x;y",
    "key: value",
)
NAMES = [exporter.name for exporter in EXPORTERS if exporter.kind in PRINTED]
texts = st.lists(
    st.sampled_from(MARKUP) | st.text("abcXYZ019 .,;:!?()[]{}<>#$%&*+-/=@\\^_`|~'\"", max_size=8),
    min_size=2,
    max_size=9,
)


def material(text):
    of = briefs.source(1, text, csl={"type": "webpage", "title": text, "author": [{"literal": text}]})
    file = briefs.claim("1", text, "Verified", briefs.exhibit("1", of, text, note=text), why=text, claimant=text)
    info = m.ProjectInfo(text, "house", briefs.AT)
    return replace(briefs.small(), info=info, drafts=(m.Draft("draft-1", text, briefs.AT),), claims=(file,), stories=())


def letters(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=texts)
def test_markup_is_shown_and_never_obeyed(tmp_path, name, parts):
    text = f"Ab {' '.join(parts)} yz"
    exporter = next(one for one in EXPORTERS if one.name == name)
    out = export(material(text), name, tmp_path / f"brief{exporter.suffix}", Options(made_at=briefs.AT)).path
    found = letters(READERS[exporter.kind](out).text)
    assert found.count(letters(visible(text))) >= 5  # the claim, its reason, the passage three times and its note
