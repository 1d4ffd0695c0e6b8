"""The plain seat as others meet it: its commands by name and key, and as a process of its own that may be killed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run
from tillsyn.cli.plain.commands import SIGN, as_text, called, listed
from tillsyn.cli.plain.review import COMMANDS
from tillsyn.language import _, speak
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

V01 = ("--auditee", "vik", "--case", "V-01")


def answers(store: Path) -> dict[str, tuple[str, str]]:
    with open_desk(store) as desk:
        found = load_sheet(desk, open_audit(desk), "vik", "V-01").answers
    return {name: (a.code, a.comment) for name, a in found.items()}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_has_one_word_of_its_own_and_stands_in_the_list(language: str) -> None:
    speak(language)
    words = [_(command.word) for command in COMMANDS]
    assert len(set(words)) == len(words)
    assert all(word.startswith(SIGN) and " " not in word and word == word.casefold() for word in words)
    keys = [command.key for command in COMMANDS if command.key]
    assert len(set(keys)) == len(keys)
    for command in COMMANDS:
        found = called(f"{_(command.word)} något", COMMANDS)
        assert found is not None and found.command is command and found.rest == "något"


def test_help_lists_all_of_them() -> None:
    said = list(listed(COMMANDS))
    assert len(said) == len(COMMANDS)
    assert all(line.startswith(f"{command.written}: ") for command, line in zip(COMMANDS, said, strict=True))


def test_the_keys_are_those_of_the_app() -> None:
    from tillsyn.tui.bindings import REVIEW

    named = {"slash": "/", "asterisk": "*", "exclamation_mark": "!"}
    app = {named.get(binding.key, binding.key) for binding in REVIEW}
    assert {command.key for command in COMMANDS} - {"", "?", "t", "d", "q"} <= app


@pytest.mark.parametrize(
    ("line", "text"), [("..a", ".a"), ("...a", "...a"), ("a..b", "a..b"), (" ..a", " .a"), ("..", ".")]
)
def test_text_may_begin_with_a_dot(line: str, text: str) -> None:
    assert as_text(line) == text
    assert called(line, COMMANDS) is None or line == ".."


_CALLS = [
    f"{SIGN}{command.key}" if command.key else command.word
    for command in COMMANDS
    if command.key not in ("z", "q", "P")
]
_WORDS = [
    "",
    "1",
    "0",
    "99",
    "-",
    "j",
    "ja",
    "PLA-01",
    "V-02",
    "1-3",
    "2:1-3",
    "PLA u skäl",
    "! Se här",
    "lämna",
    "|",
    "\x1b[2J",
    "²",
]
_LINES = st.sampled_from(["", "j", "n", "d", "f", "Kommentar.", "..x", "\x00", "?", ".", "å" * 60]) | st.builds(
    "{} {}".format, st.sampled_from(_CALLS), st.sampled_from(_WORDS)
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lines=st.lists(_LINES, max_size=15), seat=st.sampled_from(["first", "second", "consensus"]))
def test_no_lines_break_it(at: Run, lines: list[str], seat: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        said = at("--lang", "en", "review", "--plain", "--seat", seat)
    assert said.code == 0
    assert not any(sign in said.out for sign in "\x1b\x00\t")


def _process(store: Path, *where: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from tillsyn.cli.main import run; run()"]
    return subprocess.Popen(
        [*command, "--store", str(store), "review", "--plain", *where],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TILLSYN_LANG": "sv"},
    )  # fmt: skip


def test_nothing_that_draws_is_loaded(small: Path) -> None:
    heavy = "[name for name in ('textual', 'rich', 'jinja2', 'sqlmodel', 'pandas') if name in sys.modules]"
    program = f"import sys; from tillsyn.cli.main import main; main(sys.argv[1:]); print({heavy})"
    command = [sys.executable, "-c", program, "--store", str(small), "review", "--plain"]
    told = subprocess.run(command, input=b"?\n", capture_output=True, check=True)
    assert told.stdout.decode().splitlines()[-1] == "[]"


def test_through_a_pipe_to_the_end_of_input(small: Path) -> None:
    with _process(small, *V01) as process:
        out, err = process.communicate("j\r\nn\nÅtgärd saknas: å ä ö\n".encode())

    assert process.returncode == 0
    assert "Sparat: PLA-01, Ja." in out.decode()
    assert "Allt som har sagts vara sparat är sparat." in err.decode()
    assert answers(small)["PLA-02"] == ("nej", "Åtgärd saknas: å ä ö")


def test_bytes_that_are_no_text_are_told_and_not_taken(small: Path) -> None:
    with _process(small, *V01) as process:
        out, _err = process.communicate(b"n\n\xe5tg\xe4rd\nIngen plan.\n")

    assert process.returncode == 0
    assert "inte UTF-8" in out.decode()
    assert answers(small)["PLA-01"] == ("nej", "Ingen plan.")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_what_was_said_to_be_saved_is(small: Path, sign: signal.Signals) -> None:
    with _process(small, *V01) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"d\nM\xc3\xa5len \xc3\xa4r vaga.\n")
        process.stdin.flush()
        while "Sparat: kommentaren till PLA-01." not in process.stdout.readline().decode():
            pass
        process.send_signal(sign)
        process.stdin.close()
        assert process.wait(20) == (130 if sign is signal.SIGINT else -9)

    assert answers(small)["PLA-01"] == ("delvis", "Målen är vaga.")


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed_stops_nothing(small: Path, closed: int) -> None:
    program = f"import os, sys; os.close({closed}); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = ["-c", "from tillsyn.cli.main import run; run()", "--store", str(small), "review", "--plain", *V01]

    told = subprocess.run([sys.executable, "-c", program, *command], input=b"", capture_output=True, check=False)

    assert told.returncode == 0
