"""The published JSON Schema: a real validator takes what the reader takes, and refuses what has another shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tillsyn.domain.entries import Json
from tillsyn.reading.criteria_keys import AREA_KEYS, SET_KEYS
from tillsyn.reading.keys import Key
from tillsyn.reading.schema import criteria_schema, schema_file
from tillsyn.reading.tree import Mapping, Node, Scalar, parse_tree

LIBRARY = Path(__file__).parents[2] / "criteria"
FILES = sorted(path for path in LIBRARY.glob("*/*.yaml") if path.name != "fraser.yaml")  # phrases are no criteria
SCHEMA = criteria_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
AREA = """\
area: PLA
title: Planering
criteria:
  - {id: PLA-01, rev: 1, unit: case_file, question: Finns en plan?, scale: s4, applies_when: barn, requirement: K-PLAN}
requirements:
  - {id: K-PLAN, title: Plan, text: Ska., observation: saknas, proposed_when: {in_at_least: 2}}
"""


def as_an_editor_reads(node: Node | None) -> Json:
    """YAML 1.2 as editors resolve it: digits are numbers, true and false are truths, all else is text."""
    if isinstance(node, Scalar):
        if not node.quoted and re.fullmatch("[0-9]+", node.text):
            return int(node.text)
        return node.text == "true" if not node.quoted and node.text in ("true", "false") else node.text
    if isinstance(node, Mapping):
        return {key.text: as_an_editor_reads(value) for key, value in node.pairs}
    return [as_an_editor_reads(item) for item in node.items] if node else None


def complaints(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_an_editor_reads(parse_tree(text, "f").root))]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_published_files_fit(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_published_files_name_the_schema_beside_the_sets(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=../schema.json"
    assert (path.parent / first.partition("=")[2]).resolve() == (LIBRARY / "schema.json").resolve()


def test_the_schema_beside_the_sets_is_current() -> None:
    assert (LIBRARY / "schema.json").read_bytes() == schema_file(), "tillsyn criteria schema -o criteria/schema.json"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Planering", "titel: Planering"),
        ("title: Planering\n", ""),
        ("area: PLA", "area: Pla"),
        ("id: PLA-01", "id: PLA-1"),
        ("rev: 1", "rev: ett"),
        ("rev: 1", "rev: 0"),
        ("unit: case_file", "unit: casefile"),
        ("question: Finns en plan?", "question: []"),
        ("question: Finns en plan?", "question: [{until: juni, text: x}]"),
        ("requirement: K-PLAN", "requirement: k-plan"),
        ("{in_at_least: 2}", "{at_least: 2}"),
        ("{in_at_least: 2}", "{share: '0.2'}"),
        ("{in_at_least: 2}", "{critical: 'ja'}"),
    ],
)
def test_what_has_another_shape_is_refused(old: str, new: str) -> None:
    assert complaints(AREA) == []
    assert AREA.count(old) == 1 and complaints(AREA.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1", "format: ett"),
        ("id: liten", "id: Liten Samling"),
        ("status: draft", "status: utkast"),
        ("language: sv", "language: svenska"),
        ("files: [planering.yaml, metod.yaml]", "files: planering.yaml"),
        ("size: 4", "size: 0"),
        ("size: 4", "storlek: 4"),
        ("strata: [insatsform]", "strata: insatsform"),
        ("type: boolean", "type: ja/nej"),
        ("label: Barn berörs, ", ""),
        ("meaning: met", "meaning: ja"),
        ("code: delvis, key: d", "code: Delvis Ja, key: d"),
        ("key: n,", "key: nn,"),
        ("{oppenvard: Öppenvård, hvb: HVB}", "[oppenvard, hvb]"),
    ],
)
def test_what_is_wrong_with_a_set_is_refused(old: str, new: str) -> None:
    text = (Path(__file__).parents[1] / "small" / "criteria" / "set.yaml").read_text(encoding="utf-8")

    assert complaints(text) == []
    assert text.count(old) == 1 and complaints(text.replace(old, new))


def test_every_hover_text_is_swedish_and_ends_in_an_example() -> None:
    texts = re.findall(r'"description": "((?:[^"\\]|\\.)*)"', schema_file().decode())

    assert len(texts) > 60
    assert [text for text in texts if "Exempel: " not in text] == []


def test_every_key_has_a_description_in_the_schema() -> None:
    definitions = SCHEMA["$defs"]
    assert isinstance(definitions, dict)
    for name, keys in (("set", SET_KEYS), ("area", AREA_KEYS)):
        described = definitions[name]
        assert isinstance(described, dict) and isinstance(properties := described["properties"], dict)
        assert list(properties) == [key.name for key in keys]
        assert all(value["description"] for value in properties.values() if isinstance(value, dict))


def test_no_key_is_declared_twice() -> None:
    def check(keys: tuple[Key, ...]) -> None:
        assert len({key.name for key in keys}) == len(keys)
        for key in keys:
            check(key.inner)

    check(SET_KEYS)
    check(AREA_KEYS)
