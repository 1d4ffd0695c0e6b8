"""Moments of the journal as a person reads them.

Owns turning a recorded time, which is in UTC, into day and clock of the place one is in. Leaves what time it is now to
`workflow.clock`.
"""

from __future__ import annotations

from datetime import datetime


def local_time(at: str) -> str:
    """``2026-03-02T08:00:00+00:00`` as *2026-03-02 09:00* in Sweden; what is no time is shown as it stands."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at


def local_day(at: str) -> str:
    """The day of a recorded time as ISO, here; empty where there is none."""
    return local_time(at)[:10]
