"""Lists as CSV: rows with their line numbers, straight from a file that may be large.

Owns delimiter, encoding, headings and the search for identity numbers, which no list may hold. Leaves what
the columns mean to `reading.registers` and `reading.auditees`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.disclosure import find_personal_numbers
from tillsyn.domain.text import nfc
from tillsyn.problems import Problem
from tillsyn.reading.faults import fault, nearest
from tillsyn.reading.textfile import file_fault, looks_like_utf16

MAX_BYTES = 200_000_000
_DELIMITERS = ";,\t"
_BETWEEN_CELLS = "|"
"""Joins the cells of a row for the search: no identity number is written across it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: the line it begins on, and its cells without blanks around them."""

    line: int
    cells: tuple[str, ...]

    @property
    def holds_number(self) -> bool:
        """Whether what looks like an identity number stands anywhere in the row."""
        return bool(find_personal_numbers(_BETWEEN_CELLS.join(self.cells)))


def csv_rows(path: Path, file: str, problems: list[Problem], max_bytes: int = MAX_BYTES) -> Iterator[Row]:
    """The rows of a file, headings first and empty ones left out; faults are added to `problems`. Never raises."""
    if hindrance := file_fault(path, file, max_bytes):
        problems.append(hindrance)
        return
    try:
        yield from _rows(path, file, problems)
    except UnicodeDecodeError:
        problems.append(_encoding_fault(path, file))
    except OSError:
        problems.append(fault("Y003", file))


def _rows(path: Path, file: str, problems: list[Problem]) -> Iterator[Row]:
    with path.open("rb") as raw:
        if looks_like_utf16(raw.read(300)):
            problems.append(fault("Y006", file, (1, 1), encoding="UTF-16"))
            return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        delimiter = _delimiter(stream)
        stream.seek(0)
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        begins = 1
        try:
            for cells in reader:
                stripped = tuple(nfc(cell.strip()) for cell in cells)
                if any(stripped):
                    yield Row(begins, stripped)
                begins = reader.line_num + 1
        except csv.Error:
            problems.append(fault("R002", file, (begins, 1)))


def _delimiter(lines: Iterable[str]) -> str:
    """The sign that parts the first row with anything in it into most cells."""
    first = next((line for line in lines if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _encoding_fault(path: Path, file: str) -> Problem:
    """The first line that is not UTF-8."""
    with path.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode("utf-8-sig")) + 1
                return fault("Y006", file, (number, column), encoding="Windows-1252")
    return fault("Y006", file, encoding="Windows-1252")


class Headings:
    """The first row: which column is which, asked for by any of its names."""

    def __init__(self, row: Row, file: str, problems: list[Problem]) -> None:
        self.names = row.cells
        self.line = row.line
        self.file = file
        self.problems = problems

    @property
    def found(self) -> str:
        """The headings as one text, for messages."""
        return ", ".join(name for name in self.names if name)

    def places(self, meanings: Mapping[str, str]) -> dict[str, int]:
        """Where each meaning stands, by `meanings` of folded headings; doubles and strangers are reported."""
        places: dict[str, int] = {}
        for place, name in enumerate(self.names):
            meaning = meanings.get(folded(name))
            if meaning is None:
                self._report_stranger(name, meanings)
            elif meaning in places:
                self.report("R005", first=self.names[places[meaning]], second=name)
            else:
                places[meaning] = place
        return places

    def fits(self, row: Row) -> bool:
        """Whether the row has a cell for each heading and nothing beyond; reported where it has not."""
        if len(row.cells) >= len(self.names) and not any(row.cells[len(self.names) :]):
            return True
        self.problems.append(fault("R003", self.file, (row.line, 1), found=len(row.cells), expected=len(self.names)))
        return False

    def refuse_numbers(self, row: Row) -> bool:
        """Whether a row holds what looks like an identity number; each cell that does is reported, none is quoted."""
        if not row.holds_number:
            return False
        for place, cell in enumerate(row.cells):
            if find_personal_numbers(cell):
                column = self.names[place] if place < len(self.names) else str(place + 1)
                self.problems.append(fault("R006", self.file, (row.line, 1), column=column))
        return True

    def report(self, code: str, **about: object) -> None:
        """Add a fault about the headings."""
        self.problems.append(fault(code, self.file, (self.line, 1), **about))

    def _report_stranger(self, name: str, meanings: Mapping[str, str]) -> None:
        if name:
            self.report("R008W", column=name, nearest=nearest(name, meanings))


def read_headings(rows: Iterator[Row], file: str, problems: list[Problem]) -> Headings | None:
    """The first row as headings, or None where there is none that can be used."""
    first = next(rows, None)
    if first is None:
        if not problems:
            problems.append(fault("R001", file))
        return None
    if first.holds_number:
        problems.append(fault("R007", file, (first.line, 1)))
        return None
    return Headings(first, file, problems)


def folded(name: str) -> str:
    """`name` as headings are compared: one normal form, small letters, single blanks."""
    return " ".join(nfc(name).casefold().split())
