"""Control, remarks and conflicts by command: what is printed where, and what is refused with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workflow.in_control import CASE, fill
from tillsyn.domain.entries import subject
from tillsyn.store.journal import Draft
from tillsyn.workflow.desk import open_desk

FILE = ("--auditee", "vik", "--case", CASE)
KARIN = ("--actor", "Karin Kollega")


@pytest.fixture
def filled(at: Run, small: Path) -> Run:
    """The small audit with one file answered by the person at the desk."""
    with open_desk(small) as desk:
        fill(desk)
    return at


def test_a_file_goes_all_the_way_by_command(filled: Run) -> None:
    assert filled("control", "submit", *FILE).err == "V-01: Granskas.\n"
    said = filled(*KARIN, "remarks", "add", *FILE, "--criterion", "PLA-01", "--must-fix", "--text", "Var?")
    id_ = said.err.split()[-1].rstrip(".")
    assert filled(*KARIN, "control", "approve", *FILE).code == 2
    assert "Återlämnad, 1 öppen not." in filled(*KARIN, "control", "return", *FILE).err
    assert filled("remarks", "resolve", id_).code == 2
    assert filled("remarks", "reply", id_, "--text", "På sidan 2.").err == f"Noten {id_} är öppen.\n"
    assert filled("control", "submit", *FILE).code == 0
    assert filled(*KARIN, "remarks", "resolve", id_[:6]).err == f"Noten {id_} är löst.\n"
    assert filled(*KARIN, "control", "approve", *FILE).err == "V-01: Godkänd.\n"
    assert filled("control", "reopen", *FILE, "--reason", "Ny uppgift.").err == "V-01: Öppnad igen, revision 2.\n"

    (told,) = filled("control", "status", "--json").json
    assert (told["auditee"], told["case"], told["state"], told["revision"], told["approved"]) == (
        "vik", CASE, "reopened", 2, False,
    )  # fmt: skip
    assert [step["state"] for step in told["steps"]] == ["submitted", "returned", "submitted", "approved", "reopened"]
    said = filled("control", "status", *FILE)
    assert "öppnad igen, revision 2" in said.out
    assert "Karin Kollega  godkänd" in said.out
    assert said.err == "0 godkända av 1 som är lämnade till granskning eller har noter.\n"
    assert "0 av 4 akter är godkända." in filled("audit", "status").err


def test_who_may_not_approve_is_told(filled: Run) -> None:
    filled("control", "submit", *FILE)
    said = filled("control", "approve", *FILE)
    assert said.code == 2
    assert "Prov Granskare har bedömt i akten" in said.err
    assert filled("control", "withdraw", *FILE).err == "V-01: Inte lämnad till granskning.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("control", "submit", "--auditee", "vik", "--case", "V-99"), "V-99"),
        (("control", "submit", "--auditee", "ingen"), "ingen"),
        (("control", "submit", *FILE), "luck"),
        (("control", "reopen", *FILE), "--reason"),
        (("control", "status", "--case", CASE), "--auditee"),
        (("remarks", "reply", "ab", "--text", "Ja."), "ab"),
        (("remarks", "add", *FILE, "--criterion", "PLA-99", "--text", "Ja."), "PLA-99"),
        (("remarks", "add", "--auditee", "vik", "--case", "V-99", "--criterion", "PLA-01", "--text", "Ja."), "V-99"),
        (("remarks", "list", "--auditee", "ingen"), "ingen"),
        (("conflicts", "settle", "ab", "--version", "1"), "ab"),
        (("conflicts", "settle", "ab"), "--version"),
        (("conflicts", "settle", "ab", "--version", "1", "--answer", "ja"), "--version"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(at: Run, words: tuple[str, ...], told: str) -> None:
    said = at(*words)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""


def test_remarks_are_listed_with_their_conversation(at: Run) -> None:
    at(*KARIN, "remarks", "add", *FILE, "--criterion", "MET-01", "--text", "En [b]metod[/b]\x1b[31m")
    at("remarks", "add", "--auditee", "vik", "--criterion", "MET-02", "--text", "Fint.")
    first, second = at("remarks", "list", "--json").json
    assert (first["criterion"], first["weight"], first["open"], first["replies"]) == ("MET-01", "information", True, [])
    at("remarks", "resolve", second["id"], "--text", "Klart.")
    said = at("remarks", "list")
    assert "[för kännedom]" in said.out
    assert "Karin Kollega: En [b]metod[/b]␛[31m" in said.out
    assert said.err == "1 öppen not.\n"
    assert "(löst): Klart." in at("remarks", "list", "--all").out
    assert at("remarks", "reopen", second["id"], "--text", "Nja.").code == 0
    assert len(at("remarks", "list", "--auditee", "vik", "--case", CASE, "--json").json) == 1
    assert at("remarks", "list", "--auditee", "vik", "--case", "V-99").code == 2


def test_conflicts_are_listed_and_settled(at: Run, small: Path) -> None:
    name = subject("answer", "liten", "vik", CASE, "first", "MET-01")
    for actor, code in (("Ada", "ja"), ("Bo", "nej")):
        with open_desk(small, actor) as desk:
            desk.record([Draft("answer", name, {"code": code}, None, ())])
    (told,) = at("conflicts", "list", "--json").json
    assert [(v["number"], v["actor"], v["words"], v["stands"]) for v in told["versions"]] == [
        (1, "Ada", "Ja", False),
        (2, "Bo", "Nej", True),
    ]
    said = at("conflicts", "list")
    assert f"{told['id']}  Socialnämnden i Vik › Ärende" in said.out
    assert "▸ 2  Bo" in said.out
    assert said.err == "1 konflikt.\n"
    assert at("conflicts", "settle", told["id"], "--version", "3").code == 2
    assert at("conflicts", "settle", told["id"], "--comment", "Ord.").code == 2
    assert at("conflicts", "settle", told["id"], "--version", "1").err == "Avgjort; 0 konflikter är kvar.\n"
    assert at("conflicts", "list", "--json").json == []
