"""The whole inspection, from register to letter: by answer files, line by line, and in the app. All end alike."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_county import ANSWERS, EXPECTED, write_files
from tests.tui.driving import drive, press, write
from tillsyn.cli.main import main
from tillsyn.tui.app import StartAt

AGENCY = Path(__file__).resolve().parents[2] / "sample_cases" / "agency.yaml"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that goes in, an audit set up, and its sample drawn."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    new = (
        "audit new --id prov --criteria liten --title Prov --kind supervision --auditees auditees.csv --date 2026-03-02"
    )
    for line in (
        f"--store prov.tillsyn {new}",
        "frame import kullmo.csv --auditee kullmo",
        "sample draw --seed 2026-03-02",
        "documents import documents",
    ):
        assert main(line.split()) == 0, line
    return tmp_path


def run_json(capsys: pytest.CaptureFixture[str], line: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main([*line.split(), "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def proposals(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    keys = EXPECTED[0].keys()
    return [{key: row[key] for key in keys} for row in run_json(capsys, "findings list")]


def test_by_answer_file(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", "import", "answers.yaml"]) == 0
    assert proposals(capsys) == EXPECTED


def test_by_a_form_that_is_filled_in(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", "export", "--auditee", "kullmo", "-o", "form.yaml"]) == 0
    form = (site / "form.yaml").read_text(encoding="utf-8")
    for case, given in ANSWERS.items():
        before, file = form.split(f"- case: {case}\n")
        file = file.replace("      barn_berors:\n", f"      barn_berors: {given['barn_berors']}\n", 1)
        for name, answer in given.items():
            if isinstance(answer, tuple):
                comment = f"\n          {answer[1]}" if answer[1] else ""
                empty = f"      {name}:\n        code:\n        comment: |\n"
                assert empty in file
                whole = f"      {name}:\n        code: {answer[0]}\n        comment: |{comment}\n"
                file = file.replace(empty, whole, 1)
        form = f"{before}- case: {case}\n{file}"
    (site / "form.yaml").write_text(form, encoding="utf-8")

    assert main(["answers", "import", "form.yaml", "--dry-run"]) == 0
    assert proposals(capsys) != EXPECTED
    assert main(["answers", "import", "form.yaml"]) == 0
    assert proposals(capsys) == EXPECTED


def test_line_by_line(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.sample import listed

    with open_desk(site / "prov.tillsyn") as desk:
        order = [case.code for case in listed(desk, open_audit(desk))["kullmo"]]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(_typed(case) for case in order)))
    assert main(["review", "--plain"]) == 0
    assert "Finns en plan?" in capsys.readouterr().out
    assert proposals(capsys) == EXPECTED


def _typed(case: str) -> str:
    """What a person types for one file: the fact, each gap in file order, a comment after the answer that demands it.

    An empty line at the end goes on to the next file.
    """
    given = ANSWERS[case]
    lines: list[str] = []
    for name in ("barn_berors", "PLA-01", "PLA-02", "PLA-03"):
        answer = given.get(name)
        if isinstance(answer, tuple):
            lines += [answer[0][0], *([answer[1]] if answer[1] else [])]
        elif answer is not None:
            lines.append(str(answer))
    return "".join(f"{line}\n" for line in [*lines, ""])


def test_from_decisions_to_letter(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", "import", "answers.yaml"]) == 0
    for requirement, what in (("K-PLAN", "krav"), ("K-BARN", "krav")):
        decide = ["findings", "decide", "--auditee", "kullmo", "--requirement", requirement, "--as", what]
        assert main([*decide, "--reason", "Planen bär insatsen."]) == 0
    out = ["letters", "render", "-o", "brev", "--agency", str(AGENCY), "--format", "html", "--json"]
    capsys.readouterr()
    assert main(out) == 0
    (letter,) = json.loads(capsys.readouterr().out)
    assert (letter["auditee"], letter["kind"], letter["draft"]) == ("kullmo", "requirement", False)
    text = Path(letter["html"]).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Nämnden ska säkerställa att insatser planeras." in text
    assert "2 av 3" in text
    assert "KU-1" not in text and "KU-2" not in text  # neutral numbers alone leave the house
    assert "5 kap. 9 §" in text and "13 kap. 10 §" in text  # files stand on both sides of 1 July 2025


def test_a_committee_checks_its_draw(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "protocol", "-o", "protokoll"]) == 0
    check = ["--frame", "kullmo.csv"]
    assert main(["sample", "verify", "protokoll/kullmo.json", *check]) == 0
    register = (site / "kullmo.csv").read_text(encoding="utf-8")
    (site / "kullmo.csv").write_text(register.replace("KU-3", "KU-9"), encoding="utf-8")
    capsys.readouterr()
    assert main(["sample", "verify", "protokoll/kullmo.json", *check]) == 1
    assert "KU-9" in capsys.readouterr().out


@pytest.mark.tui
def test_in_the_app(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in ANSWERS:
        drive(site / "prov.tillsyn", _judging(case), StartAt("kullmo", case))
    assert proposals(capsys) == EXPECTED


def _judging(case: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What an inspector presses on one file: the fact first, then each answer, with its comment where it wants one."""

    async def scenario(pilot: Pilot[None]) -> None:
        given = ANSWERS[case]
        await press(pilot, str(given["barn_berors"])[0], "escape")
        for name in ("PLA-01", "PLA-02", "PLA-03"):
            answer = given.get(name)
            if isinstance(answer, tuple):
                await press(pilot, answer[0][0])
                if answer[1]:
                    await write(pilot, answer[1])
                    await press(pilot, "enter")

    return scenario
