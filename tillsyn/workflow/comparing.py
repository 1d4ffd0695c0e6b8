"""Two audits of the same files beside each other: a self-audit against an inspection, or one year against another.

Owns matching auditees, cases and criteria, and where one rated higher or lower than the other. Leaves which criteria
can be compared to `domain.editions`, and the figures to `workflow.agreement`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.applicability import Asked
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.criteria import Criterion, Meaning
from tillsyn.domain.editions import compare as compare_editions
from tillsyn.domain.subsample import FileKey
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.workflow.agreement import Agreements, By, JudgedTwice, count_files, grouped
from tillsyn.workflow.audits import JudgedCase, OpenAudit, audit_work, unit_of
from tillsyn.workflow.desk import Desk

_ORDER = {Meaning.MET: 2, Meaning.PARTLY: 1, Meaning.UNMET: 0}
"""Judgements that are higher or lower than one another; the others are neither."""


class Direction(StrEnum):
    """Where the self-audit (or the other audit) stands against the inspection (or this one)."""

    HIGHER = "higher"
    LOWER = "lower"
    OTHERWISE = "otherwise"
    """Different, but neither higher nor lower: one of them could not judge, or held it not applicable."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the two audits judge differently."""

    pair: JudgedTwice
    direction: Direction
    comments: tuple[str, str]
    """What this audit and the other one say of it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two audits beside each other. In `pairs`, first is what this one judged, second the other."""

    this: OpenAudit
    other: OpenAudit
    pairs: tuple[JudgedTwice, ...]
    differences: tuple[Difference, ...]
    files: int
    only_this: tuple[FileKey, ...]
    """Files that stand in this audit alone; likewise for the other."""
    only_other: tuple[FileKey, ...]
    not_comparable: tuple[str, ...]
    """Criteria of both whose answers cannot be compared, since the question has changed."""

    @property
    def other_is_self_audit(self) -> bool:
        """Whether the other one is the auditee's own and this one is not: then it is told in those words."""
        own = AuditKind.SELF_AUDIT
        return self.other.audit.kind is own and self.this.audit.kind is not own

    def count(self, direction: Direction) -> int:
        """How many differences go in a direction."""
        return sum(one.direction is direction for one in self.differences)

    def agreements(self, by: By) -> Agreements:
        """The agreement of the two, in groups."""
        return grouped((self.this.criteria, self.other.criteria), self.pairs, by, self.this)


def compare_audits(this: tuple[Desk, OpenAudit], other: tuple[Desk, OpenAudit]) -> Compared:
    """Match two audits by auditee, case and criterion; they may stand in different stores.

    A self-audit is always told as the other one.

    Raises:
        UsageFault: when they are the same audit, or have no file or no criterion in common.
    """
    if (this[0].store.path, this[1].audit.id) == (other[0].store.path, other[1].audit.id):
        raise UsageFault(_("An audit cannot be compared with itself."), _("Name another one."))
    if this[1].audit.kind is AuditKind.SELF_AUDIT and other[1].audit.kind is not AuditKind.SELF_AUDIT:
        this, other = other, this
    ours, theirs = _files(*this), _files(*other)
    comparable, changed = _criteria(this[1], other[1])
    common = [key for key in ours if key in theirs]
    if not common:
        raise UsageFault(
            put(this[1].criteria.counted_unit, _("The two audits have {no_row} in common."), this[1].kinds),
            _("They are matched by the auditee's id and the case code."),
        )
    if not comparable:
        raise UsageFault(_("The two audits have no criterion in common that can be compared."), "")
    pairs = tuple(pair for key in common for pair in _pairs(this[1], key, ours[key], theirs[key], comparable))
    return Compared(
        this[1],
        other[1],
        pairs,
        tuple(_difference(pair, ours[pair.file], theirs[pair.file]) for pair in pairs if pair.differs),
        count_files(pairs),
        tuple(key for key in ours if key not in theirs and bool(key[1]) == this[1].criteria.asks_of_rows),
        tuple(key for key in theirs if key not in ours and bool(key[1]) == other[1].criteria.asks_of_rows),
        changed,
    )


def _files(desk: Desk, opened: OpenAudit) -> dict[FileKey, JudgedCase]:
    """Every file where anything is answered, with the answers that count."""
    return {
        (work.auditee.id, judged.case.code): judged
        for work in audit_work(desk, opened)
        for judged in work.all
        if judged.answers
    }


def _criteria(this: OpenAudit, other: OpenAudit) -> tuple[dict[str, Criterion], tuple[str, ...]]:
    """The criteria of both whose answers can be compared, and the ids of those whose cannot."""
    both = [c for c in this.criteria.criteria if c.id in other.criteria.criterion]
    if this.audit.criteria_hash == other.audit.criteria_hash:
        return {c.id: c for c in both}, ()
    ways = (compare_editions(other.criteria, this.criteria), compare_editions(this.criteria, other.criteria))
    held = {change.id for way in ways for change in way.criteria if change.comparable}
    return {c.id: c for c in both if c.id in held}, tuple(c.id for c in both if c.id not in held)


def _pairs(
    opened: OpenAudit, key: FileKey, ours: JudgedCase, theirs: JudgedCase, comparable: Mapping[str, Criterion]
) -> Iterator[JudgedTwice]:
    both = _put_to(ours, key) & _put_to(theirs, key) & comparable.keys()
    for criterion in opened.criteria.criteria_of(unit_of(opened.criteria, key[1])):
        if criterion.id in both and (_asks(ours, criterion) or _asks(theirs, criterion)):
            yield JudgedTwice(
                key, ours.case.number, criterion, ours.state.meaning(criterion.id), theirs.state.meaning(criterion.id)
            )


def _put_to(judged: JudgedCase, key: FileKey) -> set[str]:
    """The criteria that are put to such an auditee; it may be of another kind in the other audit."""
    criteria = judged.state.criteria
    return {c.id for c in criteria.criteria_of(unit_of(criteria, key[1])) if c.put_to(judged.state.kind)}


def _asks(judged: JudgedCase, criterion: Criterion) -> bool:
    return judged.state.applicability(criterion.id).asked is not Asked.NO


def _difference(pair: JudgedTwice, ours: JudgedCase, theirs: JudgedCase) -> Difference:
    said = tuple(
        one_line(side.answers[pair.criterion.id].comment) if pair.criterion.id in side.answers else ""
        for side in (ours, theirs)
    )
    return Difference(pair, direction(pair), (said[0], said[1]))


def direction(pair: JudgedTwice) -> Direction:
    """Whether the second of two differing judgements is higher than the first, lower, or neither."""
    if pair.first not in _ORDER or pair.second not in _ORDER:
        return Direction.OTHERWISE
    assert pair.first is not None and pair.second is not None
    return Direction.HIGHER if _ORDER[pair.second] > _ORDER[pair.first] else Direction.LOWER
