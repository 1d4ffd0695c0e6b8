"""The region's report and its tables, from the sample county."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from tests.county import SMALL_CASES
from tests.writing.a_letter import AGENCY, words_of
from tillsyn.domain.criteria import Meaning
from tillsyn.errors import UsageFault
from tillsyn.workflow.audits import OpenAudit, audit_work
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import findings
from tillsyn.workflow.report import render_report
from tillsyn.workflow.summary import WAYS, summary

DAY = date(2026, 3, 16)


def test_the_report_counts_as_the_answers_do(region: tuple[Desk, OpenAudit], tmp_path: Path) -> None:
    """Each figure of the first page beside a count made here, the long way."""
    desk, opened = region
    (page,) = render_report(desk, opened, AGENCY, tmp_path, ["html"], DAY)
    text = words_of(page.read_text(encoding="utf-8"))
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


def test_every_kind_of_file_is_written(region: tuple[Desk, OpenAudit], tmp_path: Path) -> None:
    desk, opened = region
    told: list[str] = []
    written = render_report(
        desk, opened, AGENCY, tmp_path, ["csv", "html", "xlsx"], DAY, progress=lambda _d, _o, name: told.append(name)
    )
    assert [path.name for path in written] == [
        "rapport.html",
        *(f"rapport-{way}.csv" for way in WAYS),
        "rapport.xlsx",
    ]
    assert told == [*(path.name for path in written), ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)


def test_no_case_code_leaves(region: tuple[Desk, OpenAudit], tmp_path: Path) -> None:
    desk, opened = region
    codes = {case.case.code for work in audit_work(desk, opened) for case in work.cases}
    for path in render_report(desk, opened, AGENCY, tmp_path, ["html", "csv"], DAY):
        text = path.read_text(encoding="utf-8")
        assert not [code for code in codes if code in text]


@pytest.mark.parametrize("by", WAYS)
def test_every_summary_adds_up_and_says_what_it_stands_on(region: tuple[Desk, OpenAudit], by: str) -> None:
    desk, opened = region
    table = summary(desk, opened, by)
    about = dict(table.about)
    assert about["n_files"] == str(sum(len(work.cases) for work in audit_work(desk, opened)))
    assert opened.audit.criteria_hash.startswith(about["criteria"].split()[-1])
    assert about["program"].startswith("tillsyn ")
    if by in ("auditee", "stratum"):
        assert sum(int(record["files"]) for record in table.records) == int(about["n_files"])


def test_auditee_and_stratum_give_the_same_totals(region: tuple[Desk, OpenAudit]) -> None:
    tables = [summary(*region, by).records for by in ("auditee", "stratum")]
    columns = [key for key in tables[0][0] if key not in ("auditee", "name")]
    totals = [{key: sum(int(record[key]) for record in records) for key in columns} for records in tables]
    assert totals[0] == totals[1]


def test_auditees_stand_in_swedish_order(region: tuple[Desk, OpenAudit]) -> None:
    names = [str(record["name"]) for record in summary(*region, "auditee").records]
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
