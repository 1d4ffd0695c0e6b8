"""The app itself: what it imports before its first screen, and that a crash does not end as if all were well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import drive, press
from tillsyn.errors import UsageFault
from tillsyn.tui import app as app_module
from tillsyn.tui.app import StartAt, TillsynApp, run_app
from tillsyn.tui.themes import DARK, LIGHT
from tillsyn.workflow.desk import Desk, open_desk

pytestmark = pytest.mark.tui

HEAVY = {"yaml", "sqlmodel", "sqlalchemy", "pandas", "jinja2", "weasyprint", "openpyxl", "pypdf", "babel"}
_ASK = """
import json, sys, asyncio
from pathlib import Path
from tillsyn.tui.app import TillsynApp
from tillsyn.tui.screens.overview import OverviewScreen
from tillsyn.workflow.desk import open_desk
async def main():
    with open_desk(Path(sys.argv[1])) as desk:
        OverviewScreen.action_reload = lambda self: None
        async with TillsynApp(desk).run_test() as pilot:
            await pilot.pause()
            print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
asyncio.run(main())
"""


def test_the_first_screen_needs_nothing_heavy(small: Path, root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _ASK, str(small)], cwd=root, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(json.loads(told.stdout))


_NAMES = """
import json, sys
from pathlib import Path
from textual.app import App
from tillsyn.tui import app
from tillsyn.tui.screens.names import NamesScreen
from tillsyn.workflow.desk import open_desk
NamesScreen._go_on = lambda self: self.app.exit()
app.TillsynApp.run = lambda self: App.run(self, headless=True)
with open_desk(Path(sys.argv[1])) as desk:
    code = app.run_app(desk)
print(json.dumps([code, sorted(name for name in sys.modules if name.startswith("tillsyn."))]))
"""


def test_the_names_need_nothing_that_judging_takes(small: Path, root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _NAMES, str(small)], cwd=root, capture_output=True, text=True, check=True
    )
    code, modules = json.loads(told.stdout)
    assert code == 0
    assert "tillsyn.tui.screens.names" in modules
    assert {"tillsyn.workflow.audits", "tillsyn.domain.criteria", "tillsyn.store.journal"}.isdisjoint(modules)


def test_a_crash_is_not_zero(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: TillsynApp) -> None:
        self._return_code = 1

    monkeypatch.setattr(TillsynApp, "run", crash)
    assert run_app(desk) == 1


def test_leaving_is_zero(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("q")

    assert (drive(small, scenario).return_code or 0) == 0


def test_something_unforeseen_in_a_job_ends_the_app_loudly(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tillsyn.tui.screens import overview

    def broken(*_args: object) -> None:
        raise RuntimeError("oväntat")

    monkeypatch.setattr(overview, "_count", broken)

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.pause()

    with pytest.raises(Exception, match="oväntat"):
        drive(small, scenario)


def test_light_and_dark(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert pilot.app.theme == DARK.name
        await press(pilot, "t")
        assert pilot.app.theme == LIGHT.name
        assert pilot.app.current_theme is LIGHT

    drive(small, scenario)


def test_the_stylesheet_names_no_colour_of_its_own() -> None:
    text = (Path(app_module.__file__).parent / "tillsyn.tcss").read_text(encoding="utf-8")
    assert "#" not in "".join(line.split("{")[-1] for line in text.splitlines() if ":" in line and "{" not in line)


@pytest.mark.parametrize("place", [("vik", "V-99"), ("nej", "V-01"), ("nej", None)])
def test_an_unknown_place_to_start_at_is_refused_before_the_screen_is_taken(
    desk: Desk, place: tuple[str, str | None]
) -> None:
    with pytest.raises(UsageFault):
        run_app(desk, "liten", StartAt(*place))
    with pytest.raises(UsageFault):
        run_app(desk, "okänd")


def test_the_desk_is_the_callers(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, TillsynApp)

    drive(small, scenario)
    with open_desk(small) as again:
        assert again.store.path == small
