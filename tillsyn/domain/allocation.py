"""How many files each stratum gives: shares that always add up, none larger than what there is.

Owns the three ways to share a size, and what census, oversampling, a second step and a reserve make of it. Exact: no
floats. Leaves which files these are to `domain.sampling`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tillsyn.domain.plans import ANY_STRATUM, Allocation, SamplePlan


class UnplannedStratum(ValueError):
    """A stratum of the register for which a plan of fixed sizes says nothing."""

    def __init__(self, stratum: str) -> None:
        super().__init__(stratum)
        self.stratum = stratum


def stratum_sizes(plan: SamplePlan, strata: Mapping[str, int]) -> dict[str, tuple[int, int, int]]:
    """For each stratum how many are read, how many more in a second step, and how many are in reserve.

    Raises:
        UnplannedStratum: when sizes are fixed and a stratum has none.
    """
    if sum(strata.values()) <= plan.census_up_to:
        return {name: (cases, 0, 0) for name, cases in strata.items()}
    size = _first(plan, strata)
    for extra in plan.oversampling:
        if extra.stratum in size:
            size[extra.stratum] = min(strata[extra.stratum], size[extra.stratum] + extra.more)
    share = allocate if plan.allocation is Allocation.PROPORTIONAL else allocate_equal
    left = {name: cases - size[name] for name, cases in strata.items()}
    more = share(plan.steps.more if plan.steps else 0, left)
    reserve = share(plan.reserve, {name: cases - more[name] for name, cases in left.items()})
    return {name: (size[name], more[name], reserve[name]) for name in strata}


def _first(plan: SamplePlan, strata: Mapping[str, int]) -> dict[str, int]:
    match plan.allocation:
        case Allocation.PROPORTIONAL:
            return allocate(plan.size, strata)
        case Allocation.EQUAL:
            return allocate_equal(plan.size, strata)
        case Allocation.FIXED:
            return allocate_fixed(dict(plan.sizes), strata)


def allocate(total: int, strata: Mapping[str, int]) -> dict[str, int]:
    """Share `total` among strata in proportion to their sizes, by largest remainder.

    At least one per stratum that has any, as far as `total` goes (largest strata first); never more than a
    stratum holds. Equal remainders go to the larger stratum, then to the first by name. Exact: no floats.
    """
    population = sum(strata.values())
    total = min(total, population)
    if population == 0:
        return dict.fromkeys(strata, 0)
    by_size = sorted(strata, key=lambda name: (-strata[name], name))
    quota = {name: Fraction(total * strata[name], population) for name in by_size}
    shares = {name: int(quota[name]) for name in by_size}
    for name in by_size[:total]:
        shares[name] = max(shares[name], min(1, strata[name]))
    while (difference := total - sum(shares.values())) != 0:
        step = 1 if difference > 0 else -1
        free = [n for n in by_size if (shares[n] < strata[n] if step > 0 else shares[n] > 1)]
        chosen = max(free, key=lambda name: step * (quota[name] - shares[name]))
        shares[chosen] += step
    return shares


def allocate_equal(total: int, strata: Mapping[str, int]) -> dict[str, int]:
    """Share `total` equally; what a small stratum cannot give, the others do. Odd ones go to the largest strata."""
    shares = dict.fromkeys(strata, 0)
    left = min(total, sum(strata.values()))
    while left:
        free = sorted((n for n in strata if shares[n] < strata[n]), key=lambda name: (-strata[name], name))
        for name in free if left >= len(free) else free[:left]:
            given = min(max(left // len(free), 1), strata[name] - shares[name])
            shares[name] += given
        left = min(total, sum(strata.values())) - sum(shares.values())
    return shares


def allocate_fixed(sizes: Mapping[str, int], strata: Mapping[str, int]) -> dict[str, int]:
    """The sizes as they are named, or all there is of a smaller stratum.

    Raises:
        UnplannedStratum: when a stratum has no size, and there is none for any other.
    """
    found = {}
    for name, cases in strata.items():
        if (size := sizes.get(name, sizes.get(ANY_STRATUM))) is None:
            raise UnplannedStratum(name)
        found[name] = min(size, cases)
    return found
