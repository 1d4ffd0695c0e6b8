"""Places in the documents of a file: a hit of a search, and which lines and page a quote stands on.

Owns these values and saying a place in words. Leaves finding to `reading.finder`, and pages to `domain.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


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


def quoted_lines(text: str, line: int, quote: str) -> tuple[int, int]:
    """The first and the last line that a quote from `line` on takes up in a text; the line alone where it is changed.

    A quote is its lines joined by single blanks, so that they can be told apart only beside the text.
    """
    lines = text.split("\n")
    words = " ".join(quote.split())
    taken = ""
    for number in range(line, len(lines) + 1) if line > 0 else ():
        taken = f"{taken} {' '.join(lines[number - 1].split())}".strip()
        if taken == words:
            return line, number
        if not words.startswith(taken):
            break
    return line, line
