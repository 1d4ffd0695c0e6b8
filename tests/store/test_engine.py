"""The door to a store: what it promises of the file, and what it says when it cannot."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.faults.places import python, read_only
from tests.store.making import NOW, an_answer, every_kind, new_store, raw, write
from tests.store.recount import held
from tillsyn.errors import StoreFault
from tillsyn.store import engine
from tillsyn.store.engine import APPLICATION_ID, FORMAT, Store, create_store, open_read_only, open_store
from tillsyn.store.merge import merge
from tillsyn.store.verify import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_store(tmp_path) as store:
        write(store, *every_kind())
    return tmp_path / "a.tillsyn"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
    ],
)
def test_an_open_store_is_set_for_safety(path: Path, pragma: str, value: object) -> None:
    with open_store(path) as store:
        row = store.one(f"PRAGMA {pragma}")
        assert row is not None
        assert row[0] == value


def test_a_store_is_its_owners_alone_from_the_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    before = os.umask(0)
    try:
        monkeypatch.setattr(engine, "_schema", lambda: modes.append((tmp_path / "a").stat().st_mode & 0o777) or [])
        with pytest.raises(StoreFault):  # no tables: but the file was there, and closed to others
            create_store(tmp_path / "a")
    finally:
        os.umask(before)

    assert modes == [0o600]
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_marked_as_ours_with_its_format(path: Path) -> None:
    connection = raw(path)

    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT


def test_a_store_made_before_a_table_was_there_gets_it_filled_from_its_journal(path: Path) -> None:
    before = held(path)
    with raw(path) as connection:
        for table in engine.ADDED:
            connection.execute(f"DROP TABLE {table}")

    open_store(path).close()

    assert held(path) == before


def test_a_store_made_before_a_table_was_there_is_merged_from_without_it(path: Path, tmp_path: Path) -> None:
    with raw(path) as connection:
        for table in engine.ADDED:
            connection.execute(f"DROP TABLE {table}")

    with new_store(tmp_path, "b.tillsyn") as store, open_read_only(path) as source:
        merge(store, source, NOW)

    assert len(held(tmp_path / "b.tillsyn")["plan"]) == 1


def test_a_store_is_never_made_over_a_file(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(StoreFault, match="finns redan"):
        create_store(path)

    assert path.read_bytes() == before


def test_what_an_earlier_version_took_in_is_seen(path: Path) -> None:
    """It adds entries of kinds it does not know, and leaves their tables and the count of what they hold alone."""
    before = held(path)
    with raw(path) as connection:
        connection.execute("DELETE FROM remark")
        connection.execute("UPDATE meta SET value = CAST(value - 1 AS TEXT) WHERE key = 'painted'")

    with open_store(path) as store:
        assert held(path) == before
        write(store, an_answer("nej"))
        assert not engine.lags(store)


def test_a_store_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="kan inte skapas"):
        create_store(tmp_path / "borta" / "a.tillsyn")


@pytest.mark.parametrize("opening", [open_store, open_read_only])
def test_a_store_from_a_newer_version_is_left_alone(path: Path, opening: object) -> None:
    connection = raw(path)
    connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreFault, match="nyare") as fault:
        assert callable(opening)
        opening(path)

    assert str(FORMAT + 1) in fault.value.message
    assert path.read_bytes() == before


def _text_file(path: Path) -> None:
    path.write_text("Ärendekod;Insatsform\n" * 100, encoding="utf-8")


def _empty_file(path: Path) -> None:
    path.write_bytes(b"")


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE entry (hash TEXT)")


@pytest.mark.parametrize("make", [_text_file, _empty_file, _other_database])
def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path: Path, make: object) -> None:
    path = tmp_path / "a.tillsyn"
    assert callable(make)
    make(path)
    before = path.read_bytes()

    for opening in (open_store, open_read_only):
        with pytest.raises(StoreFault, match="ingen tillsyn-lagring|inte en|är inte"):
            opening(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["borta.tillsyn", ".", "x" * 5000])
def test_a_store_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    for opening in (open_store, open_read_only):
        with pytest.raises(StoreFault, match="ingen lagring"):
            opening(tmp_path / name)


def test_a_damaged_store_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(StoreFault, match="skadad"), open_store(path) as store:
        store.all("SELECT * FROM entry")


_WRITE = """
import sys
from pathlib import Path
from tests.store.making import an_answer, write
from tillsyn.errors import StoreFault
from tillsyn.store.engine import open_store
try:
    with open_store(Path(sys.argv[1])) as store:
        print(len(store.all("SELECT * FROM entry")))
        write(store, an_answer("ja"))
except StoreFault as fault:
    print(fault.message)
