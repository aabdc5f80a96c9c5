"""Word and OpenDocument texts wear the styles that they name, and show an exhibit's facts side by side."""

import re
import zipfile

import pytest

from core.export import Options, export
from core.export.formats.odt_styles import plain_names
from core.export.template.looks import LOOKS
from tests.data import briefs

OURS = {name.replace(" ", "_20_") for name, look in LOOKS.items()}


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    held = {}
    for name in ("odt", "docx"):
        out = tmp_path_factory.mktemp("text") / f"brief.{name}"
        export(briefs.small(), name, out, Options(made_at=briefs.AT))
        with zipfile.ZipFile(out) as packed:
            assert name != "odt" or packed.infolist()[0].filename == "mimetype"
            held[name] = {part: packed.read(part).decode() for part in packed.namelist() if part.endswith(".xml")}
    return held


def test_each_style_of_ours_in_an_opendocument_text_is_defined_and_named_without_spaces(parts):
    used = set(re.findall(r'text:style-name="([^"]+)"', parts["odt"]["content.xml"]))
    styles = re.findall(r"<style:style ([^>]+)>", parts["odt"]["styles.xml"])
    told = [dict(re.findall(r'style:(name|family)="([^"]+)"', style)) for style in styles]
    defined = {one["name"]: one["family"] for one in told}
    assert not [name for name in used if " " in name]
    assert {"Passage_20_Mark", "Verdict_20_Good", "Fact_20_Term", "Facts", "Kicker"} <= used & OURS & set(defined)
    assert defined["Passage_20_Mark"] == "text"
    assert 'fo:background-color="#fff0b3"' in parts["odt"]["styles.xml"]


def test_facts_are_a_table(parts):
    assert "<w:tbl>" in parts["docx"]["word/document.xml"]
    assert parts["docx"]["word/document.xml"].count('w:val="FactTerm"') > 6 * 2
    assert "DefinitionTerm" not in parts["docx"]["word/document.xml"]


def test_only_the_names_of_styles_are_rewritten():
    told = b'[["custom-style","Passage Mark"]],"c":"Passage Mark"'
    assert plain_names(told) == b'[["custom-style","Passage_20_Mark"]],"c":"Passage Mark"'
