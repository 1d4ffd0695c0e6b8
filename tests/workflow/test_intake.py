"""Taking in registers: all or nothing, once, and never under a sample that is already drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.frames import Layout
from tillsyn.domain.units import Unit
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import read_entries
from tillsyn.workflow import sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.intake import import_frame, read_frame

HEAD = "Ärendekod;Insatsform;Barn berörs;Beslut om insats\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return written(tmp_path, HEAD + "N-01;HVB;ja;2025-08-20\nN-02;Öppenvård;;\n")


def written(folder: Path, text: str) -> Path:
    path = folder / "register.csv"
    path.write_text(text, encoding="utf-8")
    return path


def count(desk: Desk) -> int:
    return len(read_entries(desk.store))


def test_a_register_is_taken_in_with_its_facts(desk: Desk, liten: OpenAudit, register: Path) -> None:
    assert import_frame(desk, liten, "o-nas", register).count == 2

    rows = queries.frame_rows(desk.store, "liten", "o-nas")
    assert rows.codes == ["N-01", "N-02"]
    assert rows.facts("N-01") == {"insatsform": "hvb", "barn": "ja", "beslutsdatum": "2025-08-20"}
    assert rows.facts("N-02") == {"insatsform": "oppenvard"}
    assert queries.frame_heads(desk.store, "liten")["o-nas"].cases == 2


def test_a_trial_takes_nothing_in(desk: Desk, liten: OpenAudit, register: Path) -> None:
    before = count(desk)

    assert import_frame(desk, liten, "o-nas", register, trial=True).count == 2
    assert count(desk) == before


def test_the_same_register_again_is_no_new_entry_whatever_its_order(
    desk: Desk, liten: OpenAudit, register: Path
) -> None:
    import_frame(desk, liten, "o-nas", register)
    before = count(desk)
    head, *rows = register.read_text(encoding="utf-8").splitlines()
    register.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8-sig")

    import_frame(desk, liten, "o-nas", register)

    assert count(desk) == before


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("N-01;HVB;ja;2025-08-20\nN-01;HVB;ja;2025-08-21", ["R014"]),
        ("N-01;HVB;ja;2025-02-30", ["R017"]),
        ("N-01;Husbåt;kanske;i våras", ["R017", "R018", "R018"]),
        ("19811218-9876;HVB;ja;2025-08-20", ["R006"]),
        ("N|01;HVB;ja;2025-08-20", ["R015"]),
        (";HVB;ja;2025-08-20", ["R013"]),
    ],
)
def test_every_fault_of_a_register_is_told_and_nothing_taken(
    desk: Desk, liten: OpenAudit, tmp_path: Path, rows: str, codes: list[str]
) -> None:
    before = count(desk)

    with pytest.raises(InputFaults) as fault:
        import_frame(desk, liten, "o-nas", written(tmp_path, f"{HEAD}N-00;HVB;ja;2025-08-20\n{rows}\n"))

    assert sorted(p.code for p in fault.value.problems) == codes
    assert all("9876" not in str(p) for p in fault.value.problems)
    assert count(desk) == before


def test_a_column_the_strata_need_must_be_there(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as fault:
        import_frame(desk, liten, "o-nas", written(tmp_path, "Ärendekod;Barn berörs\nN-01;ja\n"))

    assert [p.code for p in fault.value.problems] == ["R004"]


def test_columns_of_other_names_are_pointed_out(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    path = written(tmp_path, "Akt;Vårdform\nN-01;HVB\n")

    import_frame(desk, liten, "o-nas", path, Layout({"Akt": "case", "Vårdform": "insatsform"}))

    assert queries.frame_rows(desk.store, "liten", "o-nas").facts("N-01") == {"insatsform": "hvb"}


def test_a_register_may_change_until_the_sample_is_drawn(desk: Desk, liten: OpenAudit, register: Path) -> None:
    import_frame(desk, liten, "o-nas", register)
    register.write_text(HEAD + "N-03;HVB;ja;2025-08-20\n", encoding="utf-8")
    import_frame(desk, liten, "o-nas", register)
    sample.draw(desk, liten, sample.Choice("frö"), "o-nas")
    import_frame(desk, liten, "o-nas", register)  # the very one that was drawn from
    register.write_text(HEAD + "N-04;HVB;ja;2025-08-20\n", encoding="utf-8")

    with pytest.raises(UsageFault, match="redan"):
        import_frame(desk, liten, "o-nas", register)

    assert queries.frame_rows(desk.store, "liten", "o-nas").codes == ["N-03"]


def test_an_auditee_that_is_not_there_is_told_with_those_that_are(desk: Desk, liten: OpenAudit, register: Path) -> None:
    with pytest.raises(UsageFault) as fault:
        import_frame(desk, liten, "borta", register)
    assert "vik" in fault.value.remedy


def test_a_column_about_the_auditee_itself_is_no_column_of_a_register(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    about_it = FactDefinition("liten_kommun", "Liten kommun", FactType.BOOLEAN, unit=Unit.AUDITEE)
    opened = replace(liten, criteria=replace(liten.criteria, facts=(*liten.criteria.facts, about_it)))

    read = read_frame(opened, "o-nas", written(tmp_path, "Ärendekod;Insatsform;Liten kommun\nN-01;HVB;ja\n")).reading

    assert [p.code for p in read.problems] == ["R008W"]
    assert "liten_kommun" not in read.canonical
