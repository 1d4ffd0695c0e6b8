"""Merging: the union of two journals, then the same projection.

Owns what is taken in, what is refused, and adopting a fork. Idempotent, commutative, associative: a merge may be
repeated, done in any order, and done in the middle of the work.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tillsyn.domain.entries import Entry, entry_hash
from tillsyn.errors import StoreFault
from tillsyn.language import _
from tillsyn.store.engine import Store
from tillsyn.store.journal import insert, read_entries, remember_heads, remember_own, writer_heads
from tillsyn.store.pens import Pen
from tillsyn.store.projection import project
from tillsyn.store.verify import verify


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: entries taken in, entries adopted under a new writer, conflicts in the store afterwards."""

    taken: int
    adopted: int
    conflicts: int


def merge(store: Store, source: Store, now: datetime, adopter: Pen | None = None) -> Merged:
    """Take the entries of `source` that are not here yet, all or none.

    `adopter` takes in, under itself, what a forked chain holds that is not here; without it a fork is refused.

    Raises:
        StoreFault: when the source's journal has faults, is older than what was seen of it, or forks.
    """
    with source.snapshot():  # its people may be writing in it
        _expect_sound(source, now)
        theirs = read_entries(source)
        own = {str(row["writer"]) for row in source.all("SELECT writer FROM own_writer")}
    with store.transaction():
        mine = {(e.writer, e.seq): e.hash for e in read_entries(store)}
        forked = {e.writer for e in theirs if mine.get((e.writer, e.seq), e.hash) != e.hash}
        if forked and adopter is None:
            _refuse_fork(store, source, sorted(forked), theirs, mine)
        _expect_no_cut(source, own - forked, theirs, mine)
        known = set(mine.values())
        new = [e for e in theirs if e.hash not in known and e.writer not in forked]
        strangers = [e for e in theirs if e.hash not in known and e.writer in forked]
        adopted = _adopt(store, adopter, strangers) if adopter and strangers else []
        _insert_in_order(store, [*new, *adopted])
        if adopter and adopted:
            remember_own(store, adopter)
        remember_heads(store, writer_heads(store))
        project(store, {e.subject for e in [*new, *adopted]})
        row = store.one("SELECT COUNT(*) AS n FROM conflict")
    return Merged(len(new), len(adopted), row["n"] if row else 0)


def _insert_in_order(store: Store, entries: Sequence[Entry]) -> None:
    insert(store, sorted(entries, key=lambda e: (e.writer, e.seq)))


def _expect_sound(source: Store, now: datetime) -> None:
    found = verify(source, now)
    if not found.ok:
        fault = next(f for f in found.faults if f.code != "future")
        raise StoreFault(
            _("The journal of {path} has faults, first in entry {seq} of writer {writer}: {fault}.").format(
                path=source.path, seq=fault.seq, writer=fault.writer, fault=fault.message
            ),
            _("Nothing was taken in. Ask for a new copy, and keep this one as it is."),
        )


def _expect_no_cut(
    source: Store, own: Collection[str], theirs: Sequence[Entry], mine: dict[tuple[str, int], str]
) -> None:
    """Refuse a store whose own writers have fewer entries than were seen of them: an old copy, or a cut one."""
    last = {e.writer: e.seq for e in sorted(theirs, key=lambda e: e.seq)}
    for own_writer in sorted(own):
        seen = max((seq for writer, seq in mine if writer == own_writer), default=0)
        if seen > last.get(own_writer, 0):
            raise StoreFault(
                _(
                    "{path} holds {n} entries of writer {writer}, but {seen} have been seen: it is old, or was cut."
                ).format(path=source.path, n=last.get(own_writer, 0), writer=own_writer, seen=seen),
                _("Nothing was taken in. Ask for the newest copy."),
            )


def _refuse_fork(
    store: Store, source: Store, forked: Sequence[str], theirs: Sequence[Entry], mine: dict[tuple[str, int], str]
) -> None:
    writer = forked[0]
    seq = min(e.seq for e in theirs if e.writer == writer and mine.get((writer, e.seq), e.hash) != e.hash)
    raise StoreFault(
        _("Writer {writer} has two different entries {seq}, one in {here} and one in {there}: a copy was restored and "
          "written on.").format(writer=writer, seq=seq, here=store.path, there=source.path),
        _("Nothing was taken in. “tillsyn merge --adopt” takes the unseen entries in under a new writer; both stay."),
    )  # fmt: skip


def _content(entry: Entry) -> tuple[str, ...]:
    """What an adopted entry keeps of the original: a fork adopted before is known by it."""
    return (entry.at, entry.actor, entry.kind, entry.subject, entry.data, entry.text_hash)


def _adopt(store: Store, adopter: Pen, strangers: Sequence[Entry]) -> list[Entry]:
    """The strangers as entries of the adopter: same time, actor and content, links and bases renewed."""
    row = store.one("SELECT hash, seq FROM entry WHERE writer = :w ORDER BY seq DESC LIMIT 1", w=adopter.writer)
    prev, seq = (row["hash"], row["seq"]) if row else ("", 0)
    here = {_content(entry): entry.hash for entry in read_entries(store)}
    renamed: dict[str, str] = {}
    adopted = []
    for entry in sorted(strangers, key=lambda e: (e.at, e.writer, e.seq)):
        if known := here.get(_content(entry)):
            renamed[entry.hash] = known  # adopted before: what follows it names it by the name it has here
            continue
        seq += 1
        base = tuple(renamed.get(b, b) for b in entry.base)
        moved = replace(entry, writer=adopter.writer, seq=seq, prev=prev, base=base)
        moved = replace(moved, hash=entry_hash(moved))
        renamed[entry.hash] = prev = moved.hash
        adopted.append(moved)
    return adopted
