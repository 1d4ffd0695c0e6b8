"""The draw: the published vectors, and the laws it holds for any register."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.allocation import allocate
from tillsyn.domain.plans import SamplePlan
from tillsyn.domain.sampling import (
    Draw,
    FrameItem,
    draw_sample,
    order_key,
    standing_sample,
)

HUNDRED = [FrameItem(f"AKT-{n:04}", "") for n in range(1, 101)]


def plan(size: int, reserve: int = 0, seed: str = "20261121") -> SamplePlan:
    return SamplePlan(size, reserve, (), seed)


def a_draw(strata: Sequence[tuple[str, int]], size: int, reserve: int = 0) -> Draw:
    frame = [FrameItem(f"{name}-{n}", name) for name, count in strata for n in range(count)]
    return draw_sample(plan(size, reserve), "vik", frame)


def test_the_key_is_what_a_checksum_tool_says() -> None:
    key = order_key("20261121", "SN Exempelby", "AKT-0001")

    assert key == "7d65729326a02f71b2701a957d62e8e2653f16ca9d0c9c0e08ef059bfd7d5bb9"
    assert key == hashlib.sha256(b"20261121|SN Exempelby|AKT-0001").hexdigest()


def test_the_first_eight_of_a_hundred_are_those_reckoned_elsewhere() -> None:
    drawn = draw_sample(plan(8, 4), "SN Exempelby", HUNDRED)

    assert [code[-4:] for code in drawn.sample] == ["0070", "0057", "0022", "0034", "0002", "0045", "0049", "0053"]
    assert len(drawn.reserves) == 4


def test_å_is_one_letter_however_it_is_written() -> None:
    assert order_key("fro\u0308", "a\u030asvik", "A\u030a-1") == order_key("frö", "åsvik", "Å-1")


@pytest.mark.parametrize("parts", [("a|b", "c", "d"), ("a", "b|c", "d"), ("a", "b", "c|d")])
def test_a_separator_inside_a_part_is_refused(parts: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="separator"):
        order_key(*parts)


def test_five_hundred_are_shared_as_the_literature_shares_them() -> None:
    """R's samplingbook: 500 to strata of 5234, 2586, 649 and 157."""
    assert allocate(500, {"a": 5234, "b": 2586, "c": 649, "d": 157}) == {"a": 303, "b": 150, "c": 38, "d": 9}


@pytest.mark.parametrize(
    ("total", "strata", "shares"),
    [
        (8, {"hvb": 40}, {"hvb": 8}),
        (8, {"hvb": 5}, {"hvb": 5}),  # all of them
        (8, {"hvb": 30, "hem": 1, "öv": 1}, {"hvb": 6, "hem": 1, "öv": 1}),  # at least one each
        (2, {"a": 9, "b": 5, "c": 1}, {"a": 1, "b": 1, "c": 0}),  # as far as it goes, the largest first
        (3, {"b": 2, "a": 2}, {"a": 2, "b": 1}),  # equal: the first by name
        (0, {"a": 3}, {"a": 0}),
        (4, {}, {}),
        (4, {"a": 0, "b": 2}, {"a": 0, "b": 2}),
    ],
)
def test_shares_counted_by_hand(total: int, strata: dict[str, int], shares: dict[str, int]) -> None:
    assert allocate(total, strata) == shares


_STRATA = st.dictionaries(st.text("abcåä", min_size=1, max_size=3), st.integers(0, 80), max_size=7)


@given(st.integers(0, 200), _STRATA)
def test_shares_always_add_up_and_fit(total: int, strata: dict[str, int]) -> None:
    shares = allocate(total, strata)

    assert shares.keys() == strata.keys()
    assert sum(shares.values()) == min(total, sum(strata.values()))
    assert all(0 <= shares[name] <= strata[name] for name in strata)
    if total >= sum(count > 0 for count in strata.values()):
        assert all(shares[name] >= 1 for name in strata if strata[name])
    by_size = sorted(strata.items(), key=lambda item: (-item[1], item[0]))
    assert all(shares[a] >= shares[b] - 1 for (a, _), (b, _) in zip(by_size, by_size[1:], strict=False))


_FRAME = st.lists(
    st.tuples(st.integers(1, 500), st.sampled_from(["hvb", "hem", "öppen"])), unique_by=lambda t: t[0], max_size=60
).map(lambda rows: [FrameItem(f"V-{n}", stratum) for n, stratum in rows])


