"""Places in the documents of a file: a hit of a search, and which lines a quote stands on.

Owns these values. Leaves finding to `reading.finder`, pages to `domain.pages` and saying a place to `workflow.finder`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

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
