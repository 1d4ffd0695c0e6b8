"""The plan of a draw: made from what a person asks for, recorded before the draw, and changed only with a reason.

Owns validating a plan against the criteria and recording it, for the whole audit or for one auditee. Leaves its words
to `sampleplan_words`, binding it to `sampleplan_commitment`, the draw to `workflow.sample`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tillsyn.domain.conditions import ConditionError, Days, IsUnstated, parse_condition
from tillsyn.domain.entries import subject
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.plans import (
    ANY_STRATUM,
    LISTED_REASONS,
    Allocation,
    Filter,
    Oversampling,
    Period,
    SamplePlan,
    SeedSource,
    Steps,
    plan_hash,
    plan_json,
    read_plan,
)
from tillsyn.domain.sampling import SEPARATOR
from tillsyn.domain.text import one_line, plain
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.store import planned, queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk

EVERYONE = ""
"""The auditee id under which a plan for all of them is kept."""
REASONS = {
    "outside": N_("{The_case} does not belong to the population"),
    "missing": N_("{The_row} cannot be produced"),
    "duplicate": N_("{The_case} is in the sample under another code"),
    "partial": N_("The inspector is disqualified and nobody else can read it"),
}
"""The reasons a drawn file may be left out for, where the plan lists none of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person asked for; None means what the criteria set proposes."""

    seed: str | None = None
    size: int | None = None
    reserve: int | None = None
    strata: tuple[str, ...] | None = None
    source: SeedSource | None = None
    allocation: Allocation = Allocation.PROPORTIONAL
    sizes: tuple[tuple[str, int], ...] = ()
    census_up_to: int = 0
    period: Period | None = None
    filters: tuple[Filter, ...] = ()
    steps: Steps | None = None
    oversampling: tuple[Oversampling, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def is_seed_alone(self) -> bool:
        """Whether nothing but a seed is asked for: the rest stands as it is planned."""
        return replace(self, seed=None) == Choice()


@dataclass(frozen=True, slots=True)
class RecordedPlan:
    """The plan that holds for an auditee; `auditee` is empty where it is everybody's."""

    plan: SamplePlan
    sha256: str
    auditee: str
    reason: str
    actor: str
    at: str


def plan_of(opened: OpenAudit, choice: Choice) -> SamplePlan:
    """The plan that a choice comes to. Without a seed or a source of one, a seed is made of 128 random bits.

    Raises:
        UsageFault: when it does not fit the criteria or itself, or there is nothing to draw.
    """
    opened.expect_rows()
    proposed = opened.criteria.sampling
    seed = "" if choice.source else secrets.token_hex(16) if choice.seed is None else choice.seed
    plan = SamplePlan(
        sum(size for _name, size in choice.sizes) or (proposed.size if choice.size is None else choice.size),
        proposed.reserve if choice.reserve is None else choice.reserve,
        proposed.strata if choice.strata is None else tuple(dict.fromkeys(choice.strata)),
        seed,
        choice.source,
        choice.allocation,
        tuple(sorted(choice.sizes)),
        choice.census_up_to,
        choice.period,
        choice.filters,
        choice.steps,
        choice.oversampling,
        tuple(sorted(choice.reasons)) or tuple((code, "") for code in sorted(LISTED_REASONS)),
    )
    plan = _plain(plan)
    _expect_sound(opened, plan)
    return plan


def plan_for(desk: Desk, opened: OpenAudit, auditee_id: str) -> RecordedPlan | None:
    """The plan recorded for an auditee: its own, else the one for all; None where there is none."""
    kept = planned.plans(desk.store, opened.audit.id)
    found = kept.get(auditee_id) or kept.get(EVERYONE)
    if found is None:
        return None
    owner = auditee_id if auditee_id in kept else EVERYONE
    return RecordedPlan(read_plan(found.plan), found.sha256, owner, found.reason, found.actor, found.at)


