"""What an area comes to in one case file, and a person's rating in its place.

Owns the rule, which is that of `domain.counting` put to one file, the override, which never hides what was computed,
and the one rule by which overrides count: wherever files are counted by area, and nowhere else. Findings and
requirements count criteria, and no override touches them. Leaves recording overrides to `workflow.review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.counting import FileCount, Judgement, count_files, tally
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.seats import Seat


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


COUNTING_SEATS = (Seat.CONSENSUS, Seat.FIRST)
"""The seats whose overrides count, highest first; a second reader's are her own."""
_AS_JUDGED: Mapping[AreaRating, Judgement] = {
    AreaRating.MET: Meaning.MET,
    AreaRating.LACKING: Meaning.UNMET,
    AreaRating.NOT_APPLICABLE: Meaning.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class AreaFiles(FileCount):
    """Files counted in one area, as rated; and what the answers alone come to, where somebody rated otherwise."""

    otherwise: int = 0
    """Files that were rated otherwise than their answers come to."""
    computed_applicable: int = 0
    computed_lacking: int = 0


def standing_ratings(readings: Mapping[Seat, Mapping[str, Override]]) -> dict[str, AreaRating]:
    """The ratings that stand in a file, by area: those of the consensus over those of the first reader."""
    chosen: dict[str, AreaRating] = {}
    for seat in reversed(COUNTING_SEATS):
        chosen |= {area: override.rating for area, override in readings.get(seat, {}).items()}
    return chosen


def as_rated(judgements: Sequence[Judgement], rating: AreaRating | None) -> Sequence[Judgement]:
    """What a file counts with in an area: its judgements, or the one that a person put in their place.

    A rating does not count while an answer is missing, nor where it says what the answers come to anyway.
    """
    if rating is None or area_rating(judgements) in (AreaRating.INCOMPLETE, rating):
        return judgements
    return (_AS_JUDGED[rating],)


def count_area(files: Iterable[tuple[Sequence[Judgement], AreaRating | None]]) -> AreaFiles:
    """Count files in one area, each given as its judgements of the area's criteria and the rating that stands."""
    pairs = list(files)
    computed = count_files(judgements for judgements, _rating in pairs)
    if all(rating is None for _judgements, rating in pairs):
        return _area_files(computed, computed, 0)
    rated = [as_rated(judgements, rating) for judgements, rating in pairs]
    otherwise = sum(after is not before for after, (before, _rating) in zip(rated, pairs, strict=True))
    return _area_files(count_files(rated), computed, otherwise)


def added(counts: Iterable[AreaFiles]) -> AreaFiles:
    """Several counts of one area as one."""
    listed = list(counts)
    names = ("applicable", "lacking", "unanswered", "otherwise", "computed_applicable", "computed_lacking")
    return AreaFiles(*(sum(getattr(one, name) for one in listed) for name in names))


def _area_files(rated: FileCount, computed: FileCount, otherwise: int) -> AreaFiles:
    counts = (rated.applicable, rated.lacking, rated.unanswered)
    return AreaFiles(*counts, otherwise, computed.applicable, computed.lacking)
