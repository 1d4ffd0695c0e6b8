"""The protocol of a draw: everything that an outsider needs to repeat it, and who did what when.

Owns its contents (docs/formats.md). Leaves repeating it to `protocol_check`, its one page to `protocol_view`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from tillsyn import __version__
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Entry, Json, subject
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.frames import FrameRows
from tillsyn.domain.plans import plan_hash, plan_json
from tillsyn.domain.population import sort_rows
from tillsyn.domain.protocols import KEY, PROTOCOL_FORMAT, excluded_told, groups, own_hash, row_lines
from tillsyn.domain.sampling import METHOD, Draw, StratumDraw, order_key, standing_sample
from tillsyn.language import speaking
from tillsyn.store import queries
from tillsyn.store.journal import entries_below, entries_on
from tillsyn.workflow.audits import OpenAudit, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import store_code
from tillsyn.workflow.sample import drawn_for
from tillsyn.workflow.sample_settle import DrawKey, key_of, settling, unsettled
from tillsyn.workflow.sampleplan import reason_words
from tillsyn.workflow.sampleplan_commitment import earlier, seed_hash


@dataclass(frozen=True, slots=True)
class _Record:
    """A draw with the entries it rests on: that of the draw itself, and that of a second step."""

    made: Draw
    first: Entry
    second: Entry | None
    """The entry that took a second step in."""
    others: tuple[tuple[Entry, Entry | None], ...] = ()
    """Draws that do not stand, made apart in another copy of the store; each with the entry that settled it."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What was recorded at the draw itself."""
        told: dict[str, Any] = json.loads(self.first.data)
        return told


def protocol(desk: Desk, opened: OpenAudit, auditee_id: str) -> dict[str, Any]:
    """Everything an outsider needs to repeat the draw of one auditee, as plain JSON.

    Raises:
        UsageFault: when no sample is drawn.
    """
    record = _record(desk, opened, auditee_id)
    made, then = record.made, record.data
    criteria_hash = then.get("criteria", opened.audit.criteria_hash)
    criteria = pinned_criteria(desk, replace(opened.audit, criteria_hash=criteria_hash))
    rows, reading = _frame(desk, opened, auditee_id, then["frame"])
    sorted_ = sort_rows(made.plan, criteria.facts, opened.audit.day, rows.codes, rows.column)
    lines = row_lines(rows.codes, rows.texts, groups(sorted_, [part.stratum for part in made.strata]))
    told: dict[str, Any] = {
        "format": PROTOCOL_FORMAT,
        "method": METHOD,
        "program": f"tillsyn {then.get('program', __version__)}",
        "audit": opened.audit.id,
        "audit_date": opened.audit.day.isoformat(),
        "auditee": auditee_id,
        "criteria": {"id": criteria.id, "version": criteria.version, "sha256": criteria_hash},
        "drawn": {"at": record.first.at, "actor": record.first.actor},
        "other_draws": [_other(*other) for other in record.others],
        "seed": made.plan.seed,
        "plan": plan_json(made.plan),
        "plan_sha256": plan_hash(made.plan),
        "commitment": _commitment(desk, opened, record),
        "facts": [_fact_schema(f) for f in criteria.facts_of(criteria.row_unit)],
        "strata": [_stratum(made, part) for part in made.strata],
        "second_step": _second_step(record),
        "left_out": _left_out(desk, opened, record),
        "excluded": excluded_told(made.plan, sorted_),
        "undecided": list(sorted_.undecided),
        "frame": {"sha256": then["frame"], "cases": len(rows), "reading": reading, "rows": lines},
        "check_code": store_code(desk),
    }
    return {**told, "sha256": own_hash(told)}


def _record(desk: Desk, opened: OpenAudit, auditee_id: str) -> _Record:
    """The draw that stands; where two people drew and merged, only what belongs to the one that stands."""
    made = drawn_for(desk, opened, auditee_id)
    standing = queries.draws(desk.store, opened.audit.id)[auditee_id]
    entries = entries_on(desk.store, subject("draw", opened.audit.id, auditee_id))
    ours = [entry for entry in entries if key_of(entry) == DrawKey.of(standing)]
    disputed = {key_of(entry) for entry in unsettled(desk, opened, auditee_id)}
    others = tuple(
        (entry, None if key_of(entry) in disputed else settling(ours, key_of(entry)))
        for entry in entries
        if entry not in ours and not entry.base  # what has a base goes on from a draw: a second step, a settling
    )
    return _Record(made, ours[0], next(filter(partial(_takes_same_step, standing), ours), None), others)


def _takes_same_step(standing: Mapping[str, Any], entry: Entry) -> bool:
    """Whether an entry takes the second step that stands; the first that does took it, later ones repeat it."""
    said = json.loads(entry.data)
    return bool(said.get("second")) and said.get("second_for") == standing.get("second_for")