def record_plan(
    desk: Desk, opened: OpenAudit, plan: SamplePlan, auditee_id: str | None = None, reason: str = ""
) -> RecordedPlan:
    """Record a plan for one auditee, or for all who have none of their own. The same plan again is not recorded twice.

    Raises:
        UsageFault: when the sample is drawn already, or another plan is bound for somebody and no reason is given.
    """
    owner = EVERYONE if auditee_id is None else opened.auditee(auditee_id).id
    with desk.store.transaction():
        kept = planned.plans(desk.store, opened.audit.id)
        concerned = [owner] if owner else [a.id for a in opened.auditees if a.id not in kept]
        _expect_undrawn(desk, opened, concerned)
        digest = plan_hash(plan)
        name = subject("plan", opened.audit.id, owner)
        if owner not in kept or kept[owner].sha256 != digest or queries.is_conflict(desk.store, name):
            _expect_reason(bound_otherwise(desk, opened, concerned, digest), reason)
            words = plain(reason).strip() or None
            desk.record([Draft("plan", name, {"sha256": digest, "plan": plan_json(plan)}, words)])
        found = planned.plans(desk.store, opened.audit.id)[owner]
    return RecordedPlan(read_plan(found.plan), found.sha256, owner, found.reason, found.actor, found.at)


def bound_otherwise(desk: Desk, opened: OpenAudit, auditees: Iterable[str], plan_sha256: str) -> list[str]:
    """Those auditees to whom another plan than this is bound."""
    bound = planned.commitments(desk.store, opened.audit.id)
    return [a for a in auditees if a in bound and bound[a].said["plan"] != plan_sha256]


def reason_words(unit: str, code: str, sentence: str) -> str:
    """Why a row (of the kind that `unit` says) may be left out, as a person reads it."""
    return sentence or (put(unit, _(REASONS[code])) if code in REASONS else code)


def _expect_undrawn(desk: Desk, opened: OpenAudit, concerned: Sequence[str]) -> None:
    drawn = queries.draws(desk.store, opened.audit.id)
    if concerned and all(auditee in drawn for auditee in concerned):
        raise UsageFault(
            _("The sample of {auditee} is already drawn.").format(auditee=", ".join(concerned)),
            _("A plan is made before the draw. Nothing was recorded."),
        )


def _expect_reason(bound: Sequence[str], reason: str) -> None:
    if bound and not reason.strip():
        raise UsageFault(
            _("Another plan is bound for {auditees}, as the notice letter says.").format(auditees=", ".join(bound)),
            _("Keep to it, or say with --reason why it is changed; the protocol will tell. Nothing was recorded."),
        )


def _plain(plan: SamplePlan) -> SamplePlan:
    """The plan with people's words as they can be printed in a letter: on one line, without hidden codes."""
    source = plan.source
    return replace(
        plan,
        source=source and SeedSource(one_line(source.public), source.when, one_line(source.where)),
        filters=tuple(replace(f, reason=one_line(f.reason)) for f in plan.filters),
        oversampling=tuple(replace(o, reason=one_line(o.reason)) for o in plan.oversampling),
        reasons=tuple((one_line(code), one_line(words)) for code, words in plan.reasons),
    )


def _row_facts(opened: OpenAudit) -> dict[str, FactDefinition]:
    """The facts that a register can tell of its rows."""
    return {fact.id: fact for fact in opened.criteria.facts_of(opened.criteria.row_unit)}


def _expect_sound(opened: OpenAudit, plan: SamplePlan) -> None:
    """Refuse a plan that could not be carried out, or that would not mean what it seems to."""
    facts = _row_facts(opened)
    if unknown := [name for name in plan.strata if name not in facts]:
        raise UsageFault(
            _("The criteria have no fact “{fact}” to stratify by.").format(fact=unknown[0]),
            _("They have: {facts}.").format(facts=", ".join(facts)),
        )
    expect_seed(plan.seed, plan.source)
    if plan.size < 1 or plan.reserve < 0 or plan.census_up_to < 0 or any(size < 0 for _name, size in plan.sizes):
        raise UsageFault(_("The size must be at least 1 and the reserve at least 0."), "")
    if (plan.allocation is Allocation.FIXED) != bool(plan.sizes):
        raise UsageFault(
            _("Fixed sizes name every stratum, and only they do."), _("For example --sizes “hvb=4,oppenvard=6”.")
        )
    if plan.sizes and (not any(size for _name, size in plan.sizes) or len(dict(plan.sizes)) < len(plan.sizes)):
        raise UsageFault(
            _("Fixed sizes name each stratum once, and at least one file in all."),
            _("For example --sizes “hvb=4,oppenvard=6”."),
        )
    _expect_strata(opened, plan)
    if plan.steps and not (plan.steps.more > 0 and 0 <= plan.steps.pass_at < plan.steps.fail_at <= plan.size):
        raise UsageFault(
            _("The second step must read at least one file more, pass below fail, and fail within the first step."),
            _("For example --two-stage 10 1 4: pass with at most 1 lacking, fail with 4, otherwise read 10 more."),
        )
    _expect_words(opened, plan)


