"""`tillsyn calibrate` on the command line: the key stays hidden until a case is judged, then the result is told."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.county import SMALL

CRITERIA = SMALL / "criteria"
ANSWERS = """\
format: 1
audit: kalibrering-1
auditee: kalibrering
seat: first
cases:
  - case: K-01
    facts: {barn: nej, beslutsdatum: 2025-09-01}
    answers: {PLA-01: ja, PLA-02: nej, MET-01: ja}
"""
REST = """\
  - case: K-02
    facts: {barn: nej, beslutsdatum: 2025-03-01}
    answers: {PLA-01: nej, MET-01: nej}
"""


def test_the_key_is_told_of_judged_cases_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "svar.yaml").write_text(ANSWERS, encoding="utf-8")

    assert "K-02" in run("calibrate", CRITERIA, "--list").out
    told = run("calibrate", CRITERIA, "--answers", tmp_path / "svar.yaml")

    assert told.code == 0
    assert "PLA-02  du: Nej, facit: Delvis (nära)" in told.out
    assert "PLA-03  du: ställs inte, enligt dina aktuppgifter, facit: Nej (långt ifrån)" in told.out
    assert "Barn berörs: du: nej, facit: ja" in told.out
    assert "överens med facit i 2 av 4" in told.out
    assert "telefonsamtal" not in told.out and "1 akt är inte bedömd" in told.err


def test_a_finished_calibration_is_recorded_in_the_audit(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "svar.yaml").write_text(ANSWERS + REST, encoding="utf-8")
    here = ("--store", small, "--audit", "liten")

    told = run(*here, "calibrate", CRITERIA, "--answers", tmp_path / "svar.yaml")

    assert (told.code, "sparad i granskningen liten" in told.err) == (0, True)
    kinds = [entry["kind"] for entry in run(*here, "journal", "log", "--json").json]
    assert kinds.count("calibration") == 1
    assert run(*here, "calibrate", CRITERIA, "--result").code == 0  # the same again is not recorded twice
    assert [entry["kind"] for entry in run(*here, "journal", "log", "--json").json] == kinds


def test_an_unfinished_one_is_shown_but_not_recorded(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "svar.yaml").write_text(ANSWERS, encoding="utf-8")

    told = run("--store", small, "--audit", "liten", "calibrate", CRITERIA, "--answers", tmp_path / "svar.yaml")

    assert told.code == 2 and "överens med facit i 2 av 4" in told.out
