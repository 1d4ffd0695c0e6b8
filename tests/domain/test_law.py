"""Provisions with dates: which held on a day, and how they are cited."""

from __future__ import annotations

from datetime import date

import pytest

from tillsyn.domain.law import Binding, LegalBasis, Verified, carries_requirement, law_on

OLD = LegalBasis("SoL", "2001:453", "11 kap. 1 §", Binding.MUST, Verified.TEXT, None, date(2025, 6, 30))
NEW = LegalBasis("SoL", "2025:400", "14 kap. 2 §", Binding.MUST, Verified.TEXT, date(2025, 7, 1))
ADVICE = LegalBasis("SOSFS", "2014:5", "5 kap. 1 §", Binding.SHOULD, Verified.NO)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(1998, 1, 1), (OLD, ADVICE)),
        (date(2025, 6, 30), (OLD, ADVICE)),  # its last day
        (date(2025, 7, 1), (NEW, ADVICE)),  # its first day
        (date(2030, 1, 1), (NEW, ADVICE)),
    ],
)
def test_both_ends_of_the_time_a_provision_holds_are_in_it(day: date, held: tuple[LegalBasis, ...]) -> None:
    assert law_on([OLD, NEW, ADVICE], day) == held


def test_the_order_is_that_of_the_file() -> None:
    assert law_on([ADVICE, OLD], date(2025, 1, 1)) == (ADVICE, OLD)


@pytest.mark.parametrize(("bases", "carries"), [([OLD], True), ([ADVICE], False), ([ADVICE, NEW], True), ([], False)])
def test_a_demand_needs_one_binding_provision_that_was_looked_up(bases: list[LegalBasis], carries: bool) -> None:
    assert carries_requirement(bases) is carries


def test_how_provisions_are_cited() -> None:
    assert NEW.citation == "14 kap. 2 § SoL (2025:400)"
    assert ADVICE.citation == "5 kap. 1 § SOSFS 2014:5"
    assert not ADVICE.citable
