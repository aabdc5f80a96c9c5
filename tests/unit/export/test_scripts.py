"""Briefs in scripts from right to left, in every length: written, read back, and with direction and language on their parts."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import StandfirstError
from core.export.filenames import targets
from core.export.formats.readback import _Shown
from core.model import Edition
from core.project import Project
from core.project.export import ExportRequest
from tests.data.sealing import Page, passage, seal

ARABIC = [
    "أعلنتِ",
    "الهيئةُ",
    "أنَّ",
    "السدَّ",
    "القديمَ",
    "يحتاجُ",
    "إلى",
    "إصلاحٍ",
    "عاجلٍ",
    "قبلَ",
    "حلولِ",
    "الشتاءِ",
    "وأنَّ",
    "كلفتَهُ",
    "ثلاثةُ",
    "ملايينَ",
    "درهمٍ",
    "على",
    "الأقلِّ",
]
HEBREW = [
    "הרשות",
    "הודיעה",
    "כי",
    "הסכר",
    "הישן",
    "זקוק",
    "לתיקון",
    "דחוף",
    "לפני",
    "החורף",
    "וכי",
    "עלותו",
    "שלושה",
    "מיליון",
    "לפחות",
]
WORDS = {"ar": ARABIC, "he": HEBREW}


@pytest.fixture(params=[("ar", 3), ("ar", 9), ("ar", 18), ("he", 14)], ids=lambda one: f"{one[0]}-{one[1]}")
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    language, number = request.param
    text = f"{' '.join(WORDS[language][:number])}."
    with Project.create(tmp_path / "Story.standfirst", "Story") as made:
        made.author("Ada")
        page = f"<html lang={language}><title>{WORDS[language][0]}</title><p>{text}</p>"
        snapshot = seal(made, Page("https://dam.example/", page.encode()))
        draft = made.drafts.add("Dam", text).made["draft"]
        claim = made.claims.add(text, draft_id=draft, start=0).made["claim"]
        made.claims.set_verdict(claim, "Verified", "Read twice.")
        made.evidence.quote(snapshot.id, passage(text), claim)
        yield made


@pytest.mark.parametrize("name", ["pdf", "draft-pdf", "docx", "odt", "html", "draft-html", "md"])
def test_every_format_is_written_and_read_back(project: Project, name: str, tmp_path: Path) -> None:
    (written,) = project.export_all({name: tmp_path / f"brief.{name}"}, ExportRequest(Edition.DESK))
    assert written.path.stat().st_size > 1000


def test_headings_and_passages_have_direction_and_language(project: Project, tmp_path: Path) -> None:
    language = project.sources.all()[0].csl["language"]
    outs = {"html": tmp_path / "a.html", "docx": tmp_path / "a.docx"}
    project.export_all(outs, ExportRequest(Edition.DESK))
    page = outs["html"].read_text(encoding="utf-8")
    assert re.search(rf'<h3[^>]*class="claim-text rtl"[^>]*dir="rtl"[^>]*lang="{language}"', page)
    assert re.search(rf'<div class="passage"[^>]*dir="rtl"[^>]*lang="{language}"', page)
    with zipfile.ZipFile(outs["docx"]) as packed:
        body = packed.read("word/document.xml").decode()
    heading = next(one for one in re.findall(r"<w:p>.*?</w:p>", body) if '"Heading2"' in one and "w:rtl" in one)
    assert "<w:bidi" in heading
    assert f'<w:lang w:bidi="{language}"' in heading or f'w:val="{language}"' in heading


def test_words_are_found_in_whatever_order_a_reader_gives_them() -> None:
    shown = _Shown.of("השדח הרשות טקסט")
    assert shown.tells("הרשות החדש")
    assert not shown.tells("הרשות הישנה")
    assert _Shown.of("]U+05D0[ ]U+05D1[").tells("אב")
    assert not _Shown.of("]U+05D0[").tells("אב")


def test_each_format_in_a_folder_has_a_name_of_its_own_and_replaces_nothing(tmp_path: Path) -> None:
    base = tmp_path / "Story (desk)"
    brief, draft = (targets(base, [name], whole=True)[name] for name in ("html", "draft-html"))
    assert (brief.name, draft.name) == ("Story (desk).html", "Story (desk) draft-html.html")
    brief.write_text("before")
    assert targets(base, ["html"], whole=True)["html"].name == "Story (desk) 2.html"


def test_a_format_that_fails_is_named_and_the_others_are_written(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").mkdir()
    outs = {name: tmp_path / f"a.{name}" for name in ("html", "md")}
    with pytest.raises(StandfirstError) as raised:
        project.export_all(outs, ExportRequest(Edition.DESK))
    assert "Not written: html." in raised.value.hint
    assert "Written: a.md." in raised.value.hint
    assert outs["md"].is_file()
