"""Our text documents before LibreOffice: it opens and lays out every edition, where it is installed, and in time."""

import os
import shutil
import signal
import subprocess
import zipfile

import pytest

from core import demo
from core.export import EXPORTERS
from core.export.formats.odt_settings import BY_WORD
from core.export.report.format import Kind
from core.jobs import Progress
from core.model import Edition
from core.project import Project

SECONDS = 90  # it takes four; laid out by its own rules it never ended
OFFICE = shutil.which("soffice")
DOCUMENTS = [one for one in EXPORTERS if one.kind in {Kind.DOCX, Kind.ODT}]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "Sample.standfirst"
    demo.make(path, Progress())
    return path


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("style", ["apa", "chicago-notes"])
@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("exporter", DOCUMENTS, ids=[one.name for one in DOCUMENTS])
def test_libreoffice_lays_it_out(sample, tmp_path, exporter, edition, style):
    out = tmp_path / f"brief{exporter.suffix}"
    with Project.open(sample, readonly=True) as project:
        project.export(exporter.name, out, edition=edition, style=style)
    own = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [OFFICE, own, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, out]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        try:
            assert run.wait(SECONDS) == 0
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)  # the program that was started starts others
    assert (tmp_path / "brief.pdf").read_bytes()[:5] == b"%PDF-"


def test_an_odt_says_that_it_is_laid_out_as_the_word_document_is(sample, tmp_path):
    with Project.open(sample, readonly=True) as project:
        out = project.export("odt", tmp_path / "brief.odt").path
    with zipfile.ZipFile(out) as packed:
        said = packed.read("settings.xml").decode()
        assert "settings.xml" in packed.read("META-INF/manifest.xml").decode()
    assert all(f'"{name}" config:type="boolean">true<' in said for name in BY_WORD)
    assert '"AddParaTableSpacing" config:type="boolean">false<' in said
