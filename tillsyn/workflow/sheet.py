"""A sheet: one case file, or the auditee itself, at one seat, with all that is known and judged of it.

Owns the sheet and reading it from the store, so that what is shown and what counts as seen are of one moment, and
that a second reader sees nothing of the first. Leaves changing it to `workflow.review`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tillsyn.domain.answers import Answer, Evidence, Progress, Source, counting, progress
from tillsyn.domain.applicability import CaseState
from tillsyn.domain.casefiles import Auditee, CaseFile, Document
from tillsyn.domain.control import Control, Remark
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.entries import OF_A_FILE, Json, subject
from tillsyn.domain.facts import FactValue
from tillsyn.domain.ratings import Override
from tillsyn.domain.seats import Seat
from tillsyn.domain.units import Unit
from tillsyn.store import queries, seat_queries
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files, kept_facts, not_in_sample, unit_of
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be undone: what it was about, and what stood there before."""

    kind: str
    subject: str
    criterion: str
    data: Json
    text: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case file (or auditee) at one seat: what is known and judged, and what was changed in this sitting."""

    opened: OpenAudit
    auditee: Auditee
    case: CaseFile
    seat: Seat
    documents: tuple[Document, ...]
    facts: Mapping[str, FactValue]
    answers: Mapping[str, Answer]
    comments: Mapping[str, str]
    """Comments by criterion, also where no answer is given yet."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Quoted places by criterion, also where no answer is given yet."""
    seen: Mapping[str, tuple[str, ...]]
    """Subject → hashes of the entries this sheet shows: what a new entry names as its base."""
    good: frozenset[str] = frozenset()
    """Criteria whose answer is marked as a good example."""
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    """Where comments have it from, by criterion; nothing means the file."""
    overrides: Mapping[str, Override] = field(default_factory=dict)
    """Ratings a person gave in place of the computed ones, by area."""
    control: Control = field(default_factory=Control)
    remarks: tuple[Remark, ...] = ()
    """Colleagues' remarks on the file's answers, oldest first; none at the second reader's seat."""
    agreed: Mapping[str, Answer] = field(default_factory=dict)
    """At the seat of consensus: what both readers answered alike, which needs no consensus."""
    steps: tuple[Step, ...] = ()
    """What can be undone, oldest first."""
    undone: tuple[Step, ...] = ()
    """What can be made again, until something else is changed."""

    @property
    def locked(self) -> bool:
        """Whether nothing may be changed here now; a second reading hinders nobody and is never locked."""
        return self.control.locked and self.seat is not Seat.SECOND

    @property
    def counted(self) -> Mapping[str, Answer]:
        """The answers that count here: those of the seat, and what both readers agree on."""
        return {**self.agreed, **self.answers} if self.agreed else self.answers

    @property
    def state(self) -> CaseState:
        """What is asked, from the facts and answers on the sheet."""
        codes = counting(self.counted)
        return CaseState(self.opened.criteria, self.facts, codes, self.opened.audit.day, self.auditee.kind)

    @property
    def unit(self) -> Unit:
        """What the sheet is about."""
        return unit_of(self.opened.criteria, self.case.code)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of auditee it is about, for sentences."""
        return (self.auditee.kind.value,)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of this sheet, in file order."""
        return self.opened.criteria.criteria_of(self.unit)

    @property
    def progress(self) -> Progress:
        """How far the sheet has come."""
        return progress(self.state, self.counted, self.unit)

    def subject(self, kind: str, *parts: str) -> str:
        """The journal's name for something on this sheet."""
        return subject(kind, self.opened.audit.id, self.auditee.id, self.case.code, *parts)


def load_sheet(
    desk: Desk, opened: OpenAudit, auditee_id: str, case: str = AUDITEE_LEVEL, seat: Seat = Seat.FIRST
) -> Sheet:
    """The sheet of a drawn file; without a case, that of the auditee itself.

    Raises:
        UsageFault: when the case is not in the sample.
    """
    with desk.store.snapshot():  # what is shown and what counts as seen must be of one moment
        return _load(desk, opened, auditee_id, case, seat)


def _load(desk: Desk, opened: OpenAudit, auditee_id: str, case: str, seat: Seat) -> Sheet:
    auditee = opened.auditee(auditee_id)
    store, audit = desk.store, opened.audit.id
    found = _case(desk, opened, auditee_id, case, seat)
    here = (auditee_id, case)
    readings = queries.answers(store, audit, auditee_id, case).get(here, {})
    answers = readings.get(seat, {})
    blind = seat is Seat.SECOND
    return Sheet(
        opened,
        auditee,
        found,
        seat,
        queries.documents(store, audit, auditee_id, case),
        found.facts,
        opened.marked(answers),
        queries.loose_comments(store, audit, auditee_id, case, seat),
        queries.loose_evidence(store, audit, auditee_id, case, seat),
        queries.heads_of(store, OF_A_FILE, audit, auditee_id, case),
        queries.good_examples(store, audit, auditee_id, case, seat),
        queries.loose_sources(store, audit, auditee_id, case, seat),
        seat_queries.ratings(store, audit, auditee_id, case).get(here, {}).get(seat, {}),
        Control() if blind else seat_queries.control_of(store, audit, auditee_id, case),
        () if blind else seat_queries.remarks(store, audit, auditee_id, case),
        opened.marked(agreed_on(readings)) if seat is Seat.CONSENSUS else {},
    )


def reload_sheet(desk: Desk, sheet: Sheet) -> Sheet:
    """The sheet as it stands now, when others have written too; what can be undone and made again stays."""
    fresh = load_sheet(desk, sheet.opened, sheet.auditee.id, sheet.case.code, sheet.seat)
    return replace(fresh, steps=sheet.steps, undone=sheet.undone)


def agreed_on(readings: Mapping[Seat, Mapping[str, Answer]]) -> dict[str, Answer]:
    """What two readers answered alike, by criterion, with the words of the first."""
    first, second = readings.get(Seat.FIRST, {}), readings.get(Seat.SECOND, {})
    return {name: answer for name, answer in first.items() if name in second and second[name].code == answer.code}


def facts_kind(seat: Seat) -> str:
    """The kind of entry under which a fact is filled in: the second reader's and the consensus stand beside the first.

    A second reader's are for nobody else to count; those of the consensus count, and leave what was read as it was.
    """
    return "fact" if seat is Seat.FIRST else "seat_fact"


def _case(desk: Desk, opened: OpenAudit, auditee: str, case: str, seat: Seat) -> CaseFile:
    filled = _filled(desk, opened, auditee, case, seat)
    if case == AUDITEE_LEVEL:
        return CaseFile(AUDITEE_LEVEL, auditee, 0, facts=kept_facts(opened.criteria, filled))
    for found in case_files(desk, opened, auditee, {(auditee, case): filled}, case).get(auditee, ()):
        if found.code == case:
            return found
    raise not_in_sample(case, auditee)


def _filled(desk: Desk, opened: OpenAudit, auditee: str, case: str, seat: Seat) -> dict[str, str]:
    """What was filled in beside the register, as the seat sees it."""
    return seat_queries.facts_at(desk.store, opened.audit.id, seat, auditee, case).get((auditee, case), {})
