"""The shape of the code is part of the design: small files, small functions, everything annotated."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("core", "gui") for path in (ROOT / folder).rglob("*.py"))
MEDIAN_FILE, LONGEST_FILE = 130, 500
P90_FUNCTION, LONGEST_FUNCTION = 25, 50
PRIVATE = re.compile(r"_[a-z]\w*")
BROAD_EXCEPT = {"core/cli/__init__.py", "gui/base/runner.py", "gui/app.py", "core/security/worker.py"}

# What tests may use under a private name, and why.
PRIVATE_USES = {
    "tests/data/build_languages.py": ["locale._data"]
    * 4,  # babel has no other door to CLDR's units and plurals of money
    "tests/bench/views.py": ["stage.window.commands._show_verification", "dialog._chosen"],  # states for a picture
    "tests/unit/text/test_language.py": ["core.text.language._loaded"],  # the model is loaded once in a process
}

# What decodes pictures and pages in the process it is called in, and the files that may name it: they draw what is ours.
DECODERS = {
    "QImageReader": set(),
    "QMovie": set(),
    "QPicture": set(),
    "QSvgRenderer": {"gui/widgets/icons.py"},  # our own icons
    "QSvgWidget": set(),
    "QtPdf": set(),
    "QtPdfWidgets": set(),
    "QtSvg": {"gui/widgets/icons.py"},
    "QtSvgWidgets": set(),
    "PIL": set(),
    "pypdfium2": set(),
    "pikepdf": set(),
    "fromData": set(),
    "loadFromData": set(),
    "imageData": set(),
    "grabWindow": set(),
    "QBitmap": set(),
    "QImage": {  # of pixels that the worker drew, and names of types
        *("gui/widgets/bitmaps.py", "gui/pdf/pages.py", "gui/pdf/sidebar.py", "gui/reader/image_view.py"),
    },
    "QPixmap": {"gui/widgets/icons.py", "gui/pdf/sidebar.py"},  # of a size, or of an image that is there
}
QUIET = {"QImage", "QPixmap", "QIcon"}  # they decode a file when they are called with its name
CALLED_WITH = ("()", "(size)", "(picture)", "(white)", "(LineIcon(name, tone))")
CALLED_WITH += ("(bitmap.pixels, bitmap.width, bitmap.height, row, QImage.Format.Format_RGB32)",)
CALLED_WITH += ("(size.expandedTo(QSize(1, 1)))",)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def trees() -> list[tuple[str, ast.Module]]:
    return [(str(path.relative_to(ROOT).as_posix()), ast.parse(path.read_text(encoding="utf-8"))) for path in FILES]


def functions() -> list[tuple[str, Function]]:
    return [(name, node) for name, tree in trees() for node in ast.walk(tree) if isinstance(node, Function)]


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert [str(path) for path, lines in lengths.items() if lines > LONGEST_FILE] == []
    assert statistics.median(lengths.values()) <= MEDIAN_FILE


def test_functions_are_short() -> None:
    lengths = sorted((length(node), f"{name}:{node.name}") for name, node in functions())
    assert [name for lines, name in lengths if lines > LONGEST_FUNCTION] == []
    assert lengths[int(len(lengths) * 0.9)][0] <= P90_FUNCTION


def test_every_function_is_annotated() -> None:
    bare = [
        f"{name}:{node.name}({argument.arg})"
        for name, node in functions()
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.annotation is None and argument.arg not in ("self", "cls")
    ]
    assert bare == []
    assert [f"{name}:{node.name}" for name, node in functions() if node.returns is None] == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException")
    )


def test_broad_excepts_are_at_the_named_places_only() -> None:
    found = set()
    for name, tree in trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.ExceptHandler)
                and is_broad(node)
                and not any(isinstance(part, ast.Raise) for part in ast.walk(node))
            ):
                found.add(name)
    assert found <= BROAD_EXCEPT


def root(node: ast.expr) -> str:
    """Return the name that a chain of attributes, calls and places in brackets begins with."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def holds_view(slot: ast.expr) -> bool:
    """Return whether a slot is a closure, or a part of a call, that keeps `self` alive."""
    if isinstance(slot, ast.Lambda):
        return any(isinstance(part, ast.Name) and part.id == "self" for part in ast.walk(slot))
    if isinstance(slot, ast.Call) and root(slot) == "partial":
        return root(slot.args[0]) == "self" or any(
            isinstance(part, ast.Name) and part.id == "self" for part in slot.args
        )
    return False


