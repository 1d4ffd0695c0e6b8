"""The sample county, built the way any audit is: every step through the workflow that people use.

Owns the order of the steps and the two audits' particulars. Nothing is loaded by a back door; the data lie in
`sample_cases/`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from tillsyn.domain.casefiles import AuditKind
from tillsyn.errors import DocumentFault, UsageFault
from tillsyn.language import _
from tillsyn.resources import bundled
from tillsyn.store.local import keep_place, read_place
from tillsyn.workflow import answers, clock, documents, findings, intake, letters, library, report, sample
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import AuditPlan, new_audit
from tillsyn.workflow.profile import read_profile
from tillsyn.workflow.protocol import protocol, protocol_text
from tillsyn.workflow.sampleplan import Choice

STORE = "demo.tillsyn"
_SENDER = ("agency.yaml", "agency-logo.svg")
_OURS = ("letters", "report", "protocols", *_SENDER)
_BUILT = "demo built"
CRITERIA = "missbruk-vuxna"
Progress = Callable[[int, int, str], None]
Step = Callable[[Desk], None]


@dataclass(frozen=True, slots=True)
class SampleAudit:
    """One audit of the sample county: what its folder cannot say."""

    id: str
    title: str
    kind: AuditKind
    day: date
    seed: str


COUNTY = SampleAudit(
    "exempellan",
    "Missbruks- och beroendevården i Exempellän 2026",
    AuditKind.SUPERVISION,
    date(2026, 3, 2),
    "exempellan-2026-03-02",
)
EXERCISE = SampleAudit(
    "ovning", "Övning: egenkontroll i Vitåker", AuditKind.SELF_AUDIT, date(2026, 3, 2), "ovning-2026-03-02"
)


@dataclass(frozen=True, slots=True)
class Built:
    """Where the sample county lies, and what could not be made (`pdf_fault`, a sentence; empty when all was)."""

    folder: Path
    store: Path
    letters: int
    kept: Path | None
    pdf_fault: str


def build_demo(folder: Path, force: bool, actor: str | None, progress: Progress) -> Built:
    """Build the sample county in `folder`.

    Raises:
        UsageFault: when there is one already and `force` is not given, or the folder holds other things.
    """
    store = folder / STORE
    _expect_room(folder, store, force)
    _expect_closed(store)
    site = folder / ".partial"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    try:
        written, pdf_fault = _build(site, actor, progress)
        kept = _put_aside(folder, store)
        for name in (STORE, *_OURS):
            _replace(site / name, folder / name)
    finally:
        shutil.rmtree(site, ignore_errors=True)
    return Built(folder, store, written, kept, pdf_fault)


def _build(folder: Path, actor: str | None, progress: Progress) -> tuple[int, str]:
    steps = list(_steps(folder))
    with open_desk(folder / STORE, actor, create=True) as desk:
        for done, (about, step) in enumerate(steps):
            progress(done, len(steps), about)
            step(desk)
        opened = open_audit(desk, COUNTY.id)
        written, pdf_fault = _documents(desk, opened, folder, progress)
        keep_place(desk.store, _BUILT, _state(desk, folder))
        desk.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return written, pdf_fault


def _steps(folder: Path) -> Iterator[tuple[str, Step]]:
    """Everything before letters, each with what it is about."""
    yield _("criteria"), _check_criteria
    for audit in (COUNTY, EXERCISE):
        place = bundled("sample_cases") / audit.id
        yield audit.title, partial(_set_up, audit, place)
        yield _("registers"), partial(_registers, audit, place)
        yield _("the draw"), partial(_draw, audit)
        yield _("protocols"), partial(_protocols, audit, folder / "protocols")
        yield _("documents"), partial(_read_in, audit, place)
        for file in sorted((place / "answers").glob("*.yaml")):
            yield _("answers: {name}").format(name=file.stem), partial(_answers, audit, file)
        for file in sorted((place / "decisions").glob("*.yaml")):
            yield _("decisions: {name}").format(name=file.stem), partial(_decisions, audit, file)


def _check_criteria(desk: Desk) -> None:
    del desk
    library.read_set(CRITERIA)


def _draw(audit: SampleAudit, desk: Desk) -> None:
    sample.draw(desk, open_audit(desk, audit.id), Choice(audit.seed))


def _answers(audit: SampleAudit, file: Path, desk: Desk) -> None:
    answers.import_answers(desk, open_audit(desk, audit.id), file)


def _decisions(audit: SampleAudit, file: Path, desk: Desk) -> None:
    findings.decide_from_file(desk, open_audit(desk, audit.id), file)


def _set_up(audit: SampleAudit, place: Path, desk: Desk) -> None:
    plan = AuditPlan(audit.id, audit.title, audit.kind, audit.day, CRITERIA, place / "auditees.csv")
    new_audit(desk, plan)


def _registers(audit: SampleAudit, place: Path, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    for file in sorted((place / "registers").glob("*.csv")):
        intake.import_frame(desk, opened, file.stem, file)


def _read_in(audit: SampleAudit, place: Path, desk: Desk) -> None:
    documents.import_documents(desk, open_audit(desk, audit.id), place / "documents")


def _protocols(audit: SampleAudit, folder: Path, desk: Desk) -> None:
    opened = open_audit(desk, audit.id)
    for auditee in opened.auditees:
        content = protocol_text(protocol(desk, opened, auditee.id)).encode()
        write_file(folder / audit.id / f"{auditee.id}.json", content)


def _documents(desk: Desk, opened: OpenAudit, folder: Path, progress: Progress) -> tuple[int, str]:
    """Letters and report; where PDF cannot be made the HTML stands, and the sentence says what to install."""
    for name in _SENDER:  # beside the store, where the app looks when it writes letters
        write_file(folder / name, (bundled("sample_cases") / name).read_bytes())
    agency = read_profile(folder / "agency.yaml")
    try:
        letters.render_letters(desk, opened, agency, folder / "letters", progress=progress)
        report.render_report(desk, opened, agency, folder / "report", progress=progress)
        fault = ""
    except DocumentFault as error:
        if not any((folder / "letters").glob("*.html")) or any((folder / "letters").glob("*.pdf")):
            raise
        report.render_report(
            desk, opened, agency, folder / "report", formats=("html", "csv", "xlsx"), progress=progress
        )
        fault = f"{error.message} {error.remedy}"
    return len(list((folder / "letters").glob("*.html"))), fault


def _expect_room(folder: Path, store: Path, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageFault(_("{path} is a file.").format(path=folder), _("Choose another folder."))
    if store.exists() and not force:
        raise UsageFault(
            _("There is already a sample county in {path}.").format(path=folder),
            _("Open it with “tillsyn --store {store}”, or make it anew with --force.").format(store=store),
        )
    strangers = [name for name in _OURS if (folder / name).exists() and not store.exists()]
    if strangers:
        raise UsageFault(
            _("{path} already holds “{name}”, which did not come from the sample county.").format(
                path=folder, name=strangers[0]
            ),
            _("Choose another folder."),
        )


def _expect_closed(store: Path) -> None:
    """A store that is taken away while somebody works in it would take along what they do next."""
    if not store.exists():
        return
    with open_desk(store) as desk:
        if not desk.store.alone():
            raise UsageFault(
                _("{path} is open in another window.").format(path=store), _("Leave it there, and try again.")
            )


def _put_aside(folder: Path, store: Path) -> Path | None:
    """Keep the old county, store and documents, where somebody has changed either since it was built; returns where."""
    _expect_closed(store)
    if not store.exists():
        return None
    with open_desk(store) as desk:
        if read_place(desk.store, _BUILT) == _state(desk, folder):
            return None
        kept = folder / "earlier" / f"{clock.now():%Y%m%d-%H%M%S}"
        kept.mkdir(parents=True)
        desk.store.copy_to(kept / STORE)
    for name in _OURS:
        if (folder / name).exists():
            (folder / name).replace(kept / name)
    return kept


def _state(desk: Desk, folder: Path) -> str:
    """What the county comes to, entries and files, so that it shows whether anybody has touched it."""
    row = desk.store.one("SELECT COUNT(*) AS n FROM entry")
    files = sorted(path for name in _OURS for path in (folder / name, *(folder / name).rglob("*")) if path.is_file())
    found = [f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}" for path in files]
    return f"{row['n'] if row else 0} {sha256(chr(10).join(found).encode()).hexdigest()}"


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    for end in ("-wal", "-shm"):
        old.with_name(old.name + end).unlink(missing_ok=True)
    if new.exists():
        new.replace(old)
