"""A set sent out for opinions: every criterion with its words and law, room to answer, and nothing that runs."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.county import SMALL
from tillsyn.errors import UsageFault
from tillsyn.reading.criteria import read_criteria
from tillsyn.workflow.referral import write_referral
from tillsyn.writing.referral import referral_table

LIBRARY = sorted((Path(__file__).parents[2] / "criteria").glob("*/set.yaml"))


@pytest.fixture
def a_set(tmp_path: Path) -> Path:
    """The small set, with a question that a spreadsheet could run."""
    folder = Path(shutil.copytree(SMALL / "criteria", tmp_path / "liten"))
    file = folder / "planering.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("question: Finns en plan?", "question: =1+1"))
    return folder


def test_a_row_holds_a_criterion_its_law_and_room_for_an_opinion(a_set: Path, tmp_path: Path) -> None:
    assert write_referral(str(a_set), tmp_path / "remiss.csv") == 5

    text = (tmp_path / "remiss.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Id"] for row in rows] == ["PLA-01", "PLA-02", "PLA-03", "MET-01", "MET-02"]
    assert list(rows[0]) == [
        "Id", "Område", "Fråga", "Vägledning", "Svar", "Ställs när", "Lag tidigare", "Lag nu", "Krav eller råd",
        "Synpunkt", "Förslag till lydelse",
    ]  # fmt: skip
    first = rows[0]
    assert first["Fråga"] == "'=1+1"
    assert first["Lag tidigare"] == "5 kap. 9 § SoL (2001:453) (ska, till och med 2025-06-30, texten läst)."
    assert first["Lag nu"] == "13 kap. 10 § SoL (2025:400) (ska, från 2025-07-01, texten läst)."
    assert first["Krav eller råd"].startswith("K-PLAN Planering\nKrav: Nämnden ska säkerställa")
    assert first["Ställs när"] == "Alltid" and rows[1]["Ställs när"] == "Svaret på PLA-01 är något annat än nej"
    assert {row["Synpunkt"] + row["Förslag till lydelse"] for row in rows} == {""}


def test_the_workbook_can_be_read_and_written_in_at_once(a_set: Path, tmp_path: Path) -> None:
    write_referral(str(a_set), tmp_path / "remiss.xlsx")

    book = load_workbook(tmp_path / "remiss.xlsx")
    sheet = book.worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("Liten samling för prov, 1", "B2")
    assert sheet["C2"].value == "=1+1" and sheet["C2"].data_type == "s" and sheet["C2"].quotePrefix
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert 400 > sheet.column_dimensions["D"].width > 50
    assert all(sheet.row_dimensions[row].height > 20 for row in range(2, 7))
    assert book.sheetnames[-1] == "Underlag"


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.parent.name)
def test_every_published_set_has_a_row_for_each_criterion_in_which_all_wordings_stand(file: Path) -> None:
    criteria = read_criteria(file.parent).criteria
    assert criteria is not None

    table = referral_table(criteria, "0" * 64)

    assert [record["id"] for record in table.records] == [criterion.id for criterion in criteria.criteria]
    for criterion, record in zip(criteria.criteria, table.records, strict=True):
        assert all(wording.text in str(record["question"]) for wording in criterion.question.wordings)
        law = f"{record['law_before']}{record['law_now']}"
        assert all(basis.citation in law for basis in criterion.legal_basis)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault):
        write_referral("missbruk-vuxna", tmp_path / "remiss.docx")
    assert list(tmp_path.iterdir()) == []
