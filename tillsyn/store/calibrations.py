"""Calibrations that were recorded in a store: who has judged the made-up case files, and what each attempt came to.

Owns their SELECT. Leaves comparing to `domain.calibration` and recording to `workflow.calibration_result`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.domain.entries import Json
from tillsyn.store.engine import Store


@dataclass(frozen=True, slots=True)
class KeptCalibration:
    """One attempt of one person at one set's made-up case files; `said` is the entry's data."""

    set_id: str
    actor: str
    attempt: int
    said: Mapping[str, Json]


def calibrations(store: Store, audit: str) -> tuple[KeptCalibration, ...]:
    """Every attempt recorded in an audit, each person's in order."""
    rows = store.all("SELECT * FROM calibration WHERE audit = :audit", audit=audit)
    found = [KeptCalibration(r["set_id"], r["actor"], int(r["attempt"]), json.loads(r["said"])) for r in rows]
    return tuple(sorted(found, key=lambda one: (one.set_id, one.actor, one.attempt)))
