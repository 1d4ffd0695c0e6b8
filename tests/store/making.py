"""Small stores to try the journal on: entries of every kind, without criteria or files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tillsyn.domain.entries import Entry, Json, canonical, subject
from tillsyn.domain.plans import SamplePlan, plan_json
from tillsyn.store.engine import Store, create_store
from tillsyn.store.guards import GUARDS
from tillsyn.store.journal import Draft, record
from tillsyn.store.pens import make_pen

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
COMPILED = '{"format":1,"set":{}}'
PLACE = ("a", "vik", "V-01", "first", "PLA-01")


def new_store(folder: Path, name: str = "a.tillsyn") -> Store:
    """An empty store."""
    return create_store(folder / name)


def write(store: Store, *drafts: Draft, actor: str = "Ada", now: datetime = NOW) -> tuple[Entry, ...]:
    """Record drafts as one actor of this store."""
    return record(store, make_pen(store, "prov", actor), drafts, now)


def an_answer(
    code: str, criterion: str = "PLA-01", case: str = "V-01", base: Sequence[str] | None = None, seat: str = "first"
) -> Draft:
    """An answer to one criterion; an empty code withdraws it."""
    given = None if base is None else tuple(base)
    return Draft("answer", subject("answer", "a", "vik", case, seat, criterion), {"code": code}, None, given)


def a_comment(text: str, criterion: str = "PLA-01", base: Sequence[str] | None = None) -> Draft:
    """A comment, which is people's words."""
    given = None if base is None else tuple(base)
    return Draft("comment", subject("comment", *PLACE[:4], criterion), {}, text, given)


def every_kind() -> list[Draft]:
    """One entry of each kind that has a picture."""
    stratum: Json = {"stratum": "hvb", "order": ["V-01", "V-02"], "size": 1, "reserve": 1}
    draw: dict[str, Json] = {"seed": "s", "frame": "f", "size": 1, "reserve": 1, "strata": [], "drawn": [stratum]}
    plan = plan_json(SamplePlan(1, 1, (), "s"))
    bound: Json = {
        "criteria": "c", "plan": "p", "plan_json": plan, "seed_sha256": "", "frame": "", "frame_cases": 0,
        "answer_by": "", "check_code": "k", "reason": "",
    }  # fmt: skip
    audit: Json = {"title": "Å", "kind": "supervision", "day": "2026-03-02", "criteria": "c"}
    auditee: Json = {"name": "Vik", "kind": "committee", "body": "", "address": ["Box 1"], "dnr": ""}
    rows = canonical([{"case": "V-01", "facts": {"barn": "ja"}}])
    words = canonical({"title": "Plan", "text": "Målet är nykterhet."})
    return [
        Draft("criteria", subject("criteria", _hash(COMPILED)), {"format": 1, "set": {}}),
        Draft("audit", subject("audit", "a"), audit),
        Draft("upgrade", subject("upgrade", "a"), {"previous": "c", "criteria": "d", "plan": {"again": 2}}, "Ny lag."),
        Draft("auditee", subject("auditee", "a", "vik"), auditee),
        Draft("frame", subject("frame", "a", "vik"), {"sha256": "f", "rows": 1}, rows),
        Draft("plan", subject("plan", "a", "vik"), {"sha256": _hash(canonical(plan)), "plan": plan}, "Ny uppgift."),
        Draft("commitment", subject("commitment", "a", "vik"), bound, canonical(["Ärendelistan"])),
        Draft("draw", subject("draw", "a", "vik"), draw),
        Draft("left_out", subject("left_out", "a", "vik", "V-02"), {"reason": "missing"}),
        Draft("document", subject("document", "a", "vik", "V-01", "02-plan"), {"kind": "plan", "day": ""}, words),
        Draft("fact", subject("fact", "a", "vik", "V-01", "barn"), {"value": "nej"}),
        an_answer("nej"),
        a_comment("Planen saknar mål."),
        Draft("evidence", subject("evidence", *PLACE, "02-plan", "3"), {"cited": True}, "Målet är nykterhet."),
        *every_kind_of_the_seat(),
        Draft("decision", subject("decision", "a", "vik", "K-PLAN"), {"disposition": "requirement"}, "Två ärenden."),
        Draft("letter", subject("letter", "a", "vik", "requirement"), {"sha256": "l"}, '{"title":"Brev"}'),
        Draft("calibration", subject("calibration", "a", "liten", "Anna", "1"), {"same": 5, "near": 1, "far": 0}),
    ]


def every_kind_of_the_seat() -> list[Draft]:
    """One entry of each kind that stands beside judging: of two readers and of control."""
    return [
        Draft("good", subject("good", *PLACE), {"good": True}),
        Draft("source", subject("source", *PLACE), {"sources": ["person", "file"]}),
        Draft("rating", subject("rating", *PLACE[:4], "PLA"), {"rating": "met"}, "Målen står i utredningen."),
        Draft("seat_fact", subject("seat_fact", *PLACE[:3], "second", "barn"), {"value": "ja"}),
        Draft("opened", subject("opened", *PLACE[:4], "1"), {}),
        Draft("reread", subject("reread", "a", "1"), {"seed": "s", "cases": [["vik", "V-01"]]}, "Tio procent."),
        Draft("control", subject("control", *PLACE[:3]), {"state": "returned", "revision": 1, "judged": "h"}, "Not."),
        Draft("remark", subject("remark", *PLACE, "1"), {"weight": "must_fix"}, "Var står målet?"),
        Draft("reply", subject("reply", *PLACE, "1", "1"), {"act": "resolve"}, "På sidan 2."),
    ]


def raw(path: Path) -> sqlite3.Connection:
    """A connection that knows nothing of the store's rules but what the file itself enforces."""
    return sqlite3.connect(path, isolation_level=None)


def without_guards(path: Path) -> sqlite3.Connection:
    """A raw connection after somebody has taken the guards away."""
    connection = raw(path)
    for guard in GUARDS:
        connection.execute(f"DROP TRIGGER {guard.split()[2]}")
    return connection


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
