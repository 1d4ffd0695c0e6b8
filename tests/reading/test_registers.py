"""Registers of case files: what their columns and cells may hold, and that no identity number gets through."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_set import FACTS
from tillsyn.domain.entries import canonical
from tillsyn.domain.frames import Layout
from tillsyn.problems import Problem, in_order
from tillsyn.reading.columns import Wanted
from tillsyn.reading.lists import open_table
from tillsyn.reading.registers import RegisterReading, read_register

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
    "R019": "Ärendekod;Insatsform;Beslut om insats\nNO-001;HVB;02.03.2025\n",
    "R020": "Ärendekod;Insatsform;Förnamn\nNO-001;HVB;Anna\n",
    "R021": "Ärendekod;Insatsform;Beslut om insats\nNO-001;HVB;45718\n",
    "R022W": "Ärendekod;Insatsform\nNO-001;HVB\nSumma;1\n",
    "R023": "Ärendekod;Insatsform\nSumma;1\nNO-001;HVB\n",
    "R046W": "Ärendekod;Insatsform\nNO-001;HVB\nUtskrivet 2026-03-02;\n",
    "R045W": "Ärendekod;Insatsform\nNO-001;HVB\nÄrendekod;Insatsform\n",
}


@pytest.fixture
def register(tmp_path: Path) -> Read:
    """Reads a text as a register whose stratum is the form of care."""

    def read(content: str | bytes, **options: object) -> RegisterReading:
        path = tmp_path / "norrskog.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_register(path, FACTS, **{"required": ["insatsform"], **options})  # type: ignore[arg-type]

    return read


def rows(reading: RegisterReading) -> dict[str, dict[str, str]]:
    """Case code → written facts."""
    return {row["case"]: row["facts"] for row in json.loads(reading.canonical)}


def codes(reading: RegisterReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_register_is_read_by_labels_and_an_empty_cell_leaves_the_fact_open(register: Read) -> None:
    reading = register(GOOD)
    assert reading.problems == ()
    assert rows(reading) == {
        "NO-001": {"insatsform": "hvb", "barn_berors": "nej", "beslutsdatum": "2025-02-03"},
        "NO-002": {"insatsform": "oppenvard", "beslutsdatum": "framgår inte"},
    }


@pytest.mark.parametrize(
    "content",
    [
        "case,insatsform\nNO-001,hvb\n",
        "CASE_CODE\tInsatsform\nNO-001\tHVB\n",
        "\ufeffarendekod;INSATSFORM;;\r\n\r\n NO-001 ; hvb ;;\r\n;;;\r\n",
        'A\u0308rendekod;Insatsform\n"NO-001";"HVB"\n',
        "sep=,\r\nÄrendekod,Insatsform\r\nNO-001,HVB\r\n",
        "Ärenden 2025; Norrskog, hela året\n\n;;\nÄrendekod;Insatsform\nNO-001;HVB\n",
    ],
)
def test_delimiter_byte_order_mark_case_normal_form_and_titles_above_do_not_matter(
    register: Read, content: str
) -> None:
    reading = register(content)
    assert (rows(reading), reading.problems) == ({"NO-001": {"insatsform": "hvb"}}, ())


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
    assert "NO-002" in rows(reading)
    double = next(p for p in reading.problems if p.code == "R014")
    assert double.about["first"] == 4
    unknown = next(p for p in reading.problems if p.code == "R018")
    assert unknown.about["nearest"] == "HVB"


def test_a_column_of_another_name_can_be_pointed_out(register: Read) -> None:
    reading = register("Löpnr;Form;Insatsform\nNO-001;HVB;x\n", layout=Layout({"löpnr": "case", "Form": "Insatsform"}))
    assert [p.code for p in reading.problems] == ["R005"]
    reading = register("Löpnr;Form\nNO-001;HVB\n", layout=Layout({"löpnr": "case", "Form": "Insatsform"}))
    assert (rows(reading), reading.problems) == ({"NO-001": {"insatsform": "hvb"}}, ())


def test_a_pointed_out_column_or_fact_that_is_not_there_is_named(register: Read) -> None:
    reading = register(GOOD, layout=Layout({"Insatsfrm": "insatsform", "Insatsform": "insatsfrom"}))
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
    assert list(rows(reading)) == ["NO-002"]
    assert number not in repr(reading.problems)


def test_a_number_among_the_headings_is_not_repeated_either(register: Read) -> None:
    reading = register("Ärendekod;Insatsform;821105-9954\nNO-001;HVB;x\n")
    assert [p.code for p in reading.problems] == ["R007"]
    assert "9954" not in repr(reading.problems)


@pytest.mark.parametrize("code", ["NO/001", "NO\\001", "NO\x1b[2J001", "NO\u202e001", "NO\u200b001"])
def test_signs_that_no_code_can_hold_are_named(register: Read, code: str) -> None:
    (problem,) = register(f"case;insatsform\n{code};hvb\n").problems
    assert problem.code == "R015"
    assert "\x1b" not in problem.message


def test_an_empty_file_has_no_rows(register: Read) -> None:
    assert [problem.code for problem in register("").problems] == ["R001"]


def test_missing_files_folders_and_large_files_are_faults(tmp_path: Path) -> None:
    assert codes(read_register(tmp_path / "ingen.csv", FACTS)) == ["Y001"]
    assert codes(read_register(tmp_path, FACTS)) == ["Y002"]
    path = tmp_path / "stor.csv"
    path.write_text(GOOD, encoding="utf-8")
    problems: list[Problem] = []
    assert open_table(path, "stor.csv", problems, Wanted(max_bytes=20)) is None
    assert [p.code for p in problems] == ["Y004"]


def test_canonical_rows_do_not_know_order_delimiter_or_spelling(register: Read) -> None:
    one = register(GOOD)
    other = register(
        "insatsform,barn_berors,beslutsdatum,case\noppenvard,,framgår inte,NO-002\nhvb,NEJ,2025-02-03,NO-001\n"
    )
    assert one.canonical == other.canonical
    assert one.canonical == canonical(json.loads(one.canonical))
    assert json.loads(one.canonical)[1] == {
        "case": "NO-002",
        "facts": {"beslutsdatum": "framgår inte", "insatsform": "oppenvard"},
    }


# What a cell may say


@pytest.mark.parametrize(
    "written",
    ["2025-03-02", "2025/03/02", "20250302", "2 mars 2025", "den 2 mars 2025", "2 mar. 2025", "2025-03-02 00:00:00",
     "2025-03-02T13:45", "2025.3.2"],
)  # fmt: skip
def test_a_date_is_read_in_the_ways_systems_write_it(register: Read, written: str) -> None:
    reading = register(f"case;insatsform;beslutsdatum\nA;hvb;{written}\n")
    assert (codes(reading), rows(reading)["A"]["beslutsdatum"]) == ([], "2025-03-02")


@pytest.mark.parametrize(("written", "day"), [("25.03.2025", "2025-03-25"), ("3/3/2025", "2025-03-03")])
def test_a_day_written_first_is_read_where_it_can_be_nothing_else(register: Read, written: str, day: str) -> None:
    reading = register(f"case;insatsform;beslutsdatum\nA;hvb;{written}\n")
    assert (codes(reading), rows(reading)["A"]["beslutsdatum"]) == ([], day)


@pytest.mark.parametrize(
    ("written", "code"),
    [("02.03.2025", "R019"), ("03/02/2025", "R019"), ("25-03-02", "R017"), ("31.02.2025", "R017"), ("20250230", "R017"),
     ("2 mrs 2025", "R017"), ("03/25/2025", "R017"), ("45718", "R021"), ("mars 2025", "R017")],
)  # fmt: skip
def test_a_date_is_never_guessed_at(register: Read, written: str, code: str) -> None:
    reading = register(f"case;insatsform;beslutsdatum\nA;hvb;{written}\n")
    assert codes(reading) == [code]
    assert rows(reading) == {"A": {"insatsform": "hvb"}}


@pytest.mark.parametrize(
    ("written", "value"),
    [("TRUE", "ja"), ("1", "ja"), ("Ja", "ja"), ("J", "ja"), ("x", "ja"), ("sant", "ja"), ("FALSKT", "nej"),
     ("0", "nej"), ("n", "nej"), ("Framgår  inte", "framgår inte")],
)  # fmt: skip
def test_an_answer_is_read_in_the_ways_systems_write_it(register: Read, written: str, value: str) -> None:
    reading = register(f"case;insatsform;barn_berors\nA;hvb;{written}\n")
    assert (codes(reading), rows(reading)["A"]["barn_berors"]) == ([], value)


def test_the_registers_own_words_can_be_given_their_meaning(register: Read) -> None:
    words = {"insatsform": {"Placering": "hvb", "Kontakt på  mottagning": "Öppenvård"}}
    text = "case;Form\nA;placering\nB;Kontakt på mottagning\nC;HVB\n"
    reading = register(text, layout=Layout({"Form": "insatsform"}, words))
    assert [facts["insatsform"] for facts in rows(reading).values()][:2] == ["hvb", "oppenvard"]
    by_heading = register(text, layout=Layout({"Form": "insatsform"}, {"form": words["insatsform"]}))
    assert by_heading.canonical == reading.canonical


def test_a_meaning_that_is_none_is_told(register: Read) -> None:
    assert "R041" in codes(register(GOOD, layout=Layout({}, {"insatsform": {"Placering": "husbåt"}})))
    assert "R012" in codes(register(GOOD, layout=Layout({}, {"bostad": {"Placering": "hvb"}})))


# What does not belong in it


def test_sums_below_the_list_are_left_out_and_told(register: Read) -> None:
    reading = register("case;insatsform\nA;hvb\nB;hvb\n;\nSumma;2\nAntal ärenden: 2;\n")
    assert (list(rows(reading)), codes(reading)) == (["A", "B"], ["R022W", "R022W"])
    assert [problem.line for problem in reading.problems] == [5, 6]
    short = register("case;insatsform\nA;hvb\nSumma\n")
    assert (list(rows(short)), codes(short)) == (["A"], ["R022W"])


def test_a_sum_in_the_middle_is_a_row_without_a_code(register: Read) -> None:
    reading = register("case;insatsform\nA;hvb\nDelsumma;1\nB;hvb\nTotalt;2\n")
    assert codes(reading) == ["R023", "R022W"]


def test_a_case_may_be_called_almost_like_a_sum(register: Read) -> None:
    assert list(rows(register("case;insatsform\nA;hvb\nSUMMA-7;hvb\n"))) == ["A", "SUMMA-7"]


@pytest.mark.parametrize(
    "note",
    [
        "Utskrivet 2026-03-02 14:04",
        "Utskrivet 2026-03-02;",
        "Utskriftsdatum:;2026-03-02",
        "Uttag 2 mars",
        "Sida 1 av 3;",
    ],
)
def test_what_a_system_says_of_its_list_is_no_case(register: Read, note: str) -> None:
    reading = register(f"case;insatsform\nA;hvb\n{note}\nB;hvb\nSumma;2\n{note}\n")
    assert (list(rows(reading)), codes(reading)) == (["A", "B"], ["R046W", "R046W", "R022W"])
    assert list(rows(register("case;insatsform\nUtdrag-7;hvb\nSida 1;hvb\n"))) == ["Sida 1", "Utdrag-7"]


@pytest.mark.parametrize("number", ["1985.01.01-2384", "850101_2384", "85 01 01 -- 2384", "8501 012384", "850101:2384"])
@pytest.mark.parametrize("row", ["{};hvb", "A;{}"])
def test_a_number_parted_by_odd_signs_is_refused_and_not_quoted(register: Read, row: str, number: str) -> None:
    reading = register("case;insatsform\n" + row.format(number) + "\n")
    assert codes(reading) == ["R006"]
    assert "2384" not in str(reading.problems)


@pytest.mark.parametrize("code", ["20250112.1404", "2025-0012-3456", "12-345678-90", "8501-2384"])
def test_a_code_of_digits_alone_is_taken_where_it_can_be_no_number(register: Read, code: str) -> None:
    assert list(rows(register(f"case;insatsform\n{code};hvb\n"))) == [code]


def test_names_do_not_enter_as_case_codes(register: Read) -> None:
    names = ["Anna Ek", "Bo Åkesson", "Carl von Linné", "Eva Ståhl", "Per Öberg"]
    reading = register("Ärendekod;Insatsform\n" + "".join(f"{name};HVB\n" for name in names))
    assert codes(reading) == ["R020"]
    assert reading.preview is not None
    assert reading.preview.first_rows == ()


def test_headings_that_are_repeated_are_left_out(register: Read) -> None:
    reading = register("Ärendekod;Insatsform\nA;hvb\nÄrendekod;Insatsform\nB;hvb\n")
    assert (list(rows(reading)), codes(reading)) == (["A", "B"], ["R045W"])


@pytest.mark.parametrize("heading", ["Namn", "Efternamn", "Klient", "Brukarens namn"])
def test_a_column_of_names_is_refused_without_quoting_any(register: Read, heading: str) -> None:
    people = ["Anna Berg", "Bo Ek", "Cecilia Dahl", "David Frisk", "Eva Gran", "Fredrik Holm"]
    lines = "".join(f"K-{place};hvb;{name}\n" for place, name in enumerate(people))
    reading = register(f"case;insatsform;{heading}\n{lines}")
    assert "R020" in codes(reading)
    assert "Berg" not in repr(reading.problems) + repr(reading.preview)


def test_a_cell_with_line_breaks_keeps_the_lines_of_what_follows(register: Read) -> None:
    reading = register('case;insatsform;Övrigt\r\nA;hvb;"en\r\ntvå\r\ntre"\r\nB;husbåt;\r\n')
    (wrong,) = [problem for problem in reading.problems if problem.code == "R018"]
    assert wrong.line == 5


def test_many_faults_are_all_there(register: Read) -> None:
    reading = register("case;insatsform\n" + "".join(f"A{n};husbåt\n" for n in range(3000)))
    assert [p.line for p in reading.problems] == list(range(2, 3002))


def test_a_code_over_many_blocks_is_still_told_as_a_double(register: Read) -> None:
    lines = [f"A{n:04};hvb" for n in range(700)]
    reading = register("\n".join(["case;insatsform", *lines, "a0003;hvb"]))
    (double,) = reading.problems
    assert (double.code, double.line, double.about["first"]) == ("R014", 702, 5)


# What a person sees of it first


def test_the_preview_tells_what_was_found(register: Read) -> None:
    reading = register("Lista 2025\nÄrendekod;Insatsform;Beslut om insats;Övrigt\nB;HVB;2025-02-03;x\nA;;2025-07-01;\n")
    preview = reading.preview
    assert preview is not None
    assert (preview.origin.encoding, preview.origin.delimiter, preview.heading_line, preview.rows) == (
        "UTF-8",
        ";",
        2,
        2,
    )
    assert [(c.heading, c.field) for c in preview.columns] == [
        ("Ärendekod", "case"), ("Insatsform", "insatsform"), ("Beslut om insats", "beslutsdatum"), ("Övrigt", "")
    ]  # fmt: skip
    assert preview.strata == {"": 1, "hvb": 1}
    assert preview.spans == {"beslutsdatum": ("2025-02-03", "2025-07-01")}
    assert preview.empty == {"insatsform": 1, "beslutsdatum": 0}
    assert preview.first_rows[0] == {"case": "B", "insatsform": "hvb", "beslutsdatum": "2025-02-03"}


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("case;insatsform\n" + text).encode("utf-8")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    reading = read_register(path, FACTS, required=["insatsform"])
    assert rows(reading) or reading.problems
    assert all(problem.message and "\x1b" not in str(problem) for problem in reading.problems)
