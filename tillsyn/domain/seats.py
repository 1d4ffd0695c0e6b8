"""Seats: who reads a file, and whose answers stand.

Owns these names alone, apart from `domain.answers`, so that the first screen need not import what judging takes.
"""

from __future__ import annotations

from enum import StrEnum


class Seat(StrEnum):
    """One reading of a file. Consensus stands over first, first over second."""

    FIRST = "first"
    SECOND = "second"
    CONSENSUS = "consensus"


PRECEDENCE: tuple[Seat, ...] = (Seat.CONSENSUS, Seat.FIRST, Seat.SECOND)
