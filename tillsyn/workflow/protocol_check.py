"""Repeating a draw from its protocol and the register alone, and saying which files differ and why where it fails.

Owns reading protocols of every format, the repetition and its differences. Leaves reading registers to `reading`, the
draw to `domain.sampling`. No store is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tillsyn.domain.allocation import UnplannedStratum
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.frames import FrameRows, Layout
from tillsyn.domain.plans import SamplePlan, plan_hash, read_plan
from tillsyn.domain.population import Population, sort_rows
from tillsyn.domain.protocols import KEY, PROTOCOL_FORMAT, groups, own_hash, row_lines
from tillsyn.domain.sampling import METHOD, Draw, draw_strata, order_key
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.reading.registers import read_register
from tillsyn.workflow.plan import refuse_faults
from tillsyn.workflow.protocol_told import is_bound_as_told, told_otherwise
from tillsyn.workflow.sampleplan_commitment import seed_hash

_SENTENCES = {
    "protocol": N_("The protocol was changed after it was written: its own hash is another."),
    "method": N_("The protocol tells of a draw by another method, which this version cannot repeat."),
    "plan": N_("The protocol's plan is not the one whose hash it tells."),
    "bound": N_("Whether the draw kept to what was bound is told otherwise than the protocol's own hashes tell it."),
    "seed": N_("The seed is another than the one the files were drawn with."),
    "key": N_("These files were not drawn with this seed: {cases}."),
    "register": N_("The register is not the one the sample was drawn from: its hash is another."),
    "new": N_("In the register but not when it was drawn from: {cases}."),
    "gone": N_("Drawn from, but no longer in the register: {cases}."),
    "stratum": N_("In another stratum than when it was drawn from: {cases}."),
    "filter": N_("Left out or kept by the plan otherwise than when it was drawn from: {cases}."),
    "facts": N_("Another fact than when it was drawn from, which does not touch the draw: {cases}."),
    "stratum_size": N_("The plan has no size for a stratum of the register: {cases}."),
    "listed": N_("In the protocol's sample or reserve, but not drawn from this register: {cases}."),
    "drawn": N_("Drawn from this register, but not in the protocol's sample or reserve: {cases}."),
    "order": N_("The same files are drawn, but in another order."),
    "told": N_("What the protocol tells under these keys is not what its plan and the register come to: {cases}."),
}
"""What each cause of a difference means."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cause why a draw is not repeated, and the case codes it is about (none where it is about the whole).

    For `told` they are keys of the protocol.
    """

    cause: str
    cases: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The cause in words, with the cases."""
        return _(_SENTENCES[self.cause]).format(cases=", ".join(self.cases))


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a protocol can be repeated: every difference, none when it can; and whether it kept to what was bound."""

    auditee: str
    drawn: int
    causes: tuple[Difference, ...]
    bound: bool | None = None
    others: int = 0
    """How many other draws the protocol tells of, made apart in another copy of the store."""

    @property
    def ok(self) -> bool:
        """Whether the draw came out the same."""
        return not self.causes

    @property
    def differences(self) -> tuple[str, ...]:
        """The differences in words."""
        return tuple(difference.sentence for difference in self.causes)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a protocol says, as far as the repetition needs it; `rows` is empty in the first format."""

    auditee: str
    plan: SamplePlan
    day: date
    facts: tuple[FactDefinition, ...]
    frame: str
    layout: Layout
    strata: tuple[Mapping[str, Any], ...]
    rows: tuple[str, ...]
    faults: tuple[Difference, ...]
    bound: bool | None
    whole: Mapping[str, Any] | None = None
    """Everything it tells; None in the first format."""


