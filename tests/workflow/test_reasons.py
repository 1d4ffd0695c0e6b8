"""Why a question is asked, in words: a condition is read by a person who knows no signs of a program."""

from __future__ import annotations

import pytest

from tests.workflow.test_conditional_criteria import CONDITIONAL, SET
from tillsyn.workflow.reasons import condition_words

BY_SOURCE = {c.applies_when.source: c.applies_when for c in CONDITIONAL if c.applies_when}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("SIP-02 in (ja, delvis)", "svaret på SIP-02 är ja eller delvis"),
        ("UPD-01 != nej", "svaret på UPD-01 är något annat än nej"),
        (
            "bada_huvudman and not sip_avbojd",
            "”Behov av både socialtjänst och hälso- och sjukvård” är ja och ”Den enskilde har avböjt SIP” är något "
            "annat än ja",
        ),
    ],
)
def test_a_condition_is_told_in_words(source: str, words: str) -> None:
    assert condition_words(BY_SOURCE[source], SET) == words


def test_a_value_is_told_by_its_label() -> None:
    found = next(c for source, c in BY_SOURCE.items() if "insatsform in (hvb" in source)
    assert "”Insatsform” är HVB eller Familjehem" in condition_words(found, SET)


def test_no_word_of_the_language_of_conditions_is_left() -> None:
    for condition in BY_SOURCE.values():
        told = condition_words(condition, SET).split()
        assert not {"and", "or", "not", "in", "==", "!="} & set(told)
