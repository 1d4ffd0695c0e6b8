"""One fact's column of a register: every value that occurs is read once, then looked up.

Owns the values met so far, with what each writes into a row or is wrong with. Leaves the forms of values to
`reading.registers_values`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tillsyn.domain.disclosure import find_personal_numbers, is_spread_number
from tillsyn.domain.facts import UNSTATED
from tillsyn.domain.frames import fact_fragment
from tillsyn.domain.text import nfc
from tillsyn.problems import Problem
from tillsyn.reading.columns import Headings
from tillsyn.reading.faults import fault, nearest
from tillsyn.reading.registers_values import CellReader, UnreadableCellError

CASE = "case"
"""What the column of the case code is called where facts are called by their ids."""


class FactColumn:
    """The column of one fact."""

    def __init__(self, name: str, place: int, reader: CellReader) -> None:
        self.name = name
        self.place = place
        self.type = reader.fact.type
        self.empty = 0
        self._reader = reader
        self._written: dict[str, str] = {}
        self._fragments: dict[str, str] = {}
        self._wrong: dict[str, str] = {}
        self._about: dict[str, Mapping[str, object]] = {}
        self._numbers: set[str] = set()
        self._blank: set[str] = set()
        self._last: tuple[Sequence[str], list[str]] = ((), [])

    @property
    def days(self) -> set[str]:
        """Every date that was met."""
        return set(self._written.values()) - {"", UNSTATED.value}

    def meet(self, cells: Sequence[str]) -> bool:
        """Look every cell up, reading what was not met before; says whether any of them holds an identity number."""
        try:
            found = list(map(self._fragments.__getitem__, cells))
        except KeyError:
            for cell in set(cells).difference(self._fragments):
                self._read(cell)
            found = list(map(self._fragments.__getitem__, cells))
        self._last = (cells, found)
        return bool(self._numbers) and not self._numbers.isdisjoint(cells)

    def fragments(self, lines: Sequence[int], cells: Sequence[str], headings: Headings) -> list[str]:
        """What each cell adds to its row; those that write no value are reported and add nothing."""
        self.empty += sum(map(cells.count, self._blank))
        if self._wrong and not self._wrong.keys().isdisjoint(cells):
            for line, cell in zip(lines, cells, strict=True):
                if cell in self._wrong:
                    headings.problems.append(self._problem(line, cell, headings))
        met, found = self._last
        return found if met is cells else list(map(self._fragments.__getitem__, cells))

    def written(self, cell: str) -> str:
        """The value a cell writes; empty where it writes none."""
        return self._written.get(cell, "")

    def _read(self, cell: str) -> None:
        text = nfc(cell.strip())
        self._fragments[cell] = ""
        if not text:
            self._blank.add(cell)
        elif find_personal_numbers(text):
            self._numbers.add(cell)
        else:
            try:
                value = self._reader.read(text)
            except UnreadableCellError as error:
                self._wrong[cell] = error.code
            else:
                self._written[cell] = value
                self._fragments[cell] = fact_fragment(self.name, value)

    def _problem(self, line: int, cell: str, headings: Headings) -> Problem:
        """The fault of one cell; what it says is made once for each value, however many rows have it."""
        if is_spread_number(cell):  # must not be quoted
            return fault("R006", headings.file, (line, 1), column=headings.name(self.place))
        if cell not in self._about:
            about: dict[str, object] = {"value": cell.strip(), "column": headings.name(self.place)}
            if self._wrong[cell] == "R018":
                known = [label for _code, label in self._reader.fact.values] or ["ja", "nej", UNSTATED.value]
                about |= {"known": ", ".join(known), "nearest": nearest(cell, known)}
            self._about[cell] = fault("", "", **about).about
        return Problem(self._wrong[cell], headings.file, line, 1, self._about[cell])
