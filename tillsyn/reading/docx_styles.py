"""The styles of a Word document, as far as a reader cares: which are headings, and which are lists.

Owns styles that rest on other styles. Leaves their use to `reading.docx_parts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tillsyn.reading.docx_package import parse

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph stands: the level of a heading from 1, 0 where it is none, and whether it is an item."""

    level: int = 0
    listed: bool = False


PLAIN = Style()


class _Read:
    """Collects what each style says of itself, and which style it rests on."""

    def __init__(self) -> None:
        self.own: dict[str, Style] = {}
        self.rests_on: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, about: Mapping[str, str]) -> None:
        value = about.get("val", "")
        if name == "w:style":
            self._name = about.get("styleId", "")
        elif name == "w:basedOn":
            self.rests_on[self._name] = value
        elif name == "w:name" and (hit := _HEADING.fullmatch(value)):
            self.own[self._name] = Style(int(hit[1]))
        elif name == "w:name" and value.casefold() == "title":
            self.own[self._name] = Style(1)
        elif name == "w:outlineLvl" and value.isdecimal() and int(value) < 9:
            self.own[self._name] = Style(int(value) + 1)
        elif name == "w:numId" and value != "0":
            self.own.setdefault(self._name, Style(listed=True))


def read_styles(contents: Iterable[bytes]) -> dict[str, Style]:
    """Style id → how its paragraphs stand; styles that say nothing of it are absent.

    Raises:
        ExpatError: when a part is no XML.
    """
    read = _Read()
    for content in contents:
        parse(content, read.start)
    found: dict[str, Style] = {}
    for name in {*read.own, *read.rests_on}:
        at, steps = name, 0
        while at not in read.own and at in read.rests_on and steps < _LONGEST_CHAIN:
            at, steps = read.rests_on[at], steps + 1
        if at in read.own:
            found[name] = read.own[at]
    return found
