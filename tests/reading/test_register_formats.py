"""Registers as municipalities' systems and spreadsheets really write them: one small file of every kind.

The files are made here, byte by byte or by openpyxl, so that what is odd about each can be read.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.reading.a_set import FACTS
from tillsyn.domain.frames import Layout
from tillsyn.reading.registers import RegisterReading, read_register

TEXT = "Ärendekod;Insatsform;Beslut om insats\nÅ-1;Öppenvård;2025-02-03\nÄ-2;HVB;\n"
ROWS = {"Å-1": {"insatsform": "oppenvard", "beslutsdatum": "2025-02-03"}, "Ä-2": {"insatsform": "hvb"}}
HEADINGS = ["Ärendekod", "Insatsform", "Beslut om insats", "Barn berörs"]

# Code → a function that writes a file with that one fault.
FAULTS: dict[str, Callable[[Path], None]] = {}


def read(path: Path, **options: Any) -> RegisterReading:
    return read_register(path, FACTS, **{"required": ["insatsform"], **options})


def rows(reading: RegisterReading) -> dict[str, dict[str, str]]:
    return {row["case"]: row["facts"] for row in json.loads(reading.canonical)}


def codes(reading: RegisterReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def bad(code: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a function as the writer of the bad example of a code."""

    def keep(write: Callable[[Path], None]) -> Callable[[Path], None]:
        FAULTS[code] = write
        return write

    return keep


# Encodings


