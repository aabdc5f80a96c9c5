"""Nothing of a higher class reaches a lower edition: canaries in every text field, looked for in what is left."""

import dataclasses
import datetime as dt
import enum

import pytest

from core import model as m
from core.export.redaction.redact import mentions, redact
from core.export.report.source_data import ClaimFile, Closed, Material, Story
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
    sealed = briefs.snapshot(
        of, failed=(m.Failure("u", "r"),), quality=m.PageQuality(m.PageVerdict.BAD, m.said("reason"))
    )
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
    assert mentions(told, m.Edition.PUBLIC) == (
        "The title of the project has a name that this edition hides.",
        "The text of “A wall against the water” has a name that this edition hides: a gap in it may tell whose it is.",
    )
    assert mentions(told, m.Edition.DESK) == ()


DESK, PUBLIC = m.Confidentiality.DESK, m.Edition.PUBLIC
ODILE = briefs.source(9, "Call with Odile Marchetti", kind=m.SourceKind.PERSON, confidentiality=DESK)


def quoted(key, of, exact, **more):
    """Return an exhibit on this page of eleven words."""
    page = "The first words. The whistle came from the dockmaster. The last words."
    start = page.index(exact)
    made = briefs.exhibit(key, of, exact, before=page[:start], after=page[start + len(exact) :])
    return dataclasses.replace(made, evidence=dataclasses.replace(made.evidence, text_id="text-1", **more))


def asked(**more):
    query = m.Query(
        "q",
        "claim-1",
        m.Party.SOURCE,
        "An engineer",
        "Does it leak?",
        "",
        "",
        "Ada",
        briefs.AT,
        None,
        m.Confidentiality.PUBLIC,
    )
    return dataclasses.replace(query, state=m.QueryState.ANSWERED, answer="I saw it at gate four.", **more)


def naming(text, claimant, why, title="Draft"):
    file = briefs.claim("1", text, "Verified", why=why, claimant=claimant)
    draft = m.Draft("draft-1", title, briefs.AT)
    story = Story(draft, 1, f"{text} Odile Marchetti was there.")
    return dataclasses.replace(material(file), drafts=(draft,), stories=(story,), closed=Closed(sources=(ODILE,)))


def test_a_hidden_source_that_nothing_cites_is_named_nowhere():
    told = naming("It leaked.", "Odile Marchetti", "Marchetti confirmed it.", "The Marchetti tapes")
    shown = redact(told, PUBLIC)
    said = " ".join(texts(shown))
    assert "Marchetti" not in said
    assert said.count("[withheld]") == 4  # the reason, the draft's title twice, its words
    assert shown.claims[0].claim.claimant == ""  # “said by [withheld]” would mark the claimant
    assert mentions(told, PUBLIC) == (
        "The draft “The Marchetti tapes” has a name that this edition hides.",
        "The text of “The Marchetti tapes” has a name that this edition hides: a gap in it may tell whose it is.",
    )


def test_what_may_be_a_hidden_name_is_left_and_put_before_a_person():
    told = naming("It leaked.", "", "Marchetta confirmed it.")
    assert redact(told, PUBLIC).claims[0].decisions[0].note == "Marchetta confirmed it."
    assert "Claim 1 has “Marchetta”, which may be a name that this edition hides: look at it." in mentions(told, PUBLIC)


def test_a_name_that_the_story_says_stays_in_it_and_nobody_learns_that_it_is_a_source():
    told = naming("Odile Marchetti knew.", "Odile Marchetti", "Marchetti confirmed it.")
    shown = redact(told, PUBLIC)
    (file,) = shown.claims
    assert (file.claim.text, file.claim.claimant) == ("Odile Marchetti knew.", "Odile Marchetti")
    assert shown.stories[0].text == "Odile Marchetti knew. Odile Marchetti was there."
    assert file.decisions[0].note == "[withheld] confirmed it."
    assert mentions(told, PUBLIC) == ("Claim 1 has a name that this edition hides.",)


def test_an_answer_that_is_hidden_evidence_is_in_no_query():
    of = briefs.source(1, "A title", confidentiality=DESK)
    for hidden in (
        quoted("1", of, "The first words"),
        quoted("1", briefs.source(1, "A title"), "The first words", confidentiality=DESK),
    ):
        file = dataclasses.replace(of_claim(hidden), queries=(asked(evidence_id=hidden.evidence.id), asked()))
        assert [one.answer for one in redact(material(file), PUBLIC).claims[0].queries] == ["I saw it at gate four."]


def test_a_query_to_a_source_that_is_not_here_any_more_is_left_out():
    file = dataclasses.replace(of_claim(), queries=(asked(source_id="gone"),))
    assert redact(material(file), PUBLIC).claims[0].queries == ()


