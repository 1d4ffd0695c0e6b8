"""`tillsyn case`: the protocol of one file, and the access log in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workflow.a_whole_case import AUDITEE, CASE, NUMBER, judge
from tillsyn.cli.main import main


def test_the_protocol_says_where_it_lies_and_what_points_out_a_person(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge(small)
    out = tmp_path / "akt.html"
    words = ["--store", str(small), "case", "protocol", "--auditee", AUDITEE, "--case", CASE, "-o", str(out)]
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out.strip().endswith("akt.html")
    assert "V-01, PLA-02, kommentaren, tecken 8: något som ser ut som ett personnummer" in said.err
    assert NUMBER not in said.out + said.err
    assert "Cecilia Alm" in out.read_text(encoding="utf-8")
    assert main([*words, "--seat", "first"]) == 0
    assert "Cecilia Alm" not in out.read_text(encoding="utf-8")


def test_the_log_in_words_names_both_who_share_a_seat(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judge(small)
    assert main(["--store", str(small), "case", "log", "--auditee", AUDITEE, "--case", CASE]) == 0
    told = capsys.readouterr().out
    assert told.count("Anna Lind och Bo Ek  första läsningen  vik    V-01") == 2
    assert "I 1 akt har någon skrivit som aldrig har öppnat den här" in told
    assert "David Berg  samsynen  vik    V-01       3" in told


def test_the_log_as_json_keeps_time_as_it_was_recorded(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judge(small)
    assert main(["--store", str(small), "--json", "case", "log"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["openings", "unopened"]
    first = told["openings"][0]
    assert first["at"].startswith("2026-03-02T08:00:00.") and first["at"].endswith("+00:00")
    assert {**first, "at": ""} == {
        "at": "",
        "people": ["Anna Lind", "Bo Ek"],
        "seat": "first",
        "auditee": "vik",
        "case": "V-01",
    }
    (wrote,) = told["unopened"]
    assert (wrote["people"], wrote["seat"], wrote["entries"]) == (["David Berg"], "consensus", 3)


def test_an_empty_log_is_a_sentence(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(small), "case", "log"]) == 0
    assert capsys.readouterr().out == "Ingen akt har öppnats här.\n"
