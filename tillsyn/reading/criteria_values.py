"""From keys to values: facts, scales, criteria and requirements, each checked by itself.

Owns what one value must be in itself. Leaves names that point elsewhere, and everything between values, to
`criteria_checks` and `criteria_conditions`. A value with faults is still made, so that all of them are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import AUDIT_DATE, KEYWORDS, Condition
from tillsyn.domain.criteria import (
    Area,
    Criterion,
    Meaning,
    ProposalRule,
    Requirement,
    SamplingDefaults,
    Scale,
    ScaleStep,
)
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.units import Unit
from tillsyn.reading import criteria_keys as keys
from tillsyn.reading.criteria_conditions import read_condition
from tillsyn.reading.criteria_retired import read_revs
from tillsyn.reading.criteria_texts import read_dated_text, read_legal_basis
from tillsyn.reading.faults import Place
from tillsyn.reading.keys import Keyed
from tillsyn.reading.tree import Scalar

_Value = TypeVar("_Value")
_RESERVED_WORDS = KEYWORDS | {AUDIT_DATE}
_RESERVED_KEYS = frozenset("cbfguihvrtGCq?/0123456789FUp*kNARmSOTPWz!")
"""Keys of the app's own screens; a scale that took one would hide it."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[_Value]):
    """A value and the keys it was read from."""

    value: _Value
    at: Keyed
    name: Place
    """Where its id stands."""


def read_fact(name: Scalar, keyed: Keyed) -> Placed[FactDefinition]:
    """One fact; `name` is its key under facts."""
    _check_id(keyed, name, keys.WORD, "C003")
    kind = keyed.choice("type", FactType) or FactType.BOOLEAN
    values = keyed.named_texts("values")
    for code, _ in values:
        _check_id(keyed, code, keys.WORD, "C003")
    if kind is FactType.CHOICE and not values and not keyed.has("values"):
        keyed.report("C036", name)
    if kind is not FactType.CHOICE and keyed.has("values"):
        keyed.report("C037", keyed.place("values"))
    pairs = tuple((code.text, label) for code, label in values)
    about = keyed.choice("unit", Unit)
    fact = FactDefinition(name.text, keyed.text("label"), kind, pairs, keyed.text("help"), about)
    return Placed(fact, keyed, name)


def read_scale(name: Scalar, steps: tuple[Keyed, ...], top: Keyed) -> Placed[Scale]:
    """One scale; `name` is its key under scales."""
    _check_id(top, name, keys.WORD, "C003")
    if len(steps) < 2:
        top.report("C083", name)
    read: list[ScaleStep] = []
    for keyed in steps:
        step = _read_step(keyed)
        _check_step(keyed, step, read)
        read.append(step)
    return Placed(Scale(name.text, tuple(read)), top, name)


def _read_step(keyed: Keyed) -> ScaleStep:
    code = keyed.scalar("code")
    if code:
        _check_id(keyed, code, keys.WORD, "C003")
    demands = keyed.scalars("demands")
    for word in demands:
        if word.text not in keys.DEMANDS:
            keyed.report("Y040", word, key="demands", value=word.text, known=", ".join(keys.DEMANDS))
    return ScaleStep(
        code.text if code else "",
        keyed.text("key"),
        keyed.choice("meaning", Meaning) or Meaning.CANNOT_JUDGE,
        keyed.text("label"),
        tuple(word.text for word in demands),
    )


def _check_step(keyed: Keyed, step: ScaleStep, before: list[ScaleStep]) -> None:
    place = keyed.place("key")
    if len(step.key) > 1:
        keyed.report("C080", place, key=step.key)
    elif step.key in _RESERVED_KEYS:
        keyed.report("C082", place, key=step.key)
    for other in before:
        if step.key and other.key == step.key:
            keyed.report("C081", place, key=step.key, code=other.code)
        if step.code and other.code == step.code:
            keyed.report("C010", keyed.place("code"), id=step.code, first=f"“{other.label}”")


def read_sampling(keyed: Keyed | None) -> tuple[SamplingDefaults, tuple[Scalar, ...]]:
    """What the set proposes for the draw, and its strata as they are written."""
    if keyed is None:
        return SamplingDefaults(1, 0), ()
    strata = keyed.scalars("strata")
    names = tuple(word.text for word in strata)
    return SamplingDefaults(keyed.number("size") or 1, keyed.number("reserve") or 0, names), strata


