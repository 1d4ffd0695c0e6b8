"""Reading the picture of what is done at a seat beside judging: ratings, openings, second readings and control.

Owns these SELECTs. Leaves answers, comments and evidence to `store.queries`, and what follows to `workflow`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tillsyn.domain.control import Act, Control, ControlState, Remark, Reply, Weight
from tillsyn.domain.entries import subject
from tillsyn.domain.ratings import AreaRating, Override
from tillsyn.domain.seats import Seat
from tillsyn.store.engine import Row, Store
from tillsyn.store.queries import CaseKey, facts, rows_of


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened a file at a seat."""

    auditee: str
    case: str
    seat: Seat
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A comment as it stands, and who wrote it so."""

    auditee: str
    case: str
    seat: str
    criterion: str
    text: str
    actor: str


@dataclass(frozen=True, slots=True)
class Reread:
    """A draw of files to read a second time, as recorded: its id, what it says, why, who and when."""

    id: str
    said: dict[str, Any]
    reason: str
    actor: str
    at: str


def ratings(
    store: Store, audit: str, auditee: str | None = None, case: str | None = None
) -> dict[CaseKey, dict[Seat, dict[str, Override]]]:
    """Ratings that persons gave in place of the computed ones: case → seat → area."""
    found: dict[CaseKey, dict[Seat, dict[str, Override]]] = defaultdict(lambda: defaultdict(dict))
    for r in rows_of(store, "rating", audit, auditee, case):
        override = Override(r["area"], AreaRating(r["rating"]), r["reason"], r["actor"], r["at"])
        found[r["auditee"], r["case_code"]][Seat(r["seat"])][r["area"]] = override
    return {case: dict(seats) for case, seats in found.items()}


def facts_of_seat(
    store: Store, audit: str, seat: Seat, auditee: str | None = None, case: str | None = None
) -> dict[CaseKey, dict[str, str]]:
    """What was filled in at one seat alone, as written, by case."""
    if seat is Seat.FIRST:
        return facts(store, audit, auditee, case)
    found: dict[CaseKey, dict[str, str]] = defaultdict(dict)
    for r in rows_of(store, "seat_fact", audit, auditee, case):
        if r["seat"] == seat.value:
            found[r["auditee"], r["case_code"]][r["fact"]] = r["value"]
    return dict(found)


def facts_at(
    store: Store, audit: str, seat: Seat, auditee: str | None = None, case: str | None = None
) -> dict[CaseKey, dict[str, str]]:
    """What is filled in as a seat sees it, by case: consensus stands over the first; the second sees her own alone.

    Those of the consensus are the ones that count.
    """
    own = facts_of_seat(store, audit, seat, auditee, case)
    if seat is not Seat.CONSENSUS:
        return own
    first = facts(store, audit, auditee, case)
    return {key: {**first.get(key, {}), **own.get(key, {})} for key in {*first, *own}}


def openings(store: Store, audit: str, auditee: str | None = None) -> tuple[Opening, ...]:
    """Who opened which file and when, oldest first."""
    rows = _in_time(rows_of(store, "opened", audit, auditee))
    return tuple(Opening(r["auditee"], r["case_code"], Seat(r["seat"]), r["actor"], r["at"]) for r in rows)


def comments_written(store: Store, audit: str) -> tuple[WrittenComment, ...]:
    """The comments of an audit that stand, each with who first wrote it as it is."""
    authors = store.all(
        "SELECT c.subject, e.actor FROM comment c JOIN entry e ON e.subject = c.subject "
        "JOIN entry_text t ON t.entry = e.hash AND t.text = c.text WHERE c.audit = :audit ORDER BY e.at DESC, e.hash",
        audit=audit,
    )
    actors = {r["subject"]: r["actor"] for r in authors}
    return tuple(
        WrittenComment(r["auditee"], r["case_code"], r["seat"], r["criterion"], r["text"], actors[r["subject"]])
        for r in rows_of(store, "comment", audit)
        if r["subject"] in actors
    )


def rereads(store: Store, audit: str) -> tuple[Reread, ...]:
    """The draws of files to read a second time, oldest first."""
    rows = store.all("SELECT * FROM reread WHERE audit = :audit ORDER BY at, subject", audit=audit)
    return tuple(Reread(r["reread"], json.loads(r["said"]), r["reason"], r["actor"], r["at"]) for r in rows)


def controls(store: Store, audit: str, auditee: str | None = None) -> dict[CaseKey, Control]:
    """How each case stands with its control; one that was never handed over is not among them."""
    return {(r["auditee"], r["case_code"]): _control(r) for r in rows_of(store, "control", audit, auditee)}


def control_of(store: Store, audit: str, auditee: str, case: str) -> Control:
    """How one case stands with its control."""
    row = store.one("SELECT * FROM control WHERE subject = :name", name=subject("control", audit, auditee, case))
    return _control(row) if row else Control()


def remarks(store: Store, audit: str, auditee: str | None = None, case: str | None = None) -> tuple[Remark, ...]:
    """Remarks with their conversations, oldest first: of an audit, of one auditee, or of one of its cases."""
    replies: dict[str, list[Reply]] = defaultdict(list)
    for r in _in_time(rows_of(store, "reply", audit, auditee, case)):
        replies[_remark_of(r)].append(Reply(Act(r["act"]), r["text"], r["actor"], r["at"]))
    return tuple(
        Remark(
            r["remark"], r["auditee"], r["case_code"], r["seat"], r["criterion"], Weight(r["weight"]), r["text"],
            r["actor"], r["at"], tuple(replies[_remark_of(r)]),
        )
        for r in _in_time(rows_of(store, "remark", audit, auditee, case))
    )  # fmt: skip


def _remark_of(row: Row) -> str:
    return "|".join(row[name] for name in ("auditee", "case_code", "seat", "criterion", "remark"))


def _control(r: Row) -> Control:
    return Control(ControlState(r["state"]), r["revision"], r["reason"], r["actor"], r["at"], r["judged"])


def _in_time(rows: list[Row]) -> list[Row]:
    """Rows of what was said or done, oldest first."""
    return sorted(rows, key=lambda r: (r["at"], r["subject"]))
