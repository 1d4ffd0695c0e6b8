"""How far readers of the same thing agree: counts, raw agreement, AC1, kappa and alpha.

Owns the figures and their words by Altman's scale. Exact all through; only standard errors and intervals are floating
numbers. Leaves which judgements are read beside which to `workflow.agreement`, and sentences to
`workflow.agreement_words`.

`units` are what was judged, each with one rating per reader in the same order, None where that reader gave none.
`categories` are all that a reader may choose among, chosen or not: AC1 depends on how many they are.

Raw agreement is the share of pairs of ratings of one unit that are the same. The coefficients say how much of what
chance would not bring about was reached; they differ in what they take for chance. AC1 (Gwet 2008) holds also where
nearly all judgements are the same, where kappa (Cohen 1960) breaks down; alpha (Krippendorff 1980, nominal) corrects
for small numbers. Intervals are those of an endless population.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from tillsyn.domain.student import quantile

FEW_FILES = 20
"""So many files read twice are needed before a coefficient says anything; under that, counts and per cent."""
VERY_FEW_FILES = 10
"""Under this, a per cent says more than is known: counts alone."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A measure of agreement: 1 is perfect, 0 what chance brings about, less than 0 worse than chance.

    `error` is its standard error and (`low`, `high`) its 95 % interval; None where one unit alone gives none.
    """

    value: Fraction
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What two or more readers' ratings of the same units come to. A measure that is not defined is None.

    `table` has a row per category of the first of two readers and a column per category of the second; empty for
    more readers.
    """

    categories: tuple[str, ...]
    units: int
    raw: Fraction
    ac1: Coefficient | None
    kappa: Coefficient | None
    alpha: Fraction | None
    table: tuple[tuple[int, ...], ...] = ()

    @property
    def same(self) -> int:
        """How many units two readers judged alike."""
        return sum(row[place] for place, row in enumerate(self.table))


class Strength(StrEnum):
    """Altman's words for a coefficient (1991): up to 0.20, 0.40, 0.60, 0.80 and 1."""

    POOR = "poor"
    FAIR = "fair"
    MODERATE = "moderate"
    GOOD = "good"
    VERY_GOOD = "very_good"


_STEPS = ((Fraction(1, 5), Strength.POOR), (Fraction(2, 5), Strength.FAIR), (Fraction(3, 5), Strength.MODERATE))


def strength(value: Fraction) -> Strength:
    """The word for a coefficient; a bound belongs to the lower word."""
    for most, word in (*_STEPS, (Fraction(4, 5), Strength.GOOD)):
        if value <= most:
            return word
    return Strength.VERY_GOOD


def agreed(units: Sequence[Sequence[str | None]], categories: Sequence[str]) -> Agreed | None:
    """The figures for units rated by several readers; None where no unit was rated by two.

    Of two readers the units count that both have rated. Of more, a unit that one alone has rated still tells how often
    its category is used (AC1), as in Gwet's own program.

    Raises:
        ValueError: when a rating is none of the categories.
    """
    if any(rating is not None and rating not in categories for unit in units for rating in unit):
        raise ValueError("a rating outside the categories")
    pairs = all(len(unit) == 2 for unit in units)
    if pairs:
        units = [unit for unit in units if None not in unit]
    found = Counter(tuple(unit.count(name) for name in categories) for unit in units)
    twice = {ratings: times for ratings, times in found.items() if sum(ratings) >= 2}
    if not twice:
        return None
    table = _table(units, categories) if pairs else ()
    return Agreed(
        tuple(categories), sum(twice.values()), _raw(twice), _ac1(found, pairs), _kappa(table), _alpha(twice), table
    )


_Ratings = tuple[int, ...]
"""One unit: how many readers chose each category."""


