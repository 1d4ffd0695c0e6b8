"""`tillsyn findings`: what the rules propose, why, and what was decided."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table, tell, tell_problems
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

WORDS = ("krav", "råd", "ingen", "requirement", "advice", "none")
"""As in decision files: Swedish or English."""


@click.group(cls=Group, help=N_("See what the rules propose, why, and decide."))
def findings() -> None:
    """Hold the commands together."""


@findings.command("list", help=N_("List every requirement that some file lacks, auditee by auditee."))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.pass_obj
def list_findings(call: Call, auditee: str | None) -> None:
    """List findings."""
    from tillsyn.workflow import findings as workflow
    from tillsyn.workflow.explaining import disposition_in_words, finding_json

    with audit_of(call) as (desk, opened):
        if auditee:
            opened.auditee(auditee)
        found = workflow.findings(desk, opened, auditee)
    if call.json:
        say_json([finding_json(finding) for finding in found])
        return
    rows = [
        (
            f.auditee.id,
            f.proposal.requirement.id,
            _("{x} of {y}").format(x=f.proposal.count.lacking, y=f.proposal.count.applicable),
            (_("preliminary") if f.proposal.preliminary else _("proposed")) if f.proposal.proposed else "–",
            disposition_in_words(f.decision.disposition) if f.decision else "–",
        )
        for f in found
    ]
    unit, who = opened.criteria.counted_unit, opened.kinds
    lacking = put(unit, _("{rows} lacking"), who)
    say_table([put(unit, "{kind}", who), _("requirement"), lacking, _("rule"), _("decided")], rows)


@findings.command(help=N_("Show the chain behind a requirement: rule, files, answers, evidence, law."))
@click.argument("requirement")
@click.option("--auditee", required=True, metavar="ID", help=N_("For whom."))
@click.pass_obj
def explain(call: Call, requirement: str, auditee: str) -> None:
    """Explain a finding."""
    from tillsyn.workflow import findings as workflow
    from tillsyn.workflow.explaining import explanation_json, explanation_lines

    with audit_of(call) as (desk, opened):
        chain = workflow.explain(desk, opened, auditee, requirement)
    if call.json:
        say_json(explanation_json(chain))
        return
    for line in explanation_lines(opened, chain):
        say(line)


@findings.command(help=N_("Decide on requirements: from a file, or one with --auditee, --requirement, --as, --reason."))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--auditee", metavar="ID", help=N_("For whom."))
@click.option("--requirement", metavar="ID", help=N_("Which requirement."))
@click.option("--as", "disposition", type=click.Choice(WORDS), help=N_("What is decided."))
@click.option("--reason", help=N_("Why."))
@click.pass_obj
def decide(
    call: Call,
    file: Path | None,
    auditee: str | None,
    requirement: str | None,
    disposition: str | None,
    reason: str | None,
) -> None:
    """Decide."""
    call.expect_no_json()
    from tillsyn.workflow import findings as workflow

    with audit_of(call) as (desk, opened):
        if file is not None:
            count, problems = workflow.decide_from_file(desk, opened, file)
            tell_problems(problems)
        elif auditee and requirement and disposition and reason:
            count = 1
            workflow.decide(desk, opened, Decision(auditee, requirement, Disposition.read(disposition), reason))
        else:
            raise UsageFault(
                _("Give a file of decisions, or all of --auditee, --requirement, --as and --reason."),
                _("See “tillsyn findings decide --help”."),
            )
    tell(ngettext("{n} decision.", "{n} decisions.", count).format(n=count))
