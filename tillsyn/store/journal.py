"""The journal: adding entries, each to its writer's chain, in the same transaction that updates the picture.

Owns `record`, the only way anything is written, and reading entries back. Leaves the format of an entry to
`domain.entries`, the picture to `store.projection`, checking to `store.verify`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tillsyn.domain.entries import FIRST, SALT_LENGTH, Entry, Json, below, canonical, entry_hash, read_base, text_hash
from tillsyn.domain.text import nfc
from tillsyn.errors import StoreFault
from tillsyn.language import _
from tillsyn.store.engine import Row, Store
from tillsyn.store.pens import Pen
from tillsyn.store.projection import project

_INSERT = (
    "INSERT INTO entry (hash, writer, seq, prev, at, actor, kind, subject, base, data, text_hash) "
    "VALUES (:hash, :writer, :seq, :prev, :at, :actor, :kind, :subject, :base, :data, :text_hash)"
)
_INSERT_TEXT = "INSERT INTO entry_text (entry, salt, text) VALUES (:hash, :salt, :text)"
COLUMNS = "e.*, t.salt AS salt, t.text AS text FROM entry e LEFT JOIN entry_text t ON t.entry = e.hash"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be recorded. `base` None means: all that stands now; otherwise what the author saw."""

    kind: str
    subject: str
    data: Json
    text: str | None = None
    base: tuple[str, ...] | None = None


def record(store: Store, pen: Pen, drafts: Sequence[Draft], now: datetime) -> tuple[Entry, ...]:
    """Add entries and update the picture, all or nothing; returns them once they are safely on disk.

    `now` is aware and in UTC. Each entry is later than everything in the store, also when the clock went back.
    """
    if not drafts:
        return ()
    with store.transaction():
        prev, seq = _end_of_chain(store, pen.writer)
        at = _later_than_all(store, now)
        entries: list[Entry] = []
        latest: dict[str, tuple[str, ...]] = {}  # what this very batch has put on a subject supersedes what stood
        for draft in drafts:
            seen = draft.base if draft.base is not None else standing_hashes(store, draft.subject)
            entry = _seal(pen, draft, latest.get(draft.subject, seen), prev, seq + 1, at)
            latest[draft.subject] = (entry.hash,)
            prev, seq, at = entry.hash, entry.seq, at + timedelta(microseconds=1)
            entries.append(entry)
        insert(store, entries)
        remember_heads(store, [(pen.writer, seq, prev)])
        remember_own(store, pen)
        project(store, {draft.subject for draft in drafts})
    return tuple(entries)


def insert(store: Store, entries: Iterable[Entry]) -> None:
    """Put finished entries and their texts into the journal, with an index of what they supersede."""
    entries = list(entries)
    store.run_many(_INSERT, [_as_row(entry) for entry in entries])
    store.run_many(_INSERT_TEXT, [_as_row(entry) for entry in entries if entry.text is not None])
    index_bases(store, entries)
    store.run("UPDATE meta SET value = CAST(CAST(value AS INTEGER) + :n AS TEXT) WHERE key = 'painted'", n=len(entries))


def index_bases(store: Store, entries: Iterable[Entry]) -> None:
    """Note which entries are superseded, per subject."""
    store.run_many(
        "INSERT INTO entry_base (subject, base) VALUES (:subject, :base) ON CONFLICT DO NOTHING",
        [{"subject": entry.subject, "base": base} for entry in entries for base in entry.base],
    )


def standing_hashes(store: Store, subject: str) -> tuple[str, ...]:
    """The hashes of a subject's heads now: what a new entry names as base when its author saw all of them."""
    rows = store.all(
        "SELECT hash FROM entry WHERE subject = :subject AND hash NOT IN "
        "(SELECT base FROM entry_base WHERE subject = :subject) ORDER BY at, writer, seq",
        subject=subject,
    )
    return tuple(row["hash"] for row in rows)


def read_entries(store: Store) -> list[Entry]:
    """Every entry, in the order they were made."""
    return _read(store, "1 = 1")


def entries_on(store: Store, *names: str) -> list[Entry]:
    """Every entry ever made on some subjects, oldest first."""
    wanted = {f"name{number}": name for number, name in enumerate(names)}
    return _read(store, f"e.subject IN ({', '.join(f':{key}' for key in wanted)})", **wanted)


def entries_below(store: Store, *parts: str) -> list[Entry]:
    """Every entry on the subjects that go on after these parts, oldest first."""
    first, past = below(*parts)
    return _read(store, "e.subject >= :first AND e.subject < :past", first=first, past=past)


def read_entry(store: Store, hash_: str) -> Entry | None:
    """The entry of a hash, if it is here."""
    return next(iter(_read(store, "e.hash = :hash", hash=hash_)), None)


def _read(store: Store, where: str, **parameters: object) -> list[Entry]:
    ordered = f"SELECT {COLUMNS} WHERE {where} ORDER BY e.at, e.writer, e.seq"
    return [_from_row(row) for row in store.all(ordered, **parameters)]


