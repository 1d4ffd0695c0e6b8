"""Registers of case files: the list one auditee delivered, as canonical rows of code and facts.

Owns what the columns mean. Leaves files to `reading.lists`, reading the rows below the headings, column by column, to
`reading.registers_rows`, and the draw to `domain.sampling`. An empty cell is a fact to be filled in later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.frames import Layout
from tillsyn.problems import Problem, errors
from tillsyn.reading.columns import Headings, Origin, Table, Wanted, folded
from tillsyn.reading.faults import nearest
from tillsyn.reading.lists import open_table
from tillsyn.reading.memory import without_collecting
from tillsyn.reading.registers_cells import CASE
from tillsyn.reading.registers_preview import ColumnUse, Preview
from tillsyn.reading.registers_rows import RegisterRows
from tillsyn.reading.registers_values import CellReader

CASE_COLUMNS = ("Ärendekod", "arendekod", "case", "case_code", "Överenskommelse", "agreement", "Kod")
Tick = Callable[[int, float], None]
"""Called now and then with the number of rows read and how much of the file that is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register as canonical rows, what a person should see of it, and every fault.

    With an error among the faults the rows are not to be used: those that could be read stand there alone.
    """

    canonical: str
    problems: tuple[Problem, ...]
    preview: Preview | None = None
    layout: Layout = field(default_factory=Layout)
    """How the file was read, as far as that was pointed out or remembered; what was not used is left out."""

    @property
    def sha256(self) -> str:
        """The frame's hash."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def read_register(
    path: Path,
    facts: Sequence[FactDefinition],
    layout: Layout | None = None,
    required: Collection[str] = (),
    tick: Tick | None = None,
    remembered: Layout | None = None,
) -> RegisterReading:
    """Read a register as `layout` says; `required` are the ids of facts that must have a column: the strata.

    What is `remembered` of the system it comes from is used where it fits, and is no fault where it does not.
    """
    layout, remembered = layout or Layout(), remembered or Layout()
    problems: list[Problem] = []
    table = open_table(path, str(path), problems, _wanted(facts, layout, remembered))
    if table is None:
        return RegisterReading("[]", tuple(problems))
    meaning = _Meaning(table.headings, facts, layout, remembered)
    readers = meaning.readers(table.origin.epoch)
    meaning.demand(required)
    rows = RegisterRows(table, meaning.places, readers, tuple(name for name in required if name in meaning.places))
    _read_all(table, rows, tick)
    if not rows.seen and not errors(problems):
        table.headings.report("R001")
    canonical = rows.canonical()
    return RegisterReading(canonical, tuple(problems), meaning.preview(table.origin, rows), meaning.used(layout.sheet))


def _wanted(facts: Sequence[FactDefinition], layout: Layout, remembered: Layout) -> Wanted:
    columns = {**remembered.columns, **layout.columns}
    keys = {folded(name) for name in CASE_COLUMNS}
    keys |= {folded(column) for column, name in columns.items() if folded(name) in keys}
    known = {folded(name) for fact in facts for name in (fact.id, fact.label)}
    return Wanted(keys | known | {folded(column) for column in columns}, keys, layout.sheet or None)


def _read_all(table: Table, rows: RegisterRows, tick: Tick | None) -> None:
    with without_collecting():
        for block in table.blocks:
            rows.take(block)
            if tick:
                tick(rows.seen, block.share)
        rows.finish()


