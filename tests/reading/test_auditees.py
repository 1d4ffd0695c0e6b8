"""Lists of auditees: their columns in Swedish and English, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.casefiles import Auditee, AuditeeKind
from tillsyn.reading.auditees import AuditeesReading, read_auditees

GOOD = """\
id;namn;slag;huvudman;adress;dnr
norrskog;Socialnämnden i Norrskog;nämnd;Norrskogs kommun;Box 12 / 000 12 Norrskog;EX 2026-0112
ormbunken;Ormbunken;utförare;;;
"""

FAULTS = {
    "R001": "id;namn\n",
    "R003": "id;namn\nnorrskog\n",
    "R004": "id;dnr\nnorrskog;1\n",
    "R005": "id;namn;name\nnorrskog;Norrskog;Norrskog\n",
    "R006": "id;namn\nnorrskog;Anna 821105-9954\n",
    "R008W": "id;namn;dnrr\nnorrskog;Norrskog;1\n",
    "R030": "id;namn\n;Norrskog\n",
    "R031": "id;namn\nNorrskog;Norrskog\n",
    "R032": "id;namn\nnorrskog;Norrskog\nnorrskog;Norrskog\n",
    "R033": "id;namn\nnorrskog;\n",
    "R034": "id;namn;slag\nnorrskog;Norrskog;namnd\n",
}


def read(folder: Path, content: str) -> AuditeesReading:
    path = folder / "auditees.csv"
    path.write_text(content, encoding="utf-8")
    return read_auditees(path)


def test_a_list_becomes_auditees_with_address_lines(tmp_path: Path) -> None:
    address = ("Box 12", "000 12 Norrskog")
    assert read(tmp_path, GOOD) == AuditeesReading(
        (
            Auditee(
                "norrskog",
                "Socialnämnden i Norrskog",
                AuditeeKind.COMMITTEE,
                "Norrskogs kommun",
                address,
                "EX 2026-0112",
            ),
            Auditee("ormbunken", "Ormbunken", AuditeeKind.PROVIDER),
        ),
        (),
    )


def test_english_headings_and_commas_do_as_well(tmp_path: Path) -> None:
    reading = read(tmp_path, "name,id,kind,body,address,dnr\nNorth,north,region,County,Box 1,7\n")
    assert reading == AuditeesReading((Auditee("north", "North", AuditeeKind.REGION, "County", ("Box 1",), "7"),), ())


@pytest.mark.parametrize(("code", "content"), FAULTS.items())
def test_each_fault_is_found(tmp_path: Path, code: str, content: str) -> None:
    reading = read(tmp_path, content)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].message
    assert "9954" not in repr(reading.problems)


def test_all_faults_of_a_row_come_in_one_run(tmp_path: Path) -> None:
    reading = read(tmp_path, "id;namn;slag\nNORR SKOG;;nämden\n")
    assert [problem.code for problem in reading.problems] == ["R031", "R033", "R034"]
    assert reading.problems[2].about["nearest"] == "nämnd"


def test_markup_stays_text_and_terminal_codes_become_visible(tmp_path: Path) -> None:
    reading = read(tmp_path, "id;namn\nnorrskog;[@click=app.quit]Norr[/] \x1b[2Jskog\n")
    assert reading.auditees[0].name == "[@click=app.quit]Norr[/] ␛[2Jskog"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("id;namn;slag\n" + text).encode("utf-8")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "auditees.csv"
    path.write_bytes(content)
    reading = read_auditees(path)
    assert reading.auditees or reading.problems
    assert all(problem.message for problem in reading.problems)
