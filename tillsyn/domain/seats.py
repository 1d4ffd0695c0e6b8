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
