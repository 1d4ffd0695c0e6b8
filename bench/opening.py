"""How soon a file is opened from the list until its first question is painted, beside a bare screen of plain texts.

Once for a file of the sample county, once for one with 80 questions and a document of 500 pages. Each is opened, left
and opened again in one sitting; the first time, when everything it needs is loaded, is not counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench.key import long_case
from bench.measure import BIN, ROOT, SampleCounty, in_turns, tell, tell_machine
from bench.terminal import Terminal

TIMES = 7
LIST = "Enter review"
"""What the foot of the list says."""
LONG, SHORT, BARE = "a file with 80 questions and 500 pages", "a file of the sample county", "a bare screen"


def leave(app: Terminal) -> None:
    """Go back to the list; where facts are asked first, the first Esc only leaves those."""
    for _turn in range(2):
        app.type("\x1b")
        app.settle(0.4, patience=2.0)
        if LIST in app.text or "Case 0" in app.text:
            return


def opened(app: Terminal, question: str) -> Callable[[], float]:
    """Seconds from Enter in the list until the question is seen, as a case; it goes back to the list."""

    def case() -> float:
        before = app.type("\r")
        seen = app.wait(lambda text: question in text)
        app.settle(0.4, patience=2.0)
        leave(app)
        return seen - before

    return case


def main() -> None:
    """Measure."""
    tell_machine()
    with SampleCounty() as store:
        tillsyn = str(BIN / "tillsyn")
        seat = ["--store", str(store), "--audit", "ovning", "review", "--auditee", "vitaker", "--case", "VI-001"]
        apps = {
            SHORT: Terminal(tillsyn, *seat),
            LONG: Terminal(tillsyn, *long_case(store.parent)),
            BARE: Terminal(sys.executable, str(ROOT / "bench" / "bare_screen.py")),
        }
        try:
            for name, app in apps.items():
                app.wait(lambda text: "Case" in text)
                app.settle(0.6, patience=4.0)
                if name != BARE:
                    leave(app)  # the seat is opened first; what is measured begins in the list below it
            questions = {SHORT: "done ", LONG: "PLA-01 · ", BARE: "Question one"}
            times = in_turns({name: opened(app, questions[name]) for name, app in apps.items()}, runs=TIMES)
        finally:
            for app in apps.values():
                app.close()
    tell({SHORT: times[SHORT], BARE: times[BARE]}, goal=2.0)
    tell({LONG: times[LONG], BARE: times[BARE]}, goal=2.0)


if __name__ == "__main__":
    main()
