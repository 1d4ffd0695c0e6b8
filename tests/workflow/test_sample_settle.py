"""Two who drew the same committee in two copies of a store: one draw is chosen, and the protocol tells of both."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.county import SMALL
from tests.workflow.test_protocol_check import Contested
from tests.workflow.test_sampleplan import planned
from tillsyn.domain.plans import Steps
from tillsyn.errors import UsageFault
from tillsyn.store import queries
from tillsyn.store.engine import open_read_only
from tillsyn.store.journal import Draft
from tillsyn.store.merge import merge
from tillsyn.store.projection import rebuild
from tillsyn.workflow import clock, intake, sample
from tillsyn.workflow.audits import OpenAudit, case_files, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.journals import verify_journal
from tillsyn.workflow.protocol import protocol
from tillsyn.workflow.protocol_view import protocol_view
from tillsyn.workflow.sample_settle import Settled, Which, settle
from tillsyn.workflow.sample_steps import take_next

WHY = "Ada drog inför nämnden."
HEAD = (SMALL / "vik.csv").read_text(encoding="utf-8").splitlines()[0]


class Copies:
    """Ada's store and Bo's copy of it, on a clock that strikes an hour for every thing done."""

    def __init__(self, ada: Path, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.ada, self.folder, self._patch, self._hour = ada, folder, patch, 9
        self.bo = Path(shutil.copy(ada, folder / "annan.tillsyn"))

    def listed(self, store: Path, form: str) -> None:
        """Take in a register of twelve, all of them of one form of help."""
        path = self.folder / "lista.csv"
        path.write_text("\n".join([HEAD, *(f"N-{n:02};{form};nej;2025-05-10" for n in range(12))]), "utf-8")
        with self._at(store) as desk:
            intake.import_frame(desk, open_audit(desk), "o-nas", path)

    def drawn(self, store: Path, seed: str, size: int = 3, steps: Steps | None = None) -> None:
        with self._at(store) as desk:
            opened = open_audit(desk)
            planned(desk, opened, seed=seed, size=size, steps=steps)
            sample.draw(desk, opened, None, "o-nas")

    def merged(self, target: Path, source: Path) -> None:
        with self._at(target) as desk, open_read_only(source) as other:
            merge(desk.store, other, clock.now())

    def settled(self, store: Path, which: Which, reason: str = WHY) -> Settled:
        with self._at(store) as desk:
            return settle(desk, open_audit(desk), "o-nas", which, reason)

    def told(self) -> dict[str, Any]:
        with self._at(self.ada) as desk:
            return protocol(desk, open_audit(desk), "o-nas")

    def _at(self, store: Path) -> Desk:
        self._hour += 1
        self._patch.setenv("TILLSYN_NOW", f"2026-03-02T{self._hour:02}:00:00+01:00")
        return open_desk(store, "Ada" if store == self.ada else "Bo")


@pytest.fixture
def copies(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copies:
    return Copies(small, tmp_path, monkeypatch)


@pytest.fixture
def apart(copies: Copies) -> Copies:
    """Ada drew with 12 from a register of HVB, then Bo with 21 from one of Öppenvård; both are in Ada's store."""
    copies.listed(copies.ada, "HVB")
    copies.listed(copies.bo, "Öppenvård")
    copies.drawn(copies.ada, "12")
    copies.drawn(copies.bo, "21")
    copies.merged(copies.ada, copies.bo)
    return copies


@pytest.fixture
def merged(apart: Copies) -> Iterator[tuple[Desk, OpenAudit]]:
    with open_desk(apart.ada, "Ada") as desk:
        yield desk, open_audit(desk)


def forms(desk: Desk, opened: OpenAudit) -> set[object]:
    return {case.facts.get("insatsform") for case in case_files(desk, opened)["o-nas"]}


