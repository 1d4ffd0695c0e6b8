"""Reading the picture: rows into domain values.

Owns every SELECT over the picture tables. Leaves what follows from the values to `workflow`.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tillsyn.domain.answers import Answer, Evidence, Source
from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import SUBJECT_SEPARATOR, below, subject
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.frames import FrameHead, FrameRows
from tillsyn.domain.seats import Seat
from tillsyn.store.engine import Row, Store

CaseKey = tuple[str, str]
"""(auditee id, case code); the code is empty where the auditee itself is judged."""

_KINDS = {"good_example": "good", "criteria_set": "criteria"}
"""The kind that subjects of a table's rows begin with, where the table is called otherwise."""

# A frame's rows stand in its entry alone. The latest of its heads comes last, as in the picture.
_FRAME_JOIN = "FROM frame f JOIN entry e ON e.subject = f.subject"
_FRAME_WHERE = (
    "WHERE f.audit = :audit AND (:auditee IS NULL OR f.auditee = :auditee) "
    "AND e.hash NOT IN (SELECT base FROM entry_base b WHERE b.subject = f.subject) ORDER BY e.at, e.hash"
)
_FRAME_ENTRY = f"{_FRAME_JOIN} {_FRAME_WHERE}"
_FRAME_ENTRY_WITH_TEXT = f"{_FRAME_JOIN} LEFT JOIN entry_text t ON t.entry = e.hash {_FRAME_WHERE}"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter as it was frozen: its view as canonical JSON, with its SHA-256."""

    auditee: str
    kind: str
    sha256: str
    view: str
    at: str


def compiled_set(store: Store, sha256: str) -> str | None:
    """A pinned criteria set as compiled text."""
    row = store.one("SELECT compiled FROM criteria_set WHERE sha256 = :hash", hash=sha256)
    return row["compiled"] if row else None


def set_hashes(store: Store) -> tuple[str, ...]:
    """The hash of every pinned criteria set."""
    return tuple(row["sha256"] for row in store.all("SELECT sha256 FROM criteria_set ORDER BY sha256"))


def frame_heads(store: Store, audit: str) -> dict[str, FrameHead]:
    """What is known of the registers of an audit without reading their rows, by auditee."""
    rows = store.all(f"SELECT f.auditee, f.sha256, e.data {_FRAME_ENTRY}", audit=audit, auditee=None)
    latest = {r["auditee"]: r for r in rows}
    return {auditee: FrameHead(r["sha256"], json.loads(r["data"])["rows"]) for auditee, r in latest.items()}


def frame_rows(store: Store, audit: str, auditee: str) -> FrameRows:
    """The register of one auditee; without rows where it has none, or where its text is not what was hashed."""
    rows = store.all(
        f"SELECT f.sha256, t.text {_FRAME_ENTRY_WITH_TEXT}",
        audit=audit,
        auditee=auditee,
    )
    text = str(rows[-1]["text"] or "") if rows else ""
    sound = bool(rows) and hashlib.sha256(text.encode()).hexdigest() == rows[-1]["sha256"]
    return FrameRows.read(text if sound else "")


def drawn_rows(store: Store, audit: str, auditee: str, sha256: str) -> FrameRows:
    """The register that was drawn from, known by its hash, though another may stand; without rows where it is gone."""
    rows = store.all(
        "SELECT t.text FROM entry e JOIN entry_text t ON t.entry = e.hash "
        "WHERE e.subject = :subject AND e.data LIKE :said ORDER BY e.at DESC, e.hash",
        subject=subject("frame", audit, auditee),
        said=f'%"sha256":"{sha256}"%',
    )
    texts = (str(row["text"]) for row in rows)
    return FrameRows.read(next((text for text in texts if hashlib.sha256(text.encode()).hexdigest() == sha256), ""))


def draws(store: Store, audit: str, auditee: str | None = None) -> dict[str, dict[str, Any]]:
    """The draws of an audit by auditee, as recorded; or that of one auditee."""
    where = "WHERE audit = :audit AND (:auditee IS NULL OR auditee = :auditee)"
    rows = store.all(f"SELECT * FROM draw {where}", audit=audit, auditee=auditee)  # noqa: S608
    return {r["auditee"]: json.loads(r["draw"]) for r in rows}


def left_out(store: Store, audit: str) -> dict[str, dict[str, str]]:
    """Cases left out after the draw: auditee → case code → reason."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for r in store.all("SELECT * FROM left_out WHERE audit = :audit", audit=audit):
        found[r["auditee"]][r["case_code"]] = r["reason"]
    return dict(found)


