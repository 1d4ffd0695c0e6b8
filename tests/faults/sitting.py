"""A sitting that never ends by itself: at random everything a person does at the seat, told line by line.

Owns the child that is killed. A line is written before a draft is kept (it may or may not have come to it), and one
after each change, with what the journal must hold from then on.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

from tillsyn.domain.answers import Evidence, Source
from tillsyn.errors import UsageFault
from tillsyn.workflow import changing, review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import Sheet, load_sheet

PLACE = ("vik", "V-01")
DOCUMENT = "02-plan-2025-03-12"
ASKED = ("PLA-01", "PLA-02", "PLA-03", "MET-01")
DRAFTED = "MET-01"
Doing = Callable[[Desk, Sheet, random.Random], Sheet]


def looks(sheet: Sheet) -> str:
    """A short name for all that the sheet shows, but when and by whom."""
    answers = {name: (a.code, a.comment, [str(e) for e in a.evidence]) for name, a in sorted(sheet.answers.items())}
    shown = [answers, sorted(sheet.comments.items()), sorted((n, str(e)) for n, e in sheet.evidence.items())]
    shown += [sorted((n, str(v)) for n, v in sheet.facts.items()), sorted(sheet.good)]
    shown += [sorted((n, str(s)) for n, s in sheet.sources.items())]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]


def sit(store: Path, seed: int, told: int) -> None:
    """Work at the store until killed, writing lines to the open file `told`."""

    def tell(**line: object) -> None:
        os.write(told, (json.dumps(line) + "\n").encode())

    chance = random.Random(seed)
    with open_desk(store) as desk:
        sheet = load_sheet(desk, open_audit(desk), *PLACE)
        tell(looks=looks(sheet), draft=review.comment_draft(desk, sheet, DRAFTED))
        while True:
            if chance.random() < 0.2:
                text = f"halv mening {chance.randrange(10**6)}"
                tell(trying=text)
                review.keep_comment_draft(desk, sheet, DRAFTED, text)
                tell(draft=text)
                continue
            before = dict(sheet.seen)
            try:
                sheet = chance.choice(DOINGS)(desk, sheet, chance)
            except UsageFault:  # asked for what is not asked here: it is refused, and nothing is written
                continue
            new = [digest for name, heads in sheet.seen.items() if before.get(name) != heads for digest in heads]
            tell(entries=new, looks=looks(sheet), draft=review.comment_draft(desk, sheet, DRAFTED))


def _answer(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.give_answer(desk, sheet, chance.choice(ASKED), chance.choice(("ja", "delvis", "nej", "ej", "oklart")))


def _withdraw(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.withdraw_answer(desk, sheet, chance.choice(ASKED))


def _comment(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.write_comment(desk, sheet, chance.choice(ASKED), "Ord " * chance.randrange(400))


def _cite(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    quoted = Evidence(DOCUMENT, chance.randrange(1, 9), "Målet är nykterhet.")
    return review.cite(desk, sheet, chance.choice(ASKED), quoted)


def _fill(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.fill_fact(desk, sheet, "barn", chance.choice(("ja", "nej", "framgår inte", "")))


def _good(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.mark_good(desk, sheet, chance.choice(ASKED))


def _sources(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return review.name_sources(desk, sheet, chance.choice(ASKED), chance.choice(((), (Source.STAFF,), tuple(Source))))


def _undo(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return changing.undo(desk, sheet)[0]


def _redo(desk: Desk, sheet: Sheet, chance: random.Random) -> Sheet:
    return changing.redo(desk, sheet)[0]


DOINGS: tuple[Doing, ...] = (
    _answer, _answer, _answer, _withdraw, _comment, _comment, _cite, _fill, _good, _sources, _undo, _undo, _redo,
)  # fmt: skip
