"""Seats: who reads a file, and whose answers stand.

Owns these names alone, apart from `domain.answers`, so that the first screen need not import what judging takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Seat(StrEnum):
    """One reading of a file. Consensus stands over first, first over second."""

    FIRST = "first"
    SECOND = "second"
    CONSENSUS = "consensus"


PRECEDENCE: tuple[Seat, ...] = (Seat.CONSENSUS, Seat.FIRST, Seat.SECOND)

_BETWEEN = " + "


def together(names: Iterable[str]) -> str:
    """How several who share a seat sign: both names, in the order given, as one actor of the journal."""
    return _BETWEEN.join(dict.fromkeys(name.strip() for name in names if name.strip()))


def people(actor: str) -> tuple[str, ...]:
    """The persons an actor names: one, or those who shared the seat."""
    return tuple(actor.split(_BETWEEN))


def known_as(name: str) -> str:
    """A name as it is compared: capitals and blanks make nobody another person."""
    return " ".join(name.split()).casefold()


def persons_of(actors: Iterable[str]) -> frozenset[str]:
    """Everybody whom actors name, as `known_as` writes them."""
    return frozenset(known_as(name) for actor in actors for name in people(actor))
