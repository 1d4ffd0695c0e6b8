"""Answers beside the key: the same, near it (both lacking or both not), or far from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tillsyn.domain.calibration import Agreement, KeyAnswer, KeyCase, Nearness, agreement, compare_case
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.reading.criteria import read_criteria


@pytest.fixture(scope="module")
def criteria() -> CriteriaSet:
    found = read_criteria(Path(__file__).parents[1] / "small" / "criteria").criteria
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "given", "nearness"),
    [
        ("ja", "ja", Nearness.SAME),
        ("nej", "delvis", Nearness.NEAR),
        ("delvis", "nej", Nearness.NEAR),
        ("ja", "ej", Nearness.NEAR),
        ("ja", "oklart", Nearness.NEAR),
        ("ja", "delvis", Nearness.FAR),
        ("delvis", "ja", Nearness.FAR),
        ("nej", "oklart", Nearness.FAR),
        ("nej", "", Nearness.FAR),
        ("ja", "", Nearness.NEAR),
    ],
)
def test_an_answer_is_far_when_one_says_lacking_and_the_other_not(
    criteria: CriteriaSet, key: str, given: str, nearness: Nearness
) -> None:
    case = KeyCase("K-01", "En akt", {}, (KeyAnswer("PLA-01", key, "Därför."),))

    (answer,) = compare_case(criteria, case, {}, {"PLA-01": given} if given else {}).answers

    assert (answer.nearness, answer.given, answer.key, answer.why) == (nearness, given, key, "Därför.")


def test_facts_that_differ_or_are_missing_are_told(criteria: CriteriaSet) -> None:
    case = KeyCase("K-01", "En akt", {"barn": True, "insatsform": "hvb"}, ())

    differing = compare_case(criteria, case, {"insatsform": "hvb"}, {}).facts

    assert [(one.fact, one.given, one.key) for one in differing] == [("barn", None, True)]


def test_answers_add_up(criteria: CriteriaSet) -> None:
    key = tuple(KeyAnswer(name, "ja", "x") for name in ("PLA-01", "PLA-02", "PLA-03", "MET-01"))
    codes = {"PLA-01": "ja", "PLA-02": "ej", "PLA-03": "nej", "MET-01": "ja"}

    counts = agreement(compare_case(criteria, KeyCase("K-01", "", {}, key), {}, codes).answers)

    assert (counts, counts.of) == (Agreement(2, 1, 1), 4)
