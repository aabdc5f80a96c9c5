"""The whole text of a brief, side by side with what a person looked at: any change of words, order or numbers shows.

To accept a change on purpose: `python tests/golden/test_brief_golden.py` writes the files anew; read the difference.
"""

import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from core.export import Options, export  # noqa: E402
from core.model import Edition  # noqa: E402
from tests.data import briefs  # noqa: E402


def text(edition, folder):
    out = export(briefs.small(), "md", folder / "brief.md", Options(edition=edition, made_at=briefs.AT)).path
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", [Edition.DESK, Edition.PUBLIC])
def test_the_brief_reads_as_it_was_approved(tmp_path, edition):
    assert text(edition, tmp_path) == (HERE / f"brief-{edition.value}.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    for chosen in (Edition.DESK, Edition.PUBLIC):
        with tempfile.TemporaryDirectory() as made:
            (HERE / f"brief-{chosen.value}.md").write_text(text(chosen, Path(made)), encoding="utf-8")
