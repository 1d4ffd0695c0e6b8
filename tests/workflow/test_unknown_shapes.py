"""Entries of a shape that this version does not know, from a newer one or not ours: kept, and in nobody's way."""

from __future__ import annotations

from tests.workflow.in_control import CASE, control, fill
from tillsyn.domain.entries import subject
from tillsyn.domain.seats import Seat
from tillsyn.store.journal import Draft
from tillsyn.workflow import review
from tillsyn.workflow.access_log import access_log
from tillsyn.workflow.answers import export_answers
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.settling import conflicts
from tillsyn.workflow.settling_words import version_words

PLACE = ("liten", "vik", CASE)


def test_what_another_version_writes_hinders_nothing(desk: Desk, liten: OpenAudit) -> None:
    sheet = fill(desk)
    before = export_answers(desk, liten, "vik")
    desk.record(
        [
            Draft("answer", subject("answer", *PLACE, "third", "PLA-01"), {"code": "ja"}),
            Draft("answer", subject("answer", "liten", "vik"), {"code": "ja"}),
            Draft("answer", subject("answer", *PLACE, "first"), {"code": "ja"}),
            Draft(
                "evidence", subject("evidence", *PLACE, "first", "PLA-01", "plan", "sida 3"), {"cited": True}, "Ord."
            ),
            Draft("comment", subject("comment", *PLACE, "first", "PLA-01", "more"), True, "Ord."),
            Draft("rating", subject("rating", *PLACE, "first", "PLA"), "met", "Skäl."),
            Draft("source", subject("source", *PLACE, "first", "PLA-01"), {"sources": 1}),
        ]
    )

    assert control(desk).controlled.changed == ()
    assert _answers(export_answers(desk, liten, "vik")) == _answers(before)
    log = access_log(desk, liten)
    assert log.unopened[0].entries > len(sheet.answers)


def test_a_version_that_is_no_object_is_shown_beside_the_one_that_is(desk: Desk, liten: OpenAudit) -> None:
    fill(desk)
    name = subject("answer", *PLACE, Seat.FIRST.value, "PLA-01")
    desk.record([Draft("answer", name, True, None, ())])

    (conflict,) = conflicts(desk, liten)
    assert [version_words(conflict, version, liten) for version in conflict.versions] == ["Ja", ""]
    assert [past.content for past in review.history(desk, fill(desk), "PLA-01")][:2] == ["ja", ""]


def _answers(file: str) -> list[str]:
    return [line for line in file.splitlines() if "code:" in line or "quote:" in line]
