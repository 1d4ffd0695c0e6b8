"""Who belongs to the population: the period, the conditions, and what the register leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tillsyn.domain.conditions import ConditionError
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.plans import Filter, Period, SamplePlan
from tillsyn.domain.population import Excluded, Population, sort_rows

FACTS = (
    FactDefinition("form", "Insatsform", FactType.CHOICE, (("hvb", "HVB"), ("hem", "Hemma"))),
    FactDefinition("barn", "Barn", FactType.BOOLEAN),
    FactDefinition("dag", "Beslut", FactType.DATE),
)
ROWS = {
    "A1": {"form": "hvb", "barn": "ja", "dag": "2025-01-01"},
    "A2": {"form": "hem", "barn": "nej", "dag": "2025-12-31"},
    "A3": {"form": "hem", "barn": "ja", "dag": "2024-12-31"},
    "A4": {"form": "hvb", "dag": "framgår inte"},
    "A5": {"form": "hem", "barn": "framgår inte"},
}
YEAR = Period("dag", date(2025, 1, 1), date(2025, 12, 31))


def sort(strata: tuple[str, ...] = (), **more: Any) -> Population:
    def column(fact: str) -> Sequence[str]:
        return [told.get(fact, "") for told in ROWS.values()]

    return sort_rows(SamplePlan(2, 0, strata, "frö", **more), FACTS, date(2026, 3, 2), list(ROWS), column)


def test_without_rules_all_are_there_by_stratum() -> None:
    assert sort(("form",)) == Population({"hvb": ["A1", "A4"], "hem": ["A2", "A3", "A5"]}, (), ())
    assert sort(("form", "barn")).strata.keys() == {"hvb/ja", "hem/nej", "hem/ja", "hvb/", "hem/framgår inte"}
    assert sort().strata == {"": [*ROWS]}


def test_a_period_takes_both_its_days_and_what_is_not_filled_in() -> None:
    """A3 is the day before; A4 cannot be told, so it lies in no period; A5 is still to be filled in."""
    assert sort(period=YEAR) == Population({"": ["A1", "A2", "A5"]}, (Excluded(0, ("A3", "A4")),), ("A5",))


def test_left_out_is_what_the_condition_holds_for_and_kept_is_what_it_does_not_deny() -> None:
    out = sort(filters=(Filter(False, "barn", "Barn granskas för sig."),))
    kept = sort(filters=(Filter(True, "barn", "Bara barn."),))

    assert out == Population({"": ["A2", "A4", "A5"]}, (Excluded(1, ("A1", "A3")),), ("A4",))
    assert kept == Population({"": ["A1", "A3", "A4"]}, (Excluded(1, ("A2", "A5")),), ("A4",))


def test_a_file_is_counted_under_the_first_rule_that_leaves_it_out() -> None:
    found = sort(period=YEAR, filters=(Filter(False, "barn", "–"), Filter(True, "form in (hvb)", "–")))

    assert found.excluded == (Excluded(0, ("A3", "A4")), Excluded(1, ("A1",)), Excluded(2, ("A2", "A5")))
    assert found.strata == {}


def test_dates_and_the_audit_date_can_be_asked_for() -> None:
    found = sort(filters=(Filter(True, "days(dag, audit_date) <= 425 and not unstated(dag)", "–"),))

    assert found.excluded[0].cases == ("A3", "A4")


def test_a_condition_about_the_audit_alone_holds_for_all_or_none() -> None:
    assert sort(filters=(Filter(True, "audit_date >= 2026-01-01", "–"),)).strata == {"": [*ROWS]}
    assert sort(filters=(Filter(True, "audit_date < 2026-01-01", "–"),)).strata == {}


def test_what_cannot_be_read_is_no_condition() -> None:
    with pytest.raises(ConditionError):
        sort(filters=(Filter(True, "barn ==", "–"),))
