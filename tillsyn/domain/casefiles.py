"""Who and what is audited: audits, auditees, case files and the documents in them.

Owns these values alone. Leaves facts to `domain.facts` and judgements to `domain.answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tillsyn.domain.facts import FactValue


class AuditKind(StrEnum):
    """What kind of undertaking an audit is."""

    SUPERVISION = "supervision"
    SELF_AUDIT = "self_audit"
    USER_LED = "user_led"


class AuditeeKind(StrEnum):
    """Who can be audited."""

    COMMITTEE = "committee"
    PROVIDER = "provider"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Audit:
    """One undertaking: the criteria set it stands on now (by SHA-256) and a fixed audit date."""

    id: str
    title: str
    kind: AuditKind
    day: date
    criteria_hash: str
    first_criteria_hash: str = ""
    """The set it was set up with; another than `criteria_hash` once it has been upgraded."""

    @property
    def edition(self) -> str:
        """What an answer says it was given under: the hash of the criteria, empty for those it was set up with."""
        return "" if self.criteria_hash == self.first_criteria_hash else self.criteria_hash


@dataclass(frozen=True, slots=True)
class Auditee:
    """Who is audited and gets the letter; `dnr` is the agency's registry number of this matter."""

    id: str
    name: str
    kind: AuditeeKind = AuditeeKind.COMMITTEE
    body: str = ""
    """The organisation it belongs to, e.g. the municipality, as written in an address."""
    address: tuple[str, ...] = ()
    dnr: str = ""


class SampleRole(StrEnum):
    """How a case stands in the draw."""

    SAMPLE = "sample"
    RESERVE = "reserve"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One drawn case file. `number` is its place in the sample ("Ärende 7"), the only name that leaves."""

    code: str
    auditee: str
    number: int
    role: SampleRole = SampleRole.SAMPLE
    stratum: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One text in a case file. `name` is its file name without ending, unique in the case."""

    case: str
    name: str
    kind: str
    title: str
    text: str
    day: date | None = None
