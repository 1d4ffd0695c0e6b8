"""A plan in words: the sentences of the notice letter, the protocol and `sample plan --show`.

Owns the sentences. Leaves how they are laid out to templates and commands.
"""

from __future__ import annotations

from typing import Any

from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.plans import ANY_STRATUM, Allocation, Filter, SamplePlan, plan_json
from tillsyn.language import N_, _, ngettext
from tillsyn.store import planned
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sampleplan import plan_for, reason_words
from tillsyn.writing.conditions import in_words
from tillsyn.writing.method import stratum_label

_ALLOCATED = {
    Allocation.PROPORTIONAL: N_("They are shared among strata by {facts} in proportion, at least one of each."),
    Allocation.EQUAL: N_("They are shared equally among strata by {facts}, as far as each has files."),
}


def plan_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """The whole plan as sentences, in the order it is carried out."""
    return (
        *population_words(criteria, plan),
        *_size_words(criteria, plan),
        *_step_words(plan),
        *_oversampling_words(criteria, plan),
        *_replacement_words(plan),
        seed_words(plan),
        _("Within each stratum the files stand in the order of SHA-256 of seed, auditee and case code; the first ones "
          "are read."),
    )  # fmt: skip


def drawn_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """The plan as a letter tells it after the draw, where its own words do not do: without seed and order."""
    return () if plan.is_plain else plan_words(criteria, plan)[:-2]


def population_words(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """Which files the draw is made from."""
    words = [_("The draw is made from all files in the register that the auditee delivers.")]
    if plan.period:
        words = [
            _("The draw is made from all files in the register whose {fact} lies between {start} and {end}.").format(
                fact=_label(criteria, plan.period.fact), start=plan.period.start, end=plan.period.end
            )
        ]
    words += [filter_words(criteria, chosen) for chosen in plan.filters]
    if plan.filtered:
        words.append(_("Where the register does not say, the file stays; it is replaced if it proves to be outside."))
    return tuple(words)


def filter_words(criteria: CriteriaSet, chosen: Filter) -> str:
    """One filter with its reason."""
    condition = in_words(criteria, parse_condition(chosen.condition))
    sentence = (
        _("Kept are only files where {condition}: {reason}.")
        if chosen.keep
        else _("Left out are files where {condition}: {reason}.")
    )
    return sentence.format(condition=condition, reason=chosen.reason.rstrip("."))


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
    words = []
    if plan.census_up_to:
        words.append(_("Where there are no more than {n} files, all of them are read.").format(n=plan.census_up_to))
    words.append(ngettext("{n} file is drawn.", "{n} files are drawn.", plan.size).format(n=plan.size))
    if plan.allocation is Allocation.FIXED:
        told = ", ".join(
            f"{_('every other') if name == ANY_STRATUM else stratum_label(criteria, plan.strata, name) or '–'} {size}"
            for name, size in plan.sizes
        )
        words.append(_("So many of each stratum: {sizes}.").format(sizes=told))
    elif plan.strata:
        facts = ", ".join(_label(criteria, name) for name in plan.strata)
        words.append(_(_ALLOCATED[plan.allocation]).format(facts=facts))
    return words


def _step_words(plan: SamplePlan) -> list[str]:
    if plan.steps is None:
        return []
    told = {"pass_at": plan.steps.pass_at, "fail_at": plan.steps.fail_at, "more": plan.steps.more}
    return [
        _("With at most {pass_at} lacking it is a clear pass, with {fail_at} or more a clear fail; in between the next "
          "{more} files in order are read as well.").format(**told)
    ]  # fmt: skip


def _oversampling_words(criteria: CriteriaSet, plan: SamplePlan) -> list[str]:
    words = [
        _("{n} more are drawn of {stratum}: {reason}.").format(
            n=extra.more, stratum=stratum_label(criteria, plan.strata, extra.stratum), reason=extra.reason.rstrip(".")
        )
        for extra in plan.oversampling
    ]
    if words:
        words.append(_("What is told of all files then weighs each stratum by its size, not by how many were read."))
    return words


def _replacement_words(plan: SamplePlan) -> list[str]:
    listed = "; ".join(reason_words(code, sentence).rstrip(".") for code, sentence in plan.reasons)
    return [
        ngettext("{n} file more is in reserve.", "{n} files more are in reserve.", plan.reserve).format(n=plan.reserve),
        _("A drawn file is replaced, by the next in order, for these reasons alone: {reasons}.").format(reasons=listed),
    ]


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
