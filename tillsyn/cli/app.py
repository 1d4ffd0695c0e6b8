"""Starting the terminal app from the command line.

Owns passing its exit code on: an app that crashed must not end with 0.
"""

from __future__ import annotations

import sys

from tillsyn.cli.base import Call
from tillsyn.cli.opening import desk_of
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.language import _


def open_app(call: Call, auditee: str | None = None, case: str | None = None, seat: Seat = Seat.FIRST) -> int:
    """Open the app; returns its exit code.

    Raises:
        UsageFault: when there is no terminal to draw on.
    """
    call.expect_no_json()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageFault(
            _("The app needs a terminal."), _("Use the commands (“tillsyn --help”), or “tillsyn review --plain”.")
        )
    with desk_of(call, sign=False) as desk:
        from tillsyn.tui.app import StartAt, run_app

        start = StartAt(auditee, case, seat) if auditee else None
        return run_app(desk, call.audit, start)
