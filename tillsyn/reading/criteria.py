"""Criteria sets as people write them: a folder with set.yaml and area files, read whole, every fault in one run.

Owns which files a set consists of and the order of its faults. Leaves keys to `criteria_keys`, single values to
`criteria_values`, what holds between them to `criteria_checks`, and the pinned form to `compiled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.criteria import Area, CriteriaSet, Criterion, Requirement
from tillsyn.domain.text import swedish_key
from tillsyn.problems import Problem, errors
from tillsyn.reading import criteria_keys as keys
from tillsyn.reading.criteria_checks import Draft, check_draft
from tillsyn.reading.criteria_retired import PlacedRetired, read_retired
from tillsyn.reading.criteria_values import (
    Placed,
    read_area,
    read_criterion,
    read_fact,
    read_requirement,
    read_sampling,
    read_scale,
)
from tillsyn.reading.faults import fault, nearest
from tillsyn.reading.fields import top_fields
from tillsyn.reading.keys import Key, Keyed
from tillsyn.reading.locks import LOCK_FILE, read_lock
from tillsyn.reading.locks_check import Places, check_lock
from tillsyn.reading.memory import without_collecting
from tillsyn.reading.tree import Mapping, Node, Parsed, Scalar, read_tree

SET_FILE = "set.yaml"
PHRASES_FILE = "fraser.yaml"
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class CriteriaReading:
    """What a folder came to: the set, None where something hinders it, and every fault and warning."""

    criteria: CriteriaSet | None
    problems: tuple[Problem, ...]


def check_paths(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Every fault of the sets that `paths` name: a set's folder, any file in it, or a folder of sets."""
    problems: list[Problem] = []
    seen: set[Path] = set()
    for path in paths:
        folders = tuple(_set_folders(path)) if path.exists() else ()
        if not folders:
            problems.append(fault("C024" if path.exists() else "Y001", str(path)))
        for folder in folders:
            if folder.resolve() not in seen:
                seen.add(folder.resolve())
                problems += _check_set(folder)
    return tuple(problems)


def _check_set(folder: Path) -> tuple[Problem, ...]:
    """Every fault of a set, and of the phrases and made-up case files it may carry."""
    reading = read_criteria(folder)
    problems, criteria = reading.problems, reading.criteria
    if criteria is not None and (folder / PHRASES_FILE).is_file():
        from tillsyn.reading.phrases import read_phrases  # most sets carry neither

        problems += read_phrases(folder / PHRASES_FILE, criteria).problems
    if criteria is not None and (folder / "calibration").is_dir():
        from tillsyn.reading.calibration import read_key

        problems += read_key(folder, criteria).problems
    return problems


def read_criteria(folder: Path, held_to_lock: bool = True) -> CriteriaReading:
    """Read the set in `folder`. Never raises; faults stand in the order of set.yaml, then of its files.

    A set that is `held_to_lock` must keep to the lock.json beside it, where there is one.
    """
    if not _holds_a_set(folder):
        return CriteriaReading(None, (fault("C024", str(folder)),))
    with without_collecting():
        reader = _Reader(folder, held_to_lock)
        criteria = reader.read()
        problems = reader.in_file_order()
        del reader
    return CriteriaReading(None if errors(problems) else criteria, problems)


def _set_folders(path: Path) -> Iterator[Path]:
    """The folders of sets that `path` names, none where it cannot be looked into."""
    folder = path if path.is_dir() else path.parent
    if _holds_a_set(folder):
        yield folder
    elif path.is_dir():
        with suppress(OSError):
            yield from sorted(filter(_holds_a_set, path.iterdir()), key=lambda child: swedish_key(child.name))


def _holds_a_set(folder: Path) -> bool:
    try:
        return (folder / SET_FILE).is_file()
    except OSError:
        return False


