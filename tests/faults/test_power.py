"""A process killed in the middle of its work loses nothing it has acknowledged, and leaves nothing half-written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.places import ROOT, python
from tests.store.making import NOW, new_store
from tests.store.recount import held, recount
from tillsyn.store.engine import open_store
from tillsyn.store.verify import verify

KILLS = 15
_WRITER = """
import sys
from pathlib import Path
from tests.store.making import a_comment, an_answer, write
from tillsyn.store.engine import open_store
with open_store(Path(sys.argv[1])) as store:
    for n in range(100_000):
        case = f"{sys.argv[2]}-{n}"
        answer, comment = write(store, an_answer("nej", case=case), a_comment(case, case))
        print(answer.hash, comment.hash, flush=True)
"""


def _start(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _kill_after(writer: subprocess.Popen[str], lines: int) -> list[str]:
    """What the writer had acknowledged when it was killed, somewhere in the work on the next."""
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(lines)]
    writer.kill()
    rest, _ = writer.communicate()
    return [*told, *rest.splitlines(keepends=True)]


@pytest.mark.slow
def test_nothing_acknowledged_is_missing_after_any_kill(tmp_path: Path) -> None:
    dice = random.Random(20260302)
    new_store(tmp_path).close()
    path = tmp_path / "a.tillsyn"
    acknowledged: set[str] = set()
    for n in range(KILLS):
        told = _kill_after(_start(path, f"K{n}"), dice.randint(1, 12))
        acknowledged |= {digest for line in told if line.endswith("\n") for digest in line.split()}

        with open_store(path) as store:
            kept = {row["hash"] for row in store.all("SELECT hash FROM entry")}
            assert acknowledged <= kept
            assert verify(store, NOW).faults == ()
            halves = store.one("SELECT COUNT(*) AS n FROM answer")
            wholes = store.one("SELECT COUNT(*) AS n FROM comment")
            assert halves is not None
            assert wholes is not None
            assert halves["n"] == wholes["n"]  # the two of a batch came together or not at all
            assert len(kept) - len(acknowledged) <= 2 * (n + 1)  # at most the one that could not be told any more
    assert len(acknowledged) >= 2 * KILLS
    assert held(path) == recount(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.tillsyn"]


_SITTINGS = """
import sys
from tests.faults.kills import main
sys.argv[1:] = ["40", "20260302"]
main()
"""


@pytest.mark.slow
def test_a_whole_sitting_may_be_killed_at_any_moment() -> None:
    told = python(_SITTINGS)

    assert told.returncode == 0, told.stderr
    assert "40 kills" in told.stdout
    assert "none lost" in told.stdout
