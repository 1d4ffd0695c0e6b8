"""Ids over time within one set: those that are never used again, and earlier revs whose answers are comparable.

Owns reading and checking both by themselves. Leaves comparing a set with what was locked before to `locks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tillsyn.domain.criteria import Criterion, Retired
from tillsyn.reading import criteria_keys as keys
from tillsyn.reading.faults import Place, nearest
from tillsyn.reading.keys import Keyed
from tillsyn.reading.tree import Scalar


@dataclass(frozen=True, slots=True)
class PlacedRetired:
    """A retired id, the keys it was read from, and where its id and its successors stand."""

    value: Retired
    at: Keyed
    name: Place
    successors: tuple[Scalar, ...]


def read_retired(keyed: Keyed) -> PlacedRetired:
    """One item of `retired`."""
    name = keyed.scalar("id")
    if name and not re.fullmatch(f"{keys.CRITERION_ID}|{keys.REQUIREMENT_ID}", name.text):
        keyed.report("C123", name, id=name.text)
    successors = keyed.scalars("replaced_by")
    value = Retired(
        name.text if name else "", keyed.text("since"), keyed.text("reason"), tuple(s.text for s in successors)
    )
    return PlacedRetired(value, keyed, name or keyed, successors)


def read_revs(keyed: Keyed, name: str) -> tuple[int, ...]:
    """A list of revs, smallest first."""
    found = set()
    for written in keyed.scalars(name):
        if re.fullmatch("[1-9][0-9]{0,5}", written.text):
            found.add(int(written.text))
        else:
            keyed.report("Y037", written, key=name, value=written.text)
    return tuple(sorted(found))


def check_retired(retired: Sequence[PlacedRetired], used: Mapping[str, str]) -> None:
    """Report retired ids that are used, stand twice, or are said to be followed by what is not there."""
    first: dict[str, str] = {}
    for placed in retired:
        name = placed.value.id
        if name in used:
            placed.at.report("C122", placed.name, id=name, first=used[name])
        if name in first:
            placed.at.report("C010", placed.name, id=name, first=first[name])
        first.setdefault(name, f"{placed.at.file}:{placed.name.line}")
    known = {*used, *first}
    for placed in retired:
        for successor in placed.successors:
            if successor.text not in known or successor.text == placed.value.id:
                near = nearest(successor.text, used)
                placed.at.report("C124", successor, id=successor.text, nearest=near)


def check_revs(keyed: Keyed, criterion: Criterion) -> None:
    """Report revs that are not earlier than the criterion's own."""
    for written in keyed.scalars("comparable_with"):
        if written.text.isdecimal() and not 1 <= int(written.text) < criterion.rev:
            keyed.report("C125", written, rev=written.text, own=criterion.rev)
