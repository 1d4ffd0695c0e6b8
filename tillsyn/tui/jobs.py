"""Work that takes more than a moment, in a thread with a desk of its own.

Owns running it and telling how it ended. Leaves what is done with the result to the screen, on its own thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tillsyn.errors import TillsynError
from tillsyn.tui.screens.base import Place
from tillsyn.workflow.desk import Desk, open_desk

Result = TypeVar("Result")


def start_job(
    screen: Place,
    name: str,
    work: Callable[[Desk], Result],
    done: Callable[[Result], None],
    failed: Callable[[], None] | None = None,
) -> None:
    """Start `work` for a screen; a newer job of the same name takes its place.

    A fault is told by the screen, after `failed`; anything else ends the app, not quietly.
    """
    desk = screen.tillsyn.desk

    def in_thread() -> Result:
        with open_desk(desk.store.path, desk.pen.actor, memory=desk.memory) as own:
            return work(own)

    async def job() -> None:
        try:
            result = await asyncio.to_thread(in_thread)
        except TillsynError as fault:
            if failed and screen.is_attached:
                failed()
            screen.tell_fault(fault.message, fault.remedy)
            return
        if screen.is_attached:
            done(result)

    screen.run_worker(job(), name=name, group=name, exclusive=True)
