"""Commands before the draw: advice, plan and commit; and the second of two steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.county import SMALL

LOTTO = ("--public-seed", "Lotto lördag", "2026-03-07", "svenskaspel.se")


def test_advice_needs_no_store_where_the_number_is_given(run: Run) -> None:
    said = run("sample", "advice", "--frame-size", 40, "--size", 10)
    assert said.out.startswith("10 av 40 akter: ett fel i var femte akt ses med 92 % sannolikhet.")

    told = run("sample", "advice", "--frame-size", 40, "--size", 10, "--two-stage", 10, 1, 4, "--json").json
    assert [row["chance"] for row in told["seen"] if row["share"] == 0.2] == [0.9239]
    assert told["smallest"] == {"size": 11, "accept": 2}
    assert all(round(row["clear_pass"] + row["second_step"] + row["clear_fail"], 3) == 1 for row in told["two_stage"])


def test_advice_takes_the_number_from_a_register(at: Run) -> None:
    assert at("sample", "advice", "--auditee", "vik").out.startswith("4 av 4")
    assert at("sample", "advice", "--auditee", "o-nas").code == 2
    assert at("sample", "advice").code == 2
    assert at("sample", "advice", "--auditee", "vik", "--frame-size", 9).code == 2


def test_a_plan_is_recorded_and_shown_with_every_option(at: Run) -> None:
    made = at(
        "sample", "plan", "--auditee", "o-nas", "--reserve", 1, "--strata", "insatsform",
        "--sizes", "hvb=1, oppenvard=2", "--census-up-to", 2, "--period", "beslutsdatum", "2025-01-01", "2025-12-31",
        "--include", "barn != ja", "Barn för sig.", "--exclude", "unstated(barn)", "Går inte att avgöra.",
        "--two-stage", 2, 0, 2, "--oversample", "hvb", 1, "Ny verksamhet.", "--replace-for", "sekretess", "Sekretess.",
        *LOTTO, "--json",
    ).json  # fmt: skip
    (told,) = at("sample", "plan", "--show", "--auditee", "o-nas", "--json").json

    assert made == [told]
    plan = told["plan"]
    assert (plan["size"], plan["allocation"], plan["sizes"]) == (3, "fixed", {"hvb": 1, "oppenvard": 2})
    assert plan["seed"] == {"public": "Lotto lördag", "when": "2026-03-07", "where": "svenskaspel.se"}
    assert [f["keep"] for f in plan["filters"]] == [True, False]
    assert plan["steps"] == {"more": 2, "pass_at": 0, "fail_at": 2}
    assert plan["reasons"] == {"sekretess": "Sekretess."}
    assert "Lotto lördag" in at("sample", "plan", "--show").out


def test_equal_shares_are_asked_for_by_name(at: Run) -> None:
    (told,) = at("sample", "plan", "--auditee", "o-nas", "--equal", "--seed", "frö", "--json").json

    assert told["plan"]["allocation"] == "equal"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--sizes", "hvb"),
        ("--sizes", "hvb=två"),
        ("--period", "beslutsdatum", "2025-01-01", "igår"),
        ("--seed", "a", *LOTTO),
        ("--two-stage", "1", "2", "2"),
        ("--exclude", "barn ==", "x"),
        ("--auditee", "finns-inte"),
    ],
)
def test_what_is_no_plan_is_told_and_nothing_recorded(at: Run, wrong: tuple[str, ...]) -> None:
    assert at("sample", "plan", *wrong).code == 2
    assert [told["auditee"] for told in at("sample", "plan", "--show", "--json").json] == ["vik"]


def test_what_is_bound_is_told_and_holds(at: Run, tmp_path: Path) -> None:
    assert at("sample", "commit", "--auditee", "o-nas").code == 2
    at("sample", "plan", "--auditee", "o-nas", "--size", 2, "--reserve", 0, "--seed", "frö")
    (told,) = at("sample", "commit", "--answer-by", "2026-03-20", "--request", "Riktlinjer", "--json").json

    assert list(told) == [
        "auditee", "at", "criteria_sha256", "plan_sha256", "seed_sha256", "frame_sha256", "check_code"
    ]  # fmt: skip
    assert (told["auditee"], told["frame_sha256"]) == ("o-nas", "")
    at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas")
    assert at("sample", "draw", "--auditee", "o-nas", "--seed", "annat").code == 2
    assert at("sample", "draw", "--auditee", "o-nas").code == 0
    at("sample", "protocol", "-o", tmp_path, "--auditee", "o-nas")
    check = at("sample", "verify", tmp_path / "o-nas.json", "--frame", SMALL / "vik.csv")
    assert check.code == 0
    assert "bundet" in check.err


def test_the_second_step_is_refused_until_the_first_is_answered(at: Run) -> None:
    assert at("sample", "next", "--auditee", "vik").code == 2
    at("sample", "plan", "--auditee", "o-nas", "--size", 2, "--reserve", 0, "--seed", "frö", "--two-stage", 2, 0, 2)
    at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas")
    at("sample", "draw", "--auditee", "o-nas")

    told = at("sample", "next", "--auditee", "o-nas", "--dry-run", "--json").json
    assert (told["verdict"], told["added"]) == ("open", [])
    assert at("sample", "next", "--auditee", "o-nas").code == 2
    assert "K-PLAN" in at("sample", "next", "--auditee", "o-nas", "--dry-run").out
