"""What is bound before anyone has looked: criteria, plan and seed, told in the notice letter with the request.

Owns the values alone. Leaves binding to `workflow.sampleplan_commitment`, the letter to `writing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tillsyn.domain.plans import SamplePlan, SeedSource


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one auditee is told is bound; hashes are whole SHA-256 in hex, sentences are in the reader's language.

    A seed known already is told by its hash alone (`seed_sha256`), since whoever knows it can work out which files
    will be drawn; one to come is told by `seed_source`. `frame_sha256` is empty where no register was taken in yet.
    `check_code` is that of the journal when it was bound, at `at` (ISO 8601, UTC).
    """

    auditee: str
    criteria_title: str
    criteria_version: str
    criteria_sha256: str
    plan_sha256: str
    plan_words: tuple[str, ...]
    seed_words: str
    seed_sha256: str
    seed_source: SeedSource | None
    population: tuple[str, ...]
    requested: tuple[str, ...]
    answer_by: date | None
    frame_sha256: str
    frame_cases: int
    check_code: str
    actor: str
    at: str
    plan: SamplePlan
    replaces: int = 0
    """How many commitments to the same auditee this one replaced."""
    reason: str = ""
    """Why it replaced them."""
