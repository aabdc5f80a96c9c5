"""Words are read in core/text and nowhere else: what looks like another reading of them fails here unless a reason is written down."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).parents[1] / "core"
LIBRARIES = {"py3langid", "justext", "simplemma", "snowballstemmer", "lingua", "langdetect"}
MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
MARKS = set("“”„«»「」『』")
LITTLE = {"the", "and", "of", "in", "der", "die", "und", "le", "la", "et", "el", "de", "y"}
GROUPS = re.compile(r"\\d\{3\}|\\d[+*]?\(\?:\[[^\]]*[.,]|\\d\+\[[.,]")
STOPS = re.compile(r"\.!\?|\.\?!|!\?\.|\[.{0,3}[!?].{0,3}[.。]|。！")
NAME_RUN = re.compile(r"\[A-Z[^\]]*\](?:\\w|\[\\w|\[a-z).*(?:\[A-Z|\)\*)")
CODE = "codes, addresses and names that people chose, compared without regard to case"
SHOWN = "headlines, sites and bylines of a page compared with what the page shows"
ALLOWED = {
    **{
        (name, "case"): CODE
        for name in (
            "archive/wacz_reader.py",
            "cite/duplicates.py",
            "cite/lacking.py",
            "cite/locales.py",
            "cite/printing.py",
            "export/report/claim_filter.py",
            "export/template/file.py",
            "project/people.py",
            "project/scales.py",
            "security/names.py",
            "security/synced_folders.py",
            "store/search/documents.py",
            "store/search/filters.py",
            "verdicts.py",
        )
    },
    ("rank/wordpieces.py", "folding"): "the letters of a vocabulary that others made, as they fold them",
    **{(f"extract/citation/{name}.py", "case"): SHOWN for name in ("clues", "page", "people", "titles")},
    ("anchor/features.py", "case"): "the weights of anchoring were fitted on words in this form",
    ("export/redaction/terms.py", "case"): "the ending of a word beside a name",
    ("project/claims.py", "case"): "the filter of the list of claims, as one types it",
    ("store/store.py", "case"): "two spellings of one author's name, as the list of people compares them",
    ("store/read.py", "case"): "the filter of the list of claims, as one types it",
    ("rank/suggest.py", "case"): "stop words are casefolded",
    ("cite/formats/write.py", "folding"): "a citation key is plain ASCII",
    ("security/names.py", "folding"): "a file name has one way to code its letters",
    ("cite/lacking.py", "months"): "a date is shown, not read",
    ("extract/citation/people.py", "months"): "a date behind a byline is cut off",
    ("cite/printing.py", "numbers"): "a patent's number is no amount",
    ("store/search/query.py", "numbers"): "blanks part the words of a query, and the groups of a number in it",
    ("extract/decode.py", "quotation marks"): "letters that tell one code page from another",
    ("rank/suggest.py", "quotation marks"): "marks around a word are left out when it is shown",
    ("capture/quality/__init__.py", "stop words"): "codes of languages in an address",
    ("cite/formats/bib_dates.py", "stop words"): "what joins the two months of an issue",
    ("cite/formats/write.py", "stop words"): "words that a citation key skips",
    ("extract/citation/labels.py", "stop words"): "bylines: what joins two names, and stands around them",
    ("project/split_merge_retire.py", "stop words"): "words at the joints of a sentence that is split",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(CORE.rglob("*.py")):
        name = path.relative_to(CORE).as_posix()
        if not name.startswith("text/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def literals(tree: ast.Module) -> Iterator[str]:
    """Yield the texts in code: no docstrings."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def collections(tree: ast.Module) -> Iterator[set[str]]:
    """Yield the words of each literal collection, and of each text that is split into words."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Set, ast.List, ast.Tuple)):
            yield {one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            given = node.func.value
            yield (
                set(given.value.lower().split())
                if isinstance(given, ast.Constant) and isinstance(given.value, str)
                else set()
            )
    for text in literals(tree):
        yield set(text.lower().split("|")) if "|" in text else set()


def attributes(tree: ast.Module) -> set[str]:
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return named | {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names}


def imported(tree: ast.Module) -> set[str]:
    found = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in found}


OF_TEXTS: dict[str, Callable[[str], object]] = {
    "numbers": GROUPS.search,
    "months": lambda text: len(set(MONTHS.findall(text.lower()))) > 2,
    "quotation marks": lambda text: len(MARKS & set(text)) > 2,
    "sentences": STOPS.search,
    "names": NAME_RUN.search,
}
OF_MODULES: dict[str, Callable[[ast.Module], object]] = {
    "folding": lambda tree: "normalize" in attributes(tree),
    "case": lambda tree: "casefold" in attributes(tree),
    "language": lambda tree: imported(tree) & LIBRARIES,
    "stop words": lambda tree: any(len(LITTLE & words) > 2 for words in collections(tree)),
    "months": lambda tree: any(
        len({found[0] for word in words if (found := MONTHS.match(word))}) > 2 for words in collections(tree)
    ),
}


def readings(tree: ast.Module) -> Iterator[str]:
    """Yield what of reading words a module does itself."""
    yield from (reading for reading, does in OF_MODULES.items() if does(tree))
    yield from (reading for text in literals(tree) for reading, does in OF_TEXTS.items() if does(text))


def test_words_are_read_in_core_text_alone() -> None:
    found = {(name, reading) for name, tree in trees() for reading in readings(tree)}
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    ("code", "reading"),
    [
        ("import unicodedata\nx = unicodedata.normalize('NFKD', y)", "folding"),
        ("from unicodedata import normalize", "folding"),
        ("x = y.casefold()", "case"),
        ("from py3langid import classify", "language"),
        (r"x = re.compile(r'\d{1,3}(?:[., ]\d{3})+')", "numbers"),
        (r"x = re.compile(r'\d+(?:[.,]\d+)?')", "numbers"),
        ("x = ('january', 'february', 'march')", "months"),
        ("x = 'jan feb mar apr'.split()", "months"),
        ("x = '“”„'", "quotation marks"),
        ("x = re.compile(r'(?<=[.!?])\\s+')", "sentences"),
        ("x = re.compile('[A-Z][a-z]+(?: [A-Z][a-z]+)*')", "names"),
        ("x = {'the', 'and', 'of', 'bridge'}", "stop words"),
        ("x = 'der die und'.split()", "stop words"),
    ],
)
def test_another_reading_is_seen(code: str, reading: str) -> None:
    assert reading in set(readings(ast.parse(code)))


def test_a_docstring_is_no_reading() -> None:
    assert set(readings(ast.parse('"""“a” „b“ «c»"""\nx = "The day of the week and the month."'))) == set()