class _Reader:
    """Reads one folder; problems of all its files gather in one list."""

    def __init__(self, folder: Path, held_to_lock: bool) -> None:
        self.folder = folder
        self.held_to_lock = held_to_lock
        self.problems: list[Problem] = []
        self.files = [str(folder / SET_FILE)]
        self.areas: list[Placed[Area]] = []
        self.criteria: list[Placed[Criterion]] = []
        self.requirements: list[Placed[Requirement]] = []
        self.retired: list[PlacedRetired] = []

    def read(self) -> CriteriaSet | None:
        top = self.open(SET_FILE, keys.SET_KEYS)
        if top is None:
            return None
        sampling, strata = read_sampling(top.inside("sampling"))
        facts = [read_fact(name, keyed) for name, keyed in top.named("facts")]
        scales = [read_scale(name, steps, top) for name, steps in top.named_lists("scales")]
        self.read_areas(top)
        check_draft(Draft(top, strata, facts, scales, self.areas, self.criteria, self.requirements, self.retired))
        criteria = CriteriaSet(
            self.identity(top),
            top.text("version"),
            top.word("status"),
            top.text("title"),
            top.word("language"),
            sampling,
            tuple(placed.value for placed in facts),
            tuple(placed.value for placed in scales),
            tuple(placed.value for placed in self.areas),
            tuple(placed.value for placed in self.criteria),
            tuple(placed.value for placed in self.requirements),
            top.day("law_as_of"),
            tuple(placed.value for placed in self.retired),
        )
        if self.held_to_lock and not errors(self.problems):
            self.check_lock(criteria, top)
        return criteria

    def check_lock(self, criteria: CriteriaSet, top: Keyed) -> None:
        """Report where the set, which has no other fault, does not keep to its lock."""
        path = self.folder / LOCK_FILE
        self.files.append(str(path))
        lock, problems = read_lock(path, criteria.id)
        self.problems += problems
        if lock:
            placed: list[Placed[Criterion] | Placed[Requirement]] = [*self.criteria, *self.requirements]
            ids = {one.value.id: (one.at, one.name) for one in placed}
            check_lock(criteria, lock, Places(top, {area.value.id: area.at for area in self.areas}, ids))

    def identity(self, top: Keyed) -> str:
        number = top.number("format")
        if number is not None and number != keys.FORMAT:
            top.report("C008", top.place("format"), format=number)
        name = top.scalar("id")
        if name and not re.fullmatch(keys.SET_ID, name.text):
            top.report("C005", name, id=name.text)
        return name.text if name else ""

    def read_areas(self, top: Keyed) -> None:
        listed = top.scalars("files")
        present = sorted(path.name for path in self.folder.glob("*.y*ml") if path.name not in (SET_FILE, PHRASES_FILE))
        for at, name in enumerate(listed):
            if not re.fullmatch(keys.FILE_NAME, name.text) or name.text in (SET_FILE, *(n.text for n in listed[:at])):
                top.report("C021", name, name=name.text)
            elif not (self.folder / name.text).is_file():
                top.report("C020", name, name=name.text, nearest=nearest(name.text, present))
            else:
                self.read_area(name.text)
        if not self.criteria and not errors(self.problems):
            top.report("C023", top.place("files"))
        for unlisted in sorted(set(present) - {name.text for name in listed}):
            self.files.append(str(self.folder / unlisted))
            self.problems.append(fault("C022W", self.files[-1]))

    def read_area(self, name: str) -> None:
        keyed = self.open(name, keys.AREA_KEYS)
        if keyed is None:
            return
        area = read_area(keyed)
        self.areas.append(area)
        self.criteria += [read_criterion(one, area.value.id) for one in keyed.each("criteria")]
        self.requirements += [read_requirement(one, area.value.id) for one in keyed.each("requirements")]
        self.retired += [read_retired(one) for one in keyed.each("retired")]

    def open(self, name: str, declared: tuple[Key, ...]) -> Keyed | None:
        path = self.folder / name
        self.files.append(str(path))
        parsed = read_tree(path, str(path))
        if not parsed.visible:
            self.problems += _hidden_direction(parsed)
        fields = top_fields(parsed, self.problems)
        return Keyed(fields, declared) if fields else None

    def in_file_order(self) -> tuple[Problem, ...]:
        order = {file: at for at, file in reversed(list(enumerate(self.files)))}
        return tuple(sorted(self.problems, key=lambda p: (order[p.file], p.line, p.column, p.code)))


def _hidden_direction(parsed: Parsed) -> Iterator[Problem]:
    """Bidi controls: a condition or a law that reads otherwise than it stands."""
    for scalar in _scalars(parsed.root):
        if hit := _BIDI.search(scalar.text):
            yield fault("C101", parsed.file, scalar.at(hit.start()), sign=f"U+{ord(hit.group()):04X}")


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from _scalars(value)
    elif node is not None:
        for item in node.items:
            yield from _scalars(item)
