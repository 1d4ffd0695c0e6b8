"""Which facts decide what is asked, where they come from, and what follows from changing one."""

from __future__ import annotations

import pytest

from tillsyn.domain.facts import UNSTATED
from tillsyn.domain.seats import Seat
from tillsyn.domain.units import Unit
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.firstfacts import Effect, deciding_facts, effect_between, effect_of, filled_in, unknown_facts
from tillsyn.workflow.sheet import load_sheet


def test_what_a_condition_names_decides(liten: OpenAudit) -> None:
    assert [fact.id for fact in deciding_facts(liten.criteria, Unit.CASE_FILE)] == ["barn"]
    assert deciding_facts(liten.criteria, Unit.AUDITEE) == ()


@pytest.mark.parametrize(("case", "unknown"), [("V-01", ()), ("V-02", ()), ("V-03", ("barn",)), ("V-04", ())])
def test_a_fact_is_wanted_where_a_criterion_waits_for_it(
    desk: Desk, liten: OpenAudit, case: str, unknown: tuple[str, ...]
) -> None:
    assert unknown_facts(load_sheet(desk, liten, "vik", case)) == unknown


def test_what_each_value_would_bring(desk: Desk, liten: OpenAudit) -> None:
    sheet = load_sheet(desk, liten, "vik", "V-03")
    assert effect_of(sheet, "barn", True) == Effect(come=("PLA-03",))
    assert effect_of(sheet, "barn", False) == Effect(gone=("PLA-03",))
    assert effect_of(sheet, "barn", UNSTATED) == Effect(gone=("PLA-03",))
    assert not effect_of(sheet, "insatsform", "hvb")


def test_answers_are_kept_and_counted_again(desk: Desk, liten: OpenAudit) -> None:
    first = review.give_answer(desk, load_sheet(desk, liten, "vik", "V-01"), "PLA-03", "ja")
    assert effect_of(first, "barn", False) == Effect(gone=("PLA-03",), kept=("PLA-03",))

    changed = review.fill_fact(desk, first, "barn", "nej")
    assert effect_between(first, changed) == Effect(gone=("PLA-03",), kept=("PLA-03",))
    assert (changed.progress.done, changed.progress.asked) == (0, 3)
    assert changed.answers["PLA-03"].code == "ja"

    back, _about = undo(desk, changed)
    assert effect_between(changed, back) == Effect(come=("PLA-03",), again=("PLA-03",))
    assert (back.progress.done, back.progress.asked) == (1, 4)


def test_what_is_filled_in_is_told_from_the_register(desk: Desk, liten: OpenAudit) -> None:
    sheet = load_sheet(desk, liten, "vik", "V-01")
    assert filled_in(desk, sheet) == frozenset()
    sheet = review.fill_fact(desk, sheet, "barn", "nej")
    assert filled_in(desk, sheet) == {"barn"}
    assert filled_in(desk, load_sheet(desk, liten, "vik", "V-01", Seat.SECOND)) == frozenset()
    assert filled_in(desk, review.fill_fact(desk, sheet, "barn", "")) == frozenset()
