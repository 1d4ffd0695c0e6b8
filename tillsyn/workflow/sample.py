"""Drawing the sample, its protocol, and checking a protocol with nothing but the register.

Owns the protocol's format (docs/formats.md). Leaves the order itself to `domain.sampling`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tillsyn.domain.casefiles import CaseFile, SampleRole
from tillsyn.domain.entries import Json, check_code, subject
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.sampling import METHOD, Draw, FrameItem, SamplePlan, draw_sample, order_key
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.reading.registers import canonical_rows, read_register
from tillsyn.store import queries
from tillsyn.store.journal import Draft, writer_heads
from tillsyn.workflow.audits import OpenAudit, case_files, recorded_draw
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import refuse_faults

PROTOCOL_FORMAT = 1
REASONS = {
    "outside": N_("The case does not belong to the population"),
    "missing": N_("The file cannot be produced"),
    "duplicate": N_("The case is in the sample under another code"),
    "partial": N_("The inspector is disqualified and nobody else can read it"),
}
"""The only reasons for which a drawn file may be left out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person asked for; None means what the criteria set proposes."""

    seed: str
    size: int | None = None
    reserve: int | None = None
    strata: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a protocol can be repeated: the differences, in words, none when it can."""

    auditee: str
    drawn: int
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the draw came out the same."""
        return not self.differences


def draw(desk: Desk, opened: OpenAudit, choice: Choice, auditee_id: str | None = None) -> tuple[Draw, ...]:
    """Draw for every auditee that has a register (or for one), once each.

    Raises:
        UsageFault: when a sample is already drawn, a register is missing, or the plan does not fit the set.
    """
    plan = _plan(opened, choice)
    with desk.store.transaction():  # two people at once must not both find the sample undrawn
        return _draw_undrawn(desk, opened, plan, auditee_id)


def _draw_undrawn(desk: Desk, opened: OpenAudit, plan: SamplePlan, auditee_id: str | None) -> tuple[Draw, ...]:
    frames = queries.frames(desk.store, opened.audit.id)
    chosen = [auditee_id] if auditee_id else [a.id for a in opened.auditees if a.id in frames]
    drawn_before = queries.draws(desk.store, opened.audit.id)
    for auditee in chosen:
        opened.auditee(auditee)
        if auditee in drawn_before:
            raise UsageFault(
                _("The sample of {auditee} is already drawn.").format(auditee=auditee),
                _("A sample is drawn once. See it with “tillsyn sample list”."),
            )
        if auditee not in frames:
            raise UsageFault(
                _("{auditee} has no register yet.").format(auditee=auditee),
                _("Take it in with “tillsyn frame import”."),
            )
    if not chosen:
        raise UsageFault(_("There is no register to draw from."), _("Take one in with “tillsyn frame import”."))
    draws = [draw_sample(plan, auditee, _items(frames[auditee].rows, plan.strata)) for auditee in chosen]
    desk.record([_draw_draft(opened, made, frames[made.auditee].sha256) for made in draws])
    return tuple(draws)


def protocol(desk: Desk, opened: OpenAudit, auditee_id: str) -> dict[str, Any]:
    """Everything an outsider needs to repeat the draw of one auditee, as plain JSON."""
    data = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if data is None:
        raise UsageFault(_("No sample is drawn for {auditee}.").format(auditee=auditee_id), "")
    left_out = queries.left_out(desk.store, opened.audit.id).get(auditee_id, {})
    made = recorded_draw(data, auditee_id)
    facts = [opened.criteria.fact[name] for name in made.plan.strata]
    return {
        "format": PROTOCOL_FORMAT,
        "method": METHOD,
        "audit": opened.audit.id,
        "auditee": auditee_id,
        "criteria": opened.audit.criteria_hash,
        "frame": {"sha256": data["frame"], "cases": sum(len(s.order) for s in made.strata)},
        "plan": {
            "seed": made.plan.seed,
            "size": made.plan.size,
            "reserve": made.plan.reserve,
            "strata": [_fact_schema(f) for f in facts],
        },
        "facts": [_fact_schema(f) for f in opened.criteria.facts],
        "strata": [
            {"stratum": s.stratum, "cases": len(s.order), "sample": list(s.sample), "reserve": list(s.reserves)}
            for s in made.strata
        ],
        "left_out": [{"case": case, "reason": reason} for case, reason in sorted(left_out.items())],
        "check_code": check_code(writer_heads(desk.store)),
    }


def protocol_text(told: Mapping[str, Any]) -> str:
    """A protocol as it stands in its file."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def verify_protocol(protocol_path: Path, frame_path: Path, column_map: Mapping[str, str] | None = None) -> Check:
    """Repeat the draw that a protocol tells of, from the register alone; no store is needed.

    `column_map` is what the register was taken in with, where its columns go by other names.

    Raises:
        UsageFault: when the protocol cannot be read.
        InputFaults: when the register has faults.
    """
    told = _read_protocol(protocol_path)
    reading = read_register(frame_path, told.facts, column_map or {}, told.plan.strata)
    refuse_faults(_("The register has faults; the draw was not repeated."), reading.problems)
    rows = canonical_rows(reading.rows)
    made = draw_sample(told.plan, told.auditee, _items(json.loads(rows), told.plan.strata))
    return Check(told.auditee, len(made.sample), tuple(_differences(told, made, rows)))


