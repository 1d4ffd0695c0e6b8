"""`tillsyn sample`: draw, list, write the protocol, check a draw, and replace a file."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group, column_map
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table, shown_path, tell, waiting
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _


@click.group(cls=Group, help=N_("Draw samples that anyone can check."))
def sample() -> None:
    """Hold the commands together."""


@sample.command(help=N_("Draw the sample of every auditee that has a register, once."))
@click.option("--seed", required=True, help=N_("The text the draw starts from; it stands in the protocol."))
@click.option("--size", type=click.IntRange(1), help=N_("Files per auditee (default: what the criteria propose)."))
@click.option(
    "--reserve", type=click.IntRange(0), help=N_("Reserves per auditee (default: what the criteria propose).")
)
@click.option("--strata", help=N_("Facts to stratify by, with commas between; an empty text for none."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee."))
@click.pass_obj
def draw(call: Call, seed: str, size: int | None, reserve: int | None, strata: str | None, auditee: str | None) -> None:
    """Draw."""
    from tillsyn.workflow import sample as workflow

    names = None if strata is None else tuple(name.strip() for name in strata.split(",") if name.strip())
    with audit_of(call) as (desk, opened):
        draws = workflow.draw(desk, opened, workflow.Choice(seed, size, reserve, names), auditee)
    if call.json:
        say_json([{"auditee": d.auditee, "sample": list(d.sample), "reserve": list(d.reserves)} for d in draws])
        return
    for made in draws:
        tell(_("{auditee}: {n} files drawn.").format(auditee=made.auditee, n=len(made.sample)))


@sample.command("list", help=N_("List the drawn files, with the number each goes by."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.pass_obj
def list_sample(call: Call, auditee: str | None) -> None:
    """List drawn files."""
    from tillsyn.workflow.sample import listed

    with audit_of(call) as (desk, opened):
        found = listed(desk, opened, auditee)
        rows = [(a.id, c.number, c.code, c.stratum, c.role.value) for a in opened.auditees for c in found.get(a.id, ())]
    keys = ("auditee", "number", "case", "stratum", "role")
    if call.json:
        say_json([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        roles = {"sample": _("sample"), "left_out": _("left out")}
        shown = [(*rest, roles.get(role, role)) for *rest, role in rows]
        say_table([_("auditee"), _("number"), _("case"), _("stratum"), _("role")], shown)


@sample.command(help=N_("Write one protocol per auditee (JSON), from which the draw can be repeated."))
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help=N_("Where to."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.pass_obj
def protocol(call: Call, output: Path, auditee: str | None) -> None:
    """Write protocols."""
    call.expect_no_json()
    from tillsyn.workflow import sample as workflow
    from tillsyn.workflow.files import write_file

    with audit_of(call) as (desk, opened):
        chosen = [auditee] if auditee else list(workflow.listed(desk, opened))
        for name in chosen:
            path = output / f"{name}.json"
            write_file(path, workflow.protocol_text(workflow.protocol(desk, opened, name)).encode())
            say(shown_path(path))


@sample.command(help=N_("Repeat a draw from its protocol and the register alone; no store is needed."))
@click.argument("file", metavar="PROTOCOL", type=click.Path(path_type=Path))
@click.option("--frame", required=True, type=click.Path(path_type=Path), help=N_("The register (CSV)."))
@click.option("--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help=N_("As when the register was taken in."))
@click.pass_obj
def verify(call: Call, file: Path, frame: Path, pairs: tuple[str, ...]) -> int:
    """Check a draw; the exit code is 1 where it cannot be repeated."""
    from tillsyn.workflow.sample import verify_protocol

    with waiting():
        check = verify_protocol(file, frame, column_map(pairs))
    if call.json:
        say_json(
            {"auditee": check.auditee, "ok": check.ok, "drawn": check.drawn, "differences": list(check.differences)}
        )
    elif check.ok:
        say(_("The draw of {auditee} is repeated: the same {n} files.").format(auditee=check.auditee, n=check.drawn))
    else:
        for difference in check.differences:
            say(difference)
    return ExitCode.DONE if check.ok else ExitCode.FAULTS


@sample.command(help=N_("Leave a drawn file out for a listed reason; the next in order takes its place."))
@click.argument("case")
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose file it is."))
@click.option("--reason", required=True, metavar="CODE", help=N_("outside, missing, duplicate or partial."))
@click.pass_obj
def replace(call: Call, case: str, auditee: str, reason: str) -> None:
    """Replace a file."""
    from tillsyn.workflow.sample import replace_case

    with audit_of(call) as (desk, opened):
        new = replace_case(desk, opened, auditee, case, reason)
    if call.json:
        say_json({"left_out": case, "reason": reason, "replaced_by": new.code if new else None})
    elif new:
        say(_("{case} is left out; {new} takes its place as number {n}.").format(case=case, new=new.code, n=new.number))
    else:
        say(_("{case} is left out; there is no other file in its stratum.").format(case=case))