@given(_FRAME, st.integers(1, 20), st.integers(0, 8), st.text("abc1", min_size=1))
def test_nobody_is_drawn_twice_and_everyone_drawn_is_in_the_register(
    frame: list[FrameItem], size: int, reserve: int, seed: str
) -> None:
    drawn = draw_sample(plan(size, reserve, seed), "vik", frame)
    taken = [*drawn.sample, *drawn.reserves]

    assert len(taken) == len(set(taken))
    assert set(taken) <= {item.case_code for item in frame}
    assert len(drawn.sample) == min(size, len(frame))
    assert len(drawn.reserves) == min(reserve, len(frame) - len(drawn.sample))
    for stratum in drawn.strata:
        assert {item.case_code for item in frame if item.stratum == stratum.stratum} == set(stratum.order)
        assert stratum.sample + stratum.reserves == stratum.order[: stratum.size + stratum.reserve]


@given(_FRAME, st.randoms())
def test_the_order_of_the_rows_means_nothing(frame: list[FrameItem], dice: object) -> None:
    shuffled = list(frame)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert draw_sample(plan(8, 4), "vik", frame) == draw_sample(plan(8, 4), "vik", shuffled)


@given(st.sets(st.integers(1, 400), min_size=2, max_size=60), st.integers(1, 12), st.data())
def test_a_row_more_or_less_moves_at_most_one_case(numbers: set[int], size: int, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(numbers)))
    whole = {*draw_sample(plan(size), "vik", [FrameItem(str(n), "") for n in numbers]).sample}
    less = {*draw_sample(plan(size), "vik", [FrameItem(str(n), "") for n in numbers - {gone}]).sample}

    assert len(whole - less) <= 1
    assert len(less - whole) <= 1
    assert whole - {str(gone)} <= less


def test_another_seed_or_another_auditee_draws_others() -> None:
    draws = {
        draw_sample(plan(8, 0, seed), auditee, HUNDRED).sample for seed in ("a", "b") for auditee in ("vik", "näs")
    }

    assert len(draws) == 4


def numbers(draw: Draw, *left_out: str) -> dict[str, int]:
    return {code: number for code, _stratum, number, _role in standing_sample(draw, left_out)}


def test_the_next_in_its_own_stratum_stands_in_and_all_keep_their_numbers() -> None:
    drawn = a_draw([("hvb", 6), ("öv", 6)], size=4)
    hvb, ov = drawn.strata
    before = numbers(drawn)
    assert before == {code: n for n, code in enumerate([*hvb.order[:2], *ov.order[:2]], start=1)}

    once = numbers(drawn, ov.order[0])
    assert once == {**before, ov.order[2]: 6}  # 5 waits for the first stand-in of the other stratum

    twice = numbers(drawn, ov.order[0], hvb.order[1])
    assert twice == {**once, hvb.order[2]: 5}

    roles = {code: role for code, _s, _n, role in standing_sample(drawn, [ov.order[0], ov.order[2]])}
    assert [code for code, role in roles.items() if role is SampleRole.LEFT_OUT] == [ov.order[0], ov.order[2]]
    assert ov.order[3] in roles


def test_where_nobody_is_left_to_stand_in_the_sample_is_smaller() -> None:
    drawn = a_draw([("hvb", 2)], size=2)

    standing = standing_sample(drawn, drawn.sample)

    assert [role for _c, _s, _n, role in standing] == [SampleRole.LEFT_OUT] * 2


def test_one_in_the_reserve_who_is_left_out_beforehand_is_passed_over() -> None:
    drawn = a_draw([("hvb", 5)], size=2)
    order = drawn.strata[0].order

    standing = standing_sample(drawn, [order[0], order[2]])

    assert [code for code, _s, _n, role in standing if role is SampleRole.SAMPLE] == [order[1], order[3]]


_LEFT = st.lists(st.integers(0, 19), unique=True, max_size=12)


@given(_LEFT, st.randoms())
def test_who_stands_depends_on_who_is_left_out_alone(left: list[int], dice: object) -> None:
    drawn = a_draw([("hvb", 9), ("hem", 4), ("öv", 7)], size=6, reserve=3)
    every = [item for part in drawn.strata for item in part.order]
    codes = [every[n] for n in left]
    shuffled = list(codes)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert standing_sample(drawn, codes) == standing_sample(drawn, shuffled)


@given(_LEFT)
def test_no_case_ever_changes_its_number(left: list[int]) -> None:
    """Each is left out while it stands, one after the other, as `sample replace` does."""
    drawn = a_draw([("hvb", 9), ("hem", 4), ("öv", 7)], size=6, reserve=3)
    gone: list[str] = []
    known = numbers(drawn)
    for n in left:
        standing = [code for code, _s, _n, role in standing_sample(drawn, gone) if role is SampleRole.SAMPLE]
        if not standing:
            return
        gone.append(standing[n % len(standing)])
        now = numbers(drawn, *gone)
        assert known.items() <= now.items()
        assert len(set(now.values())) == len(now)
        known = now
        for part in drawn.strata:
            left_in = [code for code in part.order if code not in gone]
            standing_here = [c for c, s, _n, r in standing_sample(drawn, gone) if s == part.stratum and c not in gone]
            assert len(standing_here) == min(part.size, len(left_in))