def documents(store: Store, audit: str, auditee: str, case: str) -> tuple[Document, ...]:
    """The documents of a case file, by name."""
    return tuple(_document(r) for r in rows_of(store, "document", audit, auditee, case))


def facts(
    store: Store, audit: str, auditee: str | None = None, case: str | None = None
) -> dict[CaseKey, dict[str, str]]:
    """Facts that were filled in, as written, by case."""
    found: dict[CaseKey, dict[str, str]] = defaultdict(dict)
    for r in rows_of(store, "fact", audit, auditee, case):
        found[r["auditee"], r["case_code"]][r["fact"]] = r["value"]
    return dict(found)


def answers(
    store: Store, audit: str, auditee: str | None = None, case: str | None = None
) -> dict[CaseKey, dict[Seat, dict[str, Answer]]]:
    """Every answer with its comment and evidence: case → seat → criterion; of one auditee, or of one case of it."""
    place = (audit, auditee, case)
    comments = {_about(r): r["text"] for r in rows_of(store, "comment", *place)}
    evidence = _evidence_by_place(store, *place)
    differing = {_about(r) for r in store.all("SELECT subject FROM conflict WHERE kind IN ('answer', 'comment')")}
    editions = _editions(store, "answer", audit)
    sources = {_about(r): _sources(r) for r in rows_of(store, "source", *place)}
    good = {_about(r) for r in rows_of(store, "good_example", *place)}
    seats = {seat.value: seat for seat in Seat}
    found: dict[CaseKey, dict[Seat, dict[str, Answer]]] = defaultdict(lambda: defaultdict(dict))
    for r in rows_of(store, "answer", *place):
        about = _about(r)
        found[r["auditee"], r["case_code"]][seats[r["seat"]]][r["criterion"]] = Answer(
            r["criterion"],
            r["code"],
            comments.get(about, ""),
            evidence.get(about, ()),
            r["actor"],
            r["at"],
            about in differing,
            editions.get(r["subject"], ""),
            sources=sources.get(about, ()),
            good=about in good,
        )
    return {key: dict(by_seat) for key, by_seat in found.items()}


def editions_of(store: Store, audit: str) -> tuple[str, ...]:
    """The hashes of every set an audit has stood on, in this store or one merged in; none where never upgraded."""
    rows = store.all("SELECT data FROM entry WHERE kind = 'upgrade' AND subject = :s", s=subject("upgrade", audit))
    told = [json.loads(r["data"]) for r in rows]
    found = dict.fromkeys(str(one.get(key, "")) for one in told for key in ("previous", "criteria"))
    return tuple(filter(None, found))


def _editions(store: Store, table: str, audit: str) -> dict[str, str]:
    """Subject → the edition its standing entry names, for those that name one: only after an upgrade does any.

    The picture does not hold it, since its tables are those of earlier versions, so the entries are asked.
    """
    if store.one("SELECT 1 FROM upgrade WHERE audit = :audit", audit=audit) is None:
        return {}
    rows = store.all(
        f"SELECT p.subject, e.data FROM {table} p JOIN entry e ON e.subject = p.subject AND e.at = p.at "  # noqa: S608
        "AND e.actor = p.actor WHERE p.audit = :audit AND e.data LIKE '%\"criteria\"%'",
        audit=audit,
    )
    return {r["subject"]: str(json.loads(r["data"]).get("criteria", "")) for r in rows}


def loose_comments(store: Store, audit: str, auditee: str, case: str, seat: Seat) -> dict[str, str]:
    """Comments of a case by criterion, also those whose answer is withdrawn."""
    return {r["criterion"]: r["text"] for r in _at_seat(store, "comment", audit, auditee, case, seat)}


