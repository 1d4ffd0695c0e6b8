"""What a report says of how sure the judgements are, and where good examples are found.

Owns that part of the view. No comment, no reason and no reader's name is in it: a case number is all that a good
example is found by. Under so many files read twice that a measure would say more than is known, it is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tillsyn.domain.agreement import FEW_FILES, VERY_FEW_FILES, Agreed, Coefficient, strength
from tillsyn.domain.control import ControlCount
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.entries import Json
from tillsyn.domain.findings import JudgedFile
from tillsyn.domain.ratings import AreaRating, area_rating, as_rated
from tillsyn.writing.material import AuditeeMaterial, ReportMaterial
from tillsyn.writing.views import View


def quality_view(material: ReportMaterial) -> View:
    """The parts there is anything to tell of; the others are None or empty."""
    return {
        "alike": _alike(material),
        "control": _control(material),
        "overridden": _overridden(material),
        "good": _good(material),
    }


def _alike(material: ReportMaterial) -> Json:
    """Counts always, a per cent from ten files on, a measure from twenty on."""
    found = material.alike
    if found is None:
        return None
    files = found.files + found.itself
    return {
        "files": found.files,
        "itself": found.itself,
        **_figures(found.agreed, files),
        "differing": found.differing,
        "settled": found.settled,
        "areas": [
            {"title": area.title, "files": area.files, **_figures(area.agreed, area.files)} for area in found.areas
        ],
    }


def _figures(agreed: Agreed, files: int) -> View:
    return {
        "judgements": agreed.units,
        "same": agreed.same,
        "percent": _decimal(100 * float(agreed.raw), 1) if files >= VERY_FEW_FILES else "",
        "measure": _measure(agreed.ac1) if files >= FEW_FILES else None,
    }


def _measure(ac1: Coefficient | None) -> Json:
    if ac1 is None:
        return None
    low, high = ("" if bound is None else _decimal(bound, 2) for bound in (ac1.low, ac1.high))
    return {"value": _decimal(float(ac1.value), 2), "low": low, "high": high, "word": strength(ac1.value).value}


def _decimal(value: float, digits: int) -> str:
    """A number as Swedish writes it; nought has no sign."""
    text = f"{value:.{digits}f}"
    return (text if float(text) else text.lstrip("-")).replace(".", ",").replace("-", "\N{MINUS SIGN}")


def _control(material: ReportMaterial) -> Json:
    """How many files a colleague has approved; None where nothing was ever handed over."""
    counted = sum((about.control for about in material.auditees), ControlCount())
    if not counted.used:
        return None
    return {"files": counted.files, "approved": counted.approved, "under_way": counted.under_way}


def _overridden(material: ReportMaterial) -> list[Json]:
    """How many areas in files were rated as what, by area and by what they came to."""
    files = [file for about in material.auditees for file in about.files]
    found = Counter(told for file in files for told in _otherwise(material.criteria, file))
    return [
        {"title": area.title, "computed": computed.value, "rating": rating.value, "files": n}
        for area in material.criteria.areas
        for (name, computed, rating), n in sorted(found.items())
        if name == area.id
    ]


def _otherwise(criteria: CriteriaSet, file: JudgedFile) -> Iterator[tuple[str, AreaRating, AreaRating]]:
    """(area, computed, rated) of every area that a person rated otherwise than all its answers come to."""
    for area, rating in file.ratings.items():
        judged = [file.judgements[c.id] for c in criteria.criteria if c.area == area and c.id in file.judgements]
        if as_rated(judged, rating) is not judged:
            yield area, area_rating(judged), rating


def _good(material: ReportMaterial) -> list[Json]:
    """The areas that have good examples, each with its criteria and where they are found."""
    told: list[Json] = []
    for area in material.criteria.areas:
        criteria = [_examples(material, c) for c in material.criteria.criteria if c.area == area.id]
        marked = [one for one in criteria if one["examples"]]
        if marked:
            told.append({"title": area.title, "criteria": marked})
    return told


def _examples(material: ReportMaterial, criterion: Criterion) -> dict[str, Json]:
    numbers = [(about.auditee.name, _numbers(about, criterion.id)) for about in material.auditees]
    found = [(name, marked) for name, marked in numbers if marked]
    return {
        "id": criterion.id,
        "question": criterion.question.on(material.audit.day),
        "examples": sum(len(marked) for _name, marked in found),
        "auditees": len(found),
        "where": [{"name": name, "numbers": list(marked)} for name, marked in found],
    }


def _numbers(about: AuditeeMaterial, criterion: str) -> Sequence[int]:
    return sorted(one.number for one in about.good if one.criterion == criterion)
