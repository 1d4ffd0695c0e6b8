"""What a protocol tells beside the draw itself, held against its own hashes and the register it names.

Owns which of its keys tell otherwise, as a careful forger could make them who also writes the protocol's hash anew.
Leaves the draw and its lists to `protocol_check`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tillsyn.domain.frames import FrameRows
from tillsyn.domain.population import Population
from tillsyn.domain.protocols import excluded_told, groups, row_lines
from tillsyn.domain.sampling import Draw
from tillsyn.workflow.sampleplan_commitment import seed_hash


def told_otherwise(told: Mapping[str, Any], rows: FrameRows, population: Population, made: Draw) -> Iterator[str]:
    """The keys of a protocol that say something else than its plan and the register it was drawn from come to.

    Raises:
        LookupError, TypeError, AttributeError: when it is no protocol.
    """
    frame, names = told["frame"], [str(part["stratum"]) for part in told["strata"]]
    if [_counts(part) for part in told["strata"]] != list(
        _counted(made, bool((told["second_step"] or {}).get("taken")))
    ):
        yield "strata"
    if told["excluded"] != excluded_told(made.plan, population):
        yield "excluded"
    if told["undecided"] != list(population.undecided):
        yield "undecided"
    if frame["cases"] != len(rows) or frame["rows"] != row_lines(rows.codes, rows.texts, groups(population, names)):
        yield "frame"


def is_bound_as_told(told: Mapping[str, Any]) -> bool:
    """Whether a protocol departs from what was bound in just what it says it does.

    Raises:
        LookupError, TypeError, AttributeError: when it is no protocol.
    """
    bound = told["commitment"]
    if not bound:
        return True
    now = {
        "criteria": told["criteria"]["sha256"],
        "plan": told["plan_sha256"],
        "seed_sha256": seed_hash(told["seed"]) if bound["seed_sha256"] else "",
        "frame": told["frame"]["sha256"] if bound["frame"] else "",
    }
    differs = [name for name, value in now.items() if bound[name] != value]
    return bool(bound["differs"] == differs and bound["agrees"] is (not differs))


def _counts(part: Mapping[str, Any]) -> tuple[object, object, int]:
    return part["cases"], part["weight"], len(part["keys"])


def _counted(made: Draw, second: bool) -> Iterator[tuple[object, object, int]]:
    for part in made.strata:
        weight = replace(part, second=second).weight
        yield part.cases, str(weight) if weight else None, len(part.order[: part.size + part.more + part.reserve])
