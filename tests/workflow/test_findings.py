"""From answers to findings to decisions: only what the rules and the law allow, all or nothing, with reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.county import SMALL_CASES
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.law import Binding
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import read_entries
from tillsyn.workflow import findings as workflow
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import load_sheet

REQUIREMENT, ADVICE, NONE = Disposition.REQUIREMENT, Disposition.ADVICE, Disposition.NONE


@pytest.fixture
def judged(desk: Desk, liten: OpenAudit) -> Desk:
    """PLA-01 lacking in two of four; MET-01 lacking in all; PLA-03, which no looked-up law carries, in V-01."""
    for case, codes in zip(SMALL_CASES, (("ja", "nej"), ("nej", "nej"), ("delvis", "nej"), ("ja", "nej")), strict=True):
        sheet = load_sheet(desk, liten, "vik", case)
        for criterion, code in zip(("PLA-01", "MET-01"), codes, strict=True):
            sheet = review.give_answer(desk, sheet, criterion, code)
            if code != "ja":
                sheet = review.write_comment(desk, sheet, criterion, f"Om {case}.")
        if case == "V-01":
            review.give_answer(desk, sheet, "PLA-03", "nej")
    return desk


def of(desk: Desk, opened: OpenAudit) -> dict[str, workflow.Finding]:
    return {f.proposal.requirement.id: f for f in workflow.findings(desk, opened)}


def test_findings_are_what_the_rules_say(judged: Desk, liten: OpenAudit) -> None:
    found = of(judged, liten)

    assert set(found) == {"K-PLAN", "K-BARN", "R-METOD"}
    plan = found["K-PLAN"].proposal
    assert (plan.count.lacking, plan.count.applicable, plan.proposed, plan.binding) == (2, 4, True, Binding.MUST)
    assert plan.preliminary  # PLA-02 waits
    assert found["K-BARN"].proposal.binding is Binding.SHOULD
    assert found["R-METOD"].proposal.binding is Binding.SHOULD


def test_the_chain_leads_to_each_answer_and_the_law_of_its_own_date(judged: Desk, liten: OpenAudit) -> None:
    chain = workflow.explain(judged, liten, "vik", "K-PLAN")

    assert [(link.case, link.answer.code, link.answer.comment) for link in chain.links] == [
        ("V-02", "nej", "Om V-02."),
        ("V-03", "delvis", "Om V-03."),
    ]
    assert [link.law[0].sfs for link in chain.links] == ["2025:400", "2025:400"]
    assert not any(link.date_missing for link in chain.links)


def test_a_file_without_its_date_is_judged_by_the_audits_and_says_so(judged: Desk, liten: OpenAudit) -> None:
    sheet = load_sheet(judged, liten, "vik", "V-04")
    review.give_answer(judged, sheet, "PLA-01", "nej")

    links = {link.case: link for link in workflow.explain(judged, liten, "vik", "K-PLAN").links}

    assert (links["V-04"].judged_on, links["V-04"].date_missing) == (liten.audit.day, True)


def test_a_decision_is_kept_with_who_and_why(judged: Desk, liten: OpenAudit) -> None:
    workflow.decide(judged, liten, Decision("vik", "K-PLAN", REQUIREMENT, " Två av\x1b[2J fyra. "))

    decision = of(judged, liten)["K-PLAN"].decision
    assert decision is not None
    assert (decision.disposition, decision.reason, decision.actor) == (
        REQUIREMENT, "Två av␛[2J fyra.", "Prov Granskare"
    )  # fmt: skip


def test_the_same_decision_again_is_no_new_entry(judged: Desk, liten: OpenAudit) -> None:
    workflow.decide(judged, liten, Decision("vik", "K-PLAN", REQUIREMENT, "Två av fyra."))
    before = len(read_entries(judged.store))

    workflow.decide(judged, liten, Decision("vik", "K-PLAN", REQUIREMENT, " Två av fyra. "))

    assert len(read_entries(judged.store)) == before


@pytest.mark.parametrize("requirement", ["R-METOD", "K-BARN", "K-RESULTAT"])
def test_no_demand_where_no_binding_law_carries_it(judged: Desk, liten: OpenAudit, requirement: str) -> None:
    """One is advice only, of one the law is not looked up, in one nothing lacks."""
    with pytest.raises(UsageFault, match=requirement):
        workflow.decide(judged, liten, Decision("vik", requirement, REQUIREMENT, "Därför."))

    workflow.decide(judged, liten, Decision("vik", requirement, ADVICE, "Därför."))


@pytest.mark.parametrize(
    "decision",
    [
        Decision("vik", "K-PLAN", REQUIREMENT, " "),
        Decision("vik", "K-BORTA", NONE, "Därför."),
        Decision("borta", "K-PLAN", NONE, "Därför."),
    ],
)
def test_a_decision_that_cannot_be_is_told(judged: Desk, liten: OpenAudit, decision: Decision) -> None:
    with pytest.raises(UsageFault):
        workflow.decide(judged, liten, decision)


def a_file(folder: Path, *decisions: str) -> Path:
    path = folder / "beslut.yaml"
    path.write_text("format: 1\naudit: liten\ndecisions:\n" + "".join(f"  - {d}\n" for d in decisions), "utf-8")
    return path


def test_decisions_from_a_file_are_all_taken_or_none(judged: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    good = "{auditee: vik, requirement: K-PLAN, as: krav, reason: Två av fyra.}"
    for bad in (
        "{auditee: vik, requirement: R-METOD, as: krav, reason: Därför.}",
        "{auditee: vik, requirement: K-BARN, as: krav, reason: Därför.}",
        "{auditee: borta, requirement: K-BARN, as: råd, reason: Därför.}",
        "{auditee: vik, requirement: K-PLAN, as: råd, reason: Två beslut om samma sak.}",
        "{auditee: vik, requirement: K-BARN, as: råd}",
    ):
        with pytest.raises((InputFaults, UsageFault)):
            workflow.decide_from_file(judged, liten, a_file(tmp_path, good, bad))
        assert queries.decisions(judged.store, "liten") == {}

    other = "{auditee: vik, requirement: R-METOD, as: råd, reason: Därför.}"
    assert workflow.decide_from_file(judged, liten, a_file(tmp_path, good, other)) == (2, ())
    assert {key: d.disposition for key, d in queries.decisions(judged.store, "liten").items()} == {
        ("vik", "K-PLAN"): REQUIREMENT,
        ("vik", "R-METOD"): ADVICE,
    }


def test_two_who_decide_differently_are_both_kept(judged: Desk, small: Path, tmp_path: Path) -> None:
    """Each on a copy of the store, put together afterwards."""
    from tillsyn.workflow.exchange import backup, conflicts, merge_stores

    backup(judged, tmp_path / "kopia.tillsyn")
    with open_desk(tmp_path / "kopia.tillsyn", "Bo") as other:
        workflow.decide(other, open_audit(other), Decision("vik", "K-PLAN", NONE, "Rättat."))
    workflow.decide(judged, open_audit(judged), Decision("vik", "K-PLAN", REQUIREMENT, "Två av fyra."))

    merge_stores(judged, [tmp_path / "kopia.tillsyn"])

    (told,) = conflicts(judged)
    assert {content for _at, _actor, content in told.versions} == {"Rättat.", "Två av fyra."}
