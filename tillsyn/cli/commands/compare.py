"""`tillsyn compare`: two audits of the same files beside each other."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.commands.agreement import FORMAT
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_raw, shown_path, tell
from tillsyn.language import N_, _


@click.command(
    cls=Command,
    help=N_(
        "Compare two audits of the same files: a self-audit with the inspection, or one year with another.\n\n"
        "They are matched by the auditee's id, the case code and the criterion, as far as answers to it can be "
        "compared. The differences are listed, and where the self-audit rates itself higher or lower."
    ),
)
@click.argument("other", metavar="OTHER_AUDIT")
@click.option("--other-store", metavar="PATH", help=N_("The store the other audit is in (default: the same)."))
@click.option(
    "--by",
    type=click.Choice(["differences", "criterion", "area"]),
    default="differences",
    help=N_("List the differences, or agreement by criterion or area."),
)
@click.option("--every-figure", is_flag=True, help=N_("Tell every figure, also where there are too few files for it."))
@click.option("--format", "form", type=FORMAT, help=N_("How it is written."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def compare(
    call: Call,
    other: str,
    other_store: str | None,
    by: str,
    every_figure: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Compare."""
    from tillsyn.workflow.agreement import By
    from tillsyn.workflow.agreement_told import Telling, agreement_file
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.comparing import compare_audits
    from tillsyn.workflow.comparing_told import agreement_title, comparison_file, comparison_words
    from tillsyn.workflow.files import write_file

    chosen = form or ("json" if call.json else "table")
    telling = Telling(every_figure, names=False, most=3 if chosen == "table" and output is None else 0)
    with ExitStack() as stack:
        desk, opened = stack.enter_context(audit_of(call))
        if other_store is None:
            found = compare_audits((desk, opened), (desk, open_audit(desk, other)))
        else:
            away = Call(other_store, other, call.actor)
            found = compare_audits((desk, opened), stack.enter_context(audit_of(away)))
    if by == "differences":
        content = comparison_file(found, chosen, telling)
    else:
        named = replace(telling, title=agreement_title(found))
        content = agreement_file(found.this, found.agreements(By(by)), chosen, named)
    if output is not None:
        write_file(output, content)
        tell(_("Written to {path}.").format(path=shown_path(output)))
    elif chosen != "table" or by != "differences" or found.differences:
        say_raw(content.decode())
    for line in comparison_words(found):
        tell(line)
