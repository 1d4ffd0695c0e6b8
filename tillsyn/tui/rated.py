"""What ratings of areas are called, and what is said where somebody rated otherwise than the answers come to.

Owns these words for screens. Leaves counting to `domain.ratings`.
"""

from __future__ import annotations

from collections.abc import Collection

from tillsyn.domain.ratings import AreaFiles, AreaRating
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put

WORDS = {
    AreaRating.MET: N_("met"),
    AreaRating.LACKING: N_("lacking"),
    AreaRating.NOT_APPLICABLE: N_("not applicable"),
    AreaRating.INCOMPLETE: N_("answers are missing"),
}


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
