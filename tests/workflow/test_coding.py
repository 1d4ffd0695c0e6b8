"""A register made neutral: codes that last, a key that stays, and nothing left that points out a person."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tillsyn.cli.main import main
from tillsyn.domain.codes import is_code_of
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store import queries
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.coding import CodedRegister, Coding, code_register
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.intake import import_frame

HEAD = "Personnummer;Efternamn;Förnamn;Insatsform;Handläggare;Beslut om insats;Barn berörs\n"
ROWS = (
    "19821105-9954;Ek;Maja;HVB;Inga Granskare;2025-08-20;ja\n"
    "701063-2391;Öberg;Karim;Öppenvård;Per Beslut;2025-09-01;nej\n"
    "19810829M071;Lind;Åsa;HVB;Inga Granskare;;\n"
)
# Two numbers whose codes begin alike with the key 00 01 02 … 1f.
ALIKE = "Ärendenummer;Insatsform\nSN 2025-426621;HVB\nSN 2025-704779;HVB\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return put(tmp_path / "ut.csv", HEAD + ROWS)


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def coded(
    register: Path, number: str | None = None, leave_out: tuple[str, ...] = ()
) -> tuple[CodedRegister, list[str]]:
    """What became of a register, and the lines of the new list."""
    out = register.with_name("till-inspektionen.csv")
    result = code_register(Coding(register, out, None, number, leave_out))
    return result, out.read_text(encoding="utf-8-sig").splitlines()


def faults(register: Path, **about: str) -> list[tuple[str, int, object]]:
    with pytest.raises(InputFaults) as fault:
        coded(register, **about)  # type: ignore[arg-type]
    assert sorted(path.name for path in register.parent.iterdir()) == [register.name]
    assert not any(number in str(fault.value.problems) for number in ("9954", "2391", "M071"))
    return [(p.code, p.line, p.about.get("column")) for p in fault.value.problems]


def test_the_new_list_has_codes_and_nothing_that_points_out_a_person(register: Path) -> None:
    result, (head, *rows) = coded(register)

    assert head == "Ärendekod;Insatsform;Beslut om insats;Barn berörs"
    assert sorted(row.partition(";")[2] for row in rows) == ["HVB;2025-08-20;ja", "HVB;;", "Öppenvård;2025-09-01;nej"]
    assert rows == sorted(rows)  # not in the order of names or births
    assert result.number_column == "Personnummer"
    assert result.left_out == ("Efternamn", "Förnamn", "Handläggare")
    assert result.kept == ("Insatsform", "Beslut om insats", "Barn berörs")
    assert result.cases == 3


def test_the_list_of_codes_leads_back_to_each_number(register: Path) -> None:
    result, (_head, *rows) = coded(register)

    key = bytes.fromhex((register.parent / "kodning.key").read_text(encoding="ascii"))
    listed = (register.parent / "kodning-nyckel.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[0] == "Ärendekod;Nummer"
    pairs = dict(line.split(";") for line in listed[1:])
    assert sorted(pairs.values()) == ["19701063-2391", "19810829M071", "19821105-9954"]
    assert set(pairs) == {row.partition(";")[0] for row in rows}
    assert all(is_code_of(code, key, number) for code, number in pairs.items())
    assert result.key.is_new


@pytest.mark.skipif(os.name == "nt", reason="modes are of no use there")
def test_key_and_list_are_their_owners_alone(register: Path) -> None:
    result, _ = coded(register)
    for path in (result.key.path, result.key.list_path):
        assert path.stat().st_mode & 0o777 == 0o600
    assert not result.key.is_open_to_others
    result.key.path.chmod(0o644)
    assert coded(register)[0].key.is_open_to_others


def test_next_years_list_matches_and_the_list_of_codes_grows(register: Path) -> None:
    _, first = coded(register)
    more = "8211059954;Ek;Maja;HVB;Inga;;\n20000229-2399;Ny;Liv;HVB;Inga;;\n"
    result, second = coded(put(register.parent / "nästa-år.csv", HEAD + more))

    assert not result.key.is_new
    assert len({row.partition(";")[0] for row in (*first, *second)} - {"Ärendekod"}) == 4
    assert len((register.parent / "kodning-nyckel.csv").read_text(encoding="utf-8-sig").splitlines()) == 5


def test_without_the_list_the_key_alone_gives_the_same_codes(register: Path) -> None:
    _, first = coded(register)
    (register.parent / "kodning-nyckel.csv").unlink()
    assert coded(register)[1] == first


def test_a_list_as_systems_write_them_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ut.csv"
    text = f"Ärendelista socialnämnden\nuttagen 2025-11-02;;\n\n{HEAD}{ROWS}"
    path.write_bytes(text.encode("cp1252"))
    result, (head, *rows) = coded(path)
    assert head == "Ärendekod;Insatsform;Beslut om insats;Barn berörs"
    assert len(rows) == result.cases == 3
    assert all(problem.severity == "warning" for problem in result.problems)


def test_codes_that_begin_alike_are_told(tmp_path: Path) -> None:
    put(tmp_path / "kodning.key", bytes(range(32)).hex())
    result, rows = coded(put(tmp_path / "ut.csv", ALIKE))

    assert len(result.lengthened) == 2
    assert [len(row.partition(";")[0]) for row in rows[1:]] == [19, 19]
    assert "SN 2025-426621" in result.key.list_path.read_text(encoding="utf-8-sig")  # as it is written in the system


def test_the_inspectors_can_always_take_the_list_in(desk: Desk, liten: OpenAudit, register: Path) -> None:
    coded(register)
    taken = import_frame(desk, liten, "o-nas", register.with_name("till-inspektionen.csv"))
    assert taken.count == 3
    codes = queries.frame_rows(desk.store, "liten", "o-nas").codes
    assert all(str(code).startswith("K-") for code in codes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + ";Ek;Maja;HVB;;;\n", [("R071", 2, "Personnummer")]),
        (HEAD + ROWS + "8211059954;Ek;Maja;HVB;;;\n", [("R072", 5, "Personnummer")]),
        (
            "Dnr;Anteckning;Insatsform\n1;mor till 821105-9954;HVB\n2;ring;701063-2391 HVB\n3;;HVB\n",
            [("R070", 2, "Anteckning"), ("R070", 3, "Insatsform")],
        ),
        ("Dnr;Insatsform\n", [("R001", 1, None)]),
        ("Dnr;Insatsform\n1;HVB;mer\n2\n", [("R003", 2, None), ("R003", 3, None)]),
        ("19821105-9954;HVB\n", [("R007", 1, None)]),
    ],
)
def test_every_fault_is_told_and_nothing_written(
    tmp_path: Path, text: str, found: list[tuple[str, int, object]]
) -> None:
    assert faults(put(tmp_path / "ut.csv", text)) == found


def test_a_column_with_numbers_in_it_can_be_left_out(tmp_path: Path) -> None:
    text = "Dnr;Anteckning;Insatsform\n1;mor till 821105-9954;HVB\n2;;HVB\n"
    result, (head, *_rows) = coded(put(tmp_path / "ut.csv", text), leave_out=("anteckning",))
    assert head == "Ärendekod;Insatsform"
    assert result.left_out == ("Anteckning",)


def test_columns_of_numbers_beside_the_chosen_one_are_left_out(tmp_path: Path) -> None:
    text = "Personnummer;Dnr;Fritt;Insatsform\n821105-9954;SN 1;821105-9954;HVB\n701063-2391;SN 2;701063-2391;HVB\n"
    result, (head, *_rows) = coded(put(tmp_path / "ut.csv", text), number="dnr")
    assert head == "Ärendekod;Insatsform"
    assert (result.number_column, result.left_out) == ("Dnr", ("Personnummer", "Fritt"))


@pytest.mark.parametrize(
    ("head", "asked", "word"),
    [
        ("Personnummer;Dnr", {}, "--number"),
        ("Nr;Insatsform", {}, "--number"),
        ("Dnr;Insatsform", {"number": "Dn"}, "Dnr"),
        ("Dnr;Insatsform", {"leave_out": ("Namnet",)}, ""),
        ("Dnr;Ärendekod", {}, "--leave-out"),
    ],
)
def test_columns_that_cannot_be_told_are_asked_for(tmp_path: Path, head: str, asked: dict[str, str], word: str) -> None:
    path = put(tmp_path / "ut.csv", f"{head}\n1;2\n")
    with pytest.raises(UsageFault) as fault:
        coded(path, **asked)  # type: ignore[arg-type]
    assert word in fault.value.remedy
    assert [each.name for each in tmp_path.iterdir()] == ["ut.csv"]


def test_a_formula_in_the_register_does_not_become_one_in_the_lists(tmp_path: Path) -> None:
    result, (_head, row) = coded(put(tmp_path / "ut.csv", "Dnr;Fritt\n=1+1;=HYPERLINK(1)\n"))
    assert row.endswith(";'=HYPERLINK(1)")
    assert ";'=1+1" in result.key.list_path.read_text(encoding="utf-8-sig")
    assert coded(tmp_path / "ut.csv")[1][1] == row


@pytest.mark.parametrize("content", ["", "inte en nyckel", "00" * 31, "zz" * 32, "ff" * 33])
def test_a_file_that_is_no_key_is_refused_without_being_quoted(register: Path, content: str) -> None:
    put(register.with_name("kodning.key"), content)
    with pytest.raises((UsageFault, InputFaults)) as fault:
        coded(register)
    said = f"{fault.value.message} {fault.value.remedy}"
    assert not content or content not in said
    assert register.with_name("kodning.key").read_text(encoding="utf-8") == content


def test_a_list_without_its_key_or_with_another_is_refused(register: Path) -> None:
    result, _ = coded(register)
    secret = result.key.path.read_text(encoding="ascii")
    put(result.key.path, "00" * 32)
    with pytest.raises(UsageFault) as fault:
        coded(register)
    assert "00" * 32 not in f"{fault.value.message} {fault.value.remedy}"

    result.key.path.unlink()
    with pytest.raises(UsageFault, match="kodning-nyckel.csv"):
        coded(register)

    put(result.key.path, secret.upper())
    assert coded(register)[0].cases == 3


def test_only_an_earlier_list_is_written_over(register: Path) -> None:
    out = register.with_name("till-inspektionen.csv")
    for other in ("viktigt\n", "", "Ärendekod;Nummer\nK-1;821105-9954\n", "\x00\xff"):
        out.write_text(other, encoding="latin-1")
        with pytest.raises(UsageFault):
            coded(register)
        assert out.read_text(encoding="latin-1") == other
        assert not (register.parent / "kodning.key").exists()
    out.unlink()
    first = coded(register)[1]
    assert coded(register)[1] == first


def test_sums_and_notes_of_the_system_get_no_code(tmp_path: Path) -> None:
    text = "Dnr;Insatsform;Beslut om insats\nSN 1;HVB;\nSN 2;HVB;\nSumma 2;;\nUtskrivet 2026-03-02 14:04\n"
    result, lines = coded(put(tmp_path / "ut.csv", text))
    assert (result.cases, len(lines)) == (2, 3)
    assert [problem.code for problem in result.problems] == ["R022W", "R046W"]


def test_a_number_parted_by_odd_signs_does_not_stay_in_the_list(tmp_path: Path) -> None:
    register = put(tmp_path / "ut.csv", "Dnr;Insatsform;Ref\nSN 1;HVB;1985.01.01 -- 9954\nSN 2;HVB;12\n")
    assert faults(register) == [("R070", 2, "Ref")]


@pytest.mark.parametrize("out", ["ut.csv", "kodning.key", "kodning-nyckel.csv", "./x/../ut.csv"])
def test_no_file_is_written_over_another(register: Path, out: str) -> None:
    (register.parent / "x").mkdir()
    with pytest.raises(UsageFault, match="fyra"):
        code_register(Coding(register, register.parent / out))
    assert register.read_text(encoding="utf-8") == HEAD + ROWS
    assert not (register.parent / "kodning.key").exists()


def test_the_command_says_what_was_left_out_and_never_the_key(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = register.with_name("ny.csv")
    key = register.with_name("hemlig.txt")

    assert main(["frame", "code", str(register), "-o", str(out), "--key", str(key)]) == 0

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "3 akter" in printed.err
    assert "Utelämnat: Efternamn, Förnamn, Handläggare." in printed.err
    assert "hemlig-nyckel.csv" in printed.err
    assert "skicka" in printed.err
    assert key.read_text(encoding="ascii").strip() not in printed.err
    assert "9954" not in printed.err
    assert sorted(path.name for path in register.parent.iterdir()) == [
        "hemlig-nyckel.csv", "hemlig.txt", "ny.csv", "ut.csv",
    ]  # fmt: skip


def test_a_fault_reaches_the_terminal_without_the_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "ut.csv", "Dnr;Fritt\n1;821105-9954\n2;ring\n3;plan\n1;se mor 701063-2391\n")
    assert main(["frame", "code", str(path), "-o", str(tmp_path / "ny.csv"), "--leave-out", "saknas"]) == 2
    assert main(["frame", "code", str(path), "-o", str(tmp_path / "ny.csv")]) == 1
    printed = capsys.readouterr().err
    assert "R070" in printed
    assert "R072" in printed
    assert "2391" not in printed


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (
        ["Ärendelista"],
        [],
        ["Personnr", "Namn", "Insatsform", "Beslut"],
        [198211059954, "Ek, Maja", "HVB", date(2025, 8, 20)],
        ["701063-2391", "Öberg, Karim", "Öppenvård", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "ut.xlsx")

    result, (head, *rows) = coded(tmp_path / "ut.xlsx")

    assert head == "Ärendekod;Insatsform;Beslut"
    assert sorted(row.partition(";")[2] for row in rows) == ["HVB;2025-08-20", "Öppenvård;"]
    assert "19821105-9954" in result.key.list_path.read_text(encoding="utf-8-sig")
