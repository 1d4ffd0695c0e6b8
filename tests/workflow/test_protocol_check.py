"""A check that fails says which files differ and why: another register, seed, plan, method, or an edited protocol."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillsyn.domain.frames import Layout
from tillsyn.domain.plans import Allocation, Filter, Oversampling, Period, SeedSource, Steps
from tillsyn.domain.protocols import own_hash
from tillsyn.domain.sampling import order_key
from tillsyn.errors import TillsynError
from tillsyn.workflow import intake, sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol import protocol, protocol_text
from tillsyn.workflow.protocol_check import Check, verify_protocol
from tillsyn.workflow.sampleplan import Choice, plan_of, record_plan
from tillsyn.workflow.sampleplan_commitment import commit

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_sample.py"
HEAD = "Ärendekod;Insatsform;Barn berörs;Beslut om insats"
ROWS = [
    f"N-{n:02};{('HVB', 'Öppenvård')[n % 3 > 0]};{('ja', 'nej')[n % 4 > 0]};2025-0{1 + n % 9}-10" for n in range(24)
]
YEAR = Period("beslutsdatum", date(2025, 1, 1), date(2025, 7, 31))
LOTTO = SeedSource("Lotto", date(2026, 3, 2), "svenskaspel.se")


@dataclass(frozen=True)
class Contested:
    """A draw of o-nas: its protocol and the register it was drawn from, as files."""

    protocol: Path
    register: Path
    text: str = ""
    """The protocol as it was first written."""

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.protocol.read_text(encoding="utf-8"))
        return told

    def say(self, told: dict[str, Any], sealed: bool = False) -> None:
        """Write the protocol anew; `sealed` also its own hash, as a careful forger would."""
        whole = {**told, "sha256": own_hash(told)} if sealed else told
        self.protocol.write_text(protocol_text(whole), encoding="utf-8")

    def send(self, rows: list[str]) -> None:
        self.register.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")

    def check(self) -> Check:
        return verify_protocol(self.protocol, self.register)

    def causes(self) -> dict[str, tuple[str, ...]]:
        return {found.cause: found.cases for found in self.check().causes}

    def by_script(self) -> int:
        words = [sys.executable, str(SCRIPT), str(self.protocol), str(self.register)]
        return subprocess.run(words, capture_output=True, check=False).returncode


def contested(
    desk: Desk, opened: OpenAudit, folder: Path, seed: str = "frö", bound: bool = False, **asked: Any
) -> Contested:
    made = Contested(folder / "protokoll.json", folder / "register.csv")
    made.send(ROWS)
    known = None if asked.get("source") else seed
    record_plan(
        desk, opened, plan_of(opened, Choice(known, asked.pop("size", 6), asked.pop("reserve", 3), **asked)), "o-nas"
    )
    if bound:
        commit(desk, opened, "o-nas")
    intake.import_frame(desk, opened, "o-nas", made.register)
    sample.draw(desk, opened, Choice(seed), "o-nas")
    made.say(protocol(desk, opened, "o-nas"))
    return made


@pytest.fixture
def drawn(desk: Desk, liten: OpenAudit, tmp_path: Path) -> Contested:
    return contested(desk, liten, tmp_path)


PLANS: dict[str, dict[str, Any]] = {
    "proportional": {},
    "equal": {"allocation": Allocation.EQUAL, "size": 7},
    "fixed": {"allocation": Allocation.FIXED, "sizes": (("hvb", 2), ("*", 3))},
    "census": {"census_up_to": 24},
    "period": {"period": YEAR},
    "condition": {"filters": (Filter(False, "barn", "Barn granskas för sig."),)},
    "kept": {"period": YEAR, "filters": (Filter(True, "insatsform == hvb", "Bara HVB."), Filter(False, "barn", "x"))},
    "two steps": {"steps": Steps(5, 1, 4), "allocation": Allocation.EQUAL},
    "oversampled": {"oversampling": (Oversampling("hvb", 2, "Ny verksamhet."),)},
    "two strata": {"strata": ("barn", "insatsform")},
    "no strata": {"strata": ()},
    "public seed": {"source": LOTTO},
    "bound": {"bound": True},
}


@pytest.mark.parametrize("asked", PLANS.values(), ids=PLANS)
def test_every_sort_of_plan_is_repeated_by_us_and_by_the_script(
    desk: Desk, liten: OpenAudit, tmp_path: Path, asked: dict[str, Any]
) -> None:
    made = contested(desk, liten, tmp_path, **asked)

    assert made.causes() == {}
    assert made.check().bound == (True if "bound" in asked else None)
    assert made.by_script() == 0


def test_columns_and_words_of_its_own_are_read_as_the_protocol_says(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    made = Contested(tmp_path / "p.json", tmp_path / "r.csv")
    made.register.write_text(
        "Akt;Vårdform\n" + "".join(f"N-{n};{'Inst' if n % 2 else 'ÖV'}\n" for n in range(9)), "utf-8"
    )
    layout = Layout({"Akt": "case", "Vårdform": "insatsform"}, {"insatsform": {"Inst": "hvb", "öv": "oppenvard"}})
    intake.import_frame(desk, liten, "o-nas", made.register, layout)
    sample.draw(desk, liten, Choice("frö"), "o-nas")
    made.say(protocol(desk, liten, "o-nas"))

    assert made.causes() == {}
    assert made.by_script() == 0


# Another register


def test_rows_that_came_and_went_are_named(drawn: Contested) -> None:
    drawn.send([*ROWS[1:], "N-99;HVB;nej;2025-03-03"])

    causes = drawn.causes()

    assert (causes["register"], causes["new"], causes["gone"]) == ((), ("N-99",), ("N-00",))
    assert not {"protocol", "seed", "plan"} & causes.keys()
    assert any("N-99" in sentence for sentence in drawn.check().differences)
    assert drawn.by_script() == 1


def test_a_row_in_another_stratum_is_named(drawn: Contested) -> None:
    drawn.send([ROWS[0].replace("HVB", "Öppenvård"), *ROWS[1:]])

    assert drawn.causes()["stratum"] == ("N-00",)


def test_a_row_that_a_rule_now_takes_otherwise_is_named(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    made = contested(desk, liten, tmp_path, **PLANS["kept"])
    made.send([ROWS[0].replace(";ja;", ";nej;"), *ROWS[1:3], ROWS[3].replace("2025-04", "2026-04"), *ROWS[4:]])

    assert made.causes()["filter"] == ("N-00", "N-03")


def test_rows_whose_other_facts_changed_are_named_and_the_draw_stands(drawn: Contested) -> None:
    drawn.send([row[:-2] + "11" if n in (2, 5) else row for n, row in enumerate(ROWS)])

    causes = drawn.causes()

    assert causes.keys() == {"register", "facts"}
    assert causes["facts"] == ("N-02", "N-05")


def test_almost_every_changed_row_is_pointed_out_though_signs_are_short(drawn: Contested) -> None:
    changed = [row[:-2] + str(11 + random.Random(n).randrange(17)) for n, row in enumerate(ROWS)]  # noqa: S311
    drawn.send(changed)

    assert len(drawn.causes()["facts"]) >= 22


# Another protocol


def _seed(told: dict[str, Any]) -> None:
    told["seed"] = "annat"


def _seed_and_plan(told: dict[str, Any]) -> None:
    told["seed"] = told["plan"]["seed"]["text"] = "annat"


def _keys_too(told: dict[str, Any]) -> None:
    _seed_and_plan(told)
    for part in told["strata"]:
        codes = [*part["sample"], *part["second"], *part["reserve"]]
        part["keys"] = [order_key("annat", told["auditee"], code)[:8] for code in codes]


def _size(told: dict[str, Any]) -> None:
    told["plan"]["size"] = 4


def _favourite(told: dict[str, Any]) -> None:
    """A file that was not drawn put in the place of one that was."""
    part = told["strata"][0]
    listed = {*part["sample"], *part["reserve"]}
    part["sample"][0] = next(row[5:] for row in told["frame"]["rows"] if row[5:] not in listed and row[0] == "0")


def _order(told: dict[str, Any]) -> None:
    told["strata"][0]["sample"].reverse()


def _method(told: dict[str, Any]) -> None:
    told["method"] = "random.sample/3.12"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_seed, {"seed"}),
        (_seed_and_plan, {"seed", "plan"}),
        (_keys_too, {"plan", "listed", "drawn"}),
        (_size, {"plan"}),
        (_favourite, {"key", "listed", "drawn"}),
        (_order, {"order", "key"}),
        (_method, {"method"}),
    ],
)
@pytest.mark.parametrize("sealed", [False, True])
def test_an_edited_protocol_is_told_and_in_what(
    drawn: Contested, change: Callable[[dict[str, Any]], None], expected: set[str], sealed: bool
) -> None:
    told = drawn.told
    change(told)
    drawn.say(told, sealed)

    causes = drawn.causes()

    assert expected <= causes.keys()
    assert ("protocol" in causes) == (not sealed)
    assert drawn.by_script() == (0 if change is _method and sealed else 1)


def test_a_seed_other_than_the_sealed_one_is_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    made = contested(desk, liten, tmp_path, bound=True)
    told = made.told
    _keys_too(told)
    made.say(told, sealed=True)

    assert "seed" in made.causes()


def test_a_plan_that_claims_to_be_the_bound_one_is_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    made = contested(desk, liten, tmp_path, bound=True)
    told = made.told
    told["commitment"]["plan"] = "0" * 64
    made.say(told, sealed=True)

    assert made.causes().keys() == {"bound"}


# The first format, and draws recorded by earlier versions


def first_format(told: dict[str, Any]) -> dict[str, Any]:
    """What an earlier version wrote of the same draw."""
    facts = {fact["id"]: fact for fact in told["facts"]}
    plan = told["plan"]
    return {
        "format": 1, "method": told["method"], "audit": told["audit"], "auditee": told["auditee"],
        "criteria": told["criteria"]["sha256"],
        "frame": {"sha256": told["frame"]["sha256"], "cases": told["frame"]["cases"]},
        "plan": {"seed": told["seed"], "size": plan["size"], "reserve": plan["reserve"],
                 "strata": [facts[name] for name in plan["strata"]]},
        "facts": told["facts"],
        "strata": [{key: part[key] for key in ("stratum", "cases", "sample", "reserve")} for part in told["strata"]],
        "left_out": [], "check_code": told["check_code"],
    }  # fmt: skip


def test_a_protocol_of_the_first_format_is_still_verified(drawn: Contested) -> None:
    drawn.say(first_format(drawn.told))
    assert drawn.causes() == {}

    drawn.send(ROWS[1:])
    assert "register" in drawn.causes()


def test_a_draw_recorded_by_an_earlier_version_is_read_and_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    from tillsyn.domain.entries import subject
    from tillsyn.store import queries
    from tillsyn.store.journal import Draft

    made = contested(desk, liten, tmp_path)
    data = queries.draws(desk.store, "liten")["o-nas"]
    before = sample.listed(desk, liten, "o-nas")
    old = {key: data[key] for key in ("method", "seed", "size", "reserve", "strata", "frame")}
    drawn = [{key: part[key] for key in ("stratum", "order", "size", "reserve")} for part in data["drawn"]]
    with desk.store.transaction():
        desk.record([Draft("draw", subject("draw", "liten", "o-nas"), {**old, "drawn": drawn})])

    assert sample.listed(desk, liten, "o-nas") == before
    assert sample.drawn_for(desk, liten, "o-nas").cases == 24
    made.say(protocol(desk, liten, "o-nas"))
    assert made.causes() == {}


_VALUES = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**12,
        1.5,
        "",
        "a|b",
        "\x00",
        "0 a",
        "2025-13-45",
        [],
        [[]],
        ["x"],
        {},
        {"a": 1},
        "ja ==",
        "\ud800",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_stands_in_a_protocol_it_is_judged_or_refused(everything: Contested, data: st.DataObject) -> None:
    """One value anywhere exchanged for another: a difference, or no protocol; never anything else."""
    told = json.loads(everything.text)
    place: Any = told
    for _depth in range(data.draw(st.integers(0, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys)) if keys else None
        if key is None or not isinstance(place[key], dict | list) or not place[key]:
            break
        place = place[key]
    if place:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        place[key] = data.draw(_VALUES)
    everything.protocol.write_text(json.dumps(told), encoding="utf-8")

    try:
        check = everything.check()
    except TillsynError:
        return
    assert check.ok == (json.dumps(told) == json.dumps(json.loads(everything.text)))


@pytest.fixture
def everything(desk: Desk, liten: OpenAudit, tmp_path: Path) -> Contested:
    """A protocol with something under every key."""
    made = contested(
        desk, liten, tmp_path, bound=True, period=YEAR, steps=Steps(3, 1, 3),
        filters=(Filter(False, "barn", "x"),), oversampling=(Oversampling("hvb", 1, "y"),),
    )  # fmt: skip
    return Contested(made.protocol, made.register, made.protocol.read_text(encoding="utf-8"))
