"""A workbook's cells as the text a person sees in them, as far as a register needs it.

Owns what numbers, dates and answers become. Leaves which cells there are to `reading.xlsx`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Protocol

_LEADING_ZEROS = re.compile(r"0{2,}")
_MIDNIGHT = time()


class Cell(Protocol):
    """What is asked of a cell."""

    @property
    def value(self) -> object:
        """What it holds: a text, a number, a date or nothing."""

    @property
    def number_format(self) -> str | None:
        """How the spreadsheet shows it."""


def text_of(cell: Cell) -> str:
    """The text of a cell: a code keeps the zeros it is shown with, a date is year-month-day, an answer ja or nej."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return _day(value) if isinstance(value, date) else str(value)


def _number(value: float, shown_as: str) -> str:
    whole = int(value) if value == value and abs(value) < 1e15 and value == int(value) else None
    if whole is None:
        return repr(value)
    return str(whole).zfill(len(shown_as)) if _LEADING_ZEROS.fullmatch(shown_as) else str(whole)


def _day(value: date) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
    return value.isoformat()
