"""Dates in running Swedish text: where they stand, and which day or month each means.

Owns the ways a date is written. Where the year is left out it is the one that brings the date nearest to the day of
the entry it stands in (a line that begins with a date), else to the document's own day. An entry of a log is never
later than the log itself. Leaves what a date is about to `domain.matters`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tillsyn.domain.passages import shown

_WHOLE = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MONTHS = {name: number for number, name in enumerate(_WHOLE.split("|"), start=1)}
_MONTH = {**_MONTHS, **{name[:3]: number for name, number in _MONTHS.items()}, "sept": 9, "febr": 2}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DAY = r"[0-3]?\d(?::?[ae])?"
_WRITTEN = re.compile(
    rf"""
    (?<![\w:/.\-]) (?:
        (?P<iso_year>{_YEAR}) - (?P<iso_month>\d\d) (?: - (?P<iso_day>\d\d) )? (?! [\w] | -\d )
      | (?P<days>{_DAY} (?: \s* (?: , | och | samt | eller | – | - ) \s* {_DAY} )*) \s+
        (?P<name>(?:{_WHOLE}) (?!\w) | (?:{_NAMES}) (?!\w) \.?)
        (?: \s+ (?P<name_year>{_YEAR}) (?! \w | -\d ) )?
      | (?P<slash_day>[0-3]?\d) / (?P<slash_month>[01]?\d)
        (?: (?: \s+ | \s*-\s* ) (?P<slash_year>{_YEAR}|\d\d) )? (?! [\w/] )
      | (?P<dot_day>[0-3]?\d) \. (?P<dot_month>[01]?\d) \. (?P<dot_year>{_YEAR}) (?!\w)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_MONTH_BEFORE = re.compile(rf"(?<!\w)({_NAMES})\s+$", re.IGNORECASE)
_LONGEST_MONTH = 14
_YEAR_ALONE = re.compile(rf"{_YEAR}(?![\w:])")
_DIGITS = re.compile(r"\d+")
"""Every way of writing a date begins with a digit, or has its year after the month."""
_BEFORE_SLASH = re.compile(r"\b(?:den|d\.|datum:?)\s+$", re.IGNORECASE)
_BEGINS_ENTRY = re.compile(r"[#*\s>|-]*")
_ENTRY_FOLLOWS = re.compile(r"[ \t*]*(?:$|[:.,;–-]|(?<=\s|\*)[A-ZÅÄÖ”\"(])", re.MULTILINE)
"""What stands after the day of an entry in a log: not “1/2 tablett”."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a document: its line from 1, its place in the text as it is shown, and what it means."""

    line: int
    start: int
    end: int
    day: date
    """The first of the month where no day is written."""
    whole_month: bool = False


def find_dates(text: str, own: date | None = None, log: bool = False) -> tuple[FoundDate, ...]:
    """Every date in a document, in its order; impossible ones are left out.

    `own` is the document's day, that of its latest entry if it is a `log` (a journal: one entry after another).
    """
    return tuple(_Reader(shown(text), own, log).read())


class _Reader:
    """Reads one document from its beginning."""

    def __init__(self, text: str, own: date | None, log: bool) -> None:
        self.text = text
        self.near = own
        self.latest = own if log else None
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def read(self) -> Iterator[FoundDate]:
        reached = 0
        for digits in _DIGITS.finditer(self.text):
            if digits.start() < reached:
                continue
            hit = _WRITTEN.match(self.text, digits.start())
            if hit is None:
                found = self._month_and_year(digits.start())
                yield from (found,) if found else ()
                continue
            reached = hit.end()
            if hit["days"]:
                yield from self._named(hit)
            elif found := self._numeric(hit):
                yield found

    def _month_and_year(self, at: int) -> FoundDate | None:
        """“september 2025”."""
        year = _YEAR_ALONE.match(self.text, at)
        name = _MONTH_BEFORE.search(self.text, max(0, at - _LONGEST_MONTH), at) if year else None
        if year is None or name is None:
            return None
        return self._found(name.start(), year.end(), int(year.group()), _MONTH[name[1].lower()], None)

    def _named(self, hit: re.Match[str]) -> Iterator[FoundDate]:
        """“2 september 2025”, and each day of “den 5, 7 och 12 maj”."""
        year, month = _int(hit["name_year"]), _MONTH[hit["name"].lower().rstrip(".")]
        numbers = [*_DIGITS.finditer(self.text, *hit.span("days"))]
        for number in numbers:
            end = hit.end() if number is numbers[-1] else number.end()
            found = self._found(number.start(), end, year, month, int(number.group()))
            if found:
                yield found

    def _numeric(self, hit: re.Match[str]) -> FoundDate | None:
        """“2025-09-02”, “2025-09”, “9/9 2025” and “9.9.2025”."""
        if hit["iso_year"]:
            return self._found(*hit.span(), _int(hit["iso_year"]), int(hit["iso_month"]), _int(hit["iso_day"]))
        if hit["dot_day"]:
            return self._found(*hit.span(), _int(hit["dot_year"]), int(hit["dot_month"]), int(hit["dot_day"]))
        year = _int(hit["slash_year"])
        named = _BEFORE_SLASH.search(self.text, max(0, hit.start() - 12), hit.start()) or self._heads_entry(hit)
        if year is None and not named:
            return None  # half a tablet, one of two
        year = year + 2000 if year is not None and year < 100 else year
        return self._found(*hit.span(), year, int(hit["slash_month"]), int(hit["slash_day"]))

    def _heads_entry(self, hit: re.Match[str]) -> bool:
        """Whether an entry of a log begins with it: “17/3 Samtal med …”."""
        line = self.starts[bisect_right(self.starts, hit.start()) - 1]
        begins = self.latest is not None and _BEGINS_ENTRY.fullmatch(self.text, line, hit.start())
        return bool(begins and _ENTRY_FOLLOWS.match(self.text, hit.end()))

    def _found(self, start: int, end: int, year: int | None, month: int, day: int | None) -> FoundDate | None:
        line = bisect_right(self.starts, start)
        begins = bool(day is not None and _BEGINS_ENTRY.fullmatch(self.text, self.starts[line - 1], start))
        if year is not None:
            meant = _valid(year, month, 1 if day is None else day)
        else:
            meant = self._nearest(month, 1 if day is None else day, self.latest if begins else None)
        if meant is None:
            return None
        if begins or (self.near is None and year is not None):
            self.near = meant
        return FoundDate(line, start, end, meant, day is None)

    def _nearest(self, month: int, day: int, latest: date | None) -> date | None:
        """The date without a year that lies nearest, not after `latest`; None where there is nothing to go by."""
        near = latest or self.near
        if near is None:
            return None
        years = range(max(1, near.year - 8), min(9999, near.year + 8) + 1)  # far enough for the 29th of February
        valid = [found for year in years if (found := _valid(year, month, day)) and (not latest or found <= latest)]
        return min(valid, key=lambda found: abs(found - near), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _int(text: str | None) -> int | None:
    return int(text) if text else None
