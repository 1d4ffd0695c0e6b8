"""What a person sees of a register before it is taken in: what the file was taken for, and what was found in it.

Owns these values alone. Leaves filling them to `reading.registers`, printing them to `cli`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.reading.columns import Origin

FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of the file: its heading, and the id of the fact it is read as ("case" the code, empty: unused)."""

    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A register at a glance; `first_rows` are case code and written facts of the first rows, as they were read."""

    origin: Origin
    heading_line: int
    columns: tuple[ColumnUse, ...]
    rows: int
    strata: Mapping[str, int]
    """How many cases each stratum has, by the written values joined with a slash."""
    spans: Mapping[str, tuple[str, str]]
    """The first and the last day of each fact that is a date."""
    empty: Mapping[str, int]
    """How many cells are empty, of each fact that has a column."""
    first_rows: tuple[Mapping[str, str], ...]
    sum_lines: tuple[int, ...] = ()
    """Lines of sums at the end, which were left out."""
