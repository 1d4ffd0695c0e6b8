"""Finding a criterion's search words, or a word the reader asks for, in a file's documents.

Owns what counts as a hit and the order hits are gone through. Leaves showing them to the widgets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tillsyn.domain.casefiles import Document
from tillsyn.domain.text import nfc, plain
from tillsyn.tui.widgets.document import Hit

_SHORT = 4
"""Words of so few letters must begin a word, or “mål” would be found in “målad” and everywhere else."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in one of the documents, by its index."""

    document: int
    hit: Hit


def search(documents: Sequence[Document], words: Sequence[str], first: Sequence[str] = ()) -> tuple[Found, ...]:
    """Every hit: documents of the kinds in `first` before the others, otherwise in their order."""
    pattern = _pattern(words)
    if pattern is None:
        return ()
    order = sorted(range(len(documents)), key=lambda i: (documents[i].kind not in first, i))
    return tuple(Found(i, hit) for i in order for hit in _hits(pattern, documents[i].text))


def _hits(pattern: re.Pattern[str], text: str) -> list[Hit]:
    return [
        Hit(number, found.start(), found.end())
        for number, line in enumerate(plain(text).split("\n"), start=1)
        for found in pattern.finditer(line)
    ]


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    wanted = sorted({nfc(word).strip() for word in words} - {""}, key=len, reverse=True)
    if not wanted:
        return None
    return re.compile("|".join(_word(word) for word in wanted), re.IGNORECASE)


def _word(word: str) -> str:
    """A word as a pattern: blanks match any white space, a short word only where a word begins."""
    escaped = r"\s+".join(re.escape(part) for part in word.split())
    return (r"(?<!\w)" if len(word) <= _SHORT else "") + escaped
