"""The region's report and its tables, from the sample county."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.county import SMALL_CASES
from tests.writing.a_letter import AGENCY, words_of
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.tables import Table
from tillsyn.errors import UsageFault
from tillsyn.workflow.audits import OpenAudit, audit_work
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import findings
from tillsyn.workflow.report import render_report
from tillsyn.workflow.summary import WAYS, summary

DAY = date(2026, 3, 16)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The county's report: where it lies, which files it said it had written, and what it told on the way."""

    folder: Path
    files: tuple[Path, ...]
    told: list[str]

    @property
    def page(self) -> str:
        """The report itself."""
        return (self.folder / "rapport.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rendered(region: tuple[Desk, OpenAudit], tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    desk, opened = region
    folder, told = tmp_path_factory.mktemp("report"), list[str]()
    formats = ["csv", "html", "xlsx"]
    files = render_report(
        desk, opened, AGENCY, folder, formats, DAY, progress=lambda _done, _of, name: told.append(name)
    )
    return Rendered(folder, files, told)


@pytest.fixture(scope="module")
def summaries(region: tuple[Desk, OpenAudit]) -> dict[str, Table]:
    """The county added up in every way."""
    return {way: summary(*region, way) for way in WAYS}


def test_the_report_counts_as_the_answers_do(region: tuple[Desk, OpenAudit], rendered: Rendered) -> None:
    """Each figure of the first page beside a count made here, the long way."""
    desk, opened = region
    text = words_of(rendered.page)
    works = audit_work(desk, opened)
    demanded = {f.auditee.id for f in findings(desk, opened) if f.decision and f.decision.disposition == "requirement"}
    assert f"har granskat {sum(len(w.cases) for w in works)} ärenden hos {len(works)} nämnder" in text
    assert f"{len(demanded)} av {len(works)} nämnder får krav på åtgärder" in text
    planning = [c.id for c in opened.criteria.criteria if c.area == "PLA"]
    lacking = [
        [any(case.state.meaning(c) in (Meaning.PARTLY, Meaning.UNMET) for c in planning) for case in work.cases]
        for work in works
    ]
    auditees = text.index("minst ett granskat ärende brister")
    files = text.index("Ärenden som brister i något avseende")
    assert f"| Planering | | {sum(any(row) for row in lacking)} av {len(works)}" in text[auditees:files]
    assert f"| Planering | | {sum(map(sum, lacking))} av" in text[files:]


def test_every_kind_of_file_is_written(rendered: Rendered) -> None:
    assert [path.name for path in rendered.files] == [
        "rapport.html",
        *(f"rapport-{way}.csv" for way in WAYS),
        "rapport.xlsx",
    ]
    assert rendered.told == [*(path.name for path in rendered.files), ""]
    assert sorted(rendered.folder.iterdir()) == sorted(rendered.files)


def test_no_case_code_leaves(region: tuple[Desk, OpenAudit], rendered: Rendered) -> None:
    codes = {case.case.code for work in audit_work(*region) for case in work.cases}
    for path in rendered.files:
        if path.suffix != ".xlsx":
            text = path.read_text(encoding="utf-8")
            assert not [code for code in codes if code in text]


@pytest.mark.parametrize("by", WAYS)
def test_every_summary_adds_up_and_says_what_it_stands_on(
    region: tuple[Desk, OpenAudit], summaries: dict[str, Table], by: str
) -> None:
    desk, opened = region
    table = summaries[by]
    about = dict(table.about)
    assert about["n_files"] == str(sum(len(work.cases) for work in audit_work(desk, opened)))
    assert opened.audit.criteria_hash.startswith(about["criteria"].split()[-1])
    assert about["program"].startswith("tillsyn ")
    if by in ("auditee", "stratum"):
        assert sum(int(record["files"]) for record in table.records) == int(about["n_files"])


def test_auditee_and_stratum_give_the_same_totals(summaries: dict[str, Table]) -> None:
    tables = [summaries[by].records for by in ("auditee", "stratum")]
    columns = [key for key in tables[0][0] if key not in ("auditee", "name")]
    totals = [{key: sum(int(record[key]) for record in records) for key in columns} for records in tables]
    assert totals[0] == totals[1]


def test_auditees_stand_in_swedish_order(summaries: dict[str, Table]) -> None:
    names = [str(record["name"]) for record in summaries["auditee"].records]
    assert names[-3:] == ["Socialnämnden i Åsvik", "Socialnämnden i Älgmyra", "Socialnämnden i Öxnevik"]


def test_what_is_unanswered_is_no_lack_and_has_no_interval(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    page, *tables = render_report(desk, liten, AGENCY, tmp_path, ["html", "csv"], DAY)
    text = words_of(page.read_text(encoding="utf-8"))
    assert "Preliminär rapport." in text
    assert "| Socialnämnden i Vik | –* | –*" in text
    rows = list(csv.DictReader(io.StringIO(tables[0].read_text(encoding="utf-8-sig")), delimiter=";"))
    vik = next(row for row in rows if row["auditee"] == "vik")
    assert (vik["files"], vik["lacking"], vik["unanswered"]) == (str(len(SMALL_CASES)), "0", str(len(SMALL_CASES)))


def test_an_unknown_way_is_refused(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault) as caught:
        summary(desk, liten, "kommun")
    assert "auditee, area, criterion, stratum" in caught.value.remedy
