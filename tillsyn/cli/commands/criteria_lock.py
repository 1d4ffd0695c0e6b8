"""`tillsyn criteria lock`: promise that an edition keeps what it says."""

from __future__ import annotations

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import problem_json, say, say_json, shown_path, tell, tell_problems
from tillsyn.language import N_, _


@click.command(
    cls=Command,
    help=N_(
        "Lock an edition: from now on no material change passes without a new revision, and no id is lost or reused."
    ),
)
@click.argument("name", metavar="SET")
@click.pass_obj
def lock(call: Call, name: str) -> None:
    """Lock a set."""
    from tillsyn.workflow.editions_lock import lock_set

    done = lock_set(name)
    if call.json:
        about = {"set": done.set, "version": done.version, "path": str(done.path), "written": done.written}
        lists = {"added": done.added, "changed": done.changed, "retired": done.retired}
        say_json({**about, **lists, "warnings": problem_json(done.warnings)})
        return
    tell_problems(done.warnings)
    if not done.written:
        same = _("{set} {version} is locked already, and nothing has changed.")
        tell(same.format(set=done.set, version=done.version))
        return
    say(shown_path(done.path))
    tell(
        _("{set} {version} is locked: {added} new, {changed} changed, {retired} retired.").format(
            set=done.set,
            version=done.version,
            added=len(done.added),
            changed=len(done.changed),
            retired=len(done.retired),
        )
    )
