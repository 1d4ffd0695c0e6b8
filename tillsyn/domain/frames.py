"""A frame's canonical rows, read no further than is asked for: a count or one case never costs parsing them all.

Owns the canonical form of the rows (docs/formats.md): how they are written from fragments, and reading them by column
or by case. Leaves where they come from to `reading.registers` and where they are kept to `store`.

The form makes it possible to look without parsing: inside a JSON string a quotation mark is always escaped, so what
parts two rows can stand nowhere else. Where anything at all is escaped, the rows are parsed the ordinary way.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Self

_FIRST, _LAST = '[{"case":"', "}}]"
_BETWEEN = '}},{"case":"'
_CODE_ENDS = '","facts":{'
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class FrameHead:
    """What is known of a frame without reading its rows."""

    sha256: str
    cases: int


class FrameRows:
    """The rows of one frame, sorted by case code."""

    __slots__ = ("_pieces",)

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces  # of each row what stands between `{"case":"` and the braces that end it

    @classmethod
    def read(cls, rows: str) -> Self:
        """The rows of a canonical text; one that is no list of rows has none. Never raises."""
        if "\\" not in rows and rows.startswith(_FIRST) and rows.endswith(_LAST):
            return cls(rows[len(_FIRST) : -len(_LAST)].split(_BETWEEN))
        return cls(_parsed(rows))

    def __len__(self) -> int:
        return len(self._pieces)

    @property
    def codes(self) -> list[str]:
        """Every case code."""
        return [_code(piece) for piece in self._pieces]

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


def case_fragment(case: str) -> str:
    """What a row begins with."""
    return f'{{"case":{written(case)},"facts":{{'


def fact_fragment(fact: str, value: str) -> str:
    """What one fact adds to a row; facts follow in the order of their ids."""
    return f",{written(fact)}:{written(value)}"


def join_rows(rows: Iterable[str]) -> str:
    """The canonical text of rows that are sorted by case code, each the fragments of a case and of its facts."""
    joined = "}},".join(rows)
    return "[" + joined.replace('"facts":{,', '"facts":{') + "}}]" if joined else "[]"


def written(text: str) -> str:
    """`text` as a JSON string with no escapes but those JSON demands."""
    return json.dumps(text, ensure_ascii=False)


def _code(piece: str) -> str:
    code = piece.partition(_CODE_ENDS)[0]
    return _unescaped(piece) if "\\" in code else code


def _value(piece: str, marks: tuple[str, str]) -> str:
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
    return written(case)[1:-1] + _CODE_ENDS + "".join(fragments)[1:]
