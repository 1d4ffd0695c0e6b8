"""Ending when it is not the person at the keys who ends: a signal from outside, or a terminal that is gone.

Owns watching for both, so that the terminal is left as it was found and no app runs on that nobody can see. What was
confirmed is on disk already; drafts and the place are kept as they come. Leaves leaving by a key to `tui.app`.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
LOOK_AFTER = 1.0
"""Seconds between looks at whether the terminal is still there."""
GRACE = 3.0
"""Seconds that ending in good order may take: it writes to a terminal that may not listen."""


def watch(app: App[None]) -> None:
    """Have the app end when it is told to from outside, or when its terminal is closed."""
    if app.is_headless:
        return
    for name in SIGNALS:
        if number := getattr(signal, name, None):  # Windows has but one of them, and takes it otherwise
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, partial(_end, app, number))
    if hasattr(select, "poll") and sys.__stdin__ is not None and sys.__stdin__.isatty():
        app.set_interval(LOOK_AFTER, partial(_end_if_gone, app, sys.__stdin__.fileno()))


def _end(app: App[None], number: int) -> None:
    """End as one who was sent a signal, within a short time also where the terminal no longer takes anything."""
    code = 128 + number
    last = threading.Timer(GRACE, os._exit, (code,))
    last.daemon = True
    last.start()
    app.exit(return_code=code)


def _end_if_gone(app: App[None], terminal: int) -> None:
    """What reads a closed terminal gets nothing, at once and again and again: it would never end by itself."""
    poll = select.poll()
    poll.register(terminal, 0)
    if poll.poll(0):  # asked for nothing, it tells only that the other end has hung up
        _end(app, int(signal.SIGHUP))
