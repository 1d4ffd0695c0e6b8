"""Typed access to a mapping of a text file: strict conversion, every fault reported at its place.

Owns what a number, a date, true and false, a choice and a list of texts look like. Leaves the grammar to
`reading.tree` and what the values mean to each reader. Every accessor gives None where the value is missing or
wrong, and has then reported it, unless it was missing and `required` is false.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tillsyn.problems import Problem
from tillsyn.reading.faults import Place, fault, nearest
from tillsyn.reading.tree import Mapping, Node, Parsed, Scalar, Sequence

_Choice = TypeVar("_Choice", bound=StrEnum)
_DIGITS = re.compile(r"-?[0-9]{1,9}")


class Fields:
    """The keys of one mapping in `file`; faults are added to `problems`, which all fields of a file share."""

    def __init__(self, mapping: Mapping, file: str, problems: list[Problem]) -> None:
        self.node = mapping
        self.file = file
        self.problems = problems

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.node.line

    @property
    def column(self) -> int:
        """Where the mapping begins."""
        return self.node.column

    @property
    def keys(self) -> tuple[Scalar, ...]:
        """The keys, in the order of the file."""
        return self.node.keys

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.node.entries

    def place(self, key: str) -> Place:
        """Where the value of `key` stands, the mapping itself where it is missing."""
        return self.node.get(key) or self.node

    def report(self, code: str, place: Place | tuple[int, int], /, **about: object) -> None:
        """Add a fault at `place`."""
        self.problems.append(fault(code, self.file, place, **about))

    def value(self, key: str, required: bool = True) -> Node | None:
        """Whatever stands there."""
        node = self.node.entries.get(key)
        if node is None:
            if required:
                self.report("Y031", self.node, key=key)
        elif type(node) is Scalar and node.empty:
            self.report("Y033", node, key=key)
            return None
        return node

    def scalar(self, key: str, required: bool = True) -> Scalar | None:
        """A text with its place; never blank."""
        node = self.node.entries.get(key)
        if type(node) is Scalar and node.text.strip():  # as most are: spares two calls
            return node
        node = self.value(key, required)
        return None if node is None else self._as_scalar(node, key)

    def text(self, key: str, required: bool = True) -> str | None:
        """A text without blanks around it; never empty."""
        node = self.node.entries.get(key)
        if type(node) is Scalar and (text := node.text.strip()):  # as most are: spares three calls
            return text
        scalar = self.scalar(key, required)
        return scalar.text.strip() if scalar else None

    def integer(self, key: str, required: bool = True, least: int = 0) -> int | None:
        """A whole number of at least `least`, written with digits alone."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        if not _DIGITS.fullmatch(scalar.text):
            self.report("Y037", scalar, key=key, value=scalar.text)
            return None
        if int(scalar.text) < least:
            self.report("Y041", scalar, key=key, value=scalar.text, least=least)
            return None
        return int(scalar.text)

    def boolean(self, key: str, required: bool = True) -> bool | None:
        """`true` or `false`, nothing else."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        if scalar.text not in ("true", "false"):
            self.report("Y038", scalar, key=key, value=scalar.text)
            return None
        return scalar.text == "true"

    def date(self, key: str, required: bool = True) -> date | None:
        """A day that exists, written year-month-day."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        day = read_date(scalar.text)
        if day is None:
            self.report("Y039", scalar, key=key, value=scalar.text)
        return day

    def choice(self, key: str, kind: type[_Choice], required: bool = True) -> _Choice | None:
        """One of the values of an enum."""
        word = self.word(key, [member.value for member in kind], required)
        return None if word is None else kind(word)

    def word(self, key: str, known: Collection[str], required: bool = True) -> str | None:
        """One of `known`."""
        scalar = self.scalar(key, required)
        if scalar is None or scalar.text in known:
            return scalar.text if scalar else None
        near = nearest(scalar.text, known)
        self.report("Y040", scalar, key=key, value=scalar.text, known=", ".join(known), nearest=near)
        return None

    def scalars(self, key: str, required: bool = True) -> tuple[Scalar, ...] | None:
        """A list of texts with their places."""
        node = self.node.entries.get(key)
        if type(node) is Sequence and node.items:
            told = [item for item in node.items if type(item) is Scalar and item.text.strip()]
            if len(told) == len(node.items):  # as most are: spares a call for each
                return tuple(told)
        items = self.items(key, required)
        if items is None:
            return None
        return tuple([s for item in items if (s := self._as_scalar(item, key))])

    def texts(self, key: str, required: bool = True) -> tuple[str, ...] | None:
        """A list of texts."""
        scalars = self.scalars(key, required)
        return None if scalars is None else tuple(scalar.text.strip() for scalar in scalars)

    def items(self, key: str, required: bool = True) -> tuple[Node, ...] | None:
        """A list of anything."""
        node = self.value(key, required)
        if node is None or isinstance(node, Sequence):
            return node.items if node else None
        self.report("Y035", node, key=key)
        return None

    def fields(self, key: str, required: bool = True) -> Fields | None:
        """A mapping inside this one."""
        node = self.value(key, required)
        return None if node is None else self._as_fields(node, key)

    def list_of_fields(self, key: str, required: bool = True) -> tuple[Fields, ...] | None:
        """A list of mappings."""
        items = self.items(key, required)
        if items is None:
            return None
        return tuple([f for item in items if (f := self._as_fields(item, key))])

    def done(self, known: Collection[str]) -> None:
        """Report every key that is not in `known`."""
        for key in self.keys:
            if key.text not in known:
                self.report("Y032", key, key=key.text, nearest=nearest(key.text, known))

    def _as_scalar(self, node: Node, key: str) -> Scalar | None:
        if type(node) is not Scalar:
            self.report("Y034", node, key=key)
            return None
        if node.text.strip():
            return node
        if node.style != "*":  # a reference is reported already
            self.report("Y033", node, key=key)
        return None

    def _as_fields(self, node: Node, key: str) -> Fields | None:
        if isinstance(node, Mapping):
            return Fields(node, self.file, self.problems)
        self.report("Y036", node, key=key)
        return None


def top_fields(parsed: Parsed, problems: list[Problem]) -> Fields | None:
    """The keys of a whole file; its faults of grammar, or that it is no mapping, are added to `problems`."""
    problems.extend(parsed.problems)
    if isinstance(parsed.root, Mapping):
        return Fields(parsed.root, parsed.file, problems)
    if parsed.root is not None:
        problems.append(fault("Y030", parsed.file, parsed.root))
    return None


def read_date(text: str) -> date | None:
    """The day that `text` writes as year-month-day, or None."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":  # `fromisoformat` takes week dates too, and no dashes
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
