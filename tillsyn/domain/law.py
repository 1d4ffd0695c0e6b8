"""Provisions of law, each with its own dates, binding level and how far it was verified.

Owns which provisions were in force on a date, and which of them a letter may cite. Leaves the provisions
themselves to the criteria files: no paragraph number stands in the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tillsyn.domain.conditions import Condition


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
        if self.act in ("SOSFS", "HSLF-FS"):
            return f"{self.provision} {self.act} {self.sfs}".strip()
        return f"{self.provision} {self.act} ({self.sfs})".strip()


def law_on(bases: Iterable[LegalBasis], day: date) -> tuple[LegalBasis, ...]:
    """The provisions in force on `day`, in the order of the criteria file."""
    return tuple(basis for basis in bases if basis.in_force(day))


def carries_requirement(bases: Iterable[LegalBasis]) -> bool:
    """Whether some provision is citable and binding: without one no letter may demand."""
    return any(basis.citable and basis.binding is Binding.MUST for basis in bases)
