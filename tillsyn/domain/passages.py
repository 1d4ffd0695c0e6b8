"""Places in the documents of a file: the hits of a search, and which lines a quote stands on.

Owns these values. Leaves finding to `reading.finder`, pages to `domain.pages` and saying a place to `workflow.finder`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import overload

from tillsyn.domain.text import plain


class Likeness(IntEnum):
    """How near a word in a document comes to the word that is searched for; the least is the nearest."""

    EXACT = 0
    INFLECTED = 1
    WITHIN = 2
    """Inside a longer word, as “planering” in “vårdplanering”."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a document: its line from 1, and offsets in that line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in one of the documents, by its index."""

    document: int
    hit: Hit
    likeness: Likeness = Likeness.EXACT


class Marks:
    """The hits in one document in the order of its lines, as bare numbers."""

    def __init__(self, places: Iterable[tuple[int, int, int]] = ()) -> None:
        ordered = sorted(places)
        self._lines, self._starts, self._ends = (array("l", (p[n] for p in ordered)) for n in range(3))

    def __contains__(self, line: object) -> bool:
        return isinstance(line, int) and next(self.within(line), None) is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Marks):
            return NotImplemented
        return (self._lines, self._starts, self._ends) == (other._lines, other._starts, other._ends)

    __hash__ = None  # type: ignore[assignment]

    def within(self, line: int, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """The hits of a line that reach into a part of it."""
        at = bisect_left(self._lines, line)
        last = bisect_left(self._lines, line + 1, at)
        for n in range(bisect_left(self._ends, start + 1, at, last), last):
            if end is not None and self._starts[n] >= end:
                return
            yield Hit(line, self._starts[n], self._ends[n])


_WIDTH = 5


class Hits(Sequence[Found]):
    """The hits of a search, best first, as bare numbers.

    A search of long documents has thousands, and as many objects would make the memory's housekeeping pause the keys
    for tenths of a second.
    """

    def __init__(self, hits: Iterable[tuple[int, int, int, int, int]] = ()) -> None:
        """From document, line, start, end and likeness of each."""
        self._numbers = array("l", chain.from_iterable(hits))

    def __len__(self) -> int:
        return len(self._numbers) // _WIDTH

    @overload
    def __getitem__(self, at: int) -> Found: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Found]: ...
    def __getitem__(self, at: int | slice) -> Found | Sequence[Found]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        n = at if at >= 0 else at + len(self)
        if not 0 <= n < len(self):
            raise IndexError(at)
        document, line, start, end, likeness = self._numbers[n * _WIDTH : (n + 1) * _WIDTH]
        return Found(document, Hit(line, start, end), Likeness(likeness))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hits) and self._numbers == other._numbers

    __hash__ = None  # type: ignore[assignment]

    def count_in(self, document: int) -> int:
        """How many there are in a document."""
        return self._numbers[::_WIDTH].count(document)

    def marks_in(self, document: int) -> Marks:
        """Those in a document, by line."""
        numbers = self._numbers
        of_it = (n * _WIDTH for n, one in enumerate(numbers[::_WIDTH]) if one == document)
        return Marks((numbers[n + 1], numbers[n + 2], numbers[n + 3]) for n in of_it)


@lru_cache(maxsize=128)
def shown(text: str) -> str:
    """A document as it is shown; made once while it is in use, since documents are long."""
    return plain(text)


@lru_cache(maxsize=128)
def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a document as they are shown and numbered."""
    return tuple(shown(text).split("\n"))


def quoted_lines(text: str, line: int, quote: str) -> tuple[int, int]:
    """The first and the last line that a quote from `line` on takes up in a text; the line alone where it is changed.

    A quote is its lines joined by single blanks, so that they can be told apart only beside the text.
    """
    lines = lines_of(text)
    words = " ".join(quote.split())
    at = 0
    for number in range(line, len(lines) + 1) if line > 0 else ():
        part = " ".join(lines[number - 1].split())
        at += 1 if at and part else 0
        if not words.startswith(part, at):
            break
        at += len(part)
        if at >= len(words):
            return line, number
    return line, line
