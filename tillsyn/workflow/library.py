"""The criteria library: which sets there are, and what stands in one.

Owns finding sets and putting them in words. Leaves reading and checking to `reading.criteria`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tillsyn.domain.criteria import CriteriaSet, Criterion, DatedText, Retired
from tillsyn.domain.law import Binding, LegalBasis, Verified, law_on
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import auditees
from tillsyn.reading.compiled import compile_set, set_hash
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled, user_folder
from tillsyn.workflow.plan import refuse_faults
from tillsyn.workflow.selection import read_named

STATUSES = {"draft": N_("draft"), "published": N_("published"), "withdrawn": N_("withdrawn")}
"""What `status` in set.yaml is called where people read it."""


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set without faults, with the SHA-256 that an audit pins."""

    criteria: CriteriaSet
    sha256: str


def known_sets() -> tuple[KnownSet, ...]:
    """The sets in the usual places that can be used, by id; the first place that has an id wins."""
    found: dict[str, KnownSet] = {}
    for place in (Path.cwd() / "criteria", user_folder() / "criteria", bundled("criteria")):
        for file in sorted(place.glob("*/set.yaml")):
            criteria = read_criteria(file.parent).criteria
            if criteria is not None:
                found.setdefault(criteria.id, KnownSet(criteria, set_hash(compile_set(criteria))))
    return tuple(found[name] for name in sorted(found))


def read_set(name: str) -> KnownSet:
    """One set, by name or folder.

    Raises:
        InputFaults: when it has faults.
    """
    reading = read_named(name)
    refuse_faults(_("The criteria have faults."), reading.problems)
    assert reading.criteria is not None
    return KnownSet(reading.criteria, set_hash(compile_set(reading.criteria)))


def set_as_json(found: KnownSet, criterion: str | None) -> dict[str, Any]:
    """A set, or one criterion of it, as plain values; keys as in docs/formats.md."""
    data: dict[str, Any] = json.loads(compile_set(found.criteria))
    if criterion is None:
        return {"sha256": found.sha256, **data}
    wanted = _criterion(found.criteria, criterion).id
    return next(dict(c) for c in data["set"]["criteria"] if c["id"] == wanted)


def shown_set(found: KnownSet, day: date | None = None) -> Iterator[str]:
    """A set in lines: its head, then every question by area, in the words of a day; without one, the latest."""
    criteria = found.criteria
    yield f"{criteria.title} ({criteria.id} {criteria.version}, {_(STATUSES[criteria.status])})"
    yield f"SHA-256 {found.sha256}"
    if criteria.law_as_of:
        yield _("The texts of law were read as of {day}.").format(day=criteria.law_as_of)
    for area in criteria.areas:
        yield ""
        yield f"{area.id}  {area.title}"
        for criterion in (c for c in criteria.criteria if c.area == area.id):
            yield f"  {criterion.id}  {_on(criterion.question, day)}"
    if criteria.selection:
        yield ""
        yield _("Left out by a local selection:")
        for one in criteria.selection.left_out:
            yield f"  {one.id}  {one.question} – {one.reason}"
    for retired in criteria.retired:
        yield _retired(retired)


def _retired(retired: Retired) -> str:
    """One id that is never used again, on a line."""
    said = _("{id} was retired in {since}: {reason}").format(id=retired.id, since=retired.since, reason=retired.reason)
    replaced = _("Replaced by {ids}.").format(ids=", ".join(retired.replaced_by)) if retired.replaced_by else ""
    return f"{said} {replaced}".strip()


def shown_criterion(found: KnownSet, name: str, day: date | None = None) -> Iterator[str]:
    """A criterion in lines: wordings, guidance, condition, answers, requirement and law; of one day, or of every."""
    criterion = _criterion(found.criteria, name)
    yield f"{criterion.id}  ({_('revision')} {criterion.rev})"
    yield from _wordings(criterion.question, day)
    yield ""
    yield from _wordings(criterion.guidance, day)
    yield ""
    if criterion.asked_of:
        yield _("{criterion} is put to {kinds} alone.").format(
            criterion=criterion.id, kinds=auditees(criterion.asked_of)
        )
    yield from _asked(found.criteria, criterion)
    steps = found.criteria.scale_of(criterion).steps
    yield f"{_('Answers')}: {', '.join(f'{step.key} {step.label}' for step in steps)}"
    yield f"{_('Search words')}: {', '.join(criterion.search)}"
    if criterion.requirement:
        requirement = found.criteria.requirement[criterion.requirement]
        yield f"{_('Requirement')}: {requirement.id} – {_on(requirement.title, day)}"
        yield from _wordings(requirement.text or requirement.advice, day)
    yield f"{_('Law')}:" if day is None else _("Law on {day}:").format(day=day)
    for basis in criterion.legal_basis if day is None else law_on(criterion.legal_basis, day):
        yield f"  {shown_basis(basis)}"


def _asked(criteria: CriteriaSet, criterion: Criterion) -> Iterator[str]:
    """When a criterion is asked: in words, then as it is written in the file."""
    if criterion.applies_when is None:
        yield f"{_('Asked')}: {_('always')}"
        return
    from tillsyn.writing.conditions import in_words

    yield f"{_('Asked')}: {_('when {condition}').format(condition=in_words(criteria, criterion.applies_when))}"
    yield f"  applies_when: {criterion.applies_when.source}"


def shown_basis(basis: LegalBasis) -> str:
    """A provision on one line: citation, binding, dates and how far it was verified."""
    since = _("from {day}").format(day=basis.valid_from) if basis.valid_from else ""
    until = _("until {day}").format(day=basis.valid_until) if basis.valid_until else ""
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    verified = {Verified.TEXT: _("text read"), Verified.NUMBER: _("number checked"), Verified.NO: _("not verified")}
    about = f" – {basis.about}" if basis.about else ""
    parts = [binding, *filter(None, (since, until)), verified[basis.verified]]
    return f"{basis.citation} ({', '.join(parts)}){about}"


def _wordings(text: DatedText, day: date | None) -> Iterator[str]:
    """The wording of a day; without one, every wording with its days."""
    if day is not None:
        yield text.on(day)
        return
    for wording in text.wordings:
        if wording.valid_until:
            yield f"[{_('until {day}').format(day=wording.valid_until)}] {wording.text}"
        elif wording.valid_from:
            yield f"[{_('from {day}').format(day=wording.valid_from)}] {wording.text}"
        else:
            yield wording.text


def _on(text: DatedText, day: date | None) -> str:
    return text.on(day or date.max)


def _criterion(criteria: CriteriaSet, name: str) -> Criterion:
    found = criteria.criterion.get(name) or criteria.criterion.get(name.upper())
    if found is None:
        raise UsageFault(
            _("There is no criterion “{id}” in {set}.").format(id=name, set=criteria.id),
            _("See all with “tillsyn criteria show {set}”.").format(set=criteria.id),
        )
    return found