def writer_heads(store: Store) -> list[tuple[str, int, str]]:
    """(writer, seq, hash) of each writer's last entry, by writer."""
    latest = "SELECT writer, MAX(seq) AS seq FROM entry GROUP BY writer"
    rows = store.all(
        f"SELECT e.writer, e.seq, e.hash FROM entry e JOIN ({latest}) m "  # noqa: S608 - own words
        "ON m.writer = e.writer AND m.seq = e.seq ORDER BY e.writer"
    )
    return [(row["writer"], row["seq"], row["hash"]) for row in rows]


@dataclass(frozen=True, slots=True)
class JournalMark:
    """A place in the journal: how far each writer had come, and how many entries there were in all."""

    heads: Mapping[str, int]
    entries: int


def mark_of(store: Store) -> JournalMark:
    """The place where the journal ends now."""
    heads = {row["writer"]: row["seq"] for row in store.all("SELECT writer, seq FROM head_seen")}
    row = store.one("SELECT COUNT(*) AS n FROM entry")
    return JournalMark(heads, row["n"] if row else 0)


def subjects_since(store: Store, mark: JournalMark) -> set[str]:
    """What entries after a mark are about; everything there is where they do not follow upon it alone."""
    now = mark_of(store)
    found = [
        row["subject"]
        for writer, seq in now.heads.items()
        if seq > mark.heads.get(writer, 0)
        for row in store.all(
            "SELECT subject FROM entry WHERE writer = :writer AND seq > :seq",
            writer=writer,
            seq=mark.heads.get(writer, 0),
        )
    ]
    if len(found) != now.entries - mark.entries:
        return {row["subject"] for row in store.all("SELECT DISTINCT subject FROM entry")}
    return set(found)


def remember_heads(store: Store, heads: Sequence[tuple[str, int, str]]) -> None:
    """Note the highest entries of writers, so that a tail cut off later can be seen."""
    store.run_many(
        "INSERT INTO head_seen (writer, seq, hash) VALUES (:writer, :seq, :hash) ON CONFLICT (writer) DO UPDATE "
        "SET seq = excluded.seq, hash = excluded.hash WHERE excluded.seq > head_seen.seq",
        [{"writer": writer, "seq": seq, "hash": digest} for writer, seq, digest in heads],
    )


def remember_own(store: Store, pen: Pen) -> None:
    """Note that `pen` wrote in this very file.

    Those who wrote where the file was copied from are forgotten: they may have written on there, and what this copy
    holds of them says nothing of its own age.
    """
    store.run("DELETE FROM own_writer WHERE place <> :place", place=pen.place)
    own = {"writer": pen.writer, "place": pen.place}
    store.run_many("INSERT INTO own_writer (writer, place) VALUES (:writer, :place) ON CONFLICT DO NOTHING", [own])


def _seal(pen: Pen, draft: Draft, base: tuple[str, ...], prev: str, seq: int, at: datetime) -> Entry:
    canonical([pen.actor, draft.subject])  # refuses what the format cannot hold
    text = None if draft.text is None else nfc(draft.text)
    if text and "\0" in text:
        raise ValueError("a NUL in an entry's text")
    salt = "" if text is None else secrets.token_hex(SALT_LENGTH // 2)
    entry = Entry(
        pen.writer, seq, prev, at.isoformat(timespec="microseconds"), pen.actor, draft.kind, nfc(draft.subject), base,
        canonical(draft.data), text_hash(salt, text), "", salt, text,
    )  # fmt: skip
    return replace(entry, hash=entry_hash(entry))


def _end_of_chain(store: Store, writer: str) -> tuple[str, int]:
    row = store.one("SELECT hash, seq FROM entry WHERE writer = :writer ORDER BY seq DESC LIMIT 1", writer=writer)
    return (row["hash"], row["seq"]) if row else (FIRST, 0)


def _later_than_all(store: Store, now: datetime) -> datetime:
    row = store.one("SELECT MAX(at) AS at FROM entry")
    if row is None or not row["at"]:
        return now
    try:
        last = datetime.fromisoformat(row["at"])
        return now if now > last else last + timedelta(microseconds=1)
    except (ValueError, TypeError, OverflowError) as error:
        raise StoreFault(
            _("The store {path} is damaged.").format(path=store.path),
            _("Run “tillsyn journal verify”, and keep the file as it is until you know more."),
        ) from error


def _as_row(entry: Entry) -> dict[str, object]:
    names = ("hash", "writer", "seq", "prev", "at", "actor", "kind", "subject", "data", "text_hash", "salt", "text")
    return {name: getattr(entry, name) for name in names} | {"base": canonical(list(entry.base))}


def _from_row(row: Row) -> Entry:
    """The entry of a row, also of one that somebody wrote in by hand: its hash then tells."""
    number = row["seq"] if isinstance(row["seq"], int) else 0
    text = None if row["text"] is None else str(row["text"])
    return Entry(
        str(row["writer"]), number, str(row["prev"]), str(row["at"]), str(row["actor"]), str(row["kind"]),
        str(row["subject"]), read_base(row["base"]), str(row["data"]), str(row["text_hash"]), str(row["hash"]),
        str(row["salt"] or ""), text,
    )  # fmt: skip
