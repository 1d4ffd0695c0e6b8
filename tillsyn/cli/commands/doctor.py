"""`tillsyn doctor`: what works on this machine, and what to install for the rest."""

from __future__ import annotations

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import say_json, say_table, tell, yes_no
from tillsyn.language import N_, _


@click.command(cls=Command, help=N_("Tell what works on this machine, and what to install for the rest."))
@click.pass_obj
def doctor(call: Call) -> None:
    """Examine the machine."""
    from tillsyn.workflow.doctor import examine

    found = examine()
    if call.json:
        say_json(found)
        return
    say_table([_("what"), _("works"), _("note")], [(f.what, yes_no(f.works), f.note) for f in found])
    for finding in found:
        if not finding.works:
            tell(finding.remedy)
