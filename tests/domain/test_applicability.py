"""Which criteria are asked: three-valued truth, criteria that do not apply, and facts that the file does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.answers import progress
from tillsyn.domain.applicability import Applicability, Asked, CaseState
from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import Truth, parse_condition
from tillsyn.domain.criteria import (
    CriteriaSet,
    Criterion,
    DatedText,
    Meaning,
    SamplingDefaults,
    Scale,
    ScaleStep,
    Unit,
)
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType, FactValue

AUDIT_DATE = date(2026, 3, 2)
YES, NO = Applicability(Asked.YES), Applicability(Asked.NO)
SCALE = Scale(
    "s",
    (
        ScaleStep("ja", "j", Meaning.MET, "Ja"),
        ScaleStep("delvis", "d", Meaning.PARTLY, "Delvis"),
        ScaleStep("nej", "n", Meaning.UNMET, "Nej"),
        ScaleStep("ej", "e", Meaning.NOT_APPLICABLE, "Ej"),
    ),
)
FACTS = (
    FactDefinition("a", "A", FactType.BOOLEAN),
    FactDefinition("b", "B", FactType.BOOLEAN),
    FactDefinition("form", "Form", FactType.CHOICE, (("hvb", "HVB"), ("hem", "Hem"))),
    FactDefinition("start", "Start", FactType.DATE),
    FactDefinition("slut", "Slut", FactType.DATE),
)


def a_criterion(
    name: str, condition: str | None = None, judged_by: str | None = None, unit: Unit = Unit.CASE_FILE
) -> Criterion:
    applies_when = parse_condition(condition) if condition else None
    text = DatedText(())
    return Criterion(name, 1, "X", unit, text, text, "s", (), applies_when=applies_when, judged_by_date=judged_by)


def a_state(
    conditions: Mapping[str, str | None], facts: Mapping[str, FactValue] = {}, answers: Mapping[str, str] = {}
) -> CaseState:
    criteria = tuple(a_criterion(name, condition) for name, condition in conditions.items())
    return CaseState(
        CriteriaSet("x", "1", "draft", "X", "sv", SamplingDefaults(1, 0), FACTS, (SCALE,), (), criteria),
        facts,
        answers,
        AUDIT_DATE,
    )


def asked(condition: str, facts: Mapping[str, FactValue] = {}) -> Applicability:
    return a_state({"X-01": condition}, facts).applicability("X-01")


def unknown(*missing: str) -> Applicability:
    return Applicability(Asked.UNKNOWN, missing)


def test_without_a_condition_it_is_always_asked() -> None:
    assert a_state({"X-01": None}).applicability("X-01") == YES


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("a", {"a": True}, YES),
        ("a", {"a": False}, NO),
        ("a", {}, unknown("a")),
        ("a", {"a": UNSTATED}, NO),
        ("a == nej", {"a": UNSTATED}, NO),
        ("a != ja", {"a": UNSTATED}, NO),
        ("not a", {"a": True}, NO),
        ("not a", {}, unknown("a")),
        ("not a", {"a": UNSTATED}, YES),
        ("unstated(a)", {"a": UNSTATED}, YES),
        ("unstated(a)", {"a": False}, NO),
        ("unstated(a)", {}, unknown("a")),
        ("not unstated(start)", {"start": date(2025, 1, 1)}, YES),
        ("a or unstated(a)", {"a": UNSTATED}, YES),
        ("form == hvb", {"form": "hvb"}, YES),
        ("form in (hvb, hem)", {"form": "hem"}, YES),
        ("form != hvb", {"form": "hvb"}, NO),
        ("start >= 2025-07-01", {"start": date(2025, 7, 1)}, YES),
        ("start < 2025-07-01", {"start": date(2025, 7, 1)}, NO),
        ("audit_date >= 2026-03-02", {}, YES),
    ],
)
def test_one_statement(condition: str, facts: Mapping[str, FactValue], expected: Applicability) -> None:
    assert asked(condition, facts) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 1, 31), YES),
        (date(2026, 2, 1), NO),
        (date(2026, 3, 3), NO),
        (UNSTATED, NO),
        (None, unknown("start")),
    ],
)
def test_days_to_the_audit_date(start: FactValue | None, expected: Applicability) -> None:
    """From 31 January to 2 March 2026 are 28 + 2 = 30 days."""
    facts = {} if start is None else {"start": start}

    assert asked("days(start, audit_date) >= 30", facts) == expected


def test_days_between_two_facts_needs_both() -> None:
    assert asked("days(start, slut) > 1") == unknown("slut", "start")
    assert asked("days(start, slut) > 1", {"start": date(2025, 1, 1)}) == unknown("slut")
    assert asked("days(start, slut) == 2", {"start": date(2025, 1, 1), "slut": date(2025, 1, 3)}) == YES


TRUE, FALSE, OPEN = "a", "not a", "b"


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, Asked.YES, Asked.YES),
        (TRUE, FALSE, Asked.NO, Asked.YES),
        (TRUE, OPEN, Asked.UNKNOWN, Asked.YES),
        (FALSE, FALSE, Asked.NO, Asked.NO),
        (FALSE, OPEN, Asked.NO, Asked.UNKNOWN),
        (OPEN, OPEN, Asked.UNKNOWN, Asked.UNKNOWN),
    ],
)
def test_and_and_or_in_three_values(left: str, right: str, both: Asked, either: Asked) -> None:
    """What is decided by the other part is not asked for; what is not decided says what is missing."""
    for one, other in ((left, right), (right, left)):
        assert asked(f"({one}) and ({other})", {"a": True}).asked is both
        assert asked(f"({one}) or ({other})", {"a": True}).asked is either
        missing = asked(f"({one}) and ({other})", {"a": True}).missing
        assert missing == (("b",) if both is Asked.UNKNOWN else ())


@pytest.mark.parametrize(
    ("answer", "expected"), [("ja", YES), ("delvis", YES), ("nej", NO), ("ej", NO), (None, unknown("X-01"))]
)
def test_a_criterion_that_hangs_on_an_answer(answer: str | None, expected: Applicability) -> None:
    state = a_state({"X-01": None, "X-02": "X-01 != nej"}, answers={"X-01": answer} if answer else {})

    assert state.applicability("X-02") == expected


@pytest.mark.parametrize(
    "condition",
    ["X-01 != nej", "X-01 == ja", "not X-01", "not (X-01 == nej)", "X-01 in (ja, delvis)", "not (X-01 == nej or b)"],
)
@pytest.mark.parametrize("why", ["condition false", "answered ej"])
def test_every_comparison_with_a_criterion_that_does_not_apply_is_false(condition: str, why: str) -> None:
    facts, answers = ({"a": False}, {"X-01": "nej"}) if why == "condition false" else ({"a": True}, {"X-01": "ej"})

    assert a_state({"X-01": "a", "X-02": condition}, facts, answers).applicability("X-02") == NO


def test_not_is_carried_inward_past_and_and_or() -> None:
    """`not (p or q)` is `not p and not q`, also where p is about a criterion that does not apply."""
    facts: dict[str, FactValue] = {"a": False, "b": False}
    whole = a_state({"X-01": "a", "X-02": "not (X-01 == ja or b)"}, facts)
    parts = a_state({"X-01": "a", "X-02": "not X-01 == ja and not b"}, facts)

    assert whole.applicability("X-02") == parts.applicability("X-02") == NO


def test_an_old_answer_to_what_is_no_longer_asked_counts_for_nothing() -> None:
    state = a_state({"X-01": "a", "X-02": "X-01 == ja"}, {"a": False}, {"X-01": "ja", "X-02": "ja"})

    assert state.meaning("X-01") is Meaning.NOT_APPLICABLE
    assert state.meaning("X-02") is Meaning.NOT_APPLICABLE


def test_what_is_unknown_is_handed_down_to_the_fact_that_is_missing() -> None:
    state = a_state({"X-01": "a", "X-02": "X-01 == ja", "X-03": "X-02 == ja"})

    assert state.applicability("X-03") == unknown("a")


def test_an_absent_part_of_or_leaves_the_other_part_to_decide() -> None:
    state = a_state({"X-01": "a", "X-02": "X-01 == ja or b"}, {"a": False, "b": True})

    assert state.applicability("X-02") == YES


def test_unanswered_is_no_meaning() -> None:
    state = a_state({"X-01": None, "X-02": "a"}, answers={"X-02": "ja"})

    assert state.meaning("X-01") is None
    assert state.meaning("X-02") is None  # whether it is asked is not known
    assert a_state({"X-01": None}, answers={"X-01": "delvis"}).meaning("X-01") is Meaning.PARTLY


def test_it_can_say_why() -> None:
    state = a_state(
        {"X-01": None, "X-02": "X-01 == ja and not unstated(b) and days(start, audit_date) >= 30"}, {"b": True}
    )

    reasons = state.reasons("X-02")

    assert [reason.truth for reason in reasons] == [Truth.UNKNOWN, Truth.FALSE, Truth.UNKNOWN]
    assert [reason.values for reason in reasons] == [
        (("X-01", None),),
        (("b", "ja"),),
        (("start", None), ("audit_date", "2026-03-02")),
    ]
    assert state.reasons("X-01") == ()


@pytest.mark.parametrize(
    ("judged_by", "facts", "expected"),
    [
        (None, {}, (AUDIT_DATE, False)),
        ("start", {"start": date(2025, 1, 1)}, (date(2025, 1, 1), False)),
        ("start", {}, (AUDIT_DATE, True)),
        ("start", {"start": UNSTATED}, (AUDIT_DATE, True)),
    ],
)
def test_the_law_of_the_files_own_date(judged_by: str | None, facts: Mapping[str, FactValue], expected: object) -> None:
    assert a_state({}, facts).judged_on(a_criterion("X-01", judged_by=judged_by)) == expected


_ATOMS = st.sampled_from(
    ["a", "b", "a == nej", "unstated(a)", "unstated(b)", "form == hvb", "X-01 == ja", "X-01 != nej"]
)
_CONDITIONS = st.recursive(
    _ATOMS,
    lambda inner: (
        st.one_of(
            inner.map(lambda c: f"not ({c})"),
            st.lists(inner, min_size=2, max_size=3).map(" and ".join).map("({})".format),
        )
        | st.lists(inner, min_size=2, max_size=3).map(" or ".join).map("({})".format)
    ),
    max_leaves=6,
)
_CHOICES: dict[str, tuple[FactValue, ...]] = {
    "a": (True, False, UNSTATED),
    "b": (True, False, UNSTATED),
    "form": ("hvb", "hem"),
}


@given(
    _CONDITIONS,
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in _CHOICES.items()}),
    st.sampled_from([None, "ja", "delvis", "nej", "ej"]),
)
def test_what_is_known_stays_known_however_the_rest_is_filled_in(
    condition: str, facts: dict[str, FactValue], answer: str | None
) -> None:
    """A definite answer never changes when more is filled in, and an unknown one names what is missing."""
    conditions = {"X-01": None, "X-02": condition}
    before = a_state(conditions, facts, {"X-01": answer} if answer else {}).applicability("X-02")
    open_facts = [name for name in _CHOICES if name not in facts]
    answers = [answer] if answer else ["ja", "delvis", "nej", "ej"]

    outcomes = set()
    for values in product(*(_CHOICES[name] for name in open_facts), answers):
        *filled, code = values
        state = a_state(conditions, {**facts, **dict(zip(open_facts, filled, strict=True))}, {"X-01": str(code)})
        outcomes.add(state.applicability("X-02").asked)

    assert Asked.UNKNOWN not in outcomes
    if before.asked is Asked.UNKNOWN:
        assert before.missing and not set(before.missing) & set(facts)
    else:
        assert outcomes == {before.asked}


def test_what_is_put_to_others_is_not_asked_and_what_hangs_on_it_is_not_either() -> None:
    for_providers = replace(a_criterion("X-01"), asked_of=(AuditeeKind.PROVIDER, AuditeeKind.REGION))
    criteria = (for_providers, a_criterion("X-02", "X-01 != nej"), a_criterion("X-03"))
    of_all = CriteriaSet("x", "1", "draft", "X", "sv", SamplingDefaults(1, 0), FACTS, (SCALE,), (), criteria)

    committee = CaseState(of_all, {}, {"X-01": "ja"}, AUDIT_DATE, AuditeeKind.COMMITTEE)
    provider = CaseState(of_all, {}, {"X-01": "ja"}, AUDIT_DATE, AuditeeKind.PROVIDER)

    assert committee.applicability("X-01") == Applicability(Asked.NO, put_to=for_providers.asked_of)
    assert committee.meaning("X-01") is Meaning.NOT_APPLICABLE  # outside every denominator, whatever was answered
    assert [committee.applicability(c).asked for c in ("X-02", "X-03")] == [Asked.NO, Asked.YES]
    assert [provider.applicability(c).asked for c in ("X-01", "X-02", "X-03")] == [Asked.YES] * 3
    assert [gap.criterion for gap in progress(committee, {}).gaps] == ["X-03"]
