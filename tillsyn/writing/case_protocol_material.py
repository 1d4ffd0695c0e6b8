"""What the protocol of one case is made of, as domain values, before anything is put into words.

Owns these values alone. Leaves gathering them to `workflow.case_protocol`, choosing what is said to
`writing.case_protocol_view`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from tillsyn.domain.answers import Answer, Evidence, Progress
from tillsyn.domain.applicability import CaseState
from tillsyn.domain.casefiles import Audit, Auditee, CaseFile, Document
from tillsyn.domain.control import Control, Remark
from tillsyn.domain.facts import FactValue
from tillsyn.domain.ratings import AreaRating, Override
from tillsyn.domain.seats import Seat
from tillsyn.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Reading:
    """What was answered at one seat, and the facts as that seat has them."""

    seat: Seat
    answers: Mapping[str, Answer]
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    """The criteria that are not asked by the facts and answers of that seat."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a seat: how often the file was opened and written in, and from when to when (as recorded, UTC)."""

    seat: Seat
    actor: str
    opened: int
    entries: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """Everything the protocol of one case (or of the auditee itself) rests on."""

    audit: Audit
    auditee: Auditee
    case: CaseFile
    unit: Unit
    state: CaseState
    """Its facts and the answers that count."""
    answers: Mapping[str, Answer]
    """The answers that stand by criterion, also those that do not count."""
    progress: Progress
    day: date
    by: str
    """Who has the protocol written, and when."""
    check_code: str
    seat: Seat | None = None
    """The one seat it tells of; None for all of them."""
    documents: tuple[Document, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    """Comments by criterion, also where no answer is given."""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Quoted places by criterion, also where no answer is given."""
    register: Mapping[str, FactValue] = field(default_factory=dict)
    """The facts as the register has them."""
    filled: Collection[str] = ()
    """The facts that were filled in by a reader."""
    readings: tuple[Reading, ...] = ()
    """The seats where something was answered, first, second, consensus."""
    presences: tuple[Presence, ...] = ()
    computed: Mapping[str, AreaRating] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    control: Control = field(default_factory=Control)
    changed: tuple[str, ...] = ()
    """Criteria, facts and areas that are not as they were when it was handed over or approved."""
    remarks: tuple[Remark, ...] = ()
    began: str = ""
    """The version of the criteria that the audit was set up with, where it has gone over to another."""
    unsettled: tuple[str, ...] = ()
    """Facts and criteria of which two readers say different things, and which nobody has settled."""
    steps: tuple[Control, ...] = ()
    """Every step of its control so far, oldest first."""
