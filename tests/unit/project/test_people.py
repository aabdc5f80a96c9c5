"""Two people confirm where a project asks for it; dissent stays; roles count only when turned on; all of it can be undone."""

import pytest

from core.errors import InputError
from core.model import Role, Status
from core.project import Project
from core.project.people import Rules


@pytest.fixture
def claim(project: Project) -> str:
    project.people.set_rules(Rules(two_person=True))
    project.author("Ada")
    return project.claims.add("The rate fell.").made["claim"]


def confirm(project: Project, claim: str, who: str, note: str = "") -> Status:
    project.author(who)
    project.claims.set_status(claim, Status.CONFIRMED, note)
    return project.claims.get(claim).status


def test_one_person_proposes_and_another_confirms(project: Project, claim: str) -> None:
    assert confirm(project, claim, "Ada") is Status.PROPOSED
    with pytest.raises(InputError, match="proposed this confirmation yourself"):
        confirm(project, claim, " ada ")
    assert project.claims.get(claim).status is Status.PROPOSED
    assert confirm(project, claim, "Bo") is Status.CONFIRMED
    assert [(one.author, one.value) for one in project.claims.history(claim)] == [
        ("Bo", "confirmed"),
        ("Ada", "confirmation proposed"),
    ]


def test_a_claim_taken_up_again_needs_two_people_again(project: Project, claim: str) -> None:
    confirm(project, claim, "Ada")
    project.claims.set_status(claim, Status.CHECKING)
    assert confirm(project, claim, "Bo") is Status.PROPOSED


def test_nobody_confirms_without_a_name(project: Project, claim: str) -> None:
    with pytest.raises(InputError, match="who you are"):
        confirm(project, claim, "")


def test_without_the_rule_one_person_confirms(project: Project, claim: str) -> None:
    project.people.set_rules(Rules())
    assert confirm(project, claim, "") is Status.CONFIRMED


def test_dissent_is_kept_and_told(project: Project, claim: str) -> None:
    confirm(project, claim, "Ada")
    project.claims.set_verdict(claim, "False", "The table says otherwise.")
    project.author("Bo")
    project.claims.set_verdict(claim, "Verified")
    assert [(one.author, one.value) for one in project.claims.dissent(claim)] == [("Ada", "False")]
    project.author("Ada")
    project.claims.set_verdict(claim, "Verified", "Agreed after all.")
    assert project.claims.dissent(claim) == []


def test_a_proposal_that_was_followed_is_no_dissent(project: Project, claim: str) -> None:
    confirm(project, claim, "Ada")
    confirm(project, claim, "Bo")
    assert project.claims.dissent(claim) == []
    project.author("Cy")
    project.claims.set_status(claim, Status.CUT, "Out for length.")
    assert {one.author for one in project.claims.dissent(claim)} == {"Ada", "Bo"}


def test_roles_count_only_when_turned_on(project: Project, claim: str) -> None:
    project.people.set_rules(Rules(roles=True))
    project.people.put("Rae", Role.REPORTER)
    project.people.put("Bo", Role.CHECKER)
    for who in ("Rae", "Stranger"):
        with pytest.raises(InputError, match="may not confirm"):
            confirm(project, claim, who)
    assert confirm(project, claim, "bo") is Status.CONFIRMED
    project.people.set_rules(Rules())
    assert confirm(project, claim, "Rae") is Status.CONFIRMED


def test_people_and_rules_are_undone_and_somebody_has_one_role(project: Project, claim: str) -> None:
    project.people.put("Bo", Role.CHECKER)
    project.people.put(" bo", Role.EDITOR)
    assert [(one.name, one.role) for one in project.people.all()] == [("Bo", Role.EDITOR)]
    project.journal.undo()
    assert project.people.role_of("BO") is Role.CHECKER
    project.people.bin(project.people.all()[0].id)
    assert project.people.all() == []
    project.people.set_rules(Rules())
    project.journal.undo()
    assert project.people.rules == Rules(two_person=True)
