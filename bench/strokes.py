"""How many keys a whole inspection takes: a file with 40 applicable questions, 8 comments and 3 quotes.

The comments' own text is not counted, everything else is, from the overview on. Paper is no yardstick here: the goal
is 60, of which an answer to each question is 40 and the end of each comment 8.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

GOAL = 60


def main() -> int:
    """Count."""
    from tests.journeys.a_long_case import build_long_case, inspect
    from tests.tui.driving import drive

    counted: list[int] = []

    async def scenario(pilot: Pilot[None]) -> None:
        counted.append(await inspect(pilot))

    with TemporaryDirectory(prefix="tillsyn-bench-") as place:
        os.environ |= {"TILLSYN_HOME": f"{place}/home", "TILLSYN_ACTOR": "bench"}
        store = Path(place) / "lang.tillsyn"
        build_long_case(store)
        drive(store, scenario)
    (strokes,) = counted
    print(f"{strokes} keystrokes beyond the comments' own text ({'within' if strokes <= GOAL else 'BEYOND'} {GOAL})")
    return 0 if strokes <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
