"""Criteria files: every fault of every file in one run, at its exact place, with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillsyn.domain.criteria import CriteriaSet, Unit
from tillsyn.problems import Problem
from tillsyn.problems.criteria import CRITERIA
from tillsyn.reading.criteria import check_paths, read_criteria

REPOSITORY = Path(__file__).parents[2]
SETS = sorted(path.parent for path in (REPOSITORY / "criteria").glob("*/set.yaml"))

SET = """\
format: 1
id: provsamling
version: "1"
status: draft
title: Provsamling
language: sv
files: [plan.yaml]
sampling: {size: 8, reserve: 4, strata: [form]}
facts:
  form:   {label: Form, type: choice, values: {hvb: HVB, annan: Annan}}
  barn:   {label: Barn, type: boolean}
  beslut: {label: Beslut, type: date}
  start:  {label: Start, type: date}
scales:
  s2:
    - {code: ja,  key: j, meaning: met,   label: Ja}
    - {code: nej, key: n, meaning: unmet, label: Nej, demands: [comment]}
"""

AREA = """\
area: PLA
title: Planering
criteria:
  - id: PLA-01
    rev: 1
    unit: case_file
    question: Finns en plan?
    guidance:
      - {until: 2025-06-30, text: Äldre ord.}
      - {text: Nyare ord.}
    look_in: [plan]
    search: [plan]
    scale: s2
    applies_when: barn or form == hvb
    judged_by_date: beslut
    legal_basis:
      - {act: SoL, sfs: "2001:453", provision: 3 kap. 5 §, binding: must, until: 2025-06-30, verified: text}
      - {act: SoL, sfs: "2025:400", provision: 10 kap. 1 §, binding: must, from: 2025-07-01, verified: text}
    requirement: K-PLAN
  - id: PLA-02
    rev: 1
    unit: case_file
    question: Finns mål?
    scale: s2
    applies_when: PLA-01 == ja and days(start, audit_date) >= 30
    requirement: R-MAL
  - id: PLA-03
    rev: 1
    unit: auditee
    question: Finns en rutin?
    scale: s2
    legal_basis: [{act: SoL, sfs: "2025:400", provision: 5 kap. 2 §, binding: must, verified: number}]
    requirement: K-RUTIN
requirements:
  - id: K-PLAN
    title: Planer
    text: Nämnden ska säkerställa att det finns planer.
    observation: saknas en plan
    proposed_when: {in_at_least: 2}
    account_within_days: 90
  - id: R-MAL
    title: Mål
    advice: Nämnden bör skriva mål.
    observation: saknas mål
    proposed_when: {share: "20 %"}
  - id: K-RUTIN
    title: Rutin
    text: Nämnden ska ha en rutin.
    observation: saknas en rutin
    proposed_when: {critical: true}
