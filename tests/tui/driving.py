"""Driving the app in a test: a scenario at a seat, and looking into the store from outside."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from tillsyn.tui.app import StartAt, TillsynApp
from tillsyn.tui.screens.review import ReviewScreen
from tillsyn.workflow.desk import open_desk

WIDE, NARROW = (120, 40), (80, 24)
Scenario = Callable[[Pilot[None]], Awaitable[None]]


def drive(
    path: Path,
    scenario: Scenario,
    start: StartAt | None = None,
    size: tuple[int, int] = WIDE,
    audit: str | None = None,
) -> TillsynApp:
    """Run the app on a store and let the scenario use it; returns the app that has ended."""

    async def run() -> TillsynApp:
        with open_desk(path) as desk:
            app = TillsynApp(desk, audit, start)
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                await scenario(pilot)
            return app

    return asyncio.run(run())


async def settle(pilot: Pilot[None]) -> None:
    """Wait until jobs are done and what they brought is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[str], bool]) -> bool:
    """Wait until something holds of what is shown; false when it does not after twenty seconds."""
    for _turn in range(200):
        if holds(shown(pilot)):
            return True
        await pilot.pause(0.1)
    return False


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until everything stands still."""
    await pilot.press(*keys)
    await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if sign == " " else sign for sign in text))


def seat(pilot: Pilot[None]) -> ReviewScreen:
    """The seat that is shown."""
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def shown(pilot: Pilot[None]) -> str:
    """Everything on the screen as text, row by row."""
    width, height = pilot.app.size
    rows = pilot.app.screen._compositor.render_strips()
    assert len(rows) == height
    return "\n".join(row.crop(0, width).text.rstrip() for row in rows)


def notices(pilot: Pilot[None]) -> list[str]:
    """The notices that are shown."""
    return [notice.message for notice in pilot.app._notifications]


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What a connection of somebody else's sees."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
