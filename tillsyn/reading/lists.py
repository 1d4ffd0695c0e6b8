"""Opening any list: what sort of file it is, and its table of headings and rows.

Owns telling files apart by what they hold, never by their names alone, and refusing those that cannot be read with a
way out. Leaves CSV to `reading.csvfile` and workbooks to `reading.xlsx`, which alone imports openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from tillsyn.domain.disclosure import find_personal_numbers
from tillsyn.problems import Problem
from tillsyn.reading.columns import (
    BETWEEN_CELLS,
    HEADINGS_WITHIN,
    Block,
    Headings,
    Row,
    Source,
    Table,
    Wanted,
    heading_row,
    stripped,
)
from tillsyn.reading.csvfile import open_csv
from tillsyn.reading.faults import fault
from tillsyn.reading.textfile import file_fault

_ZIP = b"PK\x03\x04"
# How files begin that are called lists by those who send them, and what can be done about each.
_STRANGERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "R035"),
    (b"%PDF", "R038"),
    (b"{\\rtf", "R038"),
)
_MARKUP = (b"<html", b"<!doctype html", b"<?xml", b"<table", b"<meta")


def open_table(path: Path, file: str, problems: list[Problem], wanted: Wanted) -> Table | None:
    """A file as a table; None where a fault hinders, which is added to `problems`, as later faults are. Never raises.

    `file` is what faults call it.
    """
    source = _open(path, file, problems, wanted)
    if source is None:
        return None
    first, lines = _first_rows(source.blocks)
    place = heading_row(first, wanted.known, wanted.keys)
    if place is None:
        if not problems:
            problems.append(fault("R001", file))
        return None
    for line, cells in zip(lines[: place + 1], first[: place + 1], strict=True):
        if find_personal_numbers(BETWEEN_CELLS.join(cells)):
            problems.append(fault("R007", file, (line, 1)))
            return None
    headings = Headings(Row(lines[place], stripped(first[place])), file, problems)
    below = Block(lines[place + 1 :], first[place + 1 :], 0.0)
    return Table(source.origin, headings, chain([below], source.blocks), source.pads)


def read_list(
    path: Path, file: str, problems: list[Problem], wanted: Wanted | None = None
) -> tuple[Headings | None, Iterator[Row]]:
    """The headings of a short list and its rows one by one, empty ones left out; no headings where a fault hinders."""
    table = open_table(path, file, problems, wanted or Wanted())
    return (table.headings, _rows(table)) if table else (None, iter(()))


def _rows(table: Table) -> Iterator[Row]:
    for block in table.blocks:
        for line, cells in zip(block.lines, block.rows, strict=True):
            row = stripped(cells)
            if table.pads:
                row = (*row, *[""] * (len(table.headings.names) - len(row)))
            if any(row):
                yield Row(line, row)


def _open(path: Path, file: str, problems: list[Problem], wanted: Wanted) -> Source | None:
    """The file as blocks, by what it begins with."""
    if hindrance := file_fault(path, file, wanted.max_bytes):
        problems.append(hindrance)
        return None
    try:
        with path.open("rb") as raw:
            start = raw.read(200)
    except OSError:
        problems.append(fault("Y003", file))
        return None
    if start.startswith(_ZIP):
        from tillsyn.reading.xlsx import open_workbook  # zip and XML, needed for workbooks alone

        return open_workbook(path, file, problems, wanted)
    if stranger := _stranger(start):
        problems.append(fault(stranger, file))
        return None
    return open_csv(path, file, problems, wanted)


def _stranger(start: bytes) -> str:
    """The fault of a file that is no list; empty for what may be one."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        return "R038"
    return next((code for beginning, code in _STRANGERS if start.startswith(beginning)), "")


def _first_rows(blocks: Iterator[Block]) -> tuple[list[Sequence[str]], list[int]]:
    """The rows the headings are looked for among, and their lines."""
    rows: list[Sequence[str]] = []
    lines: list[int] = []
    for block in blocks:
        rows += block.rows
        lines += block.lines
        if len(rows) >= HEADINGS_WITHIN:
            break
    return rows, lines