class _Meaning:
    """Which column of a file means what."""

    def __init__(self, headings: Headings, facts: Sequence[FactDefinition], layout: Layout, remembered: Layout) -> None:
        self.headings = headings
        self.facts = {fact.id: fact for fact in facts}
        self.layout = layout
        self.remembered = remembered
        self.used_values: dict[str, dict[str, str]] = {}
        self.known = {folded(name): CASE for name in CASE_COLUMNS}
        self.known |= {folded(fact.label): fact.id for fact in facts}
        self.known |= {folded(fact.id): fact.id for fact in facts}
        self.pointed_out = self._remembered() | self._pointed_out()
        self.places = headings.places(self.known | self.pointed_out)

    def readers(self, epoch: int) -> dict[str, CellReader]:
        """How the cells of each fact that has a column are read."""
        renamed = self._renamed()
        places = (name for name in self.places if name != CASE)
        return {name: CellReader(self.facts[name], epoch, renamed.get(name, {})) for name in places}

    def demand(self, required: Collection[str]) -> None:
        """Report the columns that must be there and are not."""
        if CASE not in self.places:
            self.headings.report("R010", found=self.headings.found)
        for name in required:
            if name not in self.places:
                label = self.facts[name].label if name in self.facts else name
                self.headings.report("R004", column=label, found=self.headings.found)

    def preview(self, origin: Origin, rows: RegisterRows) -> Preview:
        """The register at a glance."""
        used = {place: name for name, place in self.places.items()}
        return Preview(
            origin,
            self.headings.line,
            tuple(ColumnUse(name, used.get(place, "")) for place, name in enumerate(self.headings.names) if name),
            rows.count,
            rows.strata(),
            rows.spans(),
            rows.empty(),
            tuple(rows.first_rows),
            tuple(rows.sum_lines),
        )

    def _pointed_out(self) -> dict[str, str]:
        """What the user pointed out, which goes before labels and ids."""
        pointed_out: dict[str, str] = {}
        headings = {folded(name) for name in self.headings.names}
        for column, name in self.layout.columns.items():
            if folded(column) not in headings:
                near = nearest(column, self.headings.names)
                self.headings.report("R011", column=column, found=self.headings.found, nearest=near)
            elif folded(name) not in self.known:
                self.headings.report("R012", column=column, field=name, nearest=nearest(name, self.facts))
            else:
                pointed_out[folded(column)] = self.known[folded(name)]
        return pointed_out

    def used(self, sheet: str) -> Layout:
        """What was pointed out or remembered and used; headings as they stand in the file."""
        columns = {
            name: self.pointed_out[folded(name)] for name in self.headings.names if folded(name) in self.pointed_out
        }
        return Layout(columns, self.used_values, sheet)

    def _remembered(self) -> dict[str, str]:
        """What is remembered of the system, as far as it fits this file and these facts and nothing else is said."""
        headings = {folded(name) for name in self.headings.names}
        said = {folded(name) for name in self.layout.columns.values()}
        return {
            folded(column): self.known[folded(name)]
            for column, name in self.remembered.columns.items()
            if folded(column) in headings and folded(name) in self.known and folded(name) not in said
        }

    def _renamed(self) -> dict[str, Mapping[str, str]]:
        """The register's own words by fact; what was pointed out goes before what is remembered."""
        for field_name, renamed in self.remembered.values.items():
            name = self._field(field_name)
            if name in self.facts:
                fitting = {word: meant for word, meant in renamed.items() if self._is_value(name, meant)}
                self.used_values.setdefault(name, {}).update(fitting)
        for field_name, renamed in self.layout.values.items():
            name = self._field(field_name)
            if name is None or name == CASE:
                near = nearest(field_name, self.facts)
                self.headings.report("R012", column=field_name, field=field_name, nearest=near)
            else:
                self._expect_values(name, renamed)
                self.used_values.setdefault(name, {}).update(renamed)
        return {
            name: {folded(word): meant for word, meant in renamed.items()} for name, renamed in self.used_values.items()
        }

    def _expect_values(self, name: str, renamed: Mapping[str, str]) -> None:
        fact = self.facts[name]
        for meant in renamed.values():
            if not self._is_value(name, meant):
                known = ", ".join(code for code, _label in fact.values) or "ja, nej"
                self.headings.report("R041", value=meant, fact=fact.label, known=known)

    def _is_value(self, name: str, meant: str) -> bool:
        try:
            self.facts[name].read(meant)
        except ValueError:
            return False
        return True

    def _field(self, name: str) -> str | None:
        """The fact that a heading of the file, a label or an id stands for."""
        columns = {folded(self.headings.names[place]): field for field, place in self.places.items()}
        return columns.get(folded(name), self.known.get(folded(name)))
