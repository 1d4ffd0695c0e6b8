"""The protocol of a draw as one page for a committee's lawyer: what was decided, what came out, how to repeat it.

Owns what the page says, as plain JSON values. Leaves its looks to the templates, the data to `workflow.protocol`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Json, in_groups
from tillsyn.domain.plans import read_plan
from tillsyn.domain.units import Unit
from tillsyn.language import N_, _, speaking
from tillsyn.nouns import put
from tillsyn.workflow.audits import OpenAudit, case_files, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol import protocol
from tillsyn.workflow.sampleplan_commitment import seed_hash
from tillsyn.workflow.sampleplan_words import filter_words, plan_words, seed_words
from tillsyn.writing.method import row_view, stratum_label
from tillsyn.writing.words import day

_CHECK_CODE = N_(
    "The check code is reckoned from everything recorded in the journal when the protocol was written. If anything was "
    "changed or taken away afterwards, the same journal no longer gives the same code."
)
_DIFFERS = {
    "criteria": N_("the criteria"),
    "plan": N_("the plan"),
    "seed_sha256": N_("the seed"),
    "frame": N_("the delivered register"),
}


def protocol_view(desk: Desk, opened: OpenAudit, auditee_id: str) -> dict[str, Json]:
    """The page of one auditee; hashes are lists of groups of four signs, days are ISO dates, sentences are whole.

    Raises:
        UsageFault: when no sample is drawn.
    """
    return page_of(desk, opened, protocol(desk, opened, auditee_id))


def page_of(desk: Desk, opened: OpenAudit, told: Mapping[str, Any]) -> dict[str, Json]:
    """The page that belongs to a protocol just made: both say the same, down to the check code."""
    criteria = pinned_criteria(desk, replace(opened.audit, criteria_hash=told["criteria"]["sha256"]))
    with speaking(criteria.language):
        return _view(desk, opened, criteria, told)


def _view(desk: Desk, opened: OpenAudit, criteria: CriteriaSet, told: Mapping[str, Any]) -> dict[str, Json]:
    plan = read_plan(told["plan"], told["seed"])
    weights = {part["weight"] for part in told["strata"] if part["weight"]}
    files = _files(desk, opened, criteria, told)
    return {
        "language": criteria.language,
        **row_view(criteria),
        "auditee": {"id": told["auditee"], "name": opened.auditee(told["auditee"]).name},
        "audit": {"id": opened.audit.id, "title": opened.audit.title, "day": told["audit_date"]},
        "criteria": {"title": criteria.title, "version": criteria.version},
        "program": told["program"],
        "drawn": _when(told["drawn"]),
        "plan": list(plan_words(criteria, plan)),
        "seed": told["seed"],
        "seed_source": seed_words(plan) if plan.source else "",
        "population": _population(criteria, told),
        "by": [criteria.fact[name].label for name in plan.strata],
        "strata": [_stratum(criteria, plan.strata, part) for part in told["strata"]],
        "totals": _totals(told),
        "weights": _weights(criteria.row_unit, weights),
        "files": [*files],
        "reserve": _reserve(criteria, told, {str(file["case"]) for file in files}),
        "second_step": _second_step(told["second_step"]),
        "left_out": [_left_out(item) for item in told["left_out"]],
        "commitment": _commitment(told["commitment"]),
        "other_draws": [_other_draw(other) for other in told["other_draws"]],
        "hashes": [
            {"of": _("the delivered register"), "groups": in_groups(told["frame"]["sha256"])},
            {"of": _("the plan"), "groups": in_groups(told["plan_sha256"])},
            {"of": _("the seed"), "groups": in_groups(seed_hash(told["seed"]))},
            {"of": _("the criteria"), "groups": in_groups(told["criteria"]["sha256"])},
            {"of": _("this protocol as a data file"), "groups": in_groups(told["sha256"])},
        ],
        "by_hand": list(_by_hand(criteria.row_unit, told)),
        "check_code": told["check_code"],
        "check_code_words": _(_CHECK_CODE),
    }


def _population(criteria: CriteriaSet, told: Mapping[str, Any]) -> dict[str, Json]:
    plan = read_plan(told["plan"], told["seed"])
    left_out: list[Json] = []
    for part in told["excluded"]:
        words = _("Outside the period") if part["group"] == "p" else ""
        chosen = next((f for f in plan.filters if f.condition == part["condition"]), None)
        left_out.append({"words": words or (filter_words(criteria, chosen) if chosen else ""), "cases": part["cases"]})
    return {
        "register": told["frame"]["cases"],
        "left_out": left_out,
        "undecided": len(told["undecided"]),
        "drawn_from": sum(part["cases"] for part in told["strata"]),
    }


def _stratum(criteria: CriteriaSet, facts: tuple[str, ...], part: Mapping[str, Any]) -> dict[str, Json]:
    return {
        "label": stratum_label(criteria, facts, part["stratum"]),
        "cases": part["cases"],
        "sample": len(part["sample"]),
        "second": len(part["second"]),
        "reserve": len(part["reserve"]),
        "weight": _decimal(part["weight"]),
    }


def _totals(told: Mapping[str, Any]) -> dict[str, Json]:
    strata = told["strata"]
    counted: dict[str, Json] = {
        name: sum(len(part[name]) for part in strata) for name in ("sample", "second", "reserve")
    }
    return {"cases": sum(part["cases"] for part in strata), **counted}


def _weights(unit: Unit, weights: set[str]) -> dict[str, Json]:
    """Whether rows of different strata stand for differently many, and what that means for what is told."""
    differ = len(weights) > 1 and max(map(Fraction, weights)) >= 2 * min(map(Fraction, weights))
    words = put(
        unit,
        _("A {row} that is read stands for more {rows} in some strata than in others. “3 of 10” therefore tells of "
          "{the_rows} that are read; what is told of all {rows} is reckoned stratum by stratum."),
    )  # fmt: skip
    return {"differ": differ, "words": words if differ else ""}


def _files(desk: Desk, opened: OpenAudit, criteria: CriteriaSet, told: Mapping[str, Any]) -> list[dict[str, Json]]:
    """The files to be read, in number order, each with the beginning of its order key."""
    keys = {
        code: key
        for part in told["strata"]
        for code, key in zip([*part["sample"], *part["second"], *part["reserve"]], part["keys"], strict=True)
    }
    strata = tuple(told["plan"]["strata"])
    return [
        {
            "number": case.number,
            "case": case.code,
            "stratum": stratum_label(criteria, strata, case.stratum),
            "key": keys.get(case.code, ""),
            "role": case.role.value,
        }
        for case in case_files(desk, opened, told["auditee"]).get(told["auditee"], ())
    ]


def _reserve(criteria: CriteriaSet, told: Mapping[str, Any], taken: set[str]) -> list[Json]:
    """The files still waiting, stratum by stratum, in the order they would be taken in."""
    facts = tuple(told["plan"]["strata"])
    return [
        {"case": code, "stratum": stratum_label(criteria, facts, part["stratum"])}
        for part in told["strata"]
        for code in part["reserve"]
        if code not in taken
    ]


def _second_step(told: Mapping[str, Any] | None) -> Json:
    if told is None:
        return None
    if not told["taken"]:
        return {"taken": False, "words": _("Only the first of two steps has been read."), "when": None}
    words = _("The second step was read, since the first was neither a clear pass nor a clear fail in {ids}.")
    return {"taken": True, "words": words.format(ids=", ".join(told["asked_by"])), "when": _when(told)}


def _left_out(item: Mapping[str, Any]) -> dict[str, Json]:
    kept = {key: item[key] for key in ("order", "number", "case", "words", "replaced_by")}
    return {**kept, **_when(item)}


def _commitment(told: Mapping[str, Any] | None) -> Json:
    """Whether the draw kept to what was bound before it; None where nothing was."""
    if told is None:
        return None
    if told["agrees"]:
        words = _("Criteria, plan and seed are those that were bound before the draw, on {day}.").format(
            day=day(told["at"][:10])
        )
    else:
        words = _("Before the draw, on {day}, something else was bound about {what}. The reason: {reason}").format(
            day=day(told["at"][:10]),
            what=", ".join(_(_DIFFERS[name]) for name in told["differs"]),
            reason=told["reason"] or _("none was given."),
        )
    changed = [
        _("What was bound on {day} was replaced. The reason: {reason}").format(
            day=day(former["at"][:10]), reason=reason
        )
        for former, reason in zip(told["earlier"], _reasons(told), strict=True)
    ]
    return {"agrees": told["agrees"], "words": words, "earlier": changed, "check_code": told["check_code"]}


def _other_draw(other: Mapping[str, Any]) -> str:
    """One sentence about a draw that was made apart, and whether anybody has settled that it does not stand."""
    settled = other["settled"]
    if settled is None:
        sentence = _("{actor} also drew a sample on {day} in another copy of the store, with the seed “{seed}”, and "
                     "which of the draws stands is not settled.")  # fmt: skip
        return sentence.format(actor=other["actor"], day=day(other["at"][:10]), seed=other["seed"])
    sentence = _("{actor} also drew a sample on {day} in another copy of the store, with the seed “{seed}”; that it "
                 "does not stand was settled on {when} by {who}, for this reason: {reason}")  # fmt: skip
    told = {"when": day(settled["at"][:10]), "who": settled["actor"], "reason": settled["reason"]}
    return sentence.format(actor=other["actor"], day=day(other["at"][:10]), seed=other["seed"], **told)


def _reasons(told: Mapping[str, Any]) -> Sequence[str]:
    """Why each commitment was replaced: the reason stands in the one that came after it."""
    return [*(former["reason"] for former in told["earlier"][1:]), told["changed_because"]][: len(told["earlier"])]


def _by_hand(unit: Unit, told: Mapping[str, Any]) -> tuple[str, ...]:
    """How to repeat the draw, in five lines, with the first file as an example."""
    first = next((part for part in told["strata"] if part["sample"]), None)
    example = f"{told['seed']}|{told['auditee']}|{first['sample'][0]}" if first else ""
    key = first["keys"][0] if first else ""
    return (
        put(
            unit,
            _("1. For every {row} in the register write one line: the seed, “|”, “{auditee}”, “|”, {code}."),
            auditee=told["auditee"],
        ),
        _("2. Reckon SHA-256 of each line with any checksum tool: “{example}” begins with {key}.").format(
            example=example, key=key
        ),
        put(
            unit,
            _("3. Put {the_rows} of each stratum in the order of these values, the smallest first (0–9 before a–f)."),
        ),
        _("4. The first ones of each stratum are the sample, as many as the table says; then come second step and "
          "reserve.")
        if told["second_step"]
        else _("4. The first ones of each stratum are the sample, as many as the table says; then comes the reserve."),
        _("5. Or let a program do all of it: “tillsyn sample verify” or the script verify_sample.py, with the data "
          "file of the protocol and the register."),
    )  # fmt: skip


def _when(told: Mapping[str, Any]) -> dict[str, Json]:
    return {"day": told["at"][:10], "by": told["actor"]}


def _decimal(weight: str | None) -> str:
    """A weight with one decimal; empty where nothing is read."""
    if not weight:
        return ""
    whole, tenths = divmod(round(10 * Fraction(weight)), 10)
    return _("{whole}.{tenths}").format(whole=whole, tenths=tenths)
