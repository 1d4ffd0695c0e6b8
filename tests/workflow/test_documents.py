"""Taking in the documents of case files: all or nothing, once, and whatever they are called."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.county import SMALL
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import read_entries
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.documents import import_documents


def count(desk: Desk) -> int:
    return len(read_entries(desk.store))


def test_documents_are_taken_in_once(desk: Desk, liten: OpenAudit) -> None:
    assert import_documents(desk, liten, SMALL / "documents").count == 0  # they were there

    names = [d.name for d in queries.documents(desk.store, "liten", "vik", "V-01")]
    assert names == ["01-utredning-2025-02-20", "02-plan-2025-03-12"]


def test_a_document_that_was_changed_is_taken_in_anew(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL / "documents", tmp_path / "d"))
    (folder / "vik" / "V-01" / "02-plan-2025-03-12.md").write_text("# Plan\n\nNytt mål.\n", encoding="utf-8")

    assert import_documents(desk, liten, folder).count == 1
    assert "Nytt mål." in queries.documents(desk.store, "liten", "vik", "V-01")[1].text


def test_documents_of_a_case_that_was_not_drawn_are_refused_whole(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL / "documents", tmp_path / "d"))
    (folder / "vik" / "V-03").mkdir()
    (folder / "vik" / "V-03" / "01-plan.md").write_text("Ny.", encoding="utf-8")
    (folder / "vik" / "V-99").mkdir()
    (folder / "vik" / "V-99" / "01-plan.md").write_text("Främmande.", encoding="utf-8")
    before = count(desk)

    with pytest.raises(InputFaults) as fault:
        import_documents(desk, liten, folder)

    assert [p.code for p in fault.value.problems] == ["R064"]
    assert count(desk) == before


@pytest.mark.parametrize("name", ["01-a|b", "01-\x1b[2Ja", "01-a\nb"])
def test_a_document_may_be_called_anything(desk: Desk, liten: OpenAudit, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "d" / "vik" / "V-03"
    folder.mkdir(parents=True)
    (folder / f"{name}.md").write_text("Ord.", encoding="utf-8")
    (folder / "02-plan.md").write_text("\x1b[2JOrd.", encoding="utf-8")

    assert import_documents(desk, liten, tmp_path / "d").count == 2

    for document in queries.documents(desk.store, "liten", "vik", "V-03"):
        assert not set("|\n\x1b") & set(document.name + document.text)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_document_whose_name_is_not_text_is_taken_in(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    folder = tmp_path / "d" / "vik" / "V-03"
    folder.mkdir(parents=True)
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/01-plan\xff.md")).write_text("Ord.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system holds no such name")

    assert import_documents(desk, liten, tmp_path / "d").count == 1


def test_a_folder_that_is_not_there_is_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="mapp"):
        import_documents(desk, liten, tmp_path / "borta")
