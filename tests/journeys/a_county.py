"""A small audit for journeys: one committee, three case files, four criteria, all as the files people write."""

from __future__ import annotations

from pathlib import Path

SET = """\
format: 1
id: liten
version: "1"
status: draft
title: Liten samling
language: sv
files: [planering.yaml]
sampling: {size: 3, reserve: 0, strata: [insatsform]}
facts:
  insatsform: {label: Insatsform, type: choice, values: {oppenvard: Öppenvård, hvb: HVB}}
  beslutsdatum: {label: Beslut om insats, type: date}
  barn_berors: {label: Barn berörs, type: boolean}
scales:
  s4:
    - {code: ja, key: j, meaning: met, label: Ja}
    - {code: delvis, key: d, meaning: partly, label: Delvis, demands: [comment]}
    - {code: nej, key: n, meaning: unmet, label: Nej, demands: [comment]}
    - {code: ej, key: e, meaning: not_applicable, label: Ej tillämpligt, demands: [comment]}
    - {code: oklart, key: o, meaning: cannot_judge, label: Kan inte bedömas, demands: [comment]}
"""
_LAW = """\
    legal_basis:
      - {act: SoL, sfs: "2001:453", provision: 5 kap. 9 §, binding: must, until: 2025-06-30, verified: text}
      - {act: SoL, sfs: "2025:400", provision: 13 kap. 10 §, binding: must, from: 2025-07-01, verified: text}
"""


def _criterion(name: str, question: str, requirement: str, applies: str = "") -> str:
    condition = f"    applies_when: {applies}\n" if applies else ""
    return (
        f"  - id: {name}\n    rev: 1\n    unit: case_file\n    question: {question}\n    guidance: Läs planen.\n"
        f"    search: [plan]\n    scale: s4\n{condition}    judged_by_date: beslutsdatum\n{_LAW}"
        f"    requirement: {requirement}\n"
    )


AREA = (
    "area: PLA\ntitle: Planering\ncriteria:\n"
    + _criterion("PLA-01", "Finns en plan?", "K-PLAN")
    + _criterion("PLA-02", "Har planen mål?", "K-PLAN", "PLA-01 != nej")
    + _criterion("PLA-03", "Beaktas barnen?", "K-BARN", "barn_berors")
    + """\
requirements:
  - id: K-PLAN
    title: Planering
    text: Nämnden ska säkerställa att insatser planeras.
    observation: saknas en plan
    proposed_when: {in_at_least: 2}
    account_within_days: 90
  - id: K-BARN
    title: Barn
    text: Nämnden ska säkerställa att barn beaktas.
    observation: framgår inte hur barn har beaktats
    proposed_when: {critical: true}
    account_within_days: 90
"""
)
AUDITEES = "id;namn;huvudman;adress;dnr\nkullmo;Socialnämnden i Kullmo;Kullmo kommun;Box 1 / 000 01 Kullmo;EX 1\n"
REGISTER = (
    "Ärendekod;Insatsform;Beslut om insats\nKU-1;Öppenvård;2025-05-05\nKU-2;Öppenvård;2025-09-01\nKU-3;HVB;2025-10-10\n"
)
PLAN = "# Vårdplan\n\nPlan för öppenvård, upprättad den 2 september.\nMål: egen lägenhet.\n"
ANSWERS = {
    "KU-1": {"barn_berors": "nej", "PLA-01": ("nej", "Det finns bara bokade tider.")},
    "KU-2": {
        "barn_berors": "ja",
        "PLA-01": ("ja", ""),
        "PLA-02": ("delvis", "Målet går inte att följa."),
        "PLA-03": ("nej", "Sonen nämns inte i planen."),
    },
    "KU-3": {"barn_berors": "nej", "PLA-01": ("ja", ""), "PLA-02": ("ja", "")},
}
"""Counted by hand: K-PLAN lacks in KU-1 and KU-2 of 3, so it is proposed; K-BARN in KU-2 of 1, critical."""
EXPECTED = [
    {"requirement": "K-PLAN", "files_applicable": 3, "files_lacking": 2, "proposed": True},
    {"requirement": "K-BARN", "files_applicable": 1, "files_lacking": 1, "proposed": True},
]


def write_files(folder: Path) -> None:
    """Everything a person would have on the laptop before the visit."""
    (folder / "liten").mkdir()
    (folder / "liten" / "set.yaml").write_text(SET, encoding="utf-8")
    (folder / "liten" / "planering.yaml").write_text(AREA, encoding="utf-8")
    (folder / "auditees.csv").write_text(AUDITEES, encoding="utf-8")
    (folder / "kullmo.csv").write_text(REGISTER, encoding="utf-8")
    case = folder / "documents" / "kullmo" / "KU-2"
    case.mkdir(parents=True)
    (case / "01-vardplan-2025-09-02.md").write_text(PLAN, encoding="utf-8")
    (folder / "answers.yaml").write_text(_answer_file(), encoding="utf-8")


def _answer_file() -> str:
    lines = ["format: 1", "audit: prov", "auditee: kullmo", "seat: first", "cases:"]
    for case, given in ANSWERS.items():
        lines += [f"  - case: {case}", f"    facts: {{barn_berors: {given['barn_berors']}}}", "    answers:"]
        for name, answer in given.items():
            if isinstance(answer, tuple):
                lines.append(f'      {name}: {{code: {answer[0]}, comment: "{answer[1]}"}}')
    return "\n".join(lines) + "\n"
