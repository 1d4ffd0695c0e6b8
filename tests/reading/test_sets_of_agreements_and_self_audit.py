"""The sets `overenskommelse` and `egenkontroll`: clean, in the words of the time, binding only whom the law binds."""

from __future__ import annotations

import re

import pytest

from tests.reading.a_library_set import FIRST_OF_NEW, FIRST_OF_REGIONS, SPRING_2015, the_set, words_found
from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.law import Binding, law_on
from tillsyn.domain.units import Unit

AGREEMENTS, SELF_AUDIT = the_set("overenskommelse"), the_set("egenkontroll")


def test_the_older_word_stands_today_only_where_the_health_care_act_kept_it() -> None:
    found = words_found(AGREEMENTS, re.compile("missbruk(?!s- och beroendevård)"), FIRST_OF_NEW)
    assert found
    assert {text.split(":")[0] for _criterion, text in found} == {"16 kap. 3 § HSL (2017"}


def test_what_an_agreement_says_can_only_give_advice() -> None:
    about_agreements = AGREEMENTS.criteria_of(Unit.AGREEMENT)
    assert len(about_agreements) == 27
    assert {criterion.binding for criterion in about_agreements} == {Binding.SHOULD}


@pytest.mark.parametrize(("kind", "act"), [(AuditeeKind.COMMITTEE, "SoL"), (AuditeeKind.REGION, "HSL")])
def test_the_duty_to_have_one_rests_on_the_act_that_binds_the_one_asked(kind: AuditeeKind, act: str) -> None:
    asked = [c for c in AGREEMENTS.criteria if c.asked_of == (kind,) and c.binding is Binding.MUST]
    assert len(asked) == 2
    for criterion in asked:
        assert {basis.act for basis in criterion.legal_basis if basis.binding is Binding.MUST} == {act}
        for day in (SPRING_2015, FIRST_OF_REGIONS, FIRST_OF_NEW):
            assert any(basis.binding is Binding.MUST for basis in law_on(criterion.legal_basis, day))


def test_a_committee_and_a_provider_are_asked_different_questions_about_their_own_control() -> None:
    assert {criterion.unit for criterion in SELF_AUDIT.criteria} == {Unit.AUDITEE}
    asked = [criterion.asked_of for criterion in SELF_AUDIT.criteria]
    assert (asked.count((AuditeeKind.COMMITTEE,)), asked.count((AuditeeKind.PROVIDER,))) == (30, 5)


def test_a_provider_meets_demands_only_by_the_law_that_names_it() -> None:
    for criterion in SELF_AUDIT.criteria:
        if criterion.asked_of == (AuditeeKind.PROVIDER,):
            assert all(basis.binding is Binding.SHOULD for basis in law_on(criterion.legal_basis, SPRING_2015))
