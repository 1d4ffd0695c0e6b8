"""Taking in the register of case files an auditee delivers.

Owns its import, all or nothing, after a look that shows what will be taken in. Leaves reading to `reading`, what is
remembered of a case system to `workflow.systems`, the draw to `workflow.sample`, and the files' documents to
`workflow.documents`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.entries import Json, subject
from tillsyn.domain.frames import Layout
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem, errors
from tillsyn.reading.registers import RegisterReading, Tick, read_register
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import took in (or would take in, on trial): how many, and what is worth knowing."""

    count: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A register as an auditee delivered it, read but not taken in."""

    auditee: str
    reading: RegisterReading

    @property
    def count(self) -> int:
        """How many case files could be read."""
        return self.reading.preview.rows if self.reading.preview else 0

    @property
    def sound(self) -> bool:
        """Whether nothing hinders it from being taken in."""
        return not errors(self.reading.problems)


def import_frame(
    desk: Desk, opened: OpenAudit, auditee_id: str, path: Path, layout: Layout | None = None, trial: bool = False
) -> Taken:
    """Take in the register of one auditee; on `trial` only look.

    Raises:
        InputFaults: when any row has a fault; nothing was taken in.
        UsageFault: when a sample is already drawn from another register.
    """
    return take_frame(desk, opened, read_frame(opened, auditee_id, path, layout), trial)


def read_frame(
    opened: OpenAudit,
    auditee_id: str,
    path: Path,
    layout: Layout | None = None,
    remembered: Layout | None = None,
    tick: Tick | None = None,
) -> Delivery:
    """Read the register of one auditee, to be looked at before it is taken in; see `reading.registers`.

    Raises:
        UsageFault: when there is no such auditee, or the criteria ask nothing of rows.
    """
    opened.auditee(auditee_id)
    opened.expect_rows()
    criteria = opened.criteria
    facts, strata = criteria.facts_of(criteria.row_unit), criteria.sampling.strata
    return Delivery(auditee_id, read_register(path, facts, layout, strata, tick, remembered))


def take_frame(desk: Desk, opened: OpenAudit, delivery: Delivery, trial: bool = False) -> Taken:
    """Take in a register that was read, all of it or nothing; on `trial` only say whether it can be.

    Raises:
        InputFaults: when any row has a fault; nothing was taken in.
        UsageFault: when a sample is already drawn from another register.
    """
    reading, auditee = delivery.reading, delivery.auditee
    if not delivery.sound:
        raise refusal(delivery)
    digest = reading.sha256
    with desk.store.transaction():  # nobody may draw between the look and the taking in
        _expect_undrawn(desk, opened, auditee, digest)
        before = queries.frame_heads(desk.store, opened.audit.id).get(auditee)
        name = subject("frame", opened.audit.id, auditee)
        if not trial and (before is None or before.sha256 != digest or queries.is_conflict(desk.store, name)):
            data: dict[str, Json] = {"sha256": digest, "rows": delivery.count}
            if told := reading.layout.told:
                data["reading"] = told
            desk.record([Draft("frame", name, data, reading.canonical)])
    return Taken(delivery.count, reading.problems)


def refusal(delivery: Delivery) -> InputFaults:
    """Why a register with faults is not taken in."""
    return InputFaults(_("The register has faults; nothing was taken in."), delivery.reading.problems)


def _expect_undrawn(desk: Desk, opened: OpenAudit, auditee_id: str, digest: str) -> None:
    draw = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if draw is not None and draw["frame"] != digest:
        raise UsageFault(
            _("The sample of {auditee} is already drawn, from another register.").format(auditee=auditee_id),
            _("Nothing was taken in. A sample is drawn once; start a new audit for a new register."),
        )
