"""Pages of a document whose source has them: which line begins which page.

Owns how the line between two pages is known again in the text. `reading` writes those lines; they stand in the text
itself, so that line numbers are the same for everybody and documents taken in long ago have their pages too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from tillsyn.domain.answers import Evidence
from tillsyn.domain.passages import quoted_lines, shown

_MARK = re.compile(r"^— (?:sida|page) (\d{1,6})(?:: [^\n]*)? —$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one document: the lines (from 1) they begin on, and their numbers."""

    lines: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()

    def of(self, line: int) -> int | None:
        """The page a line stands on, or None where the source has no pages."""
        if not self.lines:
            return None
        at = bisect_right(self.lines, line)
        return self.numbers[at - 1] if at else 1


@lru_cache(maxsize=128)
def pages_of(text: str) -> Pages:
    """The pages of a document."""
    whole = shown(text)
    lines, numbers, line, at = [], [], 1, 0
    for mark in _MARK.finditer(whole):
        line += whole.count("\n", at, mark.start())
        at = mark.start()
        lines.append(line)
        numbers.append(int(mark[1]))
    return Pages(tuple(lines), tuple(numbers))


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a document, first and last (0 where it is not known), and the page where the source has pages."""

    first: int
    last: int
    page: int | None = None


def place_of(evidence: Evidence, text: str) -> Place:
    """Where a quote stands in the text of its document; by the recorded line alone where the text is another."""
    if not evidence.line:
        return Place(0, 0)
    first, last = quoted_lines(text, evidence.line, evidence.quote)
    return Place(first, last, pages_of(text).of(first) if text else None)


def is_page_mark(line: str) -> bool:
    """Whether a line only says that a page begins."""
    return _MARK.fullmatch(line) is not None
