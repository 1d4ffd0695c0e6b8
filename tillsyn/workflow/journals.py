"""The journal as people meet it: checked, read, and the tables made anew from it.

Owns these three. Leaves the walk to `store.verify`, the picture to `store.projection`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.entries import check_code
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store.journal import read_entries, writer_heads
from tillsyn.store.projection import rebuild
from tillsyn.store.verify import Verification, verify
from tillsyn.workflow import clock
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as a reader of the log sees it: no people's words, only that there are some."""

    at: str
    writer: str
    seq: int
    actor: str
    kind: str
    subject: str
    data: str
    has_text: bool


def verify_journal(desk: Desk, held: Path | None = None) -> Verification:
    """Check every chain, against heads held elsewhere too when a file of them is given.

    Raises:
        UsageFault: when the file of heads cannot be read.
    """
    return verify(desk.store, clock.now(), _held_heads(held) if held else None)


def journal_code(desk: Desk) -> str:
    """The 16-character check code over all heads."""
    return check_code(writer_heads(desk.store))


def log(desk: Desk, subject: str = "", last: int | None = None) -> tuple[LogLine, ...]:
    """Entries in the order they were made; those about a subject that begins so, and only the `last` of them."""
    entries = [e for e in read_entries(desk.store) if e.subject.startswith(subject) or f"|{subject}" in e.subject]
    chosen = entries[-last:] if last else entries
    return tuple(LogLine(e.at, e.writer, e.seq, e.actor, e.kind, e.subject, e.data, bool(e.text_hash)) for e in chosen)


def rebuild_tables(desk: Desk) -> None:
    """Make every table anew from the journal."""
    rebuild(desk.store)


def _held_heads(path: Path) -> Mapping[str, tuple[int, str]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(w["writer"]): (int(w["entries"]), str(w["head"])) for w in told["writers"]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageFault(
            _("{path} does not hold the heads of a journal.").format(path=path),
            _("Give a file that “tillsyn journal verify --json” wrote."),
        ) from error
