"""What happens in the sample county and on which day, each step through the workflow that people use.

Owns the audits' particulars, the steps of each and the papers that come of them. Nothing is loaded by a back door; the
data lie in `sample_cases/`. Leaves what colleagues do with a file that is read to `workflow.demo_colleagues`, and the
folder and what was there before to `workflow.demo`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.letters import LetterKind
from tillsyn.errors import DocumentFault
from tillsyn.language import _
from tillsyn.resources import bundled
from tillsyn.workflow import answers, clock, documents, findings, form, intake, letters, library, report, sample
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, signed_by
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import AuditPlan, new_audit
from tillsyn.workflow.profile import read_profile
from tillsyn.workflow.protocol_files import write_protocols
from tillsyn.workflow.sampleplan import Choice, plan_of, record_plan
from tillsyn.workflow.sampleplan_commitment import commit
from tillsyn.writing.form import FormPart
from tillsyn.writing.pdf import expect_available

SENDER = ("agency.yaml", "agency-logo.svg")
PAPERS = ("notices", "protocols", "letters", "report", "form")
"""The folders that are made."""
CRITERIA = "missbruk-vuxna"
SHOWN = ("norrskog", "hedvik")
"""Whose notice and protocol are made as PDF: one that gets requirements, one whose matter is closed."""
Progress = Callable[[int, int, str], None]
_MORNING = time(8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Days:
    """When an audit was begun, its registers were due and came, its sample was drawn, read and decided upon."""

    begun: date
    registers: date
    drawn: date
    read: date
    decided: date


@dataclass(frozen=True, slots=True)
class SampleAudit:
    """One audit of the sample county: what its folder cannot say."""

    id: str
    title: str
    kind: AuditKind
    day: date
    seed: str
    days: Days
    reader: str = ""
    """Who judges its files; empty is the inspector who signs the letters."""
    alike: str = ""
    """The audit whose registers and documents it shares, where it has none of its own."""

    @property
    def place(self) -> Path:
        """Where its answers and decisions lie, and the list of those it is about."""
        return bundled("sample_cases") / self.id

    @property
    def registers(self) -> tuple[Path, ...]:
        """The registers of those it is about."""
        found = sorted((self._material / "registers").glob("*.csv"))
        answered = {file.stem for file in (self.place / "answers").glob("*.yaml")}
        return tuple(file for file in found if not self.alike or file.stem in answered)

    @property
    def documents(self) -> Path:
        """Where the documents of its files lie."""
        return self._material / "documents"

    @property
    def _material(self) -> Path:
        return bundled("sample_cases") / (self.alike or self.id)


COUNTY = SampleAudit(
    "exempellan",
    "Missbruks- och beroendevården i Exempellän 2026",
    AuditKind.SUPERVISION,
    date(2026, 3, 2),
    "exempellan-2026-03-02",
    Days(date(2026, 2, 23), date(2026, 3, 16), date(2026, 3, 17), date(2026, 4, 20), date(2026, 5, 18)),
)
EXERCISE = SampleAudit(
    "ovning",
    "Övning: egenkontroll i Vitåker",
    AuditKind.SELF_AUDIT,
    date(2026, 3, 2),
    "ovning-2026-03-02",
    Days(date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)),
)
OWN = SampleAudit(
    "ljusfors-egen",
    "Egenkontroll i Ljusfors: samma åtta akter",
    AuditKind.SELF_AUDIT,
    COUNTY.day,
    COUNTY.seed,
    Days(date(2026, 3, 23), date(2026, 3, 23), date(2026, 3, 23), date(2026, 4, 10), date(2026, 4, 10)),
    "Ylva Självgren",
    COUNTY.id,
)
"""A committee that judges itself: the county's seed, by its protocol, gives the same files."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done, on an invented day: the county's papers say when, as real ones do."""

    day: date
    about: str
    take: Callable[[Desk], object]


def audit_steps(folder: Path) -> Iterator[Step]:
    """Setting each audit up, drawing, reading and deciding; `folder` is where its papers are written."""
    yield Step(COUNTY.days.begun, _("criteria"), lambda _desk: library.read_set(CRITERIA))
    for audit in (COUNTY, EXERCISE, OWN):
        yield from _steps(audit, folder)


def moment(day: date) -> datetime:
    """When on a day the county's people work."""
    return datetime.combine(day, _MORNING)


