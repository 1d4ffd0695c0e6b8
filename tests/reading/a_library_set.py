"""The published sets as tests read them: everything an inspector or a letter can show of a criterion on a day.

That is its question and guidance, the provisions in force with their paraphrases, and the requirement with its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.law import law_on
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled

NAMES = ("missbruk-vuxna", "samverkan-hvb", "overenskommelse", "resultatuppfoljning", "egenkontroll")
SPRING_2015, FIRST_OF_GAMBLING, FIRST_OF_REGIONS = date(2015, 4, 10), date(2018, 1, 1), date(2020, 1, 1)
LAST_OF_OLD, FIRST_OF_NEW = date(2025, 6, 30), date(2025, 7, 1)


@cache
def the_set(name: str) -> CriteriaSet:
    """A set of the library, without a fault or a warning."""
    read = read_criteria(bundled("criteria") / name)
    assert read.problems == ()
    assert read.criteria is not None
    return read.criteria


def shown(criteria: CriteriaSet, criterion: Criterion, day: date) -> Iterator[str]:
    """Every text that can be shown of a criterion judged by a day."""
    yield from (criterion.question.on(day), criterion.guidance.on(day))
    yield from (f"{basis.citation}: {basis.about}" for basis in law_on(criterion.legal_basis, day))
    if asked := criteria.requirement.get(criterion.requirement or ""):
        yield from (t.on(day) for t in (asked.title, asked.text, asked.advice, asked.observation, asked.consequence))


def words_found(criteria: CriteriaSet, words: re.Pattern[str], day: date) -> list[tuple[str, str]]:
    """Where some words can be met on a day: criterion and text."""
    return [(c.id, text) for c in criteria.criteria for text in shown(criteria, c, day) if words.search(text)]
