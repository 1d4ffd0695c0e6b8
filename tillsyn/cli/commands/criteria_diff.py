"""`tillsyn criteria diff`: what a new edition does, and to which running audits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import say, say_json
from tillsyn.language import N_, _

if TYPE_CHECKING:
    from tillsyn.workflow.upgrade_reach import Reached


@click.command(
    cls=Command,
    help=N_(
        "Say what a new edition does to an old one, criterion by criterion.\n\nOLD and NEW are sets by name or folder, "
        "local selections, or JSON files; with --store also audits and the hashes of pinned sets. "
        "With --store it is also said what the new edition would do to the audits that stand on the old one."
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.pass_obj
def diff(call: Call, old: str, new: str) -> None:
    """Compare two editions."""
    from tillsyn.cli.opening import desk_of
    from tillsyn.domain.editions import compare
    from tillsyn.workflow.editions import comparison_json, find_edition
    from tillsyn.workflow.editions_words import told
    from tillsyn.workflow.upgrade_reach import reached

    audits: tuple[Reached, ...] = ()
    if call.store:
        with desk_of(call) as desk:
            before, after = find_edition(old, desk), find_edition(new, desk)
            audits = reached(desk, before, after, call.audit)
    else:
        before, after = find_edition(old), find_edition(new)
    comparison = compare(before.criteria, after.criteria)
    if call.json:
        say_json({**comparison_json(comparison, before, after), "audits": [_plain(one) for one in audits]})
        return
    for line in told(comparison):
        say(line)
    if call.store:
        _say_audits(audits)


def _say_audits(audits: tuple[Reached, ...]) -> None:
    from tillsyn.workflow.upgrade_words import told_plan

    for one in audits:
        say()
        say(
            _("The audit {title} ({id}) stands on edition {version}.").format(
                title=one.title, id=one.id, version=one.version
            )
        )
        if one.plan is None:
            say(_("That is neither of these two editions."))
        else:
            for line in told_plan(one.plan, texts=False):
                say(line)
    if not audits:
        say()
        say(_("No audit in the store stands on this set."))


def _plain(one: Reached) -> dict[str, Any]:
    from tillsyn.workflow.upgrade_words import plan_json

    return {"audit": one.id, "version": one.version, "plan": plan_json(one.plan) if one.plan else None}
