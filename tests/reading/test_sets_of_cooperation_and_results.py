"""The sets `samverkan-hvb` and `resultatuppfoljning`: in the words of the time, binding only whom the law binds."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.reading.a_library_set import FIRST_OF_GAMBLING, FIRST_OF_NEW, SPRING_2015, the_set, words_found
from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.law import Binding, law_on
from tillsyn.domain.units import Unit

NO_MORE_IN_2025 = re.compile(r"missbruk(?!s- och beroendevård)|bistånd|landsting|dröjsmål", re.IGNORECASE)
PROVIDER, COMMITTEE = (AuditeeKind.PROVIDER,), (AuditeeKind.COMMITTEE,)
COOPERATION, RESULTS = the_set("samverkan-hvb"), the_set("resultatuppfoljning")
BOTH = pytest.mark.parametrize("criteria", [COOPERATION, RESULTS], ids=lambda criteria: criteria.id)


@BOTH
def test_today_meets_no_word_of_earlier_law(criteria: CriteriaSet) -> None:
    assert words_found(criteria, NO_MORE_IN_2025, FIRST_OF_NEW) == []


def test_the_home_and_the_committee_are_asked_of_their_own_papers() -> None:
    files = [criterion.asked_of for criterion in COOPERATION.criteria_of(Unit.CASE_FILE)]
    assert (files.count(COMMITTEE), files.count(PROVIDER), files.count(COMMITTEE + PROVIDER)) == (14, 8, 5)
    whole = [criterion.asked_of for criterion in COOPERATION.criteria_of(Unit.AUDITEE)]
    assert (whole.count(COMMITTEE), whole.count(PROVIDER)) == (6, 3)


def test_a_home_meets_demands_only_by_the_law_that_names_it() -> None:
    binding = {"14 kap. 3 §", "15 kap. 9 §", "17 kap. 1 §"}
    for criterion in COOPERATION.criteria:
        if criterion.asked_of == PROVIDER:
            assert all(basis.binding is Binding.SHOULD for basis in law_on(criterion.legal_basis, SPRING_2015))
            assert {b.provision for b in criterion.legal_basis if b.binding is Binding.MUST} <= binding


def test_what_is_asked_of_both_can_only_give_advice() -> None:
    shared = [criterion for criterion in COOPERATION.criteria if len(criterion.asked_of) > 1]
    assert {criterion.binding for criterion in shared} == {Binding.SHOULD}
    for criterion in shared:
        advice = COOPERATION.requirement[criterion.requirement or ""].advice.on(FIRST_OF_NEW)
        assert "Nämnden" not in advice and "Utföraren" not in advice


def test_small_municipalities_are_asked_by_a_fact_about_the_committee() -> None:
    small = [criterion for criterion in COOPERATION.criteria if criterion.id.startswith("HSM-")]
    assert {criterion.applies_when.source for criterion in small if criterion.applies_when} == {"liten_kommun"}
    assert len(small) == 2


def test_each_area_of_life_is_one_question_on_one_scale_and_gives_advice() -> None:
    areas = [criterion for criterion in RESULTS.criteria if criterion.id.startswith("RLO-")]
    assert len(areas) == 8
    assert {criterion.scale for criterion in areas} == {"livsomrade"}
    assert {criterion.binding for criterion in areas} == {Binding.SHOULD}
    assert all(
        "RVN-01 in (ja, delvis)" in criterion.applies_when.source for criterion in areas if criterion.applies_when
    )


def test_gambling_is_followed_up_from_the_year_the_law_named_it() -> None:
    first = next(criterion for criterion in RESULTS.criteria if criterion.id == "RLO-01")
    assert "spel" not in first.question.on(date(2017, 12, 31))
    assert "spel om pengar" in first.question.on(FIRST_OF_GAMBLING)
