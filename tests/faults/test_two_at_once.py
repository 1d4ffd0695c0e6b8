"""Two processes at one store: each change builds on what it read, and none is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.places import ROOT
from tests.store.making import NOW, new_store
from tests.store.recount import held, recount
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries
from tillsyn.store.verify import verify

TIMES = 200
_COUNT = """
import sys
from pathlib import Path
from tests.store.making import NOW, write
from tillsyn.domain.entries import subject
from tillsyn.store.engine import open_store
from tillsyn.store.journal import Draft
name = subject("fact", "a", "vik", "V-01", "tal")
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(sys.argv[3])):
        with store.transaction():
            row = store.one("SELECT value FROM fact WHERE subject = :name", name=name)
            write(store, Draft("fact", name, {"value": str(int(row["value"]) + 1 if row else 1)}), actor=sys.argv[2])
"""
_BLIND = """
import sys
from pathlib import Path
from tests.store.making import an_answer, write
from tillsyn.store.engine import open_store
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(int(sys.argv[3])):
        write(store, an_answer(sys.argv[2], case=f"N-{n}", base=()), actor=sys.argv[2])
"""


def _both(code: str, path: Path, names: tuple[str, str], times: int) -> None:
    """Run the code in two processes that start their work at the same moment."""
    two = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), name, str(times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for name in names
    ]
    try:
        for process in two:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in two:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in two:
            _out, err = process.communicate(timeout=60)
            assert process.returncode == 0, err
    finally:
        for process in two:
            process.kill()
            process.communicate()


def test_no_change_of_two_who_read_and_write_is_lost(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    path = tmp_path / "a.tillsyn"

    _both(_COUNT, path, ("Ada", "Bo"), TIMES)

    with open_store(path) as store:
        assert [row["value"] for row in store.all("SELECT value FROM fact")] == [str(2 * TIMES)]
        assert store.all("SELECT * FROM conflict") == []
        assert len(read_entries(store)) == 2 * TIMES
        assert verify(store, NOW).ok
    assert held(path) == recount(path)


def test_what_two_say_without_seeing_each_other_is_kept_as_conflicts(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    path = tmp_path / "a.tillsyn"

    _both(_BLIND, path, ("ja", "nej"), 50)

    with open_store(path) as store:
        assert len(store.all("SELECT * FROM conflict")) == 50
        assert len(read_entries(store)) == 100
        assert verify(store, NOW).ok
    assert held(path) == recount(path)
