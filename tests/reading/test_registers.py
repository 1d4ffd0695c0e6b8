"""Registers of case files: what their columns and cells may hold, and that no identity number gets through."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_set import FACTS
from tillsyn.domain.facts import UNSTATED
from tillsyn.problems import in_order
from tillsyn.reading import csvfile
from tillsyn.reading.registers import FrameRow, RegisterReading, canonical_rows, read_register

Read = Callable[..., RegisterReading]

GOOD = """\
Ärendekod;Insatsform;Barn berörs;Beslut om insats
NO-001;HVB;nej;2025-02-03
NO-002;Öppenvård;;framgår inte
"""

# Code → a register with that one fault; GOOD is the good example of all.
FAULTS = {
    "R001": "Ärendekod;Insatsform\n",
    "R002": 'Ärendekod;Insatsform\nNO-001;"HVB\nNO-002;HVB\n',
    "R003": "Ärendekod;Insatsform\nNO-001\nNO-002;HVB\n",
    "R004": "Ärendekod;Barn berörs\nNO-001;nej\n",
    "R005": "Ärendekod;Insatsform;insatsform\nNO-001;HVB;HVB\n",
    "R006": "Ärendekod;Insatsform;Namn\nNO-001;HVB;821105-9954\n",
    "R007": "821105-9954;HVB\nNO-001;HVB\n",
    "R008W": "Ärendekod;Insatsform;Beslut on insats\nNO-001;HVB;2025-02-03\n",
    "R010": "Nummer;Insatsform\nNO-001;HVB\n",
    "R013": "Ärendekod;Insatsform\n;HVB\nNO-002;HVB\n",
    "R014": "Ärendekod;Insatsform\nNO-001;HVB\nNO-002;HVB\nno-001;HVB\n",
    "R015": "Ärendekod;Insatsform\nNO|001;HVB\n",
    "R016": "Ärendekod;Insatsform\n" + "N" * 61 + ";HVB\n",
    "R017": "Ärendekod;Insatsform;Beslut om insats\nNO-001;HVB;2025-02-30\n",
    "R018": "Ärendekod;Insatsform\nNO-001;HVBB\n",
}


@pytest.fixture
def register(tmp_path: Path) -> Read:
    """Reads a text as a register whose stratum is the form of care."""

    def read(content: str | bytes, **options: object) -> RegisterReading:
        path = tmp_path / "norrskog.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_register(path, FACTS, **{"required": ["insatsform"], **options})  # type: ignore[arg-type]

    return read


def test_a_register_is_read_by_labels_and_an_empty_cell_leaves_the_fact_open(register: Read) -> None:
    reading = register(GOOD)
    assert reading.problems == ()
    assert reading.rows == (
        FrameRow("NO-001", {"insatsform": "hvb", "barn_berors": False, "beslutsdatum": date(2025, 2, 3)}),
        FrameRow("NO-002", {"insatsform": "oppenvard", "beslutsdatum": UNSTATED}),
    )
    assert [row.line for row in reading.rows] == [2, 3]


@pytest.mark.parametrize(
    "content",
    [
        "case,insatsform\nNO-001,hvb\n",
        "CASE_CODE\tInsatsform\nNO-001\tHVB\n",
        "\ufeffarendekod;INSATSFORM;;\r\n\r\n NO-001 ; hvb ;;\r\n;;;\r\n",
        'A\u0308rendekod;Insatsform\n"NO-001";"HVB"\n',
    ],
)
def test_delimiter_byte_order_mark_case_and_normal_form_do_not_matter(register: Read, content: str) -> None:
    reading = register(content)
    assert (reading.rows, reading.problems) == ((FrameRow("NO-001", {"insatsform": "hvb"}),), ())


@pytest.mark.parametrize(("code", "content"), FAULTS.items())
def test_each_fault_is_found_alone(register: Read, code: str, content: str) -> None:
    reading = register(content)
    assert [problem.code for problem in reading.problems if problem.code != "R008W" or code == "R008W"][:1] == [code]
    assert all(problem.message for problem in reading.problems)


def test_all_faults_come_in_one_run_and_the_good_rows_beside_them(register: Read) -> None:
    reading = register(
        "Ärendekod;Insatsform;Beslut om insats\n"
        "NO-001;HVBB;2025-13-01\n"
        ";HVB;\n"
        "NO-002;HVB;2025-02-03\n"
        "NO-002;HVB;2025-02-03\n"
        "NO-003;HVB\n"
    )
    assert [(p.line, p.code) for p in in_order(reading.problems)] == [
        (2, "R017"),
        (2, "R018"),
        (3, "R013"),
        (5, "R014"),
        (6, "R003"),
    ]
    assert "NO-002" in {row.case_code for row in reading.rows}
    double = next(p for p in reading.problems if p.code == "R014")
    assert double.about["first"] == 4
    unknown = next(p for p in reading.problems if p.code == "R018")
    assert unknown.about["nearest"] == "HVB"


def test_a_column_of_another_name_can_be_pointed_out(register: Read) -> None:
    reading = register("Löpnr;Form;Insatsform\nNO-001;HVB;x\n", column_map={"löpnr": "case", "Form": "Insatsform"})
    assert [p.code for p in reading.problems] == ["R005"]
    reading = register("Löpnr;Form\nNO-001;HVB\n", column_map={"löpnr": "case", "Form": "Insatsform"})
    assert (reading.rows, reading.problems) == ((FrameRow("NO-001", {"insatsform": "hvb"}),), ())


def test_a_pointed_out_column_or_fact_that_is_not_there_is_named(register: Read) -> None:
    reading = register(GOOD, column_map={"Insatsfrm": "insatsform", "Insatsform": "insatsfrom"})
    assert [(p.code, p.about["nearest"]) for p in reading.problems] == [("R011", "Insatsform"), ("R012", "insatsform")]


@pytest.mark.parametrize("number", ["821105-9954", "198211059954", "570574-9959", "000101-T220", "991981000010"])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_an_identity_number_is_refused_wherever_it_stands_and_never_repeated(
    register: Read, number: str, column: int
) -> None:
    cells = ["NO-001", "HVB", "anteckning"]
    cells[column] = f"nr {number}"
    reading = register("Ärendekod;Insatsform;Övrigt\n" + ";".join(cells) + "\nNO-002;HVB;\n")
    (refused,) = [p for p in reading.problems if p.code == "R006"]
    assert (refused.line, refused.about["column"]) == (2, ("Ärendekod", "Insatsform", "Övrigt")[column])
    assert [row.case_code for row in reading.rows] == ["NO-002"]
    assert number not in repr(reading.problems)


def test_a_number_among_the_headings_is_not_repeated_either(register: Read) -> None:
    reading = register("Ärendekod;Insatsform;821105-9954\nNO-001;HVB;x\n")
    assert [p.code for p in reading.problems] == ["R007"]
    assert "9954" not in repr(reading.problems)


@pytest.mark.parametrize(
    ("content", "encoding", "place"),
    [
        (GOOD.encode("cp1252"), "Windows-1252", (1, 1)),
        (GOOD.encode("utf-16"), "UTF-16", (1, 1)),
        (GOOD.encode("utf-16-le"), "UTF-16", (1, 1)),
        ("case;Insatsform\nNO-001;HVB\nNO-002;Öppenvård\n".encode("cp1252"), "Windows-1252", (3, 8)),
    ],
)
def test_another_encoding_is_named_with_its_place(
    register: Read, content: bytes, encoding: str, place: tuple[int, int]
) -> None:
    (problem,) = register(content).problems
    assert (problem.code, problem.about["encoding"], (problem.line, problem.column)) == ("Y006", encoding, place)


@pytest.mark.parametrize("code", ["NO/001", "NO\\001", "NO\x1b[2J001", "NO\u202e001", "NO\u200b001"])
def test_signs_that_no_code_can_hold_are_named(register: Read, code: str) -> None:
    (problem,) = register(f"case;insatsform\n{code};hvb\n").problems
    assert problem.code == "R015"
    assert "\x1b" not in problem.message


def test_an_empty_file_has_no_rows(register: Read) -> None:
    assert [problem.code for problem in register("").problems] == ["R001"]


def test_missing_files_folders_and_large_files_are_faults(tmp_path: Path) -> None:
    assert [p.code for p in read_register(tmp_path / "ingen.csv", FACTS).problems] == ["Y001"]
    assert [p.code for p in read_register(tmp_path, FACTS).problems] == ["Y002"]
    path = tmp_path / "stor.csv"
    path.write_text(GOOD, encoding="utf-8")
    problems = []
    assert list(csvfile.csv_rows(path, "stor.csv", problems, max_bytes=20)) == []
    assert [p.code for p in problems] == ["Y004"]


def test_canonical_rows_do_not_know_order_delimiter_or_spelling(register: Read) -> None:
    one = register(GOOD).rows
    other = register(
        "insatsform,barn_berors,beslutsdatum,case\noppenvard,,framgår inte,NO-002\nhvb,NEJ,2025-02-03,NO-001\n"
    )
    assert canonical_rows(one) == canonical_rows(other.rows)
    assert json.loads(canonical_rows(one))[1] == {
        "case": "NO-002",
        "facts": {"beslutsdatum": "framgår inte", "insatsform": "oppenvard"},
    }


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("case;insatsform\n" + text).encode("utf-8")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    reading = read_register(path, FACTS, required=["insatsform"])
    assert reading.rows or reading.problems
    assert all(problem.message and "\x1b" not in str(problem) for problem in reading.problems)
    canonical_rows(reading.rows)
