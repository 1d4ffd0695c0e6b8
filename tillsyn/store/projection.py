"""The picture: what the journal's entries come to today, in tables that queries read.

Owns one handler per kind of entry and the two ways to run them, over some subjects or over all. It works by
sets and needs no order: the entries that no other names as base stand; the latest of them is shown; differing
ones make a conflict. It refuses nothing; commands validate. A handler raises on a shape it does not know (from a
newer version, or not ours): the entry then stays in the journal, unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from tillsyn.domain.answers import Source
from tillsyn.domain.casefiles import AuditeeKind, AuditKind
from tillsyn.domain.control import Act, ControlState, Weight
from tillsyn.domain.entries import SUBJECT_SEPARATOR, read_base
from tillsyn.domain.findings import Disposition
from tillsyn.domain.plans import read_plan
from tillsyn.domain.ratings import CHOOSABLE, AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.store.engine import Row, Store

_STANDING = (
    "SELECT e.hash, e.at, e.actor, e.kind, e.subject, e.data, e.text_hash, "
    # A register is megabytes: its rows stay in their entry, and its data, which holds their hash, tells whether two
    # say the same.
    "CASE WHEN e.kind = 'frame' THEN '' ELSE t.text END AS text FROM entry e "
    "LEFT JOIN entry_text t ON t.entry = e.hash "
    "LEFT JOIN entry_base b ON b.subject = e.subject AND b.base = e.hash WHERE b.base IS NULL"
)
Picture = Mapping[str, object]
_CASE = ("audit", "auditee", "case_code")
_JUDGEMENT = (*_CASE, "seat", "criterion")
Handler = Callable[["_Standing"], Picture | None]


class _Standing:
    """The entry that stands on a subject, as a handler sees it."""

    def __init__(self, row: Row) -> None:
        self.subject: str = row["subject"]
        self.parts = self.subject.split(SUBJECT_SEPARATOR)[1:]
        self.data: dict[str, Any] = json.loads(row["data"])
        self.text: str = row["text"] or ""
        self.actor: str = row["actor"]
        self.at: str = row["at"]


def _criteria(e: _Standing) -> Picture:
    compiled = json.dumps(e.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(compiled.encode()).hexdigest() != e.parts[0]:
        raise ValueError("not the set that is pinned under this hash")
    return {**_named(e, "sha256"), "compiled": compiled}


def _audit(e: _Standing) -> Picture:
    AuditKind(e.data["kind"]), date.fromisoformat(e.data["day"])
    return {**_named(e, "audit"), **_only(e, "title", "kind", "day", "criteria")}


def _upgrade(e: _Standing) -> Picture:
    plan = json.dumps(e.data["plan"], ensure_ascii=False, sort_keys=True)
    return {**_named(e, "audit"), **_only(e, "previous", "criteria"), "plan": plan, **_signed(e, "reason")}


def _auditee(e: _Standing) -> Picture:
    AuditeeKind(e.data["kind"])
    address = json.dumps([_text(line) for line in e.data["address"]], ensure_ascii=False)
    return {**_named(e, "audit", "auditee"), **_only(e, "name", "kind", "body", "dnr"), "address": address}


def _frame(e: _Standing) -> Picture:
    return {**_named(e, "audit", "auditee"), **_only(e, "sha256"), "rows": str(_number(e.data["rows"]))}


def _plan(e: _Standing) -> Picture:
    plan = json.dumps(e.data["plan"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(plan.encode()).hexdigest() != e.data["sha256"]:
        raise ValueError("not the plan of this hash")
    read_plan(e.data["plan"])
    return {**_named(e, "audit", "auditee"), **_only(e, "sha256"), "plan": plan, **_signed(e, "reason")}


def _commitment(e: _Standing) -> Picture:
    _only(e, "criteria", "plan", "seed_sha256", "frame", "check_code", "reason"), _number(e.data["frame_cases"])
    read_plan(e.data["plan_json"])
    if e.data["answer_by"]:
        date.fromisoformat(e.data["answer_by"])
    requested = [_text(line) for line in json.loads(e.text or "[]")]
    said = json.dumps(e.data, ensure_ascii=False, sort_keys=True)
    shown = {"said": said, "requested": json.dumps(requested, ensure_ascii=False), "actor": e.actor, "at": e.at}
    return {**_named(e, "audit", "auditee"), **shown}


def _draw(e: _Standing) -> Picture:
    _only(e, "seed", "frame"), [_text(name) for name in e.data["strata"]]
    for part in (e.data, *e.data["drawn"]):
        _number(part["size"]), _number(part["reserve"])
    for part in e.data["drawn"]:
        _text(part["stratum"]), [_text(code) for code in part["order"]]
        _number(part.get("cases", 0)), _number(part.get("more", 0))
    if "plan" in e.data:
        read_plan(e.data["plan"])
    return {**_named(e, "audit", "auditee"), "draw": json.dumps(e.data, ensure_ascii=False)}


def _left_out(e: _Standing) -> Picture | None:
    return {**_named(e, *_CASE), **_only(e, "reason")} if e.data["reason"] else None


def _document(e: _Standing) -> Picture:
    words = json.loads(e.text) if e.text else {"title": "", "text": ""}
    shown = {"title": _text(words["title"]), "text": _text(words["text"])}
    if e.data["day"]:
        date.fromisoformat(e.data["day"])
    return {**_named(e, *_CASE, "name"), **_only(e, "kind", "day"), **shown}


def _fact(e: _Standing) -> Picture | None:
    return {**_named(e, *_CASE, "fact"), **_only(e, "value")} if e.data["value"] else None


def _answer(e: _Standing) -> Picture | None:
    return {**_judgement(e), **_only(e, "code"), "actor": e.actor, "at": e.at} if e.data["code"] else None


def _comment(e: _Standing) -> Picture | None:
    return {**_judgement(e), "text": e.text} if e.text else None


def _evidence(e: _Standing) -> Picture | None:
    place = {**_judgement(e, "document", "line"), "line": int(e.parts[6]), "quote": e.text}
    return place if e.data["cited"] else None


def _good(e: _Standing) -> Picture | None:
    return _judgement(e) if e.data["good"] else None


def _source(e: _Standing) -> Picture | None:
    named = [Source(name).value for name in e.data["sources"]]
    return {**_judgement(e), "sources": json.dumps(named)} if named else None


def _rating(e: _Standing) -> Picture | None:
    if not e.data["rating"]:
        return None
    if AreaRating(e.data["rating"]) not in CHOOSABLE:
        raise ValueError("no rating that a person gives")
    Seat(e.parts[3])
    return {**_named(e, *_CASE, "seat", "area"), **_only(e, "rating"), **_signed(e, "reason")}


def _seat_fact(e: _Standing) -> Picture | None:
    Seat(e.parts[3])
    return {**_named(e, *_CASE, "seat", "fact"), **_only(e, "value")} if e.data["value"] else None


def _opened(e: _Standing) -> Picture:
    Seat(e.parts[3])
    return {**_named(e, *_CASE, "seat", "opening"), "actor": e.actor, "at": e.at}


def _reread(e: _Standing) -> Picture:
    _text(e.data["seed"]), [(_text(auditee), _text(case)) for auditee, case in e.data["cases"]]
    said = json.dumps(e.data, ensure_ascii=False, sort_keys=True)
    return {**_named(e, "audit", "reread"), "said": said, **_signed(e, "reason")}


def _control(e: _Standing) -> Picture:
    ControlState(e.data["state"])
    stands = {**_only(e, "state", "judged"), "revision": _number(e.data["revision"])}
    return {**_named(e, *_CASE), **stands, **_signed(e, "reason")}


def _remark(e: _Standing) -> Picture:
    Weight(e.data["weight"])
    return {**_judgement(e, "remark"), **_only(e, "weight"), **_signed(e, "text")}


def _reply(e: _Standing) -> Picture:
    Act(e.data["act"])
    return {**_judgement(e, "remark", "reply"), **_only(e, "act"), **_signed(e, "text")}


def _decision(e: _Standing) -> Picture | None:
    if not e.data["disposition"]:
        return None
    Disposition(e.data["disposition"])
    return {**_named(e, "audit", "auditee", "requirement"), **_only(e, "disposition"), **_signed(e, "reason")}


def _letter(e: _Standing) -> Picture:
    return {**_named(e, "audit", "auditee", "kind"), **_only(e, "sha256"), "view": e.text, "at": e.at}


def _calibration(e: _Standing) -> Picture:
    for count in ("same", "near", "far"):
        _number(e.data[count])
    said = json.dumps(e.data, ensure_ascii=False, sort_keys=True)
    return {**_named(e, "audit", "set_id", "actor", "attempt"), "attempt": str(int(e.parts[3])), "said": said}


HANDLERS: dict[str, tuple[str, Handler]] = {
    "criteria": ("criteria_set", _criteria),
    "audit": ("audit", _audit),
    "upgrade": ("upgrade", _upgrade),
    "auditee": ("auditee", _auditee),
    "frame": ("frame", _frame),
    "plan": ("plan", _plan),
    "commitment": ("commitment", _commitment),
    "draw": ("draw", _draw),
    "left_out": ("left_out", _left_out),
    "document": ("document", _document),
    "fact": ("fact", _fact),
    "answer": ("answer", _answer),
    "comment": ("comment", _comment),
    "evidence": ("evidence", _evidence),
    "good": ("good_example", _good),
    "source": ("source", _source),
    "rating": ("rating", _rating),
    "seat_fact": ("seat_fact", _seat_fact),
    "opened": ("opened", _opened),
    "reread": ("reread", _reread),
    "control": ("control", _control),
    "remark": ("remark", _remark),
    "reply": ("reply", _reply),
    "decision": ("decision", _decision),
    "letter": ("letter", _letter),
    "calibration": ("calibration", _calibration),
}
"""Kind of entry → the table of its picture, and what a row of it holds (None: withdrawn, no row)."""


def project(store: Store, subjects: Collection[str]) -> None:
    """Make the picture of some subjects anew."""
    for batch in _batches(sorted(subjects), 500):
        names = {f"s{i}": subject for i, subject in enumerate(batch)}
        among = f"IN ({', '.join(f':{name}' for name in names)})"
        for table in [*(table for table, _ in HANDLERS.values()), "conflict"]:
            store.run(f"DELETE FROM {table} WHERE subject {among}", **names)  # noqa: S608 - own names
        _paint(store, store.all(f"{_STANDING} AND e.subject {among} ORDER BY e.at, e.hash", **names))


def rebuild(store: Store) -> None:
    """Make the whole picture anew from the journal, and nothing else."""
    with store.transaction():
        for table in [*(table for table, _ in HANDLERS.values()), "conflict", "entry_base"]:
            store.run(f"DELETE FROM {table}")  # noqa: S608 - own names
        rows = store.all("SELECT subject, base FROM entry WHERE base <> '[]'")
        store.run_many(
            "INSERT INTO entry_base (subject, base) VALUES (:subject, :base) ON CONFLICT DO NOTHING",
            [{"subject": row["subject"], "base": base} for row in rows for base in read_base(row["base"])],
        )
        _paint(store, store.all(f"{_STANDING} ORDER BY e.at, e.hash"))
        store.run(
            "INSERT INTO meta (key, value) SELECT 'painted', CAST(COALESCE(SUM(seq), 0) AS TEXT) FROM head_seen "
            "WHERE TRUE ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )


def _paint(store: Store, standing: Iterable[Row]) -> None:
    """Fill the tables from heads in time order: the latest head of a subject is the one shown."""
    heads: dict[str, list[Row]] = {}
    for row in standing:
        heads.setdefault(row["subject"], []).append(row)
    pictures: dict[str, list[Picture]] = {}
    for subject, rows in heads.items():
        table, picture = _picture(rows[-1])
        if picture is not None:
            pictures.setdefault(table, []).append({"subject": subject, **picture})
        if _differ(rows):
            hashes = json.dumps([row["hash"] for row in rows])
            pictures.setdefault("conflict", []).append({"subject": subject, "kind": rows[-1]["kind"], "heads": hashes})
    for table, found in pictures.items():
        columns = list(found[0])
        values = ", ".join(f":{column}" for column in columns)
        store.run_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", found)  # noqa: S608


def _picture(row: Row) -> tuple[str, Picture | None]:
    """The table and row of a standing entry. One of a kind or shape we do not know stays in the journal, unseen."""
    table, handler = HANDLERS.get(row["kind"], ("", lambda e: None))
    if not row["subject"].startswith(row["kind"] + SUBJECT_SEPARATOR):
        return table, None
    try:
        return table, handler(_Standing(row))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return table, None


def _differ(rows: list[Row]) -> bool:
    """Whether several heads say different things; equal content is agreement. A purged text is known by its hash."""
    said = {(row["kind"], row["data"], row["text"] if row["text"] is not None else row["text_hash"]) for row in rows}
    return len(said) > 1


def _named(e: _Standing, *columns: str) -> dict[str, object]:
    return dict(zip(columns, e.parts, strict=True))


def _judgement(e: _Standing, *more: str) -> dict[str, object]:
    Seat(e.parts[3])
    return _named(e, *_JUDGEMENT, *more)


def _signed(e: _Standing, words: str) -> dict[str, object]:
    """What somebody said, under the name of its column, with who and when."""
    return {words: e.text, "actor": e.actor, "at": e.at}


def _only(e: _Standing, *keys: str) -> dict[str, object]:
    return {key: _text(e.data[key]) for key in keys}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no number")
    return value


def _batches(items: list[str], size: int) -> Iterable[list[str]]:
    return (items[i : i + size] for i in range(0, len(items), size))
