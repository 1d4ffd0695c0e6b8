"""The pinned form of a set: the same set gives the same text, and the text gives the set back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import (
    Area,
    CriteriaSet,
    Criterion,
    DatedText,
    Meaning,
    ProposalRule,
    Requirement,
    SamplingDefaults,
    Scale,
    ScaleStep,
    Unit,
    Wording,
)
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.law import Binding, LegalBasis, Verified
from tillsyn.reading.compiled import compile_set, load_set, set_hash
from tillsyn.reading.criteria import read_criteria

PUBLISHED = Path(__file__).parents[2] / "criteria" / "missbruk-vuxna"
PINNED_BEFORE = Path(__file__).parent / "pinned_by_an_earlier_version.json"
SMALL = CriteriaSet(
    id="prov",
    version="1",
    status="draft",
    title="Prov",
    language="sv",
    sampling=SamplingDefaults(8, 4, ("form",)),
    facts=(FactDefinition("form", "Form", FactType.CHOICE, (("hvb", "HVB"),)), FactDefinition("d", "D", FactType.DATE)),
    scales=(
        Scale(
            "s", (ScaleStep("ja", "j", Meaning.MET, "Ja"), ScaleStep("nej", "n", Meaning.UNMET, "Nej", ("comment",)))
        ),
    ),
    areas=(Area("PLA", "Planering"),),
    criteria=(
        Criterion(
            id="PLA-01",
            rev=2,
            area="PLA",
            unit=Unit.CASE_FILE,
            question=DatedText((Wording("Före?", None, date(2025, 6, 30)), Wording("Efter?", date(2025, 7, 1)))),
            guidance=DatedText(()),
            scale="s",
            legal_basis=(LegalBasis("SoL", "2025:400", "1 §", Binding.MUST, Verified.TEXT, date(2025, 7, 1)),),
            applies_when=parse_condition("form in (hvb) and days(d, audit_date) >= 30"),
            judged_by_date="d",
            requirement="K-PLAN",
        ),
    ),
    requirements=(
        Requirement(
            "K-PLAN",
            "PLA",
            DatedText.undated("Plan"),
            ProposalRule(share=Fraction(1, 3)),
            DatedText((Wording("Ska."),)),
            DatedText(()),
        ),
    ),
)


def test_a_set_comes_back_as_it_was() -> None:
    assert load_set(compile_set(SMALL)) == SMALL


def test_the_published_set_comes_back_as_it_was() -> None:
    criteria = read_criteria(PUBLISHED).criteria
    assert criteria is not None

    text = compile_set(criteria)

    assert load_set(text) == criteria
    assert compile_set(load_set(text)) == text


def test_a_set_pinned_by_an_earlier_version_is_read_and_compiles_to_the_same_text() -> None:
    pinned = PINNED_BEFORE.read_text(encoding="utf-8")

    criteria = load_set(pinned)

    assert criteria.requirement["K-PLAN"].title == DatedText.undated("Planering")
    assert set_hash(compile_set(criteria)) == "34110b476c302d8571f9c493daf4e2298eb7ec2139fbda0377ac255aff728148"


def test_dated_words_of_a_requirement_come_back_and_undated_ones_are_plain_text() -> None:
    dated = DatedText((Wording("saknas bistånd", None, date(2025, 6, 30)), Wording("saknas insats", date(2025, 7, 1))))
    requirement = replace(SMALL.requirements[0], observation=dated, consequence=DatedText.undated("Sämre."))
    criteria = replace(SMALL, requirements=(requirement,), law_as_of=date(2026, 2, 22))

    written = json.loads(compile_set(criteria))["set"]

    assert load_set(compile_set(criteria)) == criteria
    assert written["law_as_of"] == "2026-02-22"
    assert (written["requirements"][0]["title"], written["requirements"][0]["consequence"]) == ("Plan", "Sämre.")
    assert written["requirements"][0]["observation"]["wordings"][0]["text"] == "saknas bistånd"


def test_dates_fractions_and_conditions_are_written_as_people_write_them() -> None:
    data = json.loads(compile_set(SMALL))["set"]

    assert data["criteria"][0]["applies_when"] == "form in (hvb) and days(d, audit_date) >= 30"
    assert data["criteria"][0]["question"]["wordings"][0] == {"text": "Före?", "valid_until": "2025-06-30"}
    assert data["requirements"][0]["proposed_when"] == {"share": "1/3"}
    assert data["facts"][1] == {"id": "d", "label": "D", "type": "date"}


def test_the_hash_is_the_checksum_of_the_text_and_tells_a_changed_word() -> None:
    changed = replace(SMALL, title="prov")

    assert set_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert set_hash(compile_set(SMALL)) == set_hash(compile_set(load_set(compile_set(SMALL))))
    assert set_hash(compile_set(changed)) != set_hash(compile_set(SMALL))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"format":2,"set":{}}',
        '{"format":1,"set":{}}',
        '{"format":1,"set":{"unknown":1}}',
        compile_set(SMALL).replace('"rev":2', '"rev":"2"'),
        compile_set(SMALL).replace('"rev":2', '"rev":true'),
        compile_set(SMALL).replace("form in (hvb)", "form in"),
        compile_set(SMALL).replace("1/3", "1/0"),
        compile_set(SMALL).replace('"case_file"', '"casefile"'),
        "[" * 100_000,
    ],
)
def test_what_is_no_compiled_set_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        load_set(text)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_words_come_back_in_normal_form(words: str) -> None:
    once = load_set(compile_set(replace(SMALL, title=words)))

    assert load_set(compile_set(once)) == once