def loose_evidence(store: Store, audit: str, auditee: str, case: str, seat: Seat) -> dict[str, tuple[Evidence, ...]]:
    """Quoted places of a case by criterion, also those whose answer is not given or withdrawn."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _at_seat(store, "evidence", audit, auditee, case, seat):
        found[row["criterion"]].append(row)
    return {criterion: _evidence(rows) for criterion, rows in found.items()}


def loose_sources(store: Store, audit: str, auditee: str, case: str, seat: Seat) -> dict[str, tuple[Source, ...]]:
    """Where the comments of a case have it from, by criterion."""
    return {r["criterion"]: _sources(r) for r in _at_seat(store, "source", audit, auditee, case, seat)}


def good_examples(store: Store, audit: str, auditee: str, case: str, seat: Seat) -> frozenset[str]:
    """The criteria of a case whose answer is marked as a good example."""
    return frozenset(r["criterion"] for r in _at_seat(store, "good_example", audit, auditee, case, seat))


def decisions(store: Store, audit: str) -> dict[tuple[str, str], Decision]:
    """Decisions by (auditee, requirement)."""
    differing = {subject for subject, _heads in conflicts(store)}
    editions = _editions(store, "decision", audit)
    return {
        (r["auditee"], r["requirement"]): Decision(
            r["auditee"],
            r["requirement"],
            Disposition(r["disposition"]),
            r["reason"],
            r["actor"],
            r["at"],
            r["subject"] in differing,
            editions.get(r["subject"], ""),
        )
        for r in store.all("SELECT * FROM decision WHERE audit = :audit", audit=audit)
    }


def letters(store: Store, audit: str) -> tuple[KeptLetter, ...]:
    """Letters by auditee and kind."""
    rows = store.all("SELECT * FROM letter WHERE audit = :audit ORDER BY auditee, kind", audit=audit)
    return tuple(KeptLetter(r["auditee"], r["kind"], r["sha256"], r["view"], r["at"]) for r in rows)


def conflicts(store: Store) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(subject, hashes of its heads, the standing one last), by subject."""
    rows = store.all("SELECT subject, heads FROM conflict ORDER BY subject")
    return tuple((r["subject"], tuple(json.loads(r["heads"]))) for r in rows)


def is_conflict(store: Store, subject: str) -> bool:
    """Whether a subject has several differing heads."""
    return store.one("SELECT 1 FROM conflict WHERE subject = :subject", subject=subject) is not None


def rows_of(store: Store, table: str, audit: str, auditee: str | None = None, case: str | None = None) -> list[Row]:
    """The rows of a picture table for an audit, one of its auditees, or one case of that; `table` is a name of ours.

    By their subject, which every table is ordered by: of very many answers those of one file are found at once.
    """
    kind = _KINDS.get(table, table)
    parts = [part for part in (audit, auditee, case) if part is not None]
    first, past = below(kind, *parts)
    return store.all(
        f"SELECT * FROM {table} WHERE subject >= :first AND subject < :past ORDER BY subject",  # noqa: S608
        first=first,
        past=past,
    )


def _at_seat(store: Store, table: str, audit: str, auditee: str, case: str, seat: Seat) -> list[Row]:
    return [row for row in rows_of(store, table, audit, auditee, case) if row["seat"] == seat.value]


def _about(row: Row) -> str:
    """What an answer and what is said beside it share: their subject without its kind."""
    return str(row["subject"]).partition(SUBJECT_SEPARATOR)[2]


def _evidence_by_place(
    store: Store, audit: str, auditee: str | None, case: str | None
) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(store, "evidence", audit, auditee, case):
        found[_about(row).rsplit(SUBJECT_SEPARATOR, 2)[0]].append(row)
    return {about: _evidence(rows) for about, rows in found.items()}


def _sources(row: Row) -> tuple[Source, ...]:
    return tuple(Source(name) for name in json.loads(row["sources"]))


def _evidence(rows: list[Row]) -> tuple[Evidence, ...]:
    """Quoted places, by document and line."""
    found = (Evidence(r["document"], r["line"], r["quote"]) for r in rows)
    return tuple(sorted(found, key=lambda e: (e.document, e.line)))


def _document(r: Row) -> Document:
    day = date.fromisoformat(r["day"]) if r["day"] else None
    return Document(r["case_code"], r["name"], r["kind"], r["title"], r["text"], day)


def heads_of(store: Store, kinds: Iterable[str], *place: str) -> dict[str, tuple[str, ...]]:
    """Subject → hashes of its heads (oldest first), for every subject of these kinds that goes on after a place."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in kinds:
        first, past = below(kind, *place)
        rows = store.all(
            "SELECT e.subject, e.hash FROM entry e LEFT JOIN entry_base b ON b.subject = e.subject AND b.base = e.hash "
            "WHERE b.base IS NULL AND e.subject >= :first AND e.subject < :past ORDER BY e.at, e.hash",
            first=first,
            past=past,
        )
        for row in rows:
            found[row["subject"]] = (*found.get(row["subject"], ()), row["hash"])
    return found
