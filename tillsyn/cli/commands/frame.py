"""`tillsyn frame`: take in an auditee's register of case files, after a look at it; what is remembered of systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Group, column_map, value_map
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import Tick, progress, say, say_json, say_table, tell, tell_fault, tell_problems
from tillsyn.domain.frames import Layout
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.reading.registers import Tick as RowTick
    from tillsyn.workflow.audits import OpenAudit
    from tillsyn.workflow.intake import Delivery
    from tillsyn.workflow.systems import CaseSystem

_OF_A_KIND = 5


@click.group(cls=Group, lazy={"code": "frame_code:code"}, help=N_("Take in registers of case files."))
def frame() -> None:
    """Hold the commands together."""


@frame.command(
    "import",
    help=N_(
        "Take in the register (CSV or .xlsx) of one auditee, wholly or not at all. "
        "What the file was taken for is shown first."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose register it is."))
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help=N_("Read a column as a fact, or as “case”.")
)
@click.option(
    "--value", "words", multiple=True, metavar="FACT:WORD=VALUE", help=N_("Read a word of the register as a value.")
)
@click.option("--system", metavar="NAME", help=N_("The case system it comes from: what is mapped is remembered."))
@click.option("--sheet", metavar="NAME", help=N_("The sheet of a workbook."))
@click.option("--dry-run", is_flag=True, help=N_("Only look; take nothing in."))
@click.option("--ask", is_flag=True, help=N_("Ask before it is taken in."))
@click.option("--all-faults", is_flag=True, help=N_("Show every fault, not only the first of each kind."))
@click.pass_obj
def import_frame(
    call: Call,
    file: Path,
    auditee: str,
    pairs: tuple[str, ...],
    words: tuple[str, ...],
    system: str | None,
    sheet: str | None,
    dry_run: bool,
    ask: bool,
    all_faults: bool,
) -> int:
    """Take in a register."""
    from tillsyn.cli.commands.frame_preview import register_json
    from tillsyn.workflow import intake, systems

    layout, of_a_kind = Layout(column_map(pairs), value_map(words), sheet or ""), None if all_faults else _OF_A_KIND
    known = systems.remembered(system) if system else None
    with audit_of(call, sign=False) as (desk, opened):
        delivery = _read(opened, auditee, file, layout, known)
        taken = delivery.sound and not dry_run and (not ask or _agreed())
        if delivery.sound:
            intake.take_frame(desk, opened, delivery, trial=not taken)
    if call.json:
        say_json(register_json(delivery, taken))
    if not delivery.sound:
        tell_fault(intake.refusal(delivery), of_a_kind)
        return ExitCode.FAULTS
    tell_problems(delivery.reading.problems, of_a_kind)
    n = delivery.count
    sentence = (
        ngettext("{n} {row} is in {register} of {auditee}.", "{n} {rows} are in {register} of {auditee}.", n)
        if taken
        else ngettext("{n} {row} can be taken in.", "{n} {rows} can be taken in.", n)
    )
    tell(put(opened.criteria.row_unit, sentence, n=n, auditee=auditee))
    if taken and known and systems.remember(known, delivery.reading.layout):
        tell(_("The mapping is remembered for --system {name}.").format(name=known.name))
    return ExitCode.DONE


@frame.command("systems", help=N_("List the case systems whose columns are remembered, and what they mean."))
@click.option("--forget", metavar="NAME", help=N_("Remember this system no longer."))
@click.pass_obj
def list_systems(call: Call, forget: str | None) -> None:
    """List what is remembered."""
    from tillsyn.workflow import systems

    if forget is not None:
        systems.forget(forget)
        tell(_("Nothing is remembered of {name} any more.").format(name=forget))
    found = systems.all_remembered()
    if call.json:
        told = [(one.name, one.layout) for one in found]
        say_json([{"system": n, "columns": dict(o.columns), "values": dict(o.values)} for n, o in told])
    elif not found:
        say(_("No case system is remembered yet. Map columns with --map and name the system with --system."))
    else:
        rows = [(one.name, column, meant) for one in found for column, meant in one.layout.columns.items()]
        rows += [
            (one.name, word, f"{fact} = {meant}")
            for one in found
            for fact, renamed in one.layout.values.items()
            for word, meant in renamed.items()
        ]
        say_table((_("System"), _("Column or word"), _("Read as")), rows)


def _read(opened: OpenAudit, auditee: str, file: Path, layout: Layout, known: CaseSystem | None) -> Delivery:
    """Read a register and show what it was taken for."""
    from tillsyn.cli.commands.frame_preview import tell_preview
    from tillsyn.workflow.intake import read_frame

    with progress(_("Reading")) as bar:
        delivery = read_frame(opened, auditee, file, layout, known.layout if known else None, _ticking(bar))
    if delivery.reading.preview:
        tell_preview(delivery.reading.preview, opened.criteria)
    return delivery


def _agreed() -> bool:
    """Whether the person says yes; no answer at all is a no."""
    tell(_("Take the register in? (y/n)"))
    return sys.stdin.readline().strip().casefold() in ("j", "ja", "y", "yes")


def _ticking(bar: Tick) -> RowTick:
    """The bar, moved by rows; how many there will be is reckoned from how much of the file is read."""
    return lambda rows, share: bar(rows, max(round(rows / share), rows) if share else 0, "")
