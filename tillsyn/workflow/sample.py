"""Drawing the sample by the plan that was recorded before, and leaving a drawn file out for a reason in it.

Owns these two. Leaves the plan to `sampleplan`, a second step to `sample_steps`, the protocol to `protocol`, and the
order itself to `domain.sampling`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tillsyn import __version__
from tillsyn.domain.allocation import UnplannedStratum
from tillsyn.domain.casefiles import CaseFile, SampleRole
from tillsyn.domain.entries import Json, subject
from tillsyn.domain.plans import SamplePlan, plan_hash, plan_json
from tillsyn.domain.population import Population, sort_rows
from tillsyn.domain.sampling import METHOD, Draw, draw_strata
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.store import planned, queries
from tillsyn.store.journal import Draft
from tillsyn.workflow import clock
from tillsyn.workflow.audits import OpenAudit, case_files, not_in_sample, recorded_draw
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sample_settle import expect_settled
from tillsyn.workflow.sampleplan import (
    Choice,
    RecordedPlan,
    expect_seed,
    plan_for,
    plan_of,
    reason_words,
    record_plan,
)


@dataclass(frozen=True, slots=True)
class _ToDraw:
    """One auditee about to be drawn: its plan with a seed, the register's hash, and why it may be other than bound."""

    auditee: str
    plan: SamplePlan
    frame: str
    deviation: str


def draw(
    desk: Desk, opened: OpenAudit, choice: Choice | None = None, auditee_id: str | None = None, reason: str = ""
) -> tuple[Draw, ...]:
    """Draw for every auditee that has a register (or for one), once each, by the plan that is recorded.

    A `choice` of more than the seed is a plan of its own and is recorded first; so is a seed alone where there is no
    plan yet. `reason` says why it is another than the one that is bound.

    Raises:
        UsageFault: when a sample is already drawn, a register or a plan is missing, or the plan does not fit.
    """
    with desk.store.transaction():  # two people at once must not both find the sample undrawn
        frames = _undrawn(desk, opened, auditee_id)
        recorded = _planned(desk, opened, choice or Choice(), frames, auditee_id, reason)
        draws = []
        for auditee, frame in frames.items():
            plan = _with_seed(recorded[auditee], choice or Choice())
            todo = _ToDraw(auditee, plan, frame, reason.strip() or recorded[auditee].reason)
            draws.append(_draw(desk, opened, replace(todo, deviation=_deviation(desk, opened, todo))))
    return tuple(draws)


