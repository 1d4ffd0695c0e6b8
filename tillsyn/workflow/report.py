"""Making the report of a region: gather, compute what the samples say, write the files and the tables.

Owns which files a report consists of. Leaves what it says to `writing.report_view`, its looks to the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.findings import JudgedFile
from tillsyn.domain.ratings import AreaFiles, count_area
from tillsyn.domain.tables import Table
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.workflow import clock
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.calibration_result import calibrated
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.files import write_file
from tillsyn.workflow.letters import refuse_leaks
from tillsyn.workflow.material import auditee_materials, store_code
from tillsyn.workflow.reach import among_all
from tillsyn.workflow.report_quality import readers_alike
from tillsyn.workflow.summary import tables, ways_of
from tillsyn.writing.exports import csv_file, xlsx_file
from tillsyn.writing.material import AuditeeMaterial, Reach, ReportMaterial
from tillsyn.writing.report import report_html, report_pdf
from tillsyn.writing.report_view import report_view
from tillsyn.writing.views import View

FORMATS = ("html", "pdf", "csv", "xlsx")
NAME = "rapport"
Progress = Callable[[int, int, str], None]
"""Told (done, of, name) before each file; the last time with done == of."""


def render_report(
    desk: Desk,
    opened: OpenAudit,
    agency: AgencyProfile,
    folder: Path,
    formats: Collection[str] = FORMATS,
    report_day: date | None = None,
    templates: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the report and its tables into `folder`; returns the files. HTML is written before PDF is tried.

    Raises:
        UsageFault: when nothing is drawn yet.
        DocumentFault: when words that would leave hold personal details, a template is faulty, or PDF cannot be
            made here.
    """
    materials = auditee_materials(desk, opened)
    if opened.criteria.asks_of_rows and not any(material.cases for material in materials):
        raise UsageFault(
            _("There is nothing to report: no sample is drawn."), _("Draw one with “tillsyn sample draw”.")
        )
    view = _view(desk, opened, agency, materials, report_day)
    refuse_leaks([(opened.audit.title, view)])
    written = []
    jobs = _jobs(view, tables(opened, materials, ways_of(opened)), formats, templates)
    for done, (name, make) in enumerate(jobs):
        if progress:
            progress(done, len(jobs), name)
        write_file(folder / name, make())
        written.append(folder / name)
    if progress:
        progress(len(jobs), len(jobs), "")
    return tuple(written)


def _view(
    desk: Desk, opened: OpenAudit, agency: AgencyProfile, materials: Sequence[AuditeeMaterial], day: date | None
) -> View:
    return report_view(
        ReportMaterial(
            opened.audit,
            opened.criteria,
            agency,
            tuple(materials),
            day or agency.letter_date or clock.today(),
            store_code(desk),
            {key: reach for material in materials for key, reach in _reach(opened, material)},
            calibrated(desk, opened),
            opened.began,
            readers_alike(desk, opened),
        )
    )


def _jobs(
    view: View, made: Sequence[Table], formats: Collection[str], templates: Path | None
) -> list[tuple[str, Callable[[], bytes]]]:
    """(file name, how it is made), PDF last since it is slowest and may be impossible."""
    jobs: list[tuple[str, Callable[[], bytes]]] = []
    if "html" in formats:
        jobs.append((f"{NAME}.html", lambda: report_html(view, templates).encode()))
    if "csv" in formats:
        jobs += [(f"{NAME}-{table.name}.csv", partial(csv_file, table)) for table in made]
    if "xlsx" in formats:
        jobs.append((f"{NAME}.xlsx", partial(xlsx_file, made)))
    if "pdf" in formats:
        jobs.append((f"{NAME}.pdf", partial(report_pdf, view, templates)))
    return jobs


def _reach(opened: OpenAudit, material: AuditeeMaterial) -> list[tuple[tuple[str, str], Reach]]:
    """Per area, between which numbers of the whole register's files lack something."""
    found = []
    for area in opened.criteria.areas:
        criteria = [c.id for c in opened.criteria.criteria_of(opened.criteria.row_unit) if c.area == area.id]
        if criteria and (reach := _area_reach(material, area.id, criteria)):
            found.append(((material.auditee.id, area.id), reach))
    return found


def _area_reach(material: AuditeeMaterial, area: str, criteria: Sequence[str]) -> Reach | None:
    """The exact interval, strata taken by themselves; None while answers are missing."""
    if material.draw is None or not material.cases or _count(material.cases, area, criteria).unanswered:
        return None
    whole = among_all(material.draw, {f.case: _count([f], area, criteria).lacking > 0 for f in material.cases})
    return Reach(whole.low, whole.high, whole.population)


def _count(files: Sequence[JudgedFile], area: str, criteria: Sequence[str]) -> AreaFiles:
    return count_area(([f.judgements[c] for c in criteria if c in f.judgements], f.ratings.get(area)) for f in files)
