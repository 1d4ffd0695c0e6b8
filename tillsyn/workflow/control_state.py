"""How files stand with their control: the latest step, what has changed since, and the remarks that wait.

Owns what counts as a part of a file and telling that one is not as it was when it was handed over or approved. Leaves
the rules to `domain.control` and taking a step to `workflow.quality`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from tillsyn.domain.applicability import Asked
from tillsyn.domain.control import (
    DOCUMENTS,
    LOCKED,
    Control,
    ControlCount,
    Controlled,
    Remark,
    Weight,
    count_control,
    differing,
    digest,
)
from tillsyn.domain.entries import Json, canonical, subject
from tillsyn.domain.facts import write_fact
from tillsyn.domain.ratings import COUNTING_SEATS
from tillsyn.domain.seats import PRECEDENCE, Seat
from tillsyn.store import queries, seat_queries
from tillsyn.store.control_queries import Said, said_of, steps_of
from tillsyn.store.queries import CaseKey
from tillsyn.workflow.audits import AuditeeWork, JudgedCase, OpenAudit, unit_of
from tillsyn.workflow.desk import Desk

PART_LENGTH = 16


def controlled_files(desk: Desk, opened: OpenAudit, works: Iterable[AuditeeWork]) -> dict[CaseKey, Controlled]:
    """How each file (or auditee itself) stands that was ever handed over, or has an open remark."""
    works = tuple(works)
    only = works[0].auditee.id if len(works) == 1 else None
    controls = seat_queries.controls(desk.store, opened.audit.id, only)
    open_remarks = _open(seat_queries.remarks(desk.store, opened.audit.id, only))
    if not controls and not open_remarks:
        return {}
    ratings = seat_queries.ratings(desk.store, opened.audit.id, only)
    disputed = {name for name, _heads in queries.conflicts(desk.store)}
    found = {}
    for work in works:
        for judged in work.all:
            key = (work.auditee.id, judged.case.code)
            if key in controls or key in open_remarks:
                control = controls.get(key, Control())
                dispute = subject("control", opened.audit.id, *key) in disputed
                changed = _remembered(desk, opened, judged, (control, ratings.get(key)))
                waits = open_remarks.get(key, Counter())
                found[key] = Controlled(control, changed, dispute, waits[Weight.MUST_FIX], waits[Weight.INFORMATION])
    return found


def count_of(work: AuditeeWork, found: Mapping[CaseKey, Controlled]) -> ControlCount:
    """How many files of one auditee are where; approved ones of those that are counted, the others with itself too."""
    mine = [found[key] for case in work.all if (key := (work.auditee.id, case.case.code)) in found]
    counted = {case.case.code for case in work.counted}
    approved = sum(found[key].approved for key in found if key[0] == work.auditee.id and key[1] in counted)
    whole = count_control(len(work.counted), mine)
    return ControlCount(whole.files, approved, whole.submitted, whole.under_way, whole.remarks)


def changed_since(desk: Desk, opened: OpenAudit, judged: JudgedCase, control: Control) -> tuple[str, ...]:
    """What is not as it was when a file was handed over or approved; nothing while it may be changed anyhow."""
    if control.state not in LOCKED:
        return ()
    now = parts_of(desk, opened, judged)
    if digest(now) == control.judged:
        return ()
    steps = steps_of(desk.store, opened.audit.id, judged.case.auditee, judged.case.code)
    before = next((step.parts for step in reversed(steps) if digest(step.parts) == control.judged), {})
    return differing(before, now)


def _remembered(desk: Desk, opened: OpenAudit, judged: JudgedCase, beside: tuple[Control, object]) -> tuple[str, ...]:
    """What has changed in a file; as found before, where neither its judgements nor what is said beside are others."""
    if desk.memory is None:
        return changed_since(desk, opened, judged, beside[0])
    key = (judged.case.auditee, judged.case.code)
    known = desk.memory.changes.get(key)
    if known is None or known[0] is not judged or known[1] != beside:
        known = (judged, beside, changed_since(desk, opened, judged, beside[0]))
        desk.memory.changes[key] = known
    return known[2]


def parts_of(desk: Desk, opened: OpenAudit, judged: JudgedCase) -> dict[str, str]:
    """What counts in a file, part by part as a hash: criteria that are asked, facts, areas rated by hand, documents."""
    case = judged.case
    said = _ByPlace(opened.audit.id, judged, said_of(desk.store, opened.audit.id, case.auditee, case.code))
    parts: dict[str, Json] = {}
    unit = unit_of(opened.criteria, case.code)
    for criterion in opened.criteria.criteria_of(unit):
        if (asked := judged.state.applicability(criterion.id).asked) is not Asked.NO:
            parts[criterion.id] = [asked.value, *said.judgement(criterion.id)]
    for fact in opened.criteria.facts_of(unit):
        if (value := case.facts.get(fact.id)) is not None:
            parts[fact.id] = write_fact(value)
    parts.update({area.id: rating for area in opened.criteria.areas if (rating := said.rating(area.id))})
    if documents := queries.documents(desk.store, opened.audit.id, case.auditee, case.code):
        parts[DOCUMENTS] = [[d.name, d.kind, str(d.day or ""), d.title, d.text] for d in documents]
    return {name: hashlib.sha256(canonical(part).encode()).hexdigest()[:PART_LENGTH] for name, part in parts.items()}


class _ByPlace:
    """What stands of a file, by what it is about, at the seat that counts there."""

    def __init__(self, audit: str, judged: JudgedCase, said: Mapping[str, Said]) -> None:
        self._place = (audit, judged.case.auditee, judged.case.code)
        self._judged = judged
        self._said = said

    def judgement(self, criterion: str) -> list[Json]:
        """The answer with its comment, sources and evidence; nothing of a question that is unanswered."""
        answer = self._judged.answers.get(criterion)
        if answer is None:
            return []
        seat = next((seat for seat in PRECEDENCE if self._data("answer", seat, criterion).get("code")), Seat.FIRST)
        place = subject("evidence", *self._place, seat.value, criterion, "")
        cited: list[Json] = [
            [name, said.words]
            for name, said in sorted(self._said.items())
            if name.startswith(place) and said.data.get("cited")
        ]
        comment = self._said.get(subject("comment", *self._place, seat.value, criterion))
        sources = self._data("source", seat, criterion).get("sources", [])
        return [answer.code, answer.reconsider, comment.words if comment else "", sources, cited]

    def rating(self, area: str) -> Json:
        """The rating given by hand, with its reason; None where the computed one stands."""
        for seat in COUNTING_SEATS:
            said = self._said.get(subject("rating", *self._place, seat.value, area))
            if said and said.data.get("rating"):
                return [said.data["rating"], said.words]
        return None

    def _data(self, kind: str, seat: Seat, about: str) -> dict[str, Json]:
        said = self._said.get(subject(kind, *self._place, seat.value, about))
        return said.data if said else {}


def _open(remarks: Iterable[Remark]) -> dict[CaseKey, Counter[Weight]]:
    found: dict[CaseKey, Counter[Weight]] = {}
    for remark in remarks:
        if remark.is_open:
            found.setdefault((remark.auditee, remark.case), Counter())[remark.weight] += 1
    return found
