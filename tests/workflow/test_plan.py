"""Setting an audit up: all of it or nothing, its criteria pinned for good."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.county import DAY, SMALL
from tillsyn.domain.casefiles import AuditKind
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.reading.compiled import set_hash
from tillsyn.store import queries
from tillsyn.store.journal import read_entries
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import AuditPlan, new_audit

PLAN = AuditPlan("ny", "Ny", AuditKind.SELF_AUDIT, DAY, str(SMALL / "criteria"), SMALL / "auditees.csv")


def test_an_audit_is_what_was_planned(desk: Desk) -> None:
    assert new_audit(desk, PLAN) == ()

    opened = open_audit(desk, "ny")
    assert (opened.audit.title, opened.audit.kind, opened.audit.day) == ("Ny", AuditKind.SELF_AUDIT, DAY)
    assert [a.id for a in opened.auditees] == ["vik", "o-nas"]  # Vik, Önäs
    assert [c.id for c in opened.criteria.criteria] == ["PLA-01", "PLA-02", "PLA-03", "MET-01", "MET-02"]


def test_the_criteria_are_pinned_under_their_hash_and_never_follow_the_files(desk: Desk, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL / "criteria", tmp_path / "kriterier"))
    new_audit(desk, replace(PLAN, criteria=str(folder)))
    before = open_audit(desk, "ny")
    shutil.rmtree(folder)

    after = open_audit(desk, "ny")

    assert after == before
    compiled = queries.compiled_set(desk.store, after.audit.criteria_hash)
    assert compiled is not None
    assert set_hash(compiled) == after.audit.criteria_hash


@pytest.mark.parametrize("name", ["", "Ny", "två", "a b", "a|b", "-a", "a" * 41, "../a"])
def test_an_id_that_cannot_be_is_told(desk: Desk, name: str) -> None:
    with pytest.raises(UsageFault, match="id"):
        new_audit(desk, replace(PLAN, id=name))


def test_an_id_is_given_once(desk: Desk) -> None:
    with pytest.raises(UsageFault, match="redan en granskning|redan"):
        new_audit(desk, replace(PLAN, id="liten"))


def test_faults_anywhere_leave_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    before = read_entries(desk.store)
    bad_list = tmp_path / "auditees.csv"
    bad_list.write_text("id;namn\nvik;Vik\nvik;Vik igen\n", encoding="utf-8")
    bad_set = Path(shutil.copytree(SMALL / "criteria", tmp_path / "kriterier"))
    (bad_set / "metod.yaml").write_text("area: [", encoding="utf-8")

    with pytest.raises(InputFaults):
        new_audit(desk, replace(PLAN, auditees=bad_list))
    with pytest.raises(InputFaults):
        new_audit(desk, replace(PLAN, criteria=str(bad_set)))
    with pytest.raises(InputFaults):
        new_audit(desk, replace(PLAN, auditees=tmp_path / "borta.csv"))
    with pytest.raises(UsageFault, match="finns-inte") as fault:
        new_audit(desk, replace(PLAN, criteria="finns-inte"))
    assert "missbruk-vuxna" in fault.value.remedy  # which sets there are

    assert read_entries(desk.store) == before


def test_among_several_audits_one_is_chosen(desk: Desk, liten: OpenAudit) -> None:
    assert open_audit(desk).audit.id == "liten"
    new_audit(desk, PLAN)

    with pytest.raises(UsageFault, match="liten, ny"):
        open_audit(desk)
    with pytest.raises(UsageFault, match="borta") as fault:
        open_audit(desk, "borta")
    assert "liten, ny" in fault.value.remedy
    assert open_audit(desk, "ny").audit.id == "ny"


def test_two_who_make_the_same_audit_make_one(small: Path) -> None:
    from tillsyn.workflow.desk import open_desk

    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        new_audit(ada, PLAN)
        with pytest.raises(UsageFault):
            new_audit(bo, PLAN)
