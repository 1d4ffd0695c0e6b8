"""A set that asks nothing of case files: the auditee itself is counted, on screen, by command and in the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_site import enter, run
from tests.tui.driving import drive, press, shown
from tillsyn.cli.main import main

AGENCY = Path(__file__).resolve().parents[2] / "sample_cases" / "agency.yaml"
FILES = {
    "criteria/egen/set.yaml": """\
format: 1
id: egen
version: "1"
status: draft
title: Egenkontroll
language: sv
files: [egk.yaml]
sampling: {size: 1, reserve: 0}
facts:
  koper: {label: Köper vård, type: boolean, unit: auditee}
scales:
  s2:
    - {code: ja,  key: j, meaning: met,   label: Ja}
    - {code: nej, key: n, meaning: unmet, label: Nej}
""",
    "criteria/egen/egk.yaml": """\
area: EGK
title: Egenkontroll
criteria:
  - {id: EGK-01, rev: 1, unit: auditee, question: Görs den?, scale: s2}
  - {id: EGK-02, rev: 1, unit: auditee, question: Omfattar den köpt vård?, scale: s2, applies_when: koper}
""",
    "auditees.csv": "id;namn;slag;dnr\nvik;Socialnämnden i Vik;nämnd;EX 1\nnas;Socialnämnden i Näs;nämnd;EX 2\n",
    "svar.yaml": """\
format: 1
audit: prov
auditee: vik
seat: first
auditee_facts: {koper: nej}
auditee_answers: {EGK-01: ja}
cases: []
""",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two committees, one of them done."""
    enter(tmp_path, FILES, monkeypatch)
    new = "audit new --id prov --criteria criteria/egen --title Prov --kind self_audit --auditees auditees.csv"
    run((f"--store prov.tillsyn {new} --date 2026-03-02", "answers import svar.yaml"))
    return tmp_path


@pytest.mark.tui
def test_the_overview_counts_auditees_and_never_says_that_all_is_done_too_early(site: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        text = shown(pilot)
        assert "Närmast: 1 nämnd kvar" in text
        assert re.search(r"Näs\s+0/1", text) and re.search(r"Vik\s+1/1", text)
        await press(pilot, "enter")
        assert "urval" not in shown(pilot)

    drive(site / "prov.tillsyn", scenario, audit="prov")


def test_the_letter_speaks_of_the_work_as_a_whole(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["audit", "status"]) == 0
    assert "1 av 2 nämnder är klara" in capsys.readouterr().err
    render = ["letters", "render", "-o", "brev", "--agency", str(AGENCY), "--format", "html", "--auditee", "vik"]
    assert main([*render, "--json"]) == 0
    (letter,) = json.loads(capsys.readouterr().out)
    html = Path(letter["html"]).read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    text = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
    assert "Granskningen gäller nämndens arbete i stort och inte enskilda ärenden." in text
    assert "förteckning" not in text and "0 ärenden" not in text
