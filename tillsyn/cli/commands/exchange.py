"""`tillsyn backup` and `tillsyn merge`."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import desk_of
from tillsyn.cli.output import say_json, shown_path, tell
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _


@click.command(cls=Command, help=N_("Write a whole copy of the store, also while others work in it."))
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help=N_("Where to."))
@click.pass_obj
def backup(call: Call, output: Path) -> None:
    """Back up."""
    call.expect_no_json()
    from tillsyn.workflow import exchange

    with desk_of(call) as desk:
        exchange.backup(desk, output)
    tell(_("The store is copied to {path}.").format(path=shown_path(output)))


@click.command(cls=Command, help=N_("Merge other stores into this one; safe to repeat, in any order, at any time."))
@click.argument("stores", nargs=-1, required=True, metavar="STORE…", type=click.Path(path_type=Path))
@click.option("--adopt", is_flag=True, help=N_("Take in what a forked copy holds, under a new writer."))
@click.pass_obj
def merge(call: Call, stores: tuple[Path, ...], adopt: bool) -> None:
    """Merge."""
    from tillsyn.workflow import exchange
    from tillsyn.workflow.settling_words import words_by_subject

    with desk_of(call, create=True) as desk:
        merged = exchange.merge_stores(desk, stores, adopt)
        left = exchange.conflicts(desk)
        told = words_by_subject(desk) if left else {}
    if call.json:
        say_json(
            {
                "sources": [
                    {"store": str(p), "taken": m.taken, "adopted": m.adopted}
                    for p, m in zip(stores, merged, strict=True)
                ],
                "conflicts": [{"subject": c.subject, "versions": [list(v) for v in c.versions]} for c in left],
            }
        )
        return
    for path, result in zip(stores, merged, strict=True):
        tell(_("{path}: {n} new entries, {adopted} adopted.").format(
            path=shown_path(path), n=result.taken, adopted=result.adopted
        ))  # fmt: skip
    for conflict in left:
        latest = conflict.versions[-1][1]
        tell(_("Differing: {what}. All versions are kept; the latest, by {actor}, stands until settled.").format(
            what=told.get(conflict.subject, one_line(conflict.subject)), actor=one_line(latest)
        ))  # fmt: skip
    if left:
        tell(_("See them side by side with “tillsyn conflicts list”."))
