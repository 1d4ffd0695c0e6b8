"""What leaves on paper by command: notices before a draw and protocols after it, in both languages of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SAMPLE_CASES = Path(__file__).resolve().parents[2] / "sample_cases"
AGENCY = ("--agency", SAMPLE_CASES / "agency.yaml")


@pytest.fixture
def notice(at: Run, tmp_path: Path) -> Run:
    """`letters render --kind notice` for the committee that is not drawn yet."""
    common = ("letters", "render", "-o", tmp_path / "brev", "--kind", "notice", "--auditee", "o-nas", *AGENCY)
    return lambda *more: at(*more[:2], *common, "--format", "html", *more[2:])


def test_a_notice_without_anything_bound_is_written_as_a_draft(notice: Run, tmp_path: Path) -> None:
    said = notice("--lang", "en")
    assert said.code == 0
    assert "o-nas-underrattelse.html" in said.out
    assert "a draft" in said.err
    page = (tmp_path / "brev" / "o-nas-underrattelse.html").read_text(encoding="utf-8")
    # letters are Swedish whatever the program speaks
    assert "Kriterierna, och planen och fröet om något ska dras, är inte bundna." in page


def test_a_notice_tells_what_was_committed(at: Run, notice: Run, tmp_path: Path) -> None:
    assert at("sample", "plan", "--auditee", "o-nas", "--size", "2", "--seed", "hemligt").code == 0
    (bound,) = at("sample", "commit", "--auditee", "o-nas", "--answer-by", "2026-04-10", "--json").json
    said = notice("--lang", "sv", "--json")
    assert (said.json[0]["kind"], said.json[0]["auditee"]) == ("notice", "o-nas")
    page = (tmp_path / "brev" / "o-nas-underrattelse.html").read_text(encoding="utf-8")
    assert " ".join(bound["plan_sha256"][n : n + 4] for n in range(0, 64, 4)) in page
    assert "hemligt\u201d" not in page and ">hemligt<" not in page


def test_protocols_come_in_the_formats_asked_for(at: Run, tmp_path: Path) -> None:
    said = at("sample", "protocol", "-o", tmp_path / "p", "--format", "json", "--format", "html")
    assert [Path(line).name for line in said.out.split()] == ["vik.json", "vik.html"]
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["vik.html", "vik.json"]


@pytest.mark.pdf
def test_a_protocol_is_a_data_file_and_a_page(at: Run, tmp_path: Path) -> None:
    said = at("sample", "protocol", "-o", tmp_path / "p")
    assert [Path(line).name for line in said.out.split()] == ["vik.json", "vik.pdf"]
    assert (tmp_path / "p" / "vik.pdf").read_bytes().startswith(b"%PDF")


def test_a_protocol_of_templates_that_are_not_there_is_refused(at: Run, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    said = at("sample", "protocol", "-o", tmp_path / "p", "--format", "html", "--templates", tmp_path / "tom")
    assert said.code == 4
    assert "Det finns inga mallar" in said.err
