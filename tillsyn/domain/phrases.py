"""Phrases for comments: words that fit many files, offered in the order they are likely to be wanted.

Owns a phrase and the order of offers for one criterion. Leaves reading them to `reading.phrases`, and gathering what
has been used to `workflow.phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

GAP = "…"
"""Stands in a phrase where something of the file is to be filled in."""
_OTHER = 3


class Origin(StrEnum):
    """Where a phrase comes from."""

    OWN = "own"
    """The reader's own comments: used more than once."""
    AGENCY = "agency"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and what it is for: ids of criteria or areas, and codes of answers; nothing means any."""

    text: str
    about: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    origin: Origin = Origin.SET


@dataclass(frozen=True, slots=True)
class Offer:
    """A phrase as it is offered, with how often the reader has used it."""

    phrase: Phrase
    here: int = 0
    """In comments on this criterion."""
    elsewhere: int = 0


def offers(
    phrases: Iterable[Phrase], criterion: str, area: str, answer: str, used: Sequence[tuple[str, str]]
) -> tuple[Offer, ...]:
    """Phrases for a comment on a criterion, the likeliest first.

    `used` are the reader's comments as (criterion, text); `answer` is the code given, empty where none is. What fits
    the answer comes before what does not; then what was used most here, what is meant for the criterion, its area, any.
    What is meant for other criteria alone comes last, unless it was used here.
    """
    counted = [_counted(phrase, criterion, used) for phrase in _each_once(phrases)]
    return tuple(sorted(counted, key=lambda offer: _rank(offer, criterion, area, answer)))


def _each_once(phrases: Iterable[Phrase]) -> list[Phrase]:
    found: dict[str, Phrase] = {}
    for phrase in phrases:
        found.setdefault(_folded(phrase.text), phrase)
    return list(found.values())


def _counted(phrase: Phrase, criterion: str, used: Sequence[tuple[str, str]]) -> Offer:
    pattern = _pattern(phrase.text)
    hits = [about == criterion for about, text in used if pattern.search(_folded(text))]
    return Offer(phrase, sum(hits), len(hits) - sum(hits))


def _pattern(text: str) -> re.Pattern[str]:
    """What a comment holds that the phrase was used in: its words, with anything where something was filled in."""
    return re.compile(".*?".join(re.escape(part.strip()) for part in _folded(text).rstrip(". ").split(GAP)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _rank(offer: Offer, criterion: str, area: str, answer: str) -> tuple[bool, bool, int, int, int]:
    distance = _distance(offer.phrase, criterion, area)
    of_others = distance == _OTHER and not offer.here
    return (of_others, _misfit(offer.phrase, answer), -offer.here, distance, -offer.elsewhere)


def _misfit(phrase: Phrase, answer: str) -> bool:
    return bool(answer and phrase.answers) and answer not in phrase.answers


def _distance(phrase: Phrase, criterion: str, area: str) -> int:
    """0 for the criterion, 1 for its area, 2 for any, most for another."""
    about: Collection[str] = phrase.about
    return 0 if criterion in about else 1 if area in about else _OTHER if about else 2
