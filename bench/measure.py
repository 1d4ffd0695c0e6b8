"""Timing in turns: A B A B, so that a drifting machine drifts for both; ratios of medians; on what it was measured.

Owns the order of runs and the line that is printed. Leaves what is run to the scripts beside it.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

RUNS = 11
BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
Measured = Mapping[str, Sequence[float]]


def in_turns(cases: Mapping[str, Callable[[], float]], runs: int = RUNS) -> Measured:
    """Seconds of every run of each case, run in turns after one run of each that is not counted."""
    for case in cases.values():
        case()
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _run in range(runs):
        for name, case in cases.items():
            times[name].append(case())
    return times


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """`work` as a case: the seconds it takes."""

    def case() -> float:
        before = perf_counter()
        work()
        return perf_counter() - before

    return case


def command(*arguments: str | Path) -> Callable[[], float]:
    """A whole process as a case; it must end well."""
    words = [str(one) for one in arguments]
    return timed(lambda: subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, check=True))


def tell(times: Measured, goal: float) -> None:
    """Print the ratio of the first case to the second, whether it is within the goal, and the time of every case."""
    (ours, mine), (theirs, other), *_more = times.items()
    ratio = median(mine) / median(other)
    verdict = "within" if ratio <= goal else "BEYOND"
    print(f"{ratio:5.2f} × {theirs}: {ours} ({verdict} the goal of {goal}; {len(mine)} runs in turns)")
    for name, seconds in times.items():
        low, _middle, high = quantiles(seconds, n=4)
        print(f"        {name}: {1000 * median(seconds):.1f} ms (half of them {1000 * low:.1f}–{1000 * high:.1f})")


def tell_machine() -> None:
    """Print what this is measured on."""
    print(f"On {_processor()}, {os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


class SampleCounty:
    """The sample county in a folder of its own, with a home of its own, for as long as it is open."""

    def __enter__(self) -> Path:
        """Build it; gives the path of its store."""
        self._folder = TemporaryDirectory(prefix="tillsyn-bench-")
        folder = Path(self._folder.name)
        os.environ |= {"TILLSYN_HOME": str(folder / "home"), "TILLSYN_ACTOR": "bench", "TILLSYN_LANG": "en"}
        subprocess.run(
            [BIN / "tillsyn", "demo", folder / "county", "--no-app"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return folder / "county" / "demo.tillsyn"

    def __exit__(self, *unused: object) -> None:
        """Remove it."""
        self._folder.cleanup()
