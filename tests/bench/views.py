"""The views of the window that `screenshots.py` takes pictures of: how each is reached, and which class it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.export.report.doubts import Against
from core.model import Finding, Verification
from core.project.gate import Doubtful, Objection
from tests.bench import story
from tests.bench.stage import EMPTY, FULL, SAMPLE, Stage, until, wait

OPENING_PAGE = "http://www.ostrey-council.example/news/lantern-bridge-opens"


Go = Callable[[Stage], object]


@dataclass(frozen=True)
class View:
    """A view: its name, the project it needs (empty for none), what leads to it, and the class of window it is of."""

    name: str
    project: str
    go: Go
    shows: str = "MainWindow"
    back: Go | None = None


def section(name: str) -> Go:
    return lambda stage: stage.workspace.show_section(name)


def command(name: str) -> Go:
    return lambda stage: stage.window.actions_[name].trigger()


def about(words: str, name: str) -> Go:
    """Choose a claim beside the page, then give a command."""

    def go(stage: Stage) -> None:
        stage.workspace.show_section("drafts")
        stage.workspace.show_claim(stage.claim(words))
        stage.settle()
        stage.window.actions_[name].trigger()

    return go


def draft(then: Go = lambda _: None) -> Go:
    def go(stage: Stage) -> None:
        stage.workspace.show_section("drafts")
        stage.workspace.show_draft(stage.project.drafts.all()[-1].id)
        stage.settle()
        then(stage)

    return go


def read(words: str, tab: int = 0, then: Go = lambda _: None) -> Go:
    """Open the newest snapshot of a source in the reader: its text (0) or its page (1)."""

    def go(stage: Stage) -> None:
        stage.workspace.show_section("sources")
        stage.workspace.show_source(stage.source(words))
        stage.settle()
        until(lambda: stage.workspace.reader.opened is not None)
        stage.workspace.reader.tabs.setCurrentIndex(tab)
        if tab:
            wait(1500)
        then(stage)

    return go


def evidence(words: str) -> Go:
    def go(stage: Stage) -> None:
        stage.workspace.show_section("sources")
        claim = stage.claim(words)
        stage.workspace.show_claim(claim)
        stage.workspace.show_evidence(stage.project.evidence.for_claim(claim)[0].evidence.id)
        stage.settle()

    return go


def search(words: str) -> Go:
    def go(stage: Stage) -> None:
        stage.workspace.show_section("search")
        stage.workspace.search.field.setText(words)
        wait(700)

    return go


def claims(words: str) -> Go:
    def go(stage: Stage) -> None:
        stage.workspace.show_section("claims")
        stage.workspace.show_claim(stage.claim(words))

    return go


def passages(stage: Stage) -> None:
    claim = stage.claim("five languages")
    stage.workspace.show_claim(claim)
    stage.workspace.show_passages(claim)
    wait(700)


def history(stage: Stage) -> None:
    claims("The bridge cost")(stage)
    stage.settle()
    stage.workspace.claims.detail.history.toggle.setChecked(True)


def capture_run(stage: Stage) -> None:
    dialog = stage.window.commands.capture_dialog
    dialog.more.setChecked(True)
    stage.window.commands.captures.add([OPENING_PAGE, "http://www.ostrey-council.example/gone"])
    until(lambda: all(run.ended for run in stage.window.commands.captures.runs))
    dialog.ask("https://news.example.org/a\nhttps://news.example.org/b")


def capture_left(stage: Stage) -> None:
    from core.project.capture_queue import Link

    captures = stage.window.commands.captures
    captures.left = [Link("https://news.example.org/a"), Link("https://news.example.org/b")]
    captures.left_over.emit(captures.left)
    stage.window.commands.show_captures()


def working(stage: Stage) -> None:
    """Show a job that takes its time, and notices."""
    section("sources")(stage)
    stage.window.notices.add("cloud", story.CLOUD)
    stage.job = stage.window.session.start("Capturing www.ostrey-council.example", story.take_time)
    wait(300)


def rest(stage: Stage) -> None:
    stage.window.notices.clear()
    stage.job.cancel()
    until(lambda: not stage.window.session.jobs)


def citation(stage: Stage) -> None:
    from gui.sources.dialogs import open_citation

    open_citation(stage.window.session, stage.source("tr-2026-31"), stage.window)


def citation_import(stage: Stage) -> None:
    stage.window.commands.imports.citations_chosen.emit(story.citations(stage.folder / "library.bib"))


def protect(words: str) -> Go:
    def go(stage: Stage) -> None:
        from gui.sources.confidentiality import ProtectionDialog

        ProtectionDialog(stage.window.session, stage.source(words), stage.window).open()

    return go


def archive(stage: Stage) -> None:
    stage.window.commands.imports.take_in([story.archive(stage.folder / "saved-pages.warc.gz")])


def recheck(stage: Stage) -> None:
    stage.window.commands.recheck(stage.source(OPENING_PAGE))


def rechecked(stage: Stage) -> None:
    """Show a claim whose evidence a recheck found edited."""
    claim = stage.claim("The bridge cost")
    stage.act(lambda project: story.found_changed(project, claim))
    claims("The bridge cost")(stage)


def compare(stage: Stage) -> None:
    source = stage.source(OPENING_PAGE)
    pair = stage.project.snapshots.all(source)
    stage.workspace.show_section("sources")
    stage.workspace.show_compare(pair[-1].id, pair[0].id)
    wait(500)


def export(then: Callable[[Stage, QWidget], object] = lambda _, __: None) -> Go:
    def go(stage: Stage) -> None:
        dialog = stage.window.commands.export()
        then(stage, dialog)
        wait(600)
        until(lambda: not stage.window.session.jobs)

    return go


def damaged(stage: Stage) -> None:
    claim = "It touches the claim “The new bridge over the Ostrey cost 4.2 million crowns.”."
    problems = (
        Finding.ROW_CHANGED.of(
            "claim 0197a6c2-5f0e-7c11-9d53-2f6f0b7c4a10",
            columns="its verdict is “Verified”, but the journal says “False”",
            touches=claim,
        ),
        Finding.HEAD_BEHIND.of(
            "journal",
            last="210",
            seen="a file exported on 2026-05-04 (pdf) says",
            head="213:0f3a5c77d2b1e984",
            known="This alone does not show tampering.",
        ),
    )
    stage.window.commands._show_verification(Verification(213, problems, ("1 page is doubtful.",)))


def scale(stage: Stage) -> None:
    stage.window.commands.scale()
    stage.settle()
    dialog = stage.find("ScaleDialog")
    dialog._chosen(2)


def split(stage: Stage) -> None:
    claims("five languages")(stage)
    stage.settle()
    stage.workspace.claims.detail.split()


def error(stage: Stage) -> None:
    from core.errors import WorldError
    from gui.base import errors

    errors.show(stage.window, WorldError("The page could not be reached.", "Check the connection, then try again."))


def turned(stage: Stage) -> None:
    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    evidence("five languages")(stage)


def straight(stage: Stage) -> None:
    stage.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def claim(stage: Stage) -> None:
    draft()(stage)
    stage.workspace.show_claim(stage.claim("council’s page said"))


def turned_draft(stage: Stage) -> None:
    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    draft()(stage)


def select(stage: Stage) -> None:
    """Select a sentence, so that the bar of a passage is shown."""
    stage.workspace.reader.text.select(40, 160)


def none_match(stage: Stage) -> None:
    section("claims")(stage)
    stage.workspace.claim_list.field.setText("zeppelin")
    wait(400)


def every_claim(stage: Stage) -> None:
    stage.workspace.claim_list.field.clear()


def read_on(stage: Stage) -> None:
    stage.workspace.draft.edit.left.emit()


def lists(which: str) -> Go:
    return lambda stage: stage.workspace.draft.lists.toggle(which)


def no_lists(stage: Stage) -> None:
    stage.workspace.draft.lists.leave()


def forget(stage: Stage) -> None:
    stage.window.commands.captures.forget()


def drop(stage: Stage) -> None:
    stage.window.commands.draft_or_evidence(stage.folder / "Statement of the council.docx")


def encoding(stage: Stage) -> None:
    path = stage.folder / "Haber.txt"
    path.write_bytes("Belediye başkanı, “Hayır” dedi. İstanbul’da nüfus arttı.\n".encode("cp1254"))
    stage.window.commands.import_draft(path)


def same_name(stage: Stage) -> None:
    title = stage.project.drafts.all()[-1].title
    path = stage.folder / "Another story.md"
    path.write_text(f"---\ntitle: {title}\n---\n\nRainfall figures were published yesterday.\n", encoding="utf-8")
    stage.window.commands.import_draft(path)


def chosen(_: Stage, dialog: QWidget) -> None:
    dialog.form.claims.show_wanted("open")


def in_brief(stage: Stage) -> None:
    stage.window.commands.show_in_brief(stage.claim("The bridge cost"))


def as_word(_: Stage, dialog: QWidget) -> None:
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("docx"))


def in_doubt(stage: Stage, dialog: QWidget) -> None:
    missing = Finding.SEAL_MISSING.of("archive/0197a6c2-5f0e-7c11-9d53-2f6f0b7c4a10.warc.gz", touches="")
    told = "its verdict is “Verified”, but the journal says “False”"
    changed = Finding.ROW_CHANGED.of("claim 0197a6c2-5f0e-7c11-9d53-2f6f0b7c4a11", columns=told, touches="")
    claims = [one for one in enumerate((claim.text for claim in stage.project.claims.all()), 1) if one[0] in {2, 3}]
    doubts = [Objection(missing, Against.COPY, None), Objection(changed, Against.JOURNAL, None)]
    dialog.doubts.show_doubts(Doubtful(doubts, claims), writable=True)
    dialog.doubts.reason.setText("The paper copy was read again; printing is at six")


VIEWS: tuple[View, ...] = (
    View("first-screen", "", lambda _: None),
    View("settings", "", command("settings"), "SettingsDialog"),
    View("keys", "", command("shortcuts"), "ShortcutsDialog"),
    View("manual", "", command("help"), "HelpWindow"),
    View("about", "", command("about"), "About"),
    View("error", "", error, "QMessageBox"),
    # the sample project as everyone sees it, for the README
    View("draft", SAMPLE, draft()),
    View("claim", SAMPLE, claim),
    View("reading", SAMPLE, evidence("council’s page said")),
    View("search", SAMPLE, search("council")),
    View("capture", SAMPLE, command("capture"), "CaptureDialog"),
    View("export", SAMPLE, export(), "ExportDialog"),
    # a project without anything
    View("empty-sources", EMPTY, section("sources")),
    View("empty-drafts", EMPTY, section("drafts")),
    View("empty-paste", EMPTY, lambda stage: stage.workspace.show_draft("")),
    View("empty-claims", EMPTY, section("claims")),
    View("empty-search", EMPTY, section("search")),
    View("empty-queries", EMPTY, command("queries"), "QueriesDialog"),
    View("empty-changes", EMPTY, command("changes"), "ChangesDialog"),
    View("empty-duplicates", EMPTY, command("duplicates"), "DuplicatesDialog"),
    View("empty-people", EMPTY, command("people"), "PeopleDialog"),
    View("empty-export", EMPTY, export(), "ExportDialog"),
    # a story with everything in it
    View("read-text", FULL, read(OPENING_PAGE)),
    View("read-page", FULL, read(OPENING_PAGE, 1)),
    View("read-pdf", FULL, read("tr-2026-31", 1)),
    View("read-image", FULL, read("quay.png", 1)),
    View("read-recording", FULL, read("council.wav", 1)),
    View("read-selection", FULL, read(OPENING_PAGE, 0, select)),
    View("read-bad", FULL, read("harbourmail")),
    View("evidence", FULL, evidence("five languages")),
    View("claims", FULL, claims("five languages")),
    View("claims-history", FULL, history),
    View("claims-passages", FULL, passages),
    View("claims-none-match", FULL, none_match, back=every_claim),
    View("draft-editing", FULL, draft(lambda stage: stage.workspace.draft.edit_text()), back=read_on),
    View("draft-suggestions", FULL, draft(lists("suggestions")), back=no_lists),
    View("draft-notes", FULL, draft(lists("notes")), back=no_lists),
    View("draft-coverage", FULL, draft(lambda stage: stage.workspace.draft.cover.next.click())),
    View("versions", FULL, draft(lambda stage: stage.workspace.show_versions()), "VersionsDialog"),
    View("search-none", FULL, search("zeppelin"), back=lambda stage: stage.workspace.search.field.clear()),
    View("activity", FULL, working, back=rest),
    View("capture-runs", FULL, capture_run, "CaptureDialog"),
    View("capture-left", FULL, capture_left, "CaptureDialog", forget),
    View("archive-pages", FULL, archive, "ArchivePagesDialog"),
    View("draft-or-evidence", FULL, drop, "QMessageBox"),
    View("draft-encoding", FULL, encoding, "EncodingQuestion"),
    View("draft-same-name", FULL, same_name, "QMessageBox"),
    View("queries", FULL, about("The bridge cost", "queries"), "QueriesDialog"),
    View("changes", FULL, about("one can cross it", "changes"), "ChangesDialog"),
    View("scale", FULL, command("scale"), "ScaleDialog"),
    View("scale-mapping", FULL, scale, "ScaleDialog"),
    View("split", FULL, split, "SplitDialog"),
    View("citation", FULL, citation, "CitationDialog"),
    View("citation-import", FULL, citation_import, "CitationImportDialog"),
    View("duplicates", FULL, command("duplicates"), "DuplicatesDialog"),
    View("confidentiality", FULL, protect("note-17"), "ProtectionDialog"),
    View("offline-source", FULL, command("add_source"), "BeyondDialog"),
    View("export-claims", FULL, export(chosen), "ExportDialog"),
    View("export-place", FULL, export(lambda stage, _: in_brief(stage)), "ExportDialog"),
    View("export-word", FULL, export(as_word), "ExportDialog"),
    View("export-doubts", FULL, export(in_doubt), "ExportDialog"),
    View("people", FULL, command("people"), "PeopleDialog"),
    View("verification", FULL, command("verify"), "VerificationDialog"),
    View("verification-damaged", FULL, damaged, "VerificationDialog"),
    View("compare", FULL, compare),
    View("recheck", FULL, recheck, "RecheckDialog"),
    View("rechecked", FULL, rechecked),
    View("right-to-left", FULL, turned, back=straight),
    View("right-to-left-draft", FULL, turned_draft, back=straight),
)
