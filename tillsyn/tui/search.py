"""Finding a criterion's search words, or a word the reader asks for, in a file's documents.

Owns what counts as a hit and the order hits are gone through. Leaves showing them to the widgets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    wanted = tuple(sorted({_folded(nfc(word).strip()) for word in words} - {""}))
    if not wanted:
        return ()
    order = sorted(range(len(documents)), key=lambda i: (documents[i].kind not in first, i))
    return tuple(Found(i, hit) for i in order for hit in _hits(wanted, documents[i].text))


@lru_cache(maxsize=1024)
def _hits(words: tuple[str, ...], text: str) -> tuple[Hit, ...]:
    """The hits in one text, in its order; of two that overlap, the longer one that begins first."""
    shown, starts = _laid_out(text)
    spans = sorted(((at, at + len(word)) for word in words for at in _places(shown, word)), key=lambda s: (s[0], -s[1]))
    hits: list[Hit] = []
    reached = 0
    for start, end in spans:
        if start >= reached:
            line = bisect_right(starts, start)
            begin = starts[line - 1]
            hits.append(Hit(line, start - begin, end - begin))
            reached = end
    return tuple(hits)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if len(word) > _SHORT or at == 0 or not text[at - 1].isalnum():
            yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=64)
def _laid_out(text: str) -> tuple[str, tuple[int, ...]]:
    """A text as it is shown, in small letters, and where each of its lines begins."""
    shown = _folded(plain(text))
    return shown, (0, *(found.end() for found in re.finditer("\n", shown)))


def _folded(text: str) -> str:
    """Small letters, sign by sign, so that places in the text stay what they are (ß would become two)."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(s if len(s.lower()) != 1 else s.lower() for s in text)
