"""Two readers of the small audit's files: what each answers, written as one line per file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

ANNA, BO = "Anna Ett", "Bo Två"
Answers = Mapping[str, str]
"""Case code → answers as “PLA-01 ja, MET-01 nej”, facts before them as “barn=ja”."""


def read(store: Path, actor: str, seat: Seat, given: Answers, audit: str | None = None) -> None:
    """Answer as one reader at one seat; every *nej* and *delvis* gets a comment that names its reader."""
    with open_desk(store, actor) as desk:
        opened = open_audit(desk, audit)
        for case, answers in given.items():
            sheet = load_sheet(desk, opened, "vik", case, seat)
            for answer in answers.split(", "):
                if "=" in answer:
                    sheet = review.fill_fact(desk, sheet, *answer.split("="))
                    continue
                criterion, code = answer.split()
                sheet = review.give_answer(desk, sheet, criterion, code)
                if code != "ja":
                    sheet = review.write_comment(desk, sheet, criterion, f"{actor} om {criterion} i {case}.")
