"""Advice on size: the one sentence, the tables, and what cannot be reckoned."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tillsyn.domain.plans import Steps
from tillsyn.domain.sizes import OneStep
from tillsyn.errors import UsageFault
from tillsyn.language import speaking
from tillsyn.stats.intervals import Interval
from tillsyn.workflow.advice import advise, files_of, percent
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk


def test_the_sentence_says_what_ten_of_forty_see() -> None:
    with speaking("sv"):
        assert advise(40, 10).sentence == "10 av 40 akter: ett fel i var femte akt ses med 92 % sannolikhet."


def test_the_table_holds_the_published_intervals_and_the_size_asked_for() -> None:
    rows = {row.size: row for row in advise(25, 10).sizes}
    assert rows[10].none_lacking == Interval(0, 6, 25)
    assert {10, 13} <= {row.size for row in advise(25, 13).sizes}


def test_a_sample_larger_than_the_register_is_all_of_it() -> None:
    told = advise(7, 10)

    assert told.size == 7
    assert {row.chance for row in told.seen} == {1}
    assert told.sizes[-1].none_lacking == Interval(0, 0, 7)


def test_margins_and_the_smallest_plan_are_the_published_ones() -> None:
    assert advise(300, 10).margins == ((Fraction(1, 20), 169), (Fraction(1, 10), 73))
    assert advise(50, 10).smallest == OneStep(11, 2)


def test_two_steps_are_judged_at_every_share() -> None:
    rows = advise(40, 10, Steps(10, 1, 4)).steps

    assert all(row.two and row.two.clear_pass + row.two.second_step + row.two.clear_fail == 1 for row in rows)
    passes = [row.two.clear_pass for row in rows if row.two]
    assert passes == sorted(passes, reverse=True)


@pytest.mark.parametrize(
    ("chance", "shown"), [(Fraction(0), 0), (Fraction(1, 999), 1), (Fraction(998, 999), 99), (Fraction(1), 100)]
)
def test_nothing_is_certain_that_is_not(chance: Fraction, shown: int) -> None:
    assert percent(chance) == shown


@pytest.mark.parametrize(
    ("files", "size", "steps"), [(0, 1, None), (10**7, 1, None), (10, 0, None), (40, 10, Steps(5, 4, 4))]
)
def test_what_cannot_be_reckoned_is_told(files: int, size: int, steps: Steps | None) -> None:
    with pytest.raises(UsageFault):
        advise(files, size, steps)


def test_the_number_of_files_comes_from_the_register(desk: Desk, liten: OpenAudit) -> None:
    assert files_of(desk, liten, "vik") == 4
    with pytest.raises(UsageFault):
        files_of(desk, liten, "o-nas")
