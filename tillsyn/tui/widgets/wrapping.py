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
_STARTS_ITSELF = re.compile(r"\s|[-*+#>|]|\d+[.)]|— |$")
_BROKEN_BY_WIDTH = 50
"""A line so long, followed by another, was broken for its width, not for its meaning."""
_LONGEST_FLOW = 80
"""Lines; more of them are no paragraph, and would have to be broken at once to show any."""
_SIGNS_PER_CELL = 4
"""Signs without width of their own are not heaped on one row without end."""

_WORD = re.compile(r"\S+\s*|\s+")
_ALL_NARROW = re.compile(r"[ -~¡-¬®-ʯ–—‘’“”•…]*")
"""Signs of one cell each, of which nearly all lines consist."""


def paragraphs(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last line of each paragraph: lines that were broken for one width flow at another."""
    found: list[tuple[int, int]] = []
    first = 1
    for number in range(2, len(lines) + 1):
        before = lines[number - 2]
        flows = (
            len(before) >= _BROKEN_BY_WIDTH
            and not before.startswith("#")
            and number - first < _LONGEST_FLOW
            and not _STARTS_ITSELF.match(lines[number - 1])
        )
        if not flows:
            found.append((first, number - 1))
            first = number
    return [*found, (first, len(lines))] if lines else []


def flow(lines: Sequence[str], first: int, last: int, width: int) -> list[tuple[Piece, ...]]:
    """A paragraph as rows of pieces; its lines are joined by one blank that belongs to none of them."""
    joined = " ".join(lines[first - 1 : last])
    rows = []
    number, at = first, 0
    for start, end in break_line(joined, width):
        pieces = []
        while True:
            length = len(lines[number - 1])
            left, right = max(start - at, 0), min(end - at, length)
            if left < right or (not length and start == end):
                pieces.append((number, left, right))
            if number == last or at + length + 1 >= end:
                break
            at += length + 1
            number += 1
        rows.append(tuple(pieces))
    return rows


def break_line(text: str, width: int) -> list[tuple[int, int]]:
    """The rows of one line as (start, end) offsets; an empty line is one empty row."""
    if not text:
        return [(0, 0)]
    if _ALL_NARROW.fullmatch(text):
        return _break_narrow(text, width)
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    return _break_any(text, width)


def _break_narrow(text: str, width: int) -> list[tuple[int, int]]:
    """The rows of a line in which every sign takes one cell and only blanks part words."""
    rows, start, length = [], 0, len(text)
    while length - start > width:
        cut = start + width
        if text[cut] != " ":
            cut = text.rfind(" ", start, cut) + 1 or cut
            if cut <= start:
                cut = start + width
        while cut < length and text[cut] == " ":
            cut += 1
        rows.append((start, cut))
        start = cut
    return [*rows, (start, length)] if start < length else rows


def _break_any(text: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start = end = 0
    for word in _WORD.finditer(text):
        if end > start and not _fits(text, start, word.end(), width):
            rows.append((start, end))
            start = end
        end = word.end()
        while not _fits(text, start, end, width):
            cut = _fit(text, start, end, width)
            rows.append((start, cut))
            start = cut
    if end > start:
        rows.append((start, end))
    return rows


def _fits(text: str, start: int, end: int, width: int) -> bool:
    """Whether a part of a line has room in a row; blanks at its end need none."""
    return end - start <= width * _SIGNS_PER_CELL and cell_len(text[start:end].rstrip()) <= width


def _fit(text: str, start: int, end: int, width: int) -> int:
    """Where a word that is too long for a row is cut."""
    cut = min(end, start + max(width, 1))
    while cut > start + 1 and cell_len(text[start:cut]) > width:
        cut -= 1
    return cut
