"""`tillsyn summary`: an audit added up."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_raw, shown_path, tell
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _


@click.command(cls=Command, help=N_("Add an audit up. Files and auditees are counted apart, and never mixed."))
@click.option("--by", type=click.Choice(["auditee", "area", "criterion", "stratum"]), default="auditee",
              help=N_("What each row is about."))  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx"]), help=N_("How it is written."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def summary(call: Call, by: str, form: str | None, output: Path | None) -> None:
    """Add up."""
    from tillsyn.workflow.files import write_file
    from tillsyn.workflow.summary import summary_file

    chosen = form or ("json" if call.json else "table")
    if chosen == "xlsx" and output is None:
        raise UsageFault(_("An XLSX file cannot be shown in a terminal."), _("Say where to with -o FILE."))
    with audit_of(call) as (desk, opened):
        content = summary_file(desk, opened, by, chosen)
    if output is None:
        say_raw(content.decode())
    else:
        write_file(output, content)
        tell(_("Written to {path}.").format(path=shown_path(output)))
