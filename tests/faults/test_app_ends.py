"""However the app ends, what it showed is kept; it leaves the terminal as it was, and never runs on alone."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty")

from bench.terminal import Terminal
from tests.faults.app_kills import killed, seated, stand
from tests.faults.sitting import PLACE
from tests.store.making import NOW
from tillsyn.store.engine import open_store
from tillsyn.store.verify import verify
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = [pytest.mark.tui, pytest.mark.slow]
KILLS = 3


@pytest.fixture
def app(small: Path) -> Iterator[Terminal]:
    """The app at the seat, with one answer given and a comment begun."""
    terminal = seated(small)
    for key in ("j", "n", *"Inga"):
        terminal.answered(key)
    yield terminal
    terminal.close()


def expect_kept(store: Path) -> None:
    with open_desk(store, "Prov Granskare") as desk:
        sheet = load_sheet(desk, open_audit(desk), *PLACE)
        assert {name: answer.code for name, answer in sheet.answers.items()} == {"PLA-01": "ja", "PLA-02": "nej"}
    found = stand(store)
    assert (found.place, found.draft) == ("PLA-02", "Inga")
    with open_store(store) as opened:
        assert verify(opened, NOW).ok


def test_killed_it_has_kept_what_it_painted_and_opens_at_the_same_question(tmp_path: Path) -> None:
    killed(tmp_path, KILLS, random.Random(20260302))


@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else "",
)
def test_a_signal_ends_it_and_nothing_is_lost(app: Terminal, small: Path, sent: signal.Signals, code: int) -> None:
    app.send(sent)

    assert app.ended() == code
    expect_kept(small)
    if sent is not signal.SIGKILL:
        assert b"\x1b[?1049l" in app.raw  # the shell's own screen is back
        assert b"\x1b[?25h" in app.raw  # and its cursor


def test_its_window_closed_it_ends(app: Terminal, small: Path) -> None:
    app.hang_up()

    assert app.ended() == 129
    expect_kept(small)


def test_its_window_closed_it_ends_though_nobody_told_it(small: Path) -> None:
    ignored = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup has it; what is started inherits it
    try:
        app = seated(small)
    finally:
        signal.signal(signal.SIGHUP, ignored)
    for key in ("j", "n", *"Inga"):
        app.answered(key)

    app.hang_up()

    assert app.ended() == 129  # what waits on a closed terminal would else run for ever
    expect_kept(small)


def test_asleep_it_hinders_nobody_and_awake_it_sees_what_they_did(app: Terminal, small: Path) -> None:
    app.send(signal.SIGSTOP)
    with open_desk(small, "Bo") as bo:
        review.give_answer(bo, load_sheet(bo, open_audit(bo), *PLACE), "MET-01", "ja")
        time.sleep(0.2)
        app.send(signal.SIGCONT)
        app.type(" mål")
        app.wait(lambda text: "klart 2 av 4" in text)  # his answer, within seconds

    assert stand(small).draft == "Inga mål"
    app.type("\r")
    app.wait(lambda text: "klart 3 av 4" in text)
    assert app.ended(0.1) is None
