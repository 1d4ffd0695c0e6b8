"""`tillsyn control`: a colleague goes through a file before it counts as approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table, tell
from tillsyn.domain.control import Move
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.workflow.audits import OpenAudit
    from tillsyn.workflow.quality import ListedFile


@click.group(cls=Group, help=N_("Hand files over to a colleague, who returns or approves them."))
def control() -> None:
    """Hold the commands together."""


_AUDITEE = click.option("--auditee", metavar="ID", required=True, help=N_("Whose file."))
_CASE = click.option("--case", metavar="CODE", default="", help=N_("Which file; without it, the auditee itself."))


@control.command(help=N_("Hand a file over; it takes that nothing is missing, and nobody may change it meanwhile."))
@_AUDITEE
@_CASE
@click.pass_obj
def submit(call: Call, auditee: str, case: str) -> None:
    """Hand over."""
    _take(call, auditee, case, Move.SUBMIT)


@control.command(help=N_("Take back a file that you read or handed over; it takes no reason."))
@_AUDITEE
@_CASE
@click.pass_obj
def withdraw(call: Call, auditee: str, case: str) -> None:
    """Take back."""
    _take(call, auditee, case, Move.TAKE_BACK)


@control.command("return", help=N_("Return a file to its reader, with a reason or at least one open remark."))
@_AUDITEE
@_CASE
@click.option("--reason", default="", help=N_("Why."))
@click.pass_obj
def give_back(call: Call, auditee: str, case: str, reason: str) -> None:
    """Return."""
    _take(call, auditee, case, Move.RETURN, reason)


@control.command(help=N_("Approve a file that you have judged nothing in, once no remark that must be fixed is open."))
@_AUDITEE
@_CASE
@click.pass_obj
def approve(call: Call, auditee: str, case: str) -> None:
    """Approve."""
    _take(call, auditee, case, Move.APPROVE)


@control.command(help=N_("Open an approved file again; it shows as a new revision."))
@_AUDITEE
@_CASE
@click.option("--reason", required=True, help=N_("Why."))
@click.pass_obj
def reopen(call: Call, auditee: str, case: str, reason: str) -> None:
    """Open again."""
    _take(call, auditee, case, Move.REOPEN, reason)


@control.command(help=N_("Show which files are handed over, returned and approved; of one file, every step."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.option("--case", metavar="CODE", help=N_("Only this file."))
@click.pass_obj
def status(call: Call, auditee: str | None, case: str | None) -> None:
    """Show how files stand."""
    from tillsyn.workflow.control_told import controlled_list, file_json

    if case is not None and auditee is None:
        raise UsageFault(_("A case code belongs to an auditee."), _("Give --auditee too."))
    with audit_of(call) as (desk, opened):
        found = controlled_list(desk, opened, auditee, case)
    if call.json:
        say_json([file_json(file) for file in found])
        return
    _say_files(opened, found)
    if case is not None:
        _say_steps(found)


def _take(call: Call, auditee: str, case: str, move: Move, reason: str = "") -> None:
    call.expect_no_json()
    from tillsyn.workflow.control_words import whole_state
    from tillsyn.workflow.quality import file_control, take_step

    with audit_of(call) as (desk, opened):
        file = take_step(desk, file_control(desk, opened, auditee, case), move, reason)
        where = file.judged.case.code or opened.auditee(auditee).name
        tell(f"{where}: {whole_state(file.controlled, opened)}")


def _say_files(opened: OpenAudit, files: tuple[ListedFile, ...]) -> None:
    from tillsyn.workflow.control_words import state_words

    unit, who = opened.criteria.counted_unit, opened.kinds
    rows = [
        (
            file.auditee,
            file.judged.case.code or "–",
            file.judged.case.number or "–",
            state_words(file.controlled, opened) or "–",
            file.steps[-1].actor if file.steps else "–",
        )
        for file in files
    ]
    say_table([put(unit, "{kind}", who), _("code"), _("number"), _("control"), _("last step by")], rows)
    approved = sum(file.controlled.approved for file in files)
    tell(_("{approved} approved of {n} that were handed over or remarked on.").format(approved=approved, n=len(files)))


def _say_steps(files: tuple[ListedFile, ...]) -> None:
    from tillsyn.workflow.control_words import step_words

    for file in files:
        for step in file.steps:
            say(f"  {step_words(step)}")
