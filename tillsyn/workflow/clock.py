"""What time it is. The only place that asks; everything else is handed the answer.

`TILLSYN_NOW` (ISO 8601 with zone) holds the clock still, for demonstrations and repeatable documents.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tillsyn.errors import UsageFault
from tillsyn.language import _


def now() -> datetime:
    """Now, in UTC.

    Raises:
        UsageFault: when TILLSYN_NOW holds no time.
    """
    if held := os.environ.get("TILLSYN_NOW"):
        try:
            return datetime.fromisoformat(held).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise UsageFault(
                _("TILLSYN_NOW holds no time."), _("Write it as 2026-03-02T09:00:00+01:00, or remove it.")
            ) from error
    return datetime.now(UTC)


def today() -> date:
    """Today, in the time zone of this machine."""
    return now().astimezone().date()
