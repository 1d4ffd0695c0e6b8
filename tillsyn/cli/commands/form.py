"""`tillsyn criteria form`: a set on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tillsyn.cli.base import DAY, Call, Command
from tillsyn.cli.output import say, shown_path, waiting
from tillsyn.language import N_


@click.command(
    cls=Command, help=N_("Print a set as a paper form (PDF or HTML): a sheet to fill in, guidance and law behind it.")
)
@click.argument("name", metavar="SET")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("Where to: .pdf or .html."),
)
@click.option(
    "--part", type=click.Choice(["sheet", "guide", "both"]), default="both", help=N_("The sheet or the guidance alone.")
)
@click.option("--date", "day", type=DAY, help=N_("Only the wordings and the law of this day."))
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=N_("Templates of your own."))
@click.pass_obj
def form(call: Call, name: str, output: Path, part: str, day: datetime | None, templates: Path | None) -> None:
    """Print a set."""
    call.expect_no_json()
    from tillsyn.workflow.form import write_form

    with waiting():
        write_form(name, output, part, day.date() if day else None, templates)
    say(shown_path(output))
