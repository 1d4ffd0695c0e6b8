"""The published set speaks the words of its time: a file of spring 2015 meets no word of today's law, nor the reverse.

What is read is everything an inspector or a letter can show of a criterion on a day: question, guidance, the
provisions in force with their paraphrases, and the requirement with its texts.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.reading.a_library_set import FIRST_OF_NEW, LAST_OF_OLD, SPRING_2015, the_set, words_found
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.law import Verified, law_on

SET = the_set("missbruk-vuxna")
NEW_WORDS = re.compile(r"skadlig\w* bruk|\bgenast\b|beslut om insats|\bregion|spel om pengar|2025", re.IGNORECASE)
OLD_WORDS = re.compile(
    r"missbruk(?!s- och beroendevården)|bistånd|landsting|utan dröjsmål|2001:453|skälig levnadsnivå", re.IGNORECASE
)
HASTE_OF_HEALTH_CARE = "För sjukvården gäller alltjämt att arbetet ska börja utan dröjsmål."


def test_a_file_of_spring_2015_meets_no_word_of_later_law() -> None:
    assert words_found(SET, NEW_WORDS, SPRING_2015) == []


def test_a_file_of_today_meets_no_word_of_earlier_law() -> None:
    found = words_found(SET, OLD_WORDS, FIRST_OF_NEW)
    assert [(criterion, text) for criterion, text in found if HASTE_OF_HEALTH_CARE not in text] == []
    assert {criterion for criterion, _text in found} == {"SIP-04"}  # its own law kept the older word


@pytest.mark.parametrize("day", [SPRING_2015, LAST_OF_OLD, FIRST_OF_NEW], ids=str)
@pytest.mark.parametrize("criterion", SET.criteria, ids=lambda criterion: criterion.id)
def test_every_criterion_has_law_with_a_paraphrase_on_both_sides(criterion: Criterion, day: date) -> None:
    law = law_on(criterion.legal_basis, day)
    assert law
    assert all(basis.about for basis in law)
    assert criterion.question.on(day) and criterion.guidance.on(day)


def test_only_advice_on_timely_commissions_lacks_law_that_a_letter_may_cite() -> None:
    bare = [c.id for c in SET.criteria if all(b.verified is Verified.NO for b in law_on(c.legal_basis, FIRST_OF_NEW))]
    assert bare == ["UPD-06"]


@pytest.mark.parametrize("day", [SPRING_2015, FIRST_OF_NEW], ids=str)
def test_guidance_is_six_sentences_at_most(day: date) -> None:
    long = {c.id: c.guidance.on(day) for c in SET.criteria if len(re.findall(r"[.!?](?=\s|$)", c.guidance.on(day))) > 6}
    assert long == {}
