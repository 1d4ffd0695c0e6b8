"""What a cell of a register says: the fact it writes, in the ways municipalities' systems write dates and answers.

Owns the forms that are taken. A date that can be read in two ways is never guessed at. Leaves which column holds which
fact to `reading.registers`; answer files and decisions keep to the one form that `domain.facts` has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tillsyn.domain.facts import FactDefinition, FactType, write_fact
from tillsyn.reading.columns import folded

_YES = frozenset(("true", "sant", "sann", "1", "j", "x", "yes", "y"))
_NO = frozenset(("false", "falskt", "falsk", "0", "n", "no"))
_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
           "november", "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_IN_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::?[ae])? ([a-zå]{3,9})\.? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_DAY_ZERO = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}


class UnreadableCellError(ValueError):
    """A cell that writes no value of its fact; `code` is the kind of fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one fact; `renamed` are values of this register, folded, and what they mean here.

    `epoch` is the year that the file counts days from, where it may write them as numbers.
    """

    fact: FactDefinition
    epoch: int = 0
    renamed: Mapping[str, str] = field(default_factory=dict)

    def read(self, cell: str) -> str:
        """The value as it is written in a frame.

        Raises:
            UnreadableCellError: when the cell writes no value, or could be read in two ways.
        """
        meant = self.renamed.get(folded(cell), cell)
        try:
            return write_fact(self.fact.read(meant))
        except ValueError:
            if self.fact.type is FactType.DATE:
                return self._day(meant).isoformat()
            if self.fact.type is FactType.BOOLEAN and (word := folded(meant)) in _YES | _NO:
                return write_fact(word in _YES)
            raise UnreadableCellError("R018") from None

    def _day(self, text: str) -> date:
        words = folded(text)
        try:
            if hit := _YEAR_FIRST.fullmatch(words.upper()):
                return date(int(hit[1]), int(hit[3]), int(hit[4]))
            if hit := _DIGITS.fullmatch(words):
                return date(int(hit[1]), int(hit[2]), int(hit[3]))
            if hit := _IN_WORDS.fullmatch(words):
                return date(int(hit[3]), _month(hit[2]), int(hit[1]))
            if hit := _DAY_FIRST.fullmatch(words):
                return _unambiguous(int(hit[1]), int(hit[3]), int(hit[4]))
        except ValueError as error:
            raise error if isinstance(error, UnreadableCellError) else UnreadableCellError("R017") from None
        if hit := _SERIAL.fullmatch(words):
            return self._counted(int(hit[1]))
        raise UnreadableCellError("R017")

    def _counted(self, days: int) -> date:
        if not self.epoch:
            raise UnreadableCellError("R021")
        return _DAY_ZERO[self.epoch] + timedelta(days)


def _unambiguous(day: int, month: int, year: int) -> date:
    """The date of a day written before its month, where it cannot be the other way round."""
    found = date(year, month, day)
    if day <= 12 and day != month:
        raise UnreadableCellError("R019")
    return found


def _month(word: str) -> int:
    """The number of a Swedish month, written out or cut to at least three letters.

    Raises:
        ValueError: when it is none.
    """
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(word)), 0)
