"""The chain notices every change: in each column of each journal table, and of rows taken away, moved or put back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.making import NOW, a_comment, an_answer, every_kind, new_store, without_guards, write
from tillsyn.domain.entries import Entry, entry_hash, text_hash
from tillsyn.store.engine import open_read_only, open_store
from tillsyn.store.journal import writer_heads
from tillsyn.store.tables import METADATA
from tillsyn.store.verify import Verification, verify

JOURNAL = ("entry", "entry_text")
COLUMNS = [(table, column.name) for table in JOURNAL for column in METADATA.tables[table].columns]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with new_store(tmp_path_factory.mktemp("kept")) as store:
        write(store, *every_kind(), actor="Åsa")
        write(store, an_answer("ja"), a_comment("Inte godtagbart."), actor="Bo")
        write(store, an_answer("delvis"), an_answer("ej", "PLA-02"), actor="Åsa")
        return store.path


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept, tmp_path / "a.tillsyn"))


@pytest.fixture
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A hand in the file: no guards, no foreign keys."""
    with closing(without_guards(path)) as connection:
        yield connection


def checked(path: Path, held: dict[str, tuple[int, str]] | None = None) -> Verification:
    with open_read_only(path) as store:
        return verify(store, NOW, held)


def codes(path: Path, held: dict[str, tuple[int, str]] | None = None) -> set[str]:
    return {fault.code for fault in checked(path, held).faults}


def test_an_undamaged_journal_is_clean(path: Path) -> None:
    found = checked(path)

    assert found.faults == ()
    assert found.ok
    assert found.entries == len(every_kind()) + 4
    assert sorted(chain.entries for chain in found.chains) == [2, len(every_kind()) + 2]


def test_the_columns_tried_are_those_of_the_file(tampering: sqlite3.Connection) -> None:
    held = [(t, row[1]) for t in JOURNAL for row in tampering.execute(f"PRAGMA table_info({t})")]

    assert held == COLUMNS


# A little more, something else, nothing, bytes, a number: whatever somebody writes in the place of a value.
CHANGES: dict[str, Callable[[object], object]] = {
    "longer": lambda old: old + 100 if isinstance(old, int) else f"{old}x",
    "other": lambda old: 999 if isinstance(old, int) else "[]" if old != "[]" else '["f"]',
    "empty": lambda old: "",
    "blank": lambda old: " ",
    "bytes": lambda old: b"\x01\x02",
    "apart": lambda old: "A\u030asa" if old == "Åsa" else f"{old}\u0301",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_change_in_any_column_is_noticed(
    tampering: sqlite3.Connection, path: Path, table: str, column: str, change: str
) -> None:
    seen = 0
    for rowid, old in tampering.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
        new = CHANGES[change](old)
        if new == old:
            continue
        tampering.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [new, rowid])
        assert not checked(path).ok, (rowid, old, new)
        tampering.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [old, rowid])
        seen += 1
    assert seen > 2
    assert checked(path).ok  # everything is back


def test_a_base_written_another_way_is_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    tampering.execute("UPDATE entry SET base = replace(base, '[\"', '[ \"') WHERE base <> '[]'")

    assert codes(path) == {"hash"}


def test_words_cannot_be_hidden_in_the_salt(tampering: sqlite3.Connection, path: Path) -> None:
    """Salt and text are hashed in one go: without a fixed length, “Inte ” could move over."""
    tampering.execute(
        "UPDATE entry_text SET salt = salt || 'Inte ', text = substr(text, 6) WHERE text = 'Inte godtagbart.'"
    )

    assert codes(path) == {"text"}


def test_a_deleted_row_is_noticed_wherever_it_stood(path: Path, tmp_path: Path) -> None:
    with open_read_only(path) as store:
        everyone = [row["hash"] for row in store.all("SELECT hash FROM entry")]
    for digest in everyone:
        copy = Path(shutil.copy(path, tmp_path / "copy"))
        with closing(without_guards(copy)) as connection:
            connection.execute("DELETE FROM entry_text WHERE entry = ?", [digest])
            connection.execute("DELETE FROM entry WHERE hash = ?", [digest])
        assert codes(copy) & {"gap", "link", "cut"}, digest


def test_a_deleted_text_is_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    tampering.execute("DELETE FROM entry_text WHERE text = 'Inte godtagbart.'")

    assert codes(path) == {"missing_text"}


def test_swapped_rows_are_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    writer = tampering.execute("SELECT writer FROM entry WHERE actor = 'Åsa'").fetchone()[0]
    for swap in ("seq = -2 WHERE seq = 2", "seq = 2 WHERE seq = 3", "seq = 3 WHERE seq = -2"):
        tampering.execute(f"UPDATE entry SET {swap} AND writer = ?", [writer])

    assert {"hash", "link"} <= codes(path)


def test_swapped_texts_are_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    one, two = (row[0] for row in tampering.execute("SELECT entry FROM entry_text LIMIT 2"))
    for new, old in (("x", one), (one, two), (two, "x")):
        tampering.execute("UPDATE entry_text SET entry = ? WHERE entry = ?", [new, old])

    assert codes(path) == {"text"}


