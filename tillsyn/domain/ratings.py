"""What an area comes to in one case file, and a person's rating in its place.

Owns the rule, which is that of `domain.counting` put to one file, and the override, which never hides what was
computed. Leaves recording overrides to `workflow.review`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.counting import Judgement, tally


class AreaRating(StrEnum):
    """What the criteria of an area come to in one file."""

    MET = "met"
    LACKING = "lacking"
    NOT_APPLICABLE = "not_applicable"
    INCOMPLETE = "incomplete"
    """Some answer is missing; cannot be put in a rating's place."""


CHOOSABLE = (AreaRating.MET, AreaRating.LACKING, AreaRating.NOT_APPLICABLE)
"""What a person may rate an area as."""


@dataclass(frozen=True, slots=True)
class Override:
    """A person's rating of an area in one file, with the reason."""

    area: str
    rating: AreaRating
    reason: str
    actor: str = ""
    at: str = ""


def area_rating(judgements: Iterable[Judgement]) -> AreaRating:
    """What one file's judgements of an area's criteria come to: one lacking is enough; nothing is guessed."""
    counted = tally(judgements)
    if counted.unanswered:
        return AreaRating.INCOMPLETE
    if not counted.applicable:
        return AreaRating.NOT_APPLICABLE
    return AreaRating.LACKING if counted.lacking else AreaRating.MET
