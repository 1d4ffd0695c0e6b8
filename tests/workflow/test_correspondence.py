"""What each auditee is to be sent: the screen and the letter itself hold back for the same reasons."""

from __future__ import annotations

from pathlib import Path

from tillsyn.domain.entries import subject
from tillsyn.domain.letters import DraftReason
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.correspondence import pending_letters
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.material import auditee_materials


def test_a_fact_that_two_people_filled_in_differently_holds_the_letter_back(small: Path) -> None:
    with open_desk(small) as desk:
        opened = open_audit(desk)
        case = subject("fact", opened.audit.id, "vik", "V-01", "barn_berors")
        before = pending_letters(desk, opened)[0]
        desk.record([Draft("fact", case, {"value": "ja"}, None, ())])
        desk.record([Draft("fact", case, {"value": "nej"}, None, ())])
        after = pending_letters(desk, opened)[0]
        material = auditee_materials(desk, opened)[0]
    assert before.auditee.id == after.auditee.id == material.auditee.id == "vik"
    assert DraftReason.CONFLICTS not in {h.reason for h in before.hindrances}
    assert DraftReason.CONFLICTS in {h.reason for h in after.hindrances}
    assert material.conflicts == 1
