"""Any list, whatever file it came in, as blocks of rows below one row of headings.

Owns what CSV and workbooks have in common: the values they become, and which row the headings are. Leaves the files to
`reading.csvfile` and `reading.xlsx`, opening either to `reading.lists`, what the columns mean to their readers.

A block is few rows: a register of 100,000 is never held as cells, and what is small stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tillsyn.domain.disclosure import find_personal_numbers, may_hold_number
from tillsyn.domain.text import nfc
from tillsyn.problems import Problem
from tillsyn.reading.faults import fault, nearest

ROWS_A_BLOCK = 128
HEADINGS_WITHIN = 100
"""How many rows from the top the headings are looked for in."""
MAX_BYTES = 200_000_000
BETWEEN_CELLS = "|"
"""Joins cells for the search: no identity number is written across it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows as they stand, with the line each begins on, and how much of the file is read with them (0 to 1)."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Origin:
    """What the file was taken for; a person is told, since it is a guess."""

    kind: str
    """``csv`` or ``xlsx``."""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    hidden_sheets: tuple[str, ...] = ()
    epoch: int = 0
    """The year a workbook counts days from, 1900 or 1904; 0 where days are never numbers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for: headings it knows, folded, the ones of the column it cannot be without, and choices."""

    known: Collection[str] = ()
    keys: Collection[str] = ()
    sheet: str | None = None
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Source:
    """A file opened as blocks; in a workbook cells at the end of a row may be missing without meaning anything."""

    origin: Origin
    blocks: Iterator[Block]
    pads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and the blocks of rows below them."""

    origin: Origin
    headings: Headings
    blocks: Iterator[Block]
    pads: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: the line it begins on, and its cells without blanks around them."""

    line: int
    cells: tuple[str, ...]

    @property
    def holds_number(self) -> bool:
        """Whether what looks like an identity number stands anywhere in the row."""
        return bool(find_personal_numbers(BETWEEN_CELLS.join(self.cells)))


def heading_row(rows: Sequence[Sequence[str]], known: Collection[str], keys: Collection[str]) -> int | None:
    """The place of the row of headings: with a key, else with most known headings, else the first with anything in it.

    Title rows and blank rows may stand above it.
    """
    best, most = None, 0
    for place, cells in enumerate(rows[:HEADINGS_WITHIN]):
        names = {folded(cell) for cell in cells}
        if not names.isdisjoint(keys):
            return place
        if (hits := len(names.intersection(known))) > most:
            best, most = place, hits
    if best is not None:
        return best
    return next((place for place, cells in enumerate(rows) if any(cell.strip() for cell in cells)), None)


class Headings:
    """The row of headings: which column is which, asked for by any of its names."""

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

    def name(self, place: int) -> str:
        """The heading at a place, or its number where there is none."""
        return (self.names[place] if place < len(self.names) else "") or str(place + 1)

    def fits(self, row: Row) -> bool:
        """Whether the row has a cell for each heading and nothing beyond; reported where it has not."""
        if len(row.cells) >= len(self.names) and not any(row.cells[len(self.names) :]):
            return True
        self.problems.append(fault("R003", self.file, (row.line, 1), found=len(row.cells), expected=len(self.names)))
        return False

    def refuse_numbers(self, line: int, cells: Sequence[str]) -> bool:
        """Whether a row holds what looks like an identity number; each cell that does is reported, none is quoted."""
        if not may_hold_number(joined := BETWEEN_CELLS.join(cells)) or not find_personal_numbers(joined):
            return False
        for place, cell in enumerate(cells):
            if find_personal_numbers(cell):
                self.problems.append(fault("R006", self.file, (line, 1), column=self.name(place)))
        return True

    def report(self, code: str, **about: object) -> None:
        """Add a fault about the headings."""
        self.problems.append(fault(code, self.file, (self.line, 1), **about))

    def _report_stranger(self, name: str, meanings: Mapping[str, str]) -> None:
        if name:
            self.report("R008W", column=name, nearest=nearest(name, meanings))


def blocks_of(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Block]:
    """Numbered rows, a block at a time."""
    numbered = iter(rows)
    while some := list(islice(numbered, ROWS_A_BLOCK)):
        yield Block([line for line, _cells in some], [cells for _line, cells in some])


def folded(name: str) -> str:
    """`name` as headings are compared: one normal form, small letters, single blanks."""
    return " ".join(nfc(name).casefold().split())


def stripped(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without blanks around them, in one normal form."""
    return tuple(nfc(cell.strip()) for cell in cells)
