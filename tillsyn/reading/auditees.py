"""Lists of auditees: who is audited, with names and addresses as letters need them.

Owns the columns of the list. Leaves files to `reading.lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.casefiles import Auditee, AuditeeKind
from tillsyn.domain.text import one_line
from tillsyn.problems import Problem, errors
from tillsyn.reading.columns import Headings, Row, Wanted, folded
from tillsyn.reading.faults import fault, nearest
from tillsyn.reading.lists import read_list

ADDRESS_SEPARATOR = " / "
_ID = re.compile(r"[a-z0-9-]+")
_COLUMNS = {
    "id": ("id",),
    "name": ("namn", "name"),
    "kind": ("slag", "kind"),
    "body": ("huvudman", "body"),
    "address": ("adress", "address"),
    "dnr": ("dnr", "diarienummer"),
}
_KINDS = {
    "": AuditeeKind.COMMITTEE,
    "nämnd": AuditeeKind.COMMITTEE,
    "utförare": AuditeeKind.PROVIDER,
    "region": AuditeeKind.REGION,
    **{kind.value: kind for kind in AuditeeKind},
}
_KIND_WORDS = ("nämnd", "utförare", "region")


@dataclass(frozen=True, slots=True)
class AuditeesReading:
    """The auditees in file order, and every fault; with an error among them the list is not to be used."""

    auditees: tuple[Auditee, ...]
    problems: tuple[Problem, ...]


def read_auditees(path: Path) -> AuditeesReading:
    """Read a list with the columns id, namn, slag, huvudman, adress and dnr; only the first two must be there."""
    problems: list[Problem] = []
    names = {name for names in _COLUMNS.values() for name in names}
    headings, rows = read_list(path, str(path), problems, Wanted(names, _COLUMNS["id"]))
    auditees = _read(headings, rows) if headings else ()
    if headings and not auditees and not errors(problems):
        headings.report("R001")
    return AuditeesReading(auditees, tuple(problems))


def _read(headings: Headings, rows: Iterable[Row]) -> tuple[Auditee, ...]:
    places = headings.places({name: field for field, names in _COLUMNS.items() for name in names})
    for demanded in ("id", "name"):
        if demanded not in places:
            headings.report("R004", column=_COLUMNS[demanded][0], found=headings.found)
    lines: dict[str, int] = {}
    return tuple(auditee for row in rows if (auditee := _auditee(headings, row, places, lines)))


def _auditee(headings: Headings, row: Row, places: dict[str, int], lines: dict[str, int]) -> Auditee | None:
    if headings.refuse_numbers(row.line, row.cells) or not headings.fits(row):
        return None
    cell = {name: one_line(row.cells[place]) for name, place in places.items()}
    wrong = list(_faults(headings.file, row, cell, lines))
    headings.problems.extend(wrong)
    if wrong or not {"id", "name"} <= places.keys():
        return None
    return Auditee(
        cell["id"],
        cell["name"],
        _KINDS[folded(cell.get("kind", ""))],
        cell.get("body", ""),
        tuple(line for part in cell.get("address", "").split(ADDRESS_SEPARATOR) if (line := part.strip())),
        cell.get("dnr", ""),
    )


def _faults(file: str, row: Row, cell: dict[str, str], lines: dict[str, int]) -> Iterable[Problem]:
    """Everything wrong with one row."""
    place = (row.line, 1)
    name = cell.get("id")
    if name == "":
        yield fault("R030", file, place)
    elif name is not None and not _ID.fullmatch(name):
        yield fault("R031", file, place, id=name)
    elif name is not None and (first := lines.setdefault(name, row.line)) != row.line:
        yield fault("R032", file, place, id=name, first=first)
    if cell.get("name") == "":
        yield fault("R033", file, place)
    kind = cell.get("kind", "")
    if folded(kind) not in _KINDS:
        known = ", ".join(_KIND_WORDS)
        yield fault("R034", file, place, value=kind, known=known, nearest=nearest(kind, _KIND_WORDS))
