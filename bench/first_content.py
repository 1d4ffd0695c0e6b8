"""How soon the app shows something out of the store: the first auditee's name, beside a bare table's first row."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench.measure import BIN, ROOT, SampleCounty, in_turns, tell, tell_machine
from bench.terminal import Terminal


def until(seen: str, *arguments: str) -> Callable[[], float]:
    """Seconds from starting a program until `seen` is on the screen, as a case."""

    def case() -> float:
        terminal = Terminal(*arguments)
        try:
            return terminal.wait(lambda text: seen in text) - terminal.started
        finally:
            terminal.close()

    return case


def main() -> None:
    """Measure."""
    tell_machine()
    with SampleCounty() as store:
        times = in_turns(
            {
                "tillsyn, first auditee seen": until(
                    "Almviken", str(BIN / "tillsyn"), "--store", str(store), "--audit", "exempellan"
                ),
                "bare Textual table, first row seen": until(
                    "Committee 0", sys.executable, str(ROOT / "bench" / "bare_table.py")
                ),
            }
        )
    tell(times, goal=1.5)


if __name__ == "__main__":
    main()
