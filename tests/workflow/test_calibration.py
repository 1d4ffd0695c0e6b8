"""Calibration: the key is shown when a case is judged, not before, and what was given then is what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.county import SMALL
from tests.writing.a_letter import AGENCY, words_of
from tillsyn.domain.calibration import Agreement, Calibrated
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store.calibrations import calibrations
from tillsyn.store.journal import read_entries
from tillsyn.workflow import review
from tillsyn.workflow.answers import import_answers
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.calibration import AUDITEE, Sitting, made_up_cases, sitting
from tillsyn.workflow.calibration_result import calibrated, calibration_result, keep_result
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.report import render_report
from tillsyn.workflow.sheet import load_sheet

CRITERIA = str(SMALL / "criteria")
HEAD = "format: 1\naudit: kalibrering-{n}\nauditee: kalibrering\nseat: first\ncases:\n"
FIRST = """\
  - case: K-01
    facts: {barn: ja, beslutsdatum: 2025-09-01}
    answers: {PLA-01: ja, PLA-02: nej, PLA-03: ja, MET-01: ja}
"""
SECOND = """\
  - case: K-02
    facts: {barn: nej, beslutsdatum: 2025-03-01}
    answers: {PLA-01: nej, MET-01: nej}
"""


def answer(found: Sitting, folder: Path, cases: str) -> None:
    file = folder / "svar.yaml"
    file.write_text(HEAD.format(n=found.attempt) + cases, encoding="utf-8")
    import_answers(found.desk, found.opened, file)


def test_the_made_up_cases_wait_without_the_key(tmp_path: Path) -> None:
    with sitting(CRITERIA, "Anna") as found:
        result = calibration_result(found)
        entries = read_entries(found.desk.store)
        work = found.cases

    assert [case.case.code for case in work] == ["K-01", "K-02"]
    assert (result.cases, result.left) == ((), 2)
    key = made_up_cases(CRITERIA).key
    kept = "".join(str(entry) for entry in entries)
    assert [why for case in key.cases for a in case.answers if (why := a.why) in kept] == []
    assert work[0].case.facts == {"insatsform": "oppenvard"}  # what a register would tell, and no more


def test_a_judged_case_is_laid_beside_the_key_and_another_is_not(tmp_path: Path) -> None:
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST)
        result = calibration_result(found)

    assert [case.case for case in result.cases] == ["K-01"] and result.left == 1
    # PLA-02 delvis in the key and nej given: near. PLA-03 nej in the key and ja given: far.
    assert result.agreement == Agreement(2, 1, 1)
    assert result.cases[0].facts == ()


def test_who_has_seen_the_key_changes_nothing_afterwards(tmp_path: Path) -> None:
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST)
        before = calibration_result(found)
        sheet = load_sheet(found.desk, found.opened, AUDITEE, "K-01")
        review.give_answer(found.desk, sheet, "PLA-02", "delvis")

        assert calibration_result(found) == before


def test_each_person_has_attempts_of_their_own(tmp_path: Path) -> None:
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST + SECOND)
        calibration_result(found)
    with sitting(CRITERIA, "Bo", again=True) as other:  # nothing is done yet, so the first goes on
        assert (other.attempt, calibration_result(other).left) == (1, 2)
    with sitting(CRITERIA, "Anna", again=True) as second:
        assert (second.attempt, calibration_result(second).left) == (2, 2)
    with sitting(CRITERIA, "Anna") as second:
        assert second.attempt == 2


def test_a_finished_attempt_is_recorded_once_in_an_audit_and_the_first_counts(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    assert calibrated(desk, liten) is None
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST + SECOND)
        result = calibration_result(found)
        assert [keep_result(found, result, desk, liten) for _time in range(2)] == [True, False]
    with sitting(CRITERIA, "Anna", again=True) as found:
        answer(found, tmp_path, FIRST.replace("PLA-02: nej", "PLA-02: delvis") + SECOND)
        assert keep_result(found, calibration_result(found), desk, liten)

    kept = calibrations(desk.store, liten.audit.id)
    assert [(one.attempt, one.said["same"]) for one in kept] == [(1, 4), (2, 5)]
    assert kept[0].said["codes"]["K-02"] == {"PLA-01": ["nej", "nej"], "MET-01": ["nej", "nej"]}  # type: ignore[index,call-overload]
    assert calibrated(desk, liten) == Calibrated(1, Agreement(4, 1, 1))


def test_the_report_says_how_many_calibrated_and_how_often_they_agreed(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    (page,) = render_report(desk, liten, AGENCY, tmp_path, ["html"])
    assert "kalibrerade" not in words_of(page.read_text(encoding="utf-8"))
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST + SECOND)
        keep_result(found, calibration_result(found), desk, liten)

    (page,) = render_report(desk, liten, AGENCY, tmp_path, ["html"])

    said = " ".join(words_of(page.read_text(encoding="utf-8")).split())
    assert "En inspektör kalibrerade mot facit före besöket, på påhittade akter; överens i 4 av 6 bedömningar." in said


def test_what_is_not_finished_is_not_recorded(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with sitting(CRITERIA, "Anna") as found:
        answer(found, tmp_path, FIRST)
        with pytest.raises(UsageFault):
            keep_result(found, calibration_result(found), desk, liten)

    assert calibrations(desk.store, liten.audit.id) == ()


def test_a_set_without_made_up_cases_says_so(tmp_path: Path) -> None:
    for file in (SMALL / "criteria").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())

    with pytest.raises(InputFaults) as told, sitting(str(tmp_path), "Anna"):
        pass
    assert [problem.code for problem in told.value.problems] == ["A057"]
