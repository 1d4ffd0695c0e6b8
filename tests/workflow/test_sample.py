"""Drawing once, telling how in a protocol, and repeating the draw from protocol and register alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.county import SAMPLE_CASES, SMALL, SMALL_CASES
from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.frames import Layout
from tillsyn.errors import UsageFault
from tillsyn.workflow import intake, sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.protocol import protocol as protocol_of
from tillsyn.workflow.protocol import protocol_text
from tillsyn.workflow.protocol_check import verify_protocol

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_sample.py"
REGISTERS = SAMPLE_CASES / "exempellan" / "registers"


@pytest.fixture
def protocol(region: tuple[Desk, OpenAudit], tmp_path: Path) -> Path:
    """The protocol of Norrskog."""
    return written(tmp_path, protocol_of(*region, "norrskog"))


def written(folder: Path, told: dict[str, Any]) -> Path:
    path = folder / "protokoll.json"
    path.write_text(protocol_text(told), encoding="utf-8")
    return path


def by_script(protocol: Path, register: Path) -> int:
    """The exit code of the script that stands in the documentation."""
    ran = subprocess.run([sys.executable, str(SCRIPT), str(protocol), str(register)], capture_output=True, text=True)
    return ran.returncode


def test_every_draw_of_the_county_is_repeated_from_protocol_and_register(
    region: tuple[Desk, OpenAudit], tmp_path: Path
) -> None:
    for auditee in region[1].auditees:
        path = written(tmp_path, protocol_of(*region, auditee.id))
        check = verify_protocol(path, REGISTERS / f"{auditee.id}.csv")
        assert check.differences == ()
        assert check.auditee == auditee.id
        assert check.drawn == 8


def test_a_protocol_tells_all_that_the_draw_rests_on(region: tuple[Desk, OpenAudit]) -> None:
    told = json.loads(protocol_text(protocol_of(*region, "norrskog")))

    assert set(told) == {
        "format", "method", "program", "audit", "audit_date", "auditee", "criteria", "drawn", "seed", "plan",
        "plan_sha256", "commitment", "facts", "strata", "second_step", "left_out", "excluded", "undecided", "frame",
        "other_draws", "check_code", "sha256",
    }  # fmt: skip
    assert told["seed"] == told["plan"]["seed"]["text"] == "exempellan-2026-03-02"
    assert sum(s["cases"] for s in told["strata"]) == told["frame"]["cases"]
    assert "Norrskog" not in json.dumps(told, ensure_ascii=False)


def _seed(told: dict[str, Any]) -> None:
    told["seed"] = "ett annat frö"


def _auditee(told: dict[str, Any]) -> None:
    told["auditee"] = "hedvik"


def _size(told: dict[str, Any]) -> None:
    told["plan"]["size"] = 7


def _a_case_exchanged(told: dict[str, Any]) -> None:
    part = max(told["strata"], key=lambda s: len(s["reserve"]))
    part["sample"][0], part["reserve"][0] = part["reserve"][0], part["sample"][0]


def _order(told: dict[str, Any]) -> None:
    part = max(told["strata"], key=lambda s: len(s["sample"]))
    part["sample"].reverse()


def _register_hash(told: dict[str, Any]) -> None:
    told["frame"]["sha256"] = "0" * 64


@pytest.mark.parametrize("change", [_seed, _auditee, _size, _a_case_exchanged, _order, _register_hash])
def test_a_protocol_that_was_changed_is_told_by_us_and_by_the_script(
    protocol: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    register = REGISTERS / "norrskog.csv"
    assert by_script(protocol, register) == 0
    told = json.loads(protocol.read_text(encoding="utf-8"))
    change(told)
    protocol.write_text(json.dumps(told), encoding="utf-8")

    assert not verify_protocol(protocol, register).ok
    assert by_script(protocol, register) != 0


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: [*lines, "NO-999;" + lines[-1].partition(";")[2]],
        lambda lines: [line.replace("Öppenvård", "HVB", 1) if line.startswith("NO-001") else line for line in lines],
        lambda lines: [lines[0], lines[1].replace("2025-", "2024-", 1), *lines[2:]],
    ],
    ids=["a row fewer", "a row more", "another stratum", "another date"],
)
def test_a_register_that_was_changed_is_told_by_us_and_by_the_script(
    protocol: Path, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    lines = _lines(REGISTERS / "norrskog.csv")
    changed = change(lines)
    if changed == lines:
        changed = [line.replace("HVB", "Öppenvård", 1) if line.startswith("NO-001") else line for line in lines]
    assert changed != lines
    register = tmp_path / "register.csv"
    register.write_text("\n".join(changed) + "\n", encoding="utf-8")

    check = verify_protocol(protocol, register)

    assert any("hash" in told or "kontrollsumma" in told for told in check.differences)
    assert by_script(protocol, register) != 0


def test_the_order_of_rows_and_columns_means_nothing(protocol: Path, tmp_path: Path) -> None:
    head, *rows = (line.split(";") for line in _lines(REGISTERS / "norrskog.csv"))
    turned = [";".join(reversed(cells)) for cells in (head, *reversed(rows))]
    register = tmp_path / "register.csv"
    register.write_text("\n".join(turned) + "\n", encoding="utf-8-sig")

    assert verify_protocol(protocol, register).ok
    assert by_script(protocol, register) == 0


@pytest.mark.parametrize("strata", [(), ("barn",), ("insatsform", "barn"), ("barn", "insatsform"), ("barn", "barn")])
def test_a_draw_by_any_strata_is_repeated(
    desk: Desk, liten: OpenAudit, tmp_path: Path, strata: tuple[str, ...]
) -> None:
    register = tmp_path / "register.csv"
    rows = [f"N-{n:02};{('HVB', 'Öppenvård')[n % 2]};{('ja', 'nej', '')[n % 3]};" for n in range(30)]
    register.write_text("\n".join([_lines(SMALL / "vik.csv")[0], *rows]), encoding="utf-8")
    intake.import_frame(desk, liten, "o-nas", register)
    sample.draw(desk, liten, sample.Choice("frö", 7, 3, strata), "o-nas")

    protocol = written(tmp_path, protocol_of(desk, liten, "o-nas"))

    assert verify_protocol(protocol, register).differences == ()
    assert by_script(protocol, register) == 0


def test_a_register_with_columns_of_its_own_is_repeated_as_the_protocol_says(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    register, columns = tmp_path / "register.csv", {"Akt": "case", "Vårdform": "insatsform"}
    register.write_text("Akt;Vårdform\n" + "".join(f"N-{n};HVB\n" for n in range(9)), encoding="utf-8")
    intake.import_frame(desk, liten, "o-nas", register, Layout(columns))
    sample.draw(desk, liten, sample.Choice("frö"), "o-nas")
    protocol = written(tmp_path, protocol_of(desk, liten, "o-nas"))

    assert verify_protocol(protocol, register).ok
    assert by_script(protocol, register) == 0


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "{", "[" * 100_000, "\x00", '"text"',
        '{"method":"sha256-order/1","auditee":"a","facts":[],"strata":[],"frame":{},"plan":{}}',
        '{"method":"tärning","auditee":"a","facts":[],"strata":[],"frame":{"sha256":""},'
        '"plan":{"seed":"s","size":1,"reserve":0,"strata":[]}}',
        '{"method":"sha256-order/1","auditee":"a|b","facts":[],"strata":[],"frame":{"sha256":""},'
        '"plan":{"seed":"s","size":1,"reserve":0,"strata":[]}}',
        '{"method":"sha256-order/1","auditee":"a","facts":[{"id":"x"}],"strata":[],"frame":{"sha256":""},'
        '"plan":{"seed":"s","size":"åtta","reserve":0,"strata":[]}}',
        '{"method":"sha256-order/1","auditee":"a","facts":[],"strata":[1],"frame":{"sha256":""},'
        '"plan":{"seed":"s","size":1,"reserve":0,"strata":[]}}',
    ],
)  # fmt: skip
def test_what_is_no_protocol_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageFault, match="protokoll"):
        verify_protocol(path, SMALL / "vik.csv")


def test_a_sample_is_drawn_once(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="redan"):
        sample.draw(desk, liten, sample.Choice("ett annat frö"), "vik")


def test_two_at_once_draw_but_once(small: Path) -> None:
    from tillsyn.workflow.audits import open_audit

    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        one, other = open_audit(ada), open_audit(bo)
        intake.import_frame(ada, one, "o-nas", SMALL / "vik.csv")
        sample.draw(ada, one, sample.Choice("a"), "o-nas")
        with pytest.raises(UsageFault, match="redan"):
            sample.draw(bo, other, sample.Choice("b"), "o-nas")


@pytest.mark.parametrize("choice", [
    sample.Choice(""), sample.Choice(" "), sample.Choice("a|b"), sample.Choice("a", 0), sample.Choice("a", 1, -1),
    sample.Choice("a", strata=("finns-inte",)),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_told(desk: Desk, liten: OpenAudit, choice: sample.Choice) -> None:
    intake.import_frame(desk, liten, "o-nas", SMALL / "vik.csv")

    with pytest.raises(UsageFault):
        sample.draw(desk, liten, choice, "o-nas")


def test_without_a_register_there_is_nothing_to_draw_from(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="ärendelista"):
        sample.draw(desk, liten, sample.Choice("frö"), "o-nas")


def test_a_protocol_of_nothing_drawn_is_told(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault):
        protocol_of(desk, liten, "o-nas")


def _standing(desk: Desk, opened: OpenAudit, auditee: str) -> list[tuple[str, int, SampleRole]]:
    return [(c.code, c.number, c.role) for c in sample.listed(desk, opened)[auditee]]


def test_a_file_left_out_is_replaced_by_the_next_in_order_and_the_protocol_says_so(county: Path) -> None:
    from tillsyn.workflow.audits import open_audit

    with open_desk(county) as desk:
        opened = open_audit(desk, "exempellan")
        before = _standing(desk, opened, "norrskog")
        part = max(protocol_of(desk, opened, "norrskog")["strata"], key=lambda s: len(s["reserve"]))

        first = sample.replace_case(desk, opened, "norrskog", part["sample"][0], "missing")
        second = sample.replace_case(desk, opened, "norrskog", part["reserve"][0], "outside")

        assert first is not None
        assert first.code == part["reserve"][0]
        assert second is not None
        after = _standing(desk, opened, "norrskog")
        numbers = {code: number for code, number, _role in after}
        assert all(numbers[code] == number for code, number, _role in before)
        assert [code for code, _n, role in after if role is SampleRole.LEFT_OUT] == [part["sample"][0], first.code]
        assert sum(role is SampleRole.SAMPLE for _c, _n, role in after) == 8
        told = protocol_of(desk, opened, "norrskog")["left_out"]
        assert {(item["case"], item["reason"]) for item in told} == {
            (part["sample"][0], "missing"), (first.code, "outside")
        }  # fmt: skip


def test_where_all_are_drawn_nobody_stands_in(desk: Desk, liten: OpenAudit) -> None:
    assert sample.replace_case(desk, liten, "vik", "V-01", "duplicate") is None
    assert {code for code, _n, role in _standing(desk, liten, "vik") if role is SampleRole.SAMPLE} == {*SMALL_CASES[1:]}


@pytest.mark.parametrize(("case", "reason"), [("V-01", "jobbig"), ("V-99", "missing"), ("", "missing")])
def test_only_a_drawn_file_is_left_out_and_only_for_a_listed_reason(
    desk: Desk, liten: OpenAudit, case: str, reason: str
) -> None:
    with pytest.raises(UsageFault):
        sample.replace_case(desk, liten, "vik", case, reason)


def test_a_file_is_left_out_once(desk: Desk, liten: OpenAudit) -> None:
    sample.replace_case(desk, liten, "vik", "V-01", "missing")
    with pytest.raises(UsageFault):
        sample.replace_case(desk, liten, "vik", "V-01", "missing")


def test_a_register_is_not_divided_by_what_it_does_not_tell(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    (tmp_path / "o-nas.csv").write_text("Ärendekod;Insatsform\nN-01;HVB\nN-02;HVB\n", encoding="utf-8")
    intake.import_frame(desk, liten, "o-nas", tmp_path / "o-nas.csv")

    with pytest.raises(UsageFault, match="innehåller inte Barn berörs"):
        sample.draw(desk, liten, sample.Choice("frö", strata=("insatsform", "barn")), "o-nas")
