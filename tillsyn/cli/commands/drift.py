"""`tillsyn drift`: how each reader judges against the others."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.commands.agreement import FORMAT
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_raw, shown_path, tell
from tillsyn.language import N_, _


@click.command(
    cls=Command,
    help=N_(
        "How each reader judges against the others, criterion by criterion: how often something is lacking, cannot be "
        "judged or is held not applicable.\n\n"
        "Names are shown on the screen alone; in files and JSON readers have numbers."
    ),
)
@click.option("--marked", is_flag=True, help=N_("Only differences worth looking at."))
@click.option("--criterion", metavar="ID", help=N_("Only this criterion, with the cases behind it."))
@click.option("--format", "form", type=FORMAT, help=N_("How it is written."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def drift(call: Call, marked: bool, criterion: str | None, form: str | None, output: Path | None) -> None:
    """Tell drift."""
    from tillsyn.workflow.drift import drift as drift_of
    from tillsyn.workflow.drift_told import case_lines, drift_file, rule_words
    from tillsyn.workflow.files import write_file

    chosen = form or ("json" if call.json else "table")
    shown = chosen == "table" and output is None
    with audit_of(call) as (desk, opened):
        every = drift_of(desk, opened, criterion)
    rows = [row for row in every if row.marked or not marked]
    content = drift_file(opened, rows, chosen, names=shown)
    if output is not None:
        write_file(output, content)
        tell(_("Written to {path}.").format(path=shown_path(output)))
    elif rows or not shown:
        say_raw(content.decode())
        for line in case_lines(opened, rows) if criterion and shown else ():
            say(line)
    tell(rule_words(opened) if every else _("No criterion is judged by more than one reader yet."))
