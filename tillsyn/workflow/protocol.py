"""The protocol of a draw: everything that an outsider needs to repeat it, and who did what when.

Owns its contents (docs/formats.md). Leaves repeating it to `protocol_check`, its one page to `protocol_view`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tillsyn import __version__
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Entry, Json
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.plans import SamplePlan, plan_hash, plan_json
from tillsyn.domain.population import Population, sort_rows
from tillsyn.domain.protocols import KEY, PROTOCOL_FORMAT, group_of_rule, groups, own_hash, row_lines
from tillsyn.domain.sampling import METHOD, Draw, StratumDraw, order_key, standing_sample
from tillsyn.domain.units import Unit
from tillsyn.language import speaking
from tillsyn.store import planned, queries
from tillsyn.workflow.audits import OpenAudit, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import store_code
from tillsyn.workflow.sample import drawn_for
from tillsyn.workflow.sampleplan import reason_words
from tillsyn.workflow.sampleplan_commitment import earlier, seed_hash


def protocol(desk: Desk, opened: OpenAudit, auditee_id: str) -> dict[str, Any]:
    """Everything an outsider needs to repeat the draw of one auditee, as plain JSON.

    Raises:
        UsageFault: when no sample is drawn.
    """
    made = drawn_for(desk, opened, auditee_id)
    entries = planned.entries_on(desk.store, "draw", opened.audit.id, auditee_id)
    first = json.loads(entries[0].data)
    criteria_hash = first.get("criteria", opened.audit.criteria_hash)
    criteria = pinned_criteria(desk, replace(opened.audit, criteria_hash=criteria_hash))
    rows = queries.frame_rows(desk.store, opened.audit.id, auditee_id)
    sorted_ = sort_rows(made.plan, criteria.facts, opened.audit.day, rows.codes, rows.column)
    group = groups(sorted_, [part.stratum for part in made.strata])
    told: dict[str, Any] = {
        "format": PROTOCOL_FORMAT,
        "method": METHOD,
        "program": f"tillsyn {first.get('program', __version__)}",
        "audit": opened.audit.id,
        "audit_date": opened.audit.day.isoformat(),
        "auditee": auditee_id,
        "criteria": {"id": criteria.id, "version": criteria.version, "sha256": criteria_hash},
        "drawn": {"at": entries[0].at, "actor": entries[0].actor},
        "seed": made.plan.seed,
        "plan": plan_json(made.plan),
        "plan_sha256": plan_hash(made.plan),
        "commitment": _commitment(desk, opened, auditee_id, made, first),
        "facts": [_fact_schema(f) for f in criteria.facts_of(Unit.CASE_FILE)],
        "strata": [_stratum(made, part) for part in made.strata],
        "second_step": _second_step(made, entries[-1].at, entries[-1].actor, json.loads(entries[-1].data)),
        "left_out": _left_out(desk, opened, auditee_id, made),
        "excluded": _excluded(made.plan, sorted_),
        "undecided": list(sorted_.undecided),
        "frame": {
            "sha256": first["frame"],
            "cases": len(rows),
            "reading": _frame_reading(desk, opened, auditee_id),
            "rows": row_lines(rows.codes, rows.texts, group),
        },
        "check_code": store_code(desk),
    }
    return {**told, "sha256": own_hash(told)}


def protocol_text(told: Mapping[str, Any]) -> str:
    """A protocol as it stands in its file."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _frame_reading(desk: Desk, opened: OpenAudit, auditee_id: str) -> Json:
    """How the register was read when it was taken in (columns, values, sheet), so that it can be read so again."""
    entries = planned.entries_on(desk.store, "frame", opened.audit.id, auditee_id)
    return dict(json.loads(entries[-1].data).get("reading", {})) if entries else {}


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


def _second_step(made: Draw, at: str, actor: str, last: Mapping[str, Any]) -> Json:
    if made.plan.steps is None:
        return None
    if not last.get("second"):
        return {"taken": False, "at": None, "actor": None, "asked_by": []}
    return {"taken": True, "at": at, "actor": actor, "asked_by": list(last.get("second_for", []))}


def _left_out(desk: Desk, opened: OpenAudit, auditee_id: str, made: Draw) -> list[dict[str, Any]]:
    """Every file left out in the order it happened, by whom and why, and which took its place."""
    standing = queries.left_out(desk.store, opened.audit.id).get(auditee_id, {})
    words = dict(made.plan.reasons)
    draws = planned.entries_on(desk.store, "draw", opened.audit.id, auditee_id)
    second_at = next((e.at for e in draws if json.loads(e.data).get("second")), "")
    happened: dict[str, Entry] = {}
    for entry in planned.entries_under(desk.store, "left_out", opened.audit.id, auditee_id):
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
            with speaking(opened.criteria.language):  # the same protocol, whatever language it is asked for in
                told["words"] = reason_words(standing[code], words.get(standing[code], ""))
            found.append({**told, "at": entry.at, "actor": entry.actor, "replaced_by": new})
    return found


def _excluded(plan: SamplePlan, sorted_: Population) -> list[dict[str, Any]]:
    """What each rule of the plan left out of the population, with the codes."""
    found = []
    for part in sorted_.excluded:
        chosen = plan.filters[part.rule - 1] if part.rule else None
        found.append(
            {
                "group": group_of_rule(part.rule),
                "condition": chosen.condition if chosen else "",
                "reason": chosen.reason if chosen else "",
                "cases": len(part.cases),
                "codes": list(part.cases),
            }
        )
    return found


def _commitment(
    desk: Desk, opened: OpenAudit, auditee_id: str, made: Draw, first: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What was bound before the draw, and in what the draw departs from it; None where nothing was bound."""
    entries = earlier(desk, opened, auditee_id)
    if not entries:
        return None
    said = json.loads(entries[-1].data)
    now = {
        "criteria": first.get("criteria", opened.audit.criteria_hash),
        "plan": plan_hash(made.plan),
        "seed_sha256": seed_hash(made.plan.seed) if said["seed_sha256"] else "",
        "frame": first["frame"] if said["frame"] else "",
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
        "reason": first.get("deviation", ""),
        "earlier": [_former(json.loads(e.data), e.at, e.actor) for e in entries[:-1]],
        "changed_because": said["reason"],
    }


def _former(said: Mapping[str, Any], at: str, actor: str) -> dict[str, Any]:
    return {"at": at, "actor": actor, "criteria": said["criteria"], "plan": said["plan"], "reason": said["reason"]}


def _fact_schema(fact: FactDefinition) -> dict[str, Any]:
    return {"id": fact.id, "label": fact.label, "type": fact.type.value, "values": [list(v) for v in fact.values]}
