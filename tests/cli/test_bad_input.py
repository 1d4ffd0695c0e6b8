"""What bad input gets: a sentence with place and remedy, the right exit code, and nothing lost or half-written."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Said
from tests.county import SMALL
from tests.faults.places import python, read_only, small_disk
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries
from tillsyn.store.verify import verify
from tillsyn.workflow import clock

HEAD = "Ärendekod;Insatsform;Barn berörs;Beslut om insats\n"
ANSWERS = "format: 1\naudit: liten\nauditee: vik\nseat: first\ncases:\n"
NEW = (
    "audit", "new", "--id", "ny", "--title", "Ny", "--kind", "self_audit", "--auditees", SMALL / "auditees.csv",
    "--date", "2026-03-02", "--criteria",
)  # fmt: skip


@pytest.fixture
def untouched(small: Path) -> object:
    """Call it at the end: the store holds what it held, and is whole."""
    with open_store(small) as store:
        before = read_entries(store)

    def look() -> bool:
        with open_store(small) as store:
            return read_entries(store) == before and verify(store, clock.now()).ok

    return look


def refused(said: Said, code: int, *words: str) -> None:
    """It failed as it should, said so in Swedish, and what to do."""
    assert said.code == code, said
    assert said.out == ""
    for word in words:
        assert word in said.err, said.err
    assert "\x1b" not in said.err


def _bomb(levels: int = 9) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


CRITERIA: dict[str, bytes] = {
    "not UTF-8": "format: 1\ntitle: Missbruksvård\n".encode("latin-1"),
    "UTF-16": "format: 1\n".encode("utf-16"),
    "empty": b"",
    "blank": b"\n\n# inget\n",
    "fifty megabytes": b"title: " + b"x" * 50_000_000,
    "an alias bomb": _bomb().encode(),
    "nested a hundred thousand deep": b"[" * 100_000,
    "nested in blocks": b"".join(b" " * n + b"a:\n" for n in range(1500)),
    "a list": b"- 1\n- 2\n",
    "a tag": b"format: !!python/object/apply:os.system [ls]\n",
    "control characters": b"title: \x1b[2J\x00\n",
    "half a file": b"format: 1\nid: liten\nfiles: [",
}


@pytest.mark.parametrize("content", CRITERIA.values(), ids=CRITERIA)
def test_criteria_that_cannot_be_read(at: Run, run: Run, tmp_path: Path, content: bytes, untouched: object) -> None:
    folder = tmp_path / "kriterier"
    folder.mkdir()
    (folder / "set.yaml").write_bytes(content)

    said = run("criteria", "check", folder)
    refused(said, 1, str(folder / "set.yaml"))
    assert all(line.startswith(str(folder)) or "fel" in line for line in said.err.splitlines())
    refused(at(*NEW, folder), 1, str(folder / "set.yaml"))
    assert callable(untouched)
    assert untouched()


def test_criteria_that_are_a_directory_or_not_there(at: Run, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kriterier"
    (folder / "set.yaml").mkdir(parents=True)
    refused(run("criteria", "check", folder), 1, str(folder))
    refused(run("criteria", "check", tmp_path / "borta"), 1, "borta")
    refused(at(*NEW, "borta"), 2, "missbruk-vuxna")


REGISTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a missing column": ("Löpnummer;Insatsform\nN-1;HVB\n", ("R010", "Ärendekod")),
    "a missing stratum": ("Ärendekod;Barn berörs\nN-1;ja\n", ("R004", "Insatsform")),
    "a double case code": (HEAD + "N-1;HVB;ja;\nN-1;HVB;ja;\n", (":3:1: R014", "N-1", "2")),
    "an impossible date": (HEAD + "N-1;HVB;ja;2025-02-30\n", (":2:1: R017", "2025-02-30")),
    "a personal number": (HEAD + "N-1;HVB;ja;\n19811218-9876;HVB;ja;\n", (":3:1: R006",)),
    "a personal number in a heading": ("Ärendekod;Insatsform;19811218-9876\nN-1;HVB;x\n", (":1:1: R007",)),
    "nothing": ("", ()),
    "headings alone": (HEAD, ("R001",)),
    "a quote left open": (HEAD + 'N-1;"HVB;ja;\n', ()),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_registers_with_faults(at: Run, tmp_path: Path, name: str, untouched: object) -> None:
    text, words = REGISTERS[name]
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")

    said = at("frame", "import", path, "--auditee", "o-nas")

    refused(said, 1, str(path), *words)
    for number in ("9876", "19811218", "811218"):
        assert number not in said.err
    assert callable(untouched)
    assert untouched()


def test_registers_that_are_no_text(at: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("Ärendekod;Insatsform\n".encode("latin-1"))
    (tmp_path / "mapp.csv").mkdir()
    for name in ("r.csv", "mapp.csv", "borta.csv"):
        refused(at("frame", "import", tmp_path / name, "--auditee", "o-nas"), 1, name)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("{case: V-99, answers: {PLA-01: ja}}", ("A040", "V-99", "vik")),
        ("{case: V-01, answers: {PLA-10: ja}}", ("A002", "PLA-10", "Menade du")),
        ("{case: V-01, answers: {PLA-01: jaa}}", ("A003", "jaa", "ja, delvis, nej")),
    ],
)
def test_answers_that_do_not_fit(at: Run, tmp_path: Path, case: str, words: tuple[str, ...], untouched: object) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(f"{ANSWERS}  - {{case: V-02, answers: {{MET-01: ja}}}}\n  - {case}\n", encoding="utf-8")

    refused(at("answers", "import", path), 1, f"{path}:7", *words)
    assert callable(untouched)
    assert untouched()


@pytest.mark.parametrize("content", CRITERIA.values(), ids=CRITERIA)
def test_answers_and_decisions_that_cannot_be_read(at: Run, tmp_path: Path, content: bytes, untouched: object) -> None:
    path = tmp_path / "fil.yaml"
    path.write_bytes(content)

    refused(at("answers", "import", path), 1, str(path))
    refused(at("findings", "decide", path), 1, str(path))
    assert callable(untouched)
    assert untouched()


def _not_ours(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answer (code TEXT)")


def _text(path: Path) -> None:
    path.write_text("hej " * 1000, encoding="utf-8")


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 1414089804")
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE entry (hash TEXT)")


@pytest.mark.parametrize(
    ("make", "word"), [(_not_ours, "inte en lagring"), (_text, "inte en lagring"), (_newer, "nyare")]
)
def test_stores_that_cannot_be_used(run: Run, at: Run, tmp_path: Path, make: object, word: str) -> None:
    path = tmp_path / "annan.tillsyn"
    assert callable(make)
    make(path)
    before = path.read_bytes()

    for words in (("audit", "status"), ("journal", "verify"), ("journal", "rebuild"), (*NEW, SMALL / "criteria")):
        refused(run("--store", path, *words), 3, word, str(path))
    refused(at("merge", path), 3, word, str(path))
    assert path.read_bytes() == before


def test_a_store_that_is_not_there(run: Run, tmp_path: Path) -> None:
    refused(run("--store", tmp_path / "borta.tillsyn", "audit", "status"), 3, "tillsyn audit new")
    refused(run("--store", tmp_path, "audit", "status"), 3, str(tmp_path))
    refused(run("--store", tmp_path / "borta" / "x.tillsyn", *NEW, SMALL / "criteria"), 3, "mappen")
    refused(run("--store", "postgresql://x:hemligt@y/z", "audit", "status"), 2, ".tillsyn")
    assert list(tmp_path.iterdir()) == []


_RUN = """
import sys
from tillsyn.cli.main import run
run()
"""


def test_a_store_that_is_read_only(small: Path, untouched: object) -> None:
    prefix = read_only(small.parent)
    said = python(_RUN, "--store", small, "frame", "import", SMALL / "vik.csv", "--auditee", "o-nas", prefix=prefix)

    assert (said.returncode, said.stdout) == (3, "")
    assert "Traceback" not in said.stderr
    assert str(small) in said.stderr
    if os.geteuid() != 0:
        small.chmod(0o600)
        small.parent.chmod(0o700)
    assert callable(untouched)
    assert untouched()


_FILL = """
import os, shutil, sys
from pathlib import Path
from tillsyn.cli.main import main
disk, small, register, answers = map(Path, sys.argv[1:])
store = shutil.copy(small, disk / "liten.tillsyn")
at = ("--store", str(store))
main([*at, "journal", "verify"])
free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
(disk / "filler").write_bytes(b"x" * (free - 80_000))
print("frame", main([*at, "frame", "import", str(register), "--auditee", "o-nas"]))
print("backup", main([*at, "backup", "-o", str(disk / "kopia.tillsyn")]))
print("export", main([*at, "sample", "protocol", "-o", str(disk / "filler" / "x")]))
(disk / "filler").unlink()
print("verify", main([*at, "journal", "verify"]))
print("status", main([*at, "audit", "status"]), sorted(p.name for p in disk.iterdir()))
"""


def test_a_full_disk(small_file: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    register = tmp_path / "register.csv"
    register.write_text(HEAD + "".join(f"N-{n:05};HVB;ja;2025-08-20\n" for n in range(8000)), encoding="utf-8")
    where = tmp_path / "disk"

    said = python(_FILL, where, small_file, register, register, prefix=small_disk(where))

    assert said.returncode == 0, said.stderr
    assert "Traceback" not in said.stderr
    told = dict(line.split(" ", 1) for line in said.stdout.splitlines() if line.split(" ")[0].islower())
    assert (told["frame"], told["backup"], told["export"], told["verify"]) == ("3", "3", "4", "0"), said
    assert told["status"] == "0 ['liten.tillsyn']"
    assert said.stderr.count("Disken är full") == 2


HOSTILE = "\x1b]0;x\x07[bold red]Klicka[/] \x1b[2J\u202e{{ 7*7 }} [@click=app.quit]x[/]"
SEEN = ("[bold red]Klicka[/]", "[@click=app.quit]x[/]", "{{ 7*7 }}")


def test_text_that_would_steer_a_terminal_shows_as_plain_text(at: Run, run: Run, tmp_path: Path) -> None:
    auditees = tmp_path / "auditees.csv"
    auditees.write_text(f'id;namn\nvik;"{HOSTILE}"\n', encoding="utf-8")
    store = ("--store", tmp_path / "ond.tillsyn", "--actor", HOSTILE)
    run(*store, *NEW[:4], "--title", HOSTILE, *NEW[6:8], "--auditees", auditees, *NEW[10:], SMALL / "criteria")
    run(*store, "frame", "import", SMALL / "vik.csv", "--auditee", "vik")
    run(*store, "sample", "draw", "--seed", HOSTILE.replace("|", ""))
    answers = tmp_path / "svar.yaml"
    quoted = HOSTILE.translate(dict.fromkeys(map(ord, "\x1b\x07\u202e")))  # which YAML is refused for
    given = f'{{code: nej, comment: "{quoted}", evidence: [{{document: "{quoted}", quote: "{quoted}"}}]}}'
    cases = "".join(f"  - {{case: V-0{n}, answers: {{PLA-01: {given}}}}}\n" for n in (1, 2))
    answers.write_text(ANSWERS.replace("liten", "ny") + cases, encoding="utf-8")
    assert run(*store, "answers", "import", answers).code == 0
    decide = ("findings", "decide", "--auditee", "vik", "--requirement", "K-PLAN", "--as", "ingen", "--reason", HOSTILE)
    assert run(*store, *decide).code == 0

    seen = ""
    for words in (
        ("audit", "status"), ("findings", "list"), ("findings", "explain", "K-PLAN", "--auditee", "vik"),
        ("journal", "log"), ("sample", "list"), ("answers", "export", "--auditee", "vik"), ("summary",),
        ("summary", "--by", "criterion"), ("journal", "verify"), ("audit", "status", "--json"),
        ("findings", "explain", "K-PLAN", "--auditee", "vik", "--json"), ("journal", "log", "--json"),
    ):  # fmt: skip
        said = run(*store, *words)
        assert said.code == 0
        assert not set("\x1b\x07\x9b\u202e") & set(said.out + said.err), words
        seen += said.out
    for text in SEEN:
        assert text in seen


def test_names_of_files_are_plain_text_too(at: Run, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb\nc.csv"
    path.write_text("x", encoding="utf-8")
    for said in (
        at("frame", "import", path, "--auditee", "o-nas"),
        at("answers", "import", path),
        run("criteria", "check", path),
        run("--store", path, "audit", "status"),
        at("--audit", "\x1b[2J", "audit", "status"),
        at("frame", "import", path, "--auditee", "\x1b[2J"),
    ):
        assert said.code in (1, 2, 3)
        assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize("target", ["", ".", "fil/x.yaml", "mapp"])
def test_a_file_that_cannot_be_written_is_told(at: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "fil").write_text("var här", encoding="utf-8")
    (tmp_path / "mapp" / "i").mkdir(parents=True)
    output = tmp_path / target if target not in ("", ".") else target

    refused(at("answers", "export", "--auditee", "vik", "-o", output), 4)
    assert (tmp_path / "fil").read_text(encoding="utf-8") == "var här"
