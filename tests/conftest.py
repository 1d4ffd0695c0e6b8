"""What every test starts from: a folder and a home of its own, a fixed actor and clock, Swedish, no settings of ours.

Values to build with stand in the test folders that need them; here only what keeps one test from another, and from
the machine it runs on.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.county import county, county_file, desk, liten, region, small, small_file  # noqa: F401 - fixtures
from tillsyn.language import speak

ROOT = Path(__file__).resolve().parent.parent
# What a person may have set for the program itself, for colours and for the size of the terminal.
_LEAKS = ("TILLSYN_", "TEXTUAL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM")
_LONG = 60
NOW = "2026-03-02T09:00:00+01:00"

# How long an example takes, or takes to think of, says how busy the machine is, not whether the law holds.
settings.register_profile("tillsyn", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tillsyn")


def pytest_make_parametrize_id(val: object) -> str | None:
    """The beginning of a long text: as a whole it would stand in every name, message and environment."""
    if isinstance(val, str | bytes) and len(val) > _LONG:
        text = val if isinstance(val, str) else val.decode("latin-1")
        return text[:_LONG].encode("unicode_escape").decode("ascii") + "..."
    return None


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every search for garbage: it stays until the end, and there is much of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def a_world_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the person's own store, settings or clock, or leaves its language to the next."""
    for name in [name for name in os.environ if name.startswith(_LEAKS)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TILLSYN_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("TILLSYN_ACTOR", "Prov Granskare")
    monkeypatch.setenv("TILLSYN_NOW", NOW)
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
    speak("sv")
    yield
    speak("sv")


@pytest.fixture
def root() -> Path:
    """The folder of the checkout."""
    return ROOT
