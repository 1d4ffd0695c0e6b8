"""`tillsyn criteria new`: asked in the terminal, or told all by options."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run


class Terminal(io.StringIO):
    """Somebody who answers one line at a time."""

    def isatty(self) -> bool:
        return True


def test_all_by_options(run: Run, tmp_path: Path) -> None:
    said = run(
        "criteria", "new", tmp_path / "bistand", "--title", "Bistånd", "--reads", "case_file", "--area", "Planering",
        "--question", "Finns en plan?",
    )  # fmt: skip

    assert (said.code, said.out.count("\n")) == (0, 4)
    assert run("criteria", "check", tmp_path / "bistand").err == "Inga fel.\n"


def test_the_readme_names_the_folder_also_where_the_id_is_another(run: Run, tmp_path: Path) -> None:
    options = ("--id", "bistand", "--title", "B", "--reads", "case_file", "--area", "Planering", "--question", "Plan?")

    assert run("criteria", "new", tmp_path / "min_mapp", *options).code == 0

    assert "tillsyn criteria check min_mapp" in (tmp_path / "min_mapp" / "README.md").read_text(encoding="utf-8")


def test_a_set_of_ones_own_is_among_those_that_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ("--title", "B", "--reads", "case_file", "--area", "Planering", "--question", "Plan?")
    assert run("criteria", "new", "criteria/bistand", *options).code == 0

    said = run("criteria", "show", "bistnd")

    assert said.code == 2 and "bistand, " in said.err and "missbruk-vuxna" in said.err
    assert run("criteria", "check", "bistand").code == 0


def test_an_option_that_cannot_be_used_is_named(run: Run, tmp_path: Path) -> None:
    options = ("--title", "B", "--reads", "case_file", "--area", "Planering", "--question", "")

    said = run("criteria", "new", tmp_path / "bistand", *options)

    assert said.code == 2 and said.err.startswith("--question: ") and not (tmp_path / "bistand").exists()


def test_a_script_that_leaves_something_out_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    said = run("criteria", "new", tmp_path / "bistand", "--title", "Bistånd")

    assert said.code == 2 and "--reads" in said.err
    assert list(tmp_path.iterdir()) == []


def test_asked_in_the_terminal_a_wrong_answer_is_asked_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["Fel Id", "", "Bistånd", "7", "1", "Planering, Uppföljning", "Finns en plan?", "SoL", "SoL;2025:400;1 §"]
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{answer}\n" for answer in answers)))

    said = run("criteria", "new", tmp_path / "bistand")

    assert said.code == 0, said
    assert [(tmp_path / "bistand" / name).exists() for name in ("planering.yaml", "uppfoljning.yaml")] == [True, True]
    assert "id: bistand" in (tmp_path / "bistand" / "set.yaml").read_text(encoding="utf-8")
    assert "Error" not in said.out + said.err
    assert run("criteria", "check", tmp_path / "bistand").code == 0