@pytest.mark.parametrize(
    ("data", "shown", "warned"),
    [
        (TEXT.encode(), "UTF-8", []),
        (TEXT.encode("utf-8-sig"), "UTF-8 (BOM)", []),
        (TEXT.encode("cp1252"), "Windows-1252", []),
        (TEXT.encode("utf-16"), "UTF-16 LE (BOM)", []),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16 BE (BOM)", []),
        (TEXT.encode("utf-16-le"), "UTF-16 LE", []),
        (TEXT.encode("utf-16-be"), "UTF-16 BE", []),
        (TEXT.encode("mac_roman"), "Mac Roman", ["R039W"]),
        (TEXT.encode("cp850"), "DOS (CP850)", ["R039W"]),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_every_encoding_gives_the_same_rows_and_the_guess_is_told(
    tmp_path: Path, data: bytes, shown: str, warned: list[str]
) -> None:
    path = tmp_path / "lista.csv"
    path.write_bytes(data)

    reading = read(path)

    assert (rows(reading), codes(reading)) == (ROWS, warned)
    assert reading.preview is not None and reading.preview.origin.encoding == shown


@bad("R039W")
def _odd_letters(path: Path) -> None:
    path.write_bytes("Ärendekod;Insatsform\nA;HVB\nŠ;HVB\nŽ;HVB\nž;HVB\n".encode("cp1252"))


@bad("R040W")
def _spoiled(path: Path) -> None:
    path.write_text(TEXT.encode().decode("cp1252", errors="replace"), encoding="utf-8")


@pytest.mark.parametrize("lost", ["HVB \ufffd", "\u00c3\u00b6"])
def test_letters_lost_before_it_came_are_told(tmp_path: Path, lost: str) -> None:
    path = tmp_path / "lista.csv"
    path.write_text(f"case;insatsform;Övrigt\nA;hvb;{lost}\n", encoding="utf-8")
    assert "R040W" in codes(read(path))


def test_a_code_with_a_lost_letter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("case;insatsform\n\ufffd-1;hvb\n", encoding="utf-8")
    assert codes(read(path)) == ["R040W", "R015"]


_CELLS = st.text(alphabet="abcåäö 0123;,\t\"'\n-", max_size=8)


@given(
    st.lists(st.tuples(_CELLS, st.sampled_from(["HVB", "Öppenvård", ""])), min_size=1, max_size=12),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)
def test_any_table_in_any_dialect_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[str, str]],
    delimiter: str,
    encoding: str,
    line_end: str,
    quoting: Any,
    told: bool,
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerow(["Ärendekod", "Insatsform", "Övrigt"])
    writer.writerows([f"Å-{place}", form, text] for place, (text, form) in enumerate(cells))
    path = tmp_path_factory.getbasetemp() / "dialekt.csv"
    first = f"sep={delimiter}{line_end}" if told else ""
    path.write_bytes((first + out.getvalue()).encode(encoding))

    reading = read(path)

    assert [problem for problem in reading.problems if problem.severity == "error" and problem.code != "R006"] == []
    if not reading.problems or codes(reading) == ["R008W"]:
        values = {"HVB": {"insatsform": "hvb"}, "Öppenvård": {"insatsform": "oppenvard"}, "": {}}
        assert rows(reading) == {f"Å-{place}": values[form] for place, (_text, form) in enumerate(cells)}


# Workbooks


def workbook(path: Path, *lines: list[Any], title: str = "Lista") -> Any:
    """A workbook with one sheet, saved; returned to be changed and saved again."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for line in lines:
        sheet.append(line)
    book.save(path)
    return book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lista.xlsx"


def test_a_workbook_with_a_title_dates_as_cells_and_answers_of_all_sorts(path: Path) -> None:
    workbook(
        path,
        ["Ärenden under 2025"],
        [],
        HEADINGS,
        ["A-1", "HVB", date(2025, 2, 3), True],
        ["A-2", "Öppenvård", datetime(2025, 2, 3), "J"],
        ["A-3", "HVB", "3 februari 2025", 0],
        ["A-4", "HVB", 45691, "Nej"],
        ["Summa", 4],
    )

    reading = read(path)

    assert codes(reading) == ["R022W"]
    day = {"beslutsdatum": "2025-02-03"}
    assert rows(reading) == {
        "A-1": {"insatsform": "hvb", "barn_berors": "ja", **day},
        "A-2": {"insatsform": "oppenvard", "barn_berors": "ja", **day},
        "A-3": {"insatsform": "hvb", "barn_berors": "nej", **day},
        "A-4": {"insatsform": "hvb", "barn_berors": "nej", **day},
    }
    assert reading.preview is not None
    assert (reading.preview.origin.kind, reading.preview.origin.sheet, reading.preview.heading_line) == (
        "xlsx",
        "Lista",
        3,
    )


def test_days_counted_from_1904_are_the_same_days(path: Path) -> None:
    book = workbook(path, HEADINGS, ["A", "HVB", date(2025, 2, 3), "ja"], ["B", "HVB", 45691 - 1462, "ja"])
    book.epoch = CALENDAR_MAC_1904
    book.active["C2"] = date(2025, 2, 3)
    book.save(path)

    reading = read(path)

    assert codes(reading) == []
    assert {facts["beslutsdatum"] for facts in rows(reading).values()} == {"2025-02-03"}


def test_codes_keep_the_zeros_they_are_shown_with(path: Path) -> None:
    book = workbook(path, HEADINGS, ["0114", "HVB"], [180, "HVB"], [1280.0, "HVB"])
    book.active["A3"].number_format = "0000"
    book.save(path)

    assert sorted(rows(read(path))) == ["0114", "0180", "1280"]


@pytest.mark.parametrize("number", [198211059954, 8211059954, 198211059954.0, "19821105-9954"])
def test_an_identity_number_is_refused_as_a_number_too(path: Path, number: object) -> None:
    workbook(path, HEADINGS, ["A", "HVB", None, None], [number, "HVB", None, None])
    reading = read(path)
    assert (codes(reading), list(rows(reading))) == (["R006"], ["A"])
    assert "9954" not in repr(reading.problems) + repr(reading.preview)


def test_the_only_sheet_with_a_case_code_is_read_and_hidden_sheets_are_told(path: Path) -> None:
    book = workbook(path, ["Om listan"], title="Läs mig")
    sheet, hidden = book.create_sheet("Ärenden"), book.create_sheet("Gamla")
    for one in (sheet, hidden):
        one.append(HEADINGS)
        one.append(["A", "HVB"])
    hidden.sheet_state = "hidden"
    book.save(path)

    reading = read(path)

    assert (codes(reading), list(rows(reading))) == (["R042W"], ["A"])
    assert read(path, layout=Layout(sheet="gamla")).preview.origin.sheet == "Gamla"  # type: ignore[union-attr]
    assert "Ärenden" in str(read(path, layout=Layout(sheet="Nya")).problems[0])


def test_a_formula_counts_by_its_value(path: Path) -> None:
    """As a spreadsheet keeps it: the formula and what it last came to; an empty text is a value too."""
    workbook(path, HEADINGS, ["A", "?"], ["B", "?"])
    kept = iter((b"HVB", b""))
    formula = b'<c r="%s" t="str"><f>X1</f><v>%s</v></c>'
    change = lambda cell: formula % (cell[1], next(kept))  # noqa: E731
    _edit(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb'<c r="(B[23])"[^>]*>.*?</c>', change, xml))

    reading = read(path)

    assert (codes(reading), rows(reading)) == ([], {"A": {"insatsform": "hvb"}, "B": {}})


def _edit(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_a_heading_cut_by_merged_cells_and_a_value_merged_downwards(path: Path) -> None:
    book = workbook(path, ["Norrskog"], HEADINGS, ["A", "HVB"], ["B", None], ["C", None], ["D", "Öppenvård"])
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("B3:B5")
    book.save(path)

    reading = read(path)

    assert codes(reading) == ["R024W"]
    assert [facts["insatsform"] for facts in rows(reading).values()] == ["hvb", "hvb", "hvb", "oppenvard"]


@bad("R024W")
def _merged(path: Path) -> None:
    workbook(path, HEADINGS, ["A", "HVB"], ["B", None]).active.merge_cells("B2:B3")
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.save(path)


@bad("R025W")
def _hidden_rows(path: Path) -> None:
    book = workbook(path, HEADINGS, ["A", "HVB"], ["B", "HVB"])
    book.active.row_dimensions[3].hidden = True
    book.save(path)


@bad("R026")
def _never_counted(path: Path) -> None:
    workbook(path, HEADINGS, ["A", "HVB", "=TODAY()"])


@bad("R027")
def _two_registers(path: Path) -> None:
    book = workbook(path, HEADINGS, ["A", "HVB"])
    book.copy_worksheet(book.active)
    book.save(path)


@bad("R029")
def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" + b" " * 50_000_000)


@bad("R035")
def _old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


@bad("R036")
def _open_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")


@bad("R037")
def _broken(path: Path) -> None:
    workbook(path, HEADINGS, ["A", "HVB"])
    path.write_bytes(path.read_bytes()[:2000])


@bad("R038")
def _page(path: Path) -> None:
    path.write_text("<html><table><tr><td>Ärendekod</td></tr></table></html>", encoding="utf-8")


@bad("R042W")
def _hidden_sheet(path: Path) -> None:
    book = workbook(path, HEADINGS, ["A", "HVB"])
    book.create_sheet("Gamla").sheet_state = "hidden"
    book.save(path)


@bad("R043")
def _too_wide(path: Path) -> None:
    book = workbook(path, HEADINGS, ["A", "HVB"])
    book.active["AAB2"] = "x"
    book.save(path)


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_of_a_file_is_found_and_said(path: Path, code: str) -> None:
    FAULTS[code](path)
    reading = read(path)
    assert code in codes(reading)
    assert all(problem.message for problem in reading.problems)
    assert code.endswith("W") or [p for p in reading.problems if p.severity == "error"] == [
        p for p in reading.problems if p.code == code
    ]


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize(
    "data", [b"", b"<", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', b"<worksheet/>", bytes(100)]
)
def test_a_workbook_that_is_not_what_it_says_never_breaks_anything(path: Path, member: str, data: bytes) -> None:
    workbook(path, HEADINGS, ["A", "HVB"])
    _edit(path, member, lambda _xml: data)
    reading = read(path)
    assert rows(reading) or [problem for problem in reading.problems if problem.severity == "error"]


@given(st.binary(max_size=400))
def test_no_bytes_after_the_mark_of_an_archive_make_it_raise(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(b"PK\x03\x04" + data)
    assert codes(read(path)) == ["R037"]


@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_workbook_changed_anywhere_never_breaks_anything(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.xlsx"
    workbook(path, HEADINGS, ["A", "HVB", date(2025, 2, 3), True])
    whole = bytearray(path.read_bytes())
    for share, byte in changes:
        whole[4 + int(share * (len(whole) - 4))] = byte
    path.write_bytes(whole)
    assert read(path).canonical.startswith("[")