def test_a_chosen_draw_stands_and_the_conflict_is_gone(merged: tuple[Desk, OpenAudit]) -> None:
    desk, opened = merged
    assert sample.drawn_for(desk, opened, "o-nas").plan.seed == "21"

    done = settle(desk, opened, "o-nas", Which("12"), f" {WHY} ")

    assert (done.stands.seed, [other.seed for other in done.others]) == ("12", ["21"])
    assert sample.drawn_for(desk, opened, "o-nas").plan.seed == "12"
    assert not queries.is_conflict(desk.store, "draw|liten|o-nas")
    assert verify_journal(desk).faults == ()
    rebuild(desk.store)
    assert sample.drawn_for(desk, opened, "o-nas").plan.seed == "12"
    with pytest.raises(UsageFault, match="inte två dragningar"):
        settle(desk, opened, "o-nas", Which("12"), WHY)


def test_the_very_draw_is_recorded_again(merged: tuple[Desk, OpenAudit]) -> None:
    desk, opened = merged
    settle(desk, opened, "o-nas", Which("12"), WHY)

    rows = desk.store.all("SELECT data FROM entry WHERE subject = 'draw|liten|o-nas' ORDER BY at")
    first, other, again = (json.loads(row["data"]) for row in rows)

    told = again.pop("settles")
    assert again == first
    assert told == [{key: other[key] for key in ("seed", "plan_sha256", "frame")}]


def test_the_protocol_tells_of_the_other_draw_and_who_settled_it(apart: Copies) -> None:
    (open_,) = apart.told()["other_draws"]
    assert (open_["actor"], open_["seed"], open_["settled"]) == ("Ada", "12", None)

    apart.settled(apart.ada, Which("12"))

    told = apart.told()
    (other,) = told["other_draws"]
    assert told["drawn"] == {"at": "2026-03-02T11:00:00.000001+00:00", "actor": "Ada"}
    assert (other["actor"], other["seed"]) == ("Bo", "21")
    assert other["settled"] == {"at": "2026-03-02T15:00:00.000000+00:00", "actor": "Ada", "reason": WHY}
    made = Contested(apart.folder / "protokoll.json", apart.folder / "onas.csv")
    made.send([f"N-{n:02};HVB;nej;2025-05-10" for n in range(12)])
    made.say(told)
    assert made.causes() == {}
    assert made.by_script() == 0


def test_the_page_says_whether_it_is_settled(merged: tuple[Desk, OpenAudit]) -> None:
    desk, opened = merged
    (line,) = protocol_view(desk, opened, "o-nas")["other_draws"]  # type: ignore[misc]
    assert "drog Ada" in str(line) and "är inte avgjort" in str(line)

    settle(desk, opened, "o-nas", Which("12"), WHY)

    (line,) = protocol_view(desk, opened, "o-nas")["other_draws"]  # type: ignore[misc]
    assert "drog Bo" in str(line) and "”21”" in str(line) and str(line).endswith(f"av Ada, av detta skäl: {WHY}")


def test_facts_come_from_the_register_of_the_draw_that_stands(merged: tuple[Desk, OpenAudit]) -> None:
    desk, opened = merged
    assert forms(desk, opened) == {"oppenvard"}

    settle(desk, opened, "o-nas", Which("12"), WHY)

    assert forms(desk, opened) == {"hvb"}
    assert queries.frame_rows(desk.store, "liten", "o-nas").facts("N-01")["insatsform"] == "oppenvard"


def test_the_register_of_the_draw_can_be_taken_in_again_where_two_differ(apart: Copies) -> None:
    apart.settled(apart.ada, Which("21"))

    apart.listed(apart.ada, "Öppenvård")

    with open_desk(apart.ada) as desk:
        assert not queries.is_conflict(desk.store, "frame|liten|o-nas")


