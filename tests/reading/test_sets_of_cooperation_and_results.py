"""The sets `samverkan-hvb` and `resultatuppfoljning`: in the words of the time, binding only whom the law binds."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.law import Binding, law_on
from tillsyn.domain.units import Unit
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled

SPRING_2015, FIRST_OF_GAMBLING, FIRST_OF_REGIONS = date(2015, 4, 10), date(2018, 1, 1), date(2020, 1, 1)
FIRST_OF_NEW = date(2025, 7, 1)
DAYS = pytest.mark.parametrize("day", [SPRING_2015, FIRST_OF_GAMBLING, FIRST_OF_REGIONS, FIRST_OF_NEW], ids=str)
NOT_YET_IN_2015 = re.compile(r"skadlig\w* bruk|\bregion|spel om pengar|2025", re.IGNORECASE)
NO_MORE_IN_2020 = re.compile(r"landsting", re.IGNORECASE)
NO_MORE_IN_2025 = re.compile(r"missbruk(?!s- och beroendevård)|bistånd|landsting|dröjsmål", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
PROVIDER, COMMITTEE = (AuditeeKind.PROVIDER,), (AuditeeKind.COMMITTEE,)


def the_set(name: str) -> CriteriaSet:
    read = read_criteria(bundled("criteria") / name)
    assert read.problems == ()
    assert read.criteria is not None
    return read.criteria


COOPERATION, RESULTS = the_set("samverkan-hvb"), the_set("resultatuppfoljning")
BOTH = pytest.mark.parametrize("criteria", [COOPERATION, RESULTS], ids=lambda criteria: criteria.id)


def shown(criteria: CriteriaSet, criterion: Criterion, day: date) -> list[str]:
    """Every text that can be shown of a criterion judged by a day."""
    asked = criteria.requirement[criterion.requirement or ""]
    law = [f"{basis.citation}: {basis.about}" for basis in law_on(criterion.legal_basis, day)]
    dated = (asked.title, asked.text, asked.advice, asked.observation, asked.consequence)
    return [criterion.question.on(day), criterion.guidance.on(day), *law, *(text.on(day) for text in dated)]


def words_found(criteria: CriteriaSet, words: re.Pattern[str], day: date) -> list[tuple[str, str]]:
    return [(c.id, text) for c in criteria.criteria for text in shown(criteria, c, day) if words.search(text)]


@BOTH
def test_it_is_published_and_says_when_the_law_was_read(criteria: CriteriaSet) -> None:
    assert (criteria.version, criteria.status, criteria.law_as_of) == ("2026.1", "published", date(2026, 2, 22))


@BOTH
def test_no_day_meets_the_words_of_another_time(criteria: CriteriaSet) -> None:
    assert words_found(criteria, NOT_YET_IN_2015, SPRING_2015) == []
    assert words_found(criteria, NO_MORE_IN_2020, FIRST_OF_REGIONS) == []
    assert words_found(criteria, NO_MORE_IN_2025, FIRST_OF_NEW) == []


@BOTH
@DAYS
def test_every_criterion_has_law_with_a_paraphrase_and_short_guidance(criteria: CriteriaSet, day: date) -> None:
    for criterion in criteria.criteria:
        law = law_on(criterion.legal_basis, day)
        assert law and all(basis.about for basis in law), criterion.id
        assert 2 <= len(SENTENCE_END.findall(criterion.guidance.on(day))) <= 6, criterion.id


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