def listed(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> dict[str, tuple[CaseFile, ...]]:
    """The drawn files of each auditee in number order, left-out ones too."""
    return case_files(desk, opened, auditee_id)


def replace_case(desk: Desk, opened: OpenAudit, auditee_id: str, case: str, reason: str) -> CaseFile | None:
    """Leave a drawn file out for a listed reason; returns the next in order, which takes its place.

    Raises:
        UsageFault: when the case is not in the sample or the reason is not listed.
    """
    if reason not in REASONS:
        raise UsageFault(
            _("“{reason}” is not a reason for leaving a file out.").format(reason=reason),
            _("The reasons are: {reasons}.").format(reasons="; ".join(f"{k} ({_(v)})" for k, v in REASONS.items())),
        )
    before = case_files(desk, opened, auditee_id).get(auditee_id, ())
    if not any(c.code == case and c.role is SampleRole.SAMPLE for c in before):
        raise UsageFault(
            _("{case} is not in the sample of {auditee}.").format(case=case, auditee=auditee_id),
            _("See the sample with “tillsyn sample list”."),
        )
    desk.record([Draft("left_out", subject("left_out", opened.audit.id, auditee_id, case), {"reason": reason})])
    after = case_files(desk, opened, auditee_id).get(auditee_id, ())
    codes = {c.code for c in before}
    return next((c for c in after if c.code not in codes), None)


def _plan(opened: OpenAudit, choice: Choice) -> SamplePlan:
    proposed = opened.criteria.sampling
    strata = proposed.strata if choice.strata is None else tuple(dict.fromkeys(choice.strata))
    if unknown := [name for name in strata if name not in opened.criteria.fact]:
        raise UsageFault(
            _("The criteria have no fact “{fact}” to stratify by.").format(fact=unknown[0]),
            _("They have: {facts}.").format(facts=", ".join(opened.criteria.fact)),
        )
    if not choice.seed.strip() or "|" in choice.seed:
        raise UsageFault(_("The seed must hold some text, and no “|”."), _("Give another with --seed."))
    size = proposed.size if choice.size is None else choice.size
    reserve = proposed.reserve if choice.reserve is None else choice.reserve
    if size < 1 or reserve < 0:
        raise UsageFault(_("The size must be at least 1 and the reserve at least 0."), "")
    return SamplePlan(size, reserve, strata, choice.seed.strip())


def _items(rows: Sequence[Mapping[str, Any]], strata: Sequence[str]) -> list[FrameItem]:
    """Frame rows as the draw sees them; a fact that is not filled in is a stratum of its own."""
    return [FrameItem(row["case"], "/".join(row["facts"].get(name, "") for name in strata)) for row in rows]


def _draw_draft(opened: OpenAudit, made: Draw, frame: str) -> Draft:
    data: Json = {
        "method": METHOD,
        "seed": made.plan.seed,
        "size": made.plan.size,
        "reserve": made.plan.reserve,
        "strata": list(made.plan.strata),
        "frame": frame,
        "drawn": [
            {"stratum": s.stratum, "order": list(s.order), "size": s.size, "reserve": s.reserve} for s in made.strata
        ],
    }
    return Draft("draw", subject("draw", opened.audit.id, made.auditee), data)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a protocol says, read and checked as far as the repetition needs it."""

    auditee: str
    plan: SamplePlan
    facts: tuple[FactDefinition, ...]
    frame: str
    sample: tuple[tuple[str, ...], ...]
    """Drawn case codes, stratum by stratum."""
    reserves: tuple[str, ...]


def _differences(told: _Told, made: Draw, rows: str) -> list[str]:
    differences = []
    if hashlib.sha256(rows.encode()).hexdigest() != told.frame:
        differences.append(_("The register is not the one the sample was drawn from: its hash is another."))
    for part in ("sample", "reserve"):
        first = {code for codes in told.sample for code in codes} if part == "sample" else set(told.reserves)
        second = set(made.sample if part == "sample" else made.reserves)
        where = _("sample") if part == "sample" else _("reserve")
        differences += [
            _("{case} stands in the protocol's {part}, but the draw gives another.").format(case=c, part=where)
            for c in sorted(first - second)
        ]
        differences += [
            _("{case} is drawn to the {part}, but does not stand in the protocol.").format(case=c, part=where)
            for c in sorted(second - first)
        ]
    if not differences and told.sample != tuple(stratum.sample for stratum in made.strata):
        differences.append(_("The same cases are drawn, but in another order."))
    return differences


def _read_protocol(path: Path) -> _Told:
    remedy = _("Give the file that “tillsyn sample protocol” wrote.")
    try:
        return _told(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageFault(_("{path} is not a protocol of a draw.").format(path=path), remedy) from error


def _told(told: Mapping[str, Any]) -> _Told:
    plan, drawn = told["plan"], told["strata"]
    if told["method"] != METHOD or not {type(plan["size"]), type(plan["reserve"])} <= {int}:
        raise ValueError("another method, or no plan")
    order_key(plan["seed"], told["auditee"], "")
    return _Told(
        told["auditee"],
        SamplePlan(plan["size"], plan["reserve"], tuple(str(f["id"]) for f in plan["strata"]), plan["seed"]),
        tuple(_fact(f) for f in told["facts"]),
        told["frame"]["sha256"],
        tuple(tuple(str(code) for code in stratum["sample"]) for stratum in drawn),
        tuple(str(code) for stratum in drawn for code in stratum["reserve"]),
    )


def _fact_schema(fact: FactDefinition) -> dict[str, Any]:
    return {"id": fact.id, "label": fact.label, "type": fact.type.value, "values": [list(v) for v in fact.values]}


def _fact(schema: Mapping[str, Any]) -> FactDefinition:
    values = tuple((code, label) for code, label in schema["values"])
    return FactDefinition(schema["id"], schema["label"], FactType(schema["type"]), values)
