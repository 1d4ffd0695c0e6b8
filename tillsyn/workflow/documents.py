"""Taking in the documents of drawn case files.

Owns their import, all or nothing. Leaves reading to `reading.documents`, registers to `workflow.intake`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import canonical, subject
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.documents import read_documents
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit, case_files
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import refuse_faults


@dataclass(frozen=True, slots=True)
class DocumentsTaken:
    """How many documents were new and taken in, and what is worth knowing."""

    count: int
    problems: tuple[Problem, ...] = ()


def import_documents(desk: Desk, opened: OpenAudit, folder: Path, auditee_id: str | None = None) -> DocumentsTaken:
    """Take in the documents under ``folder/<auditee>/<case>/``, all or none; those taken in before are left alone.

    Raises:
        InputFaults: when a document cannot be read or belongs to no drawn case.
        UsageFault: when there is no such folder, or nothing is asked of files that documents could belong to.
    """
    if not opened.criteria.asks_of_rows:
        raise UsageFault(
            _("There is nothing to put documents to: every question of {set} is about the auditee itself.").format(
                set=opened.criteria.id
            ),
            _("Read the documents outside the program, and say in the comments what they show."),
        )
    if not folder.is_dir():
        raise UsageFault(_("There is no folder {path}.").format(path=folder), _("Check the path."))
    if auditee_id is not None:
        opened.auditee(auditee_id)
    reading = read_documents(folder, auditee_id)
    found = reading.documents
    strangers = _not_drawn(desk, opened, folder, found)
    refuse_faults(_("The documents have faults; nothing was taken in."), (*reading.problems, *strangers))
    known = _known(desk, opened, {(auditee, document.case) for auditee, document in found})
    drafts = [document_draft(opened.audit.id, a, d) for a, d in found if d not in known[a, d.case]]
    desk.record(drafts)
    return DocumentsTaken(len(drafts), reading.problems)


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


def _known(desk: Desk, opened: OpenAudit, cases: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Document, ...]]:
    """What each case has already, asked for once a case."""
    return {(a, case): queries.documents(desk.store, opened.audit.id, a, case) for a, case in cases}


def document_draft(audit: str, auditee: str, document: Document) -> Draft:
    """The entry that takes a document in."""
    name = subject("document", audit, auditee, document.case, document.name)
    data = {"kind": document.kind, "day": document.day.isoformat() if document.day else ""}
    return Draft("document", name, data, canonical({"title": document.title, "text": document.text}))
