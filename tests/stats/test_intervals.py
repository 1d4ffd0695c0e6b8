"""Exact intervals against values computed elsewhere, and the laws they obey."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.stats.intervals import ERROR, Interval, Sampled, combined, interval


@pytest.mark.parametrize(
    ("population", "drawn", "lacking", "low", "high"),
    [
        (25, 10, 0, 0, 6),
        (25, 10, 10, 19, 25),
        (40, 15, 12, 23, 37),
        (120, 30, 27, 91, 116),
        (30, 30, 24, 24, 24),  # everything was read: nothing is left to chance
        (40, 1, 0, 0, 39),  # the tail of 39 is exactly 1/40: a tie is kept
        (300, 100, 45, 111, 160),  # by tail inversion; the package that prints 110–161 uses another rule
        (300, 100, 2, 2, 18),
        (20, 20, 10, 10, 10),
        (61, 60, 50, 50, 51),
        (5, 0, 0, 0, 5),  # nothing read, nothing known
    ],
)
def test_published_and_computed_values(population: int, drawn: int, lacking: int, low: int, high: int) -> None:
    assert interval(Sampled(population, drawn, lacking)) == Interval(low, high, population)


@pytest.mark.parametrize("wrong", [Sampled(5, 6, 0), Sampled(5, 2, 3), Sampled(5, 2, -1)])
def test_impossible_samples_are_refused(wrong: Sampled) -> None:
    with pytest.raises(ValueError, match="Sampled"):
        interval(wrong)


@st.composite
def samples(draw: st.DrawFn) -> Sampled:
    population = draw(st.integers(1, 40))
    drawn = draw(st.integers(0, population))
    return Sampled(population, drawn, draw(st.integers(0, drawn)))


@given(samples())
def test_the_interval_holds_what_was_seen_and_nothing_impossible(sampled: Sampled) -> None:
    found = interval(sampled)
    assert sampled.lacking <= found.low <= found.high <= sampled.population - (sampled.drawn - sampled.lacking)
    assert found.certain == (sampled.drawn == sampled.population)


@given(samples())
def test_counting_what_is_not_lacking_gives_the_mirror_image(sampled: Sampled) -> None:
    found = interval(sampled)
    mirror = interval(Sampled(sampled.population, sampled.drawn, sampled.drawn - sampled.lacking))
    assert (mirror.low, mirror.high) == (sampled.population - found.high, sampled.population - found.low)


@given(st.integers(1, 16), st.data())
def test_at_most_five_samples_in_a_hundred_miss(population: int, data: st.DataObject) -> None:
    drawn, true = data.draw(st.integers(1, population)), data.draw(st.integers(0, population))
    missed = sum(
        comb(true, x) * comb(population - true, drawn - x)
        for x in range(max(0, drawn - (population - true)), min(drawn, true) + 1)
        if not (found := interval(Sampled(population, drawn, x))).low <= true <= found.high
    )
    assert Fraction(missed, comb(population, drawn)) <= ERROR


def test_strata_that_were_read_whole_cost_nothing() -> None:
    """Only one of the two is uncertain, so it keeps the whole error: the same interval, moved by 3."""
    alone = interval(Sampled(40, 15, 12))
    both = combined([Sampled(40, 15, 12), Sampled(5, 5, 3)])
    assert both == Interval(alone.low + 3, alone.high + 3, 45)


def test_two_uncertain_strata_share_the_error() -> None:
    part = interval(Sampled(20, 5, 2), ERROR / 2)
    assert combined([Sampled(20, 5, 2), Sampled(20, 5, 2)]) == Interval(2 * part.low, 2 * part.high, 40)
