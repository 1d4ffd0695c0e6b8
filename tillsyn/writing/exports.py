"""A table as CSV, XLSX or plain lines: guarded, so that no cell can become a formula or a terminal command.

Owns these forms. Leaves the table's content to `stats`. In CSV, what the numbers stand on is repeated as the
last columns of each row, so that a row torn loose still says it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence

from tillsyn.domain.tables import Cell, Table
from tillsyn.domain.text import one_line, plain
from tillsyn.language import N_, _

_FORMULA = re.compile(r"[=+@\t\r]|-(?![\s\d]|$)|-\d.*[^\d.,\s]")
"""What a spreadsheet would take for a formula. A lone minus, a dash before a word and a negative number are none."""
_BASIS = {
    "audit": N_("audit"),
    "n_auditees": N_("audited"),
    "n_files": N_("files"),
    "n_agreements": N_("agreements"),
    "criteria": N_("criteria"),
    "program": N_("program"),
}
"""What people read for the keys of `Table.about`."""
_SHEET_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LINE, _TALLEST = 15, 409
"""Height of a line and the most a row can have, in points."""
_WIDEST = 60


def guarded(cell: Cell) -> Cell:
    """A text that a spreadsheet could run gets an apostrophe before it; everything else is as it was."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


def csv_text(table: Table) -> str:
    """Semicolon-separated lines under the columns' keys, as Swedish spreadsheets open them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([*table.keys, *(name for name, _value in table.about)])
    tail = [_safe(value) for _name, value in table.about]
    writer.writerows([*(_safe(cell) for cell in row), *tail] for row in table.rows)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    """A cell on one line, without control codes (a lone carriage return would end the row) and guarded."""
    return guarded(one_line(cell)) if isinstance(cell, str) else cell


def csv_file(table: Table) -> bytes:
    """The same as a file: with the mark that makes spreadsheets read å, ä and ö right."""
    return csv_text(table).encode("utf-8-sig")


def csv_people(table: Table) -> bytes:
    """A table for people to write in: the headings they read, lines within cells, and no basis after every row."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([column.title for column in table.columns])
    rows = ([guarded(plain(cell)) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_pages(table: Table, widths: Mapping[str, int]) -> bytes:
    """A workbook of long texts to be read and written in: wrapped, as wide as `widths` says, printed lying down.

    `widths` are in characters, by the columns' keys.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(table.title)
    _fill(sheet, [[column.title for column in table.columns], *table.rows], plain)
    wide = [widths[key] for key in table.keys]
    for c, width in enumerate(wide, start=1):
        sheet.column_dimensions[get_column_letter(c)].width = width + 2
    for r, row in enumerate(table.rows, start=2):
        sheet.row_dimensions[r].height = min(_LINE * _lines(row, wide) + 4, _TALLEST)
        for cell in sheet[r]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"  # the criterion's id stays too
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    _fill(book.create_sheet(_("Basis")), [[_("What"), _("Value")], *([_(_BASIS[k]), v] for k, v in table.about)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the tallest cell of a row takes when it is wrapped."""
    return max(
        sum(max(1, -(-len(line) // width)) for line in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )


def _sheet_name(title: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", one_line(title))[:_SHEET_NAME].strip() or "-"


def xlsx_file(tables: Sequence[Table]) -> bytes:
    """One workbook: a sheet per table, and a last one that says what the numbers stand on."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        rows: list[Sequence[Cell]] = [[column.title for column in table.columns], *table.rows]
        _fill(book.create_sheet(table.name[:_SHEET_NAME]), rows)
    about = [[_("Table"), _("What"), _("Value")]]
    about += [[table.title, _(_BASIS.get(name, name)), value] for table in tables for name, value in table.about]
    _fill(book.create_sheet(_("Basis")), about)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: object, rows: Sequence[Sequence[Cell]], safe: Callable[[str], str] = one_line) -> None:
    """Write rows with texts as texts, never as formulas, and a heading that stays in view."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            cell = sheet.cell(r, c)
            cell.value = safe(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = bool(_FORMULA.match(value))
            if r == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="bottom")
    for c, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(c)].width = min(width, _WIDEST) + 2
    sheet.freeze_panes = "A2"


def table_file(table: Table, form: str, told: object = None) -> bytes:
    """A table as a terminal (table), a spreadsheet (csv, xlsx) or a program (json) takes it.

    In JSON it is what is `told`, or else the rows by their keys.
    """
    if form == "json":
        rows = list(table.records) if told is None else told
        return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
    if form == "xlsx":
        return xlsx_file([table])
    return csv_file(table) if form == "csv" else text_table(table).encode()


def text_table(table: Table) -> str:
    """Aligned lines for the terminal: texts to the left, numbers to the right, and the basis below."""
    rows = [[one_line(str(cell)) for cell in row] for row in table.rows]
    heads = [column.title for column in table.columns]
    widths = _widths([heads, *rows])
    numeric = [bool(table.rows) and all(isinstance(row[i], int) for row in table.rows) for i in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        aligned = [c.rjust(w) if right else c.ljust(w) for c, w, right in zip(cells, widths, numeric, strict=True)]
        return "  ".join(aligned).rstrip()

    basis = " · ".join(f"{_(_BASIS.get(name, name))}: {value}" for name, value in table.about)
    return "\n".join([table.title, "", line(heads), *(line(row) for row in rows), "", one_line(basis)]) + "\n"


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
