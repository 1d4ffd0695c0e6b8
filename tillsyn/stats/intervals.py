"""How many files of a whole register lack something, judged from the sample: exact intervals, no approximations.

Owns the interval on a number among N when n were drawn without replacement and x were lacking. Rational
arithmetic all through. Leaves what counts as lacking to `domain.counting`.

A number M is kept when neither tail is smaller than half the error: P(X ≥ x | M) ≥ α/2 and P(X ≤ x | M) ≥ α/2.
Where a tail is exactly α/2 the number is kept, so the interval never claims too much.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

ERROR = Fraction(1, 20)
"""α: the share of samples whose interval may miss, at most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between `low` and `high` of `population` files, both included; the same number when all were reviewed."""

    low: int
    high: int
    population: int

    @property
    def certain(self) -> bool:
        """Whether nothing is left to chance."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Sampled:
    """One stratum: `lacking` of `drawn` files, drawn from `population`."""

    population: int
    drawn: int
    lacking: int


def interval(sampled: Sampled, error: Fraction = ERROR) -> Interval:
    """The numbers among all files that the sample does not contradict.

    Raises:
        ValueError: when more are lacking than drawn, or more drawn than there are.
    """
    total, n, x = sampled.population, sampled.drawn, sampled.lacking
    if not 0 <= x <= n <= total:
        raise ValueError(sampled)
    possible = range(x, total - (n - x) + 1)  # both tails only ever grow along it, so that halving finds the ends
    low = bisect_left(possible, True, key=lambda m: _at_least(total, n, x, m) >= error / 2)
    high = bisect_left(possible, True, key=lambda m: _at_least(total, n, n - x, total - m) < error / 2)
    return Interval(possible[low], possible[high - 1], total)


def combined(strata: Sequence[Sampled], error: Fraction = ERROR) -> Interval:
    """The interval over several strata: the error is shared among those where chance plays a part, and ends add up.

    Never too narrow (Bonferroni), also for small strata; wider than needed where strata are many. Each stratum is
    counted by its own size, so that it means the same however the sample was shared among them: in proportion,
    equally, in fixed sizes or with more of one. A plain share of the files read means that only in proportion. Where a
    second step was read because of what the first one showed, it is somewhat less sure than its error says.
    """
    uncertain = sum(part.drawn < part.population for part in strata)
    parts = [interval(part, error / max(uncertain, 1)) for part in strata]
    return Interval(sum(p.low for p in parts), sum(p.high for p in parts), sum(p.population for p in parts))


def _at_least(total: int, n: int, x: int, m: int) -> Fraction:
    """P(X ≥ x) when `m` of `total` are lacking and `n` are drawn."""
    ways = sum(comb(m, k) * comb(total - m, n - k) for k in range(x, min(n, m) + 1))
    return Fraction(ways, comb(total, n))
