"""`tillsyn sample settle`: which draw stands, where two copies of a store drew apart."""

from __future__ import annotations

from dataclasses import asdict

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json
from tillsyn.language import N_, _


@click.command(cls=Command, help=N_("Say which draw stands, where one was made in each of two copies of the store."))
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose draw it is."))
@click.option("--seed", required=True, help=N_("The seed of the draw that stands."))
@click.option("--reason", required=True, metavar="TEXT", help=N_("Why that one and not the other."))
@click.option("--frame", default="", metavar="HASH", help=N_("The first signs of its register's hash."))
@click.option("--plan", default="", metavar="HASH", help=N_("The first signs of its plan's hash."))
@click.pass_obj
def settle(call: Call, auditee: str, seed: str, reason: str, frame: str, plan: str) -> None:
    """Settle."""
    from tillsyn.workflow import sample_settle as workflow

    with audit_of(call) as (desk, opened):
        done = workflow.settle(desk, opened, auditee, workflow.Which(seed, frame, plan), reason)
    if call.json:
        say_json({"auditee": auditee, **asdict(done.stands), "others": [asdict(other) for other in done.others]})
    else:
        say(_("The draw of {auditee} with the seed “{seed}” stands; the protocol tells of the other.").format(
            auditee=auditee, seed=seed
        ))  # fmt: skip
