"""Typed access to text files: strict conversion, each fault at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.problems import Problem
from tillsyn.problems.texts import TEXTS
from tillsyn.reading.faults import nearest
from tillsyn.reading.fields import Fields, read_date, top_fields
from tillsyn.reading.tree import parse_tree


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def fields_of(text: str) -> Fields:
    found = top_fields(parse_tree(text, "f"), [])
    assert found is not None
    return found


ACCESS: list[tuple[str, Callable[[Fields], object], str, str, object]] = [
    # code, access, bad, good, what the good one gives
    ("Y031", lambda f: f.text("a"), "b: x", "a: x", "x"),
    ("Y033", lambda f: f.text("a"), "a:", "a: x ", "x"),
    ("Y033", lambda f: f.text("a", required=False), "a: ''", "b: x", None),
    ("Y034", lambda f: f.text("a"), "a: [x]", "a: '[x]'", "[x]"),
    ("Y034", lambda f: f.texts("a"), "a: [[y]]", "a: [x, y]", ("x", "y")),
    ("Y035", lambda f: f.texts("a"), "a: x", "a: []", ()),
    ("Y036", lambda f: f.fields("a", required=False), "a: x", "b: x", None),
    ("Y036", lambda f: f.list_of_fields("a"), "a: [x]", "a: []", ()),
    ("Y037", lambda f: f.integer("a"), "a: 1.0", "a: 007", 7),
    ("Y037", lambda f: f.integer("a"), "a: 0x1F", "a: 31", 31),
    ("Y037", lambda f: f.integer("a"), "a: ١٢", "a: 12", 12),
    ("Y037", lambda f: f.integer("a"), "a: 1_000", "a: '1000'", 1000),
    ("Y041", lambda f: f.integer("a", least=1), "a: 0", "a: 1", 1),
    ("Y041", lambda f: f.integer("a"), "a: -1", "a: 0", 0),
    ("Y038", lambda f: f.boolean("a"), "a: no", "a: false", False),
    ("Y038", lambda f: f.boolean("a"), "a: True", "a: true", True),
    ("Y039", lambda f: f.date("a"), "a: 2025-02-29", "a: 2024-02-29", date(2024, 2, 29)),
    ("Y039", lambda f: f.date("a"), "a: 20250701", "a: '2025-07-01'", date(2025, 7, 1)),
    ("Y039", lambda f: f.date("a"), "a: 2025-W27-2", "a: 2025-07-01", date(2025, 7, 1)),
    ("Y040", lambda f: f.choice("a", Colour), "a: Red", "a: red", Colour.RED),
    ("Y040", lambda f: f.word("a", ("x", "y")), "a: z", "a: y", "y"),
    ("Y032", lambda f: f.done(["a"]), "b: 1", "a: 1", None),
]
WHOLE_FILE = {"Y030"}  # below


@pytest.mark.parametrize(("code", "access", "bad", "good", "value"), ACCESS)
def test_a_wrong_value_is_reported_and_a_right_one_given(
    code: str, access: Callable[[Fields], object], bad: str, good: str, value: object
) -> None:
    wrong, right = fields_of(bad), fields_of(good)

    assert not access(wrong)
    assert [p.code for p in wrong.problems] == [code]
    assert "{" not in wrong.problems[0].message
    assert access(right) == value
    assert right.problems == []


def test_every_code_of_values_has_an_example() -> None:
    assert {code for code, *_ in ACCESS} | WHOLE_FILE == {code for code in TEXTS if code >= "Y030"}


def test_what_is_optional_may_be_missing_but_not_wrong() -> None:
    fields = fields_of("a: x")

    assert (fields.integer("b", required=False), fields.date("b", required=False)) == (None, None)
    assert fields.problems == []
    assert fields.integer("a", required=False) is None
    assert [p.code for p in fields.problems] == ["Y037"]


def test_an_unknown_key_is_placed_at_the_key_with_the_nearest_known() -> None:
    fields = fields_of("titel: x\nanswers: y\nfoo: z")
    fields.done(["title", "answers"])

    assert [(p.place, p.about["nearest"]) for p in fields.problems] == [("f:1:1", "title"), ("f:3:1", "")]


def test_faults_inside_are_gathered_in_the_same_list() -> None:
    fields = fields_of("a: {b: x}\nc: [{d: y}]")
    inner, (item,) = fields.fields("a"), fields.list_of_fields("c") or ()
    assert inner is not None
    inner.integer("b")
    item.date("d")

    assert [p.place for p in fields.problems] == ["f:1:8", "f:2:9"]


@pytest.mark.parametrize(("text", "codes"), [("[a]", ["Y030"]), ("a", ["Y030"]), ("", ["Y005"]), ("a: 1", [])])
def test_a_file_of_keys(text: str, codes: list[str]) -> None:
    problems: list[Problem] = []

    assert (top_fields(parse_tree(text, "f"), problems) is None) == bool(codes)
    assert [p.code for p in problems] == codes


def test_peoples_words_in_a_sentence_are_short_and_harmless() -> None:
    fields = fields_of("a: " + "x" * 500 + '\nb: "{0.__class__} [on]x"\nc: "y\u202ez"')
    for key in ("a", "b", "c"):
        fields.integer(key)

    messages = [p.message for p in fields.problems]
    assert len(messages[0]) < 250
    assert "{0.__class__} [on]x" in messages[1]
    assert "\u202e" not in messages[2]


def test_nearest_is_blind_to_case_and_silent_when_nothing_is_near() -> None:
    assert nearest("insatsfrom", ["Insatsform", "barn"]) == "Insatsform"
    assert nearest("xyz", ["Insatsform", "barn"]) == ""
    assert nearest("x", []) == ""


@given(st.dates())
def test_dates_come_back(day: date) -> None:
    assert read_date(day.isoformat()) == day
