"""`tillsyn criteria export`: a set as a table for a referral round."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import say, shown_path
from tillsyn.language import N_


@click.command(
    cls=Command,
    help=N_("Write a set as CSV or XLSX for a referral round: a row a criterion, with empty columns for opinions."),
)
@click.argument("name", metavar="SET")
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help=N_("A file that ends in .csv or .xlsx."))  # fmt: skip
@click.pass_obj
def export(call: Call, name: str, output: Path) -> None:
    """Write the table."""
    call.expect_no_json()
    from tillsyn.workflow.referral import write_referral

    write_referral(name, output)
    say(shown_path(output))
