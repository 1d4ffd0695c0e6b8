"""What becomes of a running audit when its criteria change edition, told before anything is done.

Owns the fate of every answer and decision. Leaves carrying it out to `upgrade`, and what is material to
`domain.editions`. No answer is ever converted: its fate is only whether it counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tillsyn.domain.answers import Answer
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.editions import Change, ChangeKind, Comparison, compare
from tillsyn.domain.entries import Json
from tillsyn.reading.compiled import load_set
from tillsyn.store import queries
from tillsyn.store.queries import CaseKey
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions import Edition


class Fate(StrEnum):
    """What becomes of an answer: it counts on, must be reconsidered, or is kept outside the counting."""

    KEPT = "kept"
    AGAIN = "again"
    CODE_GONE = "code_gone"
    """To be reconsidered, and the code is no longer on the scale."""
    RETIRED = "retired"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Touched:
    """One change and what it touches: answers given, and the files (auditee, case) they are given in."""

    change: Change
    answers: int
    files: tuple[CaseKey, ...]


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What an upgrade comes to for one audit."""

    comparison: Comparison
    fates: Mapping[Fate, int]
    touched: tuple[Touched, ...]
    files: tuple[CaseKey, ...]
    """The files where something must be reconsidered; an empty case is the auditee itself."""
    decisions: tuple[tuple[str, str], ...]
    """(auditee, requirement) of decisions that must be made again, since what is demanded has changed."""

    @property
    def again(self) -> int:
        """How many answers must be reconsidered."""
        return self.fates[Fate.AGAIN] + self.fates[Fate.CODE_GONE]

    def as_json(self) -> dict[str, Json]:
        """The plan as codes and numbers, as the journal keeps it."""
        return {**self._counts(), "changes": {c.id: c.kind.value for c in self.comparison.changes if _matters(c)}}

    def _counts(self) -> dict[str, Json]:
        counts: dict[str, Json] = {fate.value: self.fates[fate] for fate in Fate}
        return {**counts, "files": len(self.files), "decisions": len(self.decisions)}


def plan_upgrade(desk: Desk, opened: OpenAudit, new: Edition) -> UpgradePlan:
    """What going over to `new` would do to an audit."""
    comparison = compare(opened.criteria, new.criteria)
    earlier = _Earlier(desk, opened, new, comparison)
    fates: Counter[Fate] = Counter()
    places: dict[str, list[CaseKey]] = defaultdict(list)
    again: dict[CaseKey, None] = {}
    for place, answer in _answers(desk, opened):
        fate = _fate(answer, earlier.of(answer.edition), new.criteria)
        fates[fate] += 1
        places[answer.criterion].append(place)
        if fate in (Fate.AGAIN, Fate.CODE_GONE):
            again[place] = None
    touched = (Touched(c, len(places[c.id]), tuple(dict.fromkeys(places[c.id]))) for c in comparison.criteria)
    decided = queries.decisions(desk.store, opened.audit.id)
    decisions = [p for p, d in decided.items() if p[1] in earlier.of(d.edition).materially_other]
    return UpgradePlan(
        comparison,
        {fate: fates[fate] for fate in Fate},
        tuple(one for one in touched if one.change.kind is not ChangeKind.SAME),
        tuple(sorted(again)),
        tuple(sorted(decisions)),
    )


class _Earlier:
    """What the new edition does to each edition that answers were given under."""

    def __init__(self, desk: Desk, opened: OpenAudit, new: Edition, present: Comparison) -> None:
        self.desk, self.opened, self.new = desk, opened, new
        self.known = {opened.audit.criteria_hash: present}

    def of(self, edition: str) -> Comparison:
        sha256 = edition or self.opened.audit.first_criteria_hash
        if sha256 not in self.known:
            compiled = queries.compiled_set(self.desk.store, sha256)
            before = load_set(compiled) if compiled else replace(self.new.criteria, criteria=(), requirements=())
            self.known[sha256] = compare(before, self.new.criteria)
        return self.known[sha256]


def _fate(answer: Answer, comparison: Comparison, new: CriteriaSet) -> Fate:
    if answer.criterion not in new.criterion:
        chosen = new.selection.left_out if new.selection else ()
        return Fate.LEFT_OUT if answer.criterion in {one.id for one in chosen} else Fate.RETIRED
    if answer.criterion not in comparison.materially_other:
        return Fate.KEPT
    return Fate.AGAIN if new.meaning(answer.criterion, answer.code) else Fate.CODE_GONE


def _answers(desk: Desk, opened: OpenAudit) -> Iterator[tuple[CaseKey, Answer]]:
    """Every answer of every seat, and the file it is about."""
    for place, seats in queries.answers(desk.store, opened.audit.id).items():
        for answers in seats.values():
            yield from ((place, answer) for answer in answers.values())


def _matters(change: Change) -> bool:
    return change.kind is not ChangeKind.SAME
