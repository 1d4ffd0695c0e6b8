"""The view of the protocol of one case: everything that was judged of it, as plain JSON, before it is put into words.

Owns what the protocol tells and in which order. It is the registry's own paper: what is written and quoted stands
there as it is, and nowhere else that leaves. Where words point out a person the places are told (`personal`), not
hidden: a paper that may not be read as it was written proves nothing. Leaves words to the templates, and what one
criterion tells to `writing.case_protocol_criteria`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tillsyn import __version__
from tillsyn.domain.control import Remark
from tillsyn.domain.counting import tally
from tillsyn.domain.criteria import Area, CriteriaSet
from tillsyn.domain.entries import Json, in_groups
from tillsyn.domain.facts import FactDefinition, FactValue
from tillsyn.domain.moments import local_day, local_time
from tillsyn.domain.seats import Seat, people
from tillsyn.domain.text import plain
from tillsyn.language import speaking
from tillsyn.writing.case_protocol_criteria import Telling
from tillsyn.writing.case_protocol_material import CaseMaterial, Presence
from tillsyn.writing.letters import Leak, leaks
from tillsyn.writing.method import criteria_view, row_view
from tillsyn.writing.views import View

FORMAT = 1
_WORDS = ("control", "ratings", "areas", "not_counted", "remarks")
"""The parts of the view that hold what people have written, but for names and titles."""


def case_view(material: CaseMaterial) -> View:
    """Everything the protocol of a case says, as JSON without floats."""
    criteria = material.state.criteria
    with speaking(criteria.language):
        view = {key: _plain(value) for key, value in _view(material, criteria).items()}
    return {**view, "personal": [_place(leak) for leak in personal_places(view)], "signs": False}


def personal_places(view: View) -> tuple[Leak, ...]:
    """Every place where words in a view point out a person, but for names of those who read."""
    return leaks({key: view[key] for key in _WORDS})


def _plain(part: Json) -> Json:
    """`part` with every text in it safe to show: quotes and titles come from files that others have made."""
    if isinstance(part, str):
        return plain(part)
    if isinstance(part, Mapping):
        return {key: _plain(value) for key, value in part.items()}
    return [_plain(one) for one in part] if isinstance(part, Sequence) else part


def _view(material: CaseMaterial, criteria: CriteriaSet) -> View:
    telling = Telling(material)
    return {
        "format": FORMAT,
        "program": __version__,
        "language": criteria.language,
        **row_view(criteria),
        "unit": material.unit.value,
        "audit": {
            "id": material.audit.id,
            "title": material.audit.title,
            "kind": material.audit.kind.value,
            "day": material.audit.day.isoformat(),
        },
        "auditee": {"id": material.auditee.id, "name": material.auditee.name, "dnr": material.auditee.dnr},
        "case": {"code": material.case.code, "number": material.case.number, "role": material.case.role.value},
        "written": {"day": material.day.isoformat(), "by": list(people(material.by))},
        "seat": material.seat.value if material.seat else "",
        "presences": [_presence(one) for one in material.presences],
        "readings": [reading.seat.value for reading in material.readings],
        "progress": _progress(material),
        "unsettled": _named(criteria, material.unsettled),
        "control": _control(material),
        "facts": [_fact(material, fact) for fact in criteria.facts_of(material.unit)],
        "good": [name for name, answer in material.answers.items() if answer.good],
        "ratings": [_rating(material, area) for area in _areas(material)],
        "areas": [
            {"id": area.id, "title": area.title, "criteria": telling.criteria_of(area)} for area in _areas(material)
        ],
        "not_counted": telling.not_counted(),
        "remarks": [_remark(remark) for remark in material.remarks if remark.is_open],
        "resolved": sum(not remark.is_open for remark in material.remarks),
        "criteria": criteria_view(criteria, material.audit.criteria_hash, material.began, {material.auditee.kind}),
        "criteria_hash": in_groups(material.audit.criteria_hash),
        "check_code": material.check_code,
    }


def _areas(material: CaseMaterial) -> list[Area]:
    """The areas where something is asked of such a thing at all."""
    criteria = material.state.criteria
    asked = {criterion.area for criterion in criteria.criteria_of(material.unit)}
    return [area for area in criteria.areas if area.id in asked]


def _presence(one: Presence) -> View:
    return {
        "names": list(people(one.actor)),
        "seat": one.seat.value,
        "first": local_time(one.first),
        "last": local_time(one.last),
        "opened": one.opened,
        "wrote": one.entries > 0,
    }


def _progress(material: CaseMaterial) -> View:
    missing = Counter(gap.kind.value for gap in material.progress.gaps)
    told: dict[str, Json] = {**missing}
    return {"done": material.progress.done, "asked": material.progress.asked, "missing": told}


def _control(material: CaseMaterial) -> View:
    """How the file stands with its control; the second reader sees nothing of it."""
    control = material.control
    return {
        "told": material.seat is not Seat.SECOND,
        "state": control.state.value,
        "revision": control.revision,
        "by": list(people(control.actor)) if control.actor else [],
        "day": local_day(control.at),
        "changed": _named(material.state.criteria, material.changed),
        "steps": [
            {
                "state": step.state.value,
                "revision": step.revision,
                "reason": step.reason,
                "by": list(people(step.actor)),
                "day": local_day(step.at),
            }
            for step in material.steps
        ],
    }


def _named(criteria: CriteriaSet, ids: Sequence[str]) -> list[Json]:
    """Facts by their labels, criteria and areas by their ids."""
    return [criteria.fact[name].label if name in criteria.fact else name for name in ids]


def _fact(material: CaseMaterial, fact: FactDefinition) -> View:
    """A fact with where it comes from; `register` where what was filled in says otherwise, `second` likewise."""
    value = material.state.facts.get(fact.id)
    kept = material.register.get(fact.id)
    filled = fact.id in material.filled
    origin = ("filled" if filled else "register") if value is not None else ""
    return {
        "id": fact.id,
        "title": fact.label,
        "value": _shown(fact, value),
        "origin": origin,
        "register": _shown(fact, kept) if filled and kept != value else "",
        "second": _second(material, fact),
    }


def _second(material: CaseMaterial, fact: FactDefinition) -> str:
    """What the second reader has, where that is another value than counts."""
    readings: Mapping[Seat, Mapping[str, FactValue]] = {reading.seat: reading.facts for reading in material.readings}
    value = readings.get(Seat.SECOND, {}).get(fact.id)
    differs = value is not None and value != material.state.facts.get(fact.id)
    return _shown(fact, value) if differs and material.seat is None else ""


def _shown(fact: FactDefinition, value: FactValue | None) -> str:
    return "" if value is None else fact.show(value)


def _rating(material: CaseMaterial, area: Area) -> View:
    """What an area comes to by its criteria, with the counts, and a person's rating in its place."""
    state = material.state
    found = [state.meaning(c.id) for c in state.criteria.criteria_of(material.unit) if c.area == area.id]
    counted = tally(found)
    override = material.overrides.get(area.id)
    return {
        "id": area.id,
        "title": area.title,
        "computed": material.computed[area.id].value,
        "lacking": counted.lacking,
        "applicable": counted.applicable,
        "unanswered": counted.unanswered,
        "override": {
            "rating": override.rating.value,
            "reason": override.reason,
            "by": list(people(override.actor)),
            "day": local_day(override.at),
            "counts": not counted.unanswered,
        }
        if override
        else None,
    }


def _remark(remark: Remark) -> View:
    return {
        "id": remark.criterion,
        "weight": remark.weight.value,
        "remark": remark.text,
        "by": list(people(remark.actor)),
        "day": local_day(remark.at),
        "replies": [
            {"act": r.act.value, "reply": r.text, "by": list(people(r.actor)), "day": local_day(r.at)}
            for r in remark.replies
        ],
    }


def _place(leak: Leak) -> View:
    return {"about": leak.about, "field": leak.field, "sort": leak.kind.value, "start": leak.start}
