"""One case file with so many applicable questions, and its inspection with every keystroke counted.

Owns the made-up criteria set, the store, and the script of the inspection: opened from the overview, answered question
by question, with comments and quotes, until nothing is missing. The comments' own text is typed but not counted.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from tests.journeys.a_county import SET
from tests.tui.driving import press, seat, settle
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.entries import canonical, subject
from tillsyn.store.journal import Draft
from tillsyn.workflow import intake, sample
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.plan import AuditPlan, new_audit

AUDIT, AUDITEE, CASE = "lang", "kullmo", "KU-1"
UNASKED = 4
COMMENTED = {5: "d", 9: "n", 14: "n", 17: "d", 23: "n", 28: "o", 33: "e", 38: "n"}
"""The number of a question → the key of an answer that demands a comment; every other is answered with `j`."""
QUOTED = (9, 14, 23)
COMMENT = "Planen nämner det inte, och journalen är tyst."


def build_long_case(path: Path, asked: int = 40, text: str = "# Plan\n\nMålet är nykterhet.\n") -> None:
    """A store with one case file: `asked` questions that apply, a few more that do not, and one document."""
    folder = path.parent
    criteria = folder / "lang"
    criteria.mkdir()
    head = SET.replace("size: 3", "size: 1").replace("[planering.yaml]", "[fragor.yaml]")
    (criteria / "set.yaml").write_text(head, encoding="utf-8")
    (criteria / "fragor.yaml").write_text(_questions(asked), encoding="utf-8")
    (folder / "namnder.csv").write_text(f"id;namn;slag\n{AUDITEE};Socialnämnden i Kullmo;nämnd\n", encoding="utf-8")
    register = f"Ärendekod;Insatsform;Beslut om insats;Barn berörs\n{CASE};HVB;2025-09-01;nej\n"
    (folder / f"{AUDITEE}.csv").write_text(register, encoding="utf-8")
    with open_desk(path, "Inga Granskare", create=True) as desk:
        day = date(2026, 3, 2)
        new_audit(desk, AuditPlan(AUDIT, "Lång", AuditKind.SUPERVISION, day, str(criteria), folder / "namnder.csv"))
        opened = open_audit(desk)
        intake.import_frame(desk, opened, AUDITEE, folder / f"{AUDITEE}.csv")
        sample.draw(desk, opened, sample.Choice("frö", size=1, reserve=0), AUDITEE)
        name = subject("document", AUDIT, AUDITEE, CASE, "01-plan-2025-09-02")
        words = canonical({"title": "Plan", "text": text})
        desk.record([Draft("document", name, {"kind": "plan", "day": "2025-09-02"}, words, ())])


async def inspect(pilot: Pilot[None]) -> int:
    """Judge the whole file from the overview; gives how many keys were pressed beside the comments' text."""
    strokes = 0

    async def stroke(key: str) -> None:
        nonlocal strokes
        strokes += 1
        await press(pilot, key)

    await stroke("enter")  # the auditee
    await stroke("enter")  # its file
    while not (sitting := seat(pilot).sitting).progress.complete:
        number = sitting.order.index(sitting.here) + 1
        if number in QUOTED:
            await stroke("f")  # to a place where the search words stand
            await stroke("b")
        await stroke(COMMENTED.get(number, "j"))
        if number in COMMENTED:
            await pilot.press(*("space" if sign == " " else sign for sign in COMMENT))
            await settle(pilot)
            await stroke("enter")
    return strokes


def _questions(asked: int) -> str:
    listed = [_question(number) for number in range(1, asked + 1)]
    listed += [_question(number, "barn_berors") for number in range(asked + 1, asked + 1 + UNASKED)]
    end = (
        "requirements:\n  - id: K-PLAN\n    title: Plan\n    text: Nämnden ska planera.\n    observation: saknas plan\n"
    )
    return "area: PLA\ntitle: Planering\ncriteria:\n" + "".join(listed) + end + "    proposed_when: {critical: true}\n"


def _question(number: int, applies: str = "") -> str:
    condition = f"    applies_when: {applies}\n" if applies else ""
    return (
        f"  - id: PLA-{number:02}\n    rev: 1\n    unit: case_file\n    question: Framgår det {number}:a?\n"
        f"    guidance: Läs planen.\n    search: [mål, plan]\n    scale: s4\n{condition}"
        "    legal_basis:\n"
        '      - {act: SoL, sfs: "2025:400", provision: 13 kap. 10 §, binding: must, verified: text}\n'
        "    requirement: K-PLAN\n"
    )
