"""`tillsyn sample protocol` and `verify`: how a draw was made, and making it again."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Command, column_map
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, shown_path, tell, waiting
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _, ngettext


@click.command(
    cls=Command,
    help=N_(
        "Write one protocol per auditee: a data file, from which the draw can be repeated, and a page to read (PDF)."
    ),
)
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help=N_("Where to."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["json", "html", "pdf"]),
    help=N_("Only this format; may be repeated."),
)
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=N_("Templates of your own."))
@click.pass_obj
def protocol(call: Call, output: Path, auditee: str | None, formats: tuple[str, ...], templates: Path | None) -> None:
    """Write protocols."""
    call.expect_no_json()
    from tillsyn.workflow.protocol_files import write_protocols
    from tillsyn.workflow.sample import listed

    with audit_of(call) as (desk, opened):
        chosen = [auditee] if auditee else list(listed(desk, opened))
        for path in write_protocols(desk, opened, output, chosen, formats or ("json", "pdf"), templates):
            say(shown_path(path))


@click.command(cls=Command, help=N_("Repeat a draw from its protocol and the register alone; no store is needed."))
@click.argument("file", metavar="PROTOCOL", type=click.Path(path_type=Path))
@click.option("--frame", required=True, type=click.Path(path_type=Path), help=N_("The register."))
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help=N_("Only for a register whose columns have changed.")
)
@click.pass_obj
def verify(call: Call, file: Path, frame: Path, pairs: tuple[str, ...]) -> int:
    """Check a draw; the exit code is 1 where it cannot be repeated."""
    from tillsyn.workflow.protocol_check import verify_protocol

    with waiting():
        check = verify_protocol(file, frame, column_map(pairs))
    if call.json:
        causes = [{"cause": found.cause, "cases": list(found.cases)} for found in check.causes]
        said = {"auditee": check.auditee, "ok": check.ok, "drawn": check.drawn}
        say_json(
            {
                **said,
                "differences": list(check.differences),
                "causes": causes,
                "as_bound": check.bound,
                "other_draws": check.others,
            }
        )
        return ExitCode.DONE if check.ok else ExitCode.FAULTS
    if check.ok:
        say(_("The draw of {auditee} is repeated: the same {n} files.").format(auditee=check.auditee, n=check.drawn))
    for difference in check.differences:
        say(difference)
    if check.bound is not None:
        tell(
            _("By the protocol the draw kept to what was bound before it.")
            if check.bound
            else _("By the protocol the draw departs from what was bound before it, and says why.")
        )
    if check.others:
        other = ngettext(
            "By the protocol the sample was drawn once more, in another copy of the store; it tells by whom.",
            "By the protocol the sample was drawn {n} more times, in other copies of the store; it tells by whom.",
            check.others,
        )
        tell(other.format(n=check.others))
    return ExitCode.DONE if check.ok else ExitCode.FAULTS
