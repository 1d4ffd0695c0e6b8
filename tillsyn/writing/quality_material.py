"""How sure the judgements are, as values: read twice, marked as good examples.

Owns these values alone. Leaves gathering them to `workflow.report_quality`, choosing what a report says of them to
`writing.quality_view`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillsyn.domain.agreement import Agreed


@dataclass(frozen=True, slots=True)
class GoodExample:
    """A counted answer marked as a good example; number 0 is the auditee itself."""

    number: int
    criterion: str


@dataclass(frozen=True, slots=True)
class AreaAlike:
    """How alike the judgements of an area are, over so many files read twice."""

    title: str
    files: int
    agreed: Agreed


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two readers judged: in all, area by area, and how many differences were settled."""

    files: int
    """Files of the register read twice."""
    itself: int
    """Auditees of which what is asked of themselves was read twice."""
    agreed: Agreed
    areas: tuple[AreaAlike, ...]
    differing: int
    settled: int
