"""Every exporter keeps the same promises: it writes what it was given, literally, and nothing of a higher class."""

import json
import re
import zipfile
from dataclasses import replace

import pytest

from core import model as m
from core.cite.formats.read import read as read_citations
from core.errors import InputError, TrustError, WorldError
from core.export import EXPORTERS, Options, Section, export
from core.export.formats.readback import PRINTED, READERS, folded
from core.export.report.format import Kind
from core.security import limits
from tests.data import briefs
from tests.data.papers import dot, paged, sealed

HOSTILE = (
    '<script>alert(1)</script> <b>bold</b> &amp; *stars* _under_ $x^2$ #import "/etc/passwd" #set text(red) @claim-1 <claim-1> '
    r"\textbf{tex} \u{41} [link](http://evil.example) ![i](file:///etc/passwd) `code` ```{=html} ~~no~~ [^1] {{x}} // no comment /* none */ "
    "= not a heading - not a list 1. not numbered \u202egnp.exe \x00\x07 ${x} $title$ $body$ <!-- c --> ]]> ::: {#x} 'q' \"q\" -- --- ..."
)
PARTS = (
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "&amp;",
    "*stars*",
    "_under_",
    "$x^2$",
    '#import "/etc/passwd"',
    "#set text(red)",
    "@claim-1 <claim-1>",
    r"\textbf{tex}",
    r"\u{41}",
    "[link](http://evil.example)",
    "![i](file:///etc/passwd)",
    "`code`",
    "```{=html}",
    "~~no~~",
    "[^1]",
    "{{x}}",
    "// no comment",
    "/* none */",
    "[U+202E]gnp.exe",
    "␀␇",
    "${x}",
    "$title$",
    "$body$",
    "<!-- c -->",
    "]]>",
    "::: {#x}",
    "-- --- ...",
)
NAMES = [exporter.name for exporter in EXPORTERS]
TEXTS = [exporter.name for exporter in EXPORTERS if exporter.kind in PRINTED]
DATA = [exporter.name for exporter in EXPORTERS if exporter.kind is Kind.DATA]


def by_name(name):
    return next(exporter for exporter in EXPORTERS if exporter.name == name)


def written(folder, name, material=None, **options):
    exporter = by_name(name)
    return export(
        material or briefs.small(), name, folder / f"brief{exporter.suffix}", Options(made_at=briefs.AT, **options)
    )


def text_of(name, path):
    return READERS[by_name(name).kind](path)[0]


def hostile():
    of = briefs.source(
        1, HOSTILE, csl={"type": "webpage", "title": HOSTILE, "author": [{"literal": HOSTILE}]}, reliability=HOSTILE
    )
    sealed = briefs.snapshot(of, quality=m.PageQuality(m.PageVerdict.BAD, m.said(HOSTILE)), assured=m.said(HOSTILE))
    exhibit = briefs.exhibit(
        "1", of, HOSTILE, before=HOSTILE, after=HOSTILE, note=HOSTILE, link_note=HOSTILE, sealed=sealed
    )
    file = briefs.claim(
        "1", HOSTILE, "Verified", exhibit, why=HOSTILE, claimant=HOSTILE, claimed_on=HOSTILE, note=HOSTILE
    )
    info = m.ProjectInfo(HOSTILE, "house", briefs.AT)
    return replace(briefs.small(), info=info, drafts=(m.Draft("draft-1", HOSTILE, briefs.AT),), claims=(file,))


