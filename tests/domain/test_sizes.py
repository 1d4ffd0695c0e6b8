"""How large a sample should be: the published numbers, and chances counted by hand."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from tillsyn.domain.sizes import OneStep, at_most, chances, lacking_files, seen, size_for_margin, smallest_plan

_TABLE = {2: (9, 39, 58, 62), 3: (9, 45, 75, 81), 4: (10, 48, 85, 92), 5: (10, 49, 88, 96)}


def test_ten_of_forty_see_a_fault_in_every_fifth_file_nine_times_in_ten() -> None:
    """1 − C(32, 10) / C(40, 10) = 1 − 64 512 240 / 847 660 528."""
    chance = seen(40, lacking_files(40, Fraction(1, 5)), 10)

    assert chance == 1 - Fraction(comb(32, 10), comb(40, 10)) == 1 - Fraction(64_512_240, 847_660_528)
    assert round(100 * chance, 1) == Fraction("92.4")


def test_all_read_sees_everything_and_one_of_two_sees_half() -> None:
    assert seen(40, 1, 40) == 1
    assert seen(2, 1, 1) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("margin", "population", "size"),
    [("0.05", 300, 169), ("0.05", None, 385), ("0.1", 300, 73), ("0.1", 1000, 88), ("0.01", None, 9604)],
)
def test_sizes_for_a_margin_are_those_published(margin: str, population: int | None, size: int) -> None:
    assert size_for_margin(Fraction(margin), Fraction(1, 2), population) == size


@pytest.mark.parametrize("tenths", _TABLE)
def test_the_published_table_for_a_margin_of_a_tenth(tenths: int) -> None:
    found = tuple(size_for_margin(Fraction(1, 10), Fraction(tenths, 10), n) for n in (10, 100, 1000, 10_000))

    assert found == _TABLE[tenths]


@pytest.mark.parametrize(
    ("share", "accepted"), [("0.1", "0.9872"), ("0.2", "0.8791"), ("0.3", "0.6496"), ("0.5", "0.1719")]
)
def test_how_often_ten_and_three_accept(share: str, accepted: str) -> None:
    assert round(at_most(None, Fraction(share), 10, 3), 4) == Fraction(accepted)


@pytest.mark.parametrize(("population", "plan"), [(30, (11, 2)), (50, (11, 2)), (100, (12, 2))])
def test_the_smallest_plan_is_the_one_reckoned_elsewhere(population: int, plan: tuple[int, int]) -> None:
    assert smallest_plan(population) == OneStep(*plan)


def test_the_smallest_plan_between_few_and_rather_few() -> None:
    """1 % with 95 %, 8 % with 5 %, of 100."""
    found = smallest_plan(100, Fraction(1, 100), Fraction(8, 100), Fraction(95, 100), Fraction(5, 100))

    assert found == OneStep(46, 1)


def test_nineteen_of_very_many_with_thirteen_good_err_as_published() -> None:
    """LQAS n = 19, d = 13 for 80 and 50 %: at most six lacking is accepted."""
    assert round(1 - at_most(None, Fraction(1, 5), 19, 6), 4) == Fraction("0.0676")
    assert round(at_most(None, Fraction(1, 2), 19, 6), 4) == Fraction("0.0835")


@pytest.mark.parametrize("lacking", [0, 1, 4, 20, 39, 40])
def test_the_three_ends_of_a_first_step_are_all_there_are(lacking: int) -> None:
    found = chances(40, lacking, 10, 1, 4, 10)

    assert found.clear_pass + found.clear_fail + found.second_step == 1
    assert 10 <= found.expected <= 20
    if lacking in (0, 40):
        assert (found.clear_pass, found.clear_fail) == ((1, 0) if lacking == 0 else (0, 1))


def test_a_small_two_stage_plan_counted_by_hand() -> None:
    """Two of four lack; two are drawn: none 1/6, one 4/6, two 1/6."""
    found = chances(4, 2, 2, 0, 2, 1)

    assert (found.clear_pass, found.second_step, found.clear_fail) == (
        Fraction(1, 6), Fraction(4, 6), Fraction(1, 6)
    )  # fmt: skip
    assert found.expected == 2 + Fraction(4, 6)
