"""`tillsyn answers`: answer files in and out."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_raw, shown_path, tell, tell_problems
from tillsyn.domain.seats import Seat
from tillsyn.language import N_, _


@click.group(cls=Group, help=N_("Take in and write out answer files."))
def answers() -> None:
    """Hold the commands together."""


@answers.command("import", help=N_("Take in an answer file, wholly or not at all; what stands already is left alone."))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_answers(call: Call, file: Path) -> None:
    """Take in answers."""
    call.expect_no_json()
    from tillsyn.workflow import answers as workflow

    with audit_of(call) as (desk, opened):
        taken = workflow.import_answers(desk, opened, file)
    tell_problems(taken.problems)
    tell(_("{auditee}: {answers} answers in the file, {n} new entries.").format(
        auditee=taken.auditee, answers=taken.answers, n=taken.recorded
    ))  # fmt: skip


@answers.command("export", help=N_("Write the answers of one auditee as an answer file."))
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose answers."))
@click.option(
    "--seat", type=click.Choice([seat.value for seat in Seat]), default=Seat.FIRST.value, help=N_("Whose reading.")
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def export_answers(call: Call, auditee: str, seat: str, output: Path | None) -> None:
    """Write answers out."""
    call.expect_no_json()
    from tillsyn.workflow import answers as workflow
    from tillsyn.workflow.files import write_file

    with audit_of(call) as (desk, opened):
        text = workflow.export_answers(desk, opened, auditee, Seat(seat))
    if output is None:
        say_raw(text)
    else:
        write_file(output, text.encode())
        tell(_("Written to {path}.").format(path=shown_path(output)))
