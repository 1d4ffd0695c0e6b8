"""Making the sample county anew: nothing that anybody has done since is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.county import SAMPLE_CASES
from tillsyn.domain.deadlines import is_working_day
from tillsyn.errors import UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow import clock, demo
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.demo import STORE, Built, build_demo, steps_of
from tillsyn.workflow.demo_colleagues import DAYS
from tillsyn.workflow.demo_county import COUNTY, OWN, moment
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.profile import read_profile
from tillsyn.workflow.protocol import protocol


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county without steps, whose only document is a letter."""

    def papers(_desk: Desk, folder: Path, _progress: object) -> tuple[int, str]:
        (folder / "letters").mkdir()
        (folder / "letters" / "norrskog-krav.html").write_text("brev", encoding="utf-8")
        return 1, ""

    monkeypatch.setattr(demo, "steps_of", lambda _folder: [])
    monkeypatch.setattr(demo, "write_papers", papers)
    folder = tmp_path / "demo"
    assert make(folder).kept is None
    return folder


def make(folder: Path) -> Built:
    return build_demo(folder, force=folder.exists(), actor=None, progress=lambda *_: None)


def work(desk: Desk) -> None:
    desk.record([Draft("answer", "answer|a|vik|V-01|first|PLA-01", {"code": "ja"})])


def entries(store: Path) -> int:
    with open_desk(store) as desk:
        return len(desk.store.all("SELECT hash FROM entry"))


def test_what_nobody_has_touched_is_made_anew_without_leavings(county: Path) -> None:
    assert make(county).kept is None
    assert sorted(path.name for path in county.iterdir()) == [STORE, "letters"]


def test_work_in_the_store_is_kept_with_its_letters(county: Path) -> None:
    with open_desk(county / STORE) as desk:
        work(desk)

    kept = make(county).kept

    assert kept is not None
    assert kept.parent == county / "earlier"
    assert (entries(kept / STORE), entries(county / STORE)) == (1, 0)
    assert (kept / "letters" / "norrskog-krav.html").is_file()
    assert (county / "letters" / "norrskog-krav.html").is_file()


@pytest.mark.parametrize("name", ["letters/mina.txt", "letters/norrskog-krav.html", "agency.yaml", "report/a.csv"])
def test_a_file_that_somebody_has_put_or_changed_there_is_kept(county: Path, name: str) -> None:
    (county / name).parent.mkdir(exist_ok=True)
    (county / name).write_text("mitt", encoding="utf-8")

    kept = make(county).kept

    assert kept is not None
    assert (kept / name).read_text(encoding="utf-8") == "mitt"


def test_a_county_that_is_open_is_left_alone(county: Path) -> None:
    with open_desk(county / STORE) as desk:
        with pytest.raises(UsageFault, match="annat fönster"):
            make(county)
        work(desk)

    assert entries(county / STORE) == 1
    assert not (county / ".partial").exists()


def test_a_county_that_is_opened_while_the_new_one_is_made_is_left_alone(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Desk] = []

    def begin(_folder: Path) -> list[object]:
        opened.append(open_desk(county / STORE))
        work(opened[0])
        return []

    monkeypatch.setattr(demo, "steps_of", begin)
    with pytest.raises(UsageFault, match="annat fönster"):
        make(county)
    opened[0].close()

    assert entries(county / STORE) == 1
    assert not (county / ".partial").exists()


def test_the_county_is_noticed_before_its_registers_come_and_they_before_the_draw() -> None:
    days = COUNTY.days
    written = read_profile(SAMPLE_CASES / "agency.yaml").letter_date
    assert written is not None
    order = [days.begun, days.registers, days.drawn, days.read, days.decided, written]
    assert order == sorted(set(order))
    assert days.begun < COUNTY.day < days.registers
    assert [day for day in (*order, *DAYS.values()) if not is_working_day(day)] == []


def test_colleagues_come_after_the_first_reading_and_before_the_decisions() -> None:
    own, *after = DAYS.values()
    assert COUNTY.days.drawn < OWN.days.begun < OWN.days.read < own < COUNTY.days.read
    assert [COUNTY.days.read, *after, COUNTY.days.decided] == sorted({COUNTY.days.read, *after, COUNTY.days.decided})


def test_plans_are_bound_and_notices_kept_before_anything_is_drawn(tmp_path: Path) -> None:
    with open_desk(tmp_path / STORE, create=True) as desk:
        for step in steps_of(tmp_path):
            if step.day <= COUNTY.days.drawn:
                with clock.held(moment(step.day)):
                    step.take(desk)
        opened = open_audit(desk, COUNTY.id)
        told = [protocol(desk, opened, auditee.id) for auditee in opened.auditees]
        kept = queries.letters(desk.store, COUNTY.id)

    assert len(told) == len(kept) == len(list((tmp_path / "notices").glob("*.html"))) == 16
    assert {letter.at[:10] for letter in kept} == {COUNTY.days.begun.isoformat()}
    assert not [page for page in (tmp_path / "notices").iterdir() if "Utkast" in page.read_text(encoding="utf-8")]
    for one in told:
        assert one["commitment"]["agrees"]
        assert one["commitment"]["at"][:10] == COUNTY.days.begun.isoformat()
        assert one["drawn"]["at"][:10] == COUNTY.days.drawn.isoformat()


def test_a_held_clock_goes_on_afterwards() -> None:
    before = clock.now()
    with clock.held(moment(COUNTY.days.begun)):
        assert clock.today() == COUNTY.days.begun
    assert clock.now() == before
