"""Sittings that are killed at random moments, again and again in one store: `python -m tests.faults.kills 1000 [SEED]`.

Owns the killing and what must hold after each: nothing told is missing, at most the one change that could no longer
be told is there beside, the sheet and the draft are as they were told; every now and then, and at the end, that the
journal verifies, and that the picture is what is counted from it. One process has everything loaded and forks each
sitting, so that a thousand take minutes.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.county import build_small
from tests.faults.sitting import DRAFTED, PLACE, looks, sit
from tests.store.making import NOW
from tests.store.recount import held, recount
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries
from tillsyn.store.projection import rebuild
from tillsyn.store.verify import verify
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

EARLIER = "2026-03-01T08:00:00+00:00"
WHOLE_AFTER = 50
"""Kills between looks at the whole journal, which take longer as it grows."""


@dataclass
class Told:
    """What sittings told before they were killed, since somebody last looked."""

    entries: set[str] = field(default_factory=set)
    kills: int = 0
    looks: str = ""
    drafts: frozenset[str] = frozenset()
    """What may stand as draft: the one that was kept, and one that was being kept."""

    def hear(self, line: str) -> None:
        """Take a whole line in; one that was cut off in the middle was never told."""
        said = json.loads(line)
        self.entries |= set(said.get("entries", ()))
        self.looks = said.get("looks", self.looks)
        self.drafts = frozenset({said["draft"]}) if "draft" in said else self.drafts | {said["trying"]}


def one_kill(store: Path, seed: int, chance: random.Random, told: Told) -> None:
    """Start a sitting, let it tell so much or work for so long, and kill it somewhere in what comes next."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            sit(store, seed, writer)
        finally:
            os._exit(1)  # it only gets here by a fault of its own
    os.close(writer)
    lines = chance.randrange(1, 40) if chance.random() < 0.8 else 0
    raw = b""
    while raw.count(b"\n") < lines and select.select([reader], [], [], 30)[0]:
        raw += (part := os.read(reader, 1 << 16))
        if not part:
            raise AssertionError("the sitting ended by itself")
    time.sleep(chance.random() * (0.004 if lines else 0.03))  # without a line: while the store is being opened
    os.kill(pid, signal.SIGKILL)
    while part := os.read(reader, 1 << 16):
        raw += part
    os.close(reader)
    _pid, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, status
    told.kills += 1
    for line in raw.decode().splitlines(keepends=True):
        if line.endswith("\n"):
            told.hear(line)


def expect_kept(store: Path, told: Told, before: int) -> int:
    """What must hold after kills; gives how many entries there are."""
    with open_desk(store) as desk:
        kept = {row["hash"] for row in desk.store.all("SELECT hash FROM entry")}
        assert told.entries <= kept, "an acknowledged change is gone"
        more = len(kept) - before - len(told.entries)
        assert 0 <= more <= told.kills, f"{more} changes beside those told"
        sheet = load_sheet(desk, open_audit(desk), *PLACE)
        if not more:  # else the last change is there though it could not be told
            assert looks(sheet) == told.looks, "the sheet is not as it was told"
            assert review.comment_draft(desk, sheet, DRAFTED) in told.drafts
    return len(kept)


def expect_whole(store: Path) -> None:
    """The journal verifies, and the picture is what is counted from it by other means."""
    with open_store(store) as opened:
        assert verify(opened, NOW).faults == ()
    assert held(store) == recount(store)


def killed(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many sittings in a new store; gives how many changes were told, and how many entries there are."""
    store, chance, heard = folder / "liten.tillsyn", random.Random(seed), 0
    build_small(store)
    with open_desk(store) as desk:
        told = Told(looks=looks(load_sheet(desk, open_audit(desk), *PLACE)), drafts=frozenset({""}))
        entries = len(read_entries(desk.store))
    for number in range(1, kills + 1):
        one_kill(store, chance.randrange(2**32), chance, told)
        whole = number % WHOLE_AFTER == 0 or number == kills
        if whole or chance.random() < 0.7:  # else the next sitting finds what the one before left lying
            entries = expect_kept(store, told, entries)
            heard += len(told.entries)
            with open_desk(store) as desk:
                sheet = load_sheet(desk, open_audit(desk), *PLACE)
                told = Told(looks=looks(sheet), drafts=frozenset({review.comment_draft(desk, sheet, DRAFTED)}))
        if whole:
            expect_whole(store)
    before = held(store)
    with open_store(store) as opened:
        rebuild(opened)
    assert held(store) == before, "rebuilt, the picture is another"
    return heard, entries


def main() -> None:
    """Kill, and print what came of it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32)
    with TemporaryDirectory(prefix="tillsyn-kills-") as place:
        os.environ |= {"TILLSYN_HOME": f"{place}/home", "TILLSYN_ACTOR": "Prov Granskare", "TILLSYN_NOW": EARLIER}
        sys.stdout.write(f"seed {seed}\n")
        sys.stdout.flush()
        before = time.monotonic()
        told, entries = killed(Path(place), kills, seed)
        seconds = time.monotonic() - before
    sys.stdout.write(f"{kills} kills in {seconds:.0f} s: {told} changes told, none lost\n")
    sys.stdout.write(f"{entries} entries verify, and the picture rebuilt from them is the same\n")


if __name__ == "__main__":
    main()
