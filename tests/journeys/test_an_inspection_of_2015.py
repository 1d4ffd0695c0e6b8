"""The county inspection of spring 2015 (source 003), replayed under the published set: its law, its words, its counts.

What the report told: 16 committees, demands on 14 of them; planning missing in one or several files in more than half,
follow-up likewise; a written assignment to whoever gives the care often missing; some committees steering towards
solutions at home in general; the agreement with the county council not known everywhere. The committees are invented,
and which of them lack what is made up; the counts are the report's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.criteria import CriteriaSet, Unit
from tillsyn.domain.facts import FactValue
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.law import Binding
from tillsyn.workflow import answers, findings, intake, letters, sample
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.plan import AuditPlan, new_audit
from tillsyn.workflow.profile import read_profile

pytestmark = pytest.mark.slow

DAY = date(2015, 5, 29)
COMMITTEES = tuple(f"ort-{n:02d}" for n in range(1, 17))
LACKING: dict[str, frozenset[str]] = {
    "PLA-01": frozenset(COMMITTEES[:9]),  # "drygt hälften"
    "UPF-01": frozenset(COMMITTEES[5:14]),  # "fler än hälften"
    "UPD-01": frozenset(COMMITTEES[3:9]),
    "BEH-03": frozenset(COMMITTEES[:7]),
    "EGK-10": frozenset(COMMITTEES[2:7]),  # "ett flertal kommuner"
    "OVK-02": frozenset(COMMITTEES[10:12]),
}
"""Criterion → the committees that lack it, in both files or in the whole; the last two lack nothing: 14 of 16."""
FACTS: dict[str, dict[str, str]] = {
    "oppenvard": {"utforare": "egen", "insats_avslutad": "nej"},
    "hvb": {"utforare": "extern", "insats_avslutad": "nej"},
}
HEADINGS = (
    "Ärendekod;Insatsform;behovsprovning;aktualisering;beslutsdatum;insats_beviljad;insats_paborjad;insats_start;"
    "insats_avslutad;utforare"
)
FILLED_IN = dict.fromkeys(
    ("barn_berors", "bada_huvudman", "andra_huvudman", "lvm_signal", "lvm", "avbrott", "ej_verkstallt", "forandring"),
    "nej",
)


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, OpenAudit, Path]]:
    """All 16 committees read, answered and decided on."""
    folder = tmp_path_factory.mktemp("2015")
    rows = [
        f"{name};Socialnämnden i {name.title()};nämnd;{name.title()}s kommun;Box 1;EX {name}" for name in COMMITTEES
    ]
    (folder / "auditees.csv").write_text(
        "id;namn;slag;huvudman;adress;dnr\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    with open_desk(folder / "lan.tillsyn", "Inga Granskare", create=True) as desk:
        plan = AuditPlan(
            "lan", "Missbruksvården 2015", AuditKind.SUPERVISION, DAY, "missbruk-vuxna", folder / "auditees.csv"
        )
        new_audit(desk, plan)
        opened = open_audit(desk)
        for committee in COMMITTEES:
            (folder / f"{committee}.csv").write_text(_register(committee), encoding="utf-8")
            intake.import_frame(desk, opened, committee, folder / f"{committee}.csv")
        sample.draw(desk, opened, sample.Choice("2015-05-04", size=2, reserve=0))
        for committee in COMMITTEES:
            (folder / f"{committee}.yaml").write_text(_answers(opened, committee), encoding="utf-8")
            answers.import_answers(desk, opened, folder / f"{committee}.yaml")
        found = [f for f in findings.findings(desk, opened) if f.proposal.proposed]
        findings.decide_all(desk, opened, [_decision(f.auditee.id, f.proposal) for f in found])
        yield desk, opened, folder


def _register(committee: str) -> str:
    own = committee[-2:]
    lines = [
        f"{own}-{n};{form};ja;2015-02-02;2015-03-1{n};ja;ja;2015-03-2{n};{facts['insats_avslutad']};{facts['utforare']}"
        for n, (form, facts) in enumerate(FACTS.items(), 1)
    ]
    return "\n".join([HEADINGS, *lines]) + "\n"


def _answers(opened: OpenAudit, committee: str) -> str:
    """An answer file: everything in order, but for what the committee lacks."""
    cases = []
    for n, (form, facts) in enumerate(FACTS.items(), 1):
        known = {"insatsform": form, "behovsprovning": "ja", "insats_beviljad": "ja", "insats_paborjad": "ja"}
        known |= {"aktualisering": "2015-02-02", "beslutsdatum": f"2015-03-1{n}", "insats_start": f"2015-03-2{n}"}
        codes = _codes(opened.criteria, {**known, **facts, **FILLED_IN}, Unit.CASE_FILE, committee)
        cases.append({"case": f"{committee[-2:]}-{n}", "facts": FILLED_IN, "answers": codes})
    own = _codes(opened.criteria, {"tidigare_krav": "nej"}, Unit.AUDITEE, committee)
    told = {"format": 1, "audit": "lan", "auditee": committee, "seat": "first"}
    told |= {"auditee_facts": {"tidigare_krav": "nej"}, "auditee_answers": own, "cases": cases}
    return json.dumps(told, ensure_ascii=False, indent=1)  # JSON is YAML too


def _codes(criteria: CriteriaSet, written: dict[str, str], unit: Unit, committee: str) -> dict[str, object]:
    facts: dict[str, FactValue] = {name: criteria.fact[name].read(value) for name, value in written.items()}
    given: dict[str, str] = {}
    for criterion in criteria.criteria_of(unit):
        if CaseState(criteria, facts, given, DAY).applicability(criterion.id).asked is Asked.YES:
            given[criterion.id] = "nej" if committee in LACKING.get(criterion.id, ()) else "ja"
    return {name: {"code": c, "comment": "Framgår inte."} if c == "nej" else c for name, c in given.items()}


def _decision(auditee: str, proposal: findings.Proposal) -> Decision:
    kind = Disposition.REQUIREMENT if proposal.binding is Binding.MUST else Disposition.ADVICE
    return Decision(auditee, proposal.requirement.id, kind, "Bristen är inte tillfällig.")


def test_the_counts_are_those_of_the_report(inspection: tuple[Desk, OpenAudit, Path]) -> None:
    desk, opened, _folder = inspection
    found = [f for f in findings.findings(desk, opened) if f.proposal.proposed]
    demands = {f.auditee.id for f in found if f.proposal.binding is Binding.MUST}
    assert len(demands) == 14 and demands == set(COMMITTEES[:14])
    assert len({f.auditee.id for f in found if f.proposal.requirement.id == "K-PLANERING"}) == 9
    assert len({f.auditee.id for f in found if f.proposal.requirement.id == "K-UPPFOLJNING"}) == 9
    assert len({f.auditee.id for f in found if f.proposal.requirement.id == "K-STYRNING"}) == 5


def test_every_provision_behind_a_finding_was_in_force_that_spring(inspection: tuple[Desk, OpenAudit, Path]) -> None:
    desk, opened, _folder = inspection
    cited = {basis for finding in findings.findings(desk, opened) for basis in finding.proposal.law}
    assert cited and all(basis.in_force(DAY) for basis in cited)
    assert {basis.statute for basis in cited} >= {"SoL (2001:453)", "SOSFS 2014:5"}
    assert not {basis.sfs for basis in cited} & {"2025:400", "2017:30", "2017:900"}


def test_the_letters_speak_the_law_and_the_words_of_2015(inspection: tuple[Desk, OpenAudit, Path]) -> None:
    desk, opened, folder = inspection
    profile = read_profile(Path(__file__).parents[2] / "sample_cases" / "agency.yaml", desk.store.path)
    made = letters.render_letters(
        desk, opened, profile, folder / "brev", formats=("html",), letter_day=date(2015, 6, 15)
    )
    assert len(made) == 16
    texts = [_text(path) for path in sorted((folder / "brev").rglob("*.html"))]
    assert len(texts) == 16
    for text in texts:
        assert not re.findall(r"2025:400|2017:30|2017:900|skadligt bruk|regionen", text)
    assert sum("SoL (2001:453)" in text for text in texts) == 14
    assert sum("missbruk" in text.lower() for text in texts) == 16


def test_the_seat_asks_in_the_words_of_2015(inspection: tuple[Desk, OpenAudit, Path]) -> None:
    _desk, opened, _folder = inspection
    spoken = [
        text.on(DAY) for criterion in opened.criteria.criteria for text in (criterion.question, criterion.guidance)
    ]
    spoken += [
        t.on(DAY) for r in opened.criteria.requirements for t in (r.text, r.advice, r.observation, r.consequence)
    ]
    for words in spoken:
        assert not re.search(r"skadligt bruk|\bregion(en|s|ens)?\b|\bgenast\b", words), words


def _text(path: Path) -> str:
    html = re.sub(r"<style>.*?</style>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\xa0", " ").split())
