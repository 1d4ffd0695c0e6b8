"""Drift: each reader's rates against the others', the cases behind them, and the rule for what is marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.drift import Against, Rate, Share, drift
from tillsyn.workflow.drift_told import drift_file, rule_words


@pytest.fixture
def judged(small: Path) -> Path:
    """Anna has judged three methods as lacking of four; Bo one of two, and could not judge the other."""
    read(small, ANNA, Seat.FIRST, dict.fromkeys(("V-01", "V-02"), "MET-01 nej"))
    read(small, ANNA, Seat.FIRST, {"V-03": "MET-01 delvis, PLA-01 ej", "V-04": "MET-01 ja"})
    read(small, BO, Seat.SECOND, {"V-01": "MET-01 nej", "V-04": "MET-01 oklart"})
    return small


def test_rates_counted_by_hand_with_the_cases_behind(judged: Path) -> None:
    with open_desk(judged) as desk:
        rows = drift(desk, open_audit(desk))

    assert [(row.criterion.id, row.reader) for row in rows] == [("MET-01", ANNA), ("MET-01", BO)]
    anna, bo = rows
    assert anna.rates[Rate.LACKING] == Against(Share(3, 4), Share(1, 2))
    assert bo.rates[Rate.CANNOT_JUDGE] == Against(Share(1, 2), Share(0, 4))
    assert anna.rates[Rate.NOT_APPLICABLE] == Against(Share(0, 4), Share(0, 2))
    assert sorted((case.file[1], case.code) for case in bo.own) == [("V-01", "nej"), ("V-04", "oklart")]
    assert not anna.marked  # two are too few to say anything


def test_what_one_reader_alone_has_judged_is_no_drift(judged: Path) -> None:
    with open_desk(judged) as desk:
        assert drift(desk, open_audit(desk), "PLA-01") == ()
        with pytest.raises(UsageFault, match="PLA-99"):
            drift(desk, open_audit(desk), "PLA-99")


def test_those_who_share_a_seat_both_stand_by_its_judgements(judged: Path) -> None:
    read(judged, f"{BO} + Cai Tre", Seat.SECOND, {"V-02": "MET-01 ja"})
    with open_desk(judged) as desk:
        rows = {row.reader: row for row in drift(desk, open_audit(desk), "MET-01")}

    assert rows[BO].rates[Rate.LACKING] == Against(Share(1, 3), Share(3, 4))
    assert rows["Cai Tre"].rates[Rate.LACKING] == Against(Share(0, 1), Share(4, 6))


@pytest.mark.parametrize(
    ("own", "others", "marked"),
    [
        ((5, 5), (15, 20), True),
        ((5, 5), (16, 20), False),
        ((0, 5), (2, 8), True),
        ((4, 4), (0, 20), False),
        ((5, 5), (0, 4), False),
        ((2, 10), (2, 10), False),
    ],
)
def test_the_rule_for_what_is_marked(own: tuple[int, int], others: tuple[int, int], marked: bool) -> None:
    assert Against(Share(*own), Share(*others)).marked is marked


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_the_rule_is_the_same_from_either_side(a: int, b: int, c: int, d: int) -> None:
    one, other = Share(min(a, b), max(a, b)), Share(min(c, d), max(c, d))

    assert Against(one, other).marked == Against(other, one).marked


def test_names_are_shown_and_numbers_leave(judged: Path) -> None:
    with open_desk(judged) as desk:
        opened = open_audit(desk)
        rows = drift(desk, opened)

    assert ANNA in drift_file(opened, rows, "table", names=True).decode()
    for form in ("csv", "json"):
        left = drift_file(opened, rows, form, names=False).decode("utf-8-sig")
        assert ANNA not in left and BO not in left
    (first, _second) = json.loads(drift_file(opened, rows, "json", names=False))
    assert (first["reader"], first["lacking"]["count"], first["lacking"]["others_of"]) == ("läsare 1", 3, 2)
    assert "minst 5 akter" in rule_words(opened) and "25 procentenheter" in rule_words(opened)
