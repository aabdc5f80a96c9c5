"""What rechecks found of a passage is said in every format that prints it, as far as the edition may say it."""

import datetime as dt
from dataclasses import replace

import pytest

from core import model as m
from core.errors import WorldError
from core.export import EXPORTERS, Options, export
from core.export.build import build
from core.export.formats.readback import check
from core.export.redaction.redact import redact
from core.export.report.source_data import Material
from tests.data import briefs
from tests.unit.project.test_gate import words

SEEN = dt.datetime(2026, 5, 7, tzinfo=dt.UTC)
EDITED = "Edited since: sealed on 4 May 2026, looked at again on 7 May 2026."
WALL = "Could not be read as before (looks like a login): sealed on 4 May 2026, looked at again on 7 May 2026."
BRIEFLY = "Could not be read as before: sealed on 4 May 2026, looked at again on 7 May 2026."
PRINTING = [exporter for exporter in EXPORTERS if exporter.name != "wacz"]  # which holds sealed files alone


def change(evidence: str, fate: m.Fate, *reasons: m.Remark) -> m.PassageChange:
    return m.PassageChange(evidence, f"row-{evidence}", "newer", fate, briefs.AT, SEEN, reasons)


def material(**found: tuple[m.Fate, tuple[m.Remark, ...]]) -> Material:
    """Return the small story with what rechecks found of these exhibits, by their key."""
    small = briefs.small()
    changes = {f"evidence-{key}": change(f"evidence-{key}", fate, *reasons) for key, (fate, reasons) in found.items()}
    files = []
    for file in small.claims:
        shown = [
            replace(one, changes=(changes[one.evidence.id],) if one.evidence.id in changes else ())
            for one in file.evidence
        ]
        doubts = dict.fromkeys(told.doubt for one in shown for told in one.changes)
        files.append(replace(file, evidence=tuple(shown), doubts=tuple(doubts)))
    return replace(small, claims=tuple(files))


LOGIN = (m.remark(m.Code.LOGIN),)
BOTH = {"2": (m.Fate.EDITED, ()), "5": (m.Fate.UNREADABLE, LOGIN)}


@pytest.mark.parametrize("edition", [m.Edition.DESK, m.Edition.PUBLIC])
@pytest.mark.parametrize("exporter", PRINTING, ids=lambda one: one.name)
def test_it_is_said_in_every_format(tmp_path, exporter, edition):
    options = Options(edition=edition, made_at=briefs.AT)
    told = words(export(material(**BOTH), exporter.name, tmp_path / f"b{exporter.suffix}", options).path, exporter.name)
    assert EDITED in told
    assert WALL in told


def test_once_it_was_looked_at_nothing_is_said(tmp_path):
    out = export(material(), "md", tmp_path / "b.md", Options(made_at=briefs.AT)).path
    assert "since: sealed on" not in out.read_text()


def test_what_a_hidden_page_looks_like_is_not_told():
    found = material(**{"6": (m.Fate.UNREADABLE, LOGIN)})
    for edition, told in ((m.Edition.DESK, WALL), (m.Edition.PUBLIC, BRIEFLY)):
        brief = build(found, Options(edition=edition, made_at=briefs.AT))
        assert {said for part in brief.exhibits for said in part.since} == {told}


def test_what_a_server_said_is_struck_where_it_names_a_hidden_source():
    found = material(**{"2": (m.Fate.UNREADABLE, m.said("Ilse Brandt is not here"))})
    (part,) = [part for part in build(found, Options(edition=m.Edition.PUBLIC)).exhibits if part.since]
    assert "Brandt" not in part.since[0]


def test_a_claim_is_not_flagged_for_evidence_that_the_edition_hides():
    found = material(**{"6": (m.Fate.GONE, ())})
    claims = [
        replace(
            file,
            evidence=tuple(
                replace(one, evidence=replace(one.evidence, confidentiality=m.Confidentiality.DESK))
                if one.changes
                else one
                for one in file.evidence
            ),
        )
        for file in found.claims
    ]
    hidden = replace(found, claims=tuple(claims))
    assert [m.Doubt.GONE_SINCE] in [list(file.doubts) for file in redact(hidden, m.Edition.DESK).claims]
    assert all(not file.doubts for file in redact(hidden, m.Edition.PUBLIC).claims)


def test_an_edited_passage_unsettles_a_claim_and_a_wall_does_not():
    options = Options(made_at=briefs.AT)
    settled = build(briefs.small(), options).summary.settled
    assert build(material(**{"5": (m.Fate.UNREADABLE, LOGIN)}), options).summary.settled == settled
    assert build(material(**{"5": (m.Fate.GONE, ())}), options).summary.settled == settled - 1


def test_the_sign_off_lists_the_claims(tmp_path):
    out = export(material(**BOTH), "md", tmp_path / "b.md", Options(made_at=briefs.AT)).path
    told = " ".join(out.read_text().replace("\\", "").split())
    assert "Resting on a passage that was edited on its page since, and not looked at: claim 2." in told
    assert "Resting on a page that could not be read as before, and not looked at: claim 4." in told


@pytest.mark.parametrize("name", ["md", "html", "docx", "pdf"])
def test_a_file_that_does_not_say_it_is_not_called_done(tmp_path, name):
    exporter, options = next(one for one in EXPORTERS if one.name == name), Options(made_at=briefs.AT)
    silent = export(material(), name, tmp_path / f"b{exporter.suffix}", options).path
    with pytest.raises(WorldError, match="what a recheck found of a passage is not in it"):
        check(exporter, build(material(**BOTH), options), silent)
