r"""The words of LaTeX: pylatexenc, taught that a command it does not know keeps what its braces hold.

As it comes, pylatexenc drops the argument of a command that it parses and has no text for (`\mbox`, `\texttt`), and
raises for one without its arguments. Here only the commands in SILENT lose their arguments: those say how to set or sort.
"""

import re
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexGroupNode, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_walker_db
from pylatexenc.macrospec import LatexContextDb, MacroSpec

from core.cite.formats import markup

SIGNS = {
    "pounds": "£",
    "euro": "€",
    "EUR": "€",
    "eurologo": "€",
    "officialeuro": "€",
    "slash": "/",
    "ddag": "‡",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textunderscore": "_",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "flqq": "«",
    "frqq": "»",
    "flq": "‹",
    "frq": "›",
    "og": "« ",
    "fg": " »",
    "lq": "‘",
    "rq": "’",
    "lbrack": "[",
    "rbrack": "]",
    "textquotedbl": '"',
    "SS": "ẞ",
    "permil": "‰",
    "textminus": "−",
    "neg": "¬",
    "degree": "°",
    "degres": "°",
    "celsius": "°C",
    "colon": ":",
    "hyp": "-",
    "nobreakdash": "",
    "space": " ",
    "nobreakspace": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": " ",
}
"""Signs that pylatexenc lacks."""
SPACED = {
    "S": "§",
    "textsection": "§",
    "P": "¶",
    "textparagraph": "¶",
    "copyright": "©",
    "textcopyright": "©",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "no": "no",
    "No": "No",
}
"""Signs after which the space in the code is kept, though TeX would swallow it: “§ 12”, “p < 5”."""
_SILENT = {
    "{": "noopsort sortnoop SortNoop noop hyphenation label ref autoref cref Cref eqref cite nocite index color "
    "selectlanguage pagecolor phantom hphantom vphantom hspace vspace input include",
    "[{": "usepackage RequirePackage documentclass includegraphics bibliography hypersetup",
    "{{": "setlength addlength setcounter addcounter fontsize colorlet",
    "*{[[{": "newcommand renewcommand providecommand",
    "[{{{": "definecolor providecolor",
}
SILENT = {name: form for form, names in _SILENT.items() for name in names.split()}
"""Commands whose arguments are no words, with their form (`*`, `[`, `{` as in pylatexenc)."""
WORDED = {
    "href": ("{{", 1),
    "url": ("{", 0),
    "foreignlanguage": ("[{{", 2),
    "textlang": ("[{{", 2),
    "texorpdfstring": ("{{", 1),
    "raisebox": ("{[[{", 3),
    "parbox": ("[[[{{", 4),
    "makebox": ("[[{", 2),
    "framebox": ("[[{", 2),
    "resizebox": ("*{{{", 3),
    "scalebox": ("{[{", 2),
    "rotatebox": ("[{{", 2),
    "fontspec": ("[{", None),
}
"""Commands of several arguments, and which of them holds the words."""
_SWITCHES = (
    "em it bf sc sl tt rm sf up md upshape itshape slshape scshape bfseries mdseries rmfamily sffamily ttfamily "
    "normalfont normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge relax protect newblock "
    "noindent par linebreak newline nolinebreak allowbreak nobreak unskip ignorespaces sloppy centering bgroup egroup "
    "begingroup endgroup kern hskip hfill xspace null strut smash natexlab penalty break TeX LaTeX BibTeX"
)
SWITCHES = frozenset(_SWITCHES.split())
"""Commands without words of their own, and the logos, which are set before."""
_SCRIPT = re.compile(r"([_^])([0-9+-]+)")
FAULTS = (AttributeError, LookupError, TypeError, LatexWalkerError)  # pylatexenc takes arguments for granted


class Words(LatexNodes2Text):  # type: ignore[misc]  # the library has no types
    """Writes the nodes of LaTeX as words."""

    def __init__(self) -> None:
        super().__init__(_texts(), math_mode="text", keep_comments=True, strict_latex_spaces=False)
        self._forms = _forms()

    def of(self, code: str) -> str:
        """Return the words of code; ValueError for code that is not sound, RecursionError for code nested too deep."""
        try:
            return str(self.latex_to_text(code, latex_context=self._forms))
        except FAULTS as error:
            raise ValueError(code) from error

    def knows(self, command: str) -> bool:
        """Return whether a command is one of those with a known text or form."""
        known = self.latex_context.get_macro_spec(command) or self._forms.get_macro_spec(command)
        return bool(known and known.macroname) or command in SWITCHES or command in SPACED

    def macro_node_to_text(self, node: Any) -> str:
        """Return the text of a command; without one, what its braces hold."""
        if node.macroname in SILENT:
            return ""
        if node.macroname in SPACED:
            return f"{SPACED[node.macroname]}{node.macro_post_space}"
        if node.macroname in WORDED or self.latex_context.get_macro_spec(node.macroname) is None:
            return self._held(node)
        try:
            return str(super().macro_node_to_text(node))
        except FAULTS:
            return self._held(node)

    def _held(self, node: Any) -> str:
        """Return the argument that holds the words, or all arguments in braces."""
        given = list(node.nodeargd.argnlist or ()) if node.nodeargd else []
        _, place = WORDED.get(node.macroname, ("", None))
        if place is not None and place < len(given) and given[place] is not None:
            given = [given[place]]
        braced = [one for one in given if one is not None and _delimiter(one) != "["]
        return "".join(self._groupnodecontents_to_text(one) for one in braced)

    def math_node_to_text(self, node: Any) -> str:
        """Return a formula; raised and lowered numbers as such: CO₂, 10⁶."""
        text = str(super().math_node_to_text(node))
        return _SCRIPT.sub(lambda found: markup.scripted(found[2], raised=found[1] == "^"), text)


def _delimiter(node: Any) -> str:
    return str(node.delimiters[0]) if isinstance(node, LatexGroupNode) else ""


def _texts() -> LatexContextDb:
    texts = get_default_latex_context_db()
    own = [MacroTextSpec(name, simplify_repl=sign) if sign else MacroTextSpec(name) for name, sign in SIGNS.items()]
    quoted = [
        MacroTextSpec(name, simplify_repl=lambda node, l2tobj: f"“{l2tobj.node_arg_to_text(node, 1)}”")
        for name in ("enquote", "mkbibquote")
    ]
    texts.add_context_category("words", macros=[*own, *quoted], prepend=True)
    return texts


def _forms() -> LatexContextDb:
    forms = get_default_walker_db()
    worded = {name: form for name, (form, _) in WORDED.items()}
    made = [MacroSpec(name, form) for name, form in {**SILENT, **worded}.items()]
    quoted = [MacroSpec(name, "*{") for name in ("enquote", "mkbibquote")]
    forms.add_context_category("words", macros=[*made, *quoted], prepend=True)
    return forms
