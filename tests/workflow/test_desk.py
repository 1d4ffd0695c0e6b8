"""Which store is meant, who sits at it, and on what machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tillsyn.errors import UsageFault
from tillsyn.workflow import clock, desk
from tillsyn.workflow.desk import find_store, installation_id, open_desk, unsafe_place


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "här"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_the_option_goes_before_the_variable_before_the_folder_before_the_user(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(desk.user_folder())
    place = find_store(None)
    assert (place.path, place.by_default) == (home / "tillsyn.tillsyn", True)
    (here / "en.tillsyn").touch()
    assert find_store(None).path.name == "en.tillsyn"
    (here / "två.tillsyn").touch()
    with pytest.raises(UsageFault, match=r"en\.tillsyn, två\.tillsyn"):
        find_store(None)
    monkeypatch.setenv("TILLSYN_STORE", "tre.tillsyn")
    assert find_store(None).path == Path("tre.tillsyn")
    assert find_store("fyra.tillsyn").path == Path("fyra.tillsyn")


def test_the_address_of_a_server_is_told_without_its_password() -> None:
    with pytest.raises(UsageFault) as fault:
        find_store("postgresql+psycopg://ada:hemligt@server/db")
    assert "hemligt" not in fault.value.message + fault.value.remedy


def test_an_installation_keeps_its_id_and_two_have_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = installation_id()
    assert installation_id() == first
    assert len(first) == 32
    monkeypatch.setenv("TILLSYN_HOME", str(tmp_path / "annan"))
    assert installation_id() != first


def test_a_home_that_cannot_be_used_is_told_and_no_store_made(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fil").touch()
    monkeypatch.setenv("TILLSYN_HOME", str(tmp_path / "fil" / "hem"))

    with pytest.raises(UsageFault, match="fil"):
        open_desk(here / "ny.tillsyn", create=True)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Åsa", "Åsa"), (" A\u030asa \n", "Åsa"), ("\x1b[31mRöd", "␛[31mRöd"), ("x\udcff", "x?"), ("", "Prov Granskare")],
)
def test_a_name_is_kept_as_it_can_be_shown(here: Path, given: str, kept: str) -> None:
    with open_desk(here / "ny.tillsyn", given, create=True) as at:
        assert at.pen.actor == kept


@pytest.mark.parametrize("name", ["OneDrive - Kommunen", "Dropbox", "Mina dokument (iCloud Drive)"])
def test_a_synchronised_folder_is_warned_of(here: Path, name: str) -> None:
    assert "synk" in unsafe_place(here / name / "a.tillsyn")
    assert unsafe_place(here / "a.tillsyn") == ""


def test_a_network_drive_is_warned_of(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_filesystem", lambda path: "cifs")
    assert "nätverk" in unsafe_place(here / "a.tillsyn")


@pytest.mark.parametrize("held", ["i morgon", "25:00", "2026-13-01"])
def test_a_clock_held_wrongly_is_told(monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    monkeypatch.setenv("TILLSYN_NOW", held)
    with pytest.raises(UsageFault, match="TILLSYN_NOW"):
        clock.now()


def test_a_clock_held_still_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLSYN_NOW", "2026-03-02T00:30:00+01:00")
    assert clock.now().isoformat() == "2026-03-01T23:30:00+00:00"
    assert clock.today().isoformat() == "2026-03-02"
    monkeypatch.delenv("TILLSYN_NOW")
    assert clock.now() <= clock.now()
