"""Calibration: judging a set's made-up case files in a store of its own before judging real ones.

Owns that store and the attempts in it; each attempt is an ordinary audit of one auditee, so that the seat, the keys
and the rules are those of real work. The key never enters the store. Leaves comparing with it, and showing it, to
`workflow.calibration_result`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tillsyn.domain.answers import GapKind
from tillsyn.domain.calibration import CalibrationKey
from tillsyn.domain.casefiles import AuditKind, Document
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.facts import write_fact
from tillsyn.language import _
from tillsyn.reading.calibration import read_key
from tillsyn.reading.compiled import compile_set, set_hash
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import user_folder
from tillsyn.store import directory, queries
from tillsyn.workflow.audits import JudgedCase, OpenAudit, audit_work, open_audit
from tillsyn.workflow.desk import SUFFIX, Desk, default_actor, open_desk
from tillsyn.workflow.documents import document_draft
from tillsyn.workflow.intake import import_frame
from tillsyn.workflow.plan import AuditPlan, new_audit, refuse_faults
from tillsyn.workflow.sample import draw
from tillsyn.workflow.sampleplan import Choice
from tillsyn.workflow.selection import criteria_folder

AUDITEE = "kalibrering"
_ATTEMPT = "kalibrering-{n}"


@dataclass(frozen=True, slots=True)
class MadeUpCases:
    """A set with its made-up case files and the key to them."""

    folder: Path
    criteria: CriteriaSet
    criteria_hash: str
    key: CalibrationKey
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt at the made-up case files, open."""

    made_up: MadeUpCases
    desk: Desk
    opened: OpenAudit
    attempt: int

    @property
    def cases(self) -> tuple[JudgedCase, ...]:
        """The case files in the order of the key."""
        (work,) = audit_work(self.desk, self.opened, AUDITEE)
        found = {judged.case.code: judged for judged in work.cases}
        return tuple(found[one.case] for one in self.made_up.key.cases)


def made_up_cases(name: str) -> MadeUpCases:
    """The made-up case files of a set, given by name or folder.

    Raises:
        UsageFault: when there is no such set.
        InputFaults: when the set or its key have faults, or it has no made-up case files.
    """
    folder = criteria_folder(name)
    reading = read_criteria(folder)
    refuse_faults(_("The criteria have faults."), reading.problems)
    assert reading.criteria is not None
    key = read_key(folder, reading.criteria)
    refuse_faults(_("The set cannot be calibrated with."), key.problems)
    assert key.key is not None
    return MadeUpCases(folder, reading.criteria, set_hash(compile_set(reading.criteria)), key.key, key.documents)


def store_path(made_up: MadeUpCases, actor: str) -> Path:
    """Where a person's attempts are kept: one store for each person, edition of the set and key."""
    said = f"{made_up.criteria_hash} {made_up.key.sha256} {actor}"
    name = f"{made_up.criteria.id}-{sha256(said.encode()).hexdigest()[:12]}{SUFFIX}"
    return user_folder() / "calibration" / name


@contextmanager
def sitting(name: str, actor: str | None, again: bool = False) -> Iterator[Sitting]:
    """The latest attempt of a person, made where there is none; with `again` a new one where the latest is done."""
    made_up = made_up_cases(name)
    path = store_path(made_up, actor or default_actor())
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_desk(path, actor, create=not path.exists()) as desk:
        with desk.store.transaction():  # an attempt is there whole or not at all
            attempt = max(1, len(directory.audits(desk.store)))
            if not directory.audits(desk.store):
                _set_up(desk, made_up, 1)
            elif again and all(judged(case) for case in _open(desk, made_up, attempt).cases):
                attempt += 1
                _set_up(desk, made_up, attempt)
        yield _open(desk, made_up, attempt)


def judged(case: JudgedCase) -> bool:
    """Whether every question of a case is answered; a comment may still be missing."""
    return not any(gap.kind in (GapKind.ANSWER, GapKind.FACT) for gap in case.progress.gaps)


def _open(desk: Desk, made_up: MadeUpCases, attempt: int) -> Sitting:
    return Sitting(made_up, desk, open_audit(desk, _ATTEMPT.format(n=attempt)), attempt)


def _set_up(desk: Desk, made_up: MadeUpCases, attempt: int) -> None:
    audit = _ATTEMPT.format(n=attempt)
    with TemporaryDirectory(prefix="tillsyn-") as place:
        folder = Path(place)
        _write_lists(folder, made_up)
        title = _("Calibration: {set}").format(set=made_up.criteria.title)
        day, listed = made_up.key.audit_date, folder / "auditees.csv"
        new_audit(desk, AuditPlan(audit, title, AuditKind.SELF_AUDIT, day, str(made_up.folder), listed))
        opened = open_audit(desk, audit)
        import_frame(desk, opened, AUDITEE, folder / "register.csv")
    draw(desk, opened, Choice(audit, size=len(made_up.key.cases), reserve=0, strata=()))
    desk.record([document_draft(audit, AUDITEE, document) for document in made_up.documents])


def _write_lists(folder: Path, made_up: MadeUpCases) -> None:
    """What an auditee would deliver: a register with the facts it is divided by and no other."""
    strata = made_up.criteria.sampling.strata
    rows = [[case.case, *(_written(case.facts.get(name)) for name in strata)] for case in made_up.key.cases]
    _write(folder / "auditees.csv", [["id", "namn"], [AUDITEE, _("Made-up case files")]])
    _write(folder / "register.csv", [["case", *strata], *rows])


def _written(value: object) -> str:
    return write_fact(value) if isinstance(value, str) else ""


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def documents_of(sitting: Sitting, case: str) -> int:
    """How many documents a case has."""
    return len(queries.documents(sitting.desk.store, sitting.opened.audit.id, AUDITEE, case))
