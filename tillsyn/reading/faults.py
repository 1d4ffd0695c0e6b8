"""How a fault in a person's file is made: located, safe to print, with the nearest known name.

Owns `fault` and `nearest`, which every reader uses. Leaves the sentences to `tillsyn.problems`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tillsyn.domain.text import one_line
from tillsyn.problems import Problem

_LONGEST_QUOTE = 80


class Place(Protocol):
    """Anything that stands somewhere in a file; both count from 1."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The character on the line."""


def fault(code: str, file: str, place: Place | tuple[int, int] = (0, 0), /, **about: object) -> Problem:
    """A problem at `place`; people's words in `about` are cut short, without control codes and identity numbers."""
    line, column = place if isinstance(place, tuple) else (place.line, place.column)
    return Problem(code, file, line, column, {name: _quotable(value) for name, value in about.items()})


def nearest(word: str, known: Iterable[str]) -> str:
    """The name in `known` that `word` was most likely meant to be, empty where none is close."""
    from difflib import get_close_matches  # only when something is wrong

    by_folded = {name.casefold(): name for name in known}
    hits = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[hits[0]] if hits else ""


def _quotable(value: object) -> object:
    if isinstance(value, int):
        return value
    from tillsyn.domain.disclosure import masked  # its patterns cost a few milliseconds, only when something is wrong

    text = masked(one_line(str(value)))
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
