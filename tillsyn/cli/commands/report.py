"""`tillsyn report`: the report over all auditees."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tillsyn.cli.base import DAY, Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import progress, say, say_json, shown_path
from tillsyn.language import N_, _


@click.group(cls=Group, help=N_("Write the report over all auditees."))
def report() -> None:
    """Hold the commands together."""


@report.command(help=N_("Write the report as HTML and PDF, and its tables as CSV and XLSX."))
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help=N_("Where to."))
@click.option(
    "--agency", metavar="FILE", type=click.Path(path_type=Path), help=N_("The sender's profile (agency.yaml).")
)
@click.option("--date", "day", type=DAY, help=N_("The report's date."))
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=N_("Templates of your own."))
@click.option("--format", "formats", multiple=True, type=click.Choice(["html", "pdf", "csv", "xlsx"]),
              help=N_("Only this format; may be repeated."))  # fmt: skip
@click.pass_obj
def render(
    call: Call,
    output: Path,
    agency: Path | None,
    day: datetime | None,
    templates: Path | None,
    formats: tuple[str, ...],
) -> None:
    """Write the report."""
    from tillsyn.workflow.profile import read_profile
    from tillsyn.workflow.report import FORMATS, render_report

    with audit_of(call, sign=False) as (desk, opened), progress(_("Report:")) as tick:
        written = render_report(
            desk,
            opened,
            read_profile(agency, desk.store.path),
            output,
            formats or FORMATS,
            day.date() if day else None,
            templates,
            tick,
        )
    if call.json:
        say_json([str(path) for path in written])
    else:
        for path in written:
            say(shown_path(path))
