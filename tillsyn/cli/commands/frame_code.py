"""`tillsyn frame code`: make a register neutral, on the auditee's own machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import tell, tell_problems
from tillsyn.language import N_, _, ngettext

if TYPE_CHECKING:
    from tillsyn.workflow.coding import CodedRegister


@click.command(
    cls=Command,
    help=N_(
        "Write a register anew with neutral codes, for the inspectors. "
        "Run by the auditee on its own machine: numbers and names never leave it."
    ),
)
@click.argument("register", metavar="REGISTER", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=N_("The new list."))
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("The key of the codes; made where there is none. Otherwise kodning.key beside the register."),
)
@click.option("--number", metavar="COLUMN", help=N_("The column with the numbers that become codes."))
@click.option("--leave-out", multiple=True, metavar="COLUMN", help=N_("Leave this column out too; may be repeated."))
@click.pass_obj
def code(
    call: Call, register: Path, out: Path, key: Path | None, number: str | None, leave_out: tuple[str, ...]
) -> None:
    """Make a register neutral."""
    call.expect_no_json()
    from tillsyn.workflow.coding import Coding, code_register

    coded = code_register(Coding(register, out, key, number, leave_out))
    tell_problems(coded.problems)
    cases = ngettext("{n} case file in {path}.", "{n} case files in {path}.", coded.cases)
    tell(cases.format(n=coded.cases, path=out))
    _tell_columns(coded)
    _tell_key(coded)


def _tell_columns(coded: CodedRegister) -> None:
    none = _("no columns")
    tell(_("Made into codes: {column}.").format(column=coded.number_column))
    tell(_("Left out: {columns}.").format(columns=", ".join(filter(None, coded.left_out)) or none))
    tell(
        _("Kept: {columns}. Look through them before you send the list.").format(columns=", ".join(coded.kept) or none)
    )


def _tell_key(coded: CodedRegister) -> None:
    for long in coded.lengthened:
        tell(_("The code {code} is longer than others: two numbers gave the same ten signs.").format(code=long))
    key = coded.key
    sentence = _("A new key was made: {path}.") if key.is_new else _("The codes were made with the key {path}.")
    tell(sentence.format(path=key.path))
    tell(_("{path} tells which code is which number.").format(path=key.list_path))
    tell(
        _(
            "Both stay with you: never send them. Without the key the codes cannot be followed back, "
            "and the next list would get other codes."
        )
    )
    if key.is_open_to_others:
        tell(_("Others on this computer can read {path}. Let only its owner read it.").format(path=key.path))
