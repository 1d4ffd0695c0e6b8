"""Lists of files by how they stand with their control, and of remarks, as other programs read them.

Owns which files such a list holds and the keys of its JSON (docs/formats.md). Leaves the state to `workflow.quality`.
"""

from __future__ import annotations

from typing import Any

from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.quality import ListedFile, file_control, files_in_control
from tillsyn.workflow.remarks import PlacedRemark


def controlled_list(
    desk: Desk, opened: OpenAudit, auditee: str | None = None, case: str | None = None
) -> tuple[ListedFile, ...]:
    """Every file that was handed over or has an open remark, by auditee and number; or the one that is named."""
    if auditee is not None and case is not None:
        return (file_control(desk, opened, auditee, case),)
    return files_in_control(desk, opened, auditee)


def file_json(file: ListedFile) -> dict[str, Any]:
    """One file as plain values."""
    found = file.controlled
    return {
        "auditee": file.auditee,
        "case": file.judged.case.code,
        "number": file.judged.case.number,
        "state": found.control.state.value,
        "revision": found.control.revision,
        "approved": found.approved,
        "changed": list(found.changed),
        "disputed": found.disputed,
        "must_fix": found.must_fix,
        "notes": found.notes,
        "steps": [
            {"at": s.at, "actor": s.actor, "state": s.state.value, "revision": s.revision, "reason": s.reason}
            for s in file.steps
        ],
    }


def remark_json(placed: PlacedRemark) -> dict[str, Any]:
    """One remark with its conversation as plain values."""
    remark = placed.remark
    return {
        "id": remark.id,
        "auditee": remark.auditee,
        "case": remark.case,
        "number": placed.number,
        "seat": remark.seat,
        "criterion": remark.criterion,
        "weight": remark.weight.value,
        "open": remark.is_open,
        "text": remark.text,
        "actor": remark.actor,
        "at": remark.at,
        "replies": [{"act": r.act.value, "text": r.text, "actor": r.actor, "at": r.at} for r in remark.replies],
    }
