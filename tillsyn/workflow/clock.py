"""What time it is. The only place that asks; everything else is handed the answer.

`TILLSYN_NOW` (ISO 8601 with zone) holds the clock still, for demonstrations and repeatable documents.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Now, in UTC."""
    if held := os.environ.get("TILLSYN_NOW"):
        return datetime.fromisoformat(held).astimezone(UTC)
    return datetime.now(UTC)


def today() -> date:
    """Today, in the time zone of this machine."""
    return now().astimezone().date()
