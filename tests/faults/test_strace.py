"""A disk that fails in the middle of a sitting: what was said to be saved is saved, and what failed is told calmly.

The faults are put into the system calls of the real program by strace; where it is not there, or may not trace, these
tests are skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.faults.app_kills import ENVIRONMENT, PROGRAM
from tests.faults.sitting import PLACE
from tests.store.making import NOW
from tests.store.recount import held, recount
from tillsyn.store.engine import open_store
from tillsyn.store.verify import verify
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.slow
SAVED = re.compile(r"^Sparat: (\w+-\d+), (\w+)\.$", re.MULTILINE)
TYPED = "j\nj\nj\nj\n"


@cache
def _may_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-f", "-e", "inject=fdatasync:error=EIO", "true"], capture_output=True)
    return tried.returncode == 0


def judged_plainly(store: Path, fault: str) -> subprocess.CompletedProcess[str]:
    """Answer four questions line by line while system calls fail."""
    if not _may_trace():
        pytest.skip("strace is not here, or may not trace")
    call = fault.partition(":")[0]
    traced = ["strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={fault}"]
    words = ["--store", str(store), "review", "--plain", "--auditee", PLACE[0], "--case", PLACE[1]]
    return subprocess.run(
        [*traced, sys.executable, PROGRAM, *words],
        input=TYPED,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **ENVIRONMENT},
    )


def expect_sound(store: Path, said: str) -> set[tuple[str, str]]:
    """After the fault the store opens, verifies, holds all that was said to be saved, and takes a new answer."""
    acknowledged = {(criterion, label.casefold()) for criterion, label in SAVED.findall(said)}
    with open_desk(store, "Efteråt") as desk:
        sheet = load_sheet(desk, open_audit(desk), *PLACE)
        kept = {(name, answer.code) for name, answer in sheet.answers.items()}
        assert acknowledged <= kept
        review.give_answer(desk, sheet, "MET-01", "delvis")
    with open_store(store) as opened:
        assert verify(opened, NOW).faults == ()
    assert held(store) == recount(store)
    return acknowledged


# A sitting syncs some four times while it opens the store and the file, then once for each answer.
@pytest.mark.parametrize("fault", [f"fdatasync:error=EIO:when={n}+" for n in (1, 3, 5, 6, 7)])
def test_what_the_disk_does_not_take_is_not_acknowledged(small: Path, fault: str) -> None:
    told = judged_plainly(small, fault)

    acknowledged = expect_sound(small, told.stdout)
    assert len(acknowledged) < 4
    everything = told.stdout + told.stderr
    assert "Disken svarade inte" in everything
    assert "Det som bekräftats" in everything or "sparat" in everything
    assert "Traceback" not in everything
    assert "OperationalError" not in everything


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        *((f"pwrite64:error=ENOSPC:when={n}+", "isken") for n in (1, 3)),  # while SQLite makes room for its index
        *((f"pwrite64:error=ENOSPC:when={n}+", "Disken är full") for n in (20, 60, 90)),
        *((f"pwrite64:error=EIO:when={n}+", "Disken svarade inte") for n in (2, 30, 75)),
        ("pwrite64:error=EDQUOT:when=12+", "isken"),
        ("fdatasync:error=ENOSPC:when=3+", "isken"),
    ],
)
def test_what_cannot_be_written_is_told(small: Path, fault: str, said: str) -> None:
    told = judged_plainly(small, fault)

    expect_sound(small, told.stdout)
    assert said in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr


@pytest.mark.parametrize("fault", ["pwrite64:error=ENOSPC:when=80", "fdatasync:error=EIO:when=6"])
def test_once_the_disk_works_again_so_does_the_sitting(small: Path, fault: str) -> None:
    told = judged_plainly(small, fault)

    assert expect_sound(small, told.stdout)
    assert told.returncode in (0, 1, 4, 5), told.returncode
    assert "Traceback" not in told.stdout + told.stderr
