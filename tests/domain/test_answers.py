"""What a file still lacks before it is done, and whose reading counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tillsyn.domain.answers import Answer, Gap, GapKind, Progress, gap_of, progress, standing
from tillsyn.domain.applicability import CaseState
from tillsyn.domain.criteria import Unit
from tillsyn.domain.facts import FactValue
from tillsyn.domain.seats import Seat
from tillsyn.reading.criteria import read_criteria

SET = read_criteria(Path(__file__).resolve().parents[1] / "small" / "criteria").criteria
FORM: dict[str, FactValue] = {"insatsform": "hvb"}


def so_far(facts: dict[str, FactValue], **answers: str) -> Progress:
    """Progress with answers given as PLA_01="ja" or PLA_01="nej: because"."""
    given = {}
    for name, written in answers.items():
        code, _sign, comment = written.partition(": ")
        criterion = name.replace("_", "-")
        given[criterion] = Answer(criterion, code, comment)
    assert SET is not None
    state = CaseState(SET, {**FORM, **facts}, {c: a.code for c, a in given.items()}, date(2026, 3, 2))
    return progress(state, given)


def test_nothing_answered_lacks_everything_that_may_be_asked() -> None:
    assert so_far({}) == Progress(
        0,
        4,
        (
            Gap(GapKind.ANSWER, "PLA-01"),
            Gap(GapKind.FACT, "PLA-02", ("PLA-01",)),
            Gap(GapKind.FACT, "PLA-03", ("barn",)),
            Gap(GapKind.ANSWER, "MET-01"),
        ),
    )


def test_a_file_is_done_when_nothing_is_missing() -> None:
    done = so_far({"barn": False}, PLA_01="ja", PLA_02="nej: Målen är vaga.", MET_01="oklart: Sidor saknas.")

    assert done == Progress(3, 3, ())
    assert done.complete


def test_what_is_not_asked_is_not_lacking() -> None:
    assert so_far({"barn": False}, PLA_01="nej: Ingen plan.", MET_01="ja") == Progress(2, 2, ())


@pytest.mark.parametrize("code", ["delvis", "nej", "ej", "oklart"])
@pytest.mark.parametrize("comment", ["", " \n\t"])
def test_an_answer_that_demands_a_comment_lacks_it(code: str, comment: str) -> None:
    assert SET is not None
    state = CaseState(SET, FORM, {"MET-01": code}, date(2026, 3, 2))

    assert gap_of(state, {"MET-01": Answer("MET-01", code, comment)}, "MET-01") == Gap(GapKind.COMMENT, "MET-01")
    assert gap_of(state, {"MET-01": Answer("MET-01", code, "För att.")}, "MET-01") is None


def test_the_auditee_itself_has_its_own_questions() -> None:
    assert SET is not None
    state = CaseState(SET, {}, {}, date(2026, 3, 2))

    assert progress(state, {}, Unit.AUDITEE) == Progress(0, 1, (Gap(GapKind.ANSWER, "MET-02"),))


def an(code: str) -> Answer:
    return Answer("X", code)


def test_consensus_stands_over_first_and_first_over_second() -> None:
    second = {"A": an("ja"), "B": an("ja"), "C": an("ja")}
    first = {"A": an("nej"), "B": an("nej")}
    agreed = {"A": an("delvis")}

    found = standing({Seat.SECOND: second, Seat.FIRST: first, Seat.CONSENSUS: agreed})

    assert {name: answer.code for name, answer in found.items()} == {"A": "delvis", "B": "nej", "C": "ja"}


def test_nobody_has_read_is_no_answers() -> None:
    assert standing({}) == {}
