"""How a sample is drawn, so that anyone can repeat the draw with a checksum tool.

Owns the order of a stratum, the result of a draw and which files stand after files were left out or a second step was
taken. Leaves the plan to `domain.plans`, sizes per stratum to `domain.allocation`, who belongs to the population to
`domain.population`, and the protocol and the journal to `workflow`.

Each stratum is ordered by SHA-256 of ``seed|auditee id|case code``. The first in order are the sample, the
following are the second step (where the plan has one), then the reserve. The order of a case depends on nothing but
its own code, so a change in the frame leaves most of a draw standing (ordering by permanent random numbers; Ohlsson
1995).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import nsmallest

from tillsyn.domain.allocation import stratum_sizes
from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.plans import SamplePlan
from tillsyn.domain.text import nfc

METHOD = "sha256-order/1"
SEPARATOR = "|"
KEPT = 500
"""So many of a stratum's order are kept at least; of a larger one, four times what the plan can ever ask for."""


@dataclass(frozen=True, slots=True)
class FrameItem:
    """One row of a frame as the draw sees it: a neutral case code and the stratum it belongs to."""

    case_code: str
    stratum: str


@dataclass(frozen=True, slots=True)
class StratumDraw:
    """One stratum: its case codes in drawing order, as far as they are kept, and how many of them were taken.

    `cases` is how many it holds in all. The second step, where the plan has one, is the `more` that follow the first
    `size`; `second` says that it was taken.
    """

    stratum: str
    order: tuple[str, ...]
    cases: int
    size: int
    reserve: int
    more: int = 0
    second: bool = False

    @property
    def wanted(self) -> int:
        """How many files are to be read, as far as the draw has come."""
        return self.size + (self.more if self.second else 0)

    @property
    def sample(self) -> tuple[str, ...]:
        """The drawn case codes, in drawing order; those of the second step once it is taken."""
        return self.order[: self.wanted]

    @property
    def second_step(self) -> tuple[str, ...]:
        """The case codes that a second step reads, taken or not."""
        return self.order[self.size : self.size + self.more]

    @property
    def reserves(self) -> tuple[str, ...]:
        """The case codes that stand in, in order, when a drawn file must be left out."""
        return self.order[self.size + self.more : self.size + self.more + self.reserve]

    @property
    def weight(self) -> Fraction | None:
        """How many files of the stratum each read one stands for; None where none is read."""
        return Fraction(self.cases, self.wanted) if self.wanted else None


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

    @property
    def cases(self) -> int:
        """How many files the draw was made from."""
        return sum(stratum.cases for stratum in self.strata)

    def with_first_step(self) -> Draw:
        """The same draw before its second step was taken."""
        return replace(self, strata=tuple(replace(stratum, second=False) for stratum in self.strata))


def order_key(seed: str, auditee: str, case_code: str) -> str:
    """The hexadecimal SHA-256 that places a case in its stratum's order.

    Raises:
        ValueError: when a part holds the separator, which would make two cases share a key.
    """
    return hashlib.sha256(_start(seed, auditee, case_code) + nfc(case_code).encode()).hexdigest()


def in_order(seed: str, auditee: str, codes: Sequence[str], first: int | None = None) -> tuple[str, ...]:
    """Case codes in drawing order, all or the `first` of them.

    Raises:
        ValueError: when a part holds the separator.
    """
    together = "\n".join(codes)
    start, sha = _start(seed, auditee, together), hashlib.sha256
    plain = codes if unicodedata.is_normalized("NFC", together) else [nfc(code) for code in codes]
    keyed = zip([sha(start + code.encode()).digest() for code in plain], codes, strict=True)
    chosen = sorted(keyed) if first is None or first * 4 > len(codes) else nsmallest(first, keyed)
    return tuple([code for _key, code in chosen][:first])


def draw_sample(plan: SamplePlan, auditee: str, frame: Iterable[FrameItem]) -> Draw:
    """Draw by `plan` from `frame` for one auditee; all of it when it is no larger than the plan's size.

    Raises:
        UnplannedStratum: when sizes are fixed and a stratum has none.
    """
    codes: dict[str, list[str]] = {}
    for item in frame:
        codes.setdefault(item.stratum, []).append(item.case_code)
    return draw_strata(plan, auditee, codes)


def draw_strata(plan: SamplePlan, auditee: str, codes: Mapping[str, Sequence[str]]) -> Draw:
    """As `draw_sample`, from the case codes of each stratum."""
    sizes = stratum_sizes(plan, {name: len(members) for name, members in codes.items()})
    strata = []
    for name in sorted(codes):
        size, more, reserve = sizes[name]
        order = in_order(plan.seed, auditee, codes[name], max(KEPT, 4 * (size + more + reserve)))
        strata.append(StratumDraw(name, order, len(codes[name]), size, reserve, more))
    return Draw(auditee, plan, tuple(strata))


def standing_sample(draw: Draw, left_out: Collection[str]) -> tuple[tuple[str, str, int, SampleRole], ...]:
    """(case code, stratum, number, role) of every file drawn so far, in number order.

    A file that is left out keeps its number; the next in its stratum's order stands in, and so do those of a second
    step. Depends on the set of files left out alone, not on the order in which it happened. No file ever changes its
    number, since letters and protocols know it by that: every case beyond the sample has one waiting, so numbers past
    the sample may have gaps.
    """
    drawn = [(code, part.stratum) for part in draw.strata for code in part.order[: part.size]]
    numbered = [(number, code, stratum) for number, (code, stratum) in enumerate(drawn, start=1)]
    for place, part in enumerate(draw.strata, start=len(drawn) + 1):
        standins = enumerate(_standins(part, left_out))
        numbered += [(place + turn * len(draw.strata), code, part.stratum) for turn, code in standins]
    return tuple(
        (code, stratum, number, SampleRole.LEFT_OUT if code in left_out else SampleRole.SAMPLE)
        for number, code, stratum in sorted(numbered)
    )


def _standins(part: StratumDraw, left_out: Collection[str]) -> Sequence[str]:
    """The cases after the first step that are reached when those left out do not count."""
    kept = [place for place, code in enumerate(part.order, start=1) if code not in left_out]
    reached = kept[part.wanted - 1] if len(kept) >= part.wanted > 0 else len(part.order)
    return part.order[part.size : max(reached, part.size)] if part.wanted else ()


def _start(seed: str, auditee: str, codes: str) -> bytes:
    """What every key of one auditee begins with, when no part holds the separator."""
    parts = [nfc(seed), nfc(auditee)]
    if any(SEPARATOR in part for part in (*parts, codes)):
        raise ValueError("a separator in seed, auditee or case code")
    return "".join(part + SEPARATOR for part in parts).encode()
