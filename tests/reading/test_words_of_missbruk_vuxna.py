"""The published set speaks the words of its time: a file of spring 2015 meets no word of today's law, nor the reverse.

What is read is everything an inspector or a letter can show of a criterion on a day: question, guidance, the
provisions in force with their paraphrases, and the requirement with its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.law import Verified, law_on
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled

_READ = read_criteria(bundled("criteria") / "missbruk-vuxna")
assert _READ.criteria is not None
SET: CriteriaSet = _READ.criteria
SPRING_2015, LAST_OF_OLD, FIRST_OF_NEW = date(2015, 4, 10), date(2025, 6, 30), date(2025, 7, 1)

NEW_WORDS = re.compile(r"skadlig\w* bruk|\bgenast\b|beslut om insats|\bregion|spel om pengar|2025", re.IGNORECASE)
OLD_WORDS = re.compile(
    r"missbruk(?!s- och beroendevården)|bistånd|landsting|utan dröjsmål|2001:453|skälig levnadsnivå", re.IGNORECASE
)
HASTE_OF_HEALTH_CARE = "För sjukvården gäller alltjämt att arbetet ska börja utan dröjsmål."


def shown(criterion: Criterion, day: date) -> Iterator[str]:
    """Every text that can be shown of a criterion judged by a day."""
    yield from (criterion.question.on(day), criterion.guidance.on(day))
    for basis in law_on(criterion.legal_basis, day):
        yield f"{basis.citation}: {basis.about}"
    if criterion.requirement:
        asked = SET.requirement[criterion.requirement]
        yield from (
            text.on(day) for text in (asked.title, asked.text, asked.advice, asked.observation, asked.consequence)
        )


def words_found(words: re.Pattern[str], day: date) -> list[tuple[str, str]]:
    return [(c.id, text) for c in SET.criteria for text in shown(c, day) if words.search(text)]


def test_the_set_is_published_clean_and_says_when_the_law_was_read() -> None:
    assert _READ.problems == ()
    assert (SET.version, SET.status, SET.law_as_of) == ("2026.1", "published", date(2026, 2, 22))


def test_a_file_of_spring_2015_meets_no_word_of_later_law() -> None:
    assert words_found(NEW_WORDS, SPRING_2015) == []


def test_a_file_of_today_meets_no_word_of_earlier_law() -> None:
    found = words_found(OLD_WORDS, FIRST_OF_NEW)
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
