"""Whatever is printed, nothing in it steers a terminal, and data keep to stdout."""

from __future__ import annotations

import json

import pytest

from tillsyn.cli.output import say, say_json, say_table, tell

HOSTILE = "\x1b[2J\x9b3J\u202e[bold]å\r\n"


@pytest.mark.parametrize("printing", [say, tell, say_json, lambda text: say_table(["a"], [[text]])])
def test_nothing_printed_steers_a_terminal(capsys: pytest.CaptureFixture[str], printing: object) -> None:
    assert callable(printing)
    printing(HOSTILE)

    printed = capsys.readouterr()
    assert not set("\x1b\x9b\u202e\r") & set(printed.out + printed.err)
    assert "[bold]å" in printed.out + printed.err
    assert bool(printed.err) == (printing is tell)


def test_json_is_the_very_same_value_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"text": HOSTILE})

    assert json.loads(capsys.readouterr().out) == {"text": HOSTILE}


def test_a_table_keeps_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(["namn", "antal"], [["Åsvik", 8], ["två\nrader", "–"]])

    assert capsys.readouterr().out.splitlines() == ["namn       antal", "Åsvik          8", "två rader      –"]


def test_narration_is_broken_between_words_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "tomt fält i kolumnen " * 6 + "fil.yaml:12:3"
    tell(long)
    assert capsys.readouterr().err == f"{long}\n"

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "50")
    tell(long)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 2 and all(len(line) <= 50 for line in lines)
    assert " ".join(" ".join(lines).split()) == long