def _other(entry: Entry, settled: Entry | None) -> dict[str, Json]:
    told: Json = {"at": settled.at, "actor": settled.actor, "reason": settled.text or ""} if settled else None
    return {"at": entry.at, "actor": entry.actor, **asdict(key_of(entry)), "settled": told}


def protocol_text(told: Mapping[str, Any]) -> str:
    """A protocol as it stands in its file."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _frame(desk: Desk, opened: OpenAudit, auditee_id: str, sha256: str) -> tuple[FrameRows, Json]:
    """The register that was drawn from, which another copy of the store may have taken a later one after.

    And how it was read when it was taken in (columns, values, sheet), so that it can be read so again.
    """
    entries = entries_on(desk.store, subject("frame", opened.audit.id, auditee_id))
    ours = [entry for entry in entries if json.loads(entry.data)["sha256"] == sha256]
    if not ours:
        return FrameRows.read(""), {}
    return FrameRows.read(ours[-1].text or ""), dict(json.loads(ours[-1].data).get("reading", {}))


def _stratum(made: Draw, part: StratumDraw) -> dict[str, Any]:
    """One stratum; `keys` are the beginnings of the order keys of all files it lists, in order."""
    first, second, reserve = part.order[: part.size], part.second_step, part.reserves
    weight = part.weight
    return {
        "stratum": part.stratum,
        "cases": part.cases,
        "weight": str(weight) if weight else None,
        "sample": list(first),
        "second": list(second),
        "reserve": list(reserve),
        "keys": [order_key(made.plan.seed, made.auditee, code)[:KEY] for code in (*first, *second, *reserve)],
    }


def _second_step(record: _Record) -> Json:
    if record.made.plan.steps is None:
        return None
    if record.second is None:
        return {"taken": False, "at": None, "actor": None, "asked_by": []}
    return {
        "taken": True,
        "at": record.second.at,
        "actor": record.second.actor,
        "asked_by": list(json.loads(record.second.data).get("second_for", [])),
    }


def _left_out(desk: Desk, opened: OpenAudit, record: _Record) -> list[dict[str, Any]]:
    """Every file left out in the order it happened, by whom and why, and which took its place."""
    made, auditee_id = record.made, record.made.auditee
    standing = queries.left_out(desk.store, opened.audit.id).get(auditee_id, {})
    words = dict(made.plan.reasons)
    second_at = record.second.at if record.second else ""
    happened: dict[str, Entry] = {}
    for entry in entries_below(desk.store, "left_out", opened.audit.id, auditee_id):
        happened.setdefault(entry.subject.rsplit(SUBJECT_SEPARATOR, 1)[1], entry)
    found: list[dict[str, Any]] = []
    for code, entry in happened.items():
        if code in standing:
            then = made if second_at and entry.at > second_at else made.with_first_step()
            before = [item["case"] for item in found]
            known = {case for case, *_rest in standing_sample(then, before)}
            after = standing_sample(then, [*before, code])
            new = next((case for case, *_rest in after if case not in known), None)
            number = next((number for case, _stratum, number, _role in after if case == code), 0)
            told = {"order": len(found) + 1, "case": code, "number": number, "reason": standing[code]}
            criteria = opened.criteria
            with speaking(criteria.language):  # the same protocol, whatever language it is asked for in
                told["words"] = reason_words(criteria.row_unit, standing[code], words.get(standing[code], ""))
            found.append({**told, "at": entry.at, "actor": entry.actor, "replaced_by": new})
    return found


def _commitment(desk: Desk, opened: OpenAudit, record: _Record) -> dict[str, Any] | None:
    """What was bound before the draw, and in what the draw departs from it; None where nothing was bound."""
    made, then = record.made, record.data
    entries = earlier(desk, opened, made.auditee)
    if not entries:
        return None
    said = json.loads(entries[-1].data)
    now = {
        "criteria": then.get("criteria", opened.audit.criteria_hash),
        "plan": plan_hash(made.plan),
        "seed_sha256": seed_hash(made.plan.seed) if said["seed_sha256"] else "",
        "frame": then["frame"] if said["frame"] else "",
    }
    differs = [name for name, value in now.items() if said[name] != value]
    return {
        "at": entries[-1].at,
        "actor": entries[-1].actor,
        **{name: said[name] for name in now},
        "answer_by": said["answer_by"],
        "check_code": said["check_code"],
        "agrees": not differs,
        "differs": differs,
        "reason": then.get("deviation", ""),
        "earlier": [_former(json.loads(e.data), e.at, e.actor) for e in entries[:-1]],
        "changed_because": said["reason"],
    }


def _former(said: Mapping[str, Any], at: str, actor: str) -> dict[str, Any]:
    return {"at": at, "actor": actor, "criteria": said["criteria"], "plan": said["plan"], "reason": said["reason"]}


def _fact_schema(fact: FactDefinition) -> dict[str, Any]:
    return {"id": fact.id, "label": fact.label, "type": fact.type.value, "values": [list(v) for v in fact.values]}
