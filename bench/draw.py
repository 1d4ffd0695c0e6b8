"""How soon a sample is drawn from 100 000 files and a draw is repeated, beside hashlib and sorted over the same keys.

The bare one is the least that any such draw must do: one SHA-256 for each file, and the order of them all. Ours also
reads the register from its entry, sorts it by stratum, records plan and draw, and is on disk when it returns.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.measure import ROOT, in_turns, tell, tell_machine, timed

FILES = 100_000
RUNS = 5
SECONDS = 1.0
"""The goal of a draw, whatever the ratio."""
_SEED = "bench"


def register(path: Path) -> None:
    """A register of the small set in the tests: code, form, children, date."""
    rows = (
        f"V-{n:06};{('HVB', 'Öppenvård')[n % 3 > 0]};{('ja', 'nej')[n % 4 > 0]};2025-0{1 + n % 9}-10"
        for n in range(FILES)
    )
    path.write_text("\n".join(["Ärendekod;Insatsform;Barn berörs;Beslut om insats", *rows]) + "\n", encoding="utf-8")


def bare() -> None:
    """The order of all files, by nothing but the standard library."""
    codes = (f"V-{n:06}" for n in range(FILES))
    sorted((hashlib.sha256(f"{_SEED}|vik|{code}".encode()).digest(), code) for code in codes)


def a_store(folder: Path) -> Path:
    """A store with one auditee whose register of 100 000 files is taken in."""
    from tillsyn.domain.casefiles import AuditKind
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.intake import import_frame
    from tillsyn.workflow.plan import AuditPlan, new_audit

    small = ROOT / "tests" / "small"
    with open_desk(folder / "bench.tillsyn", "bench", create=True) as desk:
        plan = AuditPlan(
            "bench", "Bench", AuditKind.SUPERVISION, date(2026, 3, 2), str(small / "criteria"), small / "auditees.csv"
        )
        new_audit(desk, plan)
        import_frame(desk, open_audit(desk), "vik", folder / "vik.csv")
    return folder / "bench.tillsyn"


def drawing(store: Path) -> Callable[[], float]:
    """A draw in a copy of the store, as a case; copying and opening are not counted."""
    from tillsyn.workflow import sample
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.sampleplan import Choice

    numbers = count()

    def case() -> float:
        copy = Path(shutil.copy(store, store.with_name(f"copy{next(numbers)}.tillsyn")))
        with open_desk(copy, "bench") as desk:
            opened = open_audit(desk)
            before = perf_counter()
            sample.draw(desk, opened, Choice(_SEED, 100, 20), "vik")
            return perf_counter() - before

    return case


def verifying(store: Path, folder: Path) -> Callable[[], float]:
    """Repeating that draw from its protocol and the register's file, as a case."""
    from tillsyn.workflow import sample
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.protocol import protocol, protocol_text
    from tillsyn.workflow.protocol_check import verify_protocol
    from tillsyn.workflow.sampleplan import Choice

    path = folder / "vik.json"
    with open_desk(Path(shutil.copy(store, folder / "drawn.tillsyn")), "bench") as desk:
        opened = open_audit(desk)
        sample.draw(desk, opened, Choice(_SEED, 100, 20), "vik")
        path.write_text(protocol_text(protocol(desk, opened, "vik")), encoding="utf-8")
    assert verify_protocol(path, folder / "vik.csv").ok
    return timed(lambda: verify_protocol(path, folder / "vik.csv"))


def main() -> None:
    """Measure."""
    tell_machine()
    with TemporaryDirectory(prefix="tillsyn-bench-") as name:
        folder = Path(name)
        os.environ |= {"TILLSYN_HOME": str(folder / "home"), "TILLSYN_LANG": "en"}
        register(folder / "vik.csv")
        store = a_store(folder)
        cases = {
            f"a draw from {FILES:,} files": drawing(store),
            "hashlib and sorted": timed(bare),
            "a draw repeated from protocol and register": verifying(store, folder),
        }
        times = in_turns(cases, runs=RUNS)
    tell(times, goal=2.0)
    for case in (0, 2):
        seconds = median([*times.values()][case])
        verdict = "within" if seconds <= SECONDS else "BEYOND"
        print(f"{seconds:5.2f} s: {[*times][case]} ({verdict} the goal of {SECONDS:.0f} s)")


if __name__ == "__main__":
    main()
