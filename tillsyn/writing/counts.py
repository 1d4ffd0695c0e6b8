"""The counts that views carry, always by the rules of `domain.counting`.

Owns picking the judgements that are counted. Leaves the rules to `domain`, and tables to `stats`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tillsyn.domain.counting import Tally, tally
from tillsyn.domain.criteria import CriteriaSet, Criterion, Meaning
from tillsyn.domain.entries import Json
from tillsyn.domain.findings import JudgedFile
from tillsyn.domain.ratings import AreaFiles, count_area
from tillsyn.domain.units import Unit


def criterion_tally(criterion: Criterion, files: Iterable[JudgedFile]) -> Tally:
    """The judgements of one criterion over the files it is put to."""
    return tally(file.judgements[criterion.id] for file in files if criterion.id in file.judgements)


def criterion_counts(criterion: Criterion, files: Iterable[JudgedFile]) -> dict[str, Json]:
    """The same as JSON, with the denominator."""
    counted = criterion_tally(criterion, files)
    return {name: getattr(counted, name) for name in (*Tally.__slots__, "applicable", "lacking")}


_USUAL = {Meaning.MET: "Ja", Meaning.PARTLY: "Delvis", Meaning.UNMET: "Nej"}


def own_labels(criteria: CriteriaSet, criterion: Criterion) -> dict[str, Json]:
    """What the answers are called where a scale has words of its own, by meaning; nothing for yes, partly and no."""
    found = {
        meaning: " eller ".join(s.label for s in criteria.scale_of(criterion).steps if s.meaning is meaning)
        for meaning in _USUAL
    }
    told = {meaning.value: label for meaning, label in found.items() if label}
    return {"labels": told} if any(label and label != _USUAL[m] for m, label in found.items()) else {}


def files_of_area(criteria: CriteriaSet, area: str, files: Sequence[JudgedFile]) -> AreaFiles:
    """How many files lack something in one area, of those where something was asked."""
    return _of_area(criteria, criteria.row_unit, area, files)


def itself_in_area(criteria: CriteriaSet, area: str, files: Sequence[JudgedFile]) -> AreaFiles:
    """The same of what is asked of the auditee itself, which counts as one."""
    return _of_area(criteria, Unit.AUDITEE, area, [file for file in files if not file.number])


def otherwise_view(counted: AreaFiles) -> dict[str, Json]:
    """How many were rated otherwise than their answers come to, and what those come to; nothing where none was."""
    if not counted.otherwise:
        return {}
    computed: dict[str, Json] = {"applicable": counted.computed_applicable, "lacking": counted.computed_lacking}
    return {"rated": {"otherwise": counted.otherwise, **computed}}


def _of_area(criteria: CriteriaSet, unit: Unit, area: str, files: Sequence[JudgedFile]) -> AreaFiles:
    ids = [c.id for c in criteria.criteria_of(unit) if c.area == area]
    return count_area(
        ([file.judgements[c] for c in ids if c in file.judgements], file.ratings.get(area)) for file in files
    )
