"""Criteria files: every fault of every file in one run, at its exact place, with its sentence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.criteria_examples import AREA, CONDITION, EXAMPLES, FILES, SET, Example, changed, write_set
from tillsyn.domain.criteria import CriteriaSet, DatedText
from tillsyn.domain.units import Unit
from tillsyn.problems import Problem
from tillsyn.problems.criteria import CRITERIA
from tillsyn.reading.criteria import check_paths, read_criteria

REPOSITORY = Path(__file__).parents[2]
SETS = sorted(path.parent for path in (REPOSITORY / "criteria").glob("*/set.yaml"))

ELSEWHERE = {"C022W", "C024"}  # faults of folders, tested below


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.code}-{e.bad[:24]}")
def test_a_fault_is_found_at_its_place_and_not_where_there_is_none(example: Example, tmp_path: Path) -> None:
    bad = write_set(tmp_path / "bad", changed(example.file, example.old, example.bad))
    good_text = example.old if example.good is None else example.good
    good = write_set(tmp_path / "good", changed(example.file, example.old, good_text))

    found = [p for p in read_criteria(bad).problems if p.code == example.code]

    assert [_place(p, bad) for p in found[:1]] == [f"{_file_of(example)}:{example.place}".rstrip(":")]
    assert "{" not in found[0].message
    assert example.code not in {p.code for p in read_criteria(good).problems}


def test_every_code_has_an_example() -> None:
    assert {example.code for example in EXAMPLES} | ELSEWHERE == set(CRITERIA)


def test_the_small_set_has_no_fault_and_becomes_values(tmp_path: Path) -> None:
    criteria = _criteria(write_set(tmp_path))

    first, second, third = criteria.criteria
    assert (criteria.id, criteria.version, criteria.sampling.strata) == ("provsamling", "1", ("form",))
    assert first.guidance.on(date(2025, 6, 30)) == "Äldre ord."
    assert first.guidance.on(date(2025, 7, 1)) == "Nyare ord."
    assert first.guidance.wordings[1].valid_from == date(2025, 7, 1)
    assert [basis.sfs for basis in first.legal_basis] == ["2001:453", "2025:400"]
    assert second.applies_when is not None and second.applies_when.names[0].id == "PLA-01"
    assert third.unit is Unit.AUDITEE
    assert criteria.requirement["R-MAL"].proposed_when.share == Fraction(1, 5)
    assert criteria.fact["form"].values == (("hvb", "HVB"), ("annan", "Annan"))


def test_all_faults_of_all_files_come_in_one_run_in_file_order(tmp_path: Path) -> None:
    files = {
        "set.yaml": SET.replace("[plan.yaml]", "[z.yaml, a.yaml]").replace("strata: [form]", "strata: [from]"),
        "z.yaml": AREA.replace("scale: s2\n    applies_when: barn", "scale: s1\n    applies_when: bern"),
        "a.yaml": "area: UPF\ntitle: [x]\ncriteria: nej\n",
    }
    folder = write_set(tmp_path, files)

    found = [(Path(p.file).name, p.line, p.code) for p in read_criteria(folder).problems]

    assert found == [
        ("set.yaml", 8, "C032"),
        ("z.yaml", 13, "C030"),
        ("z.yaml", 14, "C060"),
        ("a.yaml", 2, "Y034"),
        ("a.yaml", 3, "Y035"),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "nearest"),
    [
        ("plan.yaml", "requirement: R-MAL", "requirement: R-MÅL", "R-MAL"),
        ("plan.yaml", "barn or", "bran or", "barn"),
        ("plan.yaml", "form == hvb", "form == hbv", "hvb"),
        ("set.yaml", "strata: [form]", "strata: [from]", "form"),
        ("set.yaml", "[plan.yaml]", "[pla.yaml]", "plan.yaml"),
        ("set.yaml", "meaning: unmet", "meaning: unmett", "unmet"),
        ("set.yaml", "language: sv", "langauge: sv", "language"),
    ],
)
def test_the_nearest_known_name_is_suggested(file: str, old: str, new: str, nearest: str, tmp_path: Path) -> None:
    folder = write_set(tmp_path, changed(file, old, new))

    assert nearest in [p.about.get("nearest") for p in read_criteria(folder).problems]


def test_a_warning_does_not_hinder(tmp_path: Path) -> None:
    folder = write_set(tmp_path, {**FILES, "gammal.yaml": "x: 1"})

    reading = read_criteria(folder)

    assert [(p.code, Path(p.file).name) for p in reading.problems] == [("C022W", "gammal.yaml")]
    assert reading.criteria is not None


def test_a_condition_may_rest_on_a_chain_but_not_on_a_circle(tmp_path: Path) -> None:
    circle = AREA.replace(CONDITION, "PLA-02 == ja")
    folder = write_set(tmp_path, {**FILES, "plan.yaml": circle})

    found = [p for p in read_criteria(folder).problems if p.code == "C070"]

    assert [p.about["chain"] for p in found] == ["PLA-01 → PLA-02 → PLA-01"]


def test_a_condition_in_quotation_marks_or_folded_is_placed_as_well_as_can_be(tmp_path: Path) -> None:
    quoted = changed("plan.yaml", CONDITION, '"barn or bran"')
    folded = changed("plan.yaml", CONDITION, ">-\n      barn or\n      bran")

    assert _codes(write_set(tmp_path / "q", quoted)) == ["14:28 C060"]
    assert _codes(write_set(tmp_path / "f", folded)) == ["14:19 C060"]


def test_text_that_other_readers_of_yaml_mistake_stays_text(tmp_path: Path) -> None:
    files = changed("plan.yaml", 'sfs: "2001:453", provision: 3 kap. 5 §', "sfs: 2014:5, provision: 0114")
    files["plan.yaml"] = files["plan.yaml"].replace("title: Mål", "title: no")

    criteria = _criteria(write_set(tmp_path, files))

    assert (criteria.criteria[0].legal_basis[0].sfs, criteria.criteria[0].legal_basis[0].provision) == (
        "2014:5",
        "0114",
    )
    assert criteria.requirement["R-MAL"].title == DatedText.undated("no")


@pytest.mark.parametrize("name", ["", "set.yaml", "plan.yaml"])
def test_check_paths_takes_a_folder_or_any_file_of_a_set(name: str, tmp_path: Path) -> None:
    folder = write_set(tmp_path, changed("plan.yaml", "barn or", "bran or"))

    assert [p.code for p in check_paths([folder / name])] == ["C060"]


def test_check_paths_takes_a_folder_of_sets_and_names_no_set_twice(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write_set(tmp_path / name, changed("plan.yaml", "barn or", "bran or"))

    found = check_paths([tmp_path, tmp_path / "a"])

    assert [Path(p.file).parent.name for p in found] == ["a", "b"]


def test_check_paths_says_where_there_is_no_set(tmp_path: Path) -> None:
    (tmp_path / "lone.yaml").write_text("area: PLA", encoding="utf-8")

    found = check_paths([tmp_path / "none", tmp_path, tmp_path / "lone.yaml"])

    assert [p.code for p in found] == ["Y001", "C024", "C024"]
    assert read_criteria(tmp_path).problems[0].code == "C024"


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_file", refuse)

    assert [p.code for p in check_paths([write_set(tmp_path)])] == ["C024"]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_published_sets_are_whole(folder: Path) -> None:
    reading = read_criteria(folder)

    assert [str(p) for p in reading.problems] == []
    assert reading.criteria is not None


_FRAGMENTS = st.sampled_from(
    [*SET.split(), *AREA.split(), ":", "-", "{", "}", "[", "]", '"', "&a", "*a", "\t", "<<", "\n", "\x00"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_change_of_a_file_makes_the_reader_raise(data: st.DataObject, tmp_path: Path) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    lines = FILES[name].splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", lines[at] * 2, lines[at].replace(":", " "), lines[at].lstrip()])
    ) + " ".join(data.draw(st.lists(_FRAGMENTS, max_size=4)))
    folder = write_set(tmp_path, {**FILES, name: "".join(lines)})

    assert all(str(problem) for problem in read_criteria(folder).problems)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(content: bytes, tmp_path: Path) -> None:
    write_set(tmp_path)
    (tmp_path / "plan.yaml").write_bytes(content)

    reading = read_criteria(tmp_path)

    assert reading.criteria is None and all(str(problem) for problem in reading.problems)


def _criteria(folder: Path) -> CriteriaSet:
    reading = read_criteria(folder)
    assert [str(p) for p in reading.problems] == []
    assert reading.criteria is not None
    return reading.criteria


def _codes(folder: Path) -> list[str]:
    return [f"{p.line}:{p.column} {p.code}" for p in read_criteria(folder).problems]


def _place(problem: Problem, folder: Path) -> str:
    return problem.place.removeprefix(f"{folder}/")


def _file_of(example: Example) -> str:
    return "set.yaml:7:8" if example.code == "C023" else example.file
