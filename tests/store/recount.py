"""The picture counted again from the raw rows of the journal, in plain Python and by other means than the program's.

Reads with sqlite3 and json alone. What each kind of entry shows is written out here once more, so that a handler that
changes or goes missing no longer agrees.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

Table = dict[str, dict[str, Any]]
Pictures = dict[str, Table]

TABLES = {
    "criteria": "criteria_set",
    "audit": "audit",
    "upgrade": "upgrade",
    "auditee": "auditee",
    "frame": "frame",
    "plan": "plan",
    "commitment": "commitment",
    "draw": "draw",
    "left_out": "left_out",
    "document": "document",
    "fact": "fact",
    "answer": "answer",
    "comment": "comment",
    "evidence": "evidence",
    "good": "good_example",
    "source": "source",
    "rating": "rating",
    "seat_fact": "seat_fact",
    "opened": "opened",
    "reread": "reread",
    "control": "control",
    "remark": "remark",
    "reply": "reply",
    "decision": "decision",
    "letter": "letter",
    "calibration": "calibration",
}


def recount(path: Path) -> Pictures:
    """What the tables should hold."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        sql = "SELECT e.*, t.text FROM entry e LEFT JOIN entry_text t ON t.entry = e.hash"
        rows = connection.execute(sql).fetchall()
    on_subject: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        on_subject[row["subject"]].append(row)
    pictures: Pictures = {table: {} for table in (*TABLES.values(), "conflict")}
    for subject, entries in on_subject.items():
        superseded = {digest for entry in entries for digest in json.loads(entry["base"])}
        heads = sorted((e for e in entries if e["hash"] not in superseded), key=lambda e: (e["at"], e["hash"]))
        _picture(pictures, subject, heads)
    bases = {(row["subject"], digest) for row in rows for digest in json.loads(row["base"])}
    pictures["entry_base"] = {f"{subject} {base}": {"subject": subject, "base": base} for subject, base in bases}
    return pictures


