"""The view of a region's report: its figures and tables as plain JSON, before they are put into words.

Owns what the report tells and in which order. Auditees stand in the order of their names: small units are not
ranked. The two levels, files and auditees, have tables or columns of their own. Leaves words to the templates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tillsyn import __version__
from tillsyn.domain.criteria import Area, Criterion, Requirement
from tillsyn.domain.entries import Json
from tillsyn.domain.findings import Disposition, JudgedFile
from tillsyn.domain.law import carries_requirement
from tillsyn.domain.letters import demanded, disposition
from tillsyn.domain.ratings import added
from tillsyn.domain.sampling import METHOD, Draw
from tillsyn.domain.units import Unit
from tillsyn.writing.counts import (
    criterion_counts,
    criterion_tally,
    files_of_area,
    itself_in_area,
    otherwise_view,
    own_labels,
)
from tillsyn.writing.material import AuditeeMaterial, ReportMaterial
from tillsyn.writing.method import criteria_view, row_view
from tillsyn.writing.quality_view import quality_view
from tillsyn.writing.views import View, sender_view
from tillsyn.writing.words import auditee_word

FORMAT = 1
MOST_COMMON = 5
SHADES = 4


def report_view(material: ReportMaterial) -> View:
    """Everything the report says, as JSON without floats; holds no case code."""
    areas = _areas(material)
    return {
        "format": FORMAT,
        "program": __version__,
        "language": material.agency.language,
        "date": material.day.isoformat(),
        "sender": sender_view(material.agency),
        "audit": {
            "id": material.audit.id,
            "title": material.audit.title,
            "kind": material.audit.kind.value,
            "day": material.audit.day.isoformat(),
        },
        **row_view(material.criteria),
        "unit": _unit(material.auditees, material.audit.day),
        "kinds": _kinds(material.auditees, material.audit.day),
        "criteria": criteria_view(
            material.criteria, material.audit.criteria_hash, material.began, {a.auditee.kind for a in material.auditees}
        ),
        "check_code": material.check_code,
        "figures": _figures(material.auditees),
        "areas": [_area(material, area) for area in areas],
        "others": [_area(material, area) for area in _others(material)],
        "common": _most_common(material),
        "matrix": [_matrix_row(material, areas, about) for about in material.auditees],
        "own_areas": [area.title for area in _own(material)],
        "quality": quality_view(material),
        "method": _method(material),
        "annex": [_annex_row(material, areas, about) for about in material.auditees],
    }


def _areas(material: ReportMaterial) -> list[Area]:
    return [a for a in material.criteria.areas if _criteria(material, a, material.criteria.row_unit)]


def _others(material: ReportMaterial) -> list[Area]:
    """The areas whose questions are all about the auditee itself."""
    return [a for a in _own(material) if not _criteria(material, a, material.criteria.row_unit)]


def _own(material: ReportMaterial) -> list[Area]:
    """The areas that ask anything of the auditee itself."""
    return [a for a in material.criteria.areas if _criteria(material, a, Unit.AUDITEE)]


def _criteria(material: ReportMaterial, area: Area, unit: Unit) -> list[Criterion]:
    return [c for c in _asked(material) if c.area == area.id and c.unit is unit]


def _asked(material: ReportMaterial) -> list[Criterion]:
    """What is put to any of the auditees there are."""
    kinds = {about.auditee.kind for about in material.auditees}
    return [c for c in material.criteria.criteria if any(c.put_to(kind) for kind in kinds)]


def _unit(auditees: Sequence[AuditeeMaterial], day: date) -> str:
    """What the auditees are called together: their kind, or "mixed"."""
    kinds = {auditee_word(about.auditee.kind, day) for about in auditees}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _kinds(auditees: Sequence[AuditeeMaterial], day: date) -> list[Json]:
    """How many there are of each kind of auditee."""
    counted = Counter(auditee_word(about.auditee.kind, day) for about in auditees)
    return [{"kind": kind, "auditees": n} for kind, n in sorted(counted.items())]


def _figures(auditees: Sequence[AuditeeMaterial]) -> View:
    demands = [about for about in auditees if demanded(about.findings)]
    undecided = [about for about in auditees if _undecided(about)]
    settled = [about for about in auditees if about not in demands and about not in undecided]
    advised = [about for about in settled if _count(about, Disposition.ADVICE)]
    return {
        "auditees": len(auditees),
        "files": sum(len(about.cases) for about in auditees),
        "frame": sum(_frame(about) for about in auditees),
        "with_demands": len(demands),
        "advice_only": len(advised),
        "without": len(settled) - len(advised),
        "undecided": len(undecided),
        "unanswered": sum(about.unanswered for about in auditees),
    }


def _frame(about: AuditeeMaterial) -> int:
    return about.draw.cases if about.draw else 0


def _undecided(about: AuditeeMaterial) -> int:
    return sum(proposal.proposed and decision is None for proposal, decision in about.findings)


def _count(about: AuditeeMaterial, wanted: Disposition) -> int:
    return sum(disposition(finding) is wanted for finding in about.findings)


def _area(material: ReportMaterial, area: Area) -> View:
    counted = [files_of_area(material.criteria, area.id, about.cases) for about in material.auditees]
    asked = {c.requirement for c in _asked(material)}
    requirements = [r for r in material.criteria.requirements if r.area == area.id and r.id in asked]
    return {
        "id": area.id,
        "title": area.title,
        "about": area.about,
        "files": {
            "applicable": sum(c.applicable for c in counted),
            "lacking": sum(c.lacking for c in counted),
            "unanswered": sum(c.unanswered for c in counted),
            **otherwise_view(added(counted)),
        },
        "auditees": {
            "applicable": sum(c.applicable > 0 for c in counted),
            "lacking": sum(c.lacking > 0 for c in counted),
        },
        "itself": _itself(material, area),
        "criteria": [_criterion(material, c) for c in _criteria(material, area, material.criteria.row_unit)],
        "whole": [_criterion(material, c) for c in _criteria(material, area, Unit.AUDITEE)],
        "requirements": [_requirement(material, r) for r in requirements],
    }


def _itself(material: ReportMaterial, area: Area) -> View:
    """How many auditees lack something that was asked of themselves and not of files."""
    counted = [itself_in_area(material.criteria, area.id, about.files) for about in material.auditees]
    return {
        "applicable": sum(one.applicable for one in counted),
        "lacking": sum(one.lacking for one in counted),
        **otherwise_view(added(counted)),
    }


def _criterion(material: ReportMaterial, criterion: Criterion) -> View:
    files = [file for about in material.auditees for file in about.files]
    tallies = [criterion_tally(criterion, about.files) for about in material.auditees]
    return {
        "id": criterion.id,
        "question": criterion.question.on(material.audit.day),
        "binding": criterion.binding.value,
        **own_labels(material.criteria, criterion),
        **criterion_counts(criterion, files),
        "auditees": sum(t.applicable > 0 for t in tallies),
        "auditees_lacking": sum(t.lacking > 0 for t in tallies),
    }


def _requirement(material: ReportMaterial, requirement: Requirement) -> View:
    """How many auditees lack it in at least one file (or themselves), and what was decided of them."""
    found = [
        (proposal, decision)
        for about in material.auditees
        for proposal, decision in about.findings
        if proposal.requirement.id == requirement.id
    ]
    criteria = material.criteria.criteria_for(requirement.id)
    asked = sum(any(criterion_tally(c, about.files).applicable for c in criteria) for about in material.auditees)
    return {
        "id": requirement.id,
        "title": requirement.title.on(material.audit.day),
        "demandable": bool(requirement.text),
        "auditees": asked,
        "lacking": sum(proposal.count.lacking > 0 for proposal, _ in found),
        "demands": sum(disposition(finding) is Disposition.REQUIREMENT for finding in found),
        "advice": sum(disposition(finding) is Disposition.ADVICE for finding in found),
    }


def _most_common(material: ReportMaterial) -> list[Json]:
    """The criteria that most files lack against a binding provision, at both levels; of equals the larger share.

    Where nothing is asked of files: that most auditees lack themselves.
    """
    titles = {area.id: area.title for area in material.criteria.areas}
    rows = material.criteria.asks_of_rows
    files = [file for about in material.auditees for file in (about.cases if rows else about.files)]
    bound = [c for c in material.criteria.criteria_of(material.criteria.counted_unit) if _bound(c, files)]
    counted = [(c, criterion_tally(c, files)) for c in bound]
    first = sorted(counted, key=lambda pair: (-pair[1].lacking, -Fraction(pair[1].lacking, pair[1].applicable)))
    return [{"area": titles[c.area], **_criterion(material, c)} for c, _ in first[:MOST_COMMON]]


def _bound(criterion: Criterion, files: Sequence[JudgedFile]) -> bool:
    """Whether a binding provision held for some file that lacks it."""
    judged = [(file.judgements.get(criterion.id), file.law.get(criterion.id, ())) for file in files]
    return any(meaning is not None and meaning.lacking and carries_requirement(law) for meaning, law in judged)


def _matrix_row(material: ReportMaterial, areas: Sequence[Area], about: AuditeeMaterial) -> View:
    return {
        "name": about.auditee.name,
        "cells": [_cell(material, area, about) for area in areas],
        "own": [_own_cell(material, area, about) for area in _own(material)],
    }


def _own_cell(material: ReportMaterial, area: Area, about: AuditeeMaterial) -> View:
    """Questions about the auditee itself that show a lack, of those that apply, with a shade as of files."""
    tallies = [criterion_tally(c, about.files) for c in _criteria(material, area, Unit.AUDITEE)]
    return _shaded(*(sum(getattr(t, name) for t in tallies) for name in ("lacking", "applicable", "unanswered")))


def _cell(material: ReportMaterial, area: Area, about: AuditeeMaterial) -> View:
    """Files lacking of files applicable, and a shade from 0 (none lacking) to `SHADES` (more than three quarters)."""
    counted = files_of_area(material.criteria, area.id, about.cases)
    return {**_shaded(counted.lacking, counted.applicable, counted.unanswered), **otherwise_view(counted)}


def _shaded(lacking: int, applicable: int, unanswered: int) -> View:
    shade = -(-SHADES * lacking // applicable) if applicable else 0
    return {"lacking": lacking, "applicable": applicable, "unanswered": unanswered, "shade": shade}


def _method(material: ReportMaterial) -> View:
    draws = [about.draw for about in material.auditees if about.draw]
    facts = dict.fromkeys(name for draw in draws for name in draw.plan.strata)
    known = material.criteria.fact
    return {
        "method": METHOD,
        "drawn": len(draws),
        "seeds": [*dict.fromkeys(draw.plan.seed for draw in draws)],
        "sizes": [*sorted({draw.plan.size for draw in draws})],
        "by": [known[name].label for name in facts if name in known],
        "left_out": sum(len(about.left_out) for about in material.auditees),
        "criteria": len(_asked(material)),
        **_otherwise(draws),
        **_calibrated(material),
    }


def _otherwise(draws: Sequence[Draw]) -> View:
    """How many draws followed another plan than in proportion from all of the register; nothing where none did."""
    others = sum(not draw.plan.is_plain for draw in draws)
    return {"otherwise": others} if others else {}


def _calibrated(material: ReportMaterial) -> View:
    """How inspectors judged made-up case files before the visits; nothing where nobody did."""
    if material.calibrated is None:
        return {}
    counts = material.calibrated.agreement
    return {"calibrated": {"people": material.calibrated.people, "same": counts.same, "of": counts.of}}


def _annex_row(material: ReportMaterial, areas: Sequence[Area], about: AuditeeMaterial) -> View:
    reach = [material.reach.get((about.auditee.id, area.id)) for area in areas]
    return {
        "name": about.auditee.name,
        "dnr": about.auditee.dnr,
        "frame": _frame(about),
        "reviewed": len(about.cases),
        "unanswered": about.unanswered,
        "demands": len(demanded(about.findings)),
        "advice": _count(about, Disposition.ADVICE),
        "undecided": _undecided(about),
        "reach": [{"low": r.low, "high": r.high, "population": r.population} if r else None for r in reach],
    }
