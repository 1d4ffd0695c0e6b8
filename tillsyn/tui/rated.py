"""What is said where somebody rated an area otherwise than the answers come to.

Owns these words for screens. Leaves counting to `domain.ratings`, and what ratings are called to `workflow.seat_words`.
"""

from __future__ import annotations

from collections.abc import Collection

from tillsyn.domain.ratings import AreaFiles
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.nouns import put


def otherwise_words(counted: AreaFiles, place: str, unit: str, who: Collection[str] = ()) -> str:
    """“PLA, Vik: 3 av 8 akter brister; enligt svaren 4 av 8. 1 akt är bedömd på annat sätt.”"""
    shown = _("{place}: {lacking} of {applicable} {rows} lacking; by the answers {c_lacking} of {c_applicable}.")
    rated = ngettext("{n} {row} is rated otherwise.", "{n} {rows} are rated otherwise.", counted.otherwise)
    counts = {
        "lacking": counted.lacking,
        "applicable": counted.applicable,
        "c_lacking": counted.computed_lacking,
        "c_applicable": counted.computed_applicable,
    }
    first = put(unit, shown, who, place=one_line(place), **counts)
    return f"{first} {put(unit, rated, who, n=counted.otherwise)}"