def verify_protocol(protocol_path: Path, frame_path: Path, column_map: Mapping[str, str] | None = None) -> Check:
    """Repeat the draw that a protocol tells of, from the register alone.

    `column_map` is needed for a protocol of the first format alone, where columns go by other names; later ones tell.

    Raises:
        UsageFault: when the protocol cannot be read.
        InputFaults: when the register has faults.
    """
    told = _read_protocol(protocol_path)
    if isinstance(told, Check):
        return told
    digest, rows = _read_frame(told, frame_path, column_map)
    try:
        sorted_ = sort_rows(told.plan, told.facts, told.day, rows.codes, rows.column)
    except (TypeError, ValueError) as error:  # a condition over facts that are not there, or of another sort
        raise _no_protocol(protocol_path) from error
    try:
        made = draw_strata(told.plan, told.auditee, sorted_.strata)
    except UnplannedStratum as error:
        return Check(told.auditee, 0, (*told.faults, Difference("stratum_size", (error.stratum,))), told.bound)
    try:
        frame = _retold(told, rows, sorted_, made) if digest == told.frame else _frame_differences(told, rows, sorted_)
        found = (*told.faults, *frame, *_draw_differences(told, made))
        others = len(told.whole.get("other_draws", ())) if told.whole else 0
    except (LookupError, TypeError, AttributeError) as error:
        raise _no_protocol(protocol_path) from error
    return Check(told.auditee, len(made.sample), found, told.bound, others)


def _read_frame(told: _Told, path: Path, column_map: Mapping[str, str] | None) -> tuple[str, FrameRows]:
    """The register's hash and its rows."""
    needed = [*told.plan.strata, *([told.plan.period.fact] if told.plan.period else [])]
    layout = Layout(column_map) if column_map else told.layout
    reading = read_register(path, told.facts, layout, needed)
    refuse_faults(_("The register has faults; the draw was not repeated."), reading.problems)
    return reading.sha256, FrameRows.read(reading.canonical)


def _retold(told: _Told, rows: FrameRows, sorted_: Population, made: Draw) -> Iterable[Difference]:
    """What the protocol tells otherwise than the register, which is the right one."""
    if told.whole and (keys := tuple(told_otherwise(told.whole, rows, sorted_, made))):
        yield Difference("told", keys)


def _frame_differences(told: _Told, rows: FrameRows, sorted_: Population) -> Iterable[Difference]:
    """That the register is another, and which of its rows are; a change too small for a row's sign is told whole."""
    yield Difference("register")
    now = row_lines(rows.codes, rows.texts, groups(sorted_, [str(part["stratum"]) for part in told.strata]))
    before, after = _by_code(told.rows), _by_code(now)
    if not before:
        return
    moved: dict[str, list[str]] = {"new": [], "gone": [], "stratum": [], "filter": [], "facts": []}
    for code in sorted(before.keys() | after.keys()):
        was, is_ = before.get(code), after.get(code)
        if was != is_:
            moved[_cause(was, is_)].append(code)
    yield from (Difference(cause, tuple(codes)) for cause, codes in moved.items() if codes)


def _cause(was: tuple[str, str] | None, now: tuple[str, str] | None) -> str:
    """Why a row differs: (group, sign) as they were told and as they are."""
    if was is None or now is None:
        return "new" if was is None else "gone"
    if was[0] == now[0]:
        return "facts"
    return "stratum" if (was[0] + now[0]).replace("-", "").isdecimal() else "filter"


def _by_code(lines: Iterable[str]) -> dict[str, tuple[str, str]]:
    split = (line.split(" ", 2) for line in lines)
    return {code: (group, sign) for group, sign, code in split}


def _draw_differences(told: _Told, made: Draw) -> Iterable[Difference]:
    """Which files the protocol lists and the draw does not give, or the other way."""
    parts = [[*part["sample"], *part.get("second", ()), *part["reserve"]] for part in told.strata]
    listed = {code for part in parts for code in part}
    drawn = {code for part in made.strata for code in part.order[: part.size + part.more + part.reserve]}
    if only_listed := sorted(listed - drawn):
        yield Difference("listed", tuple(only_listed))
    if only_drawn := sorted(drawn - listed):
        yield Difference("drawn", tuple(only_drawn))
    now = [[part.stratum, [*part.order[: part.size]], [*part.second_step], [*part.reserves]] for part in made.strata]
    then = [[p["stratum"], p["sample"], p.get("second", []), p["reserve"]] for p in told.strata]
    if listed == drawn and now != then:
        yield Difference("order")


