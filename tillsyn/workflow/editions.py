"""Two editions of a set, by whatever name they go: found, compared, and as plain values.

Owns finding an edition by name, folder, file, hash or audit, and the JSON of a comparison. Leaves the comparison to
`domain.editions`, words to `editions_words`, and what becomes of a running audit to `upgrade_plan`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.editions import Change, Comparison
from tillsyn.domain.entries import canonical
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.reading.compiled import compile_set, load_set, set_hash
from tillsyn.store import directory, queries
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions_parts import part_of
from tillsyn.workflow.plan import refuse_faults
from tillsyn.workflow.selection import read_named

_HASH = re.compile("[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Edition:
    """A set as it stands or was pinned, with the hash it is or would be pinned under."""

    criteria: CriteriaSet
    sha256: str


def find_edition(name: str, desk: Desk | None = None, held_to_lock: bool = False) -> Edition:
    """The edition that `name` means: in a store an audit or a pinned hash; else a set, a selection or a JSON file.

    To be compared, a set of people's files need not keep to its lock: the difference is what its author wants to see.

    Raises:
        UsageFault: when there is none, or a hash fits several.
        InputFaults: when its files have faults.
    """
    if desk and (pinned := _pinned(desk, name)):
        return pinned
    path = Path(name)
    if path.suffix == ".json" and path.is_file():
        return _from_json(path)
    reading = read_named(name, held_to_lock)
    refuse_faults(_("The criteria have faults."), reading.problems)
    assert reading.criteria is not None
    return Edition(reading.criteria, set_hash(compile_set(reading.criteria)))


def comparison_json(comparison: Comparison, old: Edition, new: Edition) -> dict[str, Any]:
    """A comparison as plain values; keys as in docs/formats.md."""
    return {
        "old": _head(old),
        "new": _head(new),
        "counts": dict(Counter(change.kind.value for change in comparison.changes)),
        "changes": [_change(comparison, change) for change in comparison.changes],
    }


def _change(comparison: Comparison, change: Change) -> dict[str, Any]:
    old, new = comparison.old, comparison.new
    texts = [
        {"part": part, "old": part_of(old, change.old, part), "new": part_of(new, change.new, part)}
        for part in change.parts
        if change.old and change.new
    ]
    reason = (change.retired and change.retired.reason) or (change.left_out and change.left_out.reason) or ""
    return {
        "id": change.id,
        "change": change.kind.value,
        "comparable": change.comparable,
        "reason": reason,
        "replaced_by": list(change.retired.replaced_by) if change.retired else [],
        "texts": texts,
    }


def _head(edition: Edition) -> dict[str, Any]:
    return {"set": edition.criteria.id, "version": edition.criteria.version, "sha256": edition.sha256}


def _pinned(desk: Desk, name: str) -> Edition | None:
    """What an audit of the store stands on, or the pinned set whose hash begins so; None where neither is meant."""
    found = [audit.criteria_hash for audit in directory.audits(desk.store) if audit.id == name]
    if not found and _HASH.fullmatch(name):
        found = [sha256 for sha256 in queries.set_hashes(desk.store) if sha256.startswith(name)]
    if len(found) > 1:
        raise UsageFault(_("Several sets in the store begin with {hash}.").format(hash=name), _("Write more of it."))
    compiled = queries.compiled_set(desk.store, found[0]) if found else None
    return Edition(load_set(compiled), found[0]) if compiled else None


def _from_json(path: Path) -> Edition:
    """A set as `criteria show --json` printed it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        compiled = canonical({"format": data["format"], "set": data["set"]})
        return Edition(load_set(compiled), set_hash(compiled))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageFault(
            _("{path} is no compiled criteria set.").format(path=path),
            _("Give what “tillsyn criteria show SET --json” printed."),
        ) from error
