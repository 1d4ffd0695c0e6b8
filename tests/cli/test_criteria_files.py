"""Files that `tillsyn criteria` writes: the schema for editors and the table for a referral round."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.county import SMALL


def test_the_schema_is_printed_or_written_and_is_the_same(run: Run, tmp_path: Path) -> None:
    said = run("criteria", "schema", "-o", tmp_path / "s" / "schema.json")

    assert said.code == 0 and "schema.json" in said.out
    assert json.loads((tmp_path / "s" / "schema.json").read_text(encoding="utf-8")) == run("criteria", "schema").json


def test_the_schema_speaks_english_too(run: Run) -> None:
    assert "What one answer is about." in run("--lang", "en", "criteria", "schema").out


def test_a_table_for_a_referral_round_is_written(run: Run, tmp_path: Path) -> None:
    assert run("criteria", "export", SMALL / "criteria", "-o", tmp_path / "remiss.xlsx").code == 0
    assert (tmp_path / "remiss.xlsx").stat().st_size > 5000

    said = run("criteria", "export", SMALL / "criteria", "-o", tmp_path / "remiss.pdf")
    assert said.code == 2 and "varken CSV eller XLSX" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["remiss.xlsx"]