def listed(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> dict[str, tuple[CaseFile, ...]]:
    """The drawn files of each auditee in number order, left-out ones too.

    Raises:
        UsageFault: when the criteria ask nothing of rows.
    """
    opened.expect_rows()
    return case_files(desk, opened, auditee_id)


def drawn_for(desk: Desk, opened: OpenAudit, auditee_id: str) -> Draw:
    """The draw of one auditee as it stands.

    Raises:
        UsageFault: when none is made, or there is nothing to draw.
    """
    opened.expect_rows()
    data = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if data is None:
        raise UsageFault(_("No sample is drawn for {auditee}.").format(auditee=auditee_id), "")
    return recorded_draw(data, auditee_id)


def replace_case(desk: Desk, opened: OpenAudit, auditee_id: str, case: str, reason: str) -> CaseFile | None:
    """Leave a drawn file out for a reason in the plan; returns the next in order, which takes its place.

    Raises:
        UsageFault: when the case is not in the sample or the reason is not listed.
    """
    opened.expect_rows()
    before = case_files(desk, opened, auditee_id).get(auditee_id, ())
    chosen = next((c for c in before if c.code == case and c.role is SampleRole.SAMPLE), None)
    if chosen is None:
        raise not_in_sample(case, auditee_id)
    made = drawn_for(desk, opened, auditee_id)
    _expect_listed(opened, made.plan, reason)
    _expect_order_left(made, before, chosen.stratum)
    desk.record([Draft("left_out", subject("left_out", opened.audit.id, auditee_id, case), {"reason": reason})])
    after = case_files(desk, opened, auditee_id).get(auditee_id, ())
    codes = {c.code for c in before}
    return next((c for c in after if c.code not in codes), None)


def _undrawn(desk: Desk, opened: OpenAudit, auditee_id: str | None) -> dict[str, str]:
    """The hash of the register of everyone who is to be drawn."""
    opened.expect_rows()
    frames = queries.frame_heads(desk.store, opened.audit.id)
    chosen = [opened.auditee(auditee_id).id] if auditee_id else [a.id for a in opened.auditees if a.id in frames]
    drawn_before = queries.draws(desk.store, opened.audit.id)
    for auditee in chosen:
        expect_settled(desk, opened, auditee)
        if auditee in drawn_before:
            raise UsageFault(
                _("The sample of {auditee} is already drawn.").format(auditee=auditee),
                _("A sample is drawn once. See it with “tillsyn sample list”."),
            )
        if auditee not in frames:
            raise UsageFault(
                _("{auditee} has no register yet.").format(auditee=auditee),
                _("Take it in with “tillsyn frame import”."),
            )
    if not chosen:
        raise UsageFault(_("There is no register to draw from."), _("Take one in with “tillsyn frame import”."))
    return {auditee: frames[auditee].sha256 for auditee in chosen}


def _planned(
    desk: Desk, opened: OpenAudit, choice: Choice, frames: Mapping[str, str], auditee_id: str | None, reason: str
) -> dict[str, RecordedPlan]:
    """The plan of each auditee, that of `choice` recorded where it asks for another."""
    found = {auditee: plan_for(desk, opened, auditee) for auditee in frames}
    asked = _asked_for(opened, choice, list(found.values()))
    if asked:
        record_plan(desk, opened, asked, auditee_id, reason)
        found = {auditee: plan_for(desk, opened, auditee) for auditee in frames}
    recorded = {auditee: plan for auditee, plan in found.items() if plan}
    if own := [a for a, plan in recorded.items() if asked and plan.sha256 != plan_hash(asked)]:
        raise UsageFault(
            _("{auditees} have a plan of their own.").format(auditees=", ".join(own)),
            _("Draw those with --auditee, one at a time. Nothing was drawn."),
        )
    return recorded


def _asked_for(opened: OpenAudit, choice: Choice, found: list[RecordedPlan | None]) -> SamplePlan | None:
    """The plan that a choice makes, None where it only gives the seed that a recorded plan waits for."""
    plans = [kept.plan for kept in found if kept]
    if choice.is_seed_alone and len(plans) == len(found):
        strangers = [p for p in plans if choice.seed is not None and not p.source and p.seed != choice.seed]
        return replace(strangers[0], seed=choice.seed or "") if strangers else None
    if choice.seed is None and choice.source is None:
        raise UsageFault(
            _("There is no plan to draw by yet."),
            _("Make one with “tillsyn sample plan”, or give the seed with --seed."),
        )
    return plan_of(opened, choice)


def _with_seed(recorded: RecordedPlan, choice: Choice) -> SamplePlan:
    """The plan with the seed that came from its source."""
    source = recorded.plan.source
    if source is None:
        return recorded.plan
    if choice.seed is None:
        raise UsageFault(
            _("The seed comes from {public}, on {when}.").format(public=source.public, when=source.when),
            _("Give it with --seed when it has come."),
        )
    expect_seed(choice.seed)
    if clock.today() < source.when:
        raise UsageFault(
            _("The seed comes from {public}, on {when}, and that day has not come.").format(
                public=source.public, when=source.when
            ),
            _("Draw when it has come; a seed given before is nobody's lottery. Nothing was drawn."),
        )
    return replace(recorded.plan, seed=choice.seed)


def _deviation(desk: Desk, opened: OpenAudit, todo: _ToDraw) -> str:
    """Why the draw is another than the one that is bound; empty where it is the same or nothing is."""
    kept = planned.commitments(desk.store, opened.audit.id).get(todo.auditee)
    if kept is None:
        return ""
    said = kept.said
    others = {
        _("Another plan is bound for {auditees}, as the notice letter says."): said["plan"] != plan_hash(todo.plan),
        _("Another register is bound for {auditees}."): said["frame"] not in ("", todo.frame),
        _("Other criteria are bound for {auditees}."): said["criteria"] != opened.audit.criteria_hash,
    }
    other = next((sentence for sentence, is_other in others.items() if is_other), "")
    if other and not todo.deviation:
        raise UsageFault(
            other.format(auditees=todo.auditee),
            _("Keep to it, or say with --reason why it is changed; the protocol will tell. Nothing was recorded."),
        )
    return todo.deviation if other else ""


def _draw(desk: Desk, opened: OpenAudit, todo: _ToDraw) -> Draw:
    rows = queries.frame_rows(desk.store, opened.audit.id, todo.auditee)
    population = sort_rows(todo.plan, opened.criteria.facts, opened.audit.day, rows.codes, rows.column)
    if population.strata and len(population.undecided) == sum(map(len, population.strata.values())):
        raise UsageFault(
            put(
                opened.criteria.row_unit,
                _("The register of {auditee} does not tell what the plan chooses {rows} by."),
                auditee=todo.auditee,
            ),
            _("Ask for a register with those columns, or change the plan. Nothing was drawn."),
        )
    if not population.strata:
        raise UsageFault(
            put(opened.criteria.row_unit, _("The plan leaves out all {rows} of {auditee}."), auditee=todo.auditee),
            _("See what it leaves out with “tillsyn sample plan --show”. Nothing was drawn."),
        )
    _expect_strata_told(opened, todo, population)
    try:
        made = draw_strata(todo.plan, todo.auditee, population.strata)
    except UnplannedStratum as error:
        raise UsageFault(
            _("The plan has no size for the stratum “{stratum}” of {auditee}.").format(
                stratum=error.stratum, auditee=todo.auditee
            ),
            _("Name it in --sizes, or give a size to all others with “*”. Nothing was drawn."),
        ) from error
    desk.record([Draft("draw", subject("draw", opened.audit.id, made.auditee), _draw_data(opened, made, todo))])
    return made


def _expect_strata_told(opened: OpenAudit, todo: _ToDraw, population: Population) -> None:
    """Refuse to divide a register by what it says nothing of: all would be one stratum, against the plan."""
    told = zip(*(stratum.split("/") for stratum in population.strata), strict=True)
    by_fact = zip(todo.plan.strata, told, strict=False)
    if untold := [opened.criteria.fact[name].label for name, values in by_fact if not any(values)]:
        raise UsageFault(
            _("The register of {auditee} does not tell {facts}, which the plan divides it by.").format(
                auditee=todo.auditee, facts=", ".join(untold)
            ),
            _("Ask for a register with those columns, or change the plan. Nothing was drawn."),
        )


def _draw_data(opened: OpenAudit, made: Draw, todo: _ToDraw) -> Json:
    """A draw as its entry holds it: of a large stratum's order only what can ever be asked for."""
    return {
        "method": METHOD,
        "program": __version__,
        "criteria": opened.audit.criteria_hash,
        "seed": made.plan.seed,
        "size": made.plan.size,
        "reserve": made.plan.reserve,
        "strata": list(made.plan.strata),
        "plan": plan_json(made.plan),
        "plan_sha256": plan_hash(made.plan),
        "deviation": todo.deviation,
        "frame": todo.frame,
        "second": False,
        "drawn": [
            {
                "stratum": part.stratum,
                "order": list(part.order),
                "cases": part.cases,
                "size": part.size,
                "more": part.more,
                "reserve": part.reserve,
            }
            for part in made.strata
        ],
    }


def _expect_listed(opened: OpenAudit, plan: SamplePlan, reason: str) -> None:
    listed_reasons, unit = dict(plan.reasons), opened.criteria.row_unit
    if reason not in listed_reasons:
        told = "; ".join(f"{code} ({reason_words(unit, code, words)})" for code, words in listed_reasons.items())
        raise UsageFault(
            put(unit, _("“{reason}” is not a reason for leaving out {a_row}."), reason=reason),
            _("The reasons are: {reasons}.").format(reasons=told),
        )


def _expect_order_left(made: Draw, before: tuple[CaseFile, ...], stratum: str) -> None:
    """Refuse where the order that was kept of a very large stratum ends: who comes next would not be known."""
    part = next(part for part in made.strata if part.stratum == stratum)
    used = sum(case.stratum == stratum for case in before)
    if used >= len(part.order) < part.cases:
        raise UsageFault(
            _("{n} files of this stratum have been drawn and left out; no more of its order is kept.").format(n=used),
            _("Something is wrong with the register: ask for a new one, and start a new audit."),
        )
