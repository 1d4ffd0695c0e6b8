"""Checking a journal: every hash, every link, every text, and that no tail was cut off.

Owns the walk over the chains and the list of what is wrong. Leaves the format to `domain.entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from tillsyn.domain.entries import FIRST, SALT_LENGTH, Entry, entry_hash, text_hash
from tillsyn.language import N_, _
from tillsyn.store.engine import Store
from tillsyn.store.journal import read_entries

_FAULTS = {
    "gap": N_("the number before this one is missing"),
    "link": N_("it does not follow the entry before it"),
    "hash": N_("its content was changed after it was written"),
    "text": N_("its text was changed after it was written"),
    "missing_text": N_("its text is missing, and no purge accounts for it"),
    "loose_text": N_("a text has no entry, or its entry has none"),
    "cut": N_("the journal held more entries before: its end has been cut off"),
    "replaced": N_("another entry stood here before"),
    "time": N_("its time cannot be read"),
    "future": N_("its time lies in the future: the clock was wrong when it was written"),
}


@dataclass(frozen=True, slots=True)
class JournalFault:
    """One thing wrong at one place of one chain."""

    writer: str
    seq: int
    code: str

    @property
    def message(self) -> str:
        """What is wrong, as the end of a sentence."""
        return _(_FAULTS[self.code])


@dataclass(frozen=True, slots=True)
class Chain:
    """One writer's entries: how many, and the hash of the last."""

    writer: str
    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk over the journal found."""

    chains: tuple[Chain, ...]
    faults: tuple[JournalFault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; a wrong clock alone is told but is no damage."""
        return all(fault.code == "future" for fault in self.faults)

    @property
    def entries(self) -> int:
        """Entries in all chains."""
        return sum(chain.entries for chain in self.chains)


def verify(store: Store, now: datetime, held: Mapping[str, tuple[int, str]] | None = None) -> Verification:
    """Walk every chain. `held` are heads (seq, hash) by writer kept elsewhere, beside those the store remembers."""
    with store.snapshot():  # others may be writing: entries, texts and heads must be of one moment
        return _verify(store, now, held or {})


def _verify(store: Store, now: datetime, held: Mapping[str, tuple[int, str]]) -> Verification:
    entries = sorted(read_entries(store), key=lambda e: (e.writer, e.seq))
    chains: list[Chain] = []
    faults: list[JournalFault] = []
    for writer, group in groupby(entries, key=lambda e: e.writer):
        links = list(group)
        chains.append(Chain(writer, len(links), links[-1].hash))
        faults += _walk(links, now)
    faults += _loose_texts(store)
    seen = {row["writer"]: (row["seq"], row["hash"]) for row in store.all("SELECT * FROM head_seen")}
    by_place = {(e.writer, e.seq): e.hash for e in entries}
    for heads in (seen, held):
        faults += _missing_heads(heads, by_place)
    return Verification(tuple(chains), tuple(dict.fromkeys(faults)))


def _walk(links: Iterable[Entry], now: datetime) -> Iterable[JournalFault]:
    prev, seq = FIRST, 0
    for entry in links:
        for code in _wrong_with(entry, prev, seq, now):
            yield JournalFault(entry.writer, entry.seq, code)
        prev, seq = entry.hash, entry.seq


def _wrong_with(entry: Entry, prev: str, seq: int, now: datetime) -> Iterable[str]:
    if entry.seq != seq + 1:
        yield "gap"
    elif entry.prev != prev:
        yield "link"
    if entry_hash(entry) != entry.hash:
        yield "hash"
    if entry.text is None and entry.text_hash:
        yield "missing_text"
    elif entry.text is not None and not _text_fits(entry):
        yield "text"
    at = _time(entry.at)
    if at is None:
        yield "time"
    elif at > now + timedelta(days=1):
        yield "future"


def _text_fits(entry: Entry) -> bool:
    return len(entry.salt) == SALT_LENGTH and text_hash(entry.salt, entry.text) == entry.text_hash


def _time(at: str) -> datetime | None:
    """The time an entry was made; None where it is not written in the one form that sorts as text."""
    try:
        read = datetime.fromisoformat(at)
        return read if read.astimezone(UTC).isoformat(timespec="microseconds") == at else None
    except (ValueError, OverflowError):
        return None


def _loose_texts(store: Store) -> list[JournalFault]:
    rows = store.all("SELECT entry FROM entry_text WHERE entry NOT IN (SELECT hash FROM entry)")
    return [JournalFault(row["entry"][:16], 0, "loose_text") for row in rows]


def _missing_heads(
    heads: Mapping[str, tuple[int, str]], by_place: Mapping[tuple[str, int], str]
) -> Iterable[JournalFault]:
    for writer, (seq, digest) in heads.items():
        found = by_place.get((writer, seq))
        if found != digest:
            yield JournalFault(writer, seq, "cut" if found is None else "replaced")
