"""The sets `overenskommelse` and `egenkontroll`: clean, in the words of the time, binding only whom the law binds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.law import Binding, law_on
from tillsyn.domain.units import Unit
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled

SPRING_2015, FIRST_OF_REGIONS, FIRST_OF_NEW = date(2015, 4, 10), date(2020, 1, 1), date(2025, 7, 1)
NOT_YET_IN_2015 = re.compile(r"skadlig\w* bruk|\bregion|spel om pengar|2025", re.IGNORECASE)
NO_MORE_IN_2020 = re.compile(r"landsting", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def the_set(name: str) -> CriteriaSet:
    read = read_criteria(bundled("criteria") / name)
    assert read.problems == ()
    assert read.criteria is not None
    return read.criteria


AGREEMENTS, SELF_AUDIT = the_set("overenskommelse"), the_set("egenkontroll")
BOTH = pytest.mark.parametrize("criteria", [AGREEMENTS, SELF_AUDIT], ids=lambda criteria: criteria.id)


def shown(criteria: CriteriaSet, criterion: Criterion, day: date) -> Iterator[str]:
    """Every text that can be shown of a criterion judged by a day."""
    yield from (criterion.question.on(day), criterion.guidance.on(day))
    yield from (f"{basis.citation}: {basis.about}" for basis in law_on(criterion.legal_basis, day))
    asked = criteria.requirement[criterion.requirement or ""]
    yield from (t.on(day) for t in (asked.title, asked.text, asked.advice, asked.observation, asked.consequence))


def words_found(criteria: CriteriaSet, words: re.Pattern[str], day: date) -> list[tuple[str, str]]:
    return [(c.id, text) for c in criteria.criteria for text in shown(criteria, c, day) if words.search(text)]


@BOTH
def test_it_is_published_and_says_when_the_law_was_read(criteria: CriteriaSet) -> None:
    assert (criteria.version, criteria.status, criteria.law_as_of) == ("2026.1", "published", date(2026, 2, 22))


@BOTH
def test_spring_2015_meets_no_word_of_later_law(criteria: CriteriaSet) -> None:
    assert words_found(criteria, NOT_YET_IN_2015, SPRING_2015) == []


@BOTH
def test_no_county_council_is_named_when_there_are_regions(criteria: CriteriaSet) -> None:
    assert words_found(criteria, NO_MORE_IN_2020, FIRST_OF_REGIONS) == []
    assert words_found(criteria, NO_MORE_IN_2020, FIRST_OF_NEW) == []


def test_the_older_word_stands_today_only_where_the_health_care_act_kept_it() -> None:
    found = words_found(AGREEMENTS, re.compile("missbruk(?!s- och beroendevård)"), FIRST_OF_NEW)
    assert found
    assert {text.split(":")[0] for _criterion, text in found} == {"16 kap. 3 § HSL (2017"}


@BOTH
@pytest.mark.parametrize("day", [SPRING_2015, FIRST_OF_REGIONS, FIRST_OF_NEW], ids=str)
def test_every_criterion_has_law_with_a_paraphrase_and_short_guidance(criteria: CriteriaSet, day: date) -> None:
    for criterion in criteria.criteria:
        law = law_on(criterion.legal_basis, day)
        assert law and all(basis.about for basis in law), criterion.id
        assert 2 <= len(SENTENCE_END.findall(criterion.guidance.on(day))) <= 6, criterion.id


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
