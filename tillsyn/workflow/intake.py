"""Taking in what the auditee delivers: its register of case files, and the files' documents.

Owns import of both, all or nothing. Leaves reading to `reading`, the draw to `workflow.sample`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import canonical, subject
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.documents import read_documents
from tillsyn.reading.registers import canonical_rows, read_register
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit, case_files
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


def import_documents(desk: Desk, opened: OpenAudit, folder: Path, auditee_id: str | None = None) -> Taken:
    """Take in the documents under ``folder/<auditee>/<case>/``, all or none; those taken in before are left alone.

    Raises:
        InputFaults: when a document cannot be read or belongs to no drawn case.
    """
    if not folder.is_dir():
        raise UsageFault(_("There is no folder {path}.").format(path=folder), _("Check the path."))
    reading = read_documents(folder)
    found = reading.documents
    if auditee_id is not None:
        opened.auditee(auditee_id)
        found = tuple((auditee, document) for auditee, document in found if auditee == auditee_id)
    strangers = _not_drawn(desk, opened, folder, found)
    refuse_faults(_("The documents have faults; nothing was taken in."), (*reading.problems, *strangers))
    known = _known(desk, opened, {(auditee, document.case) for auditee, document in found})
    drafts = [_document_draft(opened.audit.id, a, d) for a, d in found if d not in known[a, d.case]]
    desk.record(drafts)
    return Taken(len(drafts), reading.problems)


def _not_drawn(
    desk: Desk, opened: OpenAudit, folder: Path, found: tuple[tuple[str, Document], ...]
) -> tuple[Problem, ...]:
    """One fault for each folder of a case that is not in the sample."""
    drawn = {(auditee, case.code) for auditee, cases in case_files(desk, opened).items() for case in cases}
    strangers = dict.fromkeys((a, d.case) for a, d in found if (a, d.case) not in drawn)
    return tuple(
        Problem("R064", str(folder / auditee / case), about={"case": one_line(case), "auditee": one_line(auditee)})
        for auditee, case in strangers
    )


def _expect_undrawn(desk: Desk, opened: OpenAudit, auditee_id: str, digest: str) -> None:
    draw = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if draw is not None and draw["frame"] != digest:
        raise UsageFault(
            _("The sample of {auditee} is already drawn, from another register.").format(auditee=auditee_id),
            _("Nothing was taken in. A sample is drawn once; start a new audit for a new register."),
        )


def _known(desk: Desk, opened: OpenAudit, cases: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Document, ...]]:
    """What each case has already, asked for once a case."""
    return {(a, case): queries.documents(desk.store, opened.audit.id, a, case) for a, case in cases}


def _document_draft(audit: str, auditee: str, document: Document) -> Draft:
    name = subject("document", audit, auditee, document.case, document.name)
    data = {"kind": document.kind, "day": document.day.isoformat() if document.day else ""}
    return Draft("document", name, data, canonical({"title": document.title, "text": document.text}))
