"""Which files are read a second time: repeatable by seed, and stable when the sample grows."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.subsample import HowMany, added

_FILES = [("vik", f"V-{n:02}") for n in range(1, 8)] + [("ö-nas", f"Ö-{n:02}") for n in range(1, 4)]


def _by_hand(seed: str) -> list[tuple[str, str]]:
    return sorted(_FILES, key=lambda f: hashlib.sha256(f"{seed}|{f[0]}|{f[1]}".encode()).hexdigest())


def test_the_first_in_order_by_checksum_are_taken() -> None:
    assert list(added("frö", _FILES, (), 3)) == _by_hand("frö")[:3]


def test_those_chosen_before_stay_and_the_next_fill_up() -> None:
    order = _by_hand("frö")
    before = [order[4], order[8]]

    assert list(added("frö", _FILES, before, 4)) == [order[0], order[1]]
    assert added("frö", _FILES, order[:4], 4) == ()
    assert added("frö", _FILES, order, 4) == ()


def test_a_file_that_has_left_the_sample_is_replaced_by_the_next() -> None:
    order = _by_hand("frö")
    left = [file for file in _FILES if file != order[0]]

    assert added("frö", left, order[:3], 3) == (order[3],)


@pytest.mark.parametrize(
    ("how_many", "files", "number"),
    [
        (HowMany(5), 8, 5),
        (HowMany(5), 3, 3),
        (HowMany(share=Fraction(1, 10)), 8, 1),
        (HowMany(share=Fraction(1, 10)), 21, 3),
        (HowMany(share=Fraction(1)), 21, 21),
        (HowMany(share=Fraction(1, 10)), 0, 0),
    ],
)
def test_a_share_is_rounded_upwards(how_many: HowMany, files: int, number: int) -> None:
    assert how_many.of(files) == number


@given(
    st.text("abc", max_size=4), st.sets(st.sampled_from(_FILES)), st.sets(st.sampled_from(_FILES)), st.integers(0, 9)
)
def test_filled_up_to_the_number_with_nothing_twice(
    seed: str, files: set[tuple[str, str]], before: set[tuple[str, str]], wanted: int
) -> None:
    found = added(seed, files, before, wanted)

    assert set(found) <= files - before
    assert len(set(found)) == len(found)
    assert len(before & files) + len(found) == max(len(before & files), min(wanted, len(files)))
