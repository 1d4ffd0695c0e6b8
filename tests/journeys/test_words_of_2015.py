"""An inspection of spring 2015, repeated with a set of today: on screen and in the letter it is 2015 all the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_site import enter, run
from tests.tui.driving import NARROW, drive, press, shown
from tillsyn.cli.main import main
from tillsyn.errors import UsageFault
from tillsyn.tui.app import StartAt
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.review import fill_fact, give_answer
from tillsyn.workflow.sheet import load_sheet

AGENCY = Path(__file__).resolve().parents[2] / "sample_cases" / "agency.yaml"
SET = """\
format: 1
id: tiden
version: "1"
status: draft
law_as_of: 2026-02-22
title: Missbruksvården
language: sv
files: [plan.yaml]
sampling: {size: 2, reserve: 0}
facts:
  beslutsdatum: {label: Beslut, type: date}
  storlek: {label: Antal invånare, type: choice, values: {stor: Stor, liten: Liten}, unit: auditee}
scales:
  s2:
    - {code: ja,  key: j, meaning: met,   label: Ja}
    - {code: nej, key: n, meaning: unmet, label: Nej}
"""
AREA = """\
area: PLA
title: Planering
criteria:
  - id: PLA-01
    rev: 1
    unit: case_file
    question:
      - {until: 2025-06-30, text: Är biståndet för missbruket planerat?}
      - {text: Är insatsen för det skadliga bruket planerad?}
    guidance:
      - {until: 2025-06-30, text: Också landstingets del räknas.}
      - {text: Också regionens del räknas.}
    scale: s2
    judged_by_date: beslutsdatum
    legal_basis:
      - {act: SoL, sfs: "2001:453", provision: 5 kap. 9 §, binding: must, until: 2025-06-30, verified: text,
         about: Vården ska planeras i samförstånd och planen noga bevakas.}
      - {act: SoL, sfs: "2025:400", provision: 13 kap. 10 §, binding: must, from: 2025-07-01, verified: number,
         about: Insatserna ska planeras i samförstånd och följas upp.}
    requirement: K-PLAN
  - id: PLA-02
    rev: 1
    unit: case_file
    asked_of: [provider]
    question: Har utföraren en egen plan?
    scale: s2
  - id: PLA-03
    rev: 1
    unit: auditee
    question: Följs planerna upp samlat?
    scale: s2
    applies_when: storlek == stor
requirements:
  - id: K-PLAN
    title: [{until: 2025-06-30, text: Planering av bistånd}, {text: Planering av insatser}]
    text:
      - {until: 2025-06-30, text: Nämnden ska säkerställa att beviljat bistånd planeras.}
      - {text: Nämnden ska säkerställa att insatser planeras.}
    observation: [{until: 2025-06-30, text: är biståndet inte planerat}, {text: är insatsen inte planerad}]
    consequence: [{until: 2025-06-30, text: Missbruket kan fortgå.}, {text: Det skadliga bruket kan fortgå.}]
    proposed_when: {critical: true}
"""
FILES = {
    "criteria/tiden/set.yaml": SET,
    "criteria/tiden/plan.yaml": AREA,
    "auditees.csv": "id;namn;slag;dnr\nvik;Socialnämnden i Vik;nämnd;EX 2015-1\n",
    "vik.csv": "Ärendekod;Beslut\nVI-1;2015-04-10\nVI-2;2015-03-02\n",
    "svar.yaml": """\
format: 1
audit: prov
auditee: vik
seat: first
auditee_facts: {storlek: liten}
cases:
  - case: VI-1
    answers: {PLA-01: nej, PLA-02: nej}
  - case: VI-2
    answers: {PLA-01: ja}
""",
}
LATER = re.compile(r"2025|insats|skadligt|region", re.IGNORECASE)
"""What nobody wrote in 2015."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that goes in, and the audit of May 2015 set up, drawn and answered."""
    enter(tmp_path, FILES, monkeypatch)
    new = "audit new --id prov --criteria criteria/tiden --title Prov --kind supervision --auditees auditees.csv"
    run(
        (
            f"--store prov.tillsyn {new} --date 2015-05-04",
            "frame import vik.csv --auditee vik",
            "sample draw --seed 2015",
            "answers import svar.yaml",
        )
    )
    return tmp_path


