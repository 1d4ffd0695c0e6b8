"""Whether a set keeps to its lock: nothing material changed without a new rev, no id lost, reused or gone back.

Owns these faults and where they stand. Leaves the file to `locks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.editions import differing, digests, material_of
from tillsyn.language import _
from tillsyn.problems.editions import PARTS
from tillsyn.reading.faults import Place
from tillsyn.reading.keys import Keyed
from tillsyn.reading.locks import Lock, LockedItem, edition_hash

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand: the head of the set, each area's file by the area's letters, and each id."""

    top: Keyed
    areas: Mapping[str, Keyed]
    ids: Mapping[str, tuple[Keyed, Place]]


def check_lock(criteria: CriteriaSet, lock: Lock, places: Places) -> None:
    """Report everything in which a set does not keep to its lock."""
    _check_version(criteria, lock, places.top)
    _check_vanished(criteria, lock, places)
    _check_retired(criteria, lock, places)
    for criterion in criteria.criteria:
        if locked := lock.criteria.get(criterion.id):
            material = digests(material_of(criteria, criterion))
            _check_rev(criterion.id, criterion.rev, material, locked, places.ids[criterion.id][0])


def _check_version(criteria: CriteriaSet, lock: Lock, top: Keyed) -> None:
    locked = lock.versions.get(criteria.version)
    if locked is None or locked.status == "draft":
        return
    as_published = edition_hash(replace(criteria, status="published"))
    if as_published != locked.sha256:
        about = {"locked": locked.sha256[:_SHOWN], "now": as_published[:_SHOWN]}
        top.report("C128", top.place("version"), version=criteria.version, **about)
    elif criteria.status == "draft":
        top.report("C132", top.place("status"), version=criteria.version)


def _check_vanished(criteria: CriteriaSet, lock: Lock, places: Places) -> None:
    known = {*places.ids, *(retired.id for retired in criteria.retired)}
    for name in (*lock.criteria, *lock.requirements):
        if name not in known:
            area = places.areas.get(name.partition("-")[0], places.top)
            area.report("C121", area.place("criteria") if area.has("criteria") else area.place("files"), id=name)


def _check_retired(criteria: CriteriaSet, lock: Lock, places: Places) -> None:
    listed = {retired.id for retired in criteria.retired}
    for name, since in lock.retired.items():
        if name in places.ids:
            at, place = places.ids[name]
            at.report("C126", place, id=name, since=since)
        elif name not in listed:
            area = places.areas.get(name.partition("-")[0], places.top)
            area.report("C130", area.place("retired"), id=name, since=since)


def _check_rev(name: str, rev: int, material: Mapping[str, str], locked: LockedItem, at: Keyed) -> None:
    changed = differing(locked.material, material)
    place = at.place("rev")
    if rev < locked.rev:
        at.report("C127", place, id=name, rev=rev, locked=locked.rev)
    elif changed and rev == locked.rev:
        parts = ", ".join(_(PARTS[part]) if part in PARTS else part for part in changed)
        at.report("C120", place, id=name, parts=parts, rev=rev, next=rev + 1)
    elif rev > locked.rev and not changed:
        at.report("C131W", place, id=name, locked=locked.rev)
