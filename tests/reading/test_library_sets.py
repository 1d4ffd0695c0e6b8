"""What holds of every published set: clean, dated, in the words of the time, each question with law and guidance."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.reading.a_library_set import (
    FIRST_OF_GAMBLING,
    FIRST_OF_NEW,
    FIRST_OF_REGIONS,
    NAMES,
    SPRING_2015,
    the_set,
    words_found,
)
from tillsyn.domain.law import law_on

NOT_YET_IN_2015 = re.compile(r"skadlig\w* bruk|\bregion|spel om pengar|2025", re.IGNORECASE)
NO_MORE_IN_2020 = re.compile(r"landsting", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
ALL = pytest.mark.parametrize("name", NAMES)
DAYS = pytest.mark.parametrize("day", [SPRING_2015, FIRST_OF_GAMBLING, FIRST_OF_REGIONS, FIRST_OF_NEW], ids=str)


@ALL
def test_it_is_published_and_says_when_the_law_was_read(name: str) -> None:
    criteria = the_set(name)
    assert (criteria.version, criteria.status, criteria.law_as_of) == ("2026.1", "published", date(2026, 2, 22))


@ALL
def test_spring_2015_meets_no_word_of_later_law(name: str) -> None:
    assert words_found(the_set(name), NOT_YET_IN_2015, SPRING_2015) == []


@ALL
def test_no_county_council_is_named_when_there_are_regions(name: str) -> None:
    assert words_found(the_set(name), NO_MORE_IN_2020, FIRST_OF_REGIONS) == []
    assert words_found(the_set(name), NO_MORE_IN_2020, FIRST_OF_NEW) == []


@ALL
@DAYS
def test_every_criterion_has_law_with_a_paraphrase_and_short_guidance(name: str, day: date) -> None:
    for criterion in the_set(name).criteria:
        law = law_on(criterion.legal_basis, day)
        assert law and all(basis.about for basis in law), criterion.id
        assert 2 <= len(SENTENCE_END.findall(criterion.guidance.on(day))) <= 6, criterion.id