@pytest.mark.parametrize("edition", list(m.Edition))
@pytest.mark.parametrize("name", NAMES)
def test_the_sample_is_written_in_every_edition(tmp_path, name, edition):
    out = written(tmp_path, name, edition=edition)
    assert out.path.stat().st_size > 500
    assert [path.name for path in tmp_path.iterdir()] == [out.path.name]


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("name", TEXTS)
def test_any_part_may_be_left_out_and_no_link_leads_to_it(tmp_path, name, section):
    if (name, section) == ("md", Section.TITLE):
        pytest.skip("the title block of Markdown is no text of its body: tests/unit/export/test_claim_filter.py")
    whole = text_of(name, written(tmp_path, name).path)
    text = text_of(name, written(tmp_path, name, sections=frozenset(Section) - {section}).path)
    assert len(text) < len(whole)
    assert not re.search(rf"^\s*{section}\s*$", text, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_project_is_written(tmp_path, name):
    assert written(tmp_path, name, replace(briefs.small(), claims=())).path.exists()


@pytest.mark.parametrize("name", TEXTS)
def test_untrusted_text_is_shown_literally(tmp_path, name):
    text = "".join(text_of(name, written(tmp_path, name, hostile()).path).split())
    assert [part for part in PARTS if "".join(part.split()) not in text] == []


@pytest.mark.parametrize("name", DATA)
def test_data_formats_are_sound_json(tmp_path, name):
    assert json.loads(written(tmp_path, name, hostile()).path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["bibtex", "ris"])
def test_citation_files_say_untrusted_titles_letter_for_letter(tmp_path, name):
    entries = read_citations(written(tmp_path, name, hostile()).path.read_bytes(), name)["entries"]
    title = "".join(entries[0]["csl"]["title"].split())
    assert len(entries) == 1
    assert [part for part in PARTS if "".join(part.split()) not in title] == []


def test_what_is_not_cited_is_in_the_desks_citation_file_alone(tmp_path):
    material = replace(briefs.small(), sources=(briefs.source(9, "Read but never quoted"),))
    for name in ("csl", "bibtex", "ris"):
        for edition in m.Edition:
            held = written(tmp_path, name, material, edition=edition).path.read_text(encoding="utf-8")
            assert ("Read but never quoted" in held) is (edition is m.Edition.DESK)


def test_the_page_holds_nothing_that_acts_or_loads(tmp_path):
    page = written(tmp_path, "html", hostile()).path.read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe|object|embed|link|base|form)\b|\son\w+\s*=|javascript:|url\(", page)
    assert "default-src 'none'" in page


def test_links_that_are_no_web_addresses_stay_text(tmp_path):
    of = briefs.source(
        1, "Page", url="javascript:alert(1)", csl={"type": "webpage", "title": "Page", "URL": "javascript:alert(2)"}
    )
    file = briefs.claim("1", "A claim.", "Verified", briefs.exhibit("1", of, "some words"))
    material = replace(briefs.small(), claims=(file,))
    assert 'href="javascript' not in written(tmp_path, "html", material).path.read_text(encoding="utf-8")
    assert not [
        link for link in annotations(written(tmp_path, "pdf", material).path) if not link.startswith(b"https://")
    ]


def annotations(path):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(path) as pdf:
        return [
            bytes(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]


def every_byte(path):
    if path.suffix in {".docx", ".odt", ".xlsx"}:
        with zipfile.ZipFile(path) as packed:
            return b"\n".join([name.encode() + packed.read(name) for name in packed.namelist()])
    if path.suffix == ".pdf":
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.open(path) as pdf:
            inner = b"\n".join(
                part.unparse(resolved=False) + (part.read_bytes() if isinstance(part, pikepdf.Stream) else b"")
                for part in pdf.objects
            )
        return inner + READERS[Kind.PDF](path)[0].encode()
    return path.read_bytes()


@pytest.mark.parametrize("edition", [m.Edition.LEGAL, m.Edition.PUBLIC])
@pytest.mark.parametrize("name", NAMES)
def test_a_hidden_source_is_in_no_byte_of_the_file(tmp_path, name, edition):
    held = every_byte(written(tmp_path, name, edition=edition).path)
    for secret in ("Brandt", "leaks.example.net", "engineer-7", "Letter of the chief engineer", "snap-source-6"):
        assert secret.encode() not in held
        assert secret.encode("utf-16-be") not in held


@pytest.mark.parametrize("name", NAMES)
def test_no_path_of_this_computer_is_in_the_file(tmp_path, name):
    held = every_byte(written(tmp_path, name).path)
    assert b"site-packages" not in held
    assert str(tmp_path).encode() not in held


@pytest.mark.parametrize("name", TEXTS)
def test_a_reader_finds_passages_digests_and_times(tmp_path, name):
    text = folded(text_of(name, written(tmp_path, name).path))
    for file in briefs.small().claims:
        for exhibit in file.evidence:
            assert folded(exhibit.evidence.selector.exact) in text
            assert exhibit.snapshot.warc_sha256 in text
    assert folded("Archived 4 May 2026, 14:03:22 UTC") in text


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_brief_gives_the_same_text(tmp_path, name):
    first = text_of(name, written(tmp_path, name).path)
    assert text_of(name, written(tmp_path, name).path) == first


def test_claimreview_holds_the_required_fields(tmp_path):
    reviews = json.loads(written(tmp_path, "claimreview").path.read_text(encoding="utf-8"))["@graph"]
    assert [one["reviewRating"]["ratingValue"] for one in reviews] == [5, 1, 3, 4, 2]
    for one in reviews:
        assert {"@type", "claimReviewed", "datePublished", "reviewRating", "itemReviewed"} <= set(one)
        assert (one["reviewRating"]["bestRating"], one["reviewRating"]["worstRating"]) == (5, 1)


def test_annotations_hold_quote_position_page_and_time(tmp_path):
    items = json.loads(written(tmp_path, "annotations").path.read_text(encoding="utf-8"))["first"]["items"]
    assert len(items) == 7
    kinds = [selector["type"] for selector in items[1]["target"]["selector"]]
    assert kinds == ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
    assert items[1]["target"]["state"]["sourceDate"] == "2026-05-04T14:03:22Z"
    assert len({item["id"] for item in items}) == 7
    assert {item["created"] for item in items} == {"2026-05-04T14:03:22Z"}


def test_robust_links_name_the_sealed_copy(tmp_path):
    from lxml import html

    page = html.parse(written(tmp_path, "html").path)
    links = page.xpath("//a[@data-versionurl]")
    assert len(links) >= 12
    assert {link.get("data-versiondate") for link in links} == {"2026-05-04T14:03:22Z"}
    assert all(
        link.get("data-versionurl").startswith("ni:///sha-256;") and link.get("data-originalurl") for link in links
    )


@pytest.mark.parametrize("edition", list(m.Edition))
def test_the_sealed_files_of_an_edition_lie_in_the_pdf_as_its_sources(tmp_path, edition):
    pikepdf = pytest.importorskip("pikepdf")
    material, out = sealed(briefs.small(), tmp_path), tmp_path / "brief.pdf"
    export(material, "pdf-evidence", out, Options(made_at=briefs.AT, edition=edition))
    kept = sorted(
        path for path in (tmp_path / "archive").iterdir() if edition is m.Edition.DESK or "source-6" not in path.name
    )
    with pikepdf.open(out) as pdf:
        held = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        assert sorted(held.values()) == sorted(path.read_bytes() for path in kept)
        assert [str(spec.AFRelationship) for spec in pdf.Root.AF] == ["/Source"] * len(kept)
        assert all("example" in name and name.endswith("-2026-05-04.warc.gz") for name in held)
    text = text_of("pdf-evidence", out)
    assert all(folded(name) in folded(text) for name in held)


def test_a_sealed_file_that_was_changed_is_not_put_into_the_pdf(tmp_path):
    material = sealed(briefs.small(), tmp_path)
    (tmp_path / "archive" / "snap-source-2.warc.gz").write_bytes(b"another")
    with pytest.raises(TrustError, match="was changed"):
        export(material, "pdf-evidence", tmp_path / "brief.pdf", Options(made_at=briefs.AT))
    assert not (tmp_path / "brief.pdf").exists()


def test_more_evidence_than_a_pdf_should_hold_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ENCLOSED_BYTES", 100)
    with pytest.raises(InputError, match="too much to lie inside one PDF"):
        export(sealed(briefs.small(), tmp_path), "pdf-evidence", tmp_path / "brief.pdf", Options(made_at=briefs.AT))


def test_the_pdf_is_tagged_titled_bookmarked_and_linked_both_ways(tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(written(tmp_path, "pdf").path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "The river barrier: who pays, and when"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "3",
                "A",
                "1",
            )
        with pdf.open_outline() as outline:
            heads = ["Summary", "Claims", "Exhibits", "Sources", "Method", "Sign-off"]
            assert [item.title for item in outline.root] == heads
            assert [len(item.children) for item in outline.root] == [0, 6, 6, 0, 0, 0]
        jumps = sum(
            1
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/Dest" in note or ("/A" in note and "/D" in note.A)
        )
        assert jumps >= 6 + 2 * 7  # the list of claims, and each footnote there and back


PICTURED = ["pdf", "pdf-evidence", "docx", "odt", "html"]


@pytest.mark.parametrize("edition", list(m.Edition))
@pytest.mark.parametrize("name", NAMES)
def test_only_what_an_edition_shows_is_drawn_and_each_picture_is_in_the_file(tmp_path, name, edition):
    asked = []

    def draw(evidence_id):
        asked.append(evidence_id)
        return dot()

    material = paged(briefs.small())
    exporter = by_name(name)
    out = tmp_path / f"brief{exporter.suffix}"
    export(material, name, out, Options(made_at=briefs.AT, edition=edition), draw=draw)
    shown = ["evidence-1", "evidence-2", "evidence-3", "evidence-6", "evidence-4", "evidence-5"]
    if edition is not m.Edition.DESK:
        shown.remove("evidence-6")  # the letter of a hidden source
    assert asked == (shown if name in PICTURED else [])
    if name in PICTURED:
        assert READERS[exporter.kind](out).pictures == len(shown)
    if name in PICTURED:
        assert folded(text_of(name, out)).count(folded(dot().told)) == len(shown)


@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_that_cannot_be_made_is_told_and_the_brief_written(tmp_path, name):
    def draw(evidence_id):
        raise TrustError("The sealed file was changed.")

    exporter = by_name(name)
    out = export(paged(briefs.small()), name, tmp_path / f"brief{exporter.suffix}", draw=draw)
    assert out.warnings[0] == "Exhibit 1 has no picture: The sealed file was changed."


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(InputError, match="no export format called “xyz”"):
        export(briefs.small(), "xyz", tmp_path / "brief.xyz")


def test_a_folder_that_is_not_there_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(WorldError, match="Nothing can be written"):
        export(briefs.small(), "csl", tmp_path / "gone" / "brief.json")


def test_a_failed_export_leaves_the_old_file(tmp_path):
    out = tmp_path / "brief.html"
    out.write_text("old", encoding="utf-8")
    with pytest.raises(InputError):
        export(briefs.small(), "html", out, Options(style="mystery"))
    assert (out.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == ("old", 1)


def test_a_character_without_a_font_is_told_and_shown_by_number(tmp_path):
    rare = "\U0001ff80 and \u0378 here"  # two that Unicode has not given out: no font has them
    file = briefs.claim("1", "A claim.", "Verified", briefs.exhibit("1", briefs.source(1, "Page"), rare))
    out = written(tmp_path, "pdf", replace(briefs.small(), claims=(file,)))
    assert any("U+0378" in warning for warning in out.warnings)
    assert "[U+0378]" in text_of("pdf", out.path)