def test_words_of_a_closed_claim_are_struck_wherever_they_stand():
    secret = briefs.claim("2", "Kim Lowe of the audit desk, who kept the ledger", confidentiality=DESK)
    nested = of_claim(claim=briefs.claim("1", "The report says Kim Lowe of the audit desk, who kept the ledger").claim)
    draft = m.Draft("draft-1", "Kim Lowe of the audit desk, who kept the ledger", briefs.AT)
    text = "The report is here. Kim Lowe of the audit desk, who\nkept the ledger, wrote it."
    told = dataclasses.replace(material(nested, secret), drafts=(draft,), stories=(Story(draft, 1, text),))
    shown = redact(told, PUBLIC)
    assert "ledger" not in " ".join(texts(shown))
    assert shown.claims[0].claim.text == "The report says [withheld]"
    assert shown.stories[0].text == "The report is here. [withheld], wrote it."
    assert mentions(told, PUBLIC) == (
        f"The draft “{draft.title}” has words of a claim that this edition hides.",
        "Claim 1 has words of a claim that this edition hides.",
    )


def test_words_of_a_closed_claim_are_struck_from_reasons_notes_and_queries():
    words = "Kim Lowe kept the ledger"
    secret = briefs.claim("2", words, confidentiality=DESK)
    shown = briefs.exhibit("1", briefs.source(1, "A title"), "the words", note=f"{words}.", link_note=f"{words}!")
    file = briefs.claim("1", "It leaked.", "Verified", shown, why=f"So {words}.")
    file = dataclasses.replace(file, queries=(dataclasses.replace(asked(), answer=f"Yes: {words}."),))
    (left,) = redact(material(file, secret), PUBLIC).claims
    (exhibit,), (query,), (decision,) = left.evidence, left.queries, left.decisions
    assert (exhibit.evidence.note, exhibit.link.note) == ("[withheld].", "[withheld]!")
    assert (query.answer, decision.note) == ("Yes: [withheld].", "So [withheld].")


@pytest.mark.parametrize(("words", "shown"), [("Mayors bribed", "[withheld]"), ("Mayor bribed", "Mayor bribed")])
def test_words_of_a_closed_claim_are_looked_for_from_twelve_letters_on(words, shown):
    file = briefs.claim("1", "It leaked.", "Verified", why=words)
    secret = briefs.claim("2", words, confidentiality=DESK)
    assert redact(material(file, secret), PUBLIC).claims[0].decisions[0].note == shown


def test_the_places_that_a_page_of_a_hidden_source_led_to_are_named_nowhere():
    of = briefs.source(1, "A title", confidentiality=DESK, alias="An official")
    moved = dataclasses.replace(briefs.snapshot(of), final_url="https://whistle.example.net/tip")
    exhibit = briefs.exhibit("1", of, "the words", sealed=moved)
    file = briefs.claim("1", "It leaked.", "Verified", exhibit, why="As whistle.example.net says.")
    assert redact(material(file), PUBLIC).claims[0].decisions[0].note == "As [withheld] says."


def test_words_that_an_open_claim_says_too_are_open():
    twice = [
        briefs.claim(key, "The bridge cost 6.8 million.", confidentiality=kept)
        for key, kept in (("1", m.Confidentiality.PUBLIC), ("2", DESK))
    ]
    assert redact(material(*twice), PUBLIC).claims[0].claim.text == "The bridge cost 6.8 million."


def test_a_closed_claim_whose_words_were_written_anew_is_told_of():
    secret = briefs.claim("2", "Lowe kept the ledger for years", confidentiality=DESK)
    draft = m.Draft("draft-1", "Draft", briefs.AT)
    story = Story(draft, 2, "Ledger-keeper Lowe told us.", places=((secret.claim.id, 3, 3),))
    told = dataclasses.replace(material(of_claim(), secret), stories=(story,))
    assert mentions(told, PUBLIC) == (
        "The newest version of “Draft” has other words where a claim stood that this edition hides.",
    )


def test_what_stands_beside_a_passage_is_struck_where_it_is_evidence_of_a_higher_class():
    of = briefs.source(1, "A title")
    shown, closed = (
        quoted("1", of, "The first words"),
        quoted("2", of, "The whistle came from the dockmaster", confidentiality=DESK),
    )
    told = dataclasses.replace(material(of_claim(shown)), closed=Closed(evidence=(closed.evidence,)))
    (left,) = redact(told, PUBLIC).claims[0].evidence
    assert (left.after, left.snapshot.warc, left.undrawn) == (". [withheld]. The last words.", "", True)
    assert "whistle" not in left.evidence.selector.suffix
    assert redact(told, m.Edition.DESK).claims[0].evidence == (shown,)
    elsewhere = dataclasses.replace(closed.evidence, text_id="text-2")
    (left,) = redact(dataclasses.replace(told, closed=Closed(evidence=(elsewhere,))), PUBLIC).claims[0].evidence
    assert (left.before, left.after) == ("", "")