def read_area(keyed: Keyed) -> Placed[Area]:
    """The head of an area file."""
    name = keyed.scalar("area")
    if name:
        _check_id(keyed, name, keys.AREA_ID, "C004")
    return Placed(Area(name.text if name else "", keyed.text("title"), keyed.text("about")), keyed, name or keyed)


def read_criterion(keyed: Keyed, area: str) -> Placed[Criterion]:
    """One criterion of an area file."""
    name = keyed.scalar("id")
    usable = name and _check_id(keyed, name, keys.CRITERION_ID, "C001", area=area)
    if name and usable and area and not name.text.startswith(f"{area}-"):
        keyed.report("C006", name, id=name.text, area=area)
    criterion = Criterion(
        name.text if name else "",
        keyed.number("rev") or 1,
        area,
        keyed.choice("unit", Unit) or Unit.CASE_FILE,
        read_dated_text(keyed, "question"),
        read_dated_text(keyed, "guidance"),
        keyed.text("scale"),
        read_legal_basis(keyed),
        _words(keyed, "look_in"),
        _words(keyed, "search"),
        _condition(keyed),
        keyed.text("judged_by_date") or None,
        keyed.text("requirement") or None,
        _asked_of(keyed),
        read_revs(keyed, "comparable_with"),
        keyed.truth("other_sources") or False,
    )
    return Placed(criterion, keyed, name or keyed)


def _condition(keyed: Keyed) -> Condition | None:
    written = keyed.scalar("applies_when")
    return read_condition(keyed, written) if written else None


def _asked_of(keyed: Keyed) -> tuple[AuditeeKind, ...]:
    kinds = tuple(AuditeeKind)
    found = []
    for written in keyed.scalars("asked_of"):
        if written.text in kinds:
            found.append(AuditeeKind(written.text))
        else:
            keyed.report("Y040", written, key="asked_of", value=written.text, known=", ".join(kinds))
    if not found and keyed.has("asked_of") and getattr(keyed.place("asked_of"), "items", None) == ():
        keyed.report("C100", keyed.place("asked_of"), key="asked_of")
    return tuple(dict.fromkeys(found))


def read_requirement(keyed: Keyed, area: str) -> Placed[Requirement]:
    """One requirement of an area file."""
    name = keyed.scalar("id")
    if name:
        _check_id(keyed, name, keys.REQUIREMENT_ID, "C002")
    requirement = Requirement(
        name.text if name else "",
        area,
        read_dated_text(keyed, "title"),
        _read_rule(keyed),
        read_dated_text(keyed, "text"),
        read_dated_text(keyed, "advice"),
        read_dated_text(keyed, "observation"),
        read_dated_text(keyed, "consequence"),
        keyed.number("account_within_days"),
    )
    return Placed(requirement, keyed, name or keyed)


def _read_rule(requirement: Keyed) -> ProposalRule:
    keyed = requirement.inside("proposed_when")
    if keyed is None:
        return ProposalRule()
    share = keyed.scalar("share")
    rule = ProposalRule(keyed.number("in_at_least"), _read_share(keyed, share), keyed.truth("critical") or False)
    written = [name for name in ("in_at_least", "share", "critical") if keyed.has(name)]
    if len(written) != 1 or (written == ["critical"] and not rule.critical):
        keyed.report("C044", keyed)
    return rule


def _read_share(keyed: Keyed, written: Scalar | None) -> Fraction | None:
    if written is None:
        return None
    if not re.fullmatch(keys.SHARE, written.text):
        keyed.report("C045", written, share=written.text)
        return None
    return Fraction(int(written.text.rstrip("% ")), 100)


def _words(keyed: Keyed, name: str) -> tuple[str, ...]:
    words = keyed.scalars(name)
    if not words and keyed.has(name) and getattr(keyed.place(name), "items", None) == ():
        keyed.report("C100", keyed.place(name), key=name)
    return tuple(word.text.strip() for word in words)


def _check_id(keyed: Keyed, name: Scalar, pattern: str, code: str, **about: object) -> bool:
    """Whether an id is written as ids of its sort are; reported where it is not."""
    if not re.fullmatch(pattern, name.text):
        keyed.report(code, name, id=name.text, **about)
        return False
    if name.text in _RESERVED_WORDS:
        keyed.report("C007", name, id=name.text)
        return False
    return True
