"""`tillsyn second`: files that are read a second time, blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say_json, say_table, tell
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.workflow.second_reading import SecondReading


@click.group(cls=Group, help=N_("Have files read a second time by somebody who sees nothing of the first reading."))
def second() -> None:
    """Hold the commands together."""


@second.command(
    cls=Command,
    help=N_(
        "Draw files to be read a second time, at any time.\n\n"
        "Files are ordered by the seed as in the draw of the sample. Those that were drawn before stay drawn; the next "
        "in order fill up to the number that is asked for."
    ),
)
@click.option("--size", type=click.IntRange(1), help=N_("So many files in all."))
@click.option("--share", metavar="SHARE", help=N_("A share of the files, rounded upwards: 10 % or 1/10."))
@click.option("--seed", default="", help=N_("The text the draw starts from (default: a random one, which is told)."))
@click.option("--auditee", metavar="ID", default="", help=N_("Only this auditee's (default: over all of them)."))
@click.option("--reader", metavar="NAME", default="", help=N_("Who is to read them."))
@click.option("--reason", metavar="TEXT", default="", help=N_("Why they are read twice; kept with the draw."))
@click.pass_obj
def draw(call: Call, size: int | None, share: str | None, seed: str, auditee: str, reader: str, reason: str) -> None:
    """Draw."""
    from tillsyn.domain.subsample import HowMany
    from tillsyn.workflow.second_reading import Asked, draw_second, share_of

    if (size is None) == (share is None):
        raise UsageFault(_("Say how many files are to be read twice."), _("With either --size or --share."))
    how_many = HowMany(size, share_of(share) if share is not None else None)
    with audit_of(call) as (desk, opened):
        made = draw_second(desk, opened, Asked(how_many, seed, auditee, reader, reason))
    if call.json:
        cases = [{"auditee": auditee, "case": case} for auditee, case in made.added]
        say_json({"seed": made.seed, "files": made.files, "before": made.before, "added": cases})
        return
    n, unit = len(made.added), opened.criteria.counted_unit
    if not n:
        tell(put(unit, _("Nothing new: {n} {rows} are drawn already."), opened.kinds, n=made.before))
        return
    sentence = ngettext(
        "{n} {row} of {files} is drawn for a second reading, with the seed {seed}.",
        "{n} {rows} of {files} are drawn for a second reading, with the seed {seed}.",
        n,
    )
    tell(put(unit, sentence, opened.kinds, n=n, files=made.files, seed=made.seed))
    say_table([put(unit, "{kind}", opened.kinds), put(unit, "{case}", opened.kinds)], made.added)


@second.command("list", cls=Command, help=N_("List the files that are read twice: by whom, and how far that has come."))
@click.option("--auditee", metavar="ID", default="", help=N_("Only this auditee's."))
@click.pass_obj
def list_second(call: Call, auditee: str) -> None:
    """List."""
    from tillsyn.workflow.second_reading import second_json, second_readings

    with audit_of(call) as (desk, opened):
        found = second_readings(desk, opened, auditee)
    if call.json:
        say_json([second_json(one) for one in found])
        return
    unit, who = opened.criteria.counted_unit, opened.kinds
    if not found:
        tell(put(unit, _("{No_row} is to be read twice. Draw with “tillsyn second draw”."), who))
        return
    headings = [
        put(unit, "{kind}", who), _("number"), put(unit, "{case}", who), _("first reader"), _("answered"),
        _("second reader"), _("answered"),
    ]  # fmt: skip
    say_table(headings, [_row(one) for one in found])


def _row(one: SecondReading) -> tuple[object, ...]:
    from tillsyn.domain.seats import Seat

    def answered(seat: Seat) -> str:
        done, asked = one.how_far(seat)
        return f"{done}/{asked}" if one.file.readings[seat].begun else "–"

    second_reader = one.file.readings[Seat.SECOND].reader or one.reader
    return (
        one.file.auditee.id,
        one.file.case.number or "–",
        one.file.case.code or "–",
        one.file.readings[Seat.FIRST].reader or "–",
        answered(Seat.FIRST),
        second_reader or "–",
        answered(Seat.SECOND),
    )
