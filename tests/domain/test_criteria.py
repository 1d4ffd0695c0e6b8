"""A criteria set: what its rows are, which facts are about what, and wordings that several files share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.reading.a_set import a_criterion, a_set
from tillsyn.domain.criteria import DatedText, Wording
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.units import Unit

BEFORE, AFTER = date(2015, 4, 10), date(2026, 2, 12)
TEXT = DatedText((Wording("bistånd", None, date(2025, 6, 30)), Wording("insats", date(2025, 7, 1))))


def test_rows_are_case_files_unless_some_criterion_or_fact_is_about_an_agreement() -> None:
    agreement = a_criterion("OVE-01", Unit.AGREEMENT)
    level = FactDefinition("niva", "Nivå", FactType.BOOLEAN, unit=Unit.AGREEMENT)

    assert a_set().row_unit is Unit.CASE_FILE
    assert replace(a_set(), criteria=(a_criterion("OVE-02", Unit.AUDITEE), agreement)).row_unit is Unit.AGREEMENT
    assert replace(a_set(), criteria=(), facts=(level,)).row_unit is Unit.AGREEMENT


def test_facts_are_about_the_rows_unless_they_say_that_they_are_about_the_auditee() -> None:
    small = FactDefinition("liten", "Liten kommun", FactType.BOOLEAN, unit=Unit.AUDITEE)
    criteria = replace(a_set(), facts=(*a_set().facts, small))

    assert criteria.facts_of(Unit.CASE_FILE) == a_set().facts
    assert criteria.facts_of(Unit.AUDITEE) == (small,)


def test_the_wording_of_several_days_is_theirs_where_they_agree_and_the_audits_where_they_do_not() -> None:
    assert TEXT.among({BEFORE, date(2016, 1, 1)}, AFTER) == "bistånd"
    assert TEXT.among({BEFORE, AFTER}, AFTER) == "insats"
    assert TEXT.among({BEFORE, AFTER}, BEFORE) == "bistånd"
    assert TEXT.among((), AFTER) == "insats"
    assert DatedText(()).among({BEFORE}, AFTER) == ""
