"""A file that lost something on its way is not called done."""

import re
import zipfile
from dataclasses import replace

import pytest

from core.errors import WorldError
from core.export import EXPORTERS, Options, export
from core.export.build import build
from core.export.formats.readback import check
from tests.data import briefs

PACKED = {"docx": "word/footnotes.xml", "odt": "content.xml"}


def written(folder, name):
    exporter = next(one for one in EXPORTERS if one.name == name)
    out = export(briefs.small(), name, folder / f"brief{exporter.suffix}", Options(made_at=briefs.AT)).path
    return exporter, build(briefs.small(), Options(made_at=briefs.AT)), out


def changed(path, part, old, new):
    """Write a packed file anew with other words in one part; the words must be there."""
    with zipfile.ZipFile(path) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert old in held[part]
    held[part] = held[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as packed:
        for name, body in held.items():
            packed.writestr(name, body)


@pytest.mark.parametrize("name", ["pdf", "docx", "odt", "html", "md"])
def test_a_file_without_one_of_the_exhibits_is_refused(tmp_path, name):
    exporter, brief, out = written(tmp_path, name)
    one_more = replace(brief.exhibits[-1], number=len(brief.exhibits) + 1)
    with pytest.raises(WorldError, match=r"exhibit 7 is not in it"):
        check(exporter, replace(brief, exhibits=(*brief.exhibits, one_more)), out)


@pytest.mark.parametrize("name", ["pdf", "docx", "odt", "html", "md"])
def test_a_file_with_a_footnote_too_few_is_refused(tmp_path, name):
    exporter, brief, out = written(tmp_path, name)
    first = replace(brief.claims[0], points=brief.claims[0].points * 2)
    with pytest.raises(WorldError, match="has 7 footnotes instead of 8"):
        check(exporter, replace(brief, claims=(first, *brief.claims[1:])), out)


@pytest.mark.parametrize("name", PACKED)
def test_a_link_to_a_place_that_is_not_there_is_found(tmp_path, name):
    exporter, brief, out = written(tmp_path, name)
    quote = b'"#exhibit-2"' if name == "odt" else b'w:anchor="exhibit-2"'
    changed(out, PACKED[name], quote, quote.replace(b"exhibit-2", b"exhibit-9"))
    with pytest.raises(WorldError, match="link to #exhibit-9 leads nowhere"):
        check(exporter, brief, out)


def test_a_footnote_that_is_called_but_has_no_words_is_found(tmp_path):
    exporter, brief, out = written(tmp_path, "docx")
    with zipfile.ZipFile(out) as packed:
        number = re.findall(rb'<w:footnote w:id="(\d+)"', packed.read("word/footnotes.xml"))[0]
    changed(out, "word/footnotes.xml", b'<w:footnote w:id="%b"' % number, b'<w:footnote w:id="9999"')
    with pytest.raises(WorldError, match=f"footnote {number.decode()} has no words"):
        check(exporter, brief, out)
