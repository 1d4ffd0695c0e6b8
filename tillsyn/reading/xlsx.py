"""Lists as workbooks (.xlsx), as spreadsheets and case systems save them.

Owns which sheet is read and what is told of the workbook, and is alone in importing openpyxl for reading. Leaves what
the raw XML gives away to `reading.xlsx_signs`, cells to `reading.xlsx_cells`, headings to `reading.columns`.

openpyxl reads 100,000 rows of twelve cells in some twenty seconds; CSV takes one.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tillsyn.problems import Problem
from tillsyn.reading.columns import HEADINGS_WITHIN, ROWS_A_BLOCK, Block, Origin, Source, Wanted, folded, heading_row
from tillsyn.reading.faults import fault
from tillsyn.reading.xlsx_cells import text_of
from tillsyn.reading.xlsx_signs import UNREADABLE, Signs, declares_entities, signs_of, unpacks_to_too_much

_MOST_COLUMNS = 702  # to ZZ
_SHOWN_CELLS = 3


def open_workbook(path: Path, file: str, problems: list[Problem], wanted: Wanted) -> Source | None:
    """A workbook's sheet as blocks; None where a fault hinders, which is added to `problems`. Never raises."""
    if code := _hindrance(path):
        problems.append(fault(code, file))
        return None
    try:
        return _open(path, file, problems, wanted)
    except Exception:  # openpyxl raises whatever a broken file makes of its insides
        problems.append(fault("R037", file))
        return None


def _hindrance(path: Path) -> str:
    """Why the archive is not to be read as a workbook; empty where nothing speaks against it."""
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if unpacks_to_too_much(archive):
                return "R029"
            if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
                return "R036"
            if not any(name.startswith("xl/") for name in names):
                return "R038"
            return "R037" if declares_entities(archive) else ""
    except UNREADABLE:
        return "R037"


def _open(path: Path, file: str, problems: list[Problem], wanted: Wanted) -> Source | None:
    book = _load(path)
    sheet = _sheet(book, file, problems, wanted)
    if sheet is None:
        book.close()
        return None
    with ZipFile(path) as archive:
        signs = signs_of(archive, sheet._worksheet_path)
    if not _tell_of(signs, file, problems):
        book.close()
        return None
    hidden = tuple(one.title for one in book.worksheets if one.sheet_state != "visible" and one is not sheet)
    if hidden:
        problems.append(fault("R042W", file, sheets=", ".join(hidden)))
    epoch = 1904 if book.epoch.year == 1904 else 1900
    origin = Origin("xlsx", sheet=sheet.title, hidden_sheets=hidden, epoch=epoch)
    return Source(origin, _blocks(book, sheet, signs, file, problems), pads=True)


def _load(path: Path) -> Any:
    import openpyxl  # 0.2 s, for workbooks alone

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that mean nothing here
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)


def _sheet(book: Any, file: str, problems: list[Problem], wanted: Wanted) -> Any:
    """The sheet named, else the only one with the column that is looked for, else the only one with anything in it."""
    sheets = {folded(sheet.title): sheet for sheet in book.worksheets}
    names = ", ".join(sheet.title for sheet in book.worksheets)
    for sheet in sheets.values():
        sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    if wanted.sheet is not None:
        if folded(wanted.sheet) not in sheets:
            problems.append(fault("R028", file, sheet=wanted.sheet, sheets=names))
        return sheets.get(folded(wanted.sheet))
    visible = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"]
    tops = {sheet.title: _top(sheet) for sheet in visible}
    filled = [sheet for sheet in visible if any(any(cells) for cells in tops[sheet.title])]
    fitting = [sheet for sheet in filled if _has_key(tops[sheet.title], wanted)]
    for chosen in (fitting, filled):
        if len(chosen) == 1:
            return chosen[0]
    problems.append(fault("R027", file, sheets=names) if filled else fault("R001", file))
    return None


def _top(sheet: Any) -> list[list[str]]:
    """The rows of a sheet that its headings may be among."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [[text_of(cell) for cell in row] for row in sheet.iter_rows(max_row=HEADINGS_WITHIN)]


def _has_key(rows: Sequence[Sequence[str]], wanted: Wanted) -> bool:
    place = heading_row(rows, wanted.known, wanted.keys)
    return place is not None and any(folded(cell) in wanted.keys for cell in rows[place])


def _tell_of(signs: Signs, file: str, problems: list[Problem]) -> bool:
    """Tell what the sheet hides; says whether it can be read."""
    if signs.too_wide:
        problems.append(fault("R043", file, most=_MOST_COLUMNS))
    if signs.bare_count:
        problems.append(fault("R026", file, n=signs.bare_count, cell=signs.bare_formulas[0]))
    if signs.hidden_rows:
        problems.append(fault("R025W", file, n=signs.hidden_rows))
    down = [ref for ref in signs.merged if _rows_of(ref)[1] > _rows_of(ref)[0]]
    if down:
        more = " …" if len(down) > _SHOWN_CELLS else ""
        problems.append(fault("R024W", file, cells=", ".join(down[:_SHOWN_CELLS]) + more))
    return not signs.too_wide


def _blocks(book: Any, sheet: Any, signs: Signs, file: str, problems: list[Problem]) -> Iterator[Block]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            numbered = enumerate(([text_of(cell) for cell in row] for row in sheet.iter_rows()), 1)
            filled = _Merged(signs).fill(numbered)
            while some := list(islice(filled, ROWS_A_BLOCK)):
                yield Block([line for line, _cells in some], [cells for _line, cells in some], 0.0)
    except Exception:  # as above, in the middle of the sheet
        problems.append(fault("R037", file))
    finally:
        book.close()


class _Merged:
    """Gives every cell of a column that was merged downwards the value that stands in the first."""

    def __init__(self, signs: Signs) -> None:
        self.starts: dict[int, list[tuple[int, int]]] = {}
        for ref in signs.merged:
            first, last = _rows_of(ref)
            if last > first:
                self.starts.setdefault(first, []).append((_column_of(ref), last))

    def fill(self, numbered: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """The same rows, filled."""
        if not self.starts:
            yield from numbered
            return
        going: dict[int, tuple[int, str]] = {}
        for line, cells in numbered:
            going = {column: one for column, one in going.items() if one[0] >= line}
            if going:
                cells += [""] * (max(going) + 1 - len(cells))
            for column, (_last, text) in going.items():
                cells[column] = cells[column] or text
            for column, last in self.starts.get(line, []):
                going[column] = (last, cells[column] if column < len(cells) else "")
            yield line, cells


def _rows_of(ref: str) -> tuple[int, int]:
    first, last = (int("".join(filter(str.isdigit, part))) for part in ref.split(":"))
    return first, last


def _column_of(ref: str) -> int:
    """The place, from 0, of the first column of a range."""
    place = 0
    for letter in filter(str.isalpha, ref.split(":")[0]):
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1