def _read_protocol(path: Path) -> _Told | Check:
    """What a protocol tells; a finished check where it tells of another method."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] not in (1, PROTOCOL_FORMAT):
            raise ValueError("a protocol of another format")
        if told["method"] != METHOD and isinstance(told["auditee"], str):
            edited = () if own_hash(told) == told.get("sha256") else (Difference("protocol"),)
            return Check(
                told["auditee"], 0, (*(edited if told["format"] == PROTOCOL_FORMAT else ()), Difference("method"))
            )
        return _first_format(told) if told["format"] == 1 else _second_format(told)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _no_protocol(path) from error


def _no_protocol(path: Path) -> UsageFault:
    return UsageFault(
        _("{path} is not a protocol of a draw.").format(path=path),
        _("Give the file that “tillsyn sample protocol” wrote."),
    )


def _first_format(told: Mapping[str, Any]) -> _Told:
    plan = told["plan"]
    if not {type(plan["size"]), type(plan["reserve"])} <= {int}:
        raise ValueError("no plan")
    order_key(plan["seed"], told["auditee"], "")
    made = SamplePlan(plan["size"], plan["reserve"], tuple(str(f["id"]) for f in plan["strata"]), plan["seed"])
    return _Told(
        told["auditee"], made, date.min, _facts(told), told["frame"]["sha256"], Layout(), _strata(told), (), (), None
    )


def _second_format(told: Mapping[str, Any]) -> _Told:
    plan = read_plan(told["plan"], told["seed"])
    order_key(told["seed"], told["auditee"], "")
    frame, bound = told["frame"], told["commitment"]
    return _Told(
        _text(told["auditee"]),
        plan if plan.source else read_plan({**told["plan"], "seed": {"text": told["seed"]}}),
        date.fromisoformat(told["audit_date"]),
        _facts(told),
        _text(frame["sha256"]),
        Layout.read(frame["reading"]),
        _strata(told),
        tuple(_text(row) for row in frame["rows"]),
        tuple(_inner_differences(told, plan)),
        bool(bound["agrees"]) if bound else None,
        told,
    )


def _inner_differences(told: Mapping[str, Any], plan: SamplePlan) -> Iterable[Difference]:
    """Where a protocol contradicts itself."""
    if own_hash(told) != told["sha256"]:
        yield Difference("protocol")
    if plan_hash(plan) != told["plan_sha256"]:
        yield Difference("plan")
    bound = told["commitment"]
    if not is_bound_as_told(told):
        yield Difference("bound")
    strange = [code for part in told["strata"] for code, key in _keyed(part) if _key(told, code) != key]
    listed = sum(len(part["keys"]) for part in told["strata"])
    sealed = bound["seed_sha256"] if bound and bound["agrees"] else ""
    unsealed = bool(sealed) and seed_hash(told["seed"]) != sealed
    unplanned = plan.source is None and plan.seed != told["seed"]
    if unsealed or unplanned or (strange and len(strange) == listed):
        yield Difference("seed")
    elif strange:
        yield Difference("key", tuple(sorted(strange)))


def _keyed(part: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(zip([*part["sample"], *part["second"], *part["reserve"]], part["keys"], strict=False))


def _key(told: Mapping[str, Any], code: str) -> str:
    return order_key(told["seed"], told["auditee"], code)[:KEY]


def _strata(told: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    for part in told["strata"]:
        for code in (*part["sample"], *part.get("second", ()), *part["reserve"], part["stratum"]):
            _text(code)
    return tuple(told["strata"])


def _facts(told: Mapping[str, Any]) -> tuple[FactDefinition, ...]:
    return tuple(
        FactDefinition(
            _text(f["id"]),
            _text(f["label"]),
            FactType(f["type"]),
            tuple((_text(code), _text(label)) for code, label in f["values"]),
        )
        for f in told["facts"]
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told
