"""Commands about the people of a project: roles, rules, decisions."""

from dataclasses import replace
from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.model import Role


@project_command("people", "List the people of a project with their roles, and the rules for them.")
def people(project: Path, *, as_json: bool) -> None:
    """List people."""
    with open_to_read(project) as opened:
        persons, rules = opened.people.all(), opened.people.rules
    lines = [f"{one.name}  {one.role}" for one in persons]
    lines.append(f"Two people confirm: {_yes(rules.two_person)}. Roles count: {_yes(rules.roles)}.")
    emit({"people": persons, "rules": rules}, "\n".join(lines), as_json=as_json)


@project_command("person", "Give a person a role, by the name shown with decisions.")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
def person(project: Path, name: str, role: str, *, as_json: bool) -> None:
    """Set a person's role."""
    with open_to_write(project) as opened:
        opened.people.put(name, Role(role))
    emit({"person": name, "role": role}, f"{name}: {role}", as_json=as_json)


@project_command("rules", "Say whether two people confirm each claim, and whether roles count.")
@click.option("--two-person/--one-person", default=None, help="A second person has to confirm what the first proposed.")
@click.option("--roles/--no-roles", default=None, help="Only checkers and editors confirm.")
def rules(project: Path, *, two_person: bool | None, roles: bool | None, as_json: bool) -> None:
    """Change the rules."""
    with open_to_write(project) as opened:
        chosen = opened.people.rules
        chosen = chosen if two_person is None else replace(chosen, two_person=two_person)
        chosen = chosen if roles is None else replace(chosen, roles=roles)
        if chosen != opened.people.rules:
            opened.people.set_rules(chosen)
    told = f"Two people confirm: {_yes(chosen.two_person)}. Roles count: {_yes(chosen.roles)}."
    emit({"rules": chosen}, told, as_json=as_json)


@project_command("history", "Show what was decided on a claim, by whom, when and on which version; dissent is marked.")
@click.argument("claim", type=ItemId("claim"))
def history(project: Path, claim: str, *, as_json: bool) -> None:
    """Show decisions, newest first."""
    with open_to_read(project) as opened:
        opened.claims.get(claim)
        decisions, held = opened.claims.history(claim), opened.claims.dissent(claim)
    lines = [
        f"{'≠ ' if one in held else '  '}{one.at:%Y-%m-%d %H:%M}  {one.author or '—'}  {one.axis}: {one.value or '(none)'}"
        + (f"  {one.note}" if one.note else "")
        for one in decisions
    ]
    emit({"decisions": decisions, "dissent": held}, "\n".join(lines) or "Nothing was decided yet.", as_json=as_json)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


COMMANDS = (people, person, rules, history)
