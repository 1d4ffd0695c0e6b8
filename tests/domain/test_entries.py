"""The canonical form of an entry, and the codes that stand for it elsewhere."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.entries import Entry, Json, canonical, check_code, entry_hash, read_base, subject, text_hash

ENTRY = Entry(
    writer="ab12ab12ab12ab12",
    seq=2,
    prev="f" * 64,
    at="2026-03-02T08:00:00.000000+00:00",
    actor="Åsa",
    kind="answer",
    subject="answer|a|vik|V-01|first|PLA-01",
    base=("e" * 64,),
    data='{"code":"nej"}',
    text_hash="",
    hash="",
)
_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "å"]}, '{"a":[true,null,"å"],"b":1}'),
        ({"o": "a\u030a"}, '{"o":"å"}'),  # put together
        ({"a\u030a": 1}, '{"å":1}'),
        (['\n\t"\\'], '["\\n\\t\\"\\\\"]'),
        ({}, "{}"),
        ((1, 2), "[1,2]"),
    ],
)
def test_the_one_way_a_value_is_written(value: Json, written: str) -> None:
    assert canonical(value) == written


@given(_JSON)
def test_what_is_written_is_read_back_and_written_the_same(value: Json) -> None:
    written = canonical(value)

    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [0.5, [1.0], {"a": float("nan")}, "a\0b", ["a\0"], {"a\0": 1}])
def test_floats_and_nul_have_no_form(value: Json) -> None:
    with pytest.raises(ValueError, match=r"float|NUL"):
        canonical(value)


def test_the_hash_of_an_entry_is_reckoned_as_described() -> None:
    data = hashlib.sha256(b'{"code":"nej"}').hexdigest()
    told = (
        f'[1,"{"f" * 64}","ab12ab12ab12ab12",2,"2026-03-02T08:00:00.000000+00:00","Åsa","answer",'
        f'"answer|a|vik|V-01|first|PLA-01",["{"e" * 64}"],"{data}",""]'
    )

    assert entry_hash(ENTRY) == hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.parametrize("name", [f.name for f in fields(Entry)])
def test_every_field_but_the_words_themselves_is_in_the_hash(name: str) -> None:
    old = getattr(ENTRY, name)
    new = old + 1 if isinstance(old, int) else ("x",) if isinstance(old, tuple) else f"{old or ''}x"

    changed = entry_hash(replace(ENTRY, **{name: new})) != entry_hash(ENTRY)

    assert changed is (name not in ("hash", "salt", "text"))


def test_a_letter_taken_apart_is_a_change() -> None:
    assert entry_hash(replace(ENTRY, actor="A\u030asa")) != entry_hash(ENTRY)


def test_the_words_are_hashed_with_their_salt() -> None:
    assert text_hash("salt", "ord") == hashlib.sha256(b"saltord").hexdigest()
    assert text_hash("salt", None) == ""
    assert text_hash("salt", "") == hashlib.sha256(b"salt").hexdigest()


def test_a_subject_is_put_together_in_one_form() -> None:
    assert subject("fact", "a", "vik", "A\u030a-1", "") == "fact|a|vik|Å-1|"
    with pytest.raises(ValueError, match="separator"):
        subject("fact", "a|b")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("[]", ()),
        ('["a","b"]', ("a", "b")),
        ('["a", "b"]', ('["a", "b"]',)),  # a blank too many: no hash is called that
        ("[1]", ("[1]",)),
        ("{", ("{",)),
        ("", ("",)),
        (5, ("5",)),
        ("[" * 100_000, ("[" * 100_000,)),
    ],
)
def test_a_base_is_read_only_as_it_is_written(written: object, names: tuple[str, ...]) -> None:
    assert read_base(written) == names


def test_the_check_code_stands_for_all_heads_in_any_order() -> None:
    heads = [("b", 2, "y"), ("a", 1, "x")]
    told = hashlib.sha256(b'[["a",1,"x"],["b",2,"y"]]').hexdigest()[:16].upper()

    assert check_code(heads) == check_code(reversed(heads)) == "-".join(told[i : i + 4] for i in (0, 4, 8, 12))
    assert check_code(heads) != check_code(heads[:1])
    assert check_code([]) == check_code(())
    assert len(check_code(heads)) == 19
