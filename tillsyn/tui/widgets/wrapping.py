"""Breaking text into rows of a width, as places in the text, so that hits and quotes can be found again.

Owns which lines flow together as one paragraph, and the breaking; a row is never longer than the width, and
nothing of the text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

Piece = tuple[int, int, int]
"""A part of a line: its number from 1, and offsets in it."""
_STARTS_ITSELF = re.compile(r"\s|[-*+#>|]|\d+[.)]|$")
_BROKEN_BY_WIDTH = 50
"""A line so long, followed by another, was broken for its width, not for its meaning."""

_WORD = re.compile(r"\S+\s*|\s+")


def lay_out(lines: Sequence[str], width: int) -> list[tuple[Piece, ...]]:
    """Rows of pieces: paragraphs that were broken for one width flow at another."""
    rows: list[tuple[Piece, ...]] = []
    for paragraph in _paragraphs(lines):
        rows += _flow([(number, lines[number - 1]) for number in paragraph], width)
    return rows


def _paragraphs(lines: Sequence[str]) -> list[list[int]]:
    found: list[list[int]] = []
    for number, line in enumerate(lines, start=1):
        before = lines[number - 2] if number > 1 else ""
        flows = len(before) >= _BROKEN_BY_WIDTH and not before.startswith("#") and not _STARTS_ITSELF.match(line)
        if flows:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _flow(paragraph: Sequence[tuple[int, str]], width: int) -> list[tuple[Piece, ...]]:
    """A paragraph as rows; lines are joined by one blank that belongs to none of them."""
    joined = " ".join(line for _number, line in paragraph)
    rows = []
    for start, end in break_line(joined, width):
        pieces, at = [], 0
        for number, line in paragraph:
            left, right = max(start - at, 0), min(end - at, len(line))
            if left < right or (not line and start == end):
                pieces.append((number, left, right))
            at += len(line) + 1
        rows.append(tuple(pieces))
    return rows


def break_line(text: str, width: int) -> list[tuple[int, int]]:
    """The rows of one line as (start, end) offsets; an empty line is one empty row."""
    if not text:
        return [(0, 0)]
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    rows: list[tuple[int, int]] = []
    start = end = 0
    for word in _WORD.finditer(text):
        if cell_len(text[start : word.end()].rstrip()) > width and end > start:
            rows.append((start, end))
            start = end
        end = word.end()
        while cell_len(text[start:end].rstrip()) > width:
            cut = _fit(text, start, end, width)
            rows.append((start, cut))
            start = cut
    if end > start:
        rows.append((start, end))
    return rows


def _fit(text: str, start: int, end: int, width: int) -> int:
    """Where a word that is too long for a row is cut."""
    cut = min(end, start + max(width, 1))
    while cut > start + 1 and cell_len(text[start:cut]) > width:
        cut -= 1
    return cut