def write_papers(desk: Desk, folder: Path, progress: Progress) -> tuple[int, str]:
    """Letters, report and all that is shown as PDF; returns how many letters, and what to install where PDF cannot be.

    Raises:
        DocumentFault: when a template is faulty.
    """
    for name in SENDER:  # beside the store, where the app looks when it writes letters
        write_file(folder / name, (bundled("sample_cases") / name).read_bytes())
    agency = read_profile(folder / SENDER[0])
    opened = open_audit(desk, COUNTY.id)
    fault = _pdf_fault()
    paper = ("html",) if fault else ("pdf",)
    both = tuple(dict.fromkeys(("html", *paper)))
    with clock.held(moment(agency.letter_date or COUNTY.days.decided)):
        written = letters.render_letters(desk, opened, agency, folder / "letters", formats=both, progress=progress)
        report.render_report(desk, opened, agency, folder / "report", formats=(*both, "csv", "xlsx"), progress=progress)
        _notices(desk, opened, agency, folder, SHOWN, paper)
        list(write_protocols(desk, opened, folder / "protocols" / COUNTY.id, SHOWN, paper))
        form.write_form(CRITERIA, folder / "form" / f"{CRITERIA}.{paper[0]}", FormPart.SHEET)
    return len(written), fault


def _steps(audit: SampleAudit, folder: Path) -> Iterator[Step]:
    days = audit.days
    yield Step(days.begun, audit.title, partial(_set_up, audit))
    if audit is COUNTY:
        yield Step(days.begun, _("the plan, bound"), partial(_plan, audit))
        yield Step(days.begun, _("notices"), partial(_all_notices, audit, folder))
    yield Step(days.registers, _("registers"), partial(_registers, audit))
    yield Step(days.drawn, _("the draw"), partial(_draw, audit))
    yield Step(days.drawn, _("protocols"), partial(_protocols, audit, folder / "protocols"))
    yield Step(days.read, _("documents"), partial(_read_in, audit))
    for file in sorted((audit.place / "answers").glob("*.yaml")):
        yield Step(days.read, _("answers: {name}").format(name=file.stem), partial(_answers, audit, file))
    for file in sorted((audit.place / "decisions").glob("*.yaml")):
        yield Step(days.decided, _("decisions: {name}").format(name=file.stem), partial(_decisions, audit, file))


def _set_up(audit: SampleAudit, desk: Desk) -> None:
    listed = audit.place / "auditees.csv"
    new_audit(desk, AuditPlan(audit.id, audit.title, audit.kind, audit.day, CRITERIA, listed))


def _plan(audit: SampleAudit, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    record_plan(desk, opened, plan_of(opened, Choice(audit.seed)))
    commit(desk, opened, answer_by=audit.days.registers)


def _all_notices(audit: SampleAudit, folder: Path, desk: Desk) -> None:
    agency = read_profile(bundled("sample_cases") / SENDER[0])
    _notices(desk, open_audit(desk, audit.id), agency, folder, (), ("html",))


def _notices(
    desk: Desk,
    opened: OpenAudit,
    agency: AgencyProfile,
    folder: Path,
    whom: tuple[str, ...],
    forms: tuple[str, ...],
) -> None:
    day = COUNTY.days.begun
    letters.render_letters(desk, opened, agency, folder / "notices", whom, LetterKind.NOTICE, day, forms)


def _registers(audit: SampleAudit, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    for file in audit.registers:
        intake.import_frame(desk, opened, file.stem, file)


def _draw(audit: SampleAudit, desk: Desk) -> None:
    sample.draw(desk, open_audit(desk, audit.id), Choice(audit.seed))


def _protocols(audit: SampleAudit, folder: Path, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    list(write_protocols(desk, opened, folder / audit.id, [a.id for a in opened.auditees], ("json",)))


def _read_in(audit: SampleAudit, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    only = opened.auditees[0].id if audit.alike else None
    documents.import_documents(desk, opened, audit.documents, only)


def _answers(audit: SampleAudit, file: Path, desk: Desk) -> None:
    reader = signed_by(desk, audit.reader) if audit.reader else desk
    answers.import_answers(reader, open_audit(desk, audit.id), file)


def _decisions(audit: SampleAudit, file: Path, desk: Desk) -> None:
    findings.decide_from_file(desk, open_audit(desk, audit.id), file)


def _pdf_fault() -> str:
    """What to install before PDF can be made here; empty where it can."""
    try:
        expect_available()
    except DocumentFault as error:
        return f"{error.message} {error.remedy}"
    return ""
