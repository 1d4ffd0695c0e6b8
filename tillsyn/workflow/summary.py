"""Adding the audit up: one table by auditee, area, criterion or stratum.

Owns the choice of table and what it says its numbers stand on. Leaves counting to `stats.summaries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tillsyn.domain.tables import Table
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.stats.summaries import JudgedCriterion, Ratings, by_area, by_auditee, by_criterion, by_stratum
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.basis import ROWS, basis
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import auditee_materials
from tillsyn.writing.exports import table_file
from tillsyn.writing.material import AuditeeMaterial
from tillsyn.writing.method import stratum_label

WAYS = ("auditee", "area", "criterion", "stratum")


def summary(desk: Desk, opened: OpenAudit, by: str = "auditee") -> Table:
    """The whole audit in one table.

    Raises:
        UsageFault: when `by` is none of `WAYS`, or it is strata and there can be none.
    """
    if by not in WAYS:
        raise UsageFault(
            _("“{by}” is no way to add up.").format(by=by), _("The ways are: {ways}.").format(ways=", ".join(WAYS))
        )
    if by == "stratum":
        opened.expect_rows()
    materials = auditee_materials(desk, opened)
    return tables(opened, materials, (by,))[0]


def ways_of(opened: OpenAudit) -> tuple[str, ...]:
    """The ways there are to add an audit up: without rows there are no strata."""
    return WAYS if opened.criteria.asks_of_rows else WAYS[:-1]


def tables(opened: OpenAudit, materials: Sequence[AuditeeMaterial], ways: Sequence[str]) -> tuple[Table, ...]:
    """The tables asked for, each saying what its numbers stand on."""
    judged = [j for material in materials for j in judged_criteria(opened, material)]
    about = basis(opened, **_counts(opened, materials))
    return tuple(replace(_table(opened, materials, judged, by), about=about) for by in ways)


def judged_criteria(opened: OpenAudit, material: AuditeeMaterial) -> list[JudgedCriterion]:
    """Every judgement about one auditee, with the area and stratum it belongs to."""
    strata = strata_of(material)
    return [
        JudgedCriterion(
            material.auditee.id, file.number, strata.get(file.case, ""), criterion.area, criterion.id, judgement
        )
        for file in material.files
        for criterion in opened.criteria.criteria
        if (judgement := file.judgements.get(criterion.id)) is not None or criterion.id in file.judgements
    ]


def strata_of(material: AuditeeMaterial) -> dict[str, str]:
    """Case code → stratum, for every case of the frame."""
    draw = material.draw
    return {code: part.stratum for part in draw.strata for code in part.order} if draw else {}


def _counts(opened: OpenAudit, materials: Sequence[AuditeeMaterial]) -> dict[str, int]:
    """How many auditees, and how many rows where anything is asked of those."""
    rows = sum(len(material.cases) for material in materials)
    by_rows = {ROWS[opened.criteria.row_unit]: rows} if opened.criteria.asks_of_rows else {}
    return {ROWS[Unit.AUDITEE]: len(materials), **by_rows}


def _table(
    opened: OpenAudit, materials: Sequence[AuditeeMaterial], judged: Sequence[JudgedCriterion], by: str
) -> Table:
    criteria, ratings = opened.criteria, _ratings(materials)
    if by == "criterion":
        return by_criterion(criteria, judged, opened.kinds)
    if by == "area":
        return by_area(criteria, judged, opened.kinds, ratings)
    if by == "auditee":
        return by_auditee(criteria, judged, [(m.auditee.id, m.auditee.name) for m in materials], opened.kinds, ratings)
    return by_stratum(criteria, judged, _strata(opened, materials), ratings)


def _ratings(materials: Sequence[AuditeeMaterial]) -> Ratings:
    """The ratings that stand in place of computed ones, by auditee, file and area."""
    return {
        (material.auditee.id, file.number, area): rating
        for material in materials
        for file in material.files
        for area, rating in file.ratings.items()
    }


def _strata(opened: OpenAudit, materials: Sequence[AuditeeMaterial]) -> list[tuple[str, str]]:
    """(stratum, label) over all auditees, in the order of the stratum's name."""
    labels = {
        part.stratum: stratum_label(opened.criteria, material.draw.plan.strata, part.stratum)
        for material in materials
        if material.draw
        for part in material.draw.strata
    }
    return [(name, labels[name] or _("not stated")) for name in sorted(labels)]


def summary_file(desk: Desk, opened: OpenAudit, by: str, form: str) -> bytes:
    """A summary as a terminal, a spreadsheet or a program takes it: table, csv, xlsx, or json (a list of rows)."""
    return table_file(summary(desk, opened, by), form)