@pytest.mark.parametrize(
    ("which", "reason", "said"),
    [
        (Which("13"), WHY, "”12” av Ada"),
        (Which("12", "ffffffffff"), WHY, "”21” av Bo"),
        (Which("12"), "  ", "--reason"),
    ],
)
def test_what_cannot_be_chosen_is_refused(merged: tuple[Desk, OpenAudit], which: Which, reason: str, said: str) -> None:
    desk, opened = merged
    with pytest.raises(UsageFault) as refused:
        settle(desk, opened, "o-nas", which, reason)

    assert said in f"{refused.value} {refused.value.remedy}"
    assert queries.is_conflict(desk.store, "draw|liten|o-nas")


def test_where_there_is_one_draw_or_none_there_is_nothing_to_settle(desk: Desk, liten: OpenAudit) -> None:
    for auditee in ("vik", "o-nas"):
        with pytest.raises(UsageFault, match="inte två dragningar"):
            settle(desk, liten, auditee, Which("frö"), WHY)


def test_the_same_seed_is_told_apart_by_register_or_plan(copies: Copies) -> None:
    copies.listed(copies.ada, "HVB")
    copies.listed(copies.bo, "Öppenvård")
    copies.drawn(copies.ada, "12")
    copies.drawn(copies.bo, "12", size=4)
    copies.merged(copies.ada, copies.bo)
    with pytest.raises(UsageFault, match="Flera dragningar"):
        copies.settled(copies.ada, Which("12"))
    (other,) = copies.told()["other_draws"]

    done = copies.settled(copies.ada, Which("12", other["frame"][:6].upper(), other["plan_sha256"][:6]))

    assert (done.stands.frame, done.stands.plan_sha256) == (other["frame"], other["plan_sha256"])
    assert [told["actor"] for told in copies.told()["other_draws"]] == ["Bo"]


def test_a_draw_that_goes_on_elsewhere_is_unsettled_again(apart: Copies) -> None:
    with open_desk(apart.bo, "Bo") as bo:  # Bo goes on from 21 without knowing
        data = {**queries.draws(bo.store, "liten")["o-nas"], "deviation": "Rättat."}
        bo.record([Draft("draw", "draw|liten|o-nas", data)])
    apart.settled(apart.ada, Which("12"))
    assert apart.told()["other_draws"][0]["settled"]

    apart.merged(apart.ada, apart.bo)

    assert [(told["seed"], told["settled"]) for told in apart.told()["other_draws"]] == [("21", None)]
    apart.settled(apart.ada, Which("12"), "Det gäller ännu.")
    assert [told["settled"]["reason"] for told in apart.told()["other_draws"]] == ["Det gäller ännu."]


def test_nobody_draws_or_reads_on_before_it_is_settled(copies: Copies) -> None:
    for store, seed in ((copies.ada, "12"), (copies.bo, "21")):
        copies.listed(store, "HVB")
        copies.drawn(store, seed, steps=Steps(2, 0, 2))
    copies.merged(copies.ada, copies.bo)
    with open_desk(copies.ada) as desk:
        opened = open_audit(desk)
        with pytest.raises(UsageFault, match="flera kopior"):
            sample.draw(desk, opened, None, "o-nas")
        with pytest.raises(UsageFault, match="flera kopior"):
            take_next(desk, opened, "o-nas")


def test_a_second_step_keeps_its_day_and_its_draw_when_it_is_settled(copies: Copies) -> None:
    for store, seed in ((copies.ada, "12"), (copies.bo, "21")):
        copies.listed(store, "HVB")
        copies.drawn(store, seed, steps=Steps(2, 0, 2))
    with open_desk(copies.ada, "Ada") as desk:
        data = {**queries.draws(desk.store, "liten")["o-nas"], "second": True, "second_for": ["K-PLAN"]}
        (taken,) = desk.record([Draft("draw", "draw|liten|o-nas", data)])
    copies.merged(copies.ada, copies.bo)

    copies.settled(copies.ada, Which("12"))

    told = copies.told()
    assert told["second_step"] == {"taken": True, "at": taken.at, "actor": "Ada", "asked_by": ["K-PLAN"]}
    assert [other["seed"] for other in told["other_draws"]] == ["21"]
