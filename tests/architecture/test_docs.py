"""The documents agree with the program: every command named, every key true, every link alive, the verifier sound."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tillsyn.cli.base import Group
from tillsyn.cli.main import cli, main
from tillsyn.domain.frames import Layout
from tillsyn.domain.seats import Seat
from tillsyn.domain.subsample import HowMany
from tillsyn.workflow import demo_county as sample_county
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.demo import STORE
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.review import give_answer
from tillsyn.workflow.second_reading import Asked, draw_second
from tillsyn.workflow.sheet import load_sheet
from tillsyn.workflow.systems import CaseSystem, remember

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
AUDITEES = ("norrskog", "hedvik", "ljusfors")

_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]*))?\)")


# Commands


def _commands(group: Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, Group):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


def _examples() -> list[tuple[str, list[str]]]:
    """Every example of a command as (page, words after `tillsyn`), in shell blocks and in running text."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in _BLOCK.findall(text) for line in block.replace("\\\n", " ").splitlines()]
        lines += re.findall(r"`(tillsyn [^`]+)`", text)
        found += [(page.name, shlex.split(line, comments=True)[1:]) for line in lines if line.startswith("tillsyn ")]
    return found


EXAMPLES = _examples()


def _command_of(words: list[str]) -> tuple[tuple[str, ...], click.Command, list[str]]:
    """The command that words name, and what is left of them; global options may come first."""
    command: click.Command = cli
    path: tuple[str, ...] = ()
    rest = list(words)
    while isinstance(command, Group):
        while rest and rest[0].startswith("-"):
            del rest[: 2 if rest[0] in ("--store", "--audit", "--actor", "--lang") else 1]
        if not rest:
            break
        path = (*path, rest.pop(0))
        named = command.get_command(click.Context(command), path[-1])
        assert named is not None, f"no such command: {' '.join(path)}"
        command = named
    return path, command, rest


def test_every_command_has_an_example() -> None:
    shown = {_command_of(words)[0] for _page, words in EXAMPLES}
    assert [" ".join(path) for path, _command in _commands() if path not in shown] == []


@pytest.mark.parametrize(("page", "words"), EXAMPLES, ids=lambda part: part if isinstance(part, str) else None)
def test_every_example_is_a_command_that_takes_its_options(page: str, words: list[str]) -> None:
    _path, command, rest = _command_of(words)
    known = {name for param in command.params for name in param.opts} | {"--help"}
    assert [word for word in rest if word.startswith("-") and word not in known] == [], page


# A store to try things on, made of three committees of the county, the self-audit of one of them and the exercise


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as the README's tour finds it: demo/demo.tillsyn with its protocols, and what lies in the repository."""
    folder = tmp_path_factory.mktemp("site")
    for kind in ("criteria", "sample_cases"):
        (folder / kind).symlink_to(ROOT / kind)
    store = ["--store", str(folder / "demo" / STORE)]
    (folder / "demo").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(tmp_path_factory.mktemp("home")))
        for audit in (sample_county.COUNTY, sample_county.EXERCISE, sample_county.OWN):
            for words in _set_up(audit, folder / "demo" / "protocols" / audit.id):
                assert main([*store, *words]) == 0, words
        for words in _COLLEAGUES:
            assert main([*store, "--audit", sample_county.COUNTY.id, *words]) == 0, words
    yield folder


_COLLEAGUES = [
    *(["answers", "import", str(sample_county.COUNTY.place / "second" / f"{auditee}.yaml")] for auditee in AUDITEES),
    ["control", "submit", "--auditee", "norrskog", "--case", "NO-006"],
    ["remarks", "add", "--auditee", "norrskog", "--case", "NO-006", "--criterion", "BEH-06", "--text", "Bra."],
]  # fmt: skip


