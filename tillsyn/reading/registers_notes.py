"""Rows of a register that are no cases: sums, and what systems write of when and by whom a list was made.

Owns how they are known. Leaves telling of them to those who read registers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NOTE_WORDS = ("summa", "total", "antal", "utskri", "utdrag", "uttag", "skapa", "hämta", "exporter", "framställ", "sida")
"""One of these stands in every row that is no case; most rows have none and are done sooner."""
_SUM = re.compile(r"(?:(?:del|total|slut)?summa|totalt?|antal(?: (?:ärenden|akter|rader|poster))?)[ :=]*[\d  .,]*")
_NOTE = re.compile(
    r"(?:(?:listan?|rapporten|filen) )?(?:utskri(?:ve[nt]|ftsdatum)|utdrag|uttag(?:et|en|sdatum)?|skapa[dt]|hämta[dt]"
    r"|exportera[dt]|framställ[dt]|sida \d+)(?:[ :.].*)?"
)


def is_sum(cells: Sequence[str], code: str) -> bool:
    """Whether a row adds up what stands above it: it begins with such a word and holds no case code."""
    return bool(_SUM.fullmatch(_begins(cells, code)))


def is_note(cells: Sequence[str], code: str) -> bool:
    """Whether a row only tells how the list was made, or numbers a page: "Utskrivet 2026-03-02", the day apart too."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) > 2 or not all(any(map(str.isdecimal, cell)) for cell in filled[1:]):
        return False
    return bool(_NOTE.fullmatch(_begins(cells, code)))


def _begins(cells: Sequence[str], code: str) -> str:
    """The first cell that is filled, as it is compared; empty where the row has a case code of its own beside it."""
    first = next((cell for cell in cells if cell.strip()), "").strip()
    return " ".join(first.casefold().split()) if code.strip() in ("", first) else ""
