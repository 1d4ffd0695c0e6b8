"""Conflicts: what two people recorded differently, side by side, and settling it.

Owns every kind of them, who may settle what, and the entry that does: it names all versions as seen, so that nothing is
lost and nothing that comes later is settled with it. Leaves their words to `workflow.settling_words`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from tillsyn.domain.entries import AT_A_SEAT, OF_A_FILE, SUBJECT_SEPARATOR, Json, read_data
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import queries
from tillsyn.store.journal import Draft, entries_on, standing_hashes
from tillsyn.workflow.audits import OpenAudit, case_files
from tillsyn.workflow.changing import changed_meanwhile, expect_unlocked
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import load_sheet

_AT_SEAT = frozenset({*AT_A_SEAT, "remark", "reply"})
_IN_FILE = _AT_SEAT | {"fact", "control", "left_out", "document"}
ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Version:
    """What one of several recorded; `purged` where its words are gone and only their hash is left."""

    hash: str
    at: str
    actor: str
    data: dict[str, Any]
    text: str | None
    purged: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that is recorded differently, oldest version first; the last one stands until it is settled.

    `about` is what follows the place in the subject: a criterion, a fact, an area, a requirement, and for evidence
    also document and line.
    """

    subject: str
    kind: str
    auditee: str
    case: str | None
    """None where it is not about one file; empty for the auditee itself."""
    seat: str
    about: tuple[str, ...]
    number: int
    """The number of the file, 0 where it has none."""
    versions: tuple[Version, ...]

    @property
    def id(self) -> str:
        """A short name for it, on the command line."""
        return hashlib.sha256(self.subject.encode()).hexdigest()[:ID_LENGTH]

    @property
    def criterion(self) -> str:
        """The criterion it is about, or an empty text."""
        return self.about[0] if self.kind in ("answer", "comment", "evidence", "good", "source", "remark") else ""


def conflicts(desk: Desk, opened: OpenAudit) -> tuple[Conflict, ...]:
    """Every conflict of the audit, in the order of auditees, files and criteria."""
    mine = [(name, heads) for name, heads in queries.conflicts(desk.store) if _audit_of(name) == opened.audit.id]
    if not mine:
        return ()
    files = case_files(desk, opened)
    numbers = {(auditee, case.code): case.number for auditee, cases in files.items() for case in cases}
    found = [_conflict(desk, name, heads, numbers) for name, heads in mine]
    who = [auditee.id for auditee in opened.auditees]
    order = [criterion.id for criterion in opened.criteria.criteria]
    return tuple(
        sorted(
            found,
            key=lambda c: (
                who.index(c.auditee) if c.auditee in who else -1,
                c.number,
                order.index(c.criterion) if c.criterion in order else -1,
                c.kind,
                c.subject,
            ),
        )
    )


def find_conflict(desk: Desk, opened: OpenAudit, id_: str) -> Conflict:
    """The conflict of an id, or of the beginning of one.

    Raises:
        UsageFault: when there is none, or several.
    """
    found = [conflict for conflict in conflicts(desk, opened) if id_ and conflict.id.startswith(id_)]
    if len(found) == 1:
        return found[0]
    said = _("There is no conflict “{id}”.") if not found else _("Several conflicts begin with “{id}”.")
    raise UsageFault(said.format(id=id_), _("See them with “tillsyn conflicts list”."))


def choose(desk: Desk, opened: OpenAudit, conflict: Conflict, version: Version) -> None:
    """Settle that one of the versions holds; all of them stay in the journal.

    Raises:
        UsageFault: when its words are purged, or it may not be settled so, or not now.
    """
    if version.purged:
        raise UsageFault(_("The words of that version are purged; nothing was changed."), _("Choose another."))
    _settle(desk, opened, conflict, version.data, version.text)


def answer_anew(desk: Desk, opened: OpenAudit, conflict: Conflict, code: str) -> None:
    """Settle differing answers by one that may be none of them.

    Raises:
        UsageFault: when the code is not on the criterion's scale, or it may not be settled now.
    """
    if conflict.kind != "answer" or opened.criteria.meaning(conflict.criterion, code) is None:
        raise UsageFault(
            _("“{code}” is no answer to {criterion}.").format(code=plain(code)[:40], criterion=conflict.about[-1]), ""
        )
    _settle(desk, opened, conflict, {"code": code, **opened.said_edition}, None)


def write_anew(desk: Desk, opened: OpenAudit, conflict: Conflict, text: str) -> None:
    """Settle differing comments by one that may be none of them; empty words remove it.

    Raises:
        UsageFault: when it is not about comments, or may not be settled now.
    """
    if conflict.kind != "comment":
        raise UsageFault(_("That conflict is not about a comment; nothing was changed."), "")
    _settle(desk, opened, conflict, {}, plain(text).strip())


def _settle(desk: Desk, opened: OpenAudit, conflict: Conflict, data: dict[str, Json], text: str | None) -> None:
    """Record what holds, in place of all the versions that were seen."""
    if conflict.kind == "draw":
        raise UsageFault(
            _("Two draws are settled with their seeds; nothing was changed."), _("Use “tillsyn sample settle”.")
        )
    heads = tuple(version.hash for version in conflict.versions)
    with desk.store.transaction():
        if set(standing_hashes(desk.store, conflict.subject)) != set(heads):
            raise changed_meanwhile()
        if conflict.kind in OF_A_FILE and conflict.case is not None and conflict.seat != Seat.SECOND:
            expect_unlocked(load_sheet(desk, opened, conflict.auditee, conflict.case))
        desk.record([Draft(conflict.kind, conflict.subject, data, text, heads)])


def _conflict(desk: Desk, name: str, heads: tuple[str, ...], numbers: dict[tuple[str, str], int]) -> Conflict:
    kind, _audit, *parts = name.split(SUBJECT_SEPARATOR)
    auditee, rest = (parts[0], parts[1:]) if parts else ("", [])
    case, rest = (rest[0], rest[1:]) if kind in _IN_FILE and rest else (None, rest)
    seat, rest = (rest[0], rest[1:]) if kind in _AT_SEAT and rest else ("", rest)
    entries = {e.hash: e for e in entries_on(desk.store, name)}
    versions = tuple(
        Version(e.hash, e.at, e.actor, read_data(e.data), e.text, e.text is None and bool(e.text_hash))
        for e in (entries[hash_] for hash_ in heads if hash_ in entries)
    )
    return Conflict(name, kind, auditee, case, seat, tuple(rest), numbers.get((auditee, case or ""), 0), versions)


def _audit_of(name: str) -> str:
    return name.split(SUBJECT_SEPARATOR)[1] if SUBJECT_SEPARATOR in name else ""
