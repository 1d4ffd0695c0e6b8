"""Dates a letter sets: so many days from its own date, moved past weekends and Swedish public holidays.

Owns the calendar rules (lagen 1989:253 om allmänna helgdagar; the eves that count as holidays in lagen 1930:173
om beräkning av lagstadgad tid). Leaves today's date to `workflow.clock`.
"""

from __future__ import annotations

from datetime import date, timedelta


def account_due(letter_date: date, days: int) -> date:
    """The day an account is due: `days` after the letter's date, or the first working day after that."""
    day = letter_date + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Whether `day` is neither Saturday, Sunday, a public holiday, nor an eve that counts as one."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def public_holidays(year: int) -> frozenset[date]:
    """The Swedish public holidays of a year, with midsummer's, Christmas and New Year's eve."""
    easter = easter_sunday(year)
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    movable = [easter + timedelta(days=n) for n in (-2, 0, 1, 39, 49)]
    midsummer = _saturday_from(date(year, 6, 20))
    all_saints = _saturday_from(date(year, 10, 31))
    eve = midsummer - timedelta(days=1)
    return frozenset([date(year, m, d) for m, d in fixed] + movable + [midsummer, eve, all_saints])


def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian computus (the anonymous algorithm, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)
