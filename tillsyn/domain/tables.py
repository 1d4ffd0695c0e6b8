"""A table that leaves the program: its columns, its rows, and what its numbers stand on.

Owns the value alone. Leaves filling it to `stats`, and writing it to `writing.exports`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key machines read, and the heading people read."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts and whole numbers under named columns.

    `about` says what the numbers stand on (number of files, criteria, program version), as (key, value);
    `level` says whether files or auditees are counted.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    level: str = ""
    about: tuple[tuple[str, str], ...] = field(default=())

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns' keys, in order."""
        return tuple(column.key for column in self.columns)

    @property
    def records(self) -> tuple[dict[str, Cell], ...]:
        """The rows as key → cell."""
        return tuple(dict(zip(self.keys, row, strict=True)) for row in self.rows)


def table_of(
    name: str,
    title: str,
    columns: Sequence[Column],
    records: Sequence[Mapping[str, Cell]],
    level: str = "",
    about: tuple[tuple[str, str], ...] = (),
) -> Table:
    """A table from records; each must hold every column's key."""
    rows = tuple(tuple(record[column.key] for column in columns) for record in records)
    return Table(name, title, tuple(columns), rows, level, about)
