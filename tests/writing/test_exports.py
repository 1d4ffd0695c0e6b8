"""Tables as they leave: guarded against formulas and terminal codes, and true to their numbers."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.tables import Column, Table
from tillsyn.domain.text import one_line
from tillsyn.writing.exports import csv_file, csv_text, guarded, text_table, xlsx_file


def a_table(*names: str) -> Table:
    columns = (Column("name", "Namn"), Column("lacking", "Med brist"))
    rows = tuple((name, n) for n, name in enumerate(names or ("Åsvik",)))
    return Table(
        "auditee", "Per nämnd", columns, rows, "files", (("n_files", "8"), ("criteria", "=prov"), ("program", "p 1"))
    )


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "\t=1", "\r=1", "-1+1", "-cmd|' /C calc'!A0", "-A1"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["- ej utrett", "-", "-5", "-5,2", "Åsvik", "", "a=b", 0, -3])
def test_everything_else_is_left_as_it_is(cell: str | int) -> None:
    assert guarded(cell) == cell


def test_csv_has_keys_values_and_basis_on_every_row() -> None:
    assert csv_text(a_table("Åsvik", "=1")) == (
        "name;lacking;n_files;criteria;program\nÅsvik;0;8;'=prov;p 1\n'=1;1;8;'=prov;p 1\n"
    )
    assert csv_file(a_table()).startswith(b"\xef\xbb\xbfname")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_csv_can_be_read_back(name: str) -> None:
    read = list(csv.reader(io.StringIO(csv_text(a_table(name)), newline=""), delimiter=";"))
    assert read[1][0] == guarded(one_line(name))


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "-1+1", "\x1b[2J"])
def test_xlsx_holds_texts_and_numbers_but_no_formulas(text: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(xlsx_file([a_table(text)])))
    sheet = book["auditee"]
    assert [cell.value for cell in sheet[1]] == ["Namn", "Med brist"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n"]
    assert "f" not in {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert book.sheetnames[-1] == "Underlag"


def test_lines_for_the_terminal_are_aligned_and_harmless() -> None:
    text = text_table(a_table("Åsvik", "\x1b[2J\u202ex", "a\nb"))
    assert text.splitlines() == [
        "Per nämnd",
        "",
        "Namn    Med brist",
        "Åsvik           0",
        "␛[2J\N{REPLACEMENT CHARACTER}x          1",
        "a b             2",
        "",
        "akter: 8 · kriterier: =prov · program: p 1",
    ]


def test_a_table_without_rows_still_has_its_headings() -> None:
    empty = Table("t", "Tom", (Column("a", "A"),), ())
    assert text_table(empty).startswith("Tom\n\nA\n")
    assert csv_text(empty) == "a\n"
