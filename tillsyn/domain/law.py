"""Provisions of law, each with its own dates, binding level and how far it was verified.

Owns which provisions were in force on a date, and which of them a letter may cite. Leaves the provisions
themselves to the criteria files; what supervision itself rests on stands in `domain.supervision`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tillsyn.domain.conditions import Condition

_REGULATIONS = ("SOSFS", "HSLF-FS")


class Binding(StrEnum):
    """`must` (ska) can become a requirement; `should` (bör) gives advice only."""

    MUST = "must"
    SHOULD = "should"


class Verified(StrEnum):
    """How far a person has checked the provision: its text, only its number, or not at all."""

    TEXT = "text"
    NUMBER = "number"
    NO = "no"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One provision: `act` in short form, `sfs` its number in the statute book, and when it holds (inclusive)."""

    act: str
    sfs: str
    provision: str
    binding: Binding
    verified: Verified
    valid_from: date | None = None
    valid_until: date | None = None
    about: str = ""
    only_when: Condition | None = None
    """Where the provision holds for some files alone, what is true of those (compulsory care, for example)."""

    def in_force(self, day: date) -> bool:
        """Whether the provision held on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def citable(self) -> bool:
        """Whether a letter may cite it."""
        return self.verified is not Verified.NO

    @property
    def citation(self) -> str:
        """``13 kap. 10 § SoL (2025:400)``; a regulation carries its series name first."""
        return f"{self.provision} {self.statute}".strip()

    @property
    def statute(self) -> str:
        """``SoL (2025:400)`` or ``SOSFS 2014:5``: where the provision stands."""
        return f"{self.act} {self.sfs}" if self.act in _REGULATIONS else f"{self.act} ({self.sfs})"


def law_on(bases: Iterable[LegalBasis], day: date) -> tuple[LegalBasis, ...]:
    """The provisions in force on `day`, in the order of the criteria file."""
    return tuple(basis for basis in bases if basis.in_force(day))


def in_reading_order(bases: Iterable[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Laws before regulations, acts as they first come, and within each the older first, by chapter and section."""
    found = tuple(bases)
    acts = [*dict.fromkeys(basis.act for basis in found)]

    def place(basis: LegalBasis) -> tuple[bool, int, tuple[int, ...], tuple[int, ...]]:
        regulation = basis.act in _REGULATIONS
        return regulation, acts.index(basis.act), _numbers(basis.sfs), _numbers(basis.provision)

    return tuple(sorted(found, key=place))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", text))


def carries_requirement(bases: Iterable[LegalBasis]) -> bool:
    """Whether some provision is citable and binding: without one no letter may demand."""
    return any(basis.citable and basis.binding is Binding.MUST for basis in bases)
