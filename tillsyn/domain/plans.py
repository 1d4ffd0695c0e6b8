"""The plan of a draw: everything that is decided before a single file is chosen, and the hash it is known by.

Owns the plan's values, its one written form and its SHA-256 (docs/formats.md). Leaves drawing by it to
`domain.sampling`, its filters' truth to `domain.population`, and when it may be changed to `workflow.sampleplan`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tillsyn.domain.entries import Json, canonical

PLAN_FORMAT = 1
LISTED_REASONS = ("outside", "missing", "duplicate", "partial")
"""The reasons for leaving a drawn file out that hold where the plan lists none of its own."""
ANY_STRATUM = "*"
"""In fixed sizes: every stratum that is not named."""


class Allocation(StrEnum):
    """How the size is shared among strata."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class SeedSource:
    """A seed that nobody knows yet: what will give it (a lottery), on what day and where it can be looked up."""

    public: str
    when: date
    where: str


@dataclass(frozen=True, slots=True)
class Period:
    """Only files whose date (a fact of the register) lies between two days, both included."""

    fact: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Filter:
    """Files kept (`keep`) or left out by a condition over the register's facts, and why."""

    keep: bool
    condition: str
    reason: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Two stages: pass with at most `pass_at` lacking of the first, fail with at least `fail_at`; else read `more`."""

    more: int
    pass_at: int
    fail_at: int


@dataclass(frozen=True, slots=True)
class Oversampling:
    """So many files more of one stratum than its share, and why."""

    stratum: str
    more: int
    reason: str


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What was decided before the draw: `size` and `reserve` count case files per auditee.

    `seed` is empty while it is to come from `source`; once it has come it stands beside its source, and the plan is
    still the same. `sizes` are those of a fixed allocation, and `reasons` (code, sentence) those a file may be left
    out for, an empty sentence for a listed one.
    """

    size: int
    reserve: int
    strata: tuple[str, ...]
    seed: str
    source: SeedSource | None = None
    allocation: Allocation = Allocation.PROPORTIONAL
    sizes: tuple[tuple[str, int], ...] = ()
    census_up_to: int = 0
    period: Period | None = None
    filters: tuple[Filter, ...] = ()
    steps: Steps | None = None
    oversampling: tuple[Oversampling, ...] = ()
    reasons: tuple[tuple[str, str], ...] = tuple((code, "") for code in LISTED_REASONS)

    @property
    def filtered(self) -> bool:
        """Whether some files of the register are not in the population."""
        return bool(self.period or self.filters)

    @property
    def is_plain(self) -> bool:
        """Whether it draws in proportion, in one step, from the whole register: letters say that without more words."""
        plain = self.allocation is Allocation.PROPORTIONAL and not self.oversampling and self.steps is None
        return plain and not self.filtered


def plan_json(plan: SamplePlan) -> dict[str, Json]:
    """The plan as plain values: the form that its hash is taken of. A seed still to come is told by its source."""
    return {
        "format": PLAN_FORMAT,
        "size": plan.size,
        "reserve": plan.reserve,
        "strata": list(plan.strata),
        "seed": _seed_json(plan),
        "allocation": plan.allocation.value,
        "sizes": dict(plan.sizes),
        "census_up_to": plan.census_up_to,
        "period": _period_json(plan.period) if plan.period else None,
        "filters": [{"keep": f.keep, "condition": f.condition, "reason": f.reason} for f in plan.filters],
        "steps": _steps_json(plan.steps) if plan.steps else None,
        "oversampling": [{"stratum": o.stratum, "more": o.more, "reason": o.reason} for o in plan.oversampling],
        "reasons": dict(plan.reasons),
    }


def plan_hash(plan: SamplePlan) -> str:
    """SHA-256 of the plan's canonical JSON."""
    return hashlib.sha256(canonical(plan_json(plan)).encode()).hexdigest()


def read_plan(told: Mapping[str, Any], seed: str = "") -> SamplePlan:
    """The plan that plain values tell of; `seed` is the one that came from the source it names.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: when they do not tell of a plan.
    """
    if told["format"] != PLAN_FORMAT:
        raise ValueError("a plan of another format")
    source = told["seed"]
    return SamplePlan(
        _number(told["size"]),
        _number(told["reserve"]),
        tuple(_text(name) for name in told["strata"]),
        _text(source.get("text", seed)),
        None if "text" in source else _source(source),
        Allocation(told["allocation"]),
        tuple(sorted((_text(name), _number(size)) for name, size in told["sizes"].items())),
        _number(told["census_up_to"]),
        None if told["period"] is None else _period(told["period"]),
        tuple(Filter(f["keep"] is True, _text(f["condition"]), _text(f["reason"])) for f in told["filters"]),
        None if told["steps"] is None else _steps(told["steps"]),
        tuple(Oversampling(_text(o["stratum"]), _number(o["more"]), _text(o["reason"])) for o in told["oversampling"]),
        tuple(sorted((_text(code), _text(sentence)) for code, sentence in told["reasons"].items())),
    )


def _number(told: object) -> int:
    if type(told) is not int or told < 0:
        raise ValueError("no number of files")
    return told


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told


def _seed_json(plan: SamplePlan) -> Json:
    if plan.source is None:
        return {"text": plan.seed}
    return {"public": plan.source.public, "when": plan.source.when.isoformat(), "where": plan.source.where}


def _period_json(period: Period) -> Json:
    return {"fact": period.fact, "from": period.start.isoformat(), "until": period.end.isoformat()}


def _steps_json(steps: Steps) -> Json:
    return {"more": steps.more, "pass_at": steps.pass_at, "fail_at": steps.fail_at}


def _source(told: Mapping[str, Any]) -> SeedSource:
    return SeedSource(_text(told["public"]), date.fromisoformat(told["when"]), _text(told["where"]))


def _period(told: Mapping[str, Any]) -> Period:
    return Period(_text(told["fact"]), date.fromisoformat(told["from"]), date.fromisoformat(told["until"]))


def _steps(told: Mapping[str, Any]) -> Steps:
    return Steps(_number(told["more"]), _number(told["pass_at"]), _number(told["fail_at"]))
