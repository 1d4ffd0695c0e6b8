"""Two editions of a set: which changes affect the judgement, and what becomes of every id."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest

from tests.reading.a_set import a_criterion, a_requirement, a_set, a_text
from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import (
    CriteriaSet,
    Criterion,
    LeftOut,
    ProposalRule,
    Requirement,
    Retired,
    Scale,
    Selection,
)
from tillsyn.domain.editions import (
    EDITORIAL,
    MATERIAL,
    Change,
    ChangeKind,
    compare,
    digests,
    material_of,
    material_of_requirement,
)
from tillsyn.domain.law import Binding, LegalBasis, Verified
from tillsyn.domain.units import Unit

LAW = LegalBasis("SoL", "2025:400", "13 kap. 10 §", Binding.MUST, Verified.TEXT, date(2025, 7, 1), None, "Om planer.")
OLD_LAW = LegalBasis("SoL", "2001:453", "5 kap. 9 §", Binding.MUST, Verified.TEXT, None, date(2025, 6, 30))
FIRST = replace(
    a_criterion("BEH-01"),
    applies_when=parse_condition("barn_berors and insatsform == hvb"),
    judged_by_date="beslutsdatum",
    legal_basis=(OLD_LAW, LAW),
    requirement="K-UTREDNING",
    search=("behov",),
)
OLD = replace(a_set(), criteria=(FIRST, *a_set().criteria[1:]))


def with_first(criteria: CriteriaSet = OLD, **changes: object) -> CriteriaSet:
    first = replace(criteria.criteria[0], **changes)  # type: ignore[arg-type]
    return replace(criteria, criteria=(first, *criteria.criteria[1:]))


def with_requirement(**changes: object) -> CriteriaSet:
    first = replace(OLD.requirements[0], **changes)  # type: ignore[arg-type]
    return replace(OLD, requirements=(first, *OLD.requirements[1:]))


def change_of(name: str, new: CriteriaSet, old: CriteriaSet = OLD) -> Change:
    return next(change for change in compare(old, new).changes if change.id == name)


def with_scale(**changes: object) -> CriteriaSet:
    steps = OLD.scales[0].steps
    return replace(OLD, scales=(Scale("s4", (replace(steps[0], **changes), *steps[1:])), *OLD.scales[1:]))  # type: ignore[arg-type]


MATERIAL_EDITS = {
    "question": with_first(question=a_text("En annan fråga?")),
    "guidance": with_first(guidance=a_text("Ledning: dock inte.")),
    "unit": with_first(unit=Unit.AUDITEE),
    "asked_of": with_first(asked_of=(AuditeeKind.PROVIDER,)),
    "applies_when": with_first(applies_when=parse_condition("barn_berors or insatsform == hvb")),
    "judged_by_date": with_first(judged_by_date=None),
    "legal_basis": with_first(legal_basis=(OLD_LAW, replace(LAW, binding=Binding.SHOULD))),
    "requirement": with_first(requirement=None),
    "scale": with_scale(code="jo"),
    "facts": replace(OLD, facts=(replace(OLD.facts[0], values=(("hvb", "HVB"),)), *OLD.facts[1:])),
}
MORE_MATERIAL_EDITS = [
    with_first(legal_basis=(LAW,)),
    with_first(legal_basis=(OLD_LAW, replace(LAW, valid_from=date(2025, 8, 1)))),
    with_first(legal_basis=(OLD_LAW, replace(LAW, only_when=parse_condition("barn_berors")))),
    with_first(scale="s3"),
    with_scale(demands=("comment",)),
]
EDITORIAL_EDITS = {
    "search": with_first(search=("behov", "önskemål")),
    "look_in": with_first(look_in=("utredning",)),
    "area": with_first(area="UPF"),
    "labels": with_scale(label="Japp"),
    "verified": with_first(legal_basis=(OLD_LAW, replace(LAW, about="Om planering.", verified=Verified.NUMBER))),
}
NO_EDITS = [
    OLD,
    with_first(question=a_text("  Fråga?\n ")),
    with_first(applies_when=parse_condition("barn_berors  and insatsform==hvb")),
    with_first(rev=2),
    replace(OLD, version="2", title="Annan titel", status="published"),
    replace(OLD, scales=tuple(reversed(OLD.scales))),
]


@pytest.mark.parametrize("part", MATERIAL_EDITS)
def test_what_changes_the_judgement_is_material_and_named(part: str) -> None:
    change = change_of("BEH-01", MATERIAL_EDITS[part])

    assert (change.kind, change.parts[0], change.comparable) == (ChangeKind.MATERIAL, part, False)
    assert "BEH-01" in compare(OLD, MATERIAL_EDITS[part]).materially_other


@pytest.mark.parametrize("new", MORE_MATERIAL_EDITS)
def test_law_and_scales_are_compared_in_every_part(new: CriteriaSet) -> None:
    assert change_of("BEH-01", new).kind is ChangeKind.MATERIAL


@pytest.mark.parametrize("part", EDITORIAL_EDITS)
def test_what_helps_to_find_and_read_is_editorial(part: str) -> None:
    change = change_of("BEH-01", EDITORIAL_EDITS[part])

    assert (change.kind, change.parts, change.comparable) == (ChangeKind.EDITORIAL, (part,), True)
    assert compare(OLD, EDITORIAL_EDITS[part]).materially_other == frozenset()


@pytest.mark.parametrize("new", NO_EDITS)
def test_layout_order_and_the_head_change_no_criterion(new: CriteriaSet) -> None:
    assert {change.kind for change in compare(OLD, new).changes} == {ChangeKind.SAME}


def test_a_requirement_changes_by_what_it_demands_and_when() -> None:
    material = {
        "text": with_requirement(text=a_text("Nämnden ska alltid.")),
        "advice": with_requirement(advice=a_text("Nämnden kan.")),
        "proposed_when": with_requirement(proposed_when=ProposalRule(share=Fraction(1, 5))),
        "account_within_days": with_requirement(account_within_days=60),
    }
    editorial = {
        "title": with_requirement(title=a_text("Namn")),
        "observation": with_requirement(observation=a_text("saknas allt")),
        "consequence": with_requirement(consequence=a_text("Risk.")),
    }

    assert {part: change_of("K-UTREDNING", new).parts for part, new in (material | editorial).items()} == {
        part: (part,) for part in material | editorial
    }
    assert {change_of("K-UTREDNING", new).kind for new in material.values()} == {ChangeKind.MATERIAL}
    assert {change_of("K-UTREDNING", new).kind for new in editorial.values()} == {ChangeKind.EDITORIAL}


def test_an_author_may_hold_a_material_change_comparable_but_not_spare_the_judging() -> None:
    new = with_first(question=a_text("Frågan, klarare?"), rev=2, comparable_with=(1,))

    change = change_of("BEH-01", new)

    assert (change.kind, change.comparable) == (ChangeKind.MATERIAL, True)
    assert compare(OLD, new).materially_other == {"BEH-01"}


def test_ids_come_and_go() -> None:
    gone = (Retired("BEH-01", "2", "Frågan delas.", ("BEH-02", "BEH-03")), Retired("UPF-11", "2", "Behövs inte."))
    kept = [OLD.criterion["SIP-03"], a_criterion("BEH-02"), a_criterion("BEH-03")]
    new = replace(OLD, criteria=tuple(kept), retired=gone)

    found = {change.id: change for change in compare(OLD, new).criteria}

    assert {name: change.kind.value for name, change in found.items()} == {
        "SIP-03": "same", "BEH-02": "new", "BEH-03": "new", "BEH-01": "replaced", "UPF-11": "retired"
    }  # fmt: skip
    assert found["BEH-01"].retired == gone[0]
    assert compare(OLD, new).materially_other == {"BEH-02", "BEH-03"}


def test_what_a_selection_leaves_out_is_not_retired() -> None:
    left_out = LeftOut("UPF-11", "Fråga?", "Görs centralt.")
    new = replace(OLD, criteria=OLD.criteria[:2], selection=Selection("Våren", (left_out,), "0" * 64))

    change = change_of("UPF-11", new)

    assert (change.kind, change.left_out) == (ChangeKind.LEFT_OUT, left_out)


def test_a_requirement_goes_with_the_last_of_its_criteria() -> None:
    left_out = LeftOut("BEH-01", "Fråga?", "Görs centralt.")
    new = replace(
        OLD,
        criteria=OLD.criteria[1:],
        requirements=OLD.requirements[1:],
        selection=Selection("Våren", (left_out,), "0"),
    )

    found = {change.id: change for change in compare(OLD, new).requirements}

    assert (found["K-UTREDNING"].kind, found["K-UTREDNING"].left_out) == (ChangeKind.LEFT_OUT, left_out)


def test_every_part_is_classified_once_and_every_field_is_looked_at() -> None:
    assert set(MATERIAL).isdisjoint(EDITORIAL)
    known = {*MATERIAL, *EDITORIAL, "id", "rev", "comparable_with"}
    assert {field.name for field in fields(Criterion)} | {field.name for field in fields(Requirement)} <= known
    assert set(material_of(OLD, FIRST)) | set(material_of_requirement(a_requirement("K-A", "x"))) <= set(MATERIAL)


def test_digests_do_not_change_with_the_program() -> None:
    """Locks already written hold these."""
    parts = digests(material_of(OLD, FIRST))

    assert parts["question"] == "1170cba69b276071"
    assert "asked_of" not in parts