def test_what_stands_before_a_passage_is_struck_too():
    of = briefs.source(1, "A title")
    shown, closed = (
        quoted("1", of, "The last words"),
        quoted("2", of, "The whistle came from the dockmaster", confidentiality=DESK),
    )
    told = dataclasses.replace(material(of_claim(shown)), closed=Closed(evidence=(closed.evidence,)))
    (left,) = redact(told, PUBLIC).claims[0].evidence
    assert (left.before, left.after) == ("The first words. [withheld]. ", ".")


def test_claims_that_touch_a_closed_one_keep_their_places():
    draft = m.Draft("draft-1", "Draft", briefs.AT)
    one, secret, two = "Rain fell. ", "Lowe kept the ledger. ", "Nobody asked."
    closed = briefs.claim("2", secret.strip(), confidentiality=DESK)
    ends = (len(one), len(one + secret), len(one + secret + two))
    places = (("claim-1", 0, ends[0]), (closed.claim.id, ends[0], ends[1]), ("claim-3", ends[1], ends[2]))
    files = (briefs.claim("1", one.strip()), closed, briefs.claim("3", two))
    told = dataclasses.replace(material(*files), stories=(Story(draft, 1, one + secret + two, places=places),))
    (story,) = redact(told, PUBLIC).stories
    assert story.text == "Rain fell. [withheld]Nobody asked."
    assert {key: story.text[start:end] for key, start, end in story.places} == {"claim-1": one, "claim-3": two}


def test_a_picture_of_another_page_may_be_drawn():
    of = briefs.source(1, "A title")
    shown, closed = (quoted(key, of, words) for key, words in (("1", "The first words"), ("2", "The last words")))
    on = [
        dataclasses.replace(one.evidence, selector=dataclasses.replace(one.evidence.selector, page=page))
        for page, one in ((1, shown), (2, closed))
    ]
    shown = dataclasses.replace(shown, evidence=on[0])
    told = dataclasses.replace(
        material(of_claim(shown)), closed=Closed(evidence=(dataclasses.replace(on[1], confidentiality=DESK),))
    )
    assert redact(told, PUBLIC).claims[0].evidence[0].undrawn is False


def test_a_passage_that_holds_closed_evidence_is_told_of():
    of = briefs.source(1, "A title")
    shown = quoted("1", of, "The first words. The whistle")
    closed = quoted("2", of, "The whistle came from the dockmaster", confidentiality=DESK)
    told = dataclasses.replace(material(of_claim(shown)), closed=Closed(evidence=(closed.evidence,)))
    assert mentions(told, PUBLIC) == ("Claim 1 quotes words of evidence that this edition hides.",)


def test_the_name_of_an_imported_file_loses_what_is_withheld():
    of = briefs.source(1, "A title")
    sealed = briefs.snapshot(of, assured=m.said("The file “leaked by Odile Marchetti.html” was sealed."))
    made = dataclasses.replace(quoted("1", of, "The first words"), snapshot=sealed)
    told = dataclasses.replace(material(of_claim(made)), closed=Closed(sources=(ODILE,)))
    (left,) = redact(told, PUBLIC).claims[0].evidence
    assert left.snapshot.assurance == "The file “leaked by [withheld].html” was sealed."


def test_a_hidden_source_does_not_name_itself_in_its_own_words():
    of = briefs.source(1, "A title", confidentiality=DESK, csl={"author": [{"family": "Marchetti", "given": "Odile"}]})
    page = "It was me, Odile, at the gate."
    made = briefs.exhibit("1", of, page)
    (left,) = redact(material(of_claim(made)), PUBLIC).claims[0].evidence
    assert left.evidence.selector.exact == "It was me, [withheld], at the gate."


def test_a_name_with_particles_in_a_title_is_struck_however_it_is_spelt():
    of = briefs.source(
        1,
        "Call with Ayşe von der Öztürk",
        kind=m.SourceKind.PERSON,
        confidentiality=m.Confidentiality.DESK,
        alias="An official",
    )
    made = briefs.exhibit(
        "1", of, "the quoted words", link_note="as AYSE VON DER OZTURK said, and von der Öztürk again"
    )
    said = "\n".join(texts(redact(material(briefs.claim(1, "It rained.", "", made)), m.Edition.PUBLIC)))
    assert "ozt" not in said.casefold()
    assert "özt" not in said.casefold()
    assert "as [withheld] said, and [withheld] again" in said
