"""Local selections: what is left of a set, and every way to write one wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.criteria_examples import AREA, write_set
from tillsyn.domain.criteria import LeftOut
from tillsyn.problems import Problem
from tillsyn.problems.selections import SELECTIONS
from tillsyn.reading.compiled import compile_set, load_set, set_hash
from tillsyn.reading.criteria import CriteriaReading, read_criteria
from tillsyn.reading.selection import is_selection, read_selection

GOOD = """\
format: 1
set: samling
version: "1"
title: Egenkontroll våren 2026
leave_out:
  PLA-03: Rutinen granskas av regionen.
"""
MET = "  - id: UPF-01\n    rev: 1\n    unit: auditee\n    question: Följs det upp?\n    scale: s2\n"


def read(folder: Path, text: str) -> CriteriaReading:
    write_set(folder / "samling")
    path = folder / "urval.yaml"
    path.write_text(text, encoding="utf-8")
    return read_selection(path, lambda name: folder / name if (folder / name).is_dir() else None)


def place(problem: Problem) -> str:
    return f"{problem.line}:{problem.column} {problem.code}"


def test_what_is_left_is_a_set_of_its_own_that_says_what_it_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    whole = read_criteria(tmp_path / "samling").criteria

    criteria = reading.criteria
    assert criteria is not None and whole is not None and reading.problems == ()
    assert [c.id for c in criteria.criteria] == ["PLA-01", "PLA-02"]
    assert [r.id for r in criteria.requirements] == ["K-PLAN", "R-MAL"]
    assert criteria.selection is not None
    assert criteria.selection.title == "Egenkontroll våren 2026"
    assert criteria.selection.left_out == (LeftOut("PLA-03", "Finns en rutin?", "Rutinen granskas av regionen."),)
    assert criteria.selection.whole == set_hash(compile_set(whole))
    assert load_set(compile_set(criteria)) == criteria
    assert "selection" not in compile_set(whole)


def test_an_area_is_left_out_whole(tmp_path: Path) -> None:
    write_set(tmp_path / "samling")
    set_file = tmp_path / "samling" / "set.yaml"
    set_file.write_text(set_file.read_text().replace("[plan.yaml]", "[plan.yaml, upf.yaml]"))
    (tmp_path / "samling" / "upf.yaml").write_text(f"area: UPF\ntitle: Uppföljning\ncriteria:\n{MET}", encoding="utf-8")
    path = tmp_path / "urval.yaml"
    path.write_text(GOOD.replace("PLA-03: Rutinen granskas av regionen.", "PLA: Granskas senare."), encoding="utf-8")

    criteria = read_selection(path, lambda name: tmp_path / name).criteria

    assert criteria is not None and criteria.selection is not None
    assert ([c.id for c in criteria.criteria], [a.id for a in criteria.areas]) == (["UPF-01"], ["UPF"])
    assert [one.id for one in criteria.selection.left_out] == ["PLA-01", "PLA-02", "PLA-03"]


_LINE = "PLA-03: Rutinen granskas av regionen."
FAULTS = [
    ("U001", "set: samling", "set: annan", "2:6"),
    ("U002", 'version: "1"', 'version: "2"', "3:10"),
    ("U003", _LINE, f"{_LINE}\n  PLA-30: Finns inte.", "7:3"),
    ("U004", f"leave_out:\n  {_LINE}", "leave_out: {}", "5:12"),
    ("U005", _LINE, "PLA: Allt.", "6:3"),
    ("U006", _LINE, 'PLA-03: ""', "6:3"),
    ("U006", _LINE, "PLA-03:", "6:3"),
    ("U007", _LINE, "PLA-01: Behövs inte.", "6:3"),
    ("U008", _LINE, f"{_LINE}\n  PLA: Allt.", "6:3"),
    ("C008", "format: 1", "format: 2", "1:9"),
    ("Y031", 'version: "1"\n', "", "1:1"),
    ("Y032", "title:", "titel:", "4:1"),
]


@pytest.mark.parametrize(("code", "old", "new", "at"), FAULTS, ids=lambda part: part[:20])
def test_a_fault_is_found_at_its_place(code: str, old: str, new: str, at: str, tmp_path: Path) -> None:
    assert GOOD.count(old) == 1

    reading = read(tmp_path, GOOD.replace(old, new))

    found = [problem for problem in reading.problems if problem.code == code]
    assert reading.criteria is None
    assert [place(problem) for problem in found] == [f"{at} {code}"]
    assert "{" not in found[0].message


def test_a_condition_on_what_is_left_out_names_both(tmp_path: Path) -> None:
    (found,) = read(tmp_path, GOOD.replace("PLA-03", "PLA-01")).problems

    assert "PLA-02 vilar på bedömningen av PLA-01 (”PLA-01 == ja and days(start, audit_date) >= 30”)" in found.message


def test_a_faulty_set_is_named_not_repeated(tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    write_set(tmp_path / "samling", {"plan.yaml": AREA.replace("scale: s2\n    applies", "scale: s9\n    applies")})

    reading = read_selection(tmp_path / "urval.yaml", lambda name: tmp_path / name)

    assert [place(problem) for problem in reading.problems] == ["2:6 U009"]


def test_every_code_has_an_example() -> None:
    assert {fault[0] for fault in FAULTS} | {"U009"} >= set(SELECTIONS)


def test_files_of_a_set_are_no_selections(tmp_path: Path) -> None:
    read(tmp_path, GOOD)

    assert is_selection(tmp_path / "urval.yaml")
    assert not any(is_selection(path) for path in (*(tmp_path / "samling").iterdir(), tmp_path, tmp_path / "ingen"))
