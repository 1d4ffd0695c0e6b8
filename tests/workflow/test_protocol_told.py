"""What a protocol tells beside the draw: it is held against the register, and against what was bound."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.test_protocol_check import LOTTO, PLANS, Contested, contested
from tests.workflow.test_sampleplan import planned, register
from tillsyn.errors import UsageFault
from tillsyn.store.engine import open_read_only
from tillsyn.store.merge import merge
from tillsyn.workflow import clock, intake, sample
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.protocol import protocol
from tillsyn.workflow.sampleplan import Choice
from tillsyn.workflow.sampleplan_commitment import commit


def _other_reason(told: dict[str, Any]) -> None:
    told["excluded"][1]["reason"] = "annat skäl"


def _fewer_excluded(told: dict[str, Any]) -> None:
    told["excluded"][0]["codes"] = told["excluded"][0]["codes"][1:]


def _heavier(told: dict[str, Any]) -> None:
    told["strata"][0]["weight"] = "99"


def _more_cases(told: dict[str, Any]) -> None:
    told["strata"][0]["cases"] += 1


def _keyless(told: dict[str, Any]) -> None:
    told["strata"][0]["keys"] = []


def _decided(told: dict[str, Any]) -> None:
    told["undecided"] = ["N-01"]


def _rows(told: dict[str, Any]) -> None:
    told["frame"]["rows"] = told["frame"]["rows"][1:]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (_other_reason, "excluded"),
        (_fewer_excluded, "excluded"),
        (_heavier, "strata"),
        (_more_cases, "strata"),
        (_keyless, "strata"),
        (_decided, "undecided"),
        (_rows, "frame"),
    ],
)
def test_what_a_sealed_protocol_tells_beside_the_draw_is_held_against_the_register(
    desk: Desk, liten: OpenAudit, tmp_path: Path, change: Callable[[dict[str, Any]], None], key: str
) -> None:
    made = contested(desk, liten, tmp_path, **PLANS["kept"])
    told = made.told
    change(told)
    made.say(told, sealed=True)

    assert made.causes() == {"told": (key,)}


@pytest.mark.parametrize(
    "change", [{"agrees": False}, {"differs": ["plan"]}, {"seed_sha256": "0" * 64}, {"frame": "x"}]
)
def test_a_protocol_that_tells_falsely_what_was_bound_is_told(
    desk: Desk, liten: OpenAudit, tmp_path: Path, change: dict[str, Any]
) -> None:
    made = contested(desk, liten, tmp_path, bound=True)
    told = made.told
    told["commitment"].update(change)
    made.say(told, sealed=True)

    assert "bound" in made.causes()


def test_a_draw_from_another_register_than_was_bound_wants_a_reason(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    planned(desk, liten, seed="a")
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    commit(desk, liten, "o-nas")
    intake.import_frame(desk, liten, "o-nas", register(tmp_path, 13))
    with pytest.raises(UsageFault, match="ärendelista är bunden"):
        sample.draw(desk, liten, None, "o-nas")

    sample.draw(desk, liten, None, "o-nas", reason="Ett ärende var glömt.")

    told = protocol(desk, liten, "o-nas")["commitment"]
    assert (told["differs"], told["reason"]) == (["frame"], "Ett ärende var glömt.")


def test_two_who_drew_apart_are_both_told_and_the_register_is_that_of_the_draw_that_stands(
    small: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(small, tmp_path / "annan.tillsyn"))
    with open_desk(small, "Ada") as ada, open_desk(other, "Bo") as bo:
        opened = open_audit(ada)
        planned(bo, opened, size=3)  # so that Bo's register is the later, and Ada's draw
        for desk, rows in ((ada, 12), (bo, 15)):
            planned(desk, opened, source=LOTTO)
            intake.import_frame(desk, opened, "o-nas", register(tmp_path, rows))
        for size in (3, 4, 5, None):
            planned(ada, opened, source=LOTTO, size=size)
        for desk, seed in ((bo, "21"), (ada, "12")):
            sample.draw(desk, opened, Choice(seed), "o-nas")
    with open_desk(small, "Ada") as ada, open_read_only(other) as source:
        merge(ada.store, source, clock.now())
        made = Contested(tmp_path / "protokoll.json", register(tmp_path, 12))
        made.say(protocol(ada, open_audit(ada), "o-nas"))

    assert made.causes() == {}
    assert made.told["drawn"]["actor"] == "Ada"
    assert [(one["actor"], one["seed"]) for one in made.told["other_draws"]] == [("Bo", "21")]
    assert made.check().others == 1
