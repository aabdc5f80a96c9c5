"""Which claims, which parts and which files an export has."""

from dataclasses import replace

import pytest

from core.errors import InputError
from core.export import Options, Section, export
from core.export.build import build
from core.export.filenames import targets
from core.export.formats.readback import READERS, opening
from core.export.report.claim_filter import picked
from core.model import Confidentiality, Edition
from core.project.export import left_out
from tests.data import briefs

CLAIMS = [file.claim for file in briefs.small().claims]


def test_claims_are_picked_by_status_verdict_and_id():
    assert picked(CLAIMS, ["all"]) is None
    assert picked(CLAIMS, []) is None
    by_status = picked(CLAIMS, ["status:query-to-reporter"])
    assert [one.id for one in CLAIMS if one.id in by_status] == ["claim-5"]
    assert picked(CLAIMS, ["verdict:none", "claim-1"]) == {"claim-5", "claim-1"}
    assert picked(CLAIMS, ["verdict:verified"]) == {"claim-1"}


@pytest.mark.parametrize("word", ["status:unknown", "nobody", "claim-99"])
def test_words_that_mean_no_claim_are_refused(word):
    with pytest.raises(InputError):
        picked(CLAIMS, [word])


def test_a_pick_does_not_open_what_an_edition_closes():
    first, *others = briefs.small().claims
    closed = replace(first, claim=replace(first.claim, confidentiality=Confidentiality.DESK))
    material = replace(briefs.small(), claims=(closed, *others))
    wanted = frozenset(file.claim.id for file in material.claims)
    for edition in Edition:
        asked = build(material, Options(edition=edition, made_at=briefs.AT, claims=wanted))
        assert (first.claim.id in {part.id for part in asked.claims}) is (edition is Edition.DESK)


def test_parts_are_named_one_way_or_the_other():
    assert set(left_out("summary, sources")) == set(Section) - {"summary", "sources"}
    assert left_out("", ["method"]) == ("method",)
    with pytest.raises(InputError, match="no part “weather”"):
        left_out("weather")


def test_each_format_gets_a_file_of_its_own(tmp_path):
    assert targets(tmp_path / "a.pdf", ["pdf"]) == {"pdf": tmp_path / "a.pdf"}
    assert targets(tmp_path / "a.pdf", ["pdf", "docx"])["docx"] == tmp_path / "a.docx"
    both = targets(tmp_path / "v1.2", ["pdf", "draft-pdf"])
    assert [path.name for path in both.values()] == ["v1.2.pdf", "v1.2 draft-pdf.pdf"]
    assert targets(tmp_path / "a (desk)", ["md"], whole=True) == {"md": tmp_path / "a (desk).md"}


def test_the_sign_off_names_people_inside_the_house_only(tmp_path):
    for edition in Edition:
        out = tmp_path / f"{edition}.md"
        export(briefs.small(), "md", out, Options(made_at=briefs.AT, edition=edition))
        text = out.read_text(encoding="utf-8").partition("# Sign-off")[2].partition("[^1]")[0]
        assert "settled" in text
        assert ("Ada Reyes" in text) is (edition is not Edition.PUBLIC)
        assert ("Signature" in text) is (edition is not Edition.PUBLIC)


def test_contents_without_a_summary_have_a_heading_of_their_own(tmp_path):
    exporter_kind = next(kind for kind in READERS if kind == "markdown")
    for sections, head in ((frozenset(Section) - {Section.SUMMARY}, True), (frozenset(Section), False)):
        out = tmp_path / "brief.md"
        export(briefs.small(), "md", out, Options(made_at=briefs.AT, sections=sections))
        assert ("# Contents" in out.read_text(encoding="utf-8")) is head
        assert READERS[exporter_kind](out).notes


def test_markdown_without_a_title_page_keeps_the_title_alone(tmp_path):
    out = tmp_path / "brief.md"
    export(briefs.small(), "md", out, Options(made_at=briefs.AT, sections=frozenset(Section) - {Section.TITLE}))
    block = out.read_text(encoding="utf-8").split("---")[1]
    assert "title:" in block
    assert "A fact-check brief" not in block


def test_a_passage_is_known_again_by_the_start_of_its_letters():
    assert opening("The rate fell to 4.2 percent, they said.") == "Theratefellto42percentth".casefold()
