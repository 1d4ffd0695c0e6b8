"""A plan has one written form and one hash, and comes back as it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.plans import (
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

PLAIN = SamplePlan(8, 4, ("insatsform",), "frö")
WHOLE = SamplePlan(
    10,
    5,
    ("insatsform", "barn"),
    "",
    SeedSource("Lotto lördag, dragning 1", date(2026, 3, 7), "svenskaspel.se"),
    Allocation.FIXED,
    (("*", 2), ("hvb/ja", 4)),
    12,
    Period("beslutsdatum", date(2025, 1, 1), date(2025, 12, 31)),
    (Filter(False, "lvm == ja", "Granskas för sig."),),
    Steps(10, 1, 4),
    (Oversampling("hvb/ja", 3, "Ny verksamhet."),),
    (("outside", ""), ("sekretess", "Sekretess hindrar")),
)


def test_the_hash_is_that_of_the_written_form_and_the_seed_that_came_is_no_part_of_it() -> None:
    packed = json.dumps(plan_json(WHOLE), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert plan_hash(WHOLE) == hashlib.sha256(packed.encode()).hexdigest()
    assert plan_hash(replace(WHOLE, seed="04 11 19 23 28 31 35")) == plan_hash(WHOLE)
    assert plan_hash(replace(PLAIN, seed="annat")) != plan_hash(PLAIN)


@pytest.mark.parametrize("plan", [PLAIN, WHOLE])
def test_a_plan_comes_back_as_it_was(plan: SamplePlan) -> None:
    told = json.loads(json.dumps(plan_json(plan)))

    assert plan_json(read_plan(told)) == plan_json(plan)
    assert plan_hash(read_plan(told)) == plan_hash(plan)
    assert read_plan(told, "04 11").seed == ("frö" if plan is PLAIN else "04 11")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"size": "åtta"},
        {"sizes": {"hvb": "många"}},
        {"allocation": "rättvist"},
        {"seed": {"public": "Lotto", "when": "igår", "where": "–"}},
        {"seed": "frö"},
        {"period": {"fact": "d", "from": "2025"}},
        {"reasons": ["outside"]},
    ],
)
def test_what_tells_of_no_plan_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        read_plan({**plan_json(PLAIN), **change})


@given(st.integers(1, 99), st.integers(0, 9), st.text(max_size=5), st.sampled_from(Allocation))
def test_any_plan_comes_back_with_the_same_hash(size: int, reserve: int, seed: str, allocation: Allocation) -> None:
    plan = SamplePlan(size, reserve, (), seed.replace("\0", ""), allocation=allocation)

    assert plan_hash(read_plan(plan_json(plan))) == plan_hash(plan)
