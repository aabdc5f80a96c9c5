"""Nothing of a higher class reaches a lower edition: canaries in every text field, looked for in what is left."""

import dataclasses
import datetime as dt
import enum

import pytest

from core import model as m
from core.export.material import ClaimFile, Material
from core.export.redact import mentions, redact
from tests.data import briefs

KEPT = {"id", "claim_id", "evidence_id", "draft_id", "version_id", "warc_sha256"}  # ours, opaque
CHOSEN = {"alias"}  # shown in the place of the rest
PASSAGE = {"exact"}  # has the class of its evidence


def planted(value, path=""):
    """Return a copy of a value in which every text says where it stood."""
    if dataclasses.is_dataclass(value):
        changes = {
            field.name: planted(getattr(value, field.name), f"{path}.{field.name}")
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changes)
    if isinstance(value, enum.Enum) or value is None or isinstance(value, (dt.datetime, int, float)):
        return value
    if isinstance(value, dict):
        return {"type": "webpage", "title": f"CANARY{path}.title", "author": [{"family": f"CANARY{path}.author"}]}
    if isinstance(value, tuple):
        return tuple(planted(part, f"{path}[{n}]") for n, part in enumerate(value))
    name = path.rsplit(".", 1)[-1]
    return value if name in KEPT | CHOSEN | PASSAGE else f"CANARY{path}"


def exhibit_of(source_class, evidence_class=m.Confidentiality.PUBLIC):
    of = briefs.source(1, "A title", confidentiality=source_class, alias="An official")
    sealed = briefs.snapshot(of, failed=(m.Failure("u", "r"),), quality=m.PageQuality(m.PageVerdict.BAD, ("reason",)))
    made = briefs.exhibit(
        "1", of, "the quoted words", before="before", after="after", note="n", link_note="l", sealed=sealed
    )
    made = dataclasses.replace(made, evidence=dataclasses.replace(made.evidence, confidentiality=evidence_class))
    return planted(made)


def texts(value):
    if dataclasses.is_dataclass(value):
        return [text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, (tuple, list)):
        return [text for part in value for text in texts(part)]
    return [str(value)]


def material(*files):
    return Material(m.ProjectInfo("Story", "house", briefs.AT), (m.Draft("draft-1", "Draft", briefs.AT),), files)


def of_claim(*exhibits, **more):
    return dataclasses.replace(briefs.claim("1", "A claim.", "Verified", *exhibits, why="Because."), **more)


@pytest.mark.parametrize("edition", [m.Edition.LEGAL, m.Edition.PUBLIC])
def test_a_hidden_source_leaves_only_its_alias(edition):
    shown = redact(material(of_claim(exhibit_of(m.Confidentiality.DESK))), edition)
    left = [text for text in texts(shown) if "CANARY" in text]
    notes = ("CANARY.link.note", "CANARY.evidence.note")  # notes have the class of the evidence
    assert [text for text in left if text not in notes] == []
    assert shown.claims[0].evidence[0].source.title == "An official"


def test_evidence_above_the_class_is_left_out_whole():
    file = of_claim(exhibit_of(m.Confidentiality.PUBLIC, m.Confidentiality.LEGAL))
    assert redact(material(file), m.Edition.PUBLIC).claims[0].evidence == ()
    assert len(redact(material(file), m.Edition.LEGAL).claims[0].evidence) == 1


def test_a_claim_above_the_class_is_left_out_with_its_draft():
    secret = briefs.claim("1", "A claim.", "Verified", confidentiality=m.Confidentiality.DESK)
    shown = redact(material(secret), m.Edition.LEGAL)
    assert (shown.claims, shown.drafts) == ((), ())


def test_working_notes_stay_at_the_desk():
    file = briefs.claim("1", "A claim.", "Verified", note="ask the minister again")
    assert redact(material(file), m.Edition.LEGAL).claims[0].claim.note == ""
    assert redact(material(file), m.Edition.DESK).claims[0].claim.note == "ask the minister again"


def test_the_public_sees_reasons_for_verdicts_without_names_or_steps():
    step = m.Decision("d", "claim-1", m.Axis.STATUS, "query to source", "called at night", "Ada Reyes", briefs.AT, None)
    file = briefs.claim("1", "A claim.", "Verified", why="The minutes say so.")
    file = ClaimFile(file.claim, (step, *file.decisions))
    public = redact(material(file), m.Edition.PUBLIC).claims[0].decisions
    assert [(one.note, one.author) for one in public] == [("The minutes say so.", "")]
    assert len(redact(material(file), m.Edition.LEGAL).claims[0].decisions) == 2


def test_names_of_a_hidden_source_are_struck_out_of_notes_and_passages():
    shown = redact(briefs.small(), m.Edition.PUBLIC)
    said = " ".join(texts(shown))
    for secret in ("Brandt", "leaks.example.net", "Letter of the chief engineer"):
        assert secret not in said
    assert "[withheld]" in said


def test_two_hidden_sources_of_one_snapshot_time_stay_apart():
    one = exhibit_of(m.Confidentiality.DESK)
    other = dataclasses.replace(one, source=dataclasses.replace(one.source, id="other", alias=""))
    shown = redact(material(of_claim(one, other)), m.Edition.PUBLIC).claims[0].evidence
    assert [one.source.title for one in shown] == ["An official", "Confidential source 2"]


def test_redacting_twice_changes_nothing():
    once = redact(briefs.small(), m.Edition.PUBLIC)
    assert redact(once, m.Edition.PUBLIC) == once


def test_a_draft_that_names_the_source_is_warned_of():
    material_ = briefs.small()
    told = dataclasses.replace(material_, info=dataclasses.replace(material_.info, title="What Brandt knew"))
    assert mentions(told, m.Edition.PUBLIC) == ("The title of the project names a source that this edition hides.",)
    assert mentions(told, m.Edition.DESK) == ()
