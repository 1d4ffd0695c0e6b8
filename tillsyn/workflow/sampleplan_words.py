"""A plan in words: the sentences of the notice letter, the protocol and `sample plan --show`.

Owns the sentences. Leaves how they are laid out to templates and commands.
"""

from __future__ import annotations

from typing import Any

from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.plans import ANY_STRATUM, Allocation, Filter, SamplePlan, plan_json
from tillsyn.domain.units import Unit
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.store import planned
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sampleplan import plan_for, reason_words
from tillsyn.writing.conditions import in_words
from tillsyn.writing.method import stratum_label

_ALLOCATED = {
    Allocation.PROPORTIONAL: N_("They are shared among strata by {told} in proportion, at least one of each."),
    Allocation.EQUAL: N_("They are shared equally among strata by {told}, as far as {the_rows} of each reach."),
}


def plan_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """The whole plan as sentences, in the order it is carried out."""
    return (
        *population_words(criteria, plan),
        *_size_words(criteria, plan),
        *_step_words(criteria.row_unit, plan),
        *_oversampling_words(criteria, plan),
        *_replacement_words(criteria.row_unit, plan),
        seed_words(plan),
        put(
            criteria.row_unit,
            _("Within each stratum {the_rows} stand in the order of SHA-256 of seed, id of the auditee and {code}; the "
              "first ones are read."),
        ),
    )  # fmt: skip


def drawn_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """The plan as a letter tells it after the draw, where its own words do not do: without seed and order."""
    return () if plan.is_plain else plan_words(criteria, plan)[:-2]


def population_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """Which rows the draw is made from."""
    unit = criteria.row_unit
    words = [put(unit, _("The draw is made from all {cases} in the register that is delivered."))]
    if plan.period:
        words = [
            put(
                unit,
                _("The draw is made from all {cases} in the register whose {fact} lies between {start} and {end}."),
                fact=_label(criteria, plan.period.fact),
                start=plan.period.start,
                end=plan.period.end,
            )
        ]
    words += [filter_words(criteria, chosen) for chosen in plan.filters]
    if plan.filtered:
        sentence = _("Where the register does not say, {the_row} stays; it is replaced if it proves to be outside.")
        words.append(put(unit, sentence))
    return tuple(words)


def filter_words(criteria: CriteriaSet, chosen: Filter) -> str:
    """One filter with its reason."""
    condition = in_words(criteria, parse_condition(chosen.condition))
    sentence = (
        _("Kept are only {cases} where {condition}: {reason}.")
        if chosen.keep
        else _("{Cases} are left out where {condition}: {reason}.")
    )
    return put(criteria.row_unit, sentence, condition=condition, reason=chosen.reason.rstrip("."))


def seed_words(plan: SamplePlan) -> str:
    """Where the seed comes from, without telling one that is known."""
    if plan.source:
        return _("The seed of the draw is {public}, on {when}; it can be looked up here: {where}.").format(
            public=plan.source.public, when=plan.source.when, where=plan.source.where
        )
    return _("The seed of the draw is fixed, and sealed by its hash; it is told in the protocol of the draw.")


def _label(criteria: CriteriaSet, name: str) -> str:
    """A fact by its label, one that a later edition no longer has by its id."""
    return criteria.fact[name].label if name in criteria.fact else name


def _size_words(criteria: CriteriaSet, plan: SamplePlan) -> list[str]:
    words, unit = [], criteria.row_unit
    if plan.census_up_to:
        words.append(
            put(unit, _("Where there are no more than {n} {rows}, all of them are read."), n=plan.census_up_to)
        )
    words.append(put(unit, ngettext("{n} {row} is drawn.", "{n} {rows} are drawn.", plan.size), n=plan.size))
    if plan.allocation is Allocation.FIXED:
        told = ", ".join(
            f"{_('every other') if name == ANY_STRATUM else stratum_label(criteria, plan.strata, name) or '–'} {size}"
            for name, size in plan.sizes
        )
        words.append(_("So many of each stratum: {sizes}.").format(sizes=told))
    elif plan.strata:
        told = ", ".join(_("“{fact}”").format(fact=_label(criteria, name)) for name in plan.strata)
        words.append(put(unit, _(_ALLOCATED[plan.allocation]), told=told))
    return words


def _step_words(unit: Unit, plan: SamplePlan) -> list[str]:
    if plan.steps is None:
        return []
    steps = plan.steps
    return [
        put(
            unit,
            _("With at most {pass_at} lacking it is a clear pass, with {fail_at} or more a clear fail; in between the "
              "next {more} of {the_rows} in order are read as well."),
            pass_at=steps.pass_at, fail_at=steps.fail_at, more=steps.more,
        )
    ]  # fmt: skip


def _oversampling_words(criteria: CriteriaSet, plan: SamplePlan) -> list[str]:
    words = [
        _("{n} more are drawn of {stratum}: {reason}.").format(
            n=extra.more, stratum=stratum_label(criteria, plan.strata, extra.stratum), reason=extra.reason.rstrip(".")
        )
        for extra in plan.oversampling
    ]
    if words:
        sentence = _("What is told of all {rows} then weighs each stratum by its size, not by how many were read.")
        words.append(put(criteria.row_unit, sentence))
    return words


def _replacement_words(unit: Unit, plan: SamplePlan) -> list[str]:
    listed = "; ".join(reason_words(unit, code, sentence).rstrip(".") for code, sentence in plan.reasons)
    n = plan.reserve
    waiting = ngettext("{n} {row} more is in reserve.", "{n} {rows} more are in reserve.", n)
    return [
        put(unit, waiting if n else _("There is no reserve."), n=n),
        put(unit, _("A drawn {row} is replaced, by the next in order, for these reasons alone: {reasons}."),
            reasons=listed),
    ]  # fmt: skip


def plans_told(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> list[dict[str, Any]]:
    """The plans that are recorded (or the one that holds for an auditee) with their words, as plain values."""
    kept = planned.plans(desk.store, opened.audit.id)
    owners = sorted(kept) if auditee_id is None else [opened.auditee(auditee_id).id]
    found = [(owner, plan_for(desk, opened, owner)) for owner in owners]
    return [
        {
            "auditee": recorded.auditee,
            "plan_sha256": recorded.sha256,
            "at": recorded.at,
            "actor": recorded.actor,
            "reason": recorded.reason,
            "words": list(plan_words(opened.criteria, recorded.plan)),
            "plan": plan_json(recorded.plan),
        }
        for _owner, recorded in found
        if recorded
    ]
