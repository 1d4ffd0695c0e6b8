"""The draw: the published vectors, and the laws it holds for any register."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.allocation import allocate
from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.plans import SamplePlan, Steps
from tillsyn.domain.sampling import (
    KEPT,
    Draw,
    FrameItem,
    draw_sample,
    in_order,
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


def test_the_fast_order_is_the_order_of_the_keys() -> None:
    codes = [f"Å-{n}" for n in range(50)] + ["A\u030a-1x", "ö 7"]
    by_key = tuple(sorted(codes, key=lambda code: order_key("frö", "vik", code)))

    assert in_order("frö", "vik", codes) == by_key
    assert in_order("frö", "vik", codes, first=3) == by_key[:3]


def test_every_file_is_drawn_as_often_as_any_other() -> None:
    """χ² of how often each of 20 files is among the 5 drawn, over 4 000 seeds; these seeds are always the same.

    Drawn without replacement the sum is (N − 1)/(N − n) times χ² of the plain counts. With 19 degrees of freedom a
    fair draw exceeds 43.8 once in a thousand times.
    """
    seeds, files, drawn = 4_000, 20, 5
    codes = [f"AKT-{n:02}" for n in range(files)]
    counts = Counter(code for n in range(seeds) for code in in_order(f"frö {n}", "vik", codes)[:drawn])
    expected = seeds * drawn / files
    plain = sum((counts[code] - expected) ** 2 / expected for code in codes)

    assert plain * (files - 1) / (files - drawn) < 43.8


def test_every_place_in_the_order_is_as_open_to_any_file() -> None:
    """χ² over files and places, 8 × 8, with 49 degrees of freedom: 85.4 is exceeded once in a thousand times."""
    codes = [f"AKT-{n}" for n in range(8)]
    orders = [in_order(f"plats {n}", "näs", codes) for n in range(4_000)]
    counts = Counter((code, place) for order in orders for place, code in enumerate(order))
    expected = 4_000 / 8

    assert sum((counts[code, n] - expected) ** 2 / expected for code in codes for n in range(8)) * 7 / 8 < 85.4


@given(st.sets(st.integers(1, 400), min_size=3, max_size=60), st.integers(2, 12), st.data())
def test_one_row_exchanged_for_another_leaves_all_but_two(numbers: set[int], size: int, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(numbers)))
    new = data.draw(st.integers(401, 500))
    before = {*draw_sample(plan(size), "vik", [FrameItem(str(n), "") for n in numbers]).sample}
    after = {*draw_sample(plan(size), "vik", [FrameItem(str(n), "") for n in {*numbers, new} - {gone}]).sample}

    assert len(before & after) >= min(size, len(numbers)) - 2


def test_of_a_large_stratum_only_what_can_be_asked_for_is_kept() -> None:
    codes = [f"AKT-{n:05}" for n in range(5_000)]
    small = draw_sample(plan(10, 5), "vik", [FrameItem(code, "") for code in codes])
    large = draw_sample(plan(300, 50), "vik", [FrameItem(code, "") for code in codes])

    assert (len(small.strata[0].order), small.cases) == (KEPT, 5_000)
    assert (len(large.strata[0].order), large.cases) == (1_400, 5_000)
    assert small.strata[0].order == large.strata[0].order[:KEPT]
    assert small.strata[0].weight == 500


def two_steps(size: int, more: int, reserve: int = 2) -> Draw:
    made = SamplePlan(size, reserve, ("form",), "20261121", steps=Steps(more, 0, 1))
    return draw_sample(made, "vik", [FrameItem(f"{name}-{n}", name) for name in ("hvb", "öv") for n in range(9)])


def test_a_second_step_is_the_next_in_order_and_nobody_changes_number() -> None:
    first = two_steps(4, 4)
    second = replace(first, strata=tuple(replace(part, second=True) for part in first.strata))
    hvb, ov = second.strata

    assert hvb.sample == first.strata[0].order[:4]
    assert hvb.second_step == hvb.order[2:4]
    assert hvb.reserves == hvb.order[4:5]
    assert second.with_first_step() == first
    assert numbers(first) == {code: n for n, code in enumerate([*hvb.order[:2], *ov.order[:2]], start=1)}
    assert numbers(second) == {**numbers(first), hvb.order[2]: 5, ov.order[2]: 6, hvb.order[3]: 7, ov.order[3]: 8}


@given(_LEFT)
def test_a_second_step_adds_the_same_number_of_files_whoever_was_left_out(left: list[int]) -> None:
    first = two_steps(4, 4)
    every = [code for part in first.strata for code in part.order]
    gone = [every[n] for n in left if n < len(every)]
    second = replace(first, strata=tuple(replace(part, second=True) for part in first.strata))

    assert numbers(first, *gone).items() <= numbers(second, *gone).items()
    for part in second.strata:
        standing = [c for c, s, _n, r in standing_sample(second, gone) if s == part.stratum and r is SampleRole.SAMPLE]
        assert len(standing) == min(4, len([code for code in part.order if code not in gone]))
