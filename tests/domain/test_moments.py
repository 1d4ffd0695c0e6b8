"""Recorded times, as they are told in the place one is in; the tests run in Stockholm."""

from __future__ import annotations

import pytest

from tillsyn.domain.moments import local_day, local_time


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-02T08:00:00+00:00", "2026-03-02 09:00"),
        ("2026-07-01T08:00:00.000001+00:00", "2026-07-01 10:00"),
        ("2026-03-02T23:30:00+00:00", "2026-03-03 00:30"),
        ("någon gång", "någon gång"),
        ("", ""),
    ],
)
def test_a_time_is_told_by_the_clock_on_the_wall(at: str, told: str) -> None:
    assert local_time(at) == told


def test_the_day_is_that_of_the_place_too() -> None:
    assert local_day("2026-03-02T23:30:00+00:00") == "2026-03-03"
    assert local_day("") == ""
