"""A lawyer changes a criterion in mid-audit: held by the lock, told in words, taken over, judged again, and undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_county import write_files
from tests.tui.driving import NARROW, WIDE, drive, press, shown
from tillsyn.cli.main import main
from tillsyn.tui.app import StartAt

AGENCY = Path(__file__).resolve().parents[2] / "sample_cases" / "agency.yaml"
NEW = "audit new --id prov --criteria liten --title Prov --kind supervision --auditees auditees.csv --date 2026-03-02"
OLD_QUESTION, NEW_QUESTION = "Finns en plan?", "Finns en aktuell plan?"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a locked set and a running audit, all its answers given."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    for line in (
        "criteria lock liten",
        f"--store prov.tillsyn {NEW}",
        "frame import kullmo.csv --auditee kullmo",
        "sample draw --seed 2026-03-02",
        "answers import answers.yaml",
    ):
        assert main(line.split()) == 0, line
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], line: str, code: int = 0) -> str:
    """What a command prints, data and narration together."""
    capsys.readouterr()
    assert main(line.split()) == code, line
    printed = capsys.readouterr()
    return printed.out + printed.err


def edit(file: str, old: str, new: str) -> None:
    path = Path("liten") / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def new_edition() -> None:
    edit("planering.yaml", OLD_QUESTION, NEW_QUESTION)
    edit("planering.yaml", "rev: 1", "rev: 2")
    edit("set.yaml", 'version: "1"', 'version: "2"')


def letter(capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    """Whether the committee's letter is a draft, and what it says."""
    line = f"letters render -o brev --agency {AGENCY} --format html --json"
    (made,) = json.loads(told(capsys, line))
    return made["draft"], Path(made["html"]).read_text(encoding="utf-8").replace("\u00a0", " ")


def decide_all() -> None:
    for requirement in ("K-PLAN", "K-BARN"):
        decide = ["findings", "decide", "--auditee", "kullmo", "--requirement", requirement, "--as", "krav"]
        assert main([*decide, "--reason", "Planen bär insatsen."]) == 0


def test_the_lock_stops_a_change_that_says_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("planering.yaml", OLD_QUESTION, NEW_QUESTION)

    said = told(capsys, "criteria check liten", 1)

    assert "liten/planering.yaml:5:10: C120 PLA-01" in said.replace("\\", "/")
    assert "frågan" in said and "Höj rev till 2" in said
    assert "C120" in told(capsys, "criteria lock liten", 1)
    edit("planering.yaml", "rev: 1", "rev: 2")
    edit("set.yaml", 'version: "1"', 'version: "2"')
    told(capsys, "criteria check liten")
    assert "1 ändrade" in told(capsys, "criteria lock liten")
    assert "redan låst" in told(capsys, "criteria lock liten")


def test_the_difference_is_told_with_what_it_would_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_edition()

    said = told(capsys, "--store prov.tillsyn criteria diff prov liten")

    assert "PLA-01 ändrat i sak (revision 1 → 2): frågan" in said
    row = next(line for line in said.splitlines() if OLD_QUESTION in line)
    assert row.index(OLD_QUESTION) < row.index("│") < row.index(NEW_QUESTION)
    assert "3 ska omprövas" in said
    assert max(map(len, said.splitlines())) <= 80


def test_an_audit_goes_over_is_judged_again_and_ends_in_a_letter(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide_all()
    new_edition()
    before = told(capsys, "journal log --json")

    assert "Inget har ändrats" in told(capsys, "audit upgrade --to liten --preview")
    assert told(capsys, "journal log --json") == before
    assert "prov.tillsyn.innan-2" in told(capsys, "audit upgrade --to liten --yes --reason Tydligare")

    assert "3 bedömningar ska omprövas." in told(capsys, "audit status")
    draft, text = letter(capsys)
    assert draft and "ska omprövas" in text
    assert "A044" in told(capsys, "answers import answers.yaml", 1)
    edit_answers()
    told(capsys, "answers import answers.yaml")
    assert "omprövas" not in told(capsys, "audit status")
    decide_all()
    draft, text = letter(capsys)
    assert not draft
    assert NEW_QUESTION in text and OLD_QUESTION not in text
    assert "påbörjades enligt version 1 av kriterierna och har fortsatt enligt version 2" in text
    assert "behåller sin utgåva" in told(capsys, "audit upgrade --undo --yes", 2)


def edit_answers() -> None:
    """The inspector looks through the files again, keeps what holds, and says under which edition it was judged."""
    path = Path("answers.yaml")
    path.write_text(path.read_text(encoding="utf-8") + 'edition: "2"\n', encoding="utf-8")


def given(capsys: pytest.CaptureFixture[str]) -> str:
    """The answers as they are handed out, without what their file says of how far the journal had come."""
    return told(capsys, "answers export --auditee kullmo").partition("\ncases:")[2]


def test_an_upgrade_is_undone_and_nothing_is_lost(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = given(capsys)
    proposals = told(capsys, "findings list --json")
    new_edition()
    told(capsys, "audit upgrade --to liten --yes")
    assert told(capsys, "findings list --json") != proposals

    told(capsys, "audit upgrade --undo --yes")

    assert told(capsys, "findings list --json") == proposals
    assert given(capsys) == answers
    assert '"ok": true' in told(capsys, "journal verify --json")
    assert "finns inget att ångra" in told(capsys, "audit upgrade --undo --preview", 2)


@pytest.mark.tui
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_inspector_sees_both_texts_and_confirms_by_key(
    site: Path, capsys: pytest.CaptureFixture[str], size: tuple[int, int]
) -> None:
    new_edition()
    told(capsys, "audit upgrade --to liten --yes")
    seen: list[str] = []

    async def scenario(pilot: Pilot[None]) -> None:
        seen.append(shown(pilot))
        await press(pilot, "j")
        seen.append(shown(pilot))

    drive(site / "prov.tillsyn", scenario, StartAt("kullmo", "KU-3"), size)

    assert "Ska omprövas: frågan" in seen[0] and OLD_QUESTION in seen[0] and NEW_QUESTION in seen[0]
    assert "1 att ompröva" in seen[0] and "att ompröva" not in seen[1]
    assert "2 bedömningar ska omprövas." in told(capsys, "audit status")


def test_a_local_selection_is_told_in_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    selection = (
        'format: 1\nset: liten\nversion: "1"\nleave_out:\n  PLA-03: Inga barn berörs i de ärenden som granskas\n'
    )
    Path("urval.yaml").write_text(selection, encoding="utf-8")
    for line in (
        "criteria check urval.yaml",
        f"--store prov.tillsyn {NEW.replace('--criteria liten', '--criteria urval.yaml')}",
        "frame import kullmo.csv --auditee kullmo",
        "sample draw --seed 2026-03-02",
    ):
        assert main(line.split()) == 0, line

    draft, text = letter(capsys)

    assert draft and "Beaktas barnen?" in text
    assert "Skäl: Inga barn berörs i de ärenden som granskas." in text
    assert "PLA-03 bortvalt i det lokala urvalet" in told(capsys, "criteria diff liten urval.yaml")
    assert "Bortvalt i ett lokalt urval:" in told(capsys, "criteria show urval.yaml")
