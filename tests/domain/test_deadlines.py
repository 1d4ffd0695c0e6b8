"""Swedish working days: known Easters, the days that move with them, and dates that roll past what is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.deadlines import account_due, easter_sunday, is_working_day, public_holidays

EASTERS = [
    "1818-03-22",  # the earliest there can be
    "1943-04-25",  # the latest
    "1961-04-02",
    "2000-04-23",
    "2008-03-23",
    "2011-04-24",
    "2016-03-27",
    "2019-04-21",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2038-04-25",
    "2049-04-18",
]


@pytest.mark.parametrize("day", EASTERS)
def test_easter_in_years_that_are_known(day: str) -> None:
    assert easter_sunday(int(day[:4])) == date.fromisoformat(day)


@given(st.integers(1700, 2500))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    easter = easter_sunday(year)

    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


# The calendars of two years, as printed; Saturdays and Sundays among them too.
CALENDARS = {
    2025: (
        "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-20 06-21 11-01 12-24 12-25 12-26 12-31",
        "01-02 01-07 04-17 04-22 04-30 05-30 06-09 06-19 06-23 10-31 12-23 12-29 12-30",
    ),
    2026: (
        "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31",
        "01-02 01-05 04-02 04-07 04-30 05-15 05-25 06-05 06-18 10-30 11-02 12-23 12-28 12-30",
    ),
}


@pytest.mark.parametrize("year", CALENDARS)
def test_the_holidays_of_a_year_are_those_of_its_calendar(year: int) -> None:
    closed, open_days = ({date.fromisoformat(f"{year}-{day}") for day in days.split()} for days in CALENDARS[year])

    assert public_holidays(year) == closed
    assert not any(is_working_day(day) for day in closed)
    assert all(is_working_day(day) for day in open_days)


@pytest.mark.parametrize(
    ("letter", "days", "due"),
    [
        ("2026-03-02", 0, "2026-03-02"),  # a Monday
        ("2026-03-02", 30, "2026-04-01"),
        ("2026-03-02", 32, "2026-04-07"),  # Good Friday, over Easter, to Tuesday
        ("2026-03-02", 90, "2026-06-01"),  # a Sunday
        ("2025-12-01", 23, "2025-12-29"),  # Christmas Eve, a Wednesday, and the weekend after
        ("2025-12-01", 30, "2026-01-02"),  # New Year's Eve, over the turn of the year
        ("2026-06-10", 9, "2026-06-22"),  # Midsummer's Eve
        ("2024-02-28", 1, "2024-02-29"),
    ],
)
def test_a_date_that_is_closed_rolls_forward(letter: str, days: int, due: str) -> None:
    assert account_due(date.fromisoformat(letter), days) == date.fromisoformat(due)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_the_day_is_open_not_too_early_and_nothing_open_was_passed(letter: date, days: int) -> None:
    due = account_due(letter, days)
    meant = letter + timedelta(days=days)

    assert due >= meant
    assert is_working_day(due)
    assert not any(is_working_day(meant + timedelta(days=n)) for n in range((due - meant).days))
