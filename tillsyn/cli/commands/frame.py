"""`tillsyn frame`: take in an auditee's register of case files."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group, column_map
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import tell, tell_problems
from tillsyn.domain.frames import Layout
from tillsyn.language import N_, _


@click.group(cls=Group, lazy={"code": "frame_code:code"}, help=N_("Take in registers of case files."))
def frame() -> None:
    """Hold the commands together."""


@frame.command("import", help=N_("Take in the register (CSV in UTF-8) of one auditee, wholly or not at all."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose register it is."))
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help=N_("Read a column as a fact, or as “case”.")
)
@click.option("--dry-run", is_flag=True, help=N_("Only look; take nothing in."))
@click.pass_obj
def import_frame(call: Call, file: Path, auditee: str, pairs: tuple[str, ...], dry_run: bool) -> None:
    """Take in a register."""
    call.expect_no_json()
    from tillsyn.workflow import intake

    with audit_of(call) as (desk, opened):
        taken = intake.import_frame(desk, opened, auditee, file, Layout(column_map(pairs)), trial=dry_run)
    tell_problems(taken.problems)
    sentence = (
        _("{n} case files can be taken in.") if dry_run else _("{n} case files are in the register of {auditee}.")
    )
    tell(sentence.format(n=taken.count, auditee=auditee))
