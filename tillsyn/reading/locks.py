"""lock.json: what editions of a set have been locked, kept beside set.yaml.

Owns the file both ways: `read_lock` and `write_lock` undo each other, and `extended` says what is locked next. Leaves
whether a set keeps to its lock to `locks_check`, and which parts are material to `domain.editions`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.editions import digests, material_of, material_of_requirement
from tillsyn.problems import Problem
from tillsyn.reading.compiled import compile_set, set_hash
from tillsyn.reading.faults import fault

LOCK_FILE = "lock.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class LockedVersion:
    """One edition: whether it was published, and the hash of its content."""

    status: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LockedItem:
    """One criterion or requirement: its rev (0 for a requirement, which has none) and a short hash of each part."""

    rev: int
    material: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything a set has promised: its editions, what stands under each id now, and the ids it has given up."""

    set: str
    versions: Mapping[str, LockedVersion] = field(default_factory=dict)
    criteria: Mapping[str, LockedItem] = field(default_factory=dict)
    requirements: Mapping[str, LockedItem] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    """Id → since which edition."""


def edition_hash(criteria: CriteriaSet) -> str:
    """The hash of an edition's content, as it is pinned; withdrawing a published one does not change it."""
    published = replace(criteria, status="published") if criteria.status == "withdrawn" else criteria
    return set_hash(compile_set(published))


def extended(criteria: CriteriaSet, before: Lock | None) -> Lock:
    """The lock of a set that keeps to `before`: earlier editions stay, what stands under each id is of this one."""
    past = before or Lock(criteria.id)
    return Lock(
        criteria.id,
        {**past.versions, criteria.version: LockedVersion(criteria.status, edition_hash(criteria))},
        {c.id: LockedItem(c.rev, digests(material_of(criteria, c))) for c in criteria.criteria},
        {r.id: LockedItem(0, digests(material_of_requirement(r))) for r in criteria.requirements},
        {**past.retired, **{retired.id: retired.since for retired in criteria.retired}},
    )


def write_lock(lock: Lock) -> str:
    """The text of lock.json: every key in order, one a line, so that a difference shows what was changed."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "set": lock.set,
        "versions": {v: {"sha256": one.sha256, "status": one.status} for v, one in lock.versions.items()},
        "criteria": {name: {"rev": one.rev, "material": dict(one.material)} for name, one in lock.criteria.items()},
        "requirements": {name: {"material": dict(one.material)} for name, one in lock.requirements.items()},
        "retired": dict(lock.retired),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_lock(path: Path, set_id: str) -> tuple[Lock | None, tuple[Problem, ...]]:
    """The lock in a file, None where there is no such file or it cannot be used (then with a fault)."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, ()
    except (OSError, ValueError):
        return None, (fault("C129", str(path), set=set_id),)
    try:
        lock = _lock(json.loads(text))
    except json.JSONDecodeError as error:
        return None, (fault("C129", str(path), (error.lineno, error.colno), set=set_id),)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None, (fault("C129", str(path), (1, 1), set=set_id),)
    return (lock, ()) if lock.set == set_id else (None, (fault("C129", str(path), (1, 1), set=set_id),))


def _lock(data: Any) -> Lock:
    if data["format"] != FORMAT:
        raise ValueError("another format")
    return Lock(
        _text(data["set"]),
        {v: LockedVersion(_text(one["status"]), _text(one["sha256"])) for v, one in data["versions"].items()},
        {name: LockedItem(_number(one["rev"]), _texts(one["material"])) for name, one in data["criteria"].items()},
        {name: LockedItem(0, _texts(one["material"])) for name, one in data["requirements"].items()},
        _texts(data["retired"]),
    )


def _texts(value: Any) -> dict[str, str]:
    return {_text(name): _text(one) for name, one in value.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no number")
    return value