def _table(units: Sequence[Sequence[str | None]], categories: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    cells = Counter(tuple(unit) for unit in units)
    return tuple(tuple(cells[row, column] for column in categories) for row in categories)


def _same(ratings: _Ratings) -> Fraction:
    """The share of one unit's pairs of ratings that are the same; 0 where there is one rating."""
    given = sum(ratings)
    return Fraction(sum(n * (n - 1) for n in ratings), max(given * (given - 1), 1))


def _raw(units: Mapping[_Ratings, int]) -> Fraction:
    return sum((_same(unit) * times for unit, times in units.items()), Fraction(0)) / sum(units.values())


def _ac1(units: Mapping[_Ratings, int], pairs: bool) -> Coefficient | None:
    rated = {unit: times for unit, times in units.items() if sum(unit)}
    n = sum(rated.values())
    twice = sum(times for unit, times in rated.items() if sum(unit) >= 2)
    others = len(next(iter(rated))) - 1
    if not others:
        return None
    shares = {unit: [Fraction(k, sum(unit)) for k in unit] for unit in rated}
    used = [sum((shares[unit][k] * times for unit, times in rated.items()), Fraction(0)) / n for k in range(others + 1)]
    chance = sum((p * (1 - p) for p in used), Fraction(0)) / others
    value = (_raw({unit: times for unit, times in rated.items() if sum(unit) >= 2}) - chance) / (1 - chance)

    def part(unit: _Ratings) -> Fraction:
        """What one unit adds to AC1, with what it adds to chance taken away."""
        own = sum((share * (1 - p) for share, p in zip(shares[unit], used, strict=True)), Fraction(0)) / others
        told = Fraction(n, twice) * (_same(unit) - chance) if sum(unit) >= 2 else Fraction(0)
        return (told - 2 * (1 - value) * (own - chance)) / (1 - chance)

    spread = sum((times * (part(unit) - value) ** 2 for unit, times in rated.items()), Fraction(0))
    return _with_interval(value, spread, n, n if pairs else n - 1)


def _kappa(table: Sequence[Sequence[int]]) -> Coefficient | None:
    """Cohen's kappa of two readers with its large-sample error (Fleiss, Cohen and Everitt 1969)."""
    n = sum(map(sum, table))
    rows = [Fraction(sum(row), n) for row in table]
    columns = [Fraction(sum(column), n) for column in zip(*table, strict=True)]
    chance = sum((r * c for r, c in zip(rows, columns, strict=True)), Fraction(0))
    if not table or chance == 1:
        return None
    same = Fraction(sum(table[k][k] for k in range(len(table))), n)
    value = (same - chance) / (1 - chance)
    spread = Fraction(0)
    for k, row in enumerate(table):
        for j, times in enumerate(row):
            spread += times * ((k == j) - (1 - value) * (columns[k] + rows[j])) ** 2
    spread = (spread - n * (same - 2 * (1 - value) * chance) ** 2) / (1 - chance) ** 2
    return _with_interval(value, spread, n, n)


def _alpha(units: Mapping[_Ratings, int]) -> Fraction | None:
    used = [sum(unit[k] * times for unit, times in units.items()) for k in range(len(next(iter(units))))]
    n = sum(used)
    expected = Fraction(n * n - sum(k * k for k in used), n * (n - 1))
    if not expected:
        return None
    observed = sum((sum(unit) * (1 - _same(unit)) * times for unit, times in units.items()), Fraction(0)) / n
    return 1 - observed / expected


def _with_interval(value: Fraction, spread: Fraction, n: int, divisor: int) -> Coefficient:
    """A coefficient whose units' parts lie `spread` (a sum of squares) apart.

    A table of two readers is reckoned with n units, a list of more readers with n − 1, as Gwet's own program does.
    """
    if n < 2:
        return Coefficient(value, None, None, None)
    error = sqrt(spread / (n * divisor))
    reach = quantile(n - 1) * error
    return Coefficient(value, error, max(-1.0, float(value) - reach), min(1.0, float(value) + reach))
