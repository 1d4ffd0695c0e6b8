"""What areas come to in files, and the one rule by which a person's rating counts in their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.counting import Judgement, count_files
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.ratings import (
    CHOOSABLE,
    AreaFiles,
    AreaRating,
    Override,
    added,
    area_rating,
    as_rated,
    count_area,
    standing_ratings,
)
from tillsyn.domain.seats import Seat

MET, PARTLY, UNMET, NA, CANNOT = Meaning
JUDGEMENTS = st.lists(st.sampled_from([*Meaning, None]), max_size=5)
RATINGS = st.sampled_from([*CHOOSABLE, None])


@pytest.mark.parametrize(
    ("judgements", "rating"),
    [
        ([MET, MET], AreaRating.MET),
        ([MET, PARTLY], AreaRating.LACKING),
        ([NA, NA], AreaRating.NOT_APPLICABLE),
        ([CANNOT], AreaRating.MET),
        ([UNMET, None], AreaRating.INCOMPLETE),
        ([], AreaRating.NOT_APPLICABLE),
    ],
)
def test_what_an_area_comes_to(judgements: list[Judgement], rating: AreaRating) -> None:
    assert area_rating(judgements) is rating


def test_files_counted_by_hand() -> None:
    files = [
        ([MET, UNMET], AreaRating.MET),  # lacking by its answers, rated as met
        ([MET, MET], AreaRating.LACKING),  # met by its answers, rated as lacking
        ([MET, PARTLY], AreaRating.NOT_APPLICABLE),  # leaves the denominator
        ([UNMET], None),
        ([MET, PARTLY], AreaRating.LACKING),  # says what the answers come to anyway
        ([UNMET, None], AreaRating.MET),  # an answer is missing: the rating waits
        ([NA], AreaRating.LACKING),  # comes into the denominator
    ]
    assert count_area(files) == AreaFiles(6, 5, 1, otherwise=4, computed_applicable=6, computed_lacking=5)
    assert count_area(files[:2]) == AreaFiles(2, 1, 0, 2, 2, 1)


def test_counts_of_several_add_up() -> None:
    assert added([AreaFiles(3, 1, 0, 1, 3, 2), AreaFiles(2, 2, 1)]) == AreaFiles(5, 3, 1, 1, 3, 2)
    assert added([]) == AreaFiles()


def test_consensus_stands_over_the_first_and_the_second_never_counts() -> None:
    met, lacking = (Override("PLA", rating, "x") for rating in (AreaRating.MET, AreaRating.LACKING))
    assert standing_ratings({Seat.FIRST: {"PLA": met}, Seat.CONSENSUS: {"PLA": lacking}}) == {"PLA": AreaRating.LACKING}
    assert standing_ratings({Seat.SECOND: {"PLA": met}}) == {}


@given(st.lists(st.tuples(JUDGEMENTS, RATINGS)))
def test_without_overrides_it_is_the_ordinary_count(files: list[tuple[list[Judgement], AreaRating | None]]) -> None:
    plain = count_area([(judgements, None) for judgements, _rating in files])
    whole = count_files(judgements for judgements, _rating in files)
    assert (plain.applicable, plain.lacking, plain.unanswered) == (whole.applicable, whole.lacking, whole.unanswered)
    rated = count_area(files)
    assert (rated.computed_applicable, rated.computed_lacking) == (whole.applicable, whole.lacking)
    assert rated.unanswered == whole.unanswered
    assert rated.lacking <= rated.applicable <= len(files)
    assert (rated.otherwise == 0) <= (rated.lacking == whole.lacking)


@given(JUDGEMENTS, RATINGS)
def test_a_rating_that_counts_is_what_the_file_comes_to(judgements: list[Judgement], rating: AreaRating | None) -> None:
    counting = as_rated(judgements, rating)
    if counting is not judgements:
        assert area_rating(counting) is rating
    else:
        assert rating is None or area_rating(judgements) in (AreaRating.INCOMPLETE, rating)
