"""Taking in the register of case files an auditee delivers.

Owns its import, all or nothing. Leaves reading to `reading`, the draw to `workflow.sample`, and the files'
documents to `workflow.documents`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.entries import subject
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.registers import canonical_rows, read_register
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import refuse_faults


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import took in (or would take in, on trial): how many, and what is worth knowing."""

    count: int
    problems: tuple[Problem, ...] = ()


def import_frame(
    desk: Desk,
    opened: OpenAudit,
    auditee_id: str,
    path: Path,
    column_map: Mapping[str, str] | None = None,
    trial: bool = False,
) -> Taken:
    """Take in the register of one auditee; on `trial` only look.

    Raises:
        InputFaults: when any row has a fault; nothing was taken in.
        UsageFault: when a sample is already drawn from another register.
    """
    opened.auditee(auditee_id)
    strata = opened.criteria.sampling.strata
    reading = read_register(path, opened.criteria.facts, column_map or {}, strata)
    refuse_faults(_("The register has faults; nothing was taken in."), reading.problems)
    rows = canonical_rows(reading.rows)
    digest = hashlib.sha256(rows.encode()).hexdigest()
    with desk.store.transaction():  # nobody may draw between the look and the taking in
        _expect_undrawn(desk, opened, auditee_id, digest)
        before = queries.frames(desk.store, opened.audit.id).get(auditee_id)
        if not trial and (before is None or before.sha256 != digest):
            name = subject("frame", opened.audit.id, auditee_id)
            desk.record([Draft("frame", name, {"sha256": digest, "rows": len(reading.rows)}, rows)])
    return Taken(len(reading.rows), reading.problems)


def _expect_undrawn(desk: Desk, opened: OpenAudit, auditee_id: str, digest: str) -> None:
    draw = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if draw is not None and draw["frame"] != digest:
        raise UsageFault(
            _("The sample of {auditee} is already drawn, from another register.").format(auditee=auditee_id),
            _("Nothing was taken in. A sample is drawn once; start a new audit for a new register."),
        )
