"""Registers of case files: the list one auditee delivered, as rows of code and facts.

Owns what the columns mean, and the canonical form of the rows that a frame's hash is taken of. Leaves CSV to
`reading.csvfile`, and the draw to `domain.sampling`. An empty cell is a fact to be filled in later.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tillsyn.domain.entries import canonical
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType, FactValue, write_fact
from tillsyn.problems import Problem, errors
from tillsyn.reading.csvfile import Headings, Row, csv_rows, folded, read_headings
from tillsyn.reading.faults import fault, nearest

CASE_COLUMNS = ("Ärendekod", "arendekod", "case", "case_code")
LONGEST_CODE = 60
_CASE = "case"
# The separators of the draw and of the journal, and what could not be a folder's name or would not show.
_BARRED = re.compile(r"[|/\\\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One case file of a register and the line it stands on; a fact whose cell was empty is absent."""

    case_code: str
    facts: Mapping[str, FactValue]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """The rows that could be read, and every fault; with an error among them the rows are not to be used."""

    rows: tuple[FrameRow, ...]
    problems: tuple[Problem, ...]


def read_register(
    path: Path,
    facts: Sequence[FactDefinition],
    column_map: Mapping[str, str] = {},
    required: Collection[str] = (),
) -> RegisterReading:
    """Read a register; `column_map` says which fact (or "case") a column of another name holds.

    `required` are the ids of facts that must have a column: the strata.
    """
    problems: list[Problem] = []
    rows = csv_rows(path, str(path), problems)
    headings = read_headings(rows, str(path), problems)
    if headings is None:
        return RegisterReading((), tuple(problems))
    reader = _Register(headings, facts, column_map, required)
    found = tuple(read for row in rows if (read := reader.read(row)))
    if not reader.seen_rows and not errors(problems):
        headings.report("R001")
    return RegisterReading(found, tuple(problems))


def canonical_rows(rows: Iterable[FrameRow]) -> str:
    """The rows as canonical JSON, sorted by case code, whatever the file's order, delimiter or columns were."""
    return canonical(
        [
            {"case": row.case_code, "facts": {name: write_fact(value) for name, value in row.facts.items()}}
            for row in sorted(rows, key=lambda row: row.case_code)
        ]
    )


class _Register:
    """Reads the rows below one row of headings."""

    def __init__(
        self,
        headings: Headings,
        facts: Sequence[FactDefinition],
        column_map: Mapping[str, str],
        required: Collection[str],
    ) -> None:
        self.headings = headings
        self.problems = headings.problems
        self.facts = {fact.id: fact for fact in facts}
        self.first_line: dict[str, int] = {}
        self.seen_rows = 0
        self.columns = headings.places(self._meanings(column_map))
        self.fact_columns = {name: place for name, place in self.columns.items() if name != _CASE}
        self.read_before: dict[tuple[str, str], FactValue] = {}
        self._demand(required)

    def read(self, row: Row) -> FrameRow | None:
        """The row's case and facts, None where a fault hinders."""
        self.seen_rows += 1
        if self.headings.refuse_numbers(row) or not self.headings.fits(row):
            return None
        code = self._code(row)
        facts = {name: value for name in self.fact_columns if (value := self._fact(row, name)) is not None}
        return FrameRow(code, facts, row.line) if code else None

    def _meanings(self, column_map: Mapping[str, str]) -> dict[str, str]:
        """Every folded heading that means something: what the user pointed out goes before labels and ids."""
        known = {folded(name): _CASE for name in CASE_COLUMNS}
        known |= {folded(fact.label): fact.id for fact in self.facts.values()}
        known |= {folded(fact.id): fact.id for fact in self.facts.values()}
        pointed_out: dict[str, str] = {}
        headings = {folded(name) for name in self.headings.names}
        for column, name in column_map.items():
            if folded(column) not in headings:
                near = nearest(column, self.headings.names)
                self.headings.report("R011", column=column, found=self.headings.found, nearest=near)
            elif folded(name) not in known:
                self.headings.report("R012", column=column, field=name, nearest=nearest(name, self.facts))
            else:
                pointed_out[folded(column)] = known[folded(name)]
        return known | pointed_out

    def _demand(self, required: Collection[str]) -> None:
        if _CASE not in self.columns:
            self.headings.report("R010", found=self.headings.found)
        for name in required:
            if name not in self.columns:
                label = self.facts[name].label if name in self.facts else name
                self.headings.report("R004", column=label, found=self.headings.found)

    def _code(self, row: Row) -> str | None:
        if _CASE not in self.columns:
            return None
        code = row.cells[self.columns[_CASE]]
        first = self.first_line.setdefault(code.casefold(), row.line)
        if not code:
            self._report("R013", row)
        elif barred := _BARRED.search(code):
            self._report("R015", row, case=code, sign=_named(barred.group()))
        elif len(code) > LONGEST_CODE:
            self._report("R016", row, length=len(code), most=LONGEST_CODE)
        elif first != row.line:
            self._report("R014", row, case=code, first=first)
        else:
            return code
        return None

    def _fact(self, row: Row, name: str) -> FactValue | None:
        """The value of a fact; None where the cell is empty or faulty. A cell that came before is read but once."""
        place = self.fact_columns[name]
        cell = row.cells[place]
        if not cell or (name, cell) in self.read_before:
            return self.read_before.get((name, cell))
        try:
            value = self.facts[name].read(cell)
        except ValueError:
            self._report_value(row, self.facts[name], place)
            return None
        self.read_before[name, cell] = value
        return value

    def _report_value(self, row: Row, fact: FactDefinition, place: int) -> None:
        about = {"value": row.cells[place], "column": self.headings.names[place]}
        if fact.type is FactType.DATE:
            self._report("R017", row, **about)
            return
        known = [label for _, label in fact.values] or ["ja", "nej", UNSTATED.value]
        self._report("R018", row, **about, known=", ".join(known), nearest=nearest(row.cells[place], known))

    def _report(self, code: str, row: Row, **about: object) -> None:
        self.problems.append(fault(code, self.headings.file, (row.line, 1), **about))


def _named(sign: str) -> str:
    """A barred sign as a message can show it."""
    return sign if sign in "|/\\" else f"U+{ord(sign):04X}"
