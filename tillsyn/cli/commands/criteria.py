"""`tillsyn criteria`: check, list and show criteria sets, and print their schema."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tillsyn.cli.base import DAY, Call, Group
from tillsyn.cli.commands.criteria_diff import diff
from tillsyn.cli.commands.criteria_export import export
from tillsyn.cli.commands.criteria_lock import lock
from tillsyn.cli.commands.criteria_new import new
from tillsyn.cli.commands.form import form
from tillsyn.cli.output import problem_json, say, say_json, say_table, shown_path, tell, tell_problems
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _, ngettext
from tillsyn.problems import errors


@click.group(cls=Group, help=N_("Check, list and show criteria sets."))
def criteria() -> None:
    """Hold the commands together."""


@criteria.command(help=N_("Find every fault in criteria files: file:line:column, code and sentence."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def check(call: Call, paths: tuple[Path, ...]) -> int:
    """Check files; the exit code is 1 where something hinders."""
    from tillsyn.workflow.selection import check_named

    problems = check_named(paths)
    if call.json:
        say_json(problem_json(problems))
    else:
        tell_problems(problems)
        hindering = len(errors(problems))
        tell(ngettext("{n} fault.", "{n} faults.", hindering).format(n=hindering) if hindering else _("No faults."))
    return ExitCode.FAULTS if errors(problems) else ExitCode.DONE


@criteria.command("list", help=N_("List the criteria sets that are found."))
@click.pass_obj
def list_sets(call: Call) -> None:
    """List sets by id."""
    from tillsyn.workflow.library import STATUSES, known_sets

    found = known_sets()
    rows = [
        (s.criteria.id, s.criteria.version, s.criteria.status, len(s.criteria.criteria), s.criteria.title)
        for s in found
    ]
    if call.json:
        keys = ("id", "version", "status", "criteria", "title")
        say_json(
            [{**dict(zip(keys, row, strict=True)), "sha256": s.sha256} for row, s in zip(rows, found, strict=True)]
        )
    else:
        shown = [(name, version, _(STATUSES[status]), *rest) for name, version, status, *rest in rows]
        say_table([_("id"), _("version"), _("status"), _("criteria"), _("title")], shown)


@criteria.command(help=N_("Show a set, or one criterion of it with its guidance and law."))
@click.argument("name", metavar="SET")
@click.argument("criterion", required=False)
@click.option("--date", "day", type=DAY, help=N_("Only the wordings and the law of this day."))
@click.pass_obj
def show(call: Call, name: str, criterion: str | None, day: datetime | None) -> None:
    """Show a set or a criterion."""
    from tillsyn.workflow.library import read_set, set_as_json, shown_criterion, shown_set

    found = read_set(name)
    if call.json:
        say_json(set_as_json(found, criterion))
    else:
        when = day.date() if day else None
        for line in shown_criterion(found, criterion, when) if criterion else shown_set(found, when):
            say(line)


@criteria.command(help=N_("Print the JSON Schema of criteria files, for editors."))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=N_("Write it to this file."))
def schema(output: Path | None) -> None:
    """Print the schema, or write it where editors look for it."""
    from tillsyn.reading.schema import criteria_schema, schema_file

    if output is None:
        say_json(criteria_schema())
        return
    from tillsyn.workflow.files import write_file

    write_file(output, schema_file())
    say(shown_path(output))


criteria.add_command(lock)
criteria.add_command(diff)
criteria.add_command(form)
criteria.add_command(export)
criteria.add_command(new)
