"""Walk all widgets of every window and dialog, with a project whose every title and name is markup, and list what reads it.

    python tests/bench/markup.py [--only VIEW …]

Prints one JSON document: `rich`, what a widget would read as markup (view, class, words); `shown`, how many labels and tooltips
showed the markup as words. `tests/qt/test_plain_text.py` wants none of the first, and some of the second. Needs no display.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
MARKUP = ' <img src="http://x.example/a.png"><b>bold</b> <a href="http://x.example">link</a><br>'
CANARY, ESCAPED = "x.example", "&lt;"
MOST_ROWS = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=())
    wanted = parser.parse_args()
    from tests.bench.screenshots import prepare

    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        print(json.dumps(walked(Path(folder), set(wanted.only))))


def hostile(path: Path) -> None:
    """Make the project in which everything has happened, and put markup into all its words."""
    from core.model import Role
    from core.project import Project
    from tests.bench import story

    story.full(path)
    with Project.open(path) as project:
        project.author(f"Ana Lindqvist{MARKUP}")
        project.people.put(f"Ana Lindqvist{MARKUP}", Role.CHECKER)
        project.rename(f"The Lantern Bridge{MARKUP}")
        for claim in project.claims.all():
            project.claims.update(claim.id, text=claim.text + MARKUP, note=f"Note{MARKUP}")
        for source in project.sources.all():
            project.sources.update(source.id, title=source.title + MARKUP)
        for draft in project.drafts.all():
            project.drafts.rename(draft.id, draft.title + MARKUP)


def walked(folder: Path, only: set[str]) -> dict:
    """Go through the views and look at every widget in them."""
    from core.demo.scenario import MATERIAL, load
    from core.demo.sites import Sites
    from gui.app import start
    from tests.bench import stage as staging
    from tests.bench.views import VIEWS

    staging.MAKERS[staging.FULL] = hostile
    rich, shown, seen = [], 0, 0
    with Sites(MATERIAL, load().redirects) as sites:
        os.environ["HTTP_PROXY"] = sites.proxy
        app, window = start([])
        window.show()
        stage = staging.Stage(app, window, folder)
        for view in VIEWS:
            if only and view.name not in only:
                continue
            stage.open(view.project)
            stage.show(view)
            for name, words, reads in looked_at(app):
                seen += 1
                shown += CANARY in words
                rich += [[view.name, name, words[:120]]] if reads else []
            stage.leave(view)
        stage.open("")
        app.quit()
    return {"rich": rich, "shown": shown, "seen": seen}


def looked_at(app) -> Iterator[tuple[str, str, bool]]:
    """Yield the class, the words and whether they are read as markup, of every label, text and tooltip there is."""
    from PySide6.QtWidgets import QLabel, QTextEdit
    from shiboken6 import isValid

    for widget in app.allWidgets():
        if not isValid(widget):  # a tooltip that was shown on the way
            continue
        kind = type(widget).__name__
        if isinstance(widget, QLabel):
            widget.ensurePolished()
            yield kind, widget.text(), label_reads(widget)
        elif isinstance(widget, QTextEdit):
            yield kind, widget.toPlainText(), document_reads(widget.document())
        for words in tips(widget):
            yield f"tooltip of {kind}", words, tip_reads(widget, words)


def label_reads(label) -> bool:
    """Return whether a label would show foreign words as markup: what is rich on purpose has them escaped."""
    from PySide6.QtGui import Qt, QTextDocument

    if label.textFormat() is Qt.TextFormat.PlainText:
        return False
    if label.textFormat() is Qt.TextFormat.AutoText:
        return Qt.mightBeRichText(label.text())
    document = QTextDocument()
    document.setHtml(label.text())
    return document_reads(document)


def document_reads(document) -> bool:
    """Return whether a document holds a picture or a link of the project's words."""
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            form = pieces.fragment().charFormat()
            if CANARY in form.anchorHref() or (form.isImageFormat() and CANARY in form.toImageFormat().name()):
                return True
            pieces += 1
        block = block.next()
    return False


def tips(widget) -> Iterator[str]:
    """Yield the tooltips of a widget, of its actions and of the rows it lists."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractItemView

    yield from filter(None, [widget.toolTip(), *(action.toolTip() for action in widget.actions())])
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    for row in range(min(model.rowCount(), MOST_ROWS)) if model is not None else ():
        words = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
        if isinstance(words, str) and words:
            yield words


def tip_reads(widget, words: str) -> bool:
    """Show a tooltip as Qt does, and return whether it reads markup, or shows what was escaped for one that does."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import Qt
    from PySide6.QtWidgets import QApplication, QToolTip

    if not Qt.mightBeRichText(words) and ESCAPED not in words:
        return False
    QToolTip.showText(QPoint(5, 5), words, widget)
    labels = [one for one in QApplication.allWidgets() if one.metaObject().className() == "QTipLabel"]
    reads = [label_reads(label) for label in labels if label.text() == words]
    QToolTip.hideText()
    return not reads or any(reads) or ESCAPED in words


if __name__ == "__main__":
    main()
