"""The citation of a source in the window: origins, correction, preview, copying."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit

from core.cite import fields, forms
from core.export.clipboard import Copied
from gui.claims.list import ClaimsList
from gui.sources.citation import CitationDialog
from gui.sources.citation_import import CitationImportDialog
from gui.widgets.clipboard import put

BIB = r"""@article{x, title={Ferries \& harbours}, author={Doe, Jane and {Office of the Auditor, City} and 王, 小明}, journaltitle={The Courier},
entrysubtype={newspaper}, date={2024-03-02}, url={https://e.org/a}}"""


@pytest.fixture(autouse=True)
def _clean_clipboard(qapp):
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def dialog(qtbot, open_session, tmp_path):
    session, project = open_session, open_session.project
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    made = project.citations.take_in(project.citations.read(tmp_path / "a.bib"))
    window = CitationDialog(session, project.sources.get(made.sources[0]), None)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
    qtbot.addWidget(window)
    return window


def test_fields_of_the_type_are_shown_as_a_person_types_them(dialog, open_session):
    assert dialog.kind.currentText() == "Newspaper article"
    title, author, date = (dialog.inputs[name] for name in ("title", "author", "issued"))
    assert isinstance(title, QLineEdit)
    assert isinstance(author, QPlainTextEdit)
    assert (title.text(), date.text()) == ("Ferries & harbours", "2024-03-02")
    assert author.toPlainText() == 'Doe, Jane\n"Office of the Auditor, City"\n王, 小明'
    (source,) = open_session.project.sources.all()
    assert dialog.entered() == fields.sound({"title": source.title, **source.csl})


def test_the_preview_is_in_the_chosen_style(qtbot, dialog):
    dialog.show()
    qtbot.waitUntil(lambda: "The Courier" in dialog.preview.plain, timeout=20_000)
    dialog.preview.style_.setCurrentIndex(dialog.preview.style_.findData("apa"))
    dialog.preview.style_.activated.emit(0)
    qtbot.waitUntil(lambda: "(2024, March 2)" in dialog.preview.plain, timeout=20_000)


def test_a_correction_is_kept_and_undone(qtbot, dialog, open_session):
    project = open_session.project
    dialog.inputs["author"].setPlainText("新华社")
    dialog.kind.setCurrentIndex(dialog.kind.findData("report"))
    dialog.kind.activated.emit(0)
    dialog.inputs["issued"].setText("")
    dialog.inputs["number"].setText("TR-7")
    source_id = project.sources.all()[0].id
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.save()
    after = project.sources.get(source_id)
    assert (after.csl["type"], after.csl["author"], after.csl["number"]) == ("report", [{"literal": "新华社"}], "TR-7")
    assert "issued" not in after.csl
    assert (after.origins["author"], after.origins["title"]) == ("by hand", "a.bib")
    project.journal.undo()
    assert project.sources.get(source_id).csl["type"] == "article-newspaper"


def test_a_citation_is_copied_rich_and_plain(qtbot, dialog):
    dialog.show()
    qtbot.waitUntil(lambda: "The Courier" in dialog.preview.plain, timeout=20_000)
    dialog.copy.click()
    held = QGuiApplication.clipboard().mimeData()
    assert "<em>The Courier</em>" in held.html()
    assert held.text() == dialog.preview.plain


@pytest.mark.parametrize(
    ("form", "text", "html"),
    [("rich", "P", '<meta charset="utf-8"><p>H</p>'), ("markdown", "M", ""), ("plain", "P", "")],
)
def test_a_claim_is_put_on_the_clipboard_in_three_forms(qtbot, form, text, html):
    put(Copied("<p>H</p>", "M", "P"), form)
    held = QGuiApplication.clipboard().mimeData()
    assert (held.text(), held.html() if html else "") == (text, html)


@pytest.mark.parametrize("kind", forms.FORMS)
def test_every_form_asks_for_a_title_a_date_and_known_variables(kind):
    from core.cite import fields

    asked = forms.form(kind).fields
    assert {"title", "issued"} <= set(asked)
    assert set(asked) <= {*fields.TEXTS, *fields.NAMES, *fields.DATES}


def test_names_are_read_as_they_are_shown():
    names = [
        {"family": "van der Berg", "given": "Ada", "suffix": "Jr."},
        {"literal": "A, B and C"},
        {"literal": "新华社"},
    ]
    assert forms.names_read(forms.names_text(names)) == names


def test_a_claim_of_the_list_is_copied_though_it_has_no_evidence(qtbot, open_session):
    open_session.project.claims.add("The rate fell.")
    shown = ClaimsList(open_session)
    qtbot.addWidget(shown)
    shown.show()
    shown.model.reload()
    qtbot.waitUntil(lambda: shown.model.total == 1, timeout=20_000)
    qtbot.waitUntil(lambda: shown.view.visualRect(shown.model.index(0, 0)).isValid(), timeout=20_000)
    shown.offer_copy(shown.view.visualRect(shown.model.index(0, 0)).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=20_000)
    offered = QApplication.activePopupWidget()
    forms = offered.actions()[0]
    {action.text(): action for action in forms.menu().actions()}["As plain text"].trigger()
    offered.close()
    qtbot.waitUntil(lambda: "No evidence is linked" in QGuiApplication.clipboard().text(), timeout=20_000)
    assert QGuiApplication.clipboard().text().startswith("The rate fell.")


def test_a_file_of_citations_is_taken_in_as_chosen(qtbot, dialog, open_session, tmp_path):
    project = open_session.project
    other = tmp_path / "b.bib"
    other.write_text(
        BIB.replace("url", "note = {n}, publisher = {P}, url") + "@book{y, title={New one}}\n@book{z\n",
        encoding="utf-8",
    )
    (before,) = project.sources.all()
    asking = CitationImportDialog(open_session, project.citations.read(other), None)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(asking)
    assert asking.list.topLevelItemCount() == 2
    asking.choosers[0].setCurrentIndex(asking.choosers[0].findData("fill"))
    with qtbot.waitSignal(asking.accepted, timeout=20_000):
        asking.take_in()
    assert len(project.sources.all()) == 2
    assert project.sources.get(before.id).csl["publisher"] == "P"
