"""Agreement between readers: the published tables, degenerate cases, and what must hold of every table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.agreement import Agreed, Coefficient, Strength, agreed, strength
from tillsyn.domain.student import quantile

_FOUR_RATERS = """
    1,1,-,1  2,2,3,2  3,3,3,3  3,3,3,3  2,2,2,2  1,2,3,4
    4,4,4,4  1,1,2,1  2,2,2,2  -,5,5,5  -,-,1,1  -,-,3,-
"""
_PSYCHIATRISTS = """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
    10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
    00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Fleiss 1971: 30 patients, how many of six psychiatrists gave each of five diagnoses."""


def of_table(*rows: Sequence[int]) -> Agreed:
    """The figures for a table of two readers."""
    names = [str(k) for k in range(len(rows))]
    pairs = [(names[k], names[j]) for k, row in enumerate(rows) for j, times in enumerate(row) for _ in range(times)]
    return told(agreed(pairs, names))


def told(found: Agreed | None) -> Agreed:
    """Figures that are there."""
    assert found is not None
    return found


def near(found: Coefficient | Fraction | None) -> float:
    """A measure with the five digits that are asked for."""
    assert found is not None
    return round(float(found.value if isinstance(found, Coefficient) else found), 7)


def test_two_abstractors() -> None:
    found = of_table([13, 0, 0], [0, 20, 7], [0, 4, 56])

    assert (found.units, found.same, found.raw) == (100, 89, Fraction(89, 100))
    assert (near(found.kappa), near(found.ac1), near(found.alpha)) == (0.7964094, 0.8493305, 0.7972585)
    assert found.kappa is not None and found.ac1 is not None
    assert found.kappa.error == pytest.approx(0.05891, abs=5e-6)
    assert found.ac1.error == pytest.approx(0.04322, abs=5e-6)
    assert found.table == ((13, 0, 0), (0, 20, 7), (0, 4, 56))


def test_four_raters_of_twelve_units_with_some_missing() -> None:
    units = [[None if one == "-" else one for one in unit.split(",")] for unit in _FOUR_RATERS.split()]
    found = told(agreed(units, "12345"))

    assert (len(units), found.units) == (12, 11)
    assert near(found.raw) == 0.8181818
    assert near(found.ac1) == pytest.approx(0.77544, abs=5e-6)
    assert near(found.alpha) == pytest.approx(0.74342, abs=5e-6)
    assert found.ac1 is not None and found.ac1.low is not None
    assert found.ac1.error == pytest.approx(0.14295, abs=5e-6)
    assert (round(found.ac1.low, 3), found.ac1.high) == (0.461, 1)
    assert found.kappa is None and not found.table  # kappa is a measure of two readers


def test_six_psychiatrists_and_thirty_patients() -> None:
    rated = [[str(k) for k, times in enumerate(unit) for _ in range(int(times))] for unit in _PSYCHIATRISTS.split()]
    found = told(agreed(rated, "01234"))

    assert (len(rated), {len(unit) for unit in rated}) == (30, {6})
    assert (round(near(found.ac1), 6), round(near(found.alpha), 6)) == (0.447885, 0.433410)


def test_kappa_and_its_error_of_another_program() -> None:
    found = of_table([0, 4, 1], [0, 8, 0], [0, 1, 5])

    assert found.kappa is not None and found.kappa.error is not None
    value, reach = float(found.kappa.value), 1.959964 * found.kappa.error
    assert (round(value, 4), round(found.kappa.error, 4)) == (0.4842, 0.1380)
    assert (round(value - reach, 4), round(value + reach, 4)) == (0.2137, 0.7547)


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
)
def test_small_examples_of_alpha(one: str, other: str, alpha: float) -> None:
    found = told(agreed(list(zip(one, other, strict=True)), sorted(set(one + other))))

    assert round(near(found.alpha), 3) == alpha


def test_kappa_breaks_down_where_nearly_all_is_met_and_ac1_does_not() -> None:
    """90 % agreement, kappa −0.05, AC1 0.89; and 94.4 %, −0.03, 0.94."""
    twenty, fifty_four = of_table([18, 1], [1, 0]), of_table([51, 2], [1, 0])

    assert [round(near(m), 2) for m in (twenty.raw, twenty.kappa, twenty.ac1)] == [0.9, -0.05, 0.89]
    assert round(near(fifty_four.raw), 3) == 0.944
    assert [round(near(m), 2) for m in (fifty_four.kappa, fifty_four.ac1)] == [-0.03, 0.94]


def test_all_in_one_category() -> None:
    found = of_table([5, 0], [0, 0])

    assert [found.raw, found.kappa, found.alpha] == [1, None, None]
    assert found.ac1 == Coefficient(Fraction(1), 0.0, 1.0, 1.0)


def test_both_always_another_category() -> None:
    """Each keeps to one category of her own: no agreement, kappa 0, since chance too would bring none about."""
    found = of_table([0, 4], [0, 0])

    assert [found.raw, near(found.kappa), near(found.ac1)] == [0, 0, -1]


def test_one_unit_has_no_interval_and_one_category_no_ac1() -> None:
    assert told(agreed([("a", "a")], "ab")).ac1 == Coefficient(Fraction(1), None, None, None)
    only = told(agreed([("a", "a"), ("a", "a")], "a"))
    assert [only.raw, only.ac1, only.kappa, only.alpha] == [1, None, None, None]


def test_nothing_where_nothing_was_rated_twice() -> None:
    assert agreed([], "ab") is None
    assert agreed([("a", None), (None, "b"), (None, None)], "ab") is None
    assert agreed([("a", None, None)], "ab") is None


def test_of_two_readers_only_what_both_rated_counts() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b")]

    assert agreed([*pairs, ("a", None), (None, None)], "ab") == agreed(pairs, "ab")


def test_a_rating_outside_the_categories_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        agreed([("a", "c")], "ab")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("-0.3", Strength.POOR),
        ("0.2", Strength.POOR),
        ("0.21", Strength.FAIR),
        ("0.5", Strength.MODERATE),
        ("0.8", Strength.GOOD),
        ("0.81", Strength.VERY_GOOD),
    ],
)
def test_words_for_coefficients(value: str, word: Strength) -> None:
    assert strength(Fraction(value)) is word


@pytest.mark.parametrize(
    ("freedom", "printed"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (11, 2.201), (30, 2.042), (100, 1.984), (1000, 1.962)],
)
def test_the_printed_table_of_t(freedom: int, printed: float) -> None:
    assert round(quantile(freedom), 3) == printed


def test_both_ways_to_t_meet() -> None:
    assert quantile(200) > quantile(201) > quantile(202)
    assert quantile(200) - quantile(201) == pytest.approx(quantile(201) - quantile(202), rel=0.02)


_NAMES = "abcd"
_RATING = st.sampled_from([*_NAMES, None])
_PAIRS = st.lists(st.tuples(_RATING, _RATING), max_size=25)
_LISTS = st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(_RATING, min_size=n, max_size=n), max_size=15))
Units = list[list[str | None]]


def _figures(found: Agreed | None) -> object:
    return found and (found.units, found.raw, found.ac1, found.alpha)


@given(_LISTS)
def test_bounds(units: Units) -> None:
    found = agreed(units, _NAMES)

    assert (found is None) == (not any(sum(r is not None for r in unit) >= 2 for unit in units))
    if found is None:
        return
    assert 0 <= found.raw <= 1
    for measure in (found.ac1, found.kappa):
        if measure:
            assert -1 <= measure.value <= 1
            assert measure.low is None or -1 <= measure.low <= measure.value + Fraction(1, 10**9)
            assert measure.high is None or measure.value - Fraction(1, 10**9) <= measure.high <= 1
            assert measure.error is None or measure.error >= 0
    assert found.alpha is None or found.alpha <= 1


@given(_LISTS, st.randoms(use_true_random=False))
def test_no_order_of_readers_or_units_counts(units: Units, chance: object) -> None:
    order = list(range(len(units[0]) if units else 0))
    chance.shuffle(order)  # type: ignore[attr-defined]
    turned = [[unit[k] for k in order] for unit in units]
    chance.shuffle(turned)  # type: ignore[attr-defined]

    assert _figures(agreed(turned, _NAMES)) == _figures(agreed(units, _NAMES))


@given(_PAIRS)
def test_two_readers_may_change_places(pairs: list[tuple[str | None, str | None]]) -> None:
    one, other = agreed(pairs, _NAMES), agreed([(b, a) for a, b in pairs], _NAMES)

    assert (one and one.kappa) == (other and other.kappa)
    assert (one and one.table) == (other and tuple(zip(*other.table, strict=True)))


@given(_LISTS, st.permutations(_NAMES))
def test_what_categories_are_called_does_not_count(units: Units, names: list[str]) -> None:
    called = dict(zip(_NAMES, names, strict=True))
    renamed = [[rating and called[rating] for rating in unit] for unit in units]
    before, after = agreed(units, _NAMES), agreed(renamed, _NAMES)

    assert _figures(before) == _figures(after)
    assert (before and before.kappa) == (after and after.kappa)


@given(st.lists(_RATING, min_size=1, max_size=20), st.integers(2, 4))
def test_perfect_agreement_is_one(said: list[str | None], readers: int) -> None:
    found = agreed([[rating] * readers for rating in said], _NAMES)

    if found:
        assert found.raw == 1 and found.ac1 is not None and found.ac1.value == 1
        assert found.kappa is None or found.kappa.value == 1
        assert found.alpha in (None, 1)
        assert (found.alpha is None) == (len({rating for rating in said if rating}) == 1)


@given(_PAIRS)
def test_a_table_adds_up(pairs: list[tuple[str | None, str | None]]) -> None:
    found = agreed(pairs, _NAMES)

    if found:
        assert sum(map(sum, found.table)) == found.units
        assert Fraction(found.same, found.units) == found.raw
