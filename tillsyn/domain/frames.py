"""A frame's canonical rows, read no further than is asked for: a count or one case never costs parsing them all.

Owns the canonical form of the rows (docs/formats.md): how they are written from fragments, and reading them by column
or by case. Leaves where they come from to `reading.registers` and where they are kept to `store`.

The form makes it possible to look without parsing: inside a JSON string a quotation mark is always escaped, so what
parts two rows can stand nowhere else. Where anything at all is escaped, the rows are parsed the ordinary way.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Self

from tillsyn.domain.entries import Json

_FIRST, _LAST = '[{"case":"', "}}]"
_BETWEEN = '}},{"case":"'
_CODE_ENDS = '","facts":{'
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Layout:
    """How one delivered file is to be read, as a person pointed it out; it is kept with the frame, to be repeated."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading → id of a fact, or "case"."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Id of a fact → the register's own words → what they mean in the criteria set."""
    sheet: str = ""

    @property
    def told(self) -> dict[str, Json]:
        """The layout as plain values, without what is empty."""
        values = {fact: dict(renamed) for fact, renamed in self.values.items() if renamed}
        parts: dict[str, Json] = {"columns": dict(self.columns), "values": values, "sheet": self.sheet}
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def read(cls, told: object) -> Self:
        """A layout from plain values.

        Raises:
            ValueError: when they are none.
        """
        if not isinstance(told, dict) or not told.keys() <= {"columns", "values", "sheet"}:
            raise ValueError("no layout")
        columns, values, sheet = told.get("columns", {}), told.get("values", {}), told.get("sheet", "")
        if not isinstance(sheet, str) or not isinstance(values, dict):
            raise ValueError("no layout")
        if not all(_is_texts(mapping) for mapping in (columns, *values.values())):
            raise ValueError("no layout")
        return cls(columns, values, sheet)


@dataclass(frozen=True, slots=True)
class FrameHead:
    """What is known of a frame without reading its rows."""

    sha256: str
    cases: int


class FrameRows:
    """The rows of one frame, sorted by case code."""

    __slots__ = ("_plain", "_rows", "_split")

    def __init__(self, rows: str) -> None:
        self._rows = rows
        self._plain = "\\" not in rows and rows.startswith(_FIRST) and rows.endswith(_LAST)
        self._split: list[str] | None = None

    @classmethod
    def read(cls, rows: str) -> Self:
        """The rows of a canonical text; one that is no list of rows has none. Never raises."""
        return cls(rows)

    def __len__(self) -> int:
        return self._rows.count(_BETWEEN) + 1 if self._plain else len(self._pieces)

    @property
    def _pieces(self) -> list[str]:
        """Of each row what stands between `{"case":"` and the braces that end it; parted when first asked for."""
        if self._split is None:
            inner = self._rows[len(_FIRST) : -len(_LAST)]
            self._split = inner.split(_BETWEEN) if self._plain else _parsed(self._rows)
        return self._split

    @property
    def codes(self) -> list[str]:
        """Every case code."""
        return [_code(piece) for piece in self._pieces]

    @property
    def texts(self) -> list[str]:
        """Every row as it stands in the canonical text."""
        return [f'{{"case":"{piece}}}}}' for piece in self._pieces]

    def column(self, fact: str) -> list[str]:
        """The written value of one fact, row by row; an empty text where it is not filled in."""
        marks = tuple(f'{before}"{fact}":"' for before in "{,")
        return [_value(piece, marks) for piece in self._pieces]

    def facts(self, case: str) -> dict[str, str]:
        """The written facts of one case; empty where the frame does not hold it."""
        place = bisect_left(self._pieces, case, key=_code)
        if place == len(self._pieces) or _code(self._pieces[place]) != case:
            return {}
        try:
            found = json.loads("{" + self._pieces[place].partition(_CODE_ENDS)[2] + "}")
        except ValueError:
            return {}
        return {name: value for name, value in found.items() if isinstance(value, str)}


def case_fragments(cases: Sequence[str]) -> list[str]:
    """What the row of each case begins with; no case code holds control codes."""
    joined = "".join(cases)
    if '"' in joined or "\\" in joined:
        return [f'{{"case":{encode_basestring(case)},"facts":{{' for case in cases]
    return [f'{{"case":"{case}","facts":{{' for case in cases]


def fact_fragment(fact: str, value: str) -> str:
    """What one fact adds to a row; facts follow in the order of their ids."""
    return f",{encode_basestring(fact)}:{encode_basestring(value)}"


def join_rows(rows: Iterable[str], commas: bool = True) -> str:
    """The canonical text of rows that are sorted by case code, each the fragments of a case and of its facts.

    Without `commas` no row's first fact has the comma that its fragment begins with.
    """
    parts = list(rows)
    if not parts:
        return "[]"
    parts[0] = f"[{parts[0]}"  # both ends before the joining: afterwards they would copy a text of megabytes
    parts[-1] += "}}]"
    text = "}},".join(parts)
    return text.replace('"facts":{,', '"facts":{') if commas else text


def _is_texts(mapping: object) -> bool:
    return isinstance(mapping, dict) and all(isinstance(text, str) for pair in mapping.items() for text in pair)


def _code(piece: str) -> str:
    code = piece.partition(_CODE_ENDS)[0]
    return _unescaped(piece) if "\\" in code else code


def _value(piece: str, marks: Sequence[str]) -> str:
    for mark in marks:
        _before, found, rest = piece.partition(mark)
        if found:
            value = rest.partition('"')[0]
            return _unescaped(rest) if "\\" in value else value
    return ""


def _unescaped(rest: str) -> str:
    """The JSON string that `rest` is the inside and the end of."""
    try:
        return str(_DECODER.raw_decode(f'"{rest}')[0])
    except ValueError:
        return ""


def _parsed(rows: str) -> list[str]:
    """The pieces of a text that is not cut so simply, in the order of their codes; none where it is no frame."""
    try:
        found: Any = json.loads(rows)
        pairs = sorted(((row["case"], dict(row["facts"])) for row in found), key=itemgetter(0))
        return [_piece(case, facts) for case, facts in pairs]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


def _piece(case: str, facts: dict[str, str]) -> str:
    fragments = (fact_fragment(name, value) for name, value in sorted(facts.items()))
    return encode_basestring(case)[1:-1] + _CODE_ENDS + "".join(fragments)[1:]
