"""The key to made-up case files: exactly what is asked of each case is answered, each with a reason."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tillsyn.problems import Problem
from tillsyn.reading.calibration import FOLDER, KEY_FILE, read_key
from tillsyn.reading.criteria import check_paths, read_criteria

SMALL = Path(__file__).parents[1] / "small" / "criteria"
# code, what is written in the key, what it is changed to, where the fault stands
FAULTS = {
    "A050": ("set: liten", "set: stor", "2:6"),
    "A051": ("      PLA-02: {code: delvis", "      # PLA-02: {code: delvis", "9:7"),
    "A052": ('      MET-01: {code: nej', "      PLA-03: {code: ja, why: x}\n      MET-01: {code: nej", "18:7"),
    "A053": ('PLA-01: {code: ja, why: "Planen 2025-09-01 är skriven och undertecknad."}', "PLA-01: ja", "9:7"),
    "A054": ("case: K-02", "case: K-03", "13:11"),
    "A055": ("case: K-02", "case: K-03", "5:3"),
    "A056": ("barn: ja, ", "", "7:12"),
    "A002": ("MET-01: {code: ja", "MET-09: {code: ja", "12:7"),
    "A003": ("PLA-02: {code: delvis", "PLA-02: {code: lite", "10:15"),
    "A007": ("case: K-02", "case: K-01", "13:11"),
}  # fmt: skip


@pytest.fixture
def a_set(tmp_path: Path) -> Path:
    """The small set with its key, to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "liten"))


def problems(folder: Path) -> tuple[Problem, ...]:
    criteria = read_criteria(folder).criteria
    assert criteria is not None
    return read_key(folder, criteria).problems


def test_a_key_is_read(a_set: Path) -> None:
    criteria = read_criteria(a_set).criteria
    assert criteria is not None

    reading = read_key(a_set, criteria)

    assert reading.problems == () and reading.key is not None
    assert reading.key.audit_date == date(2026, 3, 2)
    assert [(case.case, len(case.answers)) for case in reading.key.cases] == [("K-01", 4), ("K-02", 2)]
    assert reading.key.cases[0].facts == {"insatsform": "oppenvard", "barn": True, "beslutsdatum": date(2025, 9, 1)}
    assert reading.key.cases[1].answers[0].why == "Ett telefonsamtal är ingen skriven plan."
    assert [(d.case, d.kind) for d in reading.documents] == [
        ("K-01", "utredning"), ("K-01", "plan"), ("K-02", "utredning"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_at_its_place(code: str, a_set: Path) -> None:
    old, new, place = FAULTS[code]
    file = a_set / FOLDER / KEY_FILE
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")

    found = [problem for problem in problems(a_set) if problem.code == code]

    assert [problem.place for problem in found] == [f"{file}:{place}"]
    assert "{" not in found[0].message
    assert found[0] in check_paths([a_set])


def test_a_missing_key_is_told(a_set: Path) -> None:
    (a_set / FOLDER / KEY_FILE).unlink()

    assert [problem.code for problem in check_paths([a_set])] == ["A057"]


def test_a_set_without_made_up_case_files_has_no_fault(a_set: Path) -> None:
    shutil.rmtree(a_set / FOLDER)

    assert check_paths([a_set]) == ()