def test_a_row_taken_out_and_put_back_last_is_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    row = tampering.execute("SELECT * FROM entry WHERE seq = 2 AND actor = 'Åsa'").fetchone()
    tampering.execute("DELETE FROM entry WHERE hash = ?", [row[0]])
    last = tampering.execute("SELECT MAX(seq) FROM entry WHERE writer = ?", [row[1]]).fetchone()[0]
    marks = ", ".join("?" * len(row))
    tampering.execute(f"INSERT INTO entry VALUES ({marks})", [row[0], row[1], last + 1, *row[3:]])

    assert {"gap", "hash"} <= codes(path)


def test_a_row_taken_out_and_put_back_unchanged_is_no_change(tampering: sqlite3.Connection, path: Path) -> None:
    row = tampering.execute("SELECT * FROM entry WHERE seq = 2 AND actor = 'Åsa'").fetchone()
    tampering.execute("DELETE FROM entry WHERE hash = ?", [row[0]])
    assert not checked(path).ok
    tampering.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(row))})", row)

    assert checked(path).ok


def test_a_text_nobody_wrote_is_noticed(tampering: sqlite3.Connection, path: Path) -> None:
    (without,) = tampering.execute("SELECT hash FROM entry WHERE text_hash = ''").fetchone()
    tampering.execute("INSERT INTO entry_text VALUES ('ingen', ?, 'ord')", ["0" * 32])
    assert codes(path) == {"loose_text"}
    tampering.execute("UPDATE entry_text SET entry = ? WHERE entry = 'ingen'", [without])
    assert codes(path) == {"text"}


def _cut(connection: sqlite3.Connection) -> None:
    """The last two entries of one writer taken away, and the store's own memory of them."""
    gone = [
        row[0] for row in connection.execute("SELECT hash FROM entry WHERE actor = 'Åsa' ORDER BY seq DESC LIMIT 2")
    ]
    for digest in gone:
        connection.execute("DELETE FROM entry_text WHERE entry = ?", [digest])
        connection.execute("DELETE FROM entry WHERE hash = ?", [digest])


def test_a_cut_tail_is_noticed_by_the_heads_the_store_has_seen(tampering: sqlite3.Connection, path: Path) -> None:
    _cut(tampering)

    assert codes(path) == {"cut"}


def test_a_cut_tail_is_noticed_by_heads_held_elsewhere_alone(tampering: sqlite3.Connection, path: Path) -> None:
    with open_read_only(path) as store:
        held = {writer: (seq, digest) for writer, seq, digest in writer_heads(store)}
    assert codes(path, held) == set()
    _cut(tampering)
    tampering.execute("DELETE FROM head_seen")

    assert codes(path) == set()  # what no chain can see
    assert codes(path, held) == {"cut"}


def test_a_chain_made_anew_is_noticed_by_heads_held_elsewhere(tampering: sqlite3.Connection, path: Path) -> None:
    """Somebody who knows the format changes a code and reckons every later hash again."""
    with open_read_only(path) as store:
        held = {writer: (seq, digest) for writer, seq, digest in writer_heads(store)}
    _forge(tampering)

    assert codes(path) == set()
    assert codes(path, held) == {"replaced"}


def _forge(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM head_seen")
    connection.row_factory = sqlite3.Row
    prev = ""
    for row in connection.execute("SELECT * FROM entry WHERE actor = 'Åsa' ORDER BY seq").fetchall():
        fields = dict(row)
        fields["data"] = fields["data"].replace('"nej"', '"ja"')
        old, fields["prev"] = fields.pop("hash"), prev
        base = fields.pop("base")
        names = tuple(base.strip('[]"').split('","')) if base != "[]" else ()
        prev = entry_hash(Entry(**fields, base=names, hash=""))
        connection.execute(
            "UPDATE entry SET hash = ?, prev = ?, data = ? WHERE hash = ?", [prev, fields["prev"], fields["data"], old]
        )
        connection.execute("UPDATE entry_text SET entry = ? WHERE entry = ?", [prev, old])


def test_every_fault_says_where_and_what_in_swedish(tampering: sqlite3.Connection, path: Path) -> None:
    tampering.execute("UPDATE entry SET data = '{}' WHERE seq = 2")

    (fault, *_) = checked(path).faults

    assert fault.seq == 2
    assert "ändrats" in fault.message


def test_verifying_while_another_writes_sees_no_ghosts(path: Path) -> None:
    with open_store(path) as store, open_store(path) as other:
        reading = store.all

        def and_then_another_writes(sql: str, **parameters: object) -> list[sqlite3.Row]:
            rows = reading(sql, **parameters)
            write(other, an_answer("ja", case=f"N-{len(rows)}"), actor="Bo")
            return rows

        store.all = and_then_another_writes  # type: ignore[method-assign]
        assert verify(store, NOW).faults == ()


def test_a_text_hash_needs_its_text() -> None:
    assert text_hash("s", None) == ""
    assert text_hash("s", "") != ""
