"""Shares among strata: they add up, fit, and are those counted by hand; census, two steps and more of one stratum."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.allocation import (
    UnplannedStratum,
    allocate,
    allocate_equal,
    allocate_fixed,
    stratum_sizes,
)
from tillsyn.domain.plans import Allocation, Oversampling, SamplePlan, Steps


def a_plan(size: int = 6, reserve: int = 0, **more: Any) -> SamplePlan:
    return SamplePlan(size, reserve, ("form",), "frö", **more)


@pytest.mark.parametrize(
    ("total", "strata", "shares"),
    [
        (9, {"a": 40, "b": 30, "c": 20}, {"a": 3, "b": 3, "c": 3}),
        (10, {"a": 40, "b": 30, "c": 20}, {"a": 4, "b": 3, "c": 3}),  # the odd one to the largest
        (10, {"a": 40, "b": 30, "c": 1}, {"a": 5, "b": 4, "c": 1}),  # what a small one cannot give
        (2, {"a": 4, "b": 9, "c": 9}, {"a": 0, "b": 1, "c": 1}),
        (99, {"a": 4, "b": 9}, {"a": 4, "b": 9}),
        (0, {"a": 4}, {"a": 0}),
        (3, {}, {}),
    ],
)
def test_equal_shares_counted_by_hand(total: int, strata: dict[str, int], shares: dict[str, int]) -> None:
    assert allocate_equal(total, strata) == shares


def test_fixed_sizes_are_as_named_and_never_more_than_there_is() -> None:
    assert allocate_fixed({"hvb": 4, "hem": 6, "borta": 9}, {"hvb": 10, "hem": 5}) == {"hvb": 4, "hem": 5}
    assert allocate_fixed({"hvb": 4, "*": 1}, {"hvb": 10, "hem": 5}) == {"hvb": 4, "hem": 1}


def test_a_stratum_that_fixed_sizes_do_not_name_is_told() -> None:
    with pytest.raises(UnplannedStratum, match="hem"):
        allocate_fixed({"hvb": 4}, {"hvb": 10, "hem": 5})


_STRATA = st.dictionaries(st.text("abcåä", min_size=1, max_size=3), st.integers(0, 60), max_size=6)


@given(st.integers(0, 150), _STRATA)
def test_equal_shares_add_up_fit_and_differ_by_one_at_most(total: int, strata: dict[str, int]) -> None:
    shares = allocate_equal(total, strata)

    assert shares.keys() == strata.keys()
    assert sum(shares.values()) == min(total, sum(strata.values()))
    assert all(0 <= shares[name] <= strata[name] for name in strata)
    for name in strata:
        if shares[name] < strata[name]:
            assert all(other - shares[name] <= 1 for other in shares.values())


_PLANS = st.builds(
    lambda size, reserve, allocation, census, more, extra: a_plan(
        size,
        reserve,
        allocation=allocation,
        sizes=(("*", size),) if allocation is Allocation.FIXED else (),
        census_up_to=census,
        steps=Steps(more, 0, 1) if more else None,
        oversampling=(Oversampling("a", extra, "Ny."),) if extra else (),
    ),
    st.integers(1, 40),
    st.integers(0, 20),
    st.sampled_from(Allocation),
    st.integers(0, 30),
    st.integers(0, 20),
    st.integers(0, 9),
)


@given(_PLANS, _STRATA)
def test_sample_second_step_and_reserve_never_ask_for_more_than_there_is(
    plan: SamplePlan, strata: dict[str, int]
) -> None:
    sizes = stratum_sizes(plan, strata)
    population = sum(strata.values())

    assert sizes.keys() == strata.keys()
    assert all(min(part) >= 0 and sum(part) <= strata[name] for name, part in sizes.items())
    if population <= plan.census_up_to:
        assert {name: part[0] for name, part in sizes.items()} == strata
        return
    first = sum(part[0] for part in sizes.values())
    second = sum(part[1] for part in sizes.values())
    assert second == min(plan.steps.more if plan.steps else 0, population - first)
    assert sum(part[2] for part in sizes.values()) == min(plan.reserve, population - first - second)


def test_a_second_step_and_a_reserve_are_shared_among_what_is_left() -> None:
    plan = a_plan(4, 2, steps=Steps(4, 0, 2))

    assert stratum_sizes(plan, {"hem": 12, "hvb": 4}) == {"hem": (3, 3, 1), "hvb": (1, 1, 1)}


def test_more_of_one_stratum_leaves_the_others_as_they_were() -> None:
    plan = a_plan(6, oversampling=(Oversampling("hvb", 3, "Ny verksamhet."), Oversampling("saknas", 2, "–")))

    assert allocate(6, {"hem": 20, "hvb": 4}) == {"hem": 5, "hvb": 1}
    assert stratum_sizes(plan, {"hem": 20, "hvb": 4}) == {"hem": (5, 0, 0), "hvb": (4, 0, 0)}
