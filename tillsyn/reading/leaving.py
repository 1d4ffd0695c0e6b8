"""What answer files and decision files have in common: their format number, and words that may come to leave.

Owns those two checks. Personal data in people's words is only warned of here: it hinders sending, not keeping.
"""

from __future__ import annotations

from tillsyn.domain.disclosure import DisclosureKind, find_disclosures
from tillsyn.reading.fields import Fields

FORMAT = "1"
_CONTACTS = (DisclosureKind.PHONE, DisclosureKind.EMAIL)


def check_format(top: Fields) -> None:
    """Report a file of another format than this version reads."""
    scalar = top.scalar("format")
    if scalar and scalar.text != FORMAT:
        top.report("A001", scalar, value=scalar.text, known=FORMAT)


def warn_of_disclosures(fields: Fields, key: str, text: str) -> None:
    """Warn, once for each sort, of what in `text` points out a person."""
    kinds = {found.kind for found in find_disclosures(text)}
    if kinds.difference(_CONTACTS):
        fields.report("A020W", fields.place(key))
    if kinds.intersection(_CONTACTS):
        fields.report("A021W", fields.place(key))
