"""Pens: who writes where, told apart so that no two can write the same chain.

Owns the identity of a writer. Leaves writing to `store.journal`, whose import takes what projecting takes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tillsyn.domain.text import nfc
from tillsyn.store.engine import Store


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes where: `writer` is one chain, told apart by installation, store, place and actor."""

    writer: str
    actor: str
    place: str = ""
    """Where the store's file lies, on which installation; all writers there share it."""


def make_pen(store: Store, installation: str, actor: str) -> Pen:
    """The pen of `actor` in this store on this installation.

    The place of the file is part of it, so that a copy of a store, on this laptop or another, starts a chain of
    its own instead of a fork.
    """
    place = "|".join([installation, store.id, str(store.path.resolve())])
    return Pen(_short_hash(f"{place}|{nfc(actor)}"), nfc(actor), _short_hash(place))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
