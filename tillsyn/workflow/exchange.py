"""Handing over and putting together: backups of a store, and merging stores.

Owns the order of a merge of several sources. Leaves the union itself to `store.merge`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import queries
from tillsyn.store.engine import open_read_only
from tillsyn.store.journal import entries_on
from tillsyn.store.merge import Merged, merge
from tillsyn.workflow import clock
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something two people recorded differently: every version with who and when, the standing one last."""

    subject: str
    versions: tuple[tuple[str, str, str], ...]
    """(at, actor, content) of each."""


def backup(desk: Desk, target: Path) -> None:
    """Write a whole copy of the store, also while others work in it.

    Raises:
        UsageFault: when the target exists.
    """
    if target.exists():
        raise UsageFault(
            _("{path} already exists.").format(path=target), _("Choose another name; nothing is written over.")
        )
    desk.store.copy_to(target)


def merge_stores(desk: Desk, sources: Sequence[Path], adopt: bool = False) -> tuple[Merged, ...]:
    """Merge stores into this one, one after the other; each wholly or not at all.

    Raises:
        UsageFault: when a source is the store itself.
        StoreFault: when a source is refused; those before it stay merged.
    """
    if any(source.exists() and source.samefile(desk.store.path) for source in sources):
        raise UsageFault(_("A store cannot be merged into itself."), _("Name the stores to take in."))
    done = []
    for path in sources:
        with open_read_only(path) as source:
            done.append(merge(desk.store, source, clock.now(), desk.pen if adopt else None))
    return tuple(done)


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """Everything that is recorded differently by different people and not yet settled."""
    found = []
    for subject, hashes in queries.conflicts(desk.store):
        entries = {e.hash: e for e in entries_on(desk.store, subject)}
        versions = tuple(
            (e.at, e.actor, e.text if e.text is not None else e.data) for e in map(entries.get, hashes) if e
        )
        found.append(Conflict(subject, versions))
    return tuple(found)
