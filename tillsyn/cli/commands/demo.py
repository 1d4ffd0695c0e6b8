"""`tillsyn demo`: the sample county, from registers to letters and report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import progress, say, shown_path, tell
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _


@click.command(
    cls=Command,
    help=N_("Build the invented sample county in DIR through the ordinary workflow, and open the app on it."),
)
@click.argument("folder", metavar="[DIR]", required=False, default="demo", type=click.Path(path_type=Path))
@click.option("--no-app", is_flag=True, help=N_("Do not open the app."))
@click.option("--force", is_flag=True, help=N_("Make it anew where it is already."))
@click.pass_obj
def demo(call: Call, folder: Path, no_app: bool, force: bool) -> int:
    """Build the sample county."""
    call.expect_no_json()
    from tillsyn.workflow.demo import build_demo
    from tillsyn.workflow.demo_county import COUNTY, EXERCISE, OWN

    with progress(_("Building the sample county:")) as tick:
        built = build_demo(folder, force, call.actor, tick)
    if built.kept:
        tell(_("What you had done in the former one is kept in {path}.").format(path=shown_path(built.kept)))
    say(_("The sample county is built. All its committees and people are invented."))
    say("  " + _("store:     {path}").format(path=shown_path(built.store)))
    say("  " + _("notices:   {path}").format(path=shown_path(folder / "notices")))
    say("  " + _("protocols: {path}").format(path=shown_path(folder / "protocols")))
    say("  " + _("letters:   {path} ({n} committees)").format(path=shown_path(folder / "letters"), n=built.letters))
    say("  " + _("report:    {path}").format(path=shown_path(folder / "report")))
    say("  " + _("form:      {path}").format(path=shown_path(folder / "form")))
    say("  " + _("audits:    {county} (judged), {own} (the self-audit of one of its committees), {exercise} (for you "
        "to try)").format(county=COUNTY.id, own=OWN.id, exercise=EXERCISE.id))  # fmt: skip
    if built.pdf_fault:
        tell(built.pdf_fault)
    if not no_app and sys.stdin.isatty() and sys.stdout.isatty():
        from tillsyn.cli.app import open_app

        call.store, call.audit = str(built.store), COUNTY.id
        return open_app(call)
    return ExitCode.DONE
