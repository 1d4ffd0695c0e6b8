"""Gathering what a report says of how sure the judgements are: read twice, good examples.

Owns which of them count: what the answers that count come to. Leaves the figures to `domain.agreement`, what is said to
`writing.quality_view`.
"""

from __future__ import annotations

from tillsyn.domain.applicability import Asked
from tillsyn.domain.seats import Seat
from tillsyn.store import queries, seat_queries
from tillsyn.workflow.agreement import By, JudgedTwice, grouped, judged_twice
from tillsyn.workflow.audits import AUDITEE_LEVEL, AuditeeWork, JudgedCase, OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.writing.quality_material import Alike, AreaAlike, GoodExample


def good_examples(work: AuditeeWork) -> tuple[GoodExample, ...]:
    """The answers of an auditee that are marked and count."""
    return tuple(
        GoodExample(judged.case.number, name)
        for judged in work.all
        for name, answer in judged.answers.items()
        if answer.good and _counts(judged, name)
    )


def readers_alike(desk: Desk, opened: OpenAudit) -> Alike | None:
    """How alike first and second readers judged; None where nothing was judged twice."""
    pairs = judged_twice(desk, opened)
    found = grouped((opened.criteria,), pairs, By.AREA, opened)
    if found.whole is None:
        return None
    files = {pair.file for pair in pairs if pair.both}
    itself = sum(code == AUDITEE_LEVEL for _auditee, code in files)
    differing = [pair for pair in pairs if pair.differs]
    return Alike(
        len(files) - itself,
        itself,
        found.whole.agreed,
        tuple(AreaAlike(group.title, group.files, group.agreed) for group in found.groups),
        len(differing),
        _settled(desk, opened, differing),
    )


def _settled(desk: Desk, opened: OpenAudit, differing: list[JudgedTwice]) -> int:
    """How many differences have an answer of the consensus, or facts of it that decide what is asked."""
    store, audit = desk.store, opened.audit.id
    answers = queries.answers(store, audit)
    facts = seat_queries.facts_of_seat(store, audit, Seat.CONSENSUS)

    def settles(pair: JudgedTwice) -> bool:
        if pair.criterion.id in answers.get(pair.file, {}).get(Seat.CONSENSUS, {}):
            return True
        condition = pair.criterion.applies_when
        named = {name.id for name in condition.names} if condition else set()
        return not named.isdisjoint(facts.get(pair.file, {}))

    return sum(map(settles, differing))


def _counts(judged: JudgedCase, criterion: str) -> bool:
    asked = judged.state.applicability(criterion).asked is Asked.YES
    return asked and judged.state.meaning(criterion) is not None
