"""`tillsyn conflicts`: what two people recorded differently, and which of it holds."""

from __future__ import annotations

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, tell
from tillsyn.domain.moments import local_time
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _, ngettext


@click.group(cls=Group, help=N_("See what is recorded differently by different people, and settle it."))
def conflicts() -> None:
    """Hold the commands together."""


@conflicts.command("list", help=N_("List every conflict of the audit with all its versions, numbered."))
@click.pass_obj
def list_conflicts(call: Call) -> None:
    """List conflicts."""
    from tillsyn.workflow import settling
    from tillsyn.workflow.settling_words import conflict_json, conflict_words, version_words

    with audit_of(call) as (desk, opened):
        found = settling.conflicts(desk, opened)
    if call.json:
        say_json([conflict_json(conflict, opened) for conflict in found])
        return
    for conflict in found:
        say(f"{conflict.id}  {conflict_words(conflict, opened)}")
        for number, version in enumerate(conflict.versions, start=1):
            sign = "▸" if version is conflict.versions[-1] else " "
            words = one_line(version_words(conflict, version, opened))
            say(f"  {sign} {number}  {one_line(version.actor)}  {local_time(version.at)}: {words}")
    tell(ngettext("{n} conflict.", "{n} conflicts.", len(found)).format(n=len(found)))


@conflicts.command(help=N_("Settle a conflict, by its id or the beginning of it: choose a version, or answer anew."))
@click.argument("conflict", metavar="ID")
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help=N_("The version that holds."))
@click.option("--answer", metavar="CODE", help=N_("For answers: one that may be none of them."))
@click.option("--comment", metavar="TEXT", help=N_("For comments: one that may be none of them."))
@click.pass_obj
def settle(call: Call, conflict: str, number: int | None, answer: str | None, comment: str | None) -> None:
    """Settle a conflict."""
    call.expect_no_json()
    from tillsyn.workflow import settling

    if sum(given is not None for given in (number, answer, comment)) != 1:
        raise UsageFault(
            _("Give one of --version, --answer and --comment."), _("See “tillsyn conflicts settle --help”.")
        )
    with audit_of(call) as (desk, opened):
        found = settling.find_conflict(desk, opened, conflict)
        if number is not None:
            if number > len(found.versions):
                raise UsageFault(
                    _("There are {n} versions.").format(n=len(found.versions)), _("See “tillsyn conflicts list”.")
                )
            settling.choose(desk, opened, found, found.versions[number - 1])
        elif answer is not None:
            settling.answer_anew(desk, opened, found, answer)
        else:
            settling.write_anew(desk, opened, found, comment or "")
        left = len(settling.conflicts(desk, opened))
    tell(ngettext("Settled; {n} conflict is left.", "Settled; {n} conflicts are left.", left).format(n=left))
