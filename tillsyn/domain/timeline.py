"""The dates of a file in time order: those in its documents, beside those recorded as facts.

Owns putting them together, and whether a recorded date is found in the documents at all. Nothing is decided by it: it
says where to look. Leaves finding dates to `domain.dates`, what they are about to `domain.matters`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tillsyn.domain.casefiles import Document
from tillsyn.domain.dates import find_dates
from tillsyn.domain.facts import FactDefinition, FactValue
from tillsyn.domain.matters import Matter, is_log, matter_near, matter_of
from tillsyn.domain.passages import lines_of, shown

AROUND = 60
"""Signs of the line that are shown around a date."""
MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A date in a document, by its index and line; `more` are places in the same document that say the same."""

    day: date
    whole_month: bool
    document: int
    line: int
    matter: Matter
    words: str
    more: int = 0


class Support(StrEnum):
    """What the documents say of a date that is recorded as a fact."""

    FOUND = "found"
    DIFFERS = "differs"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class RecordedDate:
    """A date that is recorded as a fact; `others` are dates in the documents that seem to be about the same."""

    day: date
    label: str
    matter: Matter
    support: Support
    others: tuple[date, ...] = ()


TimelineRow = DatedPlace | RecordedDate


def place_behind(rows: Sequence[TimelineRow], row: TimelineRow) -> DatedPlace | None:
    """Where a row leads: a date in a document to itself, a recorded one to the first that is the same or about it."""
    if isinstance(row, DatedPlace):
        return row
    days = (row.day, *row.others)
    places = [place for place in rows if isinstance(place, DatedPlace) and place.day in days]
    return min(places, key=lambda place: (place.matter is not row.matter, abs(place.day - row.day)), default=None)


def timeline(
    documents: Sequence[Document], facts: Mapping[str, FactValue], definitions: Sequence[FactDefinition]
) -> tuple[TimelineRow, ...]:
    """All dates in time order; of one day, what is recorded comes first."""
    places = tuple(place for number, document in enumerate(documents) for place in dated_places(number, document))
    recorded = tuple(recorded_dates(places, facts, definitions))
    return tuple(sorted((*recorded, *places), key=lambda row: (row.day, isinstance(row, DatedPlace))))


def dated_places(number: int, document: Document) -> Iterator[DatedPlace]:
    """The dates of one document, its own first; what says the same again is counted, not repeated."""
    found: dict[tuple[date, bool, Matter], DatedPlace] = {}
    about = matter_of(document.kind)
    if document.day:
        own = DatedPlace(document.day, False, number, 1, about, "")
        found[own.day, False, own.matter] = own
    text, lines = shown(document.text), lines_of(document.text)
    for one in find_dates(document.text, document.day, is_log(document.kind)):
        matter = matter_near(text, one.start, one.end)
        key = (one.day, one.whole_month, matter)
        before = found.get(key)
        if before and before.words:
            found[key] = replace(before, more=before.more + 1)
            continue
        words = _around(lines[one.line - 1], text[one.start : one.end])
        found[key] = DatedPlace(one.day, one.whole_month, number, one.line, matter, words)
    yield from found.values()


def recorded_dates(
    places: Sequence[DatedPlace], facts: Mapping[str, FactValue], definitions: Sequence[FactDefinition]
) -> Iterator[RecordedDate]:
    """Every fact that is a date, and whether the documents have it too."""
    days = {place.day for place in places if not place.whole_month}
    months = {(place.day.year, place.day.month) for place in places if place.whole_month}
    for definition in definitions:
        day = facts.get(definition.id)
        if not isinstance(day, date):
            continue
        matter = matter_of(definition.label)
        others: tuple[date, ...] = ()
        if day not in days and (day.year, day.month) not in months and matter:
            same = {place.day for place in places if place.matter is matter and not place.whole_month}
            others = tuple(sorted(sorted(same, key=lambda other: abs(other - day))[:MOST_OTHERS]))
        found = day in days or (day.year, day.month) in months
        support = Support.FOUND if found else Support.DIFFERS if others else Support.NOWHERE
        yield RecordedDate(day, definition.label, matter, support, others)


def _around(line: str, words: str) -> str:
    """The part of a line around a date."""
    at = max(0, line.find(words.split("\n")[0]))
    begin, end = max(0, at - AROUND), at + len(words) + AROUND
    part = " ".join(line[begin:end].replace("**", "").split())
    return f"{'…' if begin else ''}{part}{'…' if end < len(line) else ''}"