"""

FILES = {"set.yaml": SET, "plan.yaml": AREA}

_BASES = AREA[AREA.index("    legal_basis:\n") : AREA.index("    requirement: K-PLAN\n")]
_NEW_LAW = (
    '      - {act: SoL, sfs: "2025:400", provision: 10 kap. 1 §, binding: must, from: 2025-07-01, verified: text}\n'
)
_CONDITION = "barn or form == hvb"
_SCALES = SET[SET.index("scales:\n") :]
_REQUIREMENTS = AREA[AREA.index("requirements:\n") :]


def write_set(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert FILES[file].count(old) == 1, f"{old!r} stands {FILES[file].count(old)} times in {file}"
    return {**FILES, file: FILES[file].replace(old, new)}


class Example(NamedTuple):
    """In `file`, `old` written as `bad` has the fault at `place`; written as `good` (or left alone) it has not."""

    code: str
    file: str
    old: str
    bad: str
    place: str
    good: str | None = None


def in_condition(code: str, bad: str, column: int, good: str) -> Example:
    """A fault in the condition of PLA-01, `column` characters into it; the condition begins at column 19."""
    return Example(code, "plan.yaml", _CONDITION, bad, f"14:{19 + column}", good)


EXAMPLES = [
    # Ids
    Example("C001", "plan.yaml", "id: PLA-02", "id: PLA_02", "20:9", "id: PLA-002"),
    Example("C002", "plan.yaml", "  - id: R-MAL", "  - id: R-Mal", "41:9"),
    Example("C003", "set.yaml", "  barn: ", "  Barn: ", "11:3"),
    Example("C003", "set.yaml", "annan: Annan", "3man: Annan", "10:58", "an_3: Annan"),
    Example("C003", "set.yaml", "code: nej", "code: Nej", "17:14"),
    Example("C003", "set.yaml", "  s2:", "  S-2:", "15:3"),
    Example("C004", "plan.yaml", "area: PLA", "area: Plan", "1:7"),
    Example("C005", "set.yaml", "id: provsamling", "id: Prov samling", "2:5", "id: prov-samling-2"),
    Example("C006", "plan.yaml", "id: PLA-03", "id: UPF-03", "27:9"),
    Example("C007", "set.yaml", "  start: ", "  audit_date: ", "13:3"),
    Example("C008", "set.yaml", "format: 1", "format: 2", "1:9"),
    Example("C010", "plan.yaml", "id: PLA-03", "id: PLA-02", "27:9", "id: PLA-04"),
    Example("C010", "plan.yaml", "- id: K-RUTIN", "- id: K-PLAN", "46:9"),
    Example("C010", "set.yaml", "code: nej", "code: ja", "17:14"),
    Example("C011", "set.yaml", "annan: Annan", "barn: Annan", "10:47"),
    Example("C012", "set.yaml", "label: Barn", "label: FORM", "11:19"),
    Example("C012", "set.yaml", "annan: Annan", "annan: Hvb", "10:47"),
    Example("C013", "set.yaml", "annan: Annan", "annan: Framgår inte", "10:47"),
    # Files
    Example("C020", "set.yaml", "[plan.yaml]", "[plan.yaml, plna.yaml]", "7:20"),
    Example("C021", "set.yaml", "[plan.yaml]", "[plan.yaml, ../plan.yaml]", "7:20"),
    Example("C021", "set.yaml", "[plan.yaml]", "[plan.yaml, plan.yaml]", "7:20"),
    Example("C023", "plan.yaml", AREA[AREA.index("criteria:\n") :], "criteria: []\n", ""),
    # Names that must resolve
    Example("C030", "plan.yaml", "question: Finns mål?\n    scale: s2", "question: Finns mål?\n    scale: s3", "24:12"),
    Example("C031", "plan.yaml", "requirement: R-MAL", "requirement: R-MÅL", "26:18"),
    Example("C032", "plan.yaml", "judged_by_date: beslut", "judged_by_date: beslutet", "15:21"),
    Example("C032", "set.yaml", "strata: [form]", "strata: [from]", "8:42"),
    Example("C034", "plan.yaml", "judged_by_date: beslut", "judged_by_date: barn", "15:21", "judged_by_date: start"),
    Example("C035", "set.yaml", "strata: [form]", "strata: [barn]", "8:42", "strata: []"),
    Example("C036", "set.yaml", ", values: {hvb: HVB, annan: Annan}", "", "10:3"),
    Example("C037", "set.yaml", "type: boolean", "type: boolean, values: {a: A}", "11:48"),
    Example(
        "C038W",
        "set.yaml",
        "scales:\n",
        "scales:\n  s9: [{code: a, key: x, meaning: met, label: A}, {code: d, key: y, meaning: unmet, label: D}]\n",
        "15:3",
    ),
    # Requirements
    Example("C040", "plan.yaml", "    requirement: K-RUTIN\n", "", "45:9"),
    Example("C041", "plan.yaml", "requirement: K-PLAN\n", "requirement: R-MAL\n", "41:9"),
    Example("C042", "plan.yaml", "    text: Nämnden ska ha en rutin.\n", "", "46:9"),
    Example("C043", "plan.yaml", "    advice: Nämnden bör skriva mål.\n", "", "41:9"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{in_at_least: 2, critical: true}", "39:20", "{in_at_least: 3}"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{}", "39:20"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{critical: false}", "39:20"),
    Example("C045", "plan.yaml", '"20 %"', '"0.2"', "45:28", "7%"),
    Example(
        "C046",
        "plan.yaml",
        "    advice: Nämnden bör skriva mål.\n",
        "    advice: Nämnden bör.\n    text: Nämnden ska.\n",
        "44:11",
    ),
    Example("C047", "plan.yaml", "requirement: K-RUTIN", "requirement: K-PLAN", "35:9"),
    Example("C048", "plan.yaml", "{critical: true}", "{in_at_least: 2}", "50:20", "{in_at_least: 1}"),
    Example("C049W", "plan.yaml", _BASES, _BASES.replace("must", "should"), "35:9"),
    # The language of conditions
    in_condition("C050", "form = hvb", 5, "form == hvb"),
    in_condition("C051", "form ==", 7, "form == annan"),
    in_condition("C052", "barn or", 7, "barn or barn"),
    in_condition("C053", "days(start, beslut)", 19, "days(start, beslut) < 5"),
    in_condition("C054", "barn och barn", 5, "barn and barn"),
    in_condition("C055", "(barn", 5, "(barn)"),
    in_condition("C056", "beslut > 2025-02-30", 9, "beslut > 2025-02-28"),
    in_condition("C057", "(" * 60 + "barn" + ")" * 60, 41, "((barn))"),
    # What conditions speak of
    in_condition("C060", "not barm", 4, "not barn"),
    in_condition("C061", "form in (hvb, hem)", 14, "form in (hvb, annan)"),
    in_condition("C062", "barn == hvb", 8, "barn == nej"),
    in_condition("C062", "barn < ja", 7, "barn != ja"),
    in_condition("C063", "beslut >= 30", 10, "beslut >= 2025-07-01"),
    in_condition("C063", "audit_date", 0, "audit_date > 2025-07-01"),
    in_condition("C064", "days(start, barn) > 1", 12, "days(start, beslut) > 1"),
    in_condition("C065", "days(start, beslut) > 2025-01-01", 22, "days(start, beslut) in (1, 2)"),
    in_condition("C067", "form < hvb", 7, "form != hvb"),
    in_condition("C068", "form", 0, "barn"),
    in_condition("C069", "unstated(audit_date)", 9, "unstated(form)"),
    in_condition("C070", "PLA-02 == ja", 0, "barn"),
    in_condition("C070", "PLA-01 == ja", 0, "barn"),
    in_condition("C071", "PLA-03 == ja", 0, "barn"),
    Example("C066", "plan.yaml", "PLA-01 == ja and", "PLA-01 == kanske and", "25:29", "PLA-01 in (ja, nej) and"),
    Example(
        "C072",
        "plan.yaml",
        "question: Finns en rutin?\n",
        "question: Finns en rutin?\n    applies_when: barn\n",
        "31:19",
    ),
    Example(
        "C072",
        "plan.yaml",
        "question: Finns en rutin?\n",
        "question: Finns en rutin?\n    judged_by_date: beslut\n",
        "31:21",
    ),
    # Scales
    Example("C080", "set.yaml", "key: n", "key: nn", "17:24", "key: å"),
    Example("C081", "set.yaml", "key: n", "key: j", "17:24"),
    Example("C082", "set.yaml", "key: n", "key: G", "17:24", "key: g2"),
    Example("C082", "set.yaml", "key: n", "key: 7", "17:24"),
    Example("C083", "set.yaml", _SCALES, "scales:\n  s2: [{code: ja, key: j, meaning: met, label: Ja}]\n", "15:3"),
    # Dates
    Example("C090", "plan.yaml", "from: 2025-07-01,", "from: 2025-07-01, until: 2025-06-01,", "18:101"),
    Example(
        "C091",
        "plan.yaml",
        "{text: Nyare ord.}",
        "{from: 2025-06-30, text: Nyare ord.}",
        "10:16",
        "{from: 2025-07-01, text: Nyare ord.}",
    ),
    Example("C092", "plan.yaml", "{text: Nyare ord.}", "{from: 2025-08-01, text: Nyare ord.}", "10:16"),
    Example(
        "C095",
        "plan.yaml",
        "{until: 2025-06-30, text: Äldre",
        "{from: 2001-01-01, until: 2025-06-30, text: Äldre",
        "9:16",
    ),
    Example("C096", "plan.yaml", "{text: Nyare ord.}", "{until: 2030-06-30, text: Nyare ord.}", "10:17"),
    Example("C097", "plan.yaml", "{until: 2025-06-30, text: Äldre ord.}", "{text: Äldre ord.}", "10:9"),
    Example("C093W", "plan.yaml", "from: 2025-07-01,", "from: 2025-07-03,", "17:7", "from: 2025-06-15,"),
    Example("C094W", "plan.yaml", _NEW_LAW, "", "17:7"),
    # Texts
    Example("C100", "plan.yaml", "search: [plan]", "search: []", "12:13", 'search: ["en plan"]'),
    Example("C101", "plan.yaml", "title: Planering", 'title: "Plan\u202eering"', "2:13"),
]
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
    circle = AREA.replace(_CONDITION, "PLA-02 == ja")
    folder = write_set(tmp_path, {**FILES, "plan.yaml": circle})

    found = [p for p in read_criteria(folder).problems if p.code == "C070"]

    assert [p.about["chain"] for p in found] == ["PLA-01 → PLA-02 → PLA-01"]


def test_a_condition_in_quotation_marks_or_folded_is_placed_as_well_as_can_be(tmp_path: Path) -> None:
    quoted = changed("plan.yaml", _CONDITION, '"barn or bran"')
    folded = changed("plan.yaml", _CONDITION, ">-\n      barn or\n      bran")

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
    assert criteria.requirement["R-MAL"].title == "no"


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
