"""`tillsyn audit upgrade`: take a running audit over to a new edition of its criteria, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, shown_path, tell
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _

if TYPE_CHECKING:
    from tillsyn.workflow.upgrade import Upgraded


@click.command(
    cls=Command,
    help=N_(
        "Take a running audit over to a new edition of its criteria, or back.\n\nNothing that was answered is changed: "
        "what the new edition asks otherwise must be reconsidered before it counts. A copy of the store is made first."
    ),
)
@click.option("--to", "target", metavar="SET", help=N_("The new edition: a set by name or folder, or a selection."))
@click.option("--undo", is_flag=True, help=N_("Go back to the edition before the latest upgrade."))
@click.option("--preview", is_flag=True, help=N_("Say what it would come to, and change nothing."))
@click.option("--yes", is_flag=True, help=N_("Carry it out."))
@click.option("--reason", default="", metavar="TEXT", help=N_("Why; kept in the journal."))
@click.pass_obj
def upgrade(call: Call, target: str | None, undo: bool, preview: bool, yes: bool, reason: str) -> None:
    """Upgrade an audit, or undo it."""
    from tillsyn.workflow import upgrade as upgrades
    from tillsyn.workflow.editions import find_edition
    from tillsyn.workflow.upgrade_plan import plan_upgrade

    _expect_one(target, undo, preview, yes)
    with audit_of(call) as (desk, opened):
        if target:
            edition = find_edition(target, held_to_lock=True)
            upgrades.expect_upgradable(desk, opened, edition)
            plan = plan_upgrade(desk, opened, edition)
            done = upgrades.upgrade(desk, opened, edition, reason) if yes else None
        else:
            plan = upgrades.plan_undo(desk, opened)
            done = upgrades.undo_upgrade(desk, opened, reason) if yes else None
    if call.json:
        from tillsyn.workflow.upgrade_words import plan_json

        say_json({"copy": str(done.copy) if done else None, **plan_json(plan)})
        return
    from tillsyn.workflow.upgrade_words import told_plan

    for line in told_plan(plan, texts=not done):
        say(line)
    _tell(done)


def _expect_one(target: str | None, undo: bool, preview: bool, yes: bool) -> None:
    """Stop where it is not said what to do, or two things at once."""
    if bool(target) == undo:
        raise UsageFault(
            _("Say either --to SET or --undo."), _("For example: tillsyn audit upgrade --to SET --preview")
        )
    if preview == yes:
        raise UsageFault(
            _("Say either --preview or --yes."), _("Look first with --preview; --yes carries it out. Nothing was done.")
        )


def _tell(done: Upgraded | None) -> None:
    if done is None:
        tell(_("Nothing was changed. --yes carries it out."))
        return
    tell(_("The audit has gone over from edition {old} to {new}.").format(old=done.old, new=done.new))
    tell(_("A copy from before lies in {path}. Take it away when it is no longer needed.").format(
        path=shown_path(done.copy)
    ))  # fmt: skip
