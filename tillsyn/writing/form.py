"""A criteria set on paper: an answer sheet for a site without laptops, and the guidance that belongs to it.

Owns what a form says, as plain values, and which template it has. Leaves the words of a condition to
`writing.conditions` and files to `workflow.form`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from tillsyn import __version__
from tillsyn.domain.conditions import Condition
from tillsyn.domain.criteria import Area, CriteriaSet, Criterion, DatedText, Meaning, Scale
from tillsyn.domain.entries import Json
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.law import LegalBasis
from tillsyn.domain.units import Unit
from tillsyn.language import speaking
from tillsyn.nouns import auditees
from tillsyn.writing.conditions import in_words
from tillsyn.writing.environment import render, source
from tillsyn.writing.letters import with_style
from tillsyn.writing.method import SHORT_HASH
from tillsyn.writing.pdf import pdf_of
from tillsyn.writing.views import View

TEMPLATE, STYLE = "form/form.html", "form/form.css"


class FormPart(StrEnum):
    """What is printed: a sheet to fill in for each thing that is read, the guidance, or both."""

    SHEET = "sheet"
    GUIDE = "guide"
    BOTH = "both"


def form_view(criteria: CriteriaSet, sha256: str, part: FormPart = FormPart.BOTH, day: date | None = None) -> View:
    """All that a form says. With a `day`, only the wordings and the law of that day; otherwise each with its dates."""
    with speaking(criteria.language):
        return {
            "language": criteria.language,
            "title": criteria.title,
            "id": criteria.id,
            "version": criteria.version,
            "status": criteria.status,
            "hash": sha256[:SHORT_HASH],
            "law_as_of": criteria.law_as_of.isoformat() if criteria.law_as_of else "",
            "program": __version__,
            "day": day.isoformat() if day else "",
            "sheet": part is not FormPart.GUIDE,
            "guide": part is not FormPart.SHEET,
            "units": [_unit(criteria, unit, day) for unit in Unit if criteria.criteria_of(unit)],
            "areas": [_area(criteria, area, day) for area in criteria.areas],
        }


def form_html(view: View, templates: Path | None = None) -> str:
    """The form as one HTML file that carries its own style sheet."""
    return with_style(render(TEMPLATE, view, templates), source(STYLE, templates))


def form_pdf(view: View, templates: Path | None = None) -> bytes:
    """The form as PDF/UA-1; the same view gives the same bytes."""
    return pdf_of(render(TEMPLATE, view, templates), source(STYLE, templates))


def _unit(criteria: CriteriaSet, unit: Unit, day: date | None) -> dict[str, Json]:
    """One sheet: what is asked of one thing that is read."""
    asked = criteria.criteria_of(unit)
    decided_by = _facts_in(asked)
    return {
        "unit": unit.value,
        "scales": [_scale(scale) for scale in {criteria.scale_of(c).id: criteria.scale_of(c) for c in asked}.values()],
        "facts": [_fact(fact) for fact in criteria.facts if fact.id in decided_by],
        "areas": [
            {"title": area.title, "criteria": [_criterion(criteria, c, day) for c in asked if c.area == area.id]}
            for area in criteria.areas
            if any(c.area == area.id for c in asked)
        ],
    }


def _facts_in(asked: tuple[Criterion, ...]) -> set[str]:
    """The facts that some of the questions depend on: those alone need a place on the sheet."""
    conditions = [condition for c in asked for condition in _conditions(c)]
    names = {name.id for condition in conditions for name in condition.names}
    return names | {c.judged_by_date for c in asked if c.judged_by_date}


def _conditions(criterion: Criterion) -> list[Condition]:
    own = [criterion.applies_when, *(basis.only_when for basis in criterion.legal_basis)]
    return [condition for condition in own if condition]


def _fact(fact: FactDefinition) -> dict[str, Json]:
    choices: list[Json] = [label for _, label in fact.values]
    return {
        "label": fact.label,
        "date": fact.type is FactType.DATE,
        "choices": ["ja", "nej"] if fact.type is FactType.BOOLEAN else choices,
        "help": fact.help,
    }


def _scale(scale: Scale) -> dict[str, Json]:
    steps = scale.steps
    return {
        "labels": [step.label for step in steps],
        "demanding": [step.label for step in steps if step.demands],
        "lacking": [step.label for step in steps if step.meaning.lacking],
        "left_out": [step.label for step in steps if step.meaning is Meaning.NOT_APPLICABLE],
    }


def _area(criteria: CriteriaSet, area: Area, day: date | None) -> dict[str, Json]:
    return {
        "title": area.title,
        "about": area.about,
        "criteria": [_criterion(criteria, c, day) for c in criteria.criteria if c.area == area.id],
        "requirements": [
            {
                "id": r.id,
                "title": _wordings(r.title, day),
                "text": _wordings(r.text, day),
                "advice": _wordings(r.advice, day),
            }
            for r in criteria.requirements
            if r.area == area.id
        ],
    }


def _criterion(criteria: CriteriaSet, criterion: Criterion, day: date | None) -> dict[str, Json]:
    requirement = criteria.requirement.get(criterion.requirement or "")
    return {
        "id": criterion.id,
        "rev": criterion.rev,
        "question": _wordings(criterion.question, day),
        "guidance": _wordings(criterion.guidance, day),
        "when": in_words(criteria, criterion.applies_when) if criterion.applies_when else "",
        "asked_of": auditees(criterion.asked_of),
        "answers": [step.label for step in criteria.scale_of(criterion).steps],
        "requirement": _wordings(requirement.title, day) if requirement else [],
        "law": [_basis(criteria, b) for b in criterion.legal_basis if day is None or b.in_force(day)],
    }


def _basis(criteria: CriteriaSet, basis: LegalBasis) -> dict[str, Json]:
    return {
        "citation": basis.citation,
        "about": basis.about,
        "binding": basis.binding.value,
        "verified": basis.verified.value,
        "from": basis.valid_from.isoformat() if basis.valid_from else "",
        "until": basis.valid_until.isoformat() if basis.valid_until else "",
        "only_when": in_words(criteria, basis.only_when) if basis.only_when else "",
    }


def _wordings(text: DatedText, day: date | None) -> list[Json]:
    """Each wording with the days it is used; of one day, that wording alone."""
    if day is not None:
        return [{"from": "", "until": "", "text": text.on(day)}] if text else []
    return [
        {
            "from": wording.valid_from.isoformat() if wording.valid_from else "",
            "until": wording.valid_until.isoformat() if wording.valid_until else "",
            "text": wording.text,
        }
        for wording in text.wordings
    ]
