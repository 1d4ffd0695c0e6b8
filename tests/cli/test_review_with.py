"""`review --with`: those who share a seat sign together, from the first answer on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import rows
from tillsyn.cli.main import main
from tillsyn.workflow.desk import signed_together


def test_the_names_stand_together(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str | None] = []
    monkeypatch.setattr("tillsyn.cli.app.open_app", lambda call, *_rest: said.append(call.actor) or 0)
    words = ["--store", str(small), "review", "--with", "Bo Ek", "--with", "Siv Ask"]
    assert main(words) == 0
    assert main([*words, "--actor", "Anna Lind"]) == 0
    assert said == ["Prov Granskare + Bo Ek + Siv Ask", "Anna Lind + Bo Ek + Siv Ask"]
    assert rows(small, "SELECT COUNT(*) FROM entry WHERE kind = 'answer'") == [(0,)]


def test_a_name_that_is_two_is_wrong_usage(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(small), "review", "--with", "Bo + Ek"]) == 2
    assert "står mellan dem som delar plats" in capsys.readouterr().err


def test_the_same_name_twice_is_one() -> None:
    assert signed_together("Anna Lind", ["Anna Lind", " Bo  Ek "]) == "Anna Lind + Bo Ek"
