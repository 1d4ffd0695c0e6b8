"""`tillsyn answers`: answer files in and out."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_raw, shown_path, tell, tell_problems
from tillsyn.domain.seats import Seat
from tillsyn.language import N_, _, ngettext


@click.group(cls=Group, help=N_("Take in and write out answer files."))
def answers() -> None:
    """Hold the commands together."""


@answers.command("import", help=N_("Take in an answer file, wholly or not at all; what stands already is left alone."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only look; nothing is taken in."))
@click.pass_obj
def import_answers(call: Call, file: Path, dry_run: bool) -> None:
    """Take in answers."""
    call.expect_no_json()
    from tillsyn.workflow import answers as workflow

    with audit_of(call) as (desk, opened):
        taken = workflow.import_answers(desk, opened, file, dry_run)
    tell_problems(taken.problems)
    if taken.recorded:
        kinds = {
            "answer": ngettext("{n} answer", "{n} answers", taken.kinds.get("answer", 0)),
            "comment": ngettext("{n} comment", "{n} comments", taken.kinds.get("comment", 0)),
            "evidence": ngettext("{n} quoted place", "{n} quoted places", taken.kinds.get("evidence", 0)),
            "fact": ngettext("{n} fact", "{n} facts", taken.kinds.get("fact", 0)),
            "seat_fact": ngettext("{n} fact", "{n} facts", taken.kinds.get("seat_fact", 0)),
            "source": ngettext("{n} source", "{n} sources", taken.kinds.get("source", 0)),
            "good": ngettext("{n} good example", "{n} good examples", taken.kinds.get("good", 0)),
        }
        tell(_("New or changed: {what}.").format(
            what=", ".join(form.format(n=taken.kinds[kind]) for kind, form in kinds.items() if taken.kinds.get(kind))
        ))  # fmt: skip
    sentence = (
        _("{auditee}: {answers} answers in the file, {n} new entries would be made. Nothing is taken in.")
        if dry_run
        else _("{auditee}: {answers} answers in the file, {n} new entries.")
    )
    tell(sentence.format(auditee=taken.auditee, answers=taken.answers, n=taken.recorded))


@answers.command("export", help=N_("Write the answers of one auditee as an answer file: a form to fill in."))
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose answers."))
@click.option("--case", "cases", multiple=True, metavar="CODE", help=N_("Only this case; can be given again."))
@click.option(
    "--seat", type=click.Choice([seat.value for seat in Seat]), default=Seat.FIRST.value, help=N_("Whose reading.")
)
@click.option("--short", is_flag=True, help=N_("Only what is answered, one line each, without the questions."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to (default: stdout)."))
@click.pass_obj
def export_answers(
    call: Call, auditee: str, cases: tuple[str, ...], seat: str, short: bool, output: Path | None
) -> None:
    """Write answers out."""
    call.expect_no_json()
    from tillsyn.workflow import answers as workflow
    from tillsyn.workflow.files import write_file

    export = workflow.export_answers if short else workflow.export_form
    with audit_of(call) as (desk, opened):
        text = export(desk, opened, auditee, Seat(seat), cases)
    if output is None:
        say_raw(text)
    else:
        write_file(output, text.encode())
        tell(_("Written to {path}.").format(path=shown_path(output)))
