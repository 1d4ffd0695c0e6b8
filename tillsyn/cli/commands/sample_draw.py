"""`tillsyn sample draw`, `list`, `next` and `replace`: which files are read."""

from __future__ import annotations

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table, tell
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put


@click.command(cls=Command, help=N_("Draw the sample of every auditee that has a register, once, by its plan."))
@click.option("--seed", help=N_("The text the draw starts from; needed where no plan has one."))
@click.option("--size", type=click.IntRange(1), help=N_("Files per auditee (default: what the criteria propose)."))
@click.option(
    "--reserve", type=click.IntRange(0), help=N_("Reserves per auditee (default: what the criteria propose).")
)
@click.option("--strata", help=N_("Facts to stratify by, with commas between; an empty text for none."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee."))
@click.option("--reason", default="", metavar="TEXT", help=N_("Why another plan than the one that is bound."))
@click.pass_obj
def draw(
    call: Call,
    seed: str | None,
    size: int | None,
    reserve: int | None,
    strata: str | None,
    auditee: str | None,
    reason: str,
) -> None:
    """Draw."""
    from tillsyn.workflow import sample as workflow
    from tillsyn.workflow.sampleplan import Choice

    names = None if strata is None else tuple(name.strip() for name in strata.split(",") if name.strip())
    with audit_of(call) as (desk, opened):
        draws = workflow.draw(desk, opened, Choice(seed, size, reserve, names), auditee, reason)
    if call.json:
        say_json([{"auditee": d.auditee, "sample": list(d.sample), "reserve": list(d.reserves)} for d in draws])
        return
    for made in draws:
        n = len(made.sample)
        sentence = ngettext("{auditee}: {n} {row} is drawn.", "{auditee}: {n} {rows} are drawn.", n)
        tell(put(opened.criteria.row_unit, sentence, auditee=made.auditee, n=n))


@click.command("list", cls=Command, help=N_("List the drawn files, with the number each goes by."))
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
        unit, who = opened.criteria.row_unit, opened.kinds
        headings = [put(unit, "{kind}", who), _("number"), put(unit, "{case}"), _("stratum"), _("role")]
        say_table(headings, shown)


@click.command(
    "next", cls=Command, help=N_("Take in the second step of a two-stage plan, where the first is not clear.")
)
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose files they are."))
@click.option("--about", metavar="ID", help=N_("Only this requirement or criterion decides."))
@click.option("--dry-run", is_flag=True, help=N_("Only say what follows; take nothing in."))
@click.pass_obj
def next_step(call: Call, auditee: str, about: str | None, dry_run: bool) -> None:
    """Tell what the first step says, and take the second step in."""
    from tillsyn.workflow import sample_steps as steps

    with audit_of(call) as (desk, opened):
        found = steps.stage(desk, opened, auditee, about)
        added = () if dry_run else steps.take_next(desk, opened, auditee, about)
    if call.json:
        verdicts = [
            {
                "id": told.id,
                "files_applicable": told.count.applicable,
                "files_lacking": told.count.lacking,
                "unanswered": told.count.unanswered,
                "verdict": told.verdict.value,
            }
            for told in found.verdicts
        ]
        say_json({"auditee": auditee, "verdict": found.verdict.value, "verdicts": verdicts, "added": list(added)})
        return
    words = {
        steps.Verdict.PASS: _("clear pass"),
        steps.Verdict.FAIL: _("clear fail"),
        steps.Verdict.MORE: _("read {n} more").format(n=found.steps.more),
        steps.Verdict.OPEN: _("answers are missing"),
    }
    rows = [(t.id, t.title, f"{t.count.lacking}/{t.count.applicable}", words[t.verdict]) for t in found.verdicts]
    say_table(["", _("about"), _("lacking"), _("the first step says")], rows)
    if added:
        tell(_("Taken in as the second step: {cases}.").format(cases=", ".join(added)))


@click.command(
    cls=Command, help=N_("Leave a drawn file out for a reason in the plan; the next in order takes its place.")
)
@click.argument("case")
@click.option("--auditee", required=True, metavar="ID", help=N_("Whose file it is."))
@click.option(
    "--reason",
    required=True,
    metavar="CODE",
    help=N_("outside, missing, duplicate, partial, or one of the plan's own."),
)
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
