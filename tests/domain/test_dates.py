"""Dates in running text: every way they are written, the year that is left out, and none that does not exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.dates import find_dates
from tillsyn.domain.text import plain

OWN = date(2025, 1, 10)
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
          "november", "december"]  # fmt: skip
NEARLY = st.text(alphabet=st.sampled_from("0123456789-/. :,majdenoch9sept\n–#*e"), max_size=80)


def _days(text: str, own: date | None = OWN, log: bool = False) -> list[str]:
    return [f.day.isoformat()[: 7 if f.whole_month else 10] for f in find_dates(text, own, log)]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Beslut 2025-09-02.", ["2025-09-02"]),
        ("den 2 september 2025", ["2025-09-02"]),
        ("2 SEPT. 2025", ["2025-09-02"]),
        ("2 sep 2025", ["2025-09-02"]),
        ("den 2 mars.\n2025-10-01", ["2025-03-02", "2025-10-01"]),
        ("den 2 mars 2025-10-01", ["2025-03-02", "2025-10-01"]),
        ("den 2:a september 2025", ["2025-09-02"]),
        ("9/9 2025 och 9/9-25 och 10/9-2025", ["2025-09-09", "2025-09-09", "2025-09-10"]),
        ("9.9.2025", ["2025-09-09"]),
        ("under 2025-09", ["2025-09"]),
        ("i september 2025", ["2025-09"]),
        ("den 1 maj\n2025", ["2025-05-01"]),
        ("den 5, 7 och 12 maj 2025", ["2025-05-05", "2025-05-07", "2025-05-12"]),
        ("3 april–31 maj 2025", ["2025-04-03", "2025-05-31"]),
        ("den 3/4", ["2025-04-03"]),
    ],
)
def test_every_way_a_date_is_written(written: str, days: list[str]) -> None:
    assert _days(written) == days


@pytest.mark.parametrize(
    "other",
    ["1/2 tablett", "850102-1234", "19850102-1234", "SFS 2001:453", "SOSFS 2014:5 (S)", "2025-13-01", "31 april",
     "0 maj", "dnr 2024-17", "kl. 9.30", "2025-02-30", "maj", "1.2.3", "5 kap. 9 §", "den 31 i månaden", "2025-09-021"],
)  # fmt: skip
def test_what_is_no_date(other: str) -> None:
    assert _days(other) == []


def test_an_entry_of_a_log_begins_with_its_day() -> None:
    log = "17/3 Samtal.\n**19/3** Brev\n20/3: hem\n1/2 tablett\nSamtal 3/4"
    assert _days(log, own=date(2025, 6, 13), log=True) == ["2025-03-17", "2025-03-19", "2025-03-20"]
    assert _days("17/3 Samtal.", own=date(2025, 6, 13)) == []


def test_without_a_year_it_is_the_nearest_to_the_documents_own_day() -> None:
    assert _days("den 15 december och den 3 mars") == ["2024-12-15", "2025-03-03"]
    assert _days("den 29 februari") == ["2024-02-29"]
    assert _days("den 9 september", own=None) == []
    assert _days("2025-09-02. Nytt möte den 9 september", own=None) == ["2025-09-02", "2025-09-09"]


def test_in_an_entry_it_is_the_nearest_to_the_day_of_the_entry() -> None:
    text = "2023-12-20 Samtal. Nytt möte den 8 januari.\n\n**2024-11-30** Ringer. Möte den 2 december."
    assert _days(text) == ["2023-12-20", "2024-01-08", "2024-11-30", "2024-12-02"]


def test_entries_of_a_log_are_never_later_than_the_log() -> None:
    text = "**2 maj.** Anmälan.\n\n**6 nov.** Uppföljning, nästa den 1 december."
    assert _days(text, date(2025, 11, 6), log=True) == ["2025-05-02", "2025-11-06", "2025-12-01"]


def test_places_are_those_in_the_text_as_it_is_shown() -> None:
    (found,) = find_dates("a\r\nb\x00 den 2 maj 2025 c")
    assert found.line == 2
    assert plain("a\r\nb\x00 den 2 maj 2025 c")[found.start : found.end] == "2 maj 2025"


@given(NEARLY, st.none() | st.dates(), st.booleans())
def test_it_never_raises_and_every_date_is_written_where_it_says(text: str, own: date | None, log: bool) -> None:
    found = find_dates(text, own, log)
    lines = plain(text).split("\n")
    assert [f.start for f in found] == sorted(f.start for f in found)
    for one in found:
        written = plain(text)[one.start : one.end]
        assert str(one.day.day) in written or one.whole_month
        assert plain(text)[: one.start].count("\n") == one.line - 1 < len(lines)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_is_found_however_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    ways = [day.isoformat(), f"{day.day} {month} {day.year}", f"{day.day}/{day.month} {day.year}"]
    assert {f.day for way in ways for f in find_dates(f"Beslut {way}.")} == {day}
