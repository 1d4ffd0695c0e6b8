"""`tillsyn audit`: set an audit up, and see how far it has come."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import DAY, Call, Group
from tillsyn.cli.commands.audit_upgrade import upgrade
from tillsyn.cli.opening import audit_of, desk_of
from tillsyn.cli.output import say_json, say_table, tell, tell_problems
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.control import ControlCount
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.workflow.status import AuditStatus


@click.group(cls=Group, help=N_("Set an audit up, and see how far it has come."))
def audit() -> None:
    """Hold the commands together."""


@audit.command(help=N_("Set up an audit: its criteria are pinned and its date is fixed. Makes the store if needed."))
@click.option("--id", "audit_id", required=True, help=N_("The id of the audit: a–z, 0–9 and hyphens."))
@click.option("--criteria", "criteria_set", required=True, metavar="SET", help=N_("A criteria set, by name or folder."))
@click.option("--title", required=True, help=N_("The title, as it stands in letters and the report."))
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in AuditKind]), help=N_("What it is."))
@click.option("--auditees", required=True, type=click.Path(path_type=Path), help=N_("A CSV list of who is audited."))
@click.option("--date", "day", required=True, type=DAY, help=N_("The audit date."))
@click.pass_obj
def new(call: Call, audit_id: str, criteria_set: str, title: str, kind: str, auditees: Path, day: datetime) -> None:
    """Set up an audit."""
    call.expect_no_json()
    from tillsyn.workflow.plan import AuditPlan, new_audit

    plan = AuditPlan(audit_id, title, AuditKind(kind), day.date(), criteria_set, auditees)
    with desk_of(call, create=True) as desk:
        tell_problems(new_audit(desk, plan))
        tell(_("The audit {id} is set up in {path}.").format(id=audit_id, path=desk.store.path))


@audit.command(help=N_("Show how far each auditee has come, and what is next."))
@click.pass_obj
def status(call: Call) -> None:
    """Show the state of an audit."""
    from tillsyn.workflow.status import audit_status

    with audit_of(call) as (desk, opened):
        found = audit_status(desk, opened)
    if call.json:
        say_json(found)
        return
    unit, who = opened.criteria.counted_unit, opened.kinds
    headings = [
        put(unit, "{kind}", who),
        put(unit, "{rows}", who),
        _("done"),
        _("gaps"),
        _("requirements"),
        _("advice"),
        _("undecided"),
        _("letter"),
    ]
    kinds = {"requirement": _("requirement"), "closed": _("closure"), "notice": _("notice")}
    say_table(
        headings,
        [
            (a.name, a.files, a.complete, a.gaps, a.requirements, a.advice, a.undecided, kinds.get(a.letter, "–"))
            for a in found.auditees
        ],
    )
    done, files = sum(a.complete for a in found.auditees), sum(a.files for a in found.auditees)
    sentence = _("{done} of {all} {rows} are done; {conflicts} conflicts.")
    tell(put(unit, sentence, who, done=done, all=files, conflicts=found.conflicts))
    _tell_of_control(found, unit, who)
    _tell_of_editions(found)


def _tell_of_control(found: AuditStatus, unit: str, who: tuple[str, ...]) -> None:
    """How many files a colleague has approved, where that is used at all."""
    from tillsyn.workflow.control_words import count_words

    listed = found.auditees
    count = ControlCount(
        sum(a.files for a in listed),
        sum(a.approved for a in listed),
        under_way=sum(a.in_control for a in listed),
        remarks=sum(a.remarks for a in listed),
    )
    if words := count_words(count, unit, who):
        tell(f"{words}.")
    if count.remarks:
        tell(ngettext("{n} open remark.", "{n} open remarks.", count.remarks).format(n=count.remarks))


def _tell_of_editions(found: AuditStatus) -> None:
    """What other editions of the criteria have left behind."""
    if again := sum(a.reconsider for a in found.auditees):
        tell(
            ngettext("{n} answer is to be reconsidered.", "{n} answers are to be reconsidered.", again).format(n=again)
        )
    if found.outside:
        listed = ", ".join(f"{criterion} ({n})" for criterion, n in found.outside.items())
        tell(_("Kept outside the counting, since the criteria no longer ask: {listed}.").format(listed=listed))


audit.add_command(upgrade)
