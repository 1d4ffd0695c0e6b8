"""`tillsyn journal`: check it, read it, and make the tables anew from it."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import desk_of
from tillsyn.cli.output import say, say_json, say_table, tell
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _, ngettext


@click.group(cls=Group, help=N_("Check and read the journal."))
def journal() -> None:
    """Hold the commands together."""


@journal.command(help=N_("Check every entry, every link and every text of the journal."))
@click.option("--against", metavar="FILE", type=click.Path(path_type=Path),
              help=N_("Heads kept elsewhere: what “journal verify --json” printed before."))  # fmt: skip
@click.pass_obj
def verify(call: Call, against: Path | None) -> int:
    """Check the journal; the exit code is 1 where something is wrong."""
    from tillsyn.workflow.journals import journal_code, verify_journal

    with desk_of(call) as desk:
        found, code = verify_journal(desk, against), journal_code(desk)
    faults = [{"writer": f.writer, "seq": f.seq, "code": f.code, "message": f.message} for f in found.faults]
    if call.json:
        writers = [{"writer": c.writer, "entries": c.entries, "head": c.head} for c in found.chains]
        say_json({"ok": found.ok, "entries": found.entries, "writers": writers, "check_code": code, "faults": faults})
        return ExitCode.DONE if found.ok else ExitCode.FAULTS
    for fault in found.faults:
        say(
            _("Entry {seq} of writer {writer}: {fault}.").format(
                seq=fault.seq, writer=fault.writer, fault=fault.message
            )
        )
    if found.ok:
        chains = len(found.chains)
        sentence = ngettext(
            "The journal is whole: {n} entries by {writers} writer. Check code {code}.",
            "The journal is whole: {n} entries by {writers} writers. Check code {code}.",
            chains,
        )
        say(sentence.format(n=found.entries, writers=chains, code=code))
    return ExitCode.DONE if found.ok else ExitCode.FAULTS


@journal.command(help=N_("Show what was recorded, when and by whom; people's words are left out."))
@click.option(
    "--subject", default="", metavar="TEXT", help=N_("Only what is about this (an audit, an auditee, a case …).")
)
@click.option("--last", type=click.IntRange(1), help=N_("Only the last so many."))
@click.pass_obj
def log(call: Call, subject: str, last: int | None) -> None:
    """Show the log."""
    from tillsyn.workflow.journals import log as read_log

    with desk_of(call) as desk:
        lines = read_log(desk, subject, last)
    if call.json:
        say_json(lines)
        return
    shown = [
        (x.at[:19], x.actor, x.kind, x.subject.partition("|")[2], x.data if len(x.data) < 60 else "…") for x in lines
    ]
    say_table([_("time (UTC)"), _("by"), _("kind"), _("about"), _("data")], shown)


@journal.command(help=N_("Make every table anew from the journal."))
@click.pass_obj
def rebuild(call: Call) -> None:
    """Rebuild."""
    call.expect_no_json()
    from tillsyn.workflow.journals import rebuild_tables

    with desk_of(call) as desk:
        rebuild_tables(desk)
    tell(_("The tables are made anew from the journal."))