def _set_up(audit: sample_county.SampleAudit, protocols: Path) -> Iterator[list[str]]:
    place = ROOT / "sample_cases" / audit.id
    chosen = [file for file in audit.registers if file.stem in (*AUDITEES, "vitaker")]
    made = ["--title", audit.title, "--kind", audit.kind.value, "--date", audit.day.isoformat()]
    yield ["audit", "new", "--id", audit.id, "--criteria", str(ROOT / "criteria" / "missbruk-vuxna"), *made,
           "--auditees", str(place / "auditees.csv")]  # fmt: skip
    about = ["--audit", audit.id]
    for register in chosen:
        yield [*about, "frame", "import", str(register), "--auditee", register.stem]
    yield [*about, "sample", "plan", "--seed", audit.seed]
    yield [*about, "sample", "commit"]
    yield [*about, "sample", "draw"]
    for register in chosen:
        yield [*about, "documents", "import", str(audit.documents), "--auditee", register.stem]
        for sort, command in (("answers", ["answers", "import"]), ("decisions", ["findings", "decide"])):
            file = place / sort / f"{register.stem}.yaml"
            if file.exists():
                yield [*about, *command, str(file)]
    for register in chosen:
        yield [*about, "sample", "protocol", "-o", str(protocols), "--auditee", register.stem]


TOUR = [words for page, words in EXAMPLES if page == "README.md" and "review" not in words and "doctor" not in words]


@pytest.mark.parametrize("words", [w for w in TOUR if len(w) > 2 and "backup" not in w], ids=" ".join)
def test_the_tour_of_the_readme_works(
    words: list[str], site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site)
    assert main(words) == 0, capsys.readouterr().err
    if "check" not in words:
        assert capsys.readouterr().out.strip()


# What --json prints


_SHAPES = [(row[0], row[1]) for row in re.findall(r"^\| `([a-z]+[^`]*)` \| `([\[{][^`]*)` \|$", FORMATS, re.MULTILINE)]
_CALLS = {
    "frame import FILE": ["frame", "import", "sample_cases/exempellan/registers/norrskog.csv", "--auditee", "norrskog"],
    "criteria check PATH": ["criteria", "check", "broken"],
    "criteria diff OLD NEW": ["criteria", "diff", "criteria/missbruk-vuxna", "criteria/missbruk-vuxna"],
    "criteria show SET": ["criteria", "show", "criteria/missbruk-vuxna"],
    "sample advice": ["sample", "advice", "--frame-size", "40", "--two-stage", "10", "1", "4"],
    "sample plan": ["sample", "plan", "--reason", "Skäl."],
    "sample next": ["--store", "other.tillsyn", "sample", "next", "--auditee", "vitaker", "--dry-run"],
    "sample draw": ["--store", "other.tillsyn", "sample", "draw", "--seed", "x"],
    "sample settle": ["--store", "other.tillsyn", "sample", "settle", "--auditee", "vitaker", "--seed", "a",
                      "--reason", "Skäl."],
    "sample verify": ["sample", "verify", "demo/protocols/exempellan/norrskog.json",
                      "--frame", "sample_cases/exempellan/registers/norrskog.csv"],
    "sample replace": ["sample", "replace", "NO-015", "--auditee", "norrskog", "--reason", "missing"],
    "findings explain": ["findings", "explain", "K-UPPFOLJNING", "--auditee", "norrskog"],
    "letters render": ["letters", "render", "-o", "out", "--auditee", "hedvik", "--format", "html",
                       "--agency", "sample_cases/agency.yaml"],
    "second draw": ["second", "draw", "--size", "2"],
    "compare OTHER": ["compare", "exempellan", "--other-store", "copy.tillsyn"],
    "merge STORE": ["merge", "copy.tillsyn"],
    "calibrate SET --list": ["calibrate", str(ROOT / "tests" / "small" / "criteria"), "--list"],
    "calibrate SET --result": ["calibrate", str(ROOT / "tests" / "small" / "criteria"), "--result"],
}  # fmt: skip
_WORKS = "--store work.tillsyn --audit exempellan"


def _shape(written: str) -> object:
    """`[{a, b: [{c}]}]` as a list of one dict, with None where a value's inside is not told."""
    quoted = re.sub(r"\w+", lambda word: f'"{word.group()}"', written)
    return json.loads(re.sub(r'("\w+")(?=[,}])', r"\1: null", quoted))


