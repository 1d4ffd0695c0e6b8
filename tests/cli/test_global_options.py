"""Options that hold for every command, before it, inside it and after it; and what is said when words do not fit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.county import SMALL
from tests.faults.places import ROOT
from tillsyn.cli.main import main
from tillsyn.language import speak

NEW = (
    "audit", "new", "--criteria", SMALL / "criteria", "--title", "Ny", "--kind", "self_audit", "--auditees",
    SMALL / "auditees.csv", "--date", "2026-03-02",
)  # fmt: skip


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(
    "option", [("--store", "{store}"), ("--store={store}",), ("--store", "{store}", "--lang", "en", "--audit", "liten")]
)
def test_options_stand_before_inside_and_after_the_command(
    run: Run, small: Path, place: int, option: tuple[str, ...]
) -> None:
    words = ["audit", "status"]
    words[place:place] = [part.format(store=small) for part in option]

    said = run(*words, "--json")

    assert said.code == 0
    assert said.json["audit"] == "liten"


def test_json_may_stand_anywhere(at: Run) -> None:
    said = {at("--json", "journal", "verify").out, at("journal", "--json", "verify").out,
            at("journal", "verify", "--json").out}  # fmt: skip

    assert len(said) == 1


def test_who_is_working_is_kept(at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = ("findings", "decide", "--auditee", "vik", "--requirement", "K-PLAN", "--as", "ingen", "--reason")
    at(*decided, "Ett.", "--actor", "Å\x1b[31msa")
    monkeypatch.setenv("TILLSYN_ACTOR", "Bo")
    at(*decided, "Två.")

    assert [line["actor"] for line in at("journal", "log", "--last", 2, "--json").json] == ["Å␛[31msa", "Bo"]


def test_swedish_unless_english_is_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "borta.tillsyn")
    assert "Det finns ingen lagring" in run(*store, "audit", "status").err
    assert "There is no store" in run(*store, "audit", "status", "--lang", "en").err
    assert "There is no store" in run("--lang=en", *store, "audit", "status").err
    monkeypatch.setenv("TILLSYN_LANG", "en")
    assert "There is no store" in run(*store, "audit", "status").err
    assert "Det finns ingen" in run(*store, "audit", "status", "--lang", "sv").err


@pytest.mark.parametrize(
    "words",
    [
        ("finns-inte",),
        ("audit", "finns-inte"),
        ("audit",),
        ("audit", "status", "--borta"),
        ("audit", "status", "ett", "ord", "till"),
        ("audit", "new"),
        ("frame", "import"),
        ("frame", "import", "x.csv"),
        ("sample", "draw", "--seed", "x", "--size", "noll"),
        ("sample", "draw", "--seed", "x", "--size", "0"),
        ("review", "--seat", "fjärde"),
        ("journal", "verify", "--lang", "fi"),
        ("--store",),
        ("summary", "--by", "månfas"),
        (*NEW, "--id"),
        (*NEW[:-1], "2026-02-30", "--id", "x"),
        (*NEW[:-1], "i maj", "--id", "x"),
        ("a'b",),
        ("\x1b[2J",),
        ("audit", "status", "--\x1b[2Jx"),
        ("audit", "status\udcff"),
    ],
)
def test_words_that_do_not_fit_are_told_on_one_line_in_either_language(run: Run, words: tuple[object, ...]) -> None:
    swedish, english = (run("--lang", language, *words) for language in ("sv", "en"))

    for said in (swedish, english):
        assert (said.code, said.out) == (2, "")
        assert said.err.strip().count("\n") == 0
        assert "\x1b" not in said.err
    assert swedish.err != english.err
    assert not set(english.err) & set("åäöÅÄÖ")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_has_help_in_its_language(run: Run, language: str) -> None:
    from tillsyn.cli.base import Group
    from tillsyn.cli.main import cli

    def commands(group: Group, *path: str) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [path]
        for name in [*group.lazy, *group.commands]:
            command = group.get_command(None, name)  # type: ignore[arg-type]
            found += commands(command, *path, name) if isinstance(command, Group) else [(*path, name)]
        return found

    assert isinstance(cli, Group)
    every = commands(cli)
    assert len(every) > 30
    for path in every:
        said = run(*path, "--help", "--lang", language)
        assert said.code == 0
        assert said.out.startswith("Usage: tillsyn" if language == "en" else "Så här: tillsyn"), path
        assert "--store" in said.out and "%Y" not in said.out, path


def test_every_option_is_explained_in_swedish(run: Run) -> None:
    import click

    from tillsyn.cli.base import Group
    from tillsyn.cli.main import cli

    def commands(command: click.Command, *path: str) -> list[tuple[click.Command, tuple[str, ...]]]:
        if not isinstance(command, Group):
            return [(command, path)]
        names = [*command.lazy, *command.commands]
        parts = [(command.get_command(click.Context(command), name), name) for name in names]
        return [(command, path), *(each for part, name in parts if part for each in commands(part, *path, name))]

    for command, path in commands(cli):
        said = " ".join(run(*path, "--help").out.split())
        english = [option.help for option in command.params if isinstance(option, click.Option) and option.help]
        assert [text for text in english if text in said] == [], path
        assert "[required]" not in said


def test_two_stores_in_the_folder_are_named(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    assert run("audit", "status").code == 0  # the only one here
    shutil.copy(small, small.parent / "annan.tillsyn")

    said = run("audit", "status")

    assert said.code == 2
    assert "annan.tillsyn, liten.tillsyn" in said.err
    assert "--store" in said.err
    monkeypatch.setenv("TILLSYN_STORE", "annan.tillsyn")
    assert run("audit", "status").code == 0


def test_the_users_own_store_is_named_when_it_is_used(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(*NEW, "--id", "ny")

    assert said.code == 0
    assert os.environ["TILLSYN_HOME"] in said.err
    assert run("audit", "status").err.startswith("Arbetar i ")


def test_several_audits_are_named_and_one_is_chosen(at: Run) -> None:
    at(*NEW, "--id", "ny")

    said = at("audit", "status")
    assert said.code == 2
    assert "liten, ny" in said.err
    assert "--audit" in said.err
    assert at("audit", "status", "--audit", "ny", "--json").json["audit"] == "ny"
    assert at("--audit", "borta", "audit", "status").code == 2


def test_an_interruption_is_no_fault(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    from tillsyn.workflow import status

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "audit_status", interrupted)
    assert main(["--store", str(small), "audit", "status"]) == 130


def test_a_fault_of_ours_is_told_without_content(
    monkeypatch: pytest.MonkeyPatch, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tillsyn.workflow import status

    def broken(*_: object) -> None:
        raise RuntimeError("Anna Andersson 19811218-9876")

    monkeypatch.setattr(status, "audit_status", broken)
    assert main(["--store", str(small), "audit", "status"]) == 70
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Anna" not in said
    assert "--debug" in said
    assert main(["--store", str(small), "audit", "status", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err
    speak("sv")


def _installed(*words: object, **more: object) -> subprocess.Popen[str]:
    """The program as it is started, in a process of its own."""
    start = "from tillsyn.cli.main import run; run()"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}  # with a buffer, as people have it
    return subprocess.Popen(
        [sys.executable, "-c", start, *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, **more,  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no such pipes there")
@pytest.mark.parametrize("words", [("journal", "log"), ("audit", "status")], ids=" ".join)
def test_a_reader_that_goes_is_no_fault(county: Path, words: tuple[str, str]) -> None:
    """Much and little: in the middle of writing, and at the last flush."""
    process = _installed("--store", county, "--audit", "exempellan", *words)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()

    assert process.wait(timeout=30) == 0
    assert "Traceback" not in told
    assert "BrokenPipe" not in told
    process.stderr.close()


def test_a_terminal_of_another_code_gets_its_words_all_the_same(small: Path) -> None:
    for encoding, language in product(("ascii", "utf-8"), ("sv", "en")):
        env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
        start = "from tillsyn.cli.main import run; run()"
        said = subprocess.run(
            [sys.executable, "-c", start, "--store", str(small), "--lang", language, "audit", "status"],
            capture_output=True, env=env,
        )  # fmt: skip
        assert said.returncode == 0
        assert "Socialnämnden i Vik" in said.stdout.decode("utf-8")
