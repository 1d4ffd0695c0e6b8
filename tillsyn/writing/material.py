"""What a letter and a report are made of, as domain values, before anything is put into words.

Owns these values alone. Leaves gathering them to `workflow`, and choosing what is said to `writing.views`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.calibration import Calibrated
from tillsyn.domain.casefiles import Audit, Auditee
from tillsyn.domain.control import ControlCount
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.findings import JudgedFile
from tillsyn.domain.letters import Hindrance, Judged, LetterKind, hindrances
from tillsyn.domain.sampling import Draw
from tillsyn.writing.quality_material import Alike, GoodExample


@dataclass(frozen=True, slots=True)
class AuditeeMaterial:
    """One auditee: its files as judged (number 0 is the auditee itself), its findings, and its draw."""

    auditee: Auditee
    files: tuple[JudgedFile, ...]
    findings: tuple[Judged, ...]
    draw: Draw | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Case code → reason, for drawn files that were left out."""
    unanswered: int = 0
    """Files (the auditee itself among them) where something is still missing."""
    conflicts: int = 0
    """Files where two people's differing answers both stand."""
    reconsider: int = 0
    """Files with answers given under another edition, where the criterion was materially other."""
    plan_words: tuple[str, ...] = ()
    """The plan of the draw in sentences, where it is another than in proportion from all of the register."""
    reason_words: Mapping[str, str] = field(default_factory=dict)
    """Reason → sentence, for the reasons that a plan lists of its own."""
    control: ControlCount = field(default_factory=ControlCount)
    """How many files a colleague has approved, and in how many that is under way."""

    good: tuple[GoodExample, ...] = ()

    def hindrances(self, kind: LetterKind) -> tuple[Hindrance, ...]:
        """Why a letter of a kind to it is a draft, empty when it may be sent."""
        return hindrances(kind, self.findings, self.unanswered, self.conflicts, self.reconsider, self.control.under_way)

    @property
    def cases(self) -> tuple[JudgedFile, ...]:
        """The files alone, without the auditee itself."""
        return tuple(file for file in self.files if file.number)


@dataclass(frozen=True, slots=True)
class LetterMaterial:
    """Everything one letter rests on."""

    audit: Audit
    criteria: CriteriaSet
    agency: AgencyProfile
    about: AuditeeMaterial
    kind: LetterKind
    day: date
    check_code: str
    began: str = ""
    """The version of the criteria that the audit was set up with, where it has gone over to another."""

    @property
    def hindrances(self) -> tuple[Hindrance, ...]:
        """Why the letter is a draft, empty when it may be sent."""
        return self.about.hindrances(self.kind)


@dataclass(frozen=True, slots=True)
class Reach:
    """Between `low` and `high` of all `population` files of a register lack something in an area."""

    low: int
    high: int
    population: int


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """Everything the report of a region rests on, auditees in Swedish order."""

    audit: Audit
    criteria: CriteriaSet
    agency: AgencyProfile
    auditees: tuple[AuditeeMaterial, ...]
    day: date
    check_code: str
    reach: Mapping[tuple[str, str], Reach] = field(default_factory=dict)
    """(auditee id, area id) → what the sample says of all files; absent where answers are missing."""
    calibrated: Calibrated | None = None
    """How many inspectors judged made-up case files first, and how they stood; None where none did."""
    began: str = ""
    """As in `LetterMaterial`."""
    alike: Alike | None = None
    """How alike first and second readers judged; None where nothing was read twice."""
