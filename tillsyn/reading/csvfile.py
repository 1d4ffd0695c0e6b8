"""Lists as CSV, as spreadsheets and case systems write them.

Owns delimiter, quotation marks and the line that spreadsheets begin with; the encoding is told by
`reading.textfile_encoding`. Leaves headings to `reading.columns`, what the columns mean to the readers of lists.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, islice
from pathlib import Path
from typing import TextIO

from tillsyn.problems import Problem
from tillsyn.reading.columns import HEADINGS_WITHIN, ROWS_A_BLOCK, Block, Origin, Source, Wanted, folded, heading_row
from tillsyn.reading.faults import fault
from tillsyn.reading.textfile_encoding import Encoding, encoding_of

DELIMITERS = ";,\t"
_TOLD = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_LINE = 100_000


def open_csv(path: Path, file: str, problems: list[Problem], wanted: Wanted) -> Source | None:
    """A CSV file as blocks; None where a fault hinders, which is added to `problems`. Never raises."""
    try:
        encoding = encoding_of(path)
        with _text(path, encoding) as stream:
            start = [stream.readline(_LONGEST_LINE) for _line in range(HEADINGS_WITHIN)]
    except (OSError, UnicodeError):
        problems.append(fault("Y003", file))
        return None
    _tell_of(encoding, file, problems)
    told = _TOLD.fullmatch(start[0]) if start else None
    delimiter = told[1] if told else _delimiter(start, wanted)
    origin = Origin("csv", encoding.shown, delimiter)
    return Source(origin, _blocks(path, file, problems, encoding, delimiter, skip=1 if told else 0))


def _text(path: Path, encoding: Encoding) -> TextIO:
    # A byte that the encoding does not have becomes a sign that no value can hold; the guess was warned of by then.
    errors = "strict" if encoding.codec == "utf-8-sig" else "replace"
    return path.open(encoding=encoding.codec, errors=errors, newline="")


def _tell_of(encoding: Encoding, file: str, problems: list[Problem]) -> None:
    if not encoding.sure:
        problems.append(fault("R039W", file, encoding=encoding.shown))
    if encoding.spoiled:
        problems.append(fault("R040W", file))


def _delimiter(lines: Sequence[str], wanted: Wanted) -> str:
    """The sign that makes known headings of some row; else the one that parts most rows alike, into most cells."""
    return max(DELIMITERS, key=lambda sign: _fit(lines, sign, wanted))


def _fit(lines: Sequence[str], delimiter: str, wanted: Wanted) -> tuple[bool, int, int, int]:
    rows = _loosely(lines, delimiter)
    place = heading_row(rows, wanted.known, wanted.keys)
    names = {folded(cell) for cell in rows[place]} if place is not None else set()
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    alike = max((count * (width - 1) for width, count in widths.items()), default=0)
    first = len(rows[place]) if place is not None else 0
    return not names.isdisjoint(wanted.keys), len(names.intersection(wanted.known)), first, alike


def _loosely(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first rows, as far as they can be parted."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=delimiter))
    return rows


def _blocks(
    path: Path, file: str, problems: list[Problem], encoding: Encoding, delimiter: str, skip: int
) -> Iterator[Block]:
    try:
        with _text(path, encoding) as stream:
            for _line in range(skip):
                stream.readline()
            yield from _read(stream, max(path.stat().st_size, 1), file, problems, delimiter, skip)
    except (OSError, UnicodeError):
        problems.append(fault("Y003", file))


def _read(stream: TextIO, size: int, file: str, problems: list[Problem], delimiter: str, skip: int) -> Iterator[Block]:
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    begins, whole = 1 + skip, True
    while whole:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, ROWS_A_BLOCK))  # what was read before an exception stays in the list
            whole = len(rows) == ROWS_A_BLOCK
        except csv.Error:
            whole = False
            problems.append(fault("R002", file, (begins + sum(map(_height, rows)), 1)))
        ends = begins + len(rows) if reader.line_num + skip + 1 == begins + len(rows) else 0
        lines = range(begins, ends) if ends else list(accumulate(map(_height, rows[:-1]), initial=begins))
        yield Block(lines[: len(rows)], rows, min(stream.buffer.tell() / size, 1.0))
        begins = reader.line_num + 1 + skip


def _height(cells: Sequence[str]) -> int:
    """How many lines a row takes: line ends within quotation marks are part of a cell."""
    return 1 + len(_LINE_END.findall("".join(cells)))