"""


def test_a_store_in_a_read_only_place_says_so_and_is_unchanged(path: Path) -> None:
    before = path.read_bytes()

    said = python(_WRITE, path, prefix=read_only(path.parent))

    assert said.returncode == 0, said.stderr
    assert "bara att läsa" in said.stdout or "kan inte öppnas" in said.stdout
    assert path.read_bytes() == before


_READ = """
import sys
from pathlib import Path
from tillsyn.store.engine import open_read_only
with open_read_only(Path(sys.argv[1])) as store:
    print(len(store.all("SELECT * FROM entry")))
"""


def test_a_store_on_a_medium_that_cannot_be_written_is_read_for_merging(path: Path) -> None:
    said = python(_READ, path, prefix=read_only(path.parent))

    assert said.stdout == f"{len(every_kind())}\n", said.stderr


def test_the_answer_to_the_switch_to_wal_is_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stubborn(sqlite3.Connection):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
            return super().execute("SELECT 'delete'" if "journal_mode" in sql else sql, *more)  # type: ignore[arg-type]

    real = sqlite3.connect
    monkeypatch.setattr(engine.sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Stubborn))

    with pytest.raises(StoreFault, match="journalläge delete"):
        open_store(path)


def test_a_backup_is_whole_while_another_writes(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def go_on() -> None:
        with open_store(path) as other:
            for n in range(10_000):
                if stop.is_set():
                    return
                write(other, an_answer("ja", case=f"X-{n}"), actor="Bo")

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        with open_store(path) as store:
            for n in range(5):
                store.copy_to(tmp_path / f"copy{n}")
    finally:
        stop.set()
        writer.join()

    for n in range(5):
        with open_read_only(tmp_path / f"copy{n}") as copy:
            assert verify(copy, NOW).ok
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_a_backup_is_its_owners_alone_and_one_single_file(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopior"
    folder.mkdir()

    with open_store(path) as store:
        store.copy_to(folder / "kopia")

    assert (folder / "kopia").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in folder.iterdir()] == ["kopia"]
    with open_store(folder / "kopia") as copy:
        assert len(copy.all("SELECT * FROM entry")) == len(every_kind())


@pytest.mark.parametrize("target", ["borta/kopia", "mapp", "x" * 300])
def test_a_backup_that_cannot_be_made_leaves_nothing(path: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "mapp").mkdir()

    with open_store(path) as store, pytest.raises(StoreFault):
        store.copy_to(tmp_path / target)

    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("a.tillsyn")) == ["mapp"]


_HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
"""


def test_a_busy_store_is_waited_for_and_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with open_store(path) as store:
            assert len(store.all("SELECT * FROM entry")) == len(every_kind())  # reading goes on
            with pytest.raises(StoreFault, match="upptagen"):
                write(store, an_answer("ja"))
            holder.communicate("go\n", timeout=10)
            write(store, an_answer("ja"))
    finally:
        holder.kill()
        holder.communicate()


def test_a_transaction_is_all_or_nothing_and_may_be_nested(path: Path) -> None:
    with open_store(path) as store:
        with pytest.raises(RuntimeError), store.transaction():
            write(store, an_answer("ja", case="Y"))
            raise RuntimeError
        assert store.all("SELECT * FROM answer WHERE case_code = 'Y'") == []


def test_a_snapshot_does_not_move_while_another_writes(path: Path) -> None:
    with open_store(path) as store, open_store(path) as other:
        with store.snapshot():
            first = len(store.all("SELECT * FROM entry"))
            write(other, an_answer("ja", case="Z"), actor="Bo")
            assert len(store.all("SELECT * FROM entry")) == first
        assert len(store.all("SELECT * FROM entry")) == first + 1


def test_nothing_can_be_written_in_a_snapshot(path: Path) -> None:
    with open_store(path) as store, store.snapshot(), pytest.raises(AssertionError):
        write(store, an_answer("ja"))


def test_reading_to_merge_does_not_change_a_byte(path: Path) -> None:
    before = path.read_bytes()

    with open_read_only(path) as store:
        assert isinstance(store, Store)
        assert store.all("SELECT * FROM entry")
        with pytest.raises(StoreFault, match="bara att läsa"):
            store.run("DELETE FROM draft")

    assert path.read_bytes() == before


def test_a_store_knows_whether_others_have_it_open(path: Path) -> None:
    with open_store(path) as store:
        with open_store(path) as other:
            other.all("SELECT * FROM entry LIMIT 1")
            assert not store.alone()
        assert store.alone()
        write(store, an_answer("nej"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("after", ["gone", "moved", "replaced"])
def test_nothing_is_confirmed_in_a_file_that_is_no_longer_there(path: Path, after: str) -> None:
    with open_store(path) as store:
        with open_store(path) as other:
            other.copy_to(path.with_name("b.tillsyn"))
        path.rename(path.with_name("c.tillsyn"))
        if after == "gone":
            path.with_name("c.tillsyn").unlink()
        if after == "replaced":
            path.with_name("b.tillsyn").rename(path)
        with pytest.raises(StoreFault, match="flyttats"):
            write(store, an_answer("nej"))
