"""What time it is. The only place that asks; everything else is handed the answer.

`TILLSYN_NOW` (ISO 8601 with zone) holds the clock still, for demonstrations and repeatable documents.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from tillsyn.errors import UsageFault
from tillsyn.language import _

_HELD: ContextVar[datetime | None] = ContextVar("held", default=None)


@contextmanager
def held(moment: datetime) -> Iterator[None]:
    """Let what is done inside happen at `moment`: an invented county's days are invented like its people."""
    before = _HELD.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _HELD.reset(before)


def now() -> datetime:
    """Now, in UTC.

    Raises:
        UsageFault: when TILLSYN_NOW holds no time.
    """
    if moment := _HELD.get():
        return moment
    if given := os.environ.get("TILLSYN_NOW"):
        try:
            return datetime.fromisoformat(given).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise UsageFault(
                _("TILLSYN_NOW holds no time."), _("Write it as 2026-03-02T09:00:00+01:00, or remove it.")
            ) from error
    return datetime.now(UTC)


def today() -> date:
    """Today, in the time zone of this machine."""
    return now().astimezone().date()
