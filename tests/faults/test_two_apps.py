"""Two apps at one store, each in a terminal: both work, each soon shows what the other did, and nobody's is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

pytest.importorskip("pty")

from bench.terminal import Terminal
from tests.faults.app_kills import opened
from tests.faults.sitting import PLACE
from tests.store.making import NOW
from tests.store.recount import held, recount
from tillsyn.store.engine import open_store
from tillsyn.store.verify import verify
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.exchange import conflicts
from tillsyn.workflow.sheet import Sheet, load_sheet

pytestmark = [pytest.mark.tui, pytest.mark.slow]
SOON = 3.5
"""Seconds until each must show what the other did: it looks every two, on a machine that does other things too."""
UP, DOWN = "\x1b[A", "\x1b[B"
DIFFERING = "≠ olika svar gäller"
Start = Callable[[str], Terminal]


@pytest.fixture
def start(small: Path) -> Iterator[Start]:
    """Starts the app for somebody, at the same file."""
    started: list[Terminal] = []

    def at_the_seat(actor: str) -> Terminal:
        words = ("review", "--auditee", PLACE[0], "--case", PLACE[1])
        started.append(opened(small, *words, env={"TILLSYN_ACTOR": actor}))
        started[-1].wait(lambda text: "klart" in text)
        started[-1].settle(0.6)
        return started[-1]

    yield at_the_seat
    for terminal in started:
        terminal.close()


def sheet_in(store: Path) -> Sheet:
    with open_desk(store, "Utanför") as desk:
        return load_sheet(desk, open_audit(desk), *PLACE)


def expect_soon(terminal: Terminal, said: str) -> None:
    """Something comes to be shown without a key."""
    before = perf_counter()
    assert terminal.wait(lambda text: said in text) - before < SOON


def expect_whole(store: Path) -> None:
    with open_store(store) as found:
        assert verify(found, NOW).faults == ()
    assert held(store) == recount(store)


def test_each_sees_what_the_other_answers(start: Start, small: Path) -> None:
    ada, bo = start("Ada"), start("Bo")

    ada.answered("j")  # PLA-01
    expect_soon(bo, "klart 1 av 4")
    bo.answered(DOWN + DOWN + DOWN)
    bo.answered("j")  # MET-01
    expect_soon(ada, "klart 2 av 4")

    answers = sheet_in(small).answers
    assert {name: (a.code, a.actor) for name, a in answers.items()} == {"PLA-01": ("ja", "Ada"), "MET-01": ("ja", "Bo")}
    expect_whole(small)


def test_what_both_answer_without_seeing_it_is_kept_and_shown_to_both(start: Start, small: Path) -> None:
    ada, bo = start("Ada"), start("Bo")

    ada.type("j")
    bo.type("n")  # within the two seconds: neither has seen the other
    bo.wait(lambda text: DIFFERING in text)  # where he still stands, to write the comment that his answer demands
    assert sheet_in(small).answers["PLA-01"].conflict
    with open_desk(small, "Utanför") as desk:
        (told,) = conflicts(desk)
    assert {(actor, content) for _at, actor, content in told.versions} == {
        ("Ada", '{"code":"ja"}'), ("Bo", '{"code":"nej"}'),
    }  # fmt: skip
    ada.type(UP)
    ada.wait(lambda text: DIFFERING in text)

    expect_whole(small)


def test_one_writes_a_comment_while_the_other_answers(start: Start, small: Path) -> None:
    ada = start("Ada")
    ada.answered("n")
    bo = start("Bo")
    for number, sign in enumerate("Planen är från 2023."):
        ada.type(sign)
        if number == 8:
            bo.type(DOWN + DOWN + DOWN)
            bo.settle(0.2)
            bo.type("j")
    expect_soon(ada, "klart 1 av 3")  # his answer comes, and her line stays open
    ada.type(" Den gäller inte.\r")
    expect_soon(bo, "klart 2 av 3")

    answers = sheet_in(small).answers
    assert answers["PLA-01"].comment == "Planen är från 2023. Den gäller inte."
    assert (answers["MET-01"].code, answers["MET-01"].actor) == ("ja", "Bo")
    assert not answers["PLA-01"].conflict
    expect_whole(small)


def test_one_is_killed_and_the_other_works_on(start: Start, small: Path) -> None:
    ada, bo = start("Ada"), start("Bo")
    ada.answered("j")
    ada.type("n")
    ada.close()  # killed with an answer under way
    bo.answered(DOWN + DOWN + DOWN)
    bo.answered("j")
    expect_soon(bo, "klart")

    answers = sheet_in(small).answers
    assert answers["PLA-01"].actor == "Ada"
    assert answers["MET-01"].actor == "Bo"
    expect_whole(small)
