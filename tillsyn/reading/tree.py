"""A strict subset of YAML as a tree of texts with places: the ground every reader of our text files stands on.

Owns the grammar: mappings, sequences and texts; no anchors, references, types, merging, double keys or second
document, and a bound on size and depth. Every value stays text (`no`, `0114`, `2014:5`), for what a value is
decides its reader, through `reading.fields`. Any input ends in a tree or in faults, never in an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from tillsyn.domain.text import nfc
from tillsyn.problems import Problem
from tillsyn.reading.faults import fault
from tillsyn.reading.grammar import grammar_fault
from tillsyn.reading.nodes import Mapping, Mark, Node, Parsed, Scalar, Sequence
from tillsyn.reading.quick import HIDDEN, MAX_DEPTH, compose
from tillsyn.reading.textfile import MAX_BYTES, read_text

__all__ = ["MAX_DEPTH", "Mapping", "Node", "Parsed", "Scalar", "Sequence", "parse_tree", "read_tree"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_tree(path: Path, shown_as: str, max_bytes: int = MAX_BYTES) -> Parsed:
    """Read a file into a tree; faults name it `shown_as`."""
    text, problems = read_text(path, shown_as, max_bytes)
    return Parsed(None, problems, shown_as) if text is None else parse_tree(text, shown_as)


def parse_tree(text: str, shown_as: str) -> Parsed:
    """Read a text into a tree; faults name it `shown_as`."""
    text = text.removeprefix("\ufeff")
    if (root := compose(text)) is not None:
        return Parsed(root, (), shown_as, visible=True)
    builder = _Builder(shown_as)
    root = builder.build(text)
    return Parsed(root, tuple(builder.problems), shown_as)


class _GoneFarEnough(Exception):
    """Reading further would tell nothing more."""


class _Builder:
    """Builds the tree from PyYAML's events; the C parser's own tree builder dies of deep input, its events do not."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def build(self, text: str) -> Node | None:
        text = self.without_hidden(text)
        root = None
        try:
            root = self.document(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        except yaml.MarkedYAMLError as error:
            self.problems.append(grammar_fault(error, text, self.file))
        except _GoneFarEnough:
            pass
        if root is None and not self.problems:
            self.report("Y005", (0, 0))
        return root

    def without_hidden(self, text: str) -> str:
        """`text` with hidden characters replaced, the first on each line reported."""
        if HIDDEN.search(text):
            for number, line in enumerate(_LINE_END.split(text), 1):
                if hit := HIDDEN.search(line):
                    self.report("Y007", (number, hit.start() + 1), sign=f"U+{ord(hit.group()):04X}")
        return HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.report("Y024", _place(event))
                    break
                root = self.node(next(events), events, 1)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self.report("Y021", _place(event))
            return Scalar("", _start(event), None, "*")
        self.refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth > MAX_DEPTH:
            self.report("Y027", _place(event), depth=MAX_DEPTH)
            raise _GoneFarEnough
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(events, depth)), _start(event))
        pairs = list(self.pairs(events, depth))
        places = [mark for _key, mark, _value in pairs]
        return Mapping({key: value for key, _mark, value in pairs}, places, _start(event))

    def refuse_extras(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            self.report("Y020", _place(event))
        if getattr(event, "tag", None) is not None:
            self.report("Y022", _place(event))

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self.node(event, events, depth + 1)

    def pairs(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[str, Mark, Node]]:
        first: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            mark = _start(event)
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar) or key.style in ("|", ">", "*") or not key.text:
                self.report("Y026", (key.line, key.column))
            elif key.text == "<<" and not key.quoted:
                self.report("Y023", (key.line, key.column))
            elif key.text in first:
                self.report("Y025", (key.line, key.column), key=key.text, first=first[key.text])
            else:
                first[key.text] = key.line
                yield key.text, mark, value

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if hit := _CONTROL.search(event.value):
            self.report("Y007", _place(event), sign=f"U+{ord(hit.group()):04X}")
        text = nfc(event.value)
        return Scalar(text, _start(event), event.end_mark if text == event.value else None, event.style or "")

    def report(self, code: str, place: tuple[int, int], **about: object) -> None:
        self.problems.append(fault(code, self.file, place, **about))


def _start(event: yaml.Event) -> Mark:
    assert event.start_mark is not None, "events of a text that was read have their marks"
    return event.start_mark


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = _start(event)
    return mark.line + 1, mark.column + 1
