"""The protocol of a draw as far as it is reckoned: its own hash, the sign of each row, and the groups of the rows.

Owns these forms (docs/formats.md). Leaves what a protocol holds to `workflow.protocol`, checking one to
`workflow.protocol_check`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from tillsyn.domain.entries import Json, canonical
from tillsyn.domain.plans import SamplePlan
from tillsyn.domain.population import Population

PROTOCOL_FORMAT = 2
SIGN = 2
"""Hex digits of a row's sign. So few because a row holds little: more would let its facts be found by guessing."""
KEY = 8
"""Hex digits of an order key that a protocol tells of each listed case."""
PERIOD = "p"
"""The group of files outside the period; other groups are f1, f2 … for filters and 0, 1 … for strata."""


def own_hash(told: Mapping[str, Json]) -> str:
    """SHA-256 of the canonical JSON of everything a protocol tells but this very hash."""
    return hashlib.sha256(canonical({key: told[key] for key in told if key != "sha256"}).encode()).hexdigest()


def group_of_rule(rule: int) -> str:
    """How the rows that a rule of the plan leaves out are marked."""
    return f"f{rule}" if rule else PERIOD


def excluded_told(plan: SamplePlan, population: Population) -> list[dict[str, Json]]:
    """What each rule of the plan left out of the population, with the codes."""
    found: list[dict[str, Json]] = []
    for part in population.excluded:
        chosen = plan.filters[part.rule - 1] if part.rule else None
        found.append(
            {
                "group": group_of_rule(part.rule),
                "condition": chosen.condition if chosen else "",
                "reason": chosen.reason if chosen else "",
                "cases": len(part.cases),
                "codes": list(part.cases),
            }
        )
    return found


def groups(population: Population, strata: Sequence[str]) -> dict[str, str]:
    """Case code → its group: the place of its stratum among `strata`, or the rule that leaves it out."""
    found = {code: group_of_rule(part.rule) for part in population.excluded for code in part.cases}
    places = {name: str(place) for place, name in enumerate(strata)}
    for stratum, codes in population.strata.items():
        place = places.get(stratum, "-")
        found.update(dict.fromkeys(codes, place))
    return found


def row_lines(codes: Sequence[str], texts: Iterable[str], group: Mapping[str, str]) -> list[str]:
    """One line for each row of a register, as a protocol lists them: group, sign and case code."""
    sha = hashlib.sha256
    return [
        f"{group[code]} {sha(text.encode()).hexdigest()[:SIGN]} {code}" for code, text in zip(codes, texts, strict=True)
    ]
