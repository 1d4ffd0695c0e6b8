"""Taking in a register on the command line: the look before, the memory of systems, and thousands of faults."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tillsyn.cli.main import main
from tillsyn.resources import user_folder
from tillsyn.store import queries
from tillsyn.store.engine import open_store

OWN = "Akt;Vårdform;Barn berörs\nN-01;Placering;x\nN-02;HVB;nej\n"
MAPPED = ["--map", "Akt=case", "--map", "Vårdform=insatsform", "--value", "insatsform:Placering=hvb"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "lista.csv"
    path.write_text(OWN, encoding="cp1252")
    return path


def run(store: Path, path: Path, *words: str) -> int:
    return main(["--store", str(store), "frame", "import", str(path), "--auditee", "o-nas", *words])


def taken(store: Path) -> dict[str, dict[str, str]]:
    with open_store(store) as opened:
        rows = queries.frame_rows(opened, "liten", "o-nas")
        return {code: rows.facts(code) for code in rows.codes}


def test_the_preview_comes_first_and_a_trial_takes_nothing_in(
    small: Path, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, register, *MAPPED, "--dry-run") == 0

    told = capsys.readouterr()
    assert told.out == ""
    for words in ("Windows-1252", "semikolon", "Akt → ärendekod", "Vårdform → Insatsform", "2 rader", "hvb 2", "N-01"):
        assert words in told.err
    assert taken(small) == {}


def test_what_was_mapped_is_remembered_once_it_was_taken_in(
    small: Path, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, register, "--system", "Treserva", *MAPPED, "--dry-run") == 0
    assert not (user_folder() / "systems").exists()
    assert run(small, register, "--system", "Treserva", *MAPPED) == 0
    before = taken(small)
    assert before["N-01"] == {"insatsform": "hvb", "barn": "ja"}

    register.write_text(OWN + "N-03;Placering;\n", encoding="utf-8")
    assert run(small, register, "--system", "treserva") == 0
    assert taken(small) == {**before, "N-03": {"insatsform": "hvb"}}

    capsys.readouterr()
    assert main(["frame", "systems", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "system": "treserva",
            "columns": {"Akt": "case", "Vårdform": "insatsform"},
            "values": {"insatsform": {"Placering": "hvb"}},
        }
    ]
    assert main(["frame", "systems", "--forget", "treserva"]) == 0
    assert main(["frame", "systems", "--forget", "treserva"]) == 2
    assert run(small, register, "--system", "treserva") == 1


@pytest.mark.parametrize("name", ["../x", "", "a/b", "x" * 41])
def test_a_system_has_a_plain_name(small: Path, register: Path, name: str) -> None:
    assert run(small, register, "--system", name or " ") == 2


@pytest.mark.parametrize("words", [["--value", "insatsform=hvb"], ["--value", "x:=hvb"], ["--map", "Akt"]])
def test_a_mapping_that_is_not_written_so_is_told(small: Path, register: Path, words: list[str]) -> None:
    assert run(small, register, *words) == 2


@pytest.mark.parametrize(("answer", "cases"), [("j\n", 2), ("nej\n", 0), ("", 0)])
def test_with_ask_nothing_is_taken_in_without_a_yes(
    small: Path, register: Path, answer: str, cases: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert run(small, register, *MAPPED, "--ask") == 0
    assert len(taken(small)) == cases


def test_thousands_of_faults_are_counted_by_kind(
    small: Path, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register.write_text("Ärendekod;Insatsform\n" + "".join(f"N-{n};Husbåt\n" for n in range(3000)), encoding="utf-8")

    assert run(small, register) == 1
    short = capsys.readouterr().err
    assert (short.count("Husbåt"), "R018: 2995 till" in short, "3000 fel" in short) == (5, True, True)

    assert run(small, register, "--all-faults") == 1
    assert capsys.readouterr().err.count("Husbåt") == 3000

    assert run(small, register, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["taken"], len(told["problems"])) == (False, 3000)
    assert taken(small) == {}


def test_a_workbook_is_taken_in_by_its_sheet_and_told_as_json(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    for title in ("Vår", "Höst"):
        sheet = book.create_sheet(title)
        sheet.append(["Ärendekod", "Insatsform"])
        sheet.append([f"{title}-1", "HVB"])
    path = tmp_path / "lista.xlsx"
    book.save(path)
    assert run(small, path) == 1
    capsys.readouterr()

    assert run(small, path, "--sheet", "höst", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["taken"], told["rows"], told["file"]["sheet"]) == (True, 1, "Höst")
    assert list(taken(small)) == ["Höst-1"]
