"""What a text file is made of, as values: texts, lists and mappings, each with its place.

Owns these values. Places are kept as the parser's marks and told when somebody asks, since most never are: a file
without faults needs none. Leaves reading to `reading.tree` and meaning to the readers above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tillsyn.problems import Problem


class Mark(Protocol):
    """A place as PyYAML counts it, from 0; its C parser has a type of its own."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The character on the line."""


class _Standing:
    """Something that stands somewhere in a file."""

    __slots__ = ("_start",)
    _start: Mark

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self._start.line + 1

    @property
    def column(self) -> int:
        """The character on the line, from 1."""
        return self._start.column + 1


class Scalar(_Standing):
    """One text. `style` is its quotation mark, ``|``, ``>``, ``*`` for a reference, or empty for a plain text."""

    __slots__ = ("_end", "style", "text")

    def __init__(self, text: str, start: Mark, end: Mark | None, style: str = "") -> None:
        """`end` is None where the text does not stand in the file character by character."""
        self.text = text
        self._start = start
        self._end = end
        self.style = style

    @property
    def quoted(self) -> bool:
        """Whether it was written within quotation marks or as a block."""
        return bool(self.style)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written."""
        return not self.text and not self.style

    @property
    def end(self) -> tuple[int, int] | None:
        """Line and column, from 1, of what follows it; None where that cannot be told."""
        return (self._end.line + 1, self._end.column + 1) if self._end else None

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`; where that cannot be told, of the beginning."""
        return (self.line, self.column + offset + len(self.style)) if self._literal else (self.line, self.column)

    @property
    def _literal(self) -> bool:
        """Whether it stands in the file as it is, on one line, so that places inside it are known."""
        if self._end is None or self.style in ("|", ">"):
            return False
        begins, ends = self._start.column, self._end.column
        return self._start.line == self._end.line and ends == begins + len(self.text) + 2 * len(self.style)


class Sequence(_Standing):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[Node, ...], start: Mark) -> None:
        self.items = items
        self._start = start


class Mapping(_Standing):
    """Keys and values in the order of the file; no key stands twice."""

    __slots__ = ("_places", "entries")

    def __init__(self, entries: dict[str, Node], places: list[Mark], start: Mark) -> None:
        """`places` are where the keys of `entries` begin, in the same order."""
        self.entries = entries
        self._places = places
        self._start = start

    @property
    def keys(self) -> tuple[Scalar, ...]:
        """The keys with their places."""
        return tuple(Scalar(key, mark, None) for key, mark in zip(self.entries, self._places, strict=True))

    @property
    def pairs(self) -> tuple[tuple[Scalar, Node], ...]:
        """The keys with their places, and their values."""
        return tuple(zip(self.keys, self.entries.values(), strict=True))

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return self.entries.get(key)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file came to: its tree, None where there is none, and every fault of its grammar."""

    root: Node | None
    problems: tuple[Problem, ...]
    file: str
    visible: bool = False
    """Whether every text in it is known to hold nothing but signs that are seen."""
