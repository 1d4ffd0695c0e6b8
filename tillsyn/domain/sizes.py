"""How large a sample should be, reckoned before the draw: what it will see, and how often it will judge rightly.

Owns these chances, exact for files drawn without replacement (hypergeometric). A population of None is one without
end (binomial). Leaves words to `workflow.advice`, and what was found to `stats.intervals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb

NORMAL_95 = Fraction(1_959_964, 1_000_000)
"""The normal deviate that leaves 2.5 % on each side."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Of a two-stage plan at one number of lacking files: clear pass, clear fail, second step; and files to be read."""

    clear_pass: Fraction
    clear_fail: Fraction
    second_step: Fraction
    expected: Fraction


@dataclass(frozen=True, slots=True)
class OneStep:
    """A plan of one step: read `size`, accept with at most `most` lacking."""

    size: int
    most: int


def lacking_files(population: int, share: Fraction) -> int:
    """How many files a share of them is, whole ones, and at least one."""
    return max(1, int(population * share))


def exactly(population: int | None, lacking: Fraction | int, drawn: int, found: int) -> Fraction:
    """The chance of finding `found` lacking among `drawn`; in a population without end `lacking` is a share."""
    if population is None:
        share = Fraction(lacking)
        return comb(drawn, found) * share**found * (1 - share) ** (drawn - found)
    whole = int(lacking)
    return Fraction(comb(whole, found) * comb(population - whole, drawn - found), comb(population, drawn))


def at_most(population: int | None, lacking: Fraction | int, drawn: int, most: int) -> Fraction:
    """The chance of finding at most `most` lacking: how often (drawn, most) accepts, its operating characteristic."""
    found = (exactly(population, lacking, drawn, k) for k in range(min(most, drawn) + 1) if k <= _most(lacking, drawn))
    return sum(found, Fraction(0))


def seen(population: int, lacking: int, drawn: int) -> Fraction:
    """The chance that at least one of the lacking files is among those drawn."""
    return 1 - exactly(population, lacking, drawn, 0)


def chances(population: int, lacking: int, size: int, pass_at: int, fail_at: int, more: int) -> Chances:
    """What a two-stage plan comes to when so many files lack something."""
    clear_pass = at_most(population, lacking, size, pass_at)
    between = at_most(population, lacking, size, fail_at - 1) - clear_pass
    extra = min(more, population - size)
    return Chances(clear_pass, 1 - clear_pass - between, between, size + between * extra)


def size_for_margin(margin: Fraction, share: Fraction, population: int | None = None) -> int:
    """Files to read for a share ± a margin with 95 %: n₀ = z²·P·(1−P)/e², made smaller as n₀/(1 + n₀/N).

    Cochran's form, n₀/(1 + (n₀−1)/N), gives one file more now and then.
    """
    endless = NORMAL_95**2 * share * (1 - share) / margin**2
    return ceil(endless if population is None else endless / (1 + endless / population))


def smallest_plan(
    population: int,
    good: Fraction = Fraction(1, 10),
    bad: Fraction = Fraction(4, 10),
    surely: Fraction = Fraction(9, 10),
    hardly: Fraction = Fraction(1, 10),
) -> OneStep | None:
    """The smallest plan that accepts a `good` share of lacking files `surely` and a `bad` one `hardly`; None: read all.

    A good share is rounded down to whole files and a bad one up, so that neither promise is broken.
    """
    few, many = int(population * good), ceil(population * bad)
    for size in range(1, population + 1):
        for most in range(size):
            if at_most(population, many, size, most) > hardly:
                break
            if at_most(population, few, size, most) >= surely:
                return OneStep(size, most)
    return None


def _most(lacking: Fraction | int, drawn: int) -> int:
    """The most that can be found: a share can be in every file drawn."""
    return lacking if isinstance(lacking, int) else drawn
