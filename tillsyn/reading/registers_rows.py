"""The rows of a register, read column by column: what stands in many cells is read once.

Owns the checks of rows and cells, and the canonical rows that come of them. Leaves the meaning of columns to
`reading.registers`, the forms of values to `reading.registers_values`.

Nearly all the work is done by functions that run through a whole column of a block at once; only rows with something
wrong are looked at one by one. That is why 100,000 rows take well under a second.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice

from tillsyn.domain.disclosure import (
    find_personal_numbers,
    is_spread_number,
    looks_like_name_column,
    may_be_spread,
    may_hold_number,
)
from tillsyn.domain.facts import FactType
from tillsyn.domain.frames import case_fragments, join_rows
from tillsyn.domain.text import nfc
from tillsyn.problems import Problem
from tillsyn.reading.columns import BETWEEN_CELLS, Block, Table
from tillsyn.reading.faults import fault
from tillsyn.reading.registers_cells import CASE, FactColumn
from tillsyn.reading.registers_notes import NOTE_WORDS, is_note, is_sum
from tillsyn.reading.registers_preview import FIRST_ROWS
from tillsyn.reading.registers_values import CellReader

LONGEST_CODE = 60
_LOOKED_AT_FOR_NAMES = 1000
# The separators of the draw and of the journal, and what could not be a folder's name or would not show.
_BARRED = re.compile(r"[|/\\\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")
_BARRED_AND_SHOWN = "|/\\\ufffd"
_SHORTEST_NUMBER = 10

Rows = Sequence[Sequence[str]]


class RegisterRows:
    """Reads blocks of rows; `places` says in which column the case code and each fact stand."""

    def __init__(
        self, table: Table, places: Mapping[str, int], readers: Mapping[str, CellReader], strata: Sequence[str]
    ) -> None:
        self.headings = table.headings
        self.problems = table.headings.problems
        self.seen = 0
        self.first_rows: list[dict[str, str]] = []
        self.sum_lines: list[int] = []
        self._pads = table.pads
        self._case = places.get(CASE)
        self._heading = self.headings.names[self._case] if self._case is not None else ""
        self._facts = [FactColumn(name, places[name], reader) for name, reader in sorted(readers.items())]
        self._strata = [next(fact for fact in self._facts if fact.name == name) for name in strata]
        read = {fact.place for fact in self._facts}
        self._others = [place for place in range(len(self.headings.names)) if place not in read]
        self._cells_for_names: dict[int, list[str]] = {place: [] for place in self._others}
        self._codes: list[str] = []
        self._rows: list[str] = []
        self._lines: list[int] = []
        self._commas = False
        self._seen: set[str] = set()
        self._first_line: dict[str, int] = {}
        self._looked_up = 0
        self._stratum_cells: Counter[tuple[str, ...]] = Counter()
        self._sums: list[tuple[int, Sequence[str]]] = []

    @property
    def count(self) -> int:
        """How many rows could be read."""
        return len(self._rows)

    def take(self, block: Block) -> None:
        """Read the rows of a block."""
        lines, rows = self._fitting(block)
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        self._look_for_names(columns)
        kept = self._keep(lines, rows, columns)
        if kept is not None:
            lines, rows = list(compress(lines, kept)), list(compress(rows, kept))
            columns = list(zip(*rows, strict=True))
        if rows and self._case is not None:
            self._add(lines, columns)

    def finish(self) -> None:
        """Tell what can only be told at the end: sums below the list, and columns of names."""
        for line, _cells in self._sums:
            self.sum_lines.append(line)
            self.problems.append(fault("R022W", self.headings.file, (line, 1)))
        for place, cells in self._cells_for_names.items():
            # A column headed as that of the codes holds them, whatever its heading says: what stands there decides.
            heading = "" if place == self._case else self.headings.names[place]
            if looks_like_name_column(heading, cells):
                self.headings.report("R020", column=self.headings.name(place))
                self.first_rows.clear()  # what stands there may be names

    def canonical(self) -> str:
        """The rows as canonical JSON, sorted by case code, whatever the file's order, form or headings were."""
        codes = self._codes
        if any(map(operator.gt, codes, islice(codes, 1, None))):
            order = sorted(range(len(codes)), key=codes.__getitem__)
            return join_rows(map(self._rows.__getitem__, order), self._commas)
        return join_rows(self._rows, self._commas)

    def strata(self) -> dict[str, int]:
        """How many cases each stratum has, by name."""
        found: Counter[str] = Counter()
        for cells, count in self._stratum_cells.items():
            found["/".join(map(FactColumn.written, self._strata, cells))] += count
        return dict(sorted(found.items()))

    def spans(self) -> dict[str, tuple[str, str]]:
        """The first and last day of each date."""
        days = {fact.name: fact.days for fact in self._facts if fact.type is FactType.DATE}
        return {name: (min(found), max(found)) for name, found in days.items() if found}

    def empty(self) -> dict[str, int]:
        """How many cells of each fact are empty."""
        return {fact.name: fact.empty for fact in self._facts}

    def _fitting(self, block: Block) -> tuple[Sequence[int], Rows]:
        """The rows that have a cell for each heading and nothing beyond; the others are reported."""
        width = len(self.headings.names)
        if {width}.issuperset(map(len, block.rows)):
            return block.lines, block.rows
        lines: list[int] = []
        rows: list[Sequence[str]] = []
        for line, cells in zip(block.lines, block.rows, strict=True):
            if not any(cells):
                continue
            whole = [*cells[:width], *[""] * (width - len(cells))]
            if any(cell.strip() for cell in cells[width:]) or (len(cells) < width and not self._short(whole)):
                self.seen += 1
                if not self.headings.refuse_numbers(line, cells):
                    about = {"found": len(cells), "expected": width}
                    self.problems.append(fault("R003", self.headings.file, (line, 1), **about))
            else:
                lines.append(line)
                rows.append(whole)
        return lines, rows

    def _short(self, cells: Sequence[str]) -> bool:
        """Whether a row may end early: in a workbook, and below a list."""
        return self._pads or is_sum(cells, self._code(cells)) or is_note(cells, self._code(cells))

    def _look_for_names(self, columns: Rows) -> None:
        for place, cells in self._cells_for_names.items():
            if len(cells) < _LOOKED_AT_FOR_NAMES:
                cells += columns[place]

    def _keep(self, lines: Sequence[int], rows: Rows, columns: Rows) -> list[bool] | None:
        """Which rows can be read as a case, None for all of them; the others are reported or empty."""
        if not self._numbers_in(columns) and (self._case is None or self._plain(lines, columns[self._case])):
            self.seen += len(rows)
            return None
        return [self._keep_row(line, cells) for line, cells in zip(lines, rows, strict=True)]

    def _plain(self, lines: Sequence[int], codes: Sequence[str]) -> bool:
        """Whether nothing about the codes needs a closer look; they are then remembered."""
        keys = list(map(str.casefold, map(str.strip, codes)))
        joined = "".join(keys)
        if self._heading in codes or not _sound(codes) or any(word in joined for word in NOTE_WORDS):
            return False
        if may_be_spread(codes):
            return False
        before = len(self._seen)
        self._seen.update(keys)
        if len(self._seen) < before + len(keys):
            return False
        self._expect_nothing_below_sums()
        return True

    def _first(self, code: str, line: int) -> int:
        """The line on which a code stood first: this one where it is new."""
        later = slice(self._looked_up, None)  # few lists have doubles, so this is only made when there may be one
        for known, stands in zip(self._codes[later], self._lines[later], strict=True):
            self._first_line.setdefault(known.casefold(), stands)
        self._looked_up = len(self._codes)
        return self._first_line.setdefault(code.casefold(), line)

    def _numbers_in(self, columns: Rows) -> bool:
        """Whether some cell holds an identity number; what facts write is looked at once for each value."""
        found = [fact.meet(columns[fact.place]) for fact in self._facts]
        return any(found) or any(_hold_number(columns[place]) for place in self._others)

    def _keep_row(self, line: int, cells: Sequence[str]) -> bool:
        if not any(cell.strip() for cell in cells):
            return False
        self.seen += 1
        if self.headings.refuse_numbers(line, cells):
            return False
        if is_sum(cells, self._code(cells)):
            self._sums.append((line, cells))
            return False
        if is_note(cells, self._code(cells)):
            self.problems.append(fault("R046W", self.headings.file, (line, 1)))
            return False
        if self._heading and cells[self._case or 0].strip() == self._heading:
            self.problems.append(fault("R045W", self.headings.file, (line, 1)))
            return False
        self._expect_nothing_below_sums()
        if self._case is not None and (wrong := self._wrong_with(nfc(cells[self._case].strip()), line)):
            self.problems.append(wrong)
            return False
        return True

    def _wrong_with(self, code: str, line: int) -> Problem | None:
        file, place = self.headings.file, (line, 1)
        first = self._first(code, line)
        if not code:
            return fault("R013", file, place)
        if is_spread_number(code):
            return fault("R006", file, place, column=self._heading)
        if barred := _BARRED.search(code):
            return fault("R015", file, place, case=code, sign=_named(barred.group()))
        if len(code) > LONGEST_CODE:
            return fault("R016", file, place, length=len(code), most=LONGEST_CODE)
        return fault("R014", file, place, case=code, first=first) if first != line else None

    def _code(self, cells: Sequence[str]) -> str:
        return cells[self._case] if self._case is not None else ""

    def _expect_nothing_below_sums(self) -> None:
        """A sum that more cases follow is not at the end: then it is a row like others, without a code."""
        for line, _cells in self._sums:
            self.problems.append(fault("R023", self.headings.file, (line, 1)))
        self._sums.clear()

    def _add(self, lines: Sequence[int], columns: Rows) -> None:
        """Add rows whose codes are sound."""
        assert self._case is not None
        codes = _tidy(columns[self._case])
        self._codes += codes
        self._lines += lines
        fragments = [fact.fragments(lines, columns[fact.place], self.headings) for fact in self._facts]
        if fragments and "" not in fragments[0]:
            fragments[0] = [fragment[1:] for fragment in fragments[0]]
        else:
            self._commas = True
        self._rows += map("".join, zip(case_fragments(codes), *fragments, strict=True))
        self._stratum_cells.update(zip(*(columns[fact.place] for fact in self._strata), strict=True))
        for place in range(min(FIRST_ROWS - len(self.first_rows), len(codes))):
            facts = {fact.name: fact.written(columns[fact.place][place]) for fact in self._facts}
            self.first_rows.append({CASE: codes[place], **facts})


def _hold_number(cells: Sequence[str]) -> bool:
    """Whether some cell holds an identity number; the shortest have ten signs."""
    if max(map(len, cells)) < _SHORTEST_NUMBER or not may_hold_number(joined := BETWEEN_CELLS.join(cells)):
        return False
    return bool(find_personal_numbers(joined))


def _sound(codes: Sequence[str]) -> bool:
    """Whether every code is one: none empty, too long, or with a barred or odd sign."""
    joined = "".join(codes)
    tidy = joined.isascii() or joined == nfc(joined)
    short = all(codes) and max(map(len, codes)) <= LONGEST_CODE
    return short and tidy and joined.isprintable() and not any(sign in joined for sign in _BARRED_AND_SHOWN)


def _tidy(codes: Iterable[str]) -> list[str]:
    tidy = list(map(str.strip, codes))
    return tidy if "".join(tidy).isascii() else list(map(nfc, tidy))


def _named(sign: str) -> str:
    """A barred sign as a message can show it."""
    return sign if sign in "|/\\" else f"U+{ord(sign):04X}"
