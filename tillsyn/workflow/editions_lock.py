"""Locking an edition: what a set has promised from now on, written beside it.

Owns `lock_set`. Leaves the lock's file and what breaks a lock to `reading.locks` and `reading.locks_check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.criteria import SET_FILE, read_criteria
from tillsyn.reading.locks import LOCK_FILE, Lock, LockedItem, extended, read_lock, write_lock
from tillsyn.reading.selection import is_selection
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import refuse_faults
from tillsyn.workflow.selection import criteria_folder


@dataclass(frozen=True, slots=True)
class Locked:
    """What locking came to; the ids are those of criteria and requirements. Nothing is written where nothing is new."""

    path: Path
    set: str
    version: str
    written: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    warnings: tuple[Problem, ...]


def lock_set(name: str) -> Locked:
    """Lock the edition of a set as it stands now.

    Raises:
        UsageFault: when there is no such set, or a local selection is named.
        InputFaults: when the set has faults, or does not keep to the lock it has.
    """
    if Path(name).name != SET_FILE and is_selection(Path(name)):
        raise UsageFault(_("A local selection has no lock."), _("Lock the set it is made from."))
    folder = criteria_folder(name)
    reading = read_criteria(folder)
    refuse_faults(_("Nothing was locked: the set has faults."), reading.problems)
    assert reading.criteria is not None
    path = folder / LOCK_FILE
    before, _problems = read_lock(path, reading.criteria.id)
    after = extended(reading.criteria, before)
    past = before or Lock(after.set)
    if written := before is None or write_lock(after) != write_lock(before):
        write_file(path, write_lock(after).encode())
    old, new = _items(past), _items(after)
    return Locked(
        path,
        after.set,
        reading.criteria.version,
        written,
        tuple(name for name in new if name not in old),
        tuple(name for name in new if name in old and new[name] != old[name]),
        tuple(name for name in after.retired if name not in past.retired),
        reading.problems,
    )


def _items(lock: Lock) -> Mapping[str, LockedItem]:
    return {**lock.criteria, **lock.requirements}
