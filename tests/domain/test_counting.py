"""Counting, by examples counted by hand: what lacks, what is the denominator, and what is not counted at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.counting import FileCount, Judgement, Tally, count_files, tally
from tillsyn.domain.criteria import Meaning

MET, PARTLY, UNMET = Meaning.MET, Meaning.PARTLY, Meaning.UNMET
NOT_ASKED, CANNOT = Meaning.NOT_APPLICABLE, Meaning.CANNOT_JUDGE
_ANY = st.one_of(st.none(), st.sampled_from(list(Meaning)))


def test_ten_judgements_counted_by_hand() -> None:
    counted = tally([MET, MET, MET, PARTLY, UNMET, UNMET, NOT_ASKED, CANNOT, None, None])

    assert counted == Tally(met=3, partly=1, unmet=2, not_applicable=1, cannot_judge=1, unanswered=2)
    assert counted.lacking == 3  # unmet and partly
    assert counted.applicable == 7  # all that is judged, but what does not apply


@pytest.mark.parametrize(
    ("judgement", "lacking", "applicable"),
    [(MET, 0, 1), (PARTLY, 1, 1), (UNMET, 1, 1), (CANNOT, 0, 1), (NOT_ASKED, 0, 0), (None, 0, 0)],
)
def test_what_one_judgement_adds(judgement: Judgement, lacking: int, applicable: int) -> None:
    counted = tally([judgement])

    assert (counted.lacking, counted.applicable) == (lacking, applicable)


def test_unanswered_is_never_nej() -> None:
    assert tally([None] * 5) == Tally(unanswered=5)
    assert count_files([[None, None], [MET, None]]) == FileCount(applicable=1, lacking=0, unanswered=2)


def test_a_file_lacks_when_any_of_its_judgements_does() -> None:
    files = [
        [MET, MET],  # nothing
        [MET, UNMET],  # lacks
        [PARTLY, NOT_ASKED],  # lacks
        [NOT_ASKED, NOT_ASKED],  # leaves the denominator
        [CANNOT, NOT_ASKED],  # applicable, lacks nothing that is known
        [UNMET, None],  # lacks already, and waits
        [None, None],  # waits
        [],  # nothing is asked
    ]

    assert count_files(files) == FileCount(applicable=5, lacking=3, unanswered=2)


def test_tallies_add_up() -> None:
    assert tally([MET, None]) + tally([UNMET]) == tally([MET, None, UNMET])


@given(st.lists(_ANY), st.lists(_ANY))
def test_counting_apart_is_counting_together(some: list[Judgement], others: list[Judgement]) -> None:
    assert tally(some) + tally(others) == tally([*some, *others])


@given(st.lists(st.lists(_ANY)))
def test_never_more_lack_than_apply(files: list[list[Judgement]]) -> None:
    counted = count_files(files)

    assert 0 <= counted.lacking <= counted.applicable <= len(files)
    assert counted.unanswered <= len(files)