@pytest.mark.tui
def test_the_seat_asks_in_the_words_of_2015(site: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        text = shown(pilot)
        assert "Är biståndet för missbruket planerat?" in text
        assert "Också landstingets del räknas." in text
        assert "5 kap. 9 § SoL (2001:453)" in text
        assert not LATER.search(text)

    drive(site / "prov.tillsyn", scenario, StartAt("vik", "VI-1"))


@pytest.mark.tui
def test_one_key_shows_each_provision_in_short_and_the_law_after_it(site: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "v")
        text = shown(pilot)
        then, after = text.index("5 kap. 9 § SoL (2001:453)"), text.index("13 kap. 10 § SoL (2025:400)")
        assert text.index("Lag den 2015-04-10 (Beslut)") < then < text.index("Senare") < after
        assert "Vården ska planeras i samförstånd och planen noga bevakas." in text
        assert "Insatserna ska planeras i samförstånd och följas upp." in text
        assert "ska · till och med 2025-06-30 · ✓ lydelsen kontrollerad" in text
        assert "ska · från 2025-07-01 · § bara numret kontrollerat" in text

    drive(site / "prov.tillsyn", scenario, StartAt("vik", "VI-1"), size=NARROW)


@pytest.mark.tui
def test_what_is_put_to_others_is_not_asked_and_says_why(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "klart 1 av 1" in shown(pilot)
        await press(pilot, "down", "v")
        assert "PLA-02 ställs bara till utförare. Den granskade hör till: nämnder." in shown(pilot)

    drive(site / "prov.tillsyn", scenario, StartAt("vik", "VI-1"))
    capsys.readouterr()
    assert main(["answers", "import", "svar.yaml"]) == 0
    assert "PLA-02 ställs bara till utförare, och vik är ingen sådan." in capsys.readouterr().err
    assert main(["--json", "audit", "status"]) == 0
    assert json.loads(capsys.readouterr().out)["auditees"][0]["gaps"] == 0


@pytest.mark.tui
def test_facts_of_the_auditee_are_filled_in_at_the_auditee_alone(site: Path) -> None:
    async def of_file(pilot: Pilot[None]) -> None:
        await press(pilot, "i")
        assert "Beslut" in shown(pilot) and "Antal invånare" not in shown(pilot)

    async def of_auditee(pilot: Pilot[None]) -> None:
        await press(pilot, "i")
        text = shown(pilot)
        assert "Antal invånare" in text and "Liten" in text and "Beslut" not in text
        assert "ärendelistan" not in text

    drive(site / "prov.tillsyn", of_file, StartAt("vik", "VI-1"))
    drive(site / "prov.tillsyn", of_auditee, StartAt("vik", ""))


def test_a_fact_is_filled_in_only_where_it_belongs(site: Path) -> None:
    with open_desk(site / "prov.tillsyn") as desk:
        opened = open_audit(desk)
        of_file, of_auditee = load_sheet(desk, opened, "vik", "VI-1"), load_sheet(desk, opened, "vik")
        with pytest.raises(UsageFault, match="storlek"):
            fill_fact(desk, of_file, "storlek", "stor")
        with pytest.raises(UsageFault, match="beslutsdatum"):
            fill_fact(desk, of_auditee, "beslutsdatum", "2015-04-10")
        with pytest.raises(UsageFault, match="PLA-02 ställs inte i den här akten"):
            give_answer(desk, of_file, "PLA-02", "ja")
        assert [gap.criterion for gap in fill_fact(desk, of_auditee, "storlek", "stor").progress.gaps] == ["PLA-03"]


def test_commands_tell_the_words_of_a_day(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["criteria", "show", "criteria/tiden", "PLA-01", "--date", "2015-04-10"]) == 0
    shown_then = capsys.readouterr().out
    assert "Är biståndet för missbruket planerat?" in shown_then and "Planering av bistånd" in shown_then
    assert "5 kap. 9 § SoL (2001:453)" in shown_then and "2025:400" not in shown_then
    assert main(["criteria", "show", "criteria/tiden", "--date", "2015-04-10"]) == 0
    assert "Är biståndet för missbruket planerat?" in capsys.readouterr().out
    assert main(["findings", "explain", "K-PLAN", "--auditee", "vik"]) == 0
    chain = capsys.readouterr().out
    assert "Planering av bistånd" in chain and "Är biståndet för missbruket planerat?" in chain
    assert not LATER.search(chain.replace("till och med 2025-06-30", ""))


def test_the_letter_holds_law_and_words_of_2015_alone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide = "findings decide --auditee vik --requirement K-PLAN --as krav --reason Planen-bär-vården."
    assert main(decide.split()) == 0
    render = ["letters", "render", "-o", "brev", "--agency", str(AGENCY), "--format", "html", "--date", "2015-05-20"]
    capsys.readouterr()
    assert main([*render, "--json"]) == 0
    (letter,) = json.loads(capsys.readouterr().out)
    assert not letter["draft"]
    html = Path(letter["html"]).read_text(encoding="utf-8").replace("\u00a0", " ")
    text = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
    assert "Nämnden ska säkerställa att beviljat bistånd planeras." in text
    assert "I 1 av 2 granskade ärenden är biståndet inte planerat." in text
    assert "Krav 1, planering av bistånd. Planen-bär-vården. Missbruket kan fortgå." in text
    assert "Följande gäller: 5 kap. 9 § SoL (2001:453)." in text
    assert "Är biståndet för missbruket planerat?" in text
    assert "Lagtexterna är lästa i lydelse per 22 februari 2026." in text
    assert not LATER.search(text)
