"""A committee contests the draw: bound beforehand, drawn by a public seed, repeated by anyone, and told apart.

Everything the committee does it does from outside: with the protocol and a register, on a machine without the store.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.a_county import write_files
from tillsyn.cli.main import main
from tillsyn.workflow import clock

ROOT = Path(__file__).resolve().parents[2]
AGENCY = str(ROOT / "sample_cases" / "agency.yaml")
HEAD = "Ärendekod;Insatsform;Beslut om insats"
ROWS = [f"KU-{n:02};{('HVB', 'Öppenvård')[n % 4 > 0]};2025-{1 + n % 12:02}-15" for n in range(40)]
SEED = "3 8 17 22 29 34 35"


class Site:
    """The inspectors' folder, and the committee's with nothing but what was sent to it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.outside, self.capsys = folder, folder / "nämnden", capsys
        self.outside.mkdir()
        self.said = ""

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command of the inspectors'; what it said."""
        self.capsys.readouterr()
        assert main([*words]) == code, self.capsys.readouterr()
        self.said = self.capsys.readouterr().out
        return self.said

    def protocol(self) -> dict[str, Any]:
        """The protocol as it is written now, and sent."""
        self.run("sample", "protocol", "-o", "protokoll")
        shutil.copy("protokoll/kullmo.json", self.outside)
        told: dict[str, Any] = json.loads((self.outside / "kullmo.json").read_text(encoding="utf-8"))
        return told

    def sends(self, rows: list[str]) -> Path:
        """A register as the committee hands it over."""
        path = self.outside / "lista.csv"
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        return path

    def verified(self, code: int = 0) -> dict[str, Any]:
        """What `sample verify` says, with the two files alone."""
        words = ["sample", "verify", str(self.outside / "kullmo.json"), "--frame", str(self.outside / "lista.csv")]
        told: dict[str, Any] = json.loads(self.run(*words, "--json", code=code))
        return told

    def by_the_script(self) -> subprocess.CompletedProcess[str]:
        """What the outsider's script says, in a Python that has never heard of tillsyn."""
        script = str(ROOT / "docs" / "verify_sample.py")
        words = [sys.executable, "-I", script, "kullmo.json", "lista.csv"]
        return subprocess.run(words, cwd=self.outside, capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Site:
    """An audit of one committee, nothing asked for yet."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    made = Site(tmp_path, capsys)
    made.run(
        "--store", "prov.tillsyn", "audit", "new", "--id", "prov", "--criteria", "liten", "--title", "Prov",
        "--kind", "supervision", "--auditees", "auditees.csv", "--date", "2026-03-02",
    )  # fmt: skip
    return made


def bind(site: Site) -> dict[str, Any]:
    """Before anyone has looked: the size is chosen, the plan recorded, and all of it bound in the notice letter."""
    assert "92 %" in site.run("sample", "advice", "--frame-size", "40", "--size", "10")
    lottery = ["--public-seed", "Lotto lördag, dragning 1", "2026-03-07", "svenskaspel.se"]
    period = ["--period", "beslutsdatum", "2025-01-01", "2025-10-31"]
    site.run("sample", "plan", "--size", "10", "--reserve", "4", *lottery, *period)
    (bound,) = json.loads(site.run("sample", "commit", "--answer-by", "2026-03-20", "--json"))
    words = ["letters", "render", "-o", "brev", "--agency", AGENCY, "--format", "html", "--json"]
    (letter,) = json.loads(site.run(*words))
    text = Path(letter["html"]).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert letter["kind"] == "notice"
    assert "Lotto lördag, dragning 1" in text
    assert bound["plan_sha256"][:4] in text
    return dict(bound)


def draw(site: Site, bound: dict[str, Any]) -> dict[str, Any]:
    """The register comes, the lottery is drawn, and the sample with it: only by the plan that was bound."""
    site.sends(ROWS)
    site.run("frame", "import", str(site.outside / "lista.csv"), "--auditee", "kullmo")
    site.run("sample", "draw", "--seed", SEED, "--size", "12", code=2)
    site.run("sample", "draw", "--seed", SEED, code=2)  # the lottery is on the seventh
    with clock.held(datetime(2026, 3, 7, 21, tzinfo=UTC)):
        site.run("sample", "draw", "--seed", SEED)
    told = site.protocol()
    assert told["commitment"]["agrees"]
    assert told["commitment"]["plan"] == bound["plan_sha256"] == told["plan_sha256"]
    assert told["commitment"]["criteria"] == bound["criteria_sha256"] == told["criteria"]["sha256"]
    assert (told["seed"], told["plan"]["seed"]["public"]) == (SEED, "Lotto lördag, dragning 1")
    outside = [row.split(";")[0] for row in ROWS if row[-10:] > "2025-10-31"]
    assert told["excluded"][0]["codes"] == outside
    return told


def send_another(site: Site, told: dict[str, Any]) -> str:
    """“But with our register it comes out otherwise.” They send another one: which files differ, and why."""
    drawn = told["strata"][0]["sample"][0]
    kept = [row for row in ROWS if not row.startswith(drawn)]
    moved = next(row for row in kept if ";Öppenvård;" in row)
    site.sends([*(row.replace("Öppenvård", "HVB") if row == moved else row for row in kept), "KU-77;HVB;2025-05-15"])
    check = site.verified(code=1)
    causes = {found["cause"]: found["cases"] for found in check["causes"]}
    assert (causes["gone"], causes["new"], causes["stratum"]) == ([drawn], ["KU-77"], [moved.split(";")[0]])
    assert drawn in causes["listed"]
    assert not {"protocol", "plan", "seed"} & causes.keys()
    assert site.by_the_script().returncode == 1
    return str(drawn)


def test_a_committee_contests_the_draw(site: Site) -> None:
    told = draw(site, bind(site))

    # “You picked the files.” Anyone can repeat it with the two files alone.
    assert site.verified()["ok"]
    script = site.by_the_script()
    assert script.returncode == 0, script.stdout + script.stderr

    drawn = send_another(site, told)

    # One file cannot be produced: replaced by the next in order, for a listed reason, and told.
    site.run("sample", "replace", drawn, "--auditee", "kullmo", "--reason", "olägligt", code=2)
    answer = json.loads(site.run("sample", "replace", drawn, "--auditee", "kullmo", "--reason", "missing", "--json"))
    assert answer["replaced_by"] == told["strata"][0]["reserve"][0]
    (replacement,) = site.protocol()["left_out"]
    assert (replacement["order"], replacement["case"], replacement["replaced_by"]) == (1, drawn, answer["replaced_by"])
    assert replacement["words"] == "Akten kan inte tas fram"
    assert replacement["at"] and replacement["actor"]
    site.sends(ROWS)
    assert site.verified()["ok"]


def test_who_touches_the_protocol_is_seen(site: Site) -> None:
    site.sends(ROWS)
    site.run("frame", "import", str(site.outside / "lista.csv"), "--auditee", "kullmo")
    site.run("sample", "draw", "--seed", SEED, "--size", "10", "--reserve", "4")
    told = site.protocol()
    part = told["strata"][1]
    part["sample"][0], part["reserve"][0] = part["reserve"][0], part["sample"][0]
    (site.outside / "kullmo.json").write_text(json.dumps(told), encoding="utf-8")

    assert {found["cause"] for found in site.verified(code=1)["causes"]} == {"protocol", "key", "order"}
    assert site.by_the_script().returncode == 1
