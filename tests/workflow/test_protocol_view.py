"""The page of a protocol tells what the data file holds, in words that a committee's lawyer can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.workflow.test_protocol_check import contested
from tillsyn.domain.plans import Allocation, Filter
from tillsyn.domain.sampling import order_key
from tillsyn.workflow import sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol_view import protocol_view


def test_the_page_tells_what_the_protocol_holds(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    made = contested(desk, liten, tmp_path, bound=True, filters=(Filter(False, "barn", "Barn granskas för sig."),))
    first = made.told["strata"][0]["sample"][0]
    sample.replace_case(desk, liten, "o-nas", first, "missing")

    view: Any = protocol_view(desk, liten, "o-nas")

    assert json.loads(json.dumps(view)) == view
    assert (view["auditee"]["name"], view["seed"]) == ("Socialnämnden i Önäs", "frö")
    assert view["totals"] == {"cases": 18, "sample": 6, "second": 0, "reserve": 3}
    assert [(part["label"], part["cases"], part["sample"]) for part in view["strata"]] == [
        ("HVB", 6, 2),
        ("Öppenvård", 12, 4),
    ]
    assert {part["weight"] for part in view["strata"]} == {"3,0"}
    assert view["population"]["left_out"][0]["cases"] == 6
    assert "Barn granskas för sig" in view["population"]["left_out"][0]["words"]
    assert [(item["case"], item["words"]) for item in view["left_out"]] == [(first, "Akten kan inte tas fram")]
    assert view["commitment"]["agrees"]
    assert all(len(group) == 4 for one in view["hashes"] for group in one["groups"])
    assert len(view["by_hand"]) == 5
    assert f"frö|o-nas|{first}" in view["by_hand"][1]
    assert order_key("frö", "o-nas", first)[:8] in view["by_hand"][1]
    assert not view["weights"]["differ"]


def test_the_page_says_when_files_stand_for_differently_many(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    contested(desk, liten, tmp_path, allocation=Allocation.FIXED, sizes=(("hvb", 6), ("oppenvard", 2)))

    assert protocol_view(desk, liten, "o-nas")["weights"]["differ"]  # type: ignore[index,call-overload]
