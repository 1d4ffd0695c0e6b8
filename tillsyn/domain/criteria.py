"""A criteria set: areas, criteria, scales, requirements, and texts that follow the law of a date.

Owns the values a criteria file becomes, and the look-ups between them. Leaves reading them from text to
`reading.criteria`, conditions to `domain.conditions`, and law to `domain.law`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Self

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import Condition
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.law import Binding, LegalBasis
from tillsyn.domain.units import Unit


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

    @classmethod
    def undated(cls, text: str) -> Self:
        """A text with one wording for all days; none for an empty text."""
        return cls((Wording(text),) if text else ())

    def on(self, day: date) -> str:
        """The wording of `day`; the last one where none fits."""
        for wording in self.wordings:
            begun = wording.valid_from is None or wording.valid_from <= day
            if begun and (wording.valid_until is None or day <= wording.valid_until):
                return wording.text
        return self.wordings[-1].text if self.wordings else ""

    def among(self, days: Collection[date], otherwise: date) -> str:
        """The wording that all of `days` have; that of `otherwise` where they differ or there are none."""
        found = {self.on(day) for day in days}
        return found.pop() if len(found) == 1 else self.on(otherwise)

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
    asked_of: tuple[AuditeeKind, ...] = ()
    """The kinds of auditee it is put to; empty for all of them."""
    comparable_with: tuple[int, ...] = ()
    """Earlier revs whose answers its author holds comparable with answers to this one."""
    other_sources: bool = False
    """Whether an interview or another source may show what is not in the file; else that stays unmet."""

    def put_to(self, kind: AuditeeKind) -> bool:
        """Whether it is put to auditees of a kind."""
        return not self.asked_of or kind in self.asked_of

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
    "I 3 av 8 granskade ärenden …". What was seen is told in the words of the files' own dates.
    """

    id: str
    area: str
    title: DatedText
    proposed_when: ProposalRule
    text: DatedText
    advice: DatedText
    observation: DatedText = DatedText(())
    consequence: DatedText = DatedText(())
    account_within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a set, e.g. PLA, Planering."""

    id: str
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    """An id of a criterion or requirement that is never used again: since which version, why, and what follows it."""

    id: str
    since: str
    reason: str
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A criterion of the whole set that a local selection leaves out: its question, and the reason."""

    id: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A local selection of a set: what it is called, what it leaves out, and the hash of the set as a whole."""

    title: str
    left_out: tuple[LeftOut, ...]
    whole: str


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
    law_as_of: date | None = None
    """The day up to which its author read the texts of law, where that is said."""
    retired: tuple[Retired, ...] = ()
    selection: Selection | None = None
    """What a local selection left out; None for the whole set."""

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

    @cached_property
    def row_unit(self) -> Unit:
        """What one row of the register is: an agreement where the set asks about any, otherwise a case file."""
        about = (*(c.unit for c in self.criteria), *(f.unit for f in self.facts))
        return Unit.AGREEMENT if Unit.AGREEMENT in about else Unit.CASE_FILE

    @cached_property
    def asks_of_rows(self) -> bool:
        """Whether anything is asked of rows; otherwise nothing is drawn, and no register is needed."""
        return bool(self.criteria_of(self.row_unit))

    @cached_property
    def counted_unit(self) -> Unit:
        """What is counted: rows of the register, or the auditees themselves where nothing is asked of rows."""
        return self.row_unit if self.asks_of_rows else Unit.AUDITEE

    @cached_property
    def matrix_areas(self) -> tuple[Area, ...]:
        """The areas where something is asked of what is counted: those that a matrix has columns for."""
        asked = {criterion.area for criterion in self.criteria_of(self.counted_unit)}
        return tuple(area for area in self.areas if area.id in asked)

    def facts_of(self, unit: Unit) -> tuple[FactDefinition, ...]:
        """The facts about one kind of thing, in file order."""
        return tuple(fact for fact in self.facts if fact.of_auditee == (unit is Unit.AUDITEE))

    def criteria_of(self, unit: Unit) -> tuple[Criterion, ...]:
        """The criteria about one kind of thing, in file order."""
        return tuple(criterion for criterion in self.criteria if criterion.unit is unit)

    def areas_for(self, kinds: Collection[AuditeeKind]) -> tuple[Area, ...]:
        """The areas where something is asked of auditees of some of these kinds, or of their rows."""
        asked = {criterion.area for criterion in self.criteria if any(criterion.put_to(kind) for kind in kinds)}
        return tuple(area for area in self.areas if area.id in asked)

    def criteria_for(self, requirement_id: str) -> tuple[Criterion, ...]:
        """The criteria a requirement gathers, in file order."""
        return tuple(c for c in self.criteria if c.requirement == requirement_id)
