"""Decision files: what an inspector decided about each proposed requirement, with the reasons.

Owns the format. Leaves whether a requirement was proposed, and for whom, to `workflow.findings`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.findings import Disposition
from tillsyn.domain.text import plain
from tillsyn.problems import Problem
from tillsyn.reading.faults import nearest
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.leaving import check_format, warn_of_disclosures
from tillsyn.reading.tree import read_tree

_WORDS = ("krav", "råd", "ingen")


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """One decision as a file gives it, and the line it begins on."""

    auditee: str
    requirement: str
    disposition: Disposition
    reason: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DecisionsReading:
    """The audit a file names and its decisions in order, and every fault; with an error it is not to be used."""

    audit: str
    decisions: tuple[GivenDecision, ...]
    problems: tuple[Problem, ...]


def read_decisions(path: Path, criteria: CriteriaSet) -> DecisionsReading:
    """Read a decision file against the criteria whose requirements it decides on."""
    problems: list[Problem] = []
    top = top_fields(read_tree(path, str(path)), problems)
    if top is None:
        return DecisionsReading("", (), tuple(problems))
    top.done(("format", "audit", "decisions"))
    check_format(top)
    audit = top.text("audit") or ""
    lines: dict[tuple[str, str], int] = {}
    read = [_decision(each, criteria, lines) for each in top.list_of_fields("decisions") or ()]
    return DecisionsReading(audit, tuple(decision for decision in read if decision), tuple(problems))


def _decision(fields: Fields, criteria: CriteriaSet, lines: dict[tuple[str, str], int]) -> GivenDecision | None:
    fields.done(("auditee", "requirement", "as", "reason"))
    auditee, requirement = fields.text("auditee"), _requirement(fields, criteria)
    disposition, reason = _disposition(fields), plain(fields.text("reason") or "").strip()
    warn_of_disclosures(fields, "reason", reason)
    if auditee is None or requirement is None or disposition is None or not reason:
        return None
    if disposition is Disposition.REQUIREMENT and not criteria.requirement[requirement].text:
        fields.report("A032", fields.place("as"), requirement=requirement)
        return None
    if first := lines.get((auditee, requirement)):
        fields.report("A033", fields, requirement=requirement, auditee=auditee, first=first)
        return None
    lines[auditee, requirement] = fields.line
    return GivenDecision(auditee, requirement, disposition, reason, fields.line)


def _requirement(fields: Fields, criteria: CriteriaSet) -> str | None:
    """The id of a requirement that the criteria hold."""
    scalar = fields.scalar("requirement")
    if scalar is None or scalar.text in criteria.requirement:
        return scalar.text if scalar else None
    near = nearest(scalar.text, criteria.requirement)
    fields.report("A030", scalar, requirement=scalar.text, nearest=near)
    return None


def _disposition(fields: Fields) -> Disposition | None:
    scalar = fields.scalar("as")
    if scalar is None:
        return None
    try:
        return Disposition.read(scalar.text)
    except ValueError:
        near = nearest(scalar.text, _WORDS)
        fields.report("A031", scalar, value=scalar.text, known=", ".join(_WORDS), nearest=near)
        return None
