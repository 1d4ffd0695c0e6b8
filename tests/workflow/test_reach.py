"""What a sample says of the whole register: the published exact intervals, stratum by stratum."""

from __future__ import annotations

import pytest

from tillsyn.domain.plans import SamplePlan
from tillsyn.domain.sampling import FrameItem, draw_sample
from tillsyn.stats.intervals import Interval
from tillsyn.workflow.reach import among_all


def reach(cases: int, drawn: int, lacking: int) -> Interval:
    frame = [FrameItem(f"A-{n:03}", "hvb") for n in range(cases)]
    made = draw_sample(SamplePlan(drawn, 0, ("form",), "frö"), "vik", frame)
    return among_all(made, {code: place < lacking for place, code in enumerate(made.sample)})


@pytest.mark.parametrize(
    ("cases", "drawn", "lacking", "low", "high"),
    [(25, 10, 0, 0, 6), (25, 10, 10, 19, 25), (40, 15, 12, 23, 37), (120, 30, 27, 91, 116), (30, 30, 24, 24, 24)],
)
def test_one_stratum_gives_the_exact_interval(cases: int, drawn: int, lacking: int, low: int, high: int) -> None:
    assert reach(cases, drawn, lacking) == Interval(low, high, cases)


def test_a_stratum_read_whole_adds_what_was_seen_and_no_doubt() -> None:
    frame = [FrameItem(f"H-{n}", "hvb") for n in range(2)] + [FrameItem(f"O-{n:02}", "oppenvard") for n in range(40)]
    made = draw_sample(SamplePlan(17, 0, ("form",), "frö"), "vik", frame)
    sizes = {part.stratum: part.size for part in made.strata}
    assert sizes == {"hvb": 1, "oppenvard": 16}
    seen = {code: True for part in made.strata for code in part.sample}
    whole = among_all(made, {**seen, "H-0": True, "H-1": True})
    assert whole.low >= 2 + 16
    assert whole.population == 42
