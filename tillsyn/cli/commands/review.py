"""`tillsyn review`: sit down to read and judge, in the app or line by line."""

from __future__ import annotations

import click

from tillsyn.cli.base import Call, Command
from tillsyn.domain.seats import Seat
from tillsyn.language import N_


@click.command(cls=Command, help=N_("Read and judge case files, in the app or (--plain) line by line."))
@click.option("--auditee", metavar="ID", help=N_("Whose files."))
@click.option("--case", metavar="CODE", help=N_("Which file."))
@click.option("--seat", type=click.Choice([seat.value for seat in Seat]), default=Seat.FIRST.value,
              help=N_("Which reading: the first, the second, or what the two agree on."))  # fmt: skip
@click.option("--with", "others", multiple=True, metavar="NAME",
              help=N_("Who shares the seat with you, once for each; all of you stand by every answer."))  # fmt: skip
@click.option("--plain", is_flag=True, help=N_("Line by line, without the app; good with a screen reader."))
@click.pass_obj
def review(call: Call, auditee: str | None, case: str | None, seat: str, others: tuple[str, ...], plain: bool) -> int:
    """Read and judge."""
    if others:
        from tillsyn.workflow.desk import signed_together  # as quick as ever for those who sit alone

        call.actor = signed_together(call.actor, others)
    if plain:
        from tillsyn.cli.plain.review import review_plainly

        return review_plainly(call, auditee, case, Seat(seat))
    from tillsyn.cli.app import open_app

    return open_app(call, auditee, case, Seat(seat))
