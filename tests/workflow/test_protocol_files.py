"""Protocols as files: the data file first, then the page, and no personal details on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.writing.a_letter import words_of
from tillsyn.errors import DocumentFault
from tillsyn.workflow import protocol_files
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol_files import write_protocols
from tillsyn.workflow.protocol_view import protocol_view


def test_the_page_tells_the_same_as_the_data_file(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    paths = list(write_protocols(desk, liten, tmp_path / "nytt", ["vik"], ("json", "html")))
    assert [path.name for path in paths] == ["vik.json", "vik.html"]
    told = json.loads(paths[0].read_text(encoding="utf-8"))
    text = words_of(paths[1].read_text(encoding="utf-8"))
    for part in told["strata"]:
        assert all(code in text for code in part["sample"])
    assert f"”{told['seed']}”" in text
    assert told["check_code"] in text
    assert " ".join(told["sha256"][n : n + 4] for n in range(0, 64, 4)) in text
    assert "Inget var bundet före dragningen." in text


def test_reserves_that_are_taken_in_no_longer_wait(desk: Desk, liten: OpenAudit) -> None:
    view = protocol_view(desk, liten, "vik")
    files = {file["case"] for file in view["files"]}  # type: ignore[index, union-attr, call-overload]
    assert files.isdisjoint(item["case"] for item in view["reserve"])  # type: ignore[index, union-attr, call-overload]


@pytest.mark.pdf
def test_the_page_is_one_page(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    (path,) = write_protocols(desk, liten, tmp_path, ["vik"], ("pdf",))
    assert len(PdfReader(path).pages) == 1


def test_without_the_pdf_library_the_data_file_is_there_first(
    desk: Desk, liten: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise DocumentFault("PDF kan inte göras här.")

    monkeypatch.setattr(protocol_files, "expect_available", missing)
    with pytest.raises(DocumentFault, match="PDF"):
        list(write_protocols(desk, liten, tmp_path, ["vik"]))
    assert [path.name for path in tmp_path.glob("vik.*")] == ["vik.json"]


def test_lottery_numbers_are_no_telephone_number_but_words_are_searched(
    desk: Desk, liten: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = protocol_files.page_of

    def with_seed(*about: object) -> dict[str, object]:
        return {**real(*about), "seed": "070-123 45 67"}  # type: ignore[arg-type]

    monkeypatch.setattr(protocol_files, "page_of", with_seed)
    assert list(write_protocols(desk, liten, tmp_path, ["vik"], ("html",)))
    monkeypatch.setattr(protocol_files, "page_of", lambda *a: {**real(*a), "plan": ["Ring 070-123 45 67."]})
    with pytest.raises(DocumentFault, match="vik"):
        list(write_protocols(desk, liten, tmp_path / "b", ["vik"]))
    assert not (tmp_path / "b").exists()
