"""`tillsyn agreement`: how far first and second readers agree."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_raw, shown_path, tell
from tillsyn.language import N_, _

BY = click.Choice(["criterion", "area", "pair"])
FORMAT = click.Choice(["table", "csv", "json"])


@click.command(
    cls=Command,
    help=N_(
        "How far two readers of the same files agree: counts, per cent, Gwet's AC1 with 95 % interval, Cohen's kappa "
        "and Krippendorff's alpha.\n\n"
        "Judgements are compared by what they count as; a question that a reader was not asked counts as not "
        "applicable. With fewer than 20 files only counts and per cent are told, with fewer than 10 only counts."
    ),
)
@click.option("--by", type=BY, default="criterion", help=N_("What each row is about."))
@click.option("--auditee", metavar="ID", default="", help=N_("Only this auditee's."))
@click.option("--every-figure", is_flag=True, help=N_("Tell every figure, also where there are too few files for it."))
@click.option("--format", "form", type=FORMAT, help=N_("How it is written."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def agreement(call: Call, by: str, auditee: str, every_figure: bool, form: str | None, output: Path | None) -> None:
    """Tell agreement."""
    from tillsyn.workflow.agreement import By, agreements
    from tillsyn.workflow.agreement_told import Telling, agreement_file, whole_words
    from tillsyn.workflow.files import write_file

    chosen = form or ("json" if call.json else "table")
    shown = chosen == "table" and output is None
    telling = Telling(every_figure, names=shown, most=3 if shown else 0)
    with audit_of(call) as (desk, opened):
        if auditee:
            opened.auditee(auditee)
        found = agreements(desk, opened, By(by), auditee)
    content = agreement_file(opened, found, chosen, telling)
    if output is not None:
        write_file(output, content)
        tell(_("Written to {path}.").format(path=shown_path(output)))
    elif found.whole or chosen != "table":
        say_raw(content.decode())
    for line in whole_words(opened, found, telling):
        tell(line)
