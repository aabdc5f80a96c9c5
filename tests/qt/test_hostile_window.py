"""The window opens a project from somebody else: a bad row is shown as one, a bad file or schema is one sentence."""

import pytest

from core.errors import StandfirstError
from gui.claims.model import LOST, ClaimsModel
from gui.shell.opening import look_over, open_or_read
from tests.data import hostile_projects as hostile

ROWS = (
    "claim.status: unknown word",
    "source.csl: broken JSON",
    "draft.id: path",
    "decision.at: no date",
    "scale.steps: deep JSON",
)


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return hostile.Jail(tmp_path_factory.mktemp("hostile"))


def variants(*names):
    return [one for one in hostile.all_variants() if one.name in names]


@pytest.mark.parametrize("variant", variants(*ROWS), ids=lambda one: one.name)
def test_a_project_with_a_bad_row_opens_and_says_so(qtbot, jail, window, variant):
    jail.spoil(variant)
    before = jail.outside()
    shown = []
    window.session.failed.connect(shown.append)
    window.open_project(jail.project)
    qtbot.waitUntil(lambda: window.session.is_open and not window.session.jobs)
    named = {error.item.split(" ")[0] for error in window.session.project.unreadable()}
    assert variant.name.split(".")[0] in named
    qtbot.wait(300)
    assert all(isinstance(error, StandfirstError) for error in shown)
    assert jail.outside() == before


def test_a_claim_that_cannot_be_read_is_a_row_that_says_so(qtbot, jail, window):
    jail.spoil(variants("claim.status: unknown word")[0])
    window.open_project(jail.project)
    qtbot.waitUntil(lambda: window.session.is_open and not window.session.jobs)
    claims = ClaimsModel(window.session)
    qtbot.waitUntil(lambda: claims.rowCount() > 0)
    assert {claims.index(number).data() for number in range(claims.rowCount())} == {LOST}


@pytest.mark.parametrize("name", ["archive: pipe", "project.db: device", "schema: trigger", "master: many"])
def test_what_is_no_project_is_one_sentence(jail, name):
    jail.spoil(variants(name)[0])
    with pytest.raises(StandfirstError):
        look_over(open_or_read(jail.project))
