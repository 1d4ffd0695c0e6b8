"""`tillsyn sample`: plan, bind, draw, and prove samples that anyone can check."""

from __future__ import annotations

import click

from tillsyn.cli.base import Group
from tillsyn.language import N_


@click.group(
    cls=Group,
    lazy={
        "advice": "sample_advice:advice",
        "plan": "sample_plan:plan",
        "commit": "sample_plan:commit",
        "draw": "sample_draw:draw",
        "list": "sample_draw:list_sample",
        "next": "sample_draw:next_step",
        "replace": "sample_draw:replace",
        "settle": "sample_settle:settle",
        "protocol": "sample_protocol:protocol",
        "verify": "sample_protocol:verify",
    },
    help=N_("Draw samples that anyone can check."),
)
def sample() -> None:
    """Hold the commands together."""
