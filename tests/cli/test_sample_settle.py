"""The command that settles which of two draws stands, from a merge of two copies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.county import SMALL


@pytest.fixture
def merged(at: Run, run: Run, tmp_path: Path) -> Run:
    """A store into which a copy is merged, where the same committee was drawn with another seed."""
    copy, register = tmp_path / "kopia.tillsyn", tmp_path / "onas.csv"
    head = (SMALL / "vik.csv").read_text(encoding="utf-8").splitlines()[0]
    register.write_text("\n".join([head, *(f"N-{n:02};HVB;nej;2025-05-10" for n in range(12))]), encoding="utf-8")
    assert at("backup", "-o", copy).code == 0
    bo: Run = lambda *words: run("--store", copy, "--actor", "Bo", *words)  # noqa: E731
    for who, seed in ((at, "12"), (bo, "21")):
        assert who("frame", "import", register, "--auditee", "o-nas").code == 0
        assert who("sample", "draw", "--auditee", "o-nas", "--seed", seed).code == 0
    assert at("merge", copy).code == 0
    return at


def test_two_draws_are_settled(merged: Run, tmp_path: Path) -> None:
    why = ("--auditee", "o-nas", "--reason", "Den drogs inför nämnden.")
    assert "sample settle" in merged("sample", "draw", "--auditee", "o-nas", "--seed", "12").err
    unknown = merged("sample", "settle", *why, "--seed", "13")
    assert unknown.code == 2
    assert "”12”" in unknown.err and "”21” av Bo" in unknown.err

    said = merged("sample", "settle", *why, "--seed", "12", "--json").json

    assert (said["auditee"], said["seed"], [other["seed"] for other in said["others"]]) == ("o-nas", "12", ["21"])
    assert merged("journal", "verify").code == 0
    assert merged("sample", "settle", *why, "--seed", "12").code == 2
    merged("sample", "protocol", "-o", tmp_path / "p", "--auditee", "o-nas", "--format", "json", "--format", "html")
    (page,) = (tmp_path / "p").glob("*.html")
    assert "av detta skäl: Den drogs inför nämnden." in page.read_text(encoding="utf-8")
    (told,) = (tmp_path / "p").glob("*.json")
    assert merged("sample", "verify", told, "--frame", tmp_path / "onas.csv").code == 0


def test_it_says_in_words_what_stands(merged: Run) -> None:
    said = merged("sample", "settle", "--auditee", "o-nas", "--seed", "21", "--reason", "Lottat.", "--frame", "")

    assert "o-nas" in said.out and "”21”" in said.out
