"""Law that holds for some files alone: LVM 28 and 30 §§ bind compulsory care, and no other (PLA-08)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tillsyn.domain.applicability import CaseState
from tillsyn.domain.facts import UNSTATED, FactValue
from tillsyn.domain.findings import JudgedFile, propose
from tillsyn.domain.law import Binding, carries_requirement
from tillsyn.reading.criteria import read_criteria

SET = read_criteria(Path(__file__).resolve().parents[2] / "criteria" / "missbruk-vuxna").criteria
assert SET is not None
PLA_08 = SET.criterion["PLA-08"]
DECIDED = date(2025, 9, 1)


def a_state(lvm: FactValue | None, code: str = "nej") -> CaseState:
    facts: dict[str, FactValue] = {"insatsform": "hvb", "beslutsdatum": DECIDED}
    if lvm is not None:
        facts["lvm"] = lvm
    assert SET is not None
    return CaseState(SET, facts, {"PLA-08": code}, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("lvm", "acts", "demands"),
    [(True, ["LVM", "LVM", "SoL"], True), (False, ["SoL"], False), (UNSTATED, ["SoL"], False), (None, ["SoL"], False)],
)
def test_a_provision_meant_for_some_files_is_cited_for_those_alone(
    lvm: FactValue | None, acts: list[str], demands: bool
) -> None:
    law = a_state(lvm).law(PLA_08)
    assert [basis.act for basis in law] == acts
    assert carries_requirement(law) is demands


@pytest.mark.parametrize(("lvm", "binding"), [(True, Binding.MUST), (False, Binding.SHOULD)])
def test_a_demand_needs_a_file_that_the_binding_law_is_meant_for(lvm: bool, binding: Binding) -> None:
    state = a_state(lvm)
    assert SET is not None
    files = [
        JudgedFile(f"A-{n}", n, {"PLA-08": state.meaning("PLA-08")}, {"PLA-08": state.law(PLA_08)}) for n in (1, 2)
    ]
    proposal = propose(SET.requirement["K-EFTERVARD"], [PLA_08], "a", files)
    assert (proposal.proposed, proposal.binding) == (True, binding)
