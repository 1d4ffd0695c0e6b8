"""`tillsyn remarks`: colleagues' notes on answers, and the conversations about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, tell
from tillsyn.domain.control import Act, Weight
from tillsyn.domain.moments import local_day
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.workflow.remarks import PlacedRemark


@click.group(cls=Group, help=N_("Remark on answers, reply, and resolve."))
def remarks() -> None:
    """Hold the commands together."""


@remarks.command("list", help=N_("List the open remarks of the audit, or of one auditee or file."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.option("--case", metavar="CODE", help=N_("Only this file's."))
@click.option("--all", "every", is_flag=True, help=N_("Resolved ones too."))
@click.pass_obj
def list_remarks(call: Call, auditee: str | None, case: str | None, every: bool) -> None:
    """List remarks."""
    from tillsyn.workflow import remarks as workflow
    from tillsyn.workflow.control_told import remark_json
    from tillsyn.workflow.quality import file_control

    with audit_of(call) as (desk, opened):
        if auditee and case:
            file_control(desk, opened, auditee, case)  # says so where there is no such file
        elif auditee:
            opened.auditee(auditee)
        found = [
            placed
            for placed in workflow.remarks(desk, opened, auditee, resolved=every)
            if case in (None, placed.remark.case)
        ]
    if call.json:
        say_json([remark_json(placed) for placed in found])
        return
    for placed in found:
        _say_remark(placed, opened.criteria.row_unit)
    waiting = sum(placed.remark.is_open for placed in found)
    tell(ngettext("{n} open remark.", "{n} open remarks.", waiting).format(n=waiting))


@remarks.command(help=N_("Write a remark on one answer."))
@click.option("--auditee", metavar="ID", required=True, help=N_("Whose file."))
@click.option("--case", metavar="CODE", default="", help=N_("Which file; without it, the auditee itself."))
@click.option("--criterion", metavar="ID", required=True, help=N_("Which answer."))
@click.option("--seat", type=click.Choice(["first", "consensus"]), default=Seat.FIRST.value, help=N_("Which reading."))
@click.option("--must-fix", is_flag=True, help=N_("Something must be done about it; otherwise it is for information."))
@click.option("--text", required=True, help=N_("The remark."))
@click.pass_obj
def add(call: Call, auditee: str, case: str, criterion: str, seat: str, must_fix: bool, text: str) -> None:
    """Write a remark."""
    call.expect_no_json()
    from tillsyn.workflow.quality import file_control
    from tillsyn.workflow.remarks import add_remark

    weight = Weight.MUST_FIX if must_fix else Weight.INFORMATION
    with audit_of(call) as (desk, opened):
        file_control(desk, opened, auditee, case)  # says so where there is no such file
        id_ = add_remark(desk, opened, (auditee, case, seat), criterion, weight, text)
    tell(_("The remark is {id}.").format(id=id_))


@remarks.command(help=N_("Reply to a remark, by its id or the beginning of it."))
@click.argument("remark", metavar="ID")
@click.option("--text", required=True, help=N_("The reply."))
@click.pass_obj
def reply(call: Call, remark: str, text: str) -> None:
    """Reply."""
    _answer(call, remark, Act.REPLY, text)


@remarks.command(help=N_("Resolve a remark. What must be fixed is resolved by who wrote it, or by a colleague."))
@click.argument("remark", metavar="ID")
@click.option("--text", default="", help=N_("What was done, if it needs saying."))
@click.pass_obj
def resolve(call: Call, remark: str, text: str) -> None:
    """Resolve."""
    _answer(call, remark, Act.RESOLVE, text)


@remarks.command(help=N_("Open a resolved remark again."))
@click.argument("remark", metavar="ID")
@click.option("--text", required=True, help=N_("Why."))
@click.pass_obj
def reopen(call: Call, remark: str, text: str) -> None:
    """Open again."""
    _answer(call, remark, Act.REOPEN, text)


def _answer(call: Call, id_: str, act: Act, text: str) -> None:
    call.expect_no_json()
    from tillsyn.workflow.remarks import answer_remark, find_remark

    with audit_of(call) as (desk, opened):
        answer_remark(desk, opened, find_remark(desk, opened, id_), act, text)
        now = find_remark(desk, opened, id_)
    tell((_("The remark {id} is open.") if now.is_open else _("The remark {id} is resolved.")).format(id=now.id))


def _say_remark(placed: PlacedRemark, unit: str) -> None:
    from tillsyn.workflow.control_words import ACTS, WEIGHTS

    remark = placed.remark
    where = put(unit, _("{Case} {number}"), number=placed.number) if remark.case else remark.auditee
    code = f" ({remark.auditee} {remark.case})" if remark.case else ""
    state = _(WEIGHTS[remark.weight]) if remark.is_open else _("resolved")
    say(f"{remark.id}  {one_line(where + code)}  {remark.criterion}  [{state}]")
    say(f"    {local_day(remark.at)} {one_line(remark.actor)}: {one_line(remark.text)}")
    for line in remark.replies:
        words = f": {one_line(line.text)}" if line.text else ""
        say(f"    {local_day(line.at)} {one_line(line.actor)} ({_(ACTS[line.act])}){words}")