def _expect_strata(opened: OpenAudit, plan: SamplePlan) -> None:
    """Refuse the name of a stratum that no register can have: its files would be drawn as if nothing were said."""
    facts = [opened.criteria.fact[name] for name in plan.strata]
    known = [[code for code, _label in f.values] or ([] if f.type is FactType.DATE else ["ja", "nej"]) for f in facts]
    named = {*dict(plan.sizes), *(extra.stratum for extra in plan.oversampling)} - {ANY_STRATUM}
    for name in sorted(named):
        parts = name.split("/") if facts else [name] if name else []
        fitting = (not codes or part in (*codes, "", UNSTATED.value) for part, codes in zip(parts, known, strict=False))
        if len(parts) != len(facts) or not all(fitting):
            told = "; ".join(", ".join(codes) for codes in known if codes)
            raise UsageFault(
                _("There can be no stratum “{stratum}”.").format(stratum=one_line(name)),
                _("Strata are written with / between values of: {facts}. The values are: {values}.").format(
                    facts=", ".join(plan.strata) or "–", values=told or "–"
                ),
            )


def expect_seed(seed: str, source: SeedSource | None = None) -> None:
    """Refuse a seed that is empty or holds the separator; it may be empty while it is to come from a source.

    Raises:
        UsageFault: with what to do.
    """
    told = (source.public, source.where) if source else (seed,)
    if not all(part.strip() for part in told) or SEPARATOR in seed:
        raise UsageFault(_("The seed must hold some text, and no “|”."), _("Give another with --seed."))


def _expect_words(opened: OpenAudit, plan: SamplePlan) -> None:
    facts = _row_facts(opened)
    period = plan.period
    if period and (period.fact not in facts or facts[period.fact].type is not FactType.DATE):
        dates = [fact.id for fact in facts.values() if fact.type is FactType.DATE]
        raise UsageFault(
            _("“{fact}” is no date of the register.").format(fact=one_line(period.fact)),
            _("They have: {facts}.").format(facts=", ".join(dates) or "–"),
        )
    if period and period.start > period.end:
        raise UsageFault(_("The period ends before it begins."), _("Write the first day first."))
    for filter_ in plan.filters:
        _expect_condition(opened, filter_.condition)
    reasons = [*(f.reason for f in plan.filters), *(o.reason for o in plan.oversampling)]
    named = [sentence or REASONS.get(code, "") for code, sentence in plan.reasons]
    if not all(words.strip() for words in (*reasons, *named)):
        raise UsageFault(_("A filter, more of one stratum and a reason for replacing each need words."), "")
    if any(extra.more < 1 for extra in plan.oversampling):
        raise UsageFault(_("More of one stratum means at least one file more."), "")


def _expect_condition(opened: OpenAudit, condition: str) -> None:
    """Refuse a condition that cannot be read, or that asks for anything but facts of the register."""
    try:
        parsed = parse_condition(condition)
    except ConditionError as error:
        raise UsageFault(
            _("The condition “{condition}” cannot be read from sign {place} on.").format(
                condition=one_line(condition), place=error.column + 1
            ),
            _("Conditions are written as in criteria, for example “lvm == nej” or “beslutsdatum >= 2025-01-01”."),
        ) from error
    facts = _row_facts(opened)
    if unknown := [name.id for name in parsed.names if name.id not in facts and name.id != "audit_date"]:
        raise UsageFault(
            _("The condition asks for “{name}”, which is no fact of the register.").format(name=unknown[0]),
            _("They have: {facts}.").format(facts=", ".join(facts)),
        )
    for leaf in parsed.leaves():
        if isinstance(leaf, IsUnstated) or isinstance(leaf.left, Days):
            continue
        _expect_values(opened, leaf.left.id, [*leaf.values])


def _expect_values(opened: OpenAudit, name: str, values: Sequence[object]) -> None:
    """Refuse a comparison of a choice with a value it cannot have: it would leave out nothing, or everything."""
    fact = opened.criteria.fact.get(name)
    if fact is None or fact.type is FactType.DATE:
        return
    known = [code for code, _label in fact.values] or ["ja", "nej"]
    if strange := [value for value in values if value not in known]:
        raise UsageFault(
            _("“{text}” is no value of {fact}.").format(text=strange[0], fact=fact.id),
            _("They are: {ids}.").format(ids=", ".join(known)),
        )
