"""The view of a notice: who is inspected, what is asked for, how files will be drawn, and what is bound beforehand.

Owns what the notice tells, as plain JSON, and in which order. Leaves words to the templates, what keeps it from being
sent to `domain.notices`, and gathering to `workflow.notices`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tillsyn import __version__
from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.commitments import Commitment
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Json, in_groups
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.letters import LetterKind
from tillsyn.domain.notices import NoticeState
from tillsyn.domain.supervision import ground
from tillsyn.domain.units import Unit
from tillsyn.writing.method import criteria_view, row_view
from tillsyn.writing.views import View, addressee_view, audit_view, sender_view

FORMAT = 1


@dataclass(frozen=True, slots=True)
class NoticeMaterial:
    """Everything one notice rests on; `criteria` are those that are bound, else the audit's own."""

    state: NoticeState
    criteria: CriteriaSet
    criteria_sha256: str
    agency: AgencyProfile
    needed: Collection[str] = ()
    """The ids of the facts that the draw rests on."""


def notice_view(material: NoticeMaterial) -> View:
    """Everything the notice says, as JSON; no seed that is known already, and nothing of any file."""
    state, criteria = material.state, material.criteria
    return {
        "format": FORMAT,
        "kind": LetterKind.NOTICE.value,
        "program": __version__,
        "language": material.agency.language,
        "date": state.day.isoformat(),
        "sender": sender_view(material.agency),
        **row_view(criteria),
        "addressee": addressee_view(state.auditee, state.audit.day),
        "audit": audit_view(state.audit),
        "draft": [{"reason": h.reason.value, "files": 0, "requirements": []} for h in state.hindrances],
        "criteria": criteria_view(criteria, material.criteria_sha256, "", {state.auditee.kind}),
        "ground": _ground(state),
        "answer_by": state.answer_by.isoformat(),
        "whole": any(c.put_to(state.auditee.kind) for c in criteria.criteria_of(Unit.AUDITEE)),
        "requested": list(state.bound.requested) if state.bound else [],
        "columns": [_column(fact, material.needed) for fact in _row_facts(material)],
        "plan": list(state.bound.plan_words) if state.bound and state.draws else [],
        "bound": _bound(state.bound) if state.bound else None,
    }


def _ground(state: NoticeState) -> Json:
    found = ground(state.audit.kind, state.auditee.kind, state.audit.day)
    if found is None:
        return None
    return {"supervision": found.supervision.citation, "handing_over": found.handing_over.citation}


def _row_facts(material: NoticeMaterial) -> tuple[FactDefinition, ...]:
    """The columns of the register beside the code, those that the draw rests on first; none where nothing is drawn."""
    if not material.state.draws:
        return ()
    facts = material.criteria.facts_of(material.criteria.row_unit)
    return tuple(sorted(facts, key=lambda fact: fact.id not in material.needed))


def _column(fact: FactDefinition, needed: Collection[str]) -> View:
    return {
        "label": fact.label,
        "needed": fact.id in needed,
        "type": fact.type.value,
        "choices": [label for _code, label in fact.values],
    }


def _bound(bound: Commitment) -> View:
    """What is bound; hashes are lists of groups of four signs, and the seed is told by its hash or its source alone."""
    return {
        "day": bound.at[:10],
        "criteria": in_groups(bound.criteria_sha256),
        "plan": in_groups(bound.plan_sha256),
        "seed": in_groups(bound.seed_sha256),
        "seed_words": bound.seed_words,
        "register": in_groups(bound.frame_sha256),
        "cases": bound.frame_cases,
        "check_code": bound.check_code,
        "replaces": bound.replaces,
        "reason": bound.reason,
    }
