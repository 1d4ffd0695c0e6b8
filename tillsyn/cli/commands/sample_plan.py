"""`tillsyn sample plan` and `commit`: what is decided before the draw, and bound before anyone has looked."""

from __future__ import annotations

from datetime import datetime

import click

from tillsyn.cli.base import DAY, Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, tell
from tillsyn.language import N_, _

_TEXTS = (str, str)


@click.command(cls=Command, help=N_("Record how the sample will be drawn, before it is; or show it."))
@click.option(
    "--auditee", metavar="ID", help=N_("Only for this auditee; otherwise for all without a plan of their own.")
)
@click.option("--show", is_flag=True, help=N_("Only show the plans that are recorded."))
@click.option("--size", type=click.IntRange(1), help=N_("Files per auditee (default: what the criteria propose)."))
@click.option(
    "--reserve", type=click.IntRange(0), help=N_("Reserves per auditee (default: what the criteria propose).")
)
@click.option("--strata", help=N_("Facts to stratify by, with commas between; an empty text for none."))
@click.option("--equal", is_flag=True, help=N_("Share the size equally among strata, not in proportion."))
@click.option(
    "--sizes", metavar="STRATUM=N,…", help=N_("Fixed sizes instead, one for each stratum; “*” for all others.")
)
@click.option(
    "--census-up-to", type=click.IntRange(0), default=0, metavar="N", help=N_("Read all files where there are no more.")
)
@click.option("--period", nargs=3, metavar="FACT FROM UNTIL", help=N_("Only files whose date lies between two days."))
@click.option(
    "--include",
    nargs=2,
    type=_TEXTS,
    multiple=True,
    metavar="CONDITION REASON",
    help=N_("Only files that it holds for."),
)
@click.option(
    "--exclude", nargs=2, type=_TEXTS, multiple=True, metavar="CONDITION REASON", help=N_("Leave such files out.")
)
@click.option(
    "--two-stage",
    nargs=3,
    type=int,
    metavar="MORE PASS FAIL",
    help=N_("Read MORE if at most PASS lacking is exceeded and FAIL not reached."),
)
@click.option(
    "--oversample",
    nargs=3,
    type=(str, int, str),
    multiple=True,
    metavar="STRATUM N REASON",
    help=N_("N files more of one stratum."),
)
@click.option(
    "--replace-for",
    nargs=2,
    type=_TEXTS,
    multiple=True,
    metavar="CODE REASON",
    help=N_("The only reasons a drawn file may be replaced for; otherwise the four listed ones."),
)
@click.option("--seed", metavar="TEXT", help=N_("The text the draw starts from; one is made at random without it."))
@click.option(
    "--public-seed",
    nargs=3,
    metavar="WHAT WHEN WHERE",
    help=N_("The seed comes from outside: which lottery, on what day, where it can be looked up."),
)
@click.option("--reason", default="", metavar="TEXT", help=N_("Why a plan that is bound is changed."))
@click.pass_obj
def plan(call: Call, /, auditee: str | None, show: bool, reason: str, **asked: object) -> None:
    """Record or show a plan."""
    from tillsyn.cli.commands.sample_choice import choice_of
    from tillsyn.workflow import sampleplan
    from tillsyn.workflow.sampleplan_words import plans_told

    with audit_of(call) as (desk, opened):
        opened.expect_rows()
        if not show:
            sampleplan.record_plan(desk, opened, sampleplan.plan_of(opened, choice_of(asked)), auditee, reason)
        told = plans_told(desk, opened, auditee)
    if call.json:
        say_json(told)
        return
    for one in told:
        say(_("Plan for {auditee}:").format(auditee=one["auditee"] or _("all auditees without one of their own")))
        for sentence in one["words"]:
            say(f"  {sentence}")
        say("  " + _("The plan's hash: {sha256}").format(sha256=one["plan_sha256"]))
    if not told:
        tell(_("No plan is recorded yet."))


@click.command(cls=Command, help=N_("Bind criteria, plan and seed before the draw, for the notice letter."))
@click.option("--auditee", metavar="ID", help=N_("Only for this auditee."))
@click.option("--answer-by", type=DAY, help=N_("The day the register is to be here."))
@click.option(
    "--request", "requested", multiple=True, metavar="TEXT", help=N_("A document that is asked for; may be repeated.")
)
@click.option("--reason", default="", metavar="TEXT", help=N_("Why something else was bound before."))
@click.pass_obj
def commit(
    call: Call, auditee: str | None, answer_by: datetime | None, requested: tuple[str, ...], reason: str
) -> None:
    """Bind."""
    from tillsyn.workflow.sampleplan_commitment import commit as bind

    with audit_of(call) as (desk, opened):
        bound = bind(desk, opened, auditee, answer_by.date() if answer_by else None, requested, reason)
    if call.json:
        keys = ("auditee", "at", "criteria_sha256", "plan_sha256", "seed_sha256", "frame_sha256", "check_code")
        say_json([{key: getattr(one, key) for key in keys} for one in bound])
        return
    sentence = _("{auditee}: bound. Criteria {criteria}.")
    if opened.criteria.asks_of_rows:
        sentence = _("{auditee}: bound. Criteria {criteria}, plan {plan}.")
    for one in bound:
        told = {"criteria": one.criteria_sha256[:16], "plan": one.plan_sha256[:16]}
        tell(sentence.format(auditee=one.auditee, **told))
