"""A document laid out in rows of a width, of which only those are made that are looked at.

Owns places in the rows and moving between them. A place is a paragraph and a row in it, so that 500 pages need not be
broken before the first of them is shown. Leaves breaking to `widgets.wrapping` and painting to `widgets.document`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from tillsyn.domain.passages import lines_of
from tillsyn.tui.widgets.wrapping import Piece, flow, paragraphs

Place = tuple[int, int]
"""A paragraph, from 0, and a row in it."""
START: Place = (0, 0)
Row = tuple[Piece, ...]


class Source:
    """The lines of a document and which of them flow together: the same at every width."""

    def __init__(self, text: str) -> None:
        # A tab would be carried out by the terminal; one blank in its stead keeps every place in the line.
        self.lines = tuple(line.replace("\t", " ") for line in lines_of(text))
        self.paragraphs = paragraphs(self.lines)
        self.firsts = [first for first, _last in self.paragraphs]
        self.laid_out: dict[int, dict[int, list[Row]]] = {}


@lru_cache(maxsize=64)
def source_of(text: str) -> Source:
    """A document made ready to be laid out; made once while it is in use."""
    return Source(text)


class Layout:
    """A document at one width."""

    def __init__(self, source: Source, width: int) -> None:
        self._source = source
        self._width = width
        self._made: dict[int, list[Row]] = source.laid_out.get(width, {})
        source.laid_out = {width: self._made}  # rows of another width are not needed any more

    def rows_from(self, place: Place, count: int) -> list[tuple[Place, Row]]:
        """Up to `count` rows from a place on."""
        found: list[tuple[Place, Row]] = []
        for at, row in self._onward(place):
            if len(found) == count:
                break
            found.append((at, row))
        return found

    def step(self, place: Place, rows: int) -> Place:
        """The place some rows further on, or back; the first or the last row at the ends."""
        paragraph, row = place
        row += rows
        while row < 0 and paragraph > 0:
            paragraph -= 1
            row += len(self._rows(paragraph))
        while paragraph < self._last and row >= (height := len(self._rows(paragraph))):
            row -= height
            paragraph += 1
        return paragraph, max(0, min(row, len(self._rows(paragraph)) - 1))

    def row_of(self, line: int, offset: int = 0) -> Place:
        """The row that holds a place in a line; its last one where the line is shorter."""
        paragraph = max(0, bisect_right(self._source.firsts, line) - 1)
        found = 0
        for n, row in enumerate(self._rows(paragraph)):
            starts = [start for number, start, _end in row if number == line]
            if starts and starts[0] > offset:
                break
            found = n if starts else found
        return paragraph, found

    def line_at(self, place: Place) -> int:
        """The first line that begins in a row, else the one that goes on in it."""
        pieces = self._rows(place[0])[place[1]]
        begins = (number for number, start, _end in pieces if start == 0)
        return next(begins, pieces[0][0] if pieces else self._source.firsts[place[0]])

    def last_top(self, height: int) -> Place:
        """The place that stands at the top when the end of the document is seen."""
        return self.step(self.end, 1 - height)

    def share(self, place: Place) -> float:
        """How far into the document a place is, from 0 to 1."""
        paragraph, row = place
        within = row / max(1, len(self._rows(paragraph)))
        first, last = self._source.paragraphs[paragraph]
        return (first - 1 + within * (last - first + 1)) / len(self._source.lines)

    def at_share(self, share: float) -> Place:
        """The place that far into the document."""
        line = 1 + int(max(0.0, min(share, 1.0)) * (len(self._source.lines) - 1))
        paragraph, row = self.row_of(line)
        if self._last == 0:
            row = int(max(0.0, min(share, 1.0)) * (len(self._rows(0)) - 1))
        return paragraph, row

    @property
    def end(self) -> Place:
        """The last row of all."""
        return self._last, len(self._rows(self._last)) - 1

    @property
    def _last(self) -> int:
        return len(self._source.paragraphs) - 1

    def _onward(self, place: Place) -> Iterator[tuple[Place, Row]]:
        for paragraph in range(place[0], self._last + 1):
            for number, row in enumerate(self._rows(paragraph)):
                if (paragraph, number) >= place:
                    yield (paragraph, number), row

    def _rows(self, paragraph: int) -> list[Row]:
        made = self._made.get(paragraph)
        if made is None:
            made = flow(self._source.lines, *self._source.paragraphs[paragraph], self._width)
            self._made[paragraph] = made
        return made
