"""`tillsyn case`: one file at a time: its protocol for the registry, and who has opened it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table, shown_path, tell
from tillsyn.domain.moments import local_time
from tillsyn.domain.seats import Seat, people
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import persons, put

if TYPE_CHECKING:
    from tillsyn.store.seat_queries import Opening
    from tillsyn.store.writings import Writing
    from tillsyn.workflow.access_log import AccessLog
    from tillsyn.workflow.audits import OpenAudit


@click.group(cls=Group, help=N_("One file at a time: its protocol for the registry, and who has opened it."))
def case() -> None:
    """Hold the commands together."""


@case.command(
    cls=Command,
    help=N_("Write everything that was judged of one file as a paper for the registry (PDF or HTML), quotes and all."),
)
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose file."))
@click.option("--case", "code", metavar="CODE", default="", help=N_("Which file; without one, the auditee itself."))
@click.option("--seat", type=click.Choice([seat.value for seat in Seat]), help=N_("Only this reading."))
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help=N_("Where to: .pdf or .html."))  # fmt: skip
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=N_("Templates of your own."))
@click.pass_obj
def protocol(call: Call, auditee: str, code: str, seat: str | None, output: Path, templates: Path | None) -> None:
    """Write the protocol of one file; places that point out a person are told, as they are on the paper."""
    call.expect_no_json()
    from tillsyn.workflow.case_protocol import write_case_protocol

    with audit_of(call) as (desk, opened):
        chosen = Seat(seat) if seat else None
        written = write_case_protocol(desk, opened, auditee, code, output, chosen, templates)
    if written.personal:
        tell(
            _("The protocol holds personal details in words that people wrote. They stand there as they were written:")
        )
    for line in written.personal:
        tell(line)
    say(shown_path(written.path))


@case.command(cls=Command, help=N_("Who has opened which file, at which reading and when: the access log."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.option("--case", "code", metavar="CODE", help=N_("Only this file; an empty code is the auditee itself."))
@click.pass_obj
def log(call: Call, auditee: str | None, code: str | None) -> None:
    """Show the access log."""
    from tillsyn.workflow.access_log import access_log

    with audit_of(call) as (desk, opened):
        found = access_log(desk, opened, auditee, code)
    if call.json:
        say_json({"openings": [_opening(o) for o in found.openings], "unopened": [_writing(w) for w in found.unopened]})
        return
    _show(opened, found)


def _show(opened: OpenAudit, found: AccessLog) -> None:
    """Both parts as tables; an empty part as a sentence."""
    unit = opened.criteria.counted_unit
    heads = [_("reading"), put("", "{kind}", opened.kinds), put(opened.criteria.row_unit, "{row}")]
    if found.openings:
        rows = [(local_time(o.at), persons(people(o.actor)), *_place(opened, o)) for o in found.openings]
        say_table([_("opened"), _("by"), *heads], rows)
    else:
        say(put(unit, _("{No_row} has been opened here."), opened.kinds))
    if not found.unopened:
        return
    count = len({(w.auditee, w.case) for w in found.unopened})
    told = ngettext(
        "Written in {n} {row} by somebody who never opened it here, as when answers are taken in from a file:",
        "Written in {n} {rows} by somebody who never opened them here, as when answers are taken in from a file:",
        count,
    )
    say()
    say(put(unit, told, opened.kinds, n=count))
    wrote = [(local_time(w.first), local_time(w.last), persons(people(w.actor)), *_place(opened, w), w.entries)
             for w in found.unopened]  # fmt: skip
    say_table([_("wrote from"), _("until"), _("by"), *heads, _("entries")], wrote)


def _place(opened: OpenAudit, one: Opening | Writing) -> tuple[str, str, str]:
    from tillsyn.workflow.seat_words import READINGS

    kind = (opened.auditee(one.auditee).kind.value,)
    return _(READINGS[one.seat]) if one.seat else "–", one.auditee, one.case or put("", "{kind_itself}", kind)


def _opening(one: Opening) -> dict[str, object]:
    return {
        "at": one.at,
        "people": list(people(one.actor)),
        "seat": one.seat.value,
        "auditee": one.auditee,
        "case": one.case,
    }


def _writing(one: Writing) -> dict[str, object]:
    return {
        "people": list(people(one.actor)),
        "seat": one.seat.value if one.seat else None,
        "auditee": one.auditee,
        "case": one.case,
        "entries": one.entries,
        "first": one.first,
        "last": one.last,
    }