def held(path: Path) -> Pictures:
    """What the tables do hold."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row

        def table(name: str) -> list[dict[str, Any]]:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]

        found = {name: {row["subject"]: row for row in table(name)} for name in (*TABLES.values(), "conflict")}
        found["entry_base"] = {f"{row['subject']} {row['base']}": row for row in table("entry_base")}
    return found


def _picture(pictures: Pictures, subject: str, heads: list[sqlite3.Row]) -> None:
    shown = heads[-1]
    row = _row(shown["kind"], subject.split("|")[1:], json.loads(shown["data"]), shown)
    if row is not None:
        pictures[TABLES[shown["kind"]]][subject] = {"subject": subject, **row}
    if len({(h["kind"], h["data"], _words(h)) for h in heads}) > 1:
        hashes = json.dumps([h["hash"] for h in heads])
        pictures["conflict"][subject] = {"subject": subject, "kind": shown["kind"], "heads": hashes}


def _words(head: sqlite3.Row) -> str:
    """What tells two heads' texts apart; a register's data holds the hash of its rows."""
    if head["kind"] == "frame":
        return ""
    return str(head["text_hash"] if head["text"] is None else head["text"])


def _row(kind: str, names: list[str], data: dict[str, Any], entry: sqlite3.Row) -> dict[str, Any] | None:
    place = dict(zip(("audit", "auditee", "case_code", "seat", "criterion"), names, strict=False))
    signed = {"actor": entry["actor"], "at": entry["at"]}
    text = entry["text"] or ""
    match kind:
        case "criteria":
            compiled = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            return {"sha256": names[0], "compiled": compiled}
        case "audit":
            return {"audit": names[0], **data}
        case "upgrade":
            plan = json.dumps(data["plan"], ensure_ascii=False, sort_keys=True)
            return {"audit": names[0], **data, "plan": plan, "reason": text, **signed}
        case "auditee":
            address = json.dumps(data["address"], ensure_ascii=False)
            return {"audit": names[0], "auditee": names[1], **data, "address": address}
        case "frame":
            return {"audit": names[0], "auditee": names[1], "sha256": data["sha256"], "rows": str(data["rows"])}
        case "plan" | "commitment" | "draw" | "left_out" | "document" | "fact":
            return _gathered(kind, names, data, entry)
        case "answer":
            return {**place, "code": data["code"], **signed} if data["code"] else None
        case "comment":
            return {**place, "text": text} if text else None
        case "evidence":
            cited = {"document": names[5], "line": int(names[6]), "quote": text}
            return {**place, **cited} if data["cited"] else None
        case "decision":
            named = {**_first(place, 2), "requirement": names[2], "disposition": data["disposition"]}
            return {**named, "reason": text, **signed} if data["disposition"] else None
        case "letter":
            return {**_first(place, 2), "kind": names[2], **data, "view": text, "at": entry["at"]}
        case "calibration":
            said = json.dumps(data, ensure_ascii=False, sort_keys=True)
            return {**dict(zip(("audit", "set_id", "actor", "attempt"), names, strict=True)), "said": said}
        case "good" | "source" | "rating" | "seat_fact":
            return _at_the_seat(kind, names, data, {"reason": text, **signed})
        case "opened" | "reread" | "control" | "remark" | "reply":
            return _between_colleagues(kind, names, data, text, signed)
    raise AssertionError(kind)


def _at_the_seat(kind: str, names: list[str], data: dict[str, Any], said: dict[str, Any]) -> dict[str, Any] | None:
    """What is known beside an answer."""
    place = dict(zip(("audit", "auditee", "case_code", "seat", "criterion"), names, strict=True))
    seat = _first(place, 4)
    match kind:
        case "good":
            return place if data["good"] else None
        case "source":
            return {**place, "sources": json.dumps(data["sources"])} if data["sources"] else None
        case "rating":
            return {**seat, "area": names[4], **data, **said} if data["rating"] else None
    return {**seat, "fact": names[4], **data} if data["value"] else None


def _between_colleagues(
    kind: str, names: list[str], data: dict[str, Any], text: str, signed: dict[str, Any]
) -> dict[str, Any]:
    """Who opened what, what is read twice, and what a colleague says of it."""
    place = dict(zip(("audit", "auditee", "case_code", "seat", "criterion", "remark", "reply"), names, strict=False))
    match kind:
        case "opened":
            return {**_first(place, 4), "opening": names[4], **signed}
        case "reread":
            said = json.dumps(data, ensure_ascii=False, sort_keys=True)
            return {"audit": names[0], "reread": names[1], "said": said, "reason": text, **signed}
        case "control":
            return {**place, **data, "reason": text, **signed}
    return {**place, **data, "text": text, **signed}


def _gathered(kind: str, names: list[str], data: dict[str, Any], entry: sqlite3.Row) -> dict[str, Any] | None:
    """What is known before anything is judged: the plan, the draw, the files."""
    place = dict(zip(("audit", "auditee", "case_code"), names, strict=False))
    signed = {"actor": entry["actor"], "at": entry["at"]}
    text = entry["text"] or ""
    match kind:
        case "plan":
            plan = json.dumps(data["plan"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            return {**_first(place, 2), "sha256": data["sha256"], "plan": plan, "reason": text, **signed}
        case "commitment":
            bound = {"said": json.dumps(data, ensure_ascii=False, sort_keys=True)}
            requested = json.dumps(json.loads(text or "[]"), ensure_ascii=False)
            return {**_first(place, 2), **bound, "requested": requested, **signed}
        case "draw":
            return {"audit": names[0], "auditee": names[1], "draw": json.dumps(data, ensure_ascii=False)}
        case "left_out":
            return {**place, **data} if data["reason"] else None
        case "document":
            return {**_first(place, 3), "name": names[3], **data, **json.loads(text or '{"title":"","text":""}')}
        case "fact":
            return {**_first(place, 3), "fact": names[3], **data} if data["value"] else None
    raise AssertionError(kind)


def _first(place: dict[str, str], count: int) -> dict[str, str]:
    return dict(list(place.items())[:count])
