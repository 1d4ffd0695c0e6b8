"""An audit of agreements, from register to report: the word is agreement all the way, never case file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_site import enter, run
from tests.tui.driving import drive, press, shown
from tillsyn.cli.main import main
from tillsyn.tui.app import StartAt

AGENCY = Path(__file__).resolve().parents[2] / "sample_cases" / "agency.yaml"
SET = """\
format: 1
id: avtal
version: "1"
status: draft
title: Överenskommelser om vården
language: sv
files: [mal.yaml]
sampling: {size: 3, reserve: 0}
facts:
  niva: {label: Nivå, type: choice, values: {lan: Länsgemensam, lokal: Lokal}}
scales:
  s2:
    - {code: ja,  key: j, meaning: met,   label: Ja}
    - {code: nej, key: n, meaning: unmet, label: Nej}
"""
AREA = """\
area: MAL
title: Mål
criteria:
  - id: MAL-01
    rev: 1
    unit: agreement
    question: Har överenskommelsen mål?
    scale: s2
    applies_when: niva == lan
    legal_basis: [{act: SoL, sfs: "2025:400", provision: 7 kap. 2 §, binding: must, verified: text}]
    requirement: K-MAL
  - id: MAL-02
    rev: 1
    unit: auditee
    question: Är den känd i kommunen?
    scale: s2
requirements:
  - id: K-MAL
    title: Mål
    text: Nämnden ska säkerställa att det finns mål.
    observation: saknas mål
    proposed_when: {in_at_least: 2}
"""
FILES = {
    "criteria/avtal/set.yaml": SET,
    "criteria/avtal/mal.yaml": AREA,
    "auditees.csv": "id;namn;slag;dnr\nvik;Socialnämnden i Vik;nämnd;EX 2026-1\n",
    "vik.csv": "Överenskommelse;Nivå\nAV-1;Länsgemensam\nAV-2;Länsgemensam\nAV-3;Länsgemensam\n",
    "svar.yaml": """\
format: 1
audit: prov
auditee: vik
seat: first
auditee_answers: {MAL-02: ja}
cases:
  - {case: AV-1, answers: {MAL-01: nej}}
  - {case: AV-2, answers: {MAL-01: nej}}
  - {case: AV-3, answers: {MAL-01: ja}}
""",
}
FILE_WORDS = re.compile(r"(?i)\b(?:ärende|akt)(?:n|en|et|er|na|erna|ena|ets|listan)?\b")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that goes in, and three agreements, all read."""
    enter(tmp_path, FILES, monkeypatch)
    new = "audit new --id prov --criteria criteria/avtal --title Prov --kind supervision --auditees auditees.csv"
    run(
        (
            f"--store prov.tillsyn {new} --date 2026-03-02",
            "frame import vik.csv --auditee vik",
            "sample draw --seed 2026",
            "answers import svar.yaml",
            "findings decide --auditee vik --requirement K-MAL --as krav --reason Målen-bär.",
        )
    )
    return tmp_path


@pytest.mark.tui
def test_the_screens_speak_of_agreements(site: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        seen = [shown(pilot)]
        for keys in (["v"], ["escape", "i"], ["escape", "question_mark"], ["escape", "escape"], ["b"], ["escape"] * 2):
            await press(pilot, *keys)
            seen.append(shown(pilot))
        text = "\n".join(seen)
        for words in (
            "Överenskommelse 1",
            "MAL-01 ställs om den här överenskommelsen",
            "Uppgifter",
            "Överenskommelser 3/3",
            "2 av 3 överenskommelser",
        ):
            assert words in text
        assert [line for line in text.splitlines() if FILE_WORDS.search(line)] == []

    drive(site / "prov.tillsyn", scenario, StartAt("vik", "AV-1"))


def test_commands_and_tables_speak_of_agreements(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for line in (
        "audit status",
        "findings list",
        "findings explain K-MAL --auditee vik",
        "summary --by area",
        "summary --by auditee",
    ):
        assert main(line.split()) == 0
    told = capsys.readouterr()
    text = told.out + told.err
    for words in ("3 av 3 överenskommelser är klara", "Brist i 2 av 3 överenskommelser.", "Överenskommelser med brist"):
        assert words in text
    assert FILE_WORDS.findall(text) == []


def test_letter_and_report_speak_of_agreements(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["letters", "render", "-o", "brev", "--agency", str(AGENCY), "--format", "html", "--json"]) == 0
    (letter,) = json.loads(capsys.readouterr().out)
    assert not letter["draft"]
    text = _words(Path(letter["html"]))
    assert "I 2 av 3 granskade överenskommelser saknas mål." in text
    assert re.search(r"Det gäller Överenskommelse \d och \d\.", text)
    own = ("Ärendet Tillsyn", "det här ärendet", "Ärendet har handlagts", "om ärendet kan")
    for matter in own:  # the authority's own matter is still one
        text = text.replace(matter, "")
    assert FILE_WORDS.findall(text) == []
    assert main(["report", "render", "-o", "rapport", "--agency", str(AGENCY), "--format", "html"]) == 0
    report = _words(site / "rapport" / "rapport.html")
    assert "har granskat 3 överenskommelser" in report
    assert FILE_WORDS.findall(report) == []


def _words(page: Path) -> str:
    html = page.read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
