"""How soon a key in Granska is answered, committed and painted, beside a key in a bare app that paints a mark.

The moment is when the bytes of the new count of answers have come; it is painted with the mark, in one frame. Once for
a file of the sample county, once for one with 80 questions and a document of 500 pages.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.measure import BIN, ROOT, SampleCounty, in_turns, tell, tell_machine
from bench.terminal import Terminal

KEYS = 21
LONG = "a key in Granska with 80 questions and 500 pages"
FACTS = "Esc: "
_DONE = re.compile(r"done (\d+) of \d+")


def shown(text: str) -> str:
    """The count of answers last painted, or an empty text."""
    counts = _DONE.findall(text)
    return str(counts[-1]) if counts else ""


def key_in(terminal: Terminal) -> Callable[[], float]:
    """Seconds from a key until another count is on the screen, as a case."""
    terminal.wait(shown)
    terminal.settle(0.6)
    first = shown(terminal.text)
    if FACTS in terminal.text:  # asked first, where the register does not know them; answers come after
        terminal.type("\x1b")
        terminal.settle()

    def case() -> float:
        before = terminal.type("j")
        painted = terminal.wait(lambda text: shown(text) not in ("", first))
        terminal.settle()
        terminal.type("u")  # taken back, so that every key meets the same question
        terminal.wait(lambda text: shown(text) == first)
        terminal.settle()
        return painted - before

    return case


def entries_in(store: Path) -> int:
    """How many entries the store's journal holds."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as reader:
        return int(reader.execute("SELECT COUNT(*) FROM entry").fetchone()[0])


def long_case(folder: Path) -> list[str]:
    """Make a store with one file of 80 questions and 500 pages; gives the words that open it at the seat."""
    from bench.find import many_pages
    from tests.journeys.a_long_case import AUDITEE, CASE, build_long_case

    (place := folder / "long").mkdir()
    build_long_case(place / "long.tillsyn", 80, many_pages())
    return ["--store", str(place / "long.tillsyn"), "review", "--auditee", AUDITEE, "--case", CASE]


def main() -> None:
    """Measure."""
    tell_machine()
    with SampleCounty() as store:
        before = entries_in(store)
        seat = ["--store", str(store), "--audit", "ovning", "review", "--auditee", "vitaker", "--case", "VI-001"]
        ours = Terminal(str(BIN / "tillsyn"), *seat)
        bare = Terminal(sys.executable, str(ROOT / "bench" / "bare_mark.py"))
        line = Terminal(sys.executable, str(ROOT / "bench" / "bare_mark.py"), "line")
        long = Terminal(str(BIN / "tillsyn"), *long_case(store.parent))
        cases = {"a key in Granska": ours, "a key in a bare table": bare, "a key in a bare line": line, LONG: long}
        try:
            times = in_turns({name: key_in(terminal) for name, terminal in cases.items()}, runs=KEYS)
            written = entries_in(store) - before
        finally:
            for terminal in cases.values():
                terminal.close()
    table = "a key in a bare table"
    tell({name: seconds for name, seconds in times.items() if name != LONG}, goal=1.5)
    tell({LONG: times[LONG], table: times[table]}, goal=1.5)
    floor = median(times["a key in Granska"]) / median(times["a key in a bare line"])
    print(f"{floor:5.2f} × a key in a bare line, the least Textual can do; no goal")
    print(f"        {written} new entries in the journal for {KEYS + 1} answers given and taken back")


if __name__ == "__main__":
    main()
