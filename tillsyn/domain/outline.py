"""The headings of a document: those that are marked, and lines that look like headings where none is.

Owns what counts as a heading. A text from a PDF has lost which of its lines were set large; there, lines that are
numbered, all in capitals, or short between longer ones stand for headings. Leaves showing them to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tillsyn.domain.pages import is_page_mark
from tillsyn.domain.passages import lines_of

MOST = 2_000
LONGEST = 70
_SHORT = 40
_LONG = 45
_DEEPEST = 6
_MARKED = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_BOLD = re.compile(r"\*\*([^*]{2,60})\*\*")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d_]")
_ENDS_A_SENTENCE = (".", ",", ";", "!", "?", "-", "–")
_FIELD = re.compile(r":\s*\S")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the line it stands on (from 1), how deep it lies (from 1), and its words."""

    line: int
    depth: int
    title: str


@lru_cache(maxsize=128)
def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a document in its order, not more than `MOST`."""
    lines = lines_of(text)
    marked = tuple(_marked(lines))
    if any(heading.depth < _DEEPEST for heading in marked):
        return marked[:MOST]
    looks = {heading.line: heading for heading in (*_looking(lines), *marked)}
    return tuple(looks[line] for line in sorted(looks))[:MOST]


def _marked(lines: Sequence[str]) -> Iterator[Heading]:
    """Headings that are marked with number signs, or as bold words that begin a line."""
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            found = _MARKED.match(line[:500])
            if found and found[2]:
                yield Heading(number, len(found[1]), found[2])
        elif line.startswith("**"):
            bold = _BOLD.match(line)
            if bold:
                yield Heading(number, _DEEPEST, bold[1].strip(" .:"))


def _looking(lines: Sequence[str]) -> Iterator[Heading]:
    """Lines that look like headings."""
    for number, line in enumerate(lines, start=1):
        stripped = line.strip() if len(line) <= LONGEST + 20 else ""
        if not 3 <= len(stripped) <= LONGEST or is_page_mark(stripped):
            continue
        before = lines[number - 2].strip() if number > 1 else ""
        after = lines[number].strip() if number < len(lines) else ""
        depth = _depth(stripped, before, after)
        if depth:
            yield Heading(number, depth, stripped)


def _depth(line: str, before: str, after: str) -> int:
    """How deep a line lies as a heading, 0 for one that is none; `before` and `after` are its neighbours."""
    if line.endswith(_ENDS_A_SENTENCE) or not any(sign.isalpha() for sign in line):
        return 0
    begins = not before or is_page_mark(before) or before.endswith((".", "!", "?", ":"))
    numbered = _NUMBERED.match(line)
    if numbered:
        parts = numbered[1].count(".") + 1
        return parts if begins and (parts > 1 or not _NUMBERED.match(after)) else 0
    letters = [sign for sign in line if sign.isalpha()]
    if len(letters) >= 3 and line.upper() == line:
        return 1
    short = len(line) <= _SHORT and line[0].isupper() and not _FIELD.search(line)
    return 2 if short and begins and (len(after) >= _LONG or (not before and not after)) else 0
