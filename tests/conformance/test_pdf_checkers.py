"""Every PDF before other people's checkers."""

import re

import pikepdf
import pytest

from core.export import EXPORTERS, Options, export
from tests.data import briefs
from tests.data.papers import dot, paged, sealed

PDFS = [exporter.name for exporter in EXPORTERS if exporter.suffix == ".pdf"]
# It takes a glyph's width from the first private dictionary of a CID-keyed font; fontTools reads 1000 in the glyph's own (FDSelect).
WIDTH_OF_CJK = re.compile(r"has rendered CID \d+ width 0\.000 in its embedded CIDFontType0C program but 1000\.000")


@pytest.mark.parametrize("name", PDFS)
def test_the_pdf_passes_qpdf(tmp_path, name):
    """By the library of `qpdf --check`, which a package of ours carries."""
    out = tmp_path / "brief.pdf"
    export(sealed(paged(briefs.small()), tmp_path), name, out, Options(made_at=briefs.AT), draw=lambda _: dot())
    with pikepdf.open(out) as document:
        assert document.check_pdf_syntax() == []


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("name", PDFS)
def test_the_pdf_passes_an_independent_checker(tmp_path, name, profile):
    checker = pytest.importorskip("page")
    out = tmp_path / "brief.pdf"
    export(sealed(paged(briefs.small()), tmp_path), name, out, Options(made_at=briefs.AT), draw=lambda _: dot())
    failures = checker.validate_pdf(out, profile=profile).failures
    assert [(one.rule_id, one.message) for one in failures if not false_alarm(out, one)] == []


def false_alarm(path, failure):
    """Say whether the checker errs: on full-width letters, or on a stream that ends in a carriage return, which it takes for a line end."""
    if WIDTH_OF_CJK.search(failure.message):
        return True
    if not failure.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(path) as pdf:
        stream = pdf.get_object(failure.object_id.object_number, failure.object_id.generation)
        held = stream.read_raw_bytes()
        return held.endswith(b"\r") and len(held) == int(stream.Length) and held + b"\nendstream" in path.read_bytes()
