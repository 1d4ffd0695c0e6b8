"""How a sample is drawn, so that anyone can repeat the draw with a checksum tool.

Owns the order of a frame, the sizes per stratum and the result of a draw. Leaves to `reading` where the
frame comes from, and to `workflow.sample` the protocol and the journal.

Each stratum is ordered by SHA-256 of ``seed|auditee id|case code``. The first in order are the sample, the
following are the reserve. The order of a case depends on nothing but its own code, so a change in the frame
leaves most of a draw standing (ordering by permanent random numbers; Ohlsson 1995).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.text import nfc

METHOD = "sha256-order/1"
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What was decided before the draw: `size` and `reserve` count case files per auditee."""

    size: int
    reserve: int
    strata: tuple[str, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class FrameItem:
    """One row of a frame as the draw sees it: a neutral case code and the stratum it belongs to."""

    case_code: str
    stratum: str


@dataclass(frozen=True, slots=True)
class StratumDraw:
    """One stratum: every case code of the frame in drawing order, and how many of them were taken."""

    stratum: str
    order: tuple[str, ...]
    size: int
    reserve: int

    @property
    def sample(self) -> tuple[str, ...]:
        """The drawn case codes, in drawing order."""
        return self.order[: self.size]

    @property
    def reserves(self) -> tuple[str, ...]:
        """The case codes that stand in, in order, when a drawn file must be left out."""
        return self.order[self.size : self.size + self.reserve]


@dataclass(frozen=True, slots=True)
class Draw:
    """What came out for one auditee, stratum by stratum."""

    auditee: str
    plan: SamplePlan
    strata: tuple[StratumDraw, ...]

    @property
    def sample(self) -> tuple[str, ...]:
        """All drawn case codes: strata by name, drawing order within each."""
        return tuple(code for stratum in self.strata for code in stratum.sample)

    @property
    def reserves(self) -> tuple[str, ...]:
        """All reserve case codes, in the same order."""
        return tuple(code for stratum in self.strata for code in stratum.reserves)


def order_key(seed: str, auditee: str, case_code: str) -> str:
    """The hexadecimal SHA-256 that places a case in its stratum's order.

    Raises:
        ValueError: when a part holds the separator, which would make two cases share a key.
    """
    parts = [nfc(part) for part in (seed, auditee, case_code)]
    if any(SEPARATOR in part for part in parts):
        raise ValueError("a separator in seed, auditee or case code")
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()


def draw_sample(plan: SamplePlan, auditee: str, frame: Sequence[FrameItem]) -> Draw:
    """Draw `plan.size` cases of `frame` for one auditee, all of them when the frame is no larger."""
    codes: dict[str, list[str]] = {}
    for item in frame:
        codes.setdefault(item.stratum, []).append(item.case_code)
    sizes = allocate(plan.size, {name: len(members) for name, members in codes.items()})
    left = {name: len(members) - sizes[name] for name, members in codes.items()}
    reserves = allocate(plan.reserve, left)
    return Draw(
        auditee,
        plan,
        tuple(
            StratumDraw(
                name,
                tuple(sorted(codes[name], key=lambda code: order_key(plan.seed, auditee, code))),
                sizes[name],
                reserves[name],
            )
            for name in sorted(codes)
        ),
    )


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


def standing_sample(draw: Draw, left_out: Collection[str]) -> tuple[tuple[str, str, int, SampleRole], ...]:
    """(case code, stratum, number, role) of every file drawn so far, in number order.

    A file that is left out keeps its number; the next in its stratum's order stands in. Depends on the set of files
    left out alone, not on the order in which it happened. No file ever changes its number, since letters and
    protocols know it by that: every case beyond the sample has one waiting, so numbers past the sample may have gaps.
    """
    drawn = [(code, part.stratum) for part in draw.strata for code in part.sample]
    numbered = [(number, code, stratum) for number, (code, stratum) in enumerate(drawn, start=1)]
    for place, part in enumerate(draw.strata, start=len(drawn) + 1):
        standins = enumerate(_standins(part, left_out))
        numbered += [(place + turn * len(draw.strata), code, part.stratum) for turn, code in standins]
    return tuple(
        (code, stratum, number, SampleRole.LEFT_OUT if code in left_out else SampleRole.SAMPLE)
        for number, code, stratum in sorted(numbered)
    )


def _standins(part: StratumDraw, left_out: Collection[str]) -> Sequence[str]:
    """The cases after the sample that are reached when those left out do not count."""
    kept = [place for place, code in enumerate(part.order, start=1) if code not in left_out]
    reached = kept[part.size - 1] if len(kept) >= part.size > 0 else len(part.order)
    return part.order[part.size : max(reached, part.size)] if part.size else ()
