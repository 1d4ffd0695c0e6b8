"""The app itself, killed among the keys: `python -m tests.faults.app_kills 40 [SEED]`.

Owns a scripted sitting in a pseudo-terminal, whose every key is first followed to where it leads undisturbed; then the
same keys with a kill behind one of them. What had been painted must be in the store, and the app opened again must
stand at the same question, with the comment that was begun.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.terminal import Terminal
from tests.county import build_small
from tests.faults.sitting import PLACE, looks
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

PROGRAM = str(Path(sys.executable).with_name("tillsyn"))
ENVIRONMENT = {"TILLSYN_ACTOR": "Prov Granskare", "TILLSYN_LANG": "sv", "TILLSYN_NOW": "2026-03-01T08:00:00+00:00"}
KEYS = ("j", "n", *"Inga mål.", "\r", "j", "c", *"Bra", "\r", "u", "d", *"Delvis", "\r")
"""Answers, a demanded comment and one of free will, letter by letter, undo, and an answer again."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What the store holds of the sitting: the judgements, the place, and the comment that is being written there."""

    looks: str
    place: str
    draft: str


def opened(store: Path, *words: str, env: Mapping[str, str] | None = None) -> Terminal:
    """The app on a store, in a pseudo-terminal."""
    return Terminal(PROGRAM, "--store", str(store), *words, size=(100, 30), env={**ENVIRONMENT, **(env or {})})


def seated(store: Path) -> Terminal:
    """The app at the seat, once it stands still."""
    app = opened(store, "review", "--auditee", PLACE[0], "--case", PLACE[1])
    app.wait(lambda text: "klart 0 av" in text)
    app.settle(0.6)
    return app


def stand(store: Path) -> Stand:
    """What an onlooker finds in the store."""
    with open_desk(store, ENVIRONMENT["TILLSYN_ACTOR"]) as desk:
        sheet = load_sheet(desk, open_audit(desk), *PLACE)
        place = review.last_bookmark(desk)
        criterion = place.criterion if place else ""
        return Stand(looks(sheet), criterion, review.comment_draft(desk, sheet, criterion) if criterion else "")


def undisturbed(store: Path) -> list[Stand]:
    """Where each key leads: before the first, and after each."""
    app = seated(store)
    try:
        stands = [stand(store)]
        for key in KEYS:
            app.answered(key)
            stands.append(stand(store))
        return stands
    finally:
        app.close()


def killed_behind(store: Path, keys: int, moment: float) -> None:
    """Type so many keys, each once the one before is painted, one more, and kill the app a moment after that."""
    app = seated(store)
    try:
        for key in KEYS[:keys]:
            app.answered(key)
        app.type(KEYS[keys])
        time.sleep(moment)
    finally:
        app.close()


def expect_reopened(store: Path, found: Stand) -> None:
    """The app leads back to the question one stood at, with what was begun."""
    app = opened(store)
    try:
        app.wait(lambda text: found.place in text)  # the first screen offers to go on there
        app.type("\r")
        app.wait(lambda text: f"{found.place} · " in text and found.draft in text)
    finally:
        app.close()


def killed(folder: Path, kills: int, chance: random.Random) -> None:
    """Kill the app so many times, each time in a copy of one store."""
    base = folder / "liten.tillsyn"
    build_small(base)
    stands = undisturbed(Path(shutil.copy(base, folder / "ostord.tillsyn")))
    for number in range(kills):
        store = Path(shutil.copy(base, folder / f"{number}.tillsyn"))
        keys = chance.randrange(len(KEYS))
        killed_behind(store, keys, chance.random() * 0.03)
        found, before, after = stand(store), stands[keys], stands[keys + 1]
        told = f"after {keys} keys: {found}, not between {before} and {after}"
        for part in ("looks", "place", "draft"):
            assert getattr(found, part) in {getattr(before, part), getattr(after, part), *_left(part)}, told
        expect_reopened(store, found)


def _left(part: str) -> set[str]:
    """Between an answer and its next question the draft is looked for at either: there is none at one of them."""
    return {""} if part == "draft" else set()


def main() -> None:
    """Kill, and print what came of it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32)
    with TemporaryDirectory(prefix="tillsyn-kills-") as place:
        os.environ |= {"TILLSYN_HOME": f"{place}/home", **ENVIRONMENT}
        sys.stdout.write(f"seed {seed}\n")
        sys.stdout.flush()
        killed(Path(place), kills, random.Random(seed))
    sys.stdout.write(f"the app killed {kills} times: what was painted was kept, and it opened at the same question\n")


if __name__ == "__main__":
    main()
