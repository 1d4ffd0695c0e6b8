"""Setting an audit up: its criteria pinned, its auditees listed, its date fixed.

Owns `new_audit`. Leaves registers to `workflow.intake`, the draw to `workflow.sample`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tillsyn.domain.casefiles import Auditee, AuditKind
from tillsyn.domain.entries import subject
from tillsyn.domain.text import one_line
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem, errors
from tillsyn.reading.auditees import read_auditees
from tillsyn.reading.compiled import compile_set, set_hash
from tillsyn.store import directory
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.selection import read_named

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class AuditPlan:
    """What a new audit is made of; `criteria` is a set by name or folder, or a selection."""

    id: str
    title: str
    kind: AuditKind
    day: date
    criteria: str
    auditees: Path


def new_audit(desk: Desk, plan: AuditPlan) -> tuple[Problem, ...]:
    """Make an audit in the store, all of it or nothing; returns warnings.

    Raises:
        UsageFault: when the id is taken or ill-formed.
        InputFaults: when the criteria or the list of auditees have faults.
    """
    if not _ID.fullmatch(plan.id):
        raise UsageFault(
            _("“{id}” cannot be the id of an audit.").format(id=plan.id), _("Use a–z, 0–9 and hyphens, 40 at most.")
        )
    compiled, warnings = _compiled(plan.criteria)
    listed = read_auditees(plan.auditees)
    refuse_faults(_("The list of auditees has faults; nothing was taken in."), listed.problems)
    digest = set_hash(compiled)
    about = {"title": one_line(plan.title), "kind": plan.kind.value, "day": plan.day.isoformat(), "criteria": digest}
    with desk.store.transaction():
        if any(audit.id == plan.id for audit in directory.audits(desk.store)):
            raise UsageFault(
                _("There is already an audit “{id}” in this store.").format(id=plan.id), _("Choose another id.")
            )
        desk.record(
            [
                Draft("criteria", subject("criteria", digest), json.loads(compiled)),
                Draft("audit", subject("audit", plan.id), about),
                *(_auditee_draft(plan.id, auditee) for auditee in listed.auditees),
            ]
        )
    return (*warnings, *listed.problems)


def refuse_faults(message: str, problems: tuple[Problem, ...]) -> None:
    """Stop where any problem hinders, carrying all of them."""
    if errors(problems):
        raise InputFaults(message, problems)


def expect_same_audit(opened: OpenAudit, named: str, path: Path) -> None:
    """Stop where a file names another audit than the one that is open; a file too faulty to tell passes."""
    if named and named != opened.audit.id:
        raise UsageFault(
            _("{path} is about the audit “{named}”, not “{audit}”.").format(
                path=path, named=one_line(named), audit=opened.audit.id
            ),
            _("Choose the audit with --audit, or correct the file. Nothing was taken in."),
        )


def _compiled(name: str) -> tuple[str, tuple[Problem, ...]]:
    reading = read_named(name)
    refuse_faults(_("The criteria have faults; no audit was made."), reading.problems)
    assert reading.criteria is not None
    return compile_set(reading.criteria), reading.problems


def _auditee_draft(audit: str, auditee: Auditee) -> Draft:
    data = {
        "name": auditee.name,
        "kind": auditee.kind.value,
        "body": auditee.body,
        "address": list(auditee.address),
        "dnr": auditee.dnr,
    }
    return Draft("auditee", subject("auditee", audit, auditee.id), data)
