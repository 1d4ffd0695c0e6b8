"""Making the sample county anew: nothing that anybody has done since is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tillsyn.errors import UsageFault
from tillsyn.store.journal import Draft
from tillsyn.workflow import demo
from tillsyn.workflow.demo import STORE, Built, build_demo
from tillsyn.workflow.desk import Desk, open_desk


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county without steps, whose only document is a letter."""

    def documents(_desk: Desk, _opened: object, folder: Path, _progress: object) -> tuple[int, str]:
        (folder / "letters").mkdir()
        (folder / "letters" / "norrskog-krav.html").write_text("brev", encoding="utf-8")
        return 1, ""

    monkeypatch.setattr(demo, "_steps", lambda _folder: [])
    monkeypatch.setattr(demo, "open_audit", lambda _desk, _audit: None)
    monkeypatch.setattr(demo, "_documents", documents)
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

    monkeypatch.setattr(demo, "_steps", begin)
    with pytest.raises(UsageFault, match="annat fönster"):
        make(county)
    opened[0].close()

    assert entries(county / STORE) == 1
    assert not (county / ".partial").exists()