def _agrees(told: object, shape: object, place: str = "") -> None:
    if isinstance(shape, list):
        assert isinstance(told, list), place
        for item in told:
            _agrees(item, shape[0], f"{place}[]")
    elif isinstance(shape, dict):
        assert isinstance(told, dict), place
        assert list(told) == list(shape), place
        for key, inner in shape.items():
            _agrees(told[key], inner, f"{place}.{key}")


@pytest.fixture(scope="module")
def differing(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two copies of the site's store that have gone apart: *work* and *copy*."""
    folder = tmp_path_factory.mktemp("differing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("work", "copy"):
            path = str(folder / f"{name}.tillsyn")
            assert main(["--store", str(site / "demo" / STORE), "backup", "-o", path]) == 0
            decided = ["findings", "decide", "--auditee", "norrskog", "--requirement", "K-PLANERING", "--as", "råd"]
            assert main(["--store", path, "--audit", "exempellan", *decided, "--reason", f"Skäl {name}."]) == 0
    return folder


@pytest.fixture
def work(site: Path, differing: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site again, with a store of one's own to change, a differing copy, an undrawn audit and a broken file."""
    for name in ("work", "copy", "other"):
        for left in site.glob(f"{name}.tillsyn*"):
            left.unlink()
    for store in differing.glob("*.tillsyn"):
        shutil.copy(store, site)
    (site / "broken").mkdir(exist_ok=True)
    (site / "broken" / "set.yaml").write_text("format: 2\n")
    monkeypatch.chdir(site)
    return site


@pytest.mark.parametrize(("command", "shape"), _SHAPES, ids=lambda part: part if part[0] not in "[{" else "")
def test_json_has_the_keys_that_are_written_down(
    command: str, shape: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = _CALLS.get(command, shlex.split(command))
    if command in ("sample draw", "sample next", "sample settle"):
        _undrawn(work)
    if command == "sample settle":
        _drawn_apart(work)
    if command == "sample next":
        for step in (["plan", "--seed", "x", "--two-stage", "4", "1", "4"], ["draw"]):
            assert main(["--store", "other.tillsyn", "sample", *step]) == 0
    if command in ("second list", "agreement", "drift"):
        _read_twice(work)
    if command in ("control status", "remarks list"):
        remark = ["remarks", "add", "--auditee", "norrskog", "--criterion", "UPF-11", "--text", "Not."]
        assert main([*shlex.split(_WORKS), *remark]) == 0
    if command == "conflicts list":
        assert main(["--store", "work.tillsyn", "merge", "copy.tillsyn"]) == 0
    if command == "frame systems":
        remember(CaseSystem("treserva", Layout()), Layout({"Akt": "case"}))
    capsys.readouterr()
    main([*(shlex.split(_WORKS) if "--store" not in words else []), *words, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told, command
    _agrees(told, _shape(shape))


def _read_twice(work: Path) -> None:
    with open_desk(work / "work.tillsyn", "Bo Ek") as desk:
        opened = open_audit(desk, "exempellan")
        ((auditee, case),) = draw_second(desk, opened, Asked(HowMany(1), "frö")).added
        give_answer(desk, load_sheet(desk, opened, auditee, case, Seat.SECOND), "BEH-01", "oklart")


def _undrawn(work: Path) -> None:
    place = ROOT / "sample_cases" / "ovning"
    for words in list(_set_up(sample_county.EXERCISE, work))[:2]:
        assert main(["--store", "other.tillsyn", *words]) == 0, place


def _drawn_apart(work: Path) -> None:
    (work / "copy.tillsyn").unlink()
    assert main(["--store", "other.tillsyn", "backup", "-o", "copy.tillsyn"]) == 0
    for store, seed in (("other", "a"), ("copy", "b")):
        assert main(["--store", f"{store}.tillsyn", "sample", "draw", "--seed", seed]) == 0
    assert main(["--store", "other.tillsyn", "merge", "copy.tillsyn"]) == 0


def test_every_command_with_json_is_in_the_table() -> None:
    (section,) = re.findall(r"^## JSON output\n(.*?)^## ", FORMATS, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| `([^`]*)` \|", section, re.MULTILINE)
    told = {_command_of(shlex.split(row))[0] for row in rows}
    speaking = [path for path, command in _commands() if "call.json" in _source(command)]
    assert [" ".join(path) for path in speaking if path not in told] == []


def _source(command: click.Command) -> str:
    assert command.callback is not None
    return inspect.getsource(command.callback)


def test_the_hash_of_a_shown_set_is_that_of_its_canonical_json(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["criteria", "show", "criteria/missbruk-vuxna", "--json"])
    told = json.loads(capsys.readouterr().out)
    digest = told.pop("sha256")
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(written.encode()).hexdigest() == digest


# The verifier in formats.md


@pytest.fixture
def verifier(tmp_path: Path) -> Path:
    (code,) = re.findall(r"^```python\n(.*?)^```", FORMATS, re.DOTALL | re.MULTILINE)
    assert len(code.splitlines()) <= 20
    script = tmp_path / "verify_store.py"
    script.write_text(code, encoding="utf-8")
    return script


def _run(verifier: Path, store: Path) -> str:
    told = subprocess.run(
        [sys.executable, str(verifier), str(store)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return told.stdout.strip()


def test_the_written_verifier_agrees_with_the_program(
    verifier: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--store", "work.tillsyn", "merge", "copy.tillsyn"])
    capsys.readouterr()
    main(["--store", "work.tillsyn", "journal", "verify", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert len(told["writers"]) == 3
    assert _run(verifier, work / "work.tillsyn") == f"{told['entries']} {told['check_code']} whole"


_DAMAGE = {
    "an actor": "UPDATE entry SET actor = 'X' WHERE seq = 7",
    "a base": "UPDATE entry SET base = '[ ]' WHERE seq = 7",
    "data": "UPDATE entry SET data = '{}' WHERE seq = 2",
    "a text": "UPDATE entry_text SET text = text || '.' WHERE rowid = 3",
    "a salt": "UPDATE entry_text SET salt = salt || substr(text, 1, 1), text = substr(text, 2) WHERE rowid = 3",
    "the tail": "DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)",
    "the middle": "DELETE FROM entry WHERE seq = 9",
    "a lost text": "DELETE FROM entry_text WHERE rowid = 3",
}


@pytest.mark.parametrize("about", _DAMAGE)
def test_the_written_verifier_notices(about: str, verifier: Path, work: Path) -> None:
    with sqlite3.connect(work / "copy.tillsyn") as store:
        for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        assert store.execute(_DAMAGE[about]).rowcount == 1
    store.close()
    assert not _run(verifier, work / "copy.tillsyn").endswith("whole")
    assert main(["--store", "copy.tillsyn", "journal", "verify"]) == 1


# Tables, kinds, links


def test_every_table_and_kind_of_entry_is_written_down() -> None:
    from tillsyn.store.projection import HANDLERS
    from tillsyn.store.tables import LOCAL, PICTURE

    told = set(re.findall(r"`([a-z_]+)`", FORMATS))
    assert {*PICTURE, *LOCAL, *HANDLERS, "entry", "entry_text"} <= told


def test_every_key_of_the_sender_is_written_down() -> None:
    from tillsyn.reading import agency

    told = set(re.findall(r"`([a-z_]+)`", FORMATS))
    assert {*agency._KEYS, *agency._OTHER_KEYS} <= told


def test_every_key_of_the_seat_and_the_findings_is_in_the_guide() -> None:
    from tillsyn.tui import bindings
    from tillsyn.tui.keys import show_key

    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    keys = bindings.listed([*bindings.REVIEW, *bindings.FINDINGS, *bindings.APP])
    assert [shown for key in keys if f"`{(shown := show_key(key))}`" not in guide] == []


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "criteria" / "README.md"], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_links_lead_somewhere(page: Path) -> None:
    for target, section in _LINK.findall(page.read_text(encoding="utf-8")):
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), target
        if section:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert section in {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings}, section
