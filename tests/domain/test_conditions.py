"""The language of conditions: what can be written, where reading stops, and that nothing else is ever raised."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.conditions import (
    Both,
    Compare,
    ConditionError,
    Days,
    Either,
    IsUnstated,
    Name,
    Not,
    parse_condition,
)

BARN = Compare(Name("barn"), "==", ("ja",), (0,), bare=True)


@pytest.mark.parametrize(
    ("source", "root"),
    [
        ("barn", BARN),
        ("barn == nej", Compare(Name("barn"), "==", ("nej",), (8,))),
        ("PLA-01 != nej", Compare(Name("PLA-01"), "!=", ("nej",), (10,))),
        ("form in (hvb, familjehem)", Compare(Name("form"), "in", ("hvb", "familjehem"), (9, 14))),
        ("beslut >= 2025-07-01", Compare(Name("beslut"), ">=", (date(2025, 7, 1),), (10,))),
        (
            "days(start, audit_date) >= 30",
            Compare(Days(Name("start", 5), Name("audit_date", 12)), ">=", (30,), (27,)),
        ),
        ("unstated(barn)", IsUnstated(Name("barn", 9))),
        ("not unstated(barn)", Not(IsUnstated(Name("barn", 13)))),
        ("not not x", Not(Not(Compare(Name("x", 8), "==", ("ja",), (8,), bare=True)))),
        ("åäö_1", Compare(Name("åäö_1"), "==", ("ja",), (0,), bare=True)),
        ("((barn))", Compare(Name("barn", 2), "==", ("ja",), (2,), bare=True)),
    ],
)
def test_what_can_be_written(source: str, root: object) -> None:
    assert parse_condition(source).root == root


def test_and_binds_closer_than_or_and_not_closest() -> None:
    a, b, c = (Compare(Name(n, at), "==", ("ja",), (at,), bare=True) for n, at in (("a", 0), ("b", 5), ("c", 15)))

    assert parse_condition("a or b and not c").root == Either((a, Both((Compare(*_as_tuple(b)), Not(c)))))


def test_parentheses_change_what_binds() -> None:
    root = parse_condition("(a or b) and c").root

    assert isinstance(root, Both) and isinstance(root.parts[0], Either)


@pytest.mark.parametrize(
    ("source", "reason", "column"),
    [
        ("", "expected:name", 0),
        ("   ", "expected:name", 3),
        ("a = b", "character", 2),
        ("a == b;", "character", 6),
        ("a ==", "expected:value", 4),
        ("a == (", "expected:value", 5),
        ("a == and", "expected:value", 5),
        ("a or", "expected:name", 4),
        ("or a", "expected:name", 0),
        ("== a", "expected:name", 0),
        ("a och b", "expected:end", 2),
        ("a b", "expected:end", 2),
        ("(a", "expected:)", 2),
        ("a)", "expected:end", 1),
        ("a in b", "expected:(", 5),
        ("a in (b c)", "expected:)", 8),
        ("a in ()", "expected:value", 6),
        ("days(a, b)", "expected:operator", 10),
        ("days(a) > 1", "expected:,", 6),
        ("days > 1", "expected:(", 5),
        ("unstated a", "expected:(", 9),
        ("unstated(2)", "expected:name", 9),
        ("a > 2025-02-30", "expected:date", 4),
        ("1 == a", "expected:name", 0),
        ("(" * 50 + "a" + ")" * 50, "depth", 41),
        ("not " * 50 + "a", "depth", 164),
    ],
)
def test_where_reading_stops_and_why(source: str, reason: str, column: int) -> None:
    with pytest.raises(ConditionError) as raised:
        parse_condition(source)

    assert (raised.value.reason, raised.value.column) == (reason, column)


def test_names_come_in_order_and_leaves_are_the_simple_statements() -> None:
    condition = parse_condition("a == x or not (unstated(b) and days(c, d) < 3) or PLA-01")

    assert [name.id for name in condition.names] == ["a", "b", "c", "d", "PLA-01"]
    assert len(condition.leaves()) == 4


def test_a_criterion_id_is_one_word_and_a_date_is_no_subtraction() -> None:
    assert [name.id for name in parse_condition("PLA-01 in (ja) and UPF-11 == nej").names] == ["PLA-01", "UPF-11"]
    assert parse_condition("d > 2025-07-01").leaves()[0] == Compare(Name("d"), ">", (date(2025, 7, 1),), (4,))


@given(st.text())
def test_any_text_gives_a_condition_or_a_located_fault(source: str) -> None:
    _parse_or_fault(source)


_WORDS = st.sampled_from(
    [*"()<>,=!-", "and", "or", "not", "in", "days", "unstated", "PLA-01", "barn", "2025-07-01", "30", "=="]
)


@given(st.lists(_WORDS, max_size=25), st.sampled_from(["", " "]))
def test_any_words_give_a_condition_or_a_located_fault(words: list[str], between: str) -> None:
    _parse_or_fault(between.join(words))


@given(st.integers(0, 2_000))
def test_any_depth_gives_a_condition_or_a_located_fault(depth: int) -> None:
    _parse_or_fault("(" * depth + "a" + ")" * depth)


def test_a_long_condition_is_read_without_copying_it_at_every_word() -> None:
    assert len(parse_condition("a or " * 20_000 + "a").leaves()) == 20_001


def _parse_or_fault(source: str) -> None:
    try:
        condition = parse_condition(source)
    except ConditionError as error:
        assert 0 <= error.column <= len(source)
    else:
        assert all(source[name.column :].startswith(name.id) for name in condition.names)


def _as_tuple(part: Compare) -> tuple[object, ...]:
    return part.left, part.operator, part.values, part.columns, part.bare
