"""A criteria set: areas, criteria, scales, requirements, and texts that follow the law of a date.

Owns the values a criteria file becomes, and the look-ups between them. Leaves reading them from text to
`reading.criteria`, conditions to `domain.conditions`, and law to `domain.law`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from tillsyn.domain.conditions import Condition
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.law import Binding, LegalBasis


class Unit(StrEnum):
    """What one answer is about."""

    CASE_FILE = "case_file"
    AUDITEE = "auditee"
    AGREEMENT = "agreement"


class Meaning(StrEnum):
    """What an answer code means for the counting. *Unanswered* is the absence of an answer, never a meaning."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def lacking(self) -> bool:
        """Whether the file lacks something: unmet or only partly met."""
        return self in (Meaning.PARTLY, Meaning.UNMET)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a text and the days it is used (inclusive; None is open)."""

    text: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text whose wording follows the law of a date; one undated wording for a plain text."""

    wordings: tuple[Wording, ...]

    def on(self, day: date) -> str:
        """The wording of `day`; the last one where none fits."""
        for wording in self.wordings:
            begun = wording.valid_from is None or wording.valid_from <= day
            if begun and (wording.valid_until is None or day <= wording.valid_until):
                return wording.text
        return self.wordings[-1].text if self.wordings else ""

    def __bool__(self) -> bool:
        return bool(self.wordings)


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One answer a scale allows: its code, the key that gives it, and what it demands ("comment")."""

    code: str
    key: str
    meaning: Meaning
    label: str
    demands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers a criterion allows, in order."""

    id: str
    steps: tuple[ScaleStep, ...]

    def step(self, code: str) -> ScaleStep | None:
        """The step with `code`, or None."""
        return next((step for step in self.steps if step.code == code), None)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question put to a case file, an auditee or an agreement. Its id is given once and never reused."""

    id: str
    rev: int
    area: str
    unit: Unit
    question: DatedText
    guidance: DatedText
    scale: str
    legal_basis: tuple[LegalBasis, ...]
    look_in: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    applies_when: Condition | None = None
    judged_by_date: str | None = None
    requirement: str | None = None

    @property
    def binding(self) -> Binding:
        """Must, when any of its provisions is; otherwise should."""
        must = any(basis.binding is Binding.MUST for basis in self.legal_basis)
        return Binding.MUST if must else Binding.SHOULD


@dataclass(frozen=True, slots=True)
class ProposalRule:
    """When a requirement is proposed: lacking in at least so many files, or in a share of them; `critical` = one."""

    in_at_least: int | None = None
    share: Fraction | None = None
    critical: bool = False

    def met(self, lacking: int, applicable: int) -> bool:
        """Whether `lacking` of `applicable` files are enough."""
        if lacking == 0:
            return False
        if self.critical:
            return True
        if self.in_at_least is not None and lacking >= self.in_at_least:
            return True
        return self.share is not None and Fraction(lacking, max(applicable, 1)) >= self.share


@dataclass(frozen=True, slots=True)
class Requirement:
    """The lasting state demanded (krav), gathered from one or several criteria.

    `text` is what a letter demands, `advice` what it may advise; `observation` continues the sentence
    "I 3 av 8 granskade ärenden …".
    """

    id: str
    area: str
    title: str
    proposed_when: ProposalRule
    text: DatedText
    advice: DatedText
    observation: str = ""
    consequence: str = ""
    account_within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a set, e.g. PLA, Planering."""

    id: str
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SamplingDefaults:
    """What the set proposes for the draw."""

    size: int
    reserve: int
    strata: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriteriaSet:
    """A whole set, checked: every name in it resolves."""

    id: str
    version: str
    status: str
    title: str
    language: str
    sampling: SamplingDefaults
    facts: tuple[FactDefinition, ...]
    scales: tuple[Scale, ...]
    areas: tuple[Area, ...]
    criteria: tuple[Criterion, ...]
    requirements: tuple[Requirement, ...] = field(default=())

    @cached_property
    def fact(self) -> dict[str, FactDefinition]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def requirement(self) -> dict[str, Requirement]:
        """Requirements by id."""
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def _scale(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    def scale_of(self, criterion: Criterion) -> Scale:
        """The scale `criterion` is answered on."""
        return self._scale[criterion.scale]

    def meaning(self, criterion_id: str, code: str) -> Meaning | None:
        """What `code` means for a criterion, None where its scale has no such code."""
        step = self.scale_of(self.criterion[criterion_id]).step(code)
        return step.meaning if step else None

    def criteria_of(self, unit: Unit) -> tuple[Criterion, ...]:
        """The criteria about one kind of thing, in file order."""
        return tuple(criterion for criterion in self.criteria if criterion.unit is unit)

    def criteria_for(self, requirement_id: str) -> tuple[Criterion, ...]:
        """The criteria a requirement gathers, in file order."""
        return tuple(c for c in self.criteria if c.requirement == requirement_id)