def parts_holding_their_view(tree: ast.AST) -> list[int]:
    """Return the lines on which a class that lets go of parts gives one of them a slot that keeps the class's object alive."""
    lines = []
    for made in ast.walk(tree):
        inside = list(ast.walk(made)) if isinstance(made, ast.ClassDef) else []
        if any(
            isinstance(node, ast.Attribute) and node.attr == "deleteLater" and root(node) != "self" for node in inside
        ):
            lines += [
                node.lineno
                for node in inside
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("connect", "addAction")
                and root(node.func) != "self"
                and any(map(holds_view, node.args))
            ]
    return lines


def test_parts_that_go_before_their_view_do_not_hold_it() -> None:
    """`gui.base.slots.weakly` says why: what is held by its own parts alone is destroyed by one of them, and destroys it again."""
    assert [f"{name}:{line}" for name, tree in trees() for line in parts_holding_their_view(tree)] == []


@pytest.mark.parametrize(
    ("slot", "found"),
    [
        ("lambda: self.go()", [5]),
        ("partial(self.go, 1)", [5]),
        ("self.go", []),
        ("weakly(self.go, 1)", []),
        ("lambda: print()", []),
    ],
)
def test_a_part_that_holds_its_view_is_found(slot: str, found: list[int]) -> None:
    made = f"class View:\n def lay(self):\n  self.part.deleteLater()\n  old.deleteLater()\n  button.clicked.connect({slot})"
    assert parts_holding_their_view(ast.parse(made)) == found


@pytest.mark.parametrize("word", ["TODO", "FIXME", "raise NotImplementedError", "# fmt: "])
def test_nothing_is_left_open(word: str) -> None:
    assert [str(path) for path in FILES if word in path.read_text(encoding="utf-8")] == []


def test_no_drawer_of_odds_and_ends() -> None:
    assert [str(path) for path in FILES if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


def private_uses(tree: ast.Module) -> list[str]:
    """Return the private names of others that a test reads, writes or patches: `view._rows`, "core.demo.making._tell".

    `os._exit`, `sys._current_frames` and the `_replace` of named tuples are public in spite of their names.
    """
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os", "sys")
            if not own and PRIVATE.fullmatch(node.attr) and node.attr != "_replace":
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
            names = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found += [name for name in names if PRIVATE.fullmatch(name.rpartition(".")[2])]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("core", "gui"):
            found += [one.name for one in node.names if PRIVATE.fullmatch(one.name)]
    return found


def test_tests_look_at_behaviour() -> None:
    found = {
        str(path.relative_to(ROOT).as_posix()): uses
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if (uses := private_uses(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == PRIVATE_USES


def test_private_uses_are_found() -> None:
    source = "from core.store import _x\na.b()._rows\nself._own\nmonkeypatch.setattr('core.demo._tell', 1)\nm.setattr(a, '_b', 1)\n"
    assert sorted(private_uses(ast.parse(source))) == ["_b", "_x", "a.b()._rows", "core.demo._tell"]
    assert (
        private_uses(ast.parse("os._exit(0); parts._replace(path=''); a.__dict__; self._own; setattr(a, 'b', 1)")) == []
    )


def decoders(tree: ast.AST) -> list[str]:
    """Return what a file names that decodes pictures or pages, and calls of that kind with anything but what is known."""
    found = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [part for one in node.names for part in one.name.split(".")]
            names += (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.Name):
            names = [node.id]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in QUIET:
            said = f"({', '.join(map(ast.unparse, node.args))})"
            found += [] if said in CALLED_WITH else [f"{node.func.id}{said}"]
        found += [name for name in names if name in DECODERS]
    return found


def test_the_window_decodes_nothing_from_outside() -> None:
    """Pictures and pages come as pixels from the worker process (`core.extract.screen`): a decoder can hang, or be taken over."""
    wrong = [
        (name, one)
        for name, tree in trees()
        if name.startswith("gui/")
        for one in decoders(tree)
        if name not in DECODERS.get(one, set())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "from PySide6.QtPdf import QPdfDocument",
        "from PySide6 import QtPdf",
        "import pypdfium2",
        "from PIL import Image",
        "QImageReader(x)",
        "QtGui.QMovie(path)",
        "QImage.fromData(body)",
        "QPixmap().loadFromData(body)",
        "QIcon(str(path))",
        "QPixmap(path)",
        "mime.imageData()",
    ],
)
def test_a_decoder_in_the_window_is_found(source: str) -> None:
    assert [one for one in decoders(ast.parse(source)) if not DECODERS.get(one, set()) & {"gui/shell/new.py"}]
