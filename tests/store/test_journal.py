"""Adding entries: each to its writer's chain, later than all before, and never changed again."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.store.making import NOW, a_comment, an_answer, every_kind, new_store, raw, without_guards, write
from tillsyn.domain.entries import FIRST, entry_hash, subject, text_hash
from tillsyn.errors import StoreFault
from tillsyn.store.engine import Store
from tillsyn.store.journal import Draft, read_entries, writer_heads
from tillsyn.store.pens import make_pen
from tillsyn.store.verify import verify


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def test_each_writer_has_a_chain_of_its_own(store: Store) -> None:
    write(store, an_answer("ja"), an_answer("nej", "PLA-02"), actor="Ada")
    write(store, an_answer("ja", "PLA-03"), actor="Bo")
    write(store, an_answer("ej", "PLA-04"), actor="Ada")

    chains = {actor: [e for e in read_entries(store) if e.actor == actor] for actor in ("Ada", "Bo")}

    assert [e.seq for e in chains["Ada"]] == [1, 2, 3]
    assert [e.seq for e in chains["Bo"]] == [1]
    for chain in chains.values():
        assert [e.prev for e in chain] == [FIRST, *(e.hash for e in chain[:-1])]
        assert all(entry_hash(e) == e.hash for e in chain)


def test_what_is_recorded_is_what_is_read(store: Store) -> None:
    recorded = write(store, *every_kind())

    assert tuple(read_entries(store)) == recorded


def test_words_are_apart_with_a_salt_of_their_own(store: Store) -> None:
    one, two = write(store, a_comment("Samma ord."), a_comment("Samma ord.", "PLA-02"))

    assert one.salt != two.salt
    assert one.text_hash != two.text_hash
    assert one.text_hash == text_hash(one.salt, "Samma ord.")
    assert "Samma ord" not in "".join(str(tuple(row)) for row in store.all("SELECT * FROM entry"))


def test_no_words_is_not_the_same_as_empty_words(store: Store) -> None:
    without, empty = write(store, an_answer("ja"), a_comment(""))

    assert (without.text, without.text_hash) == (None, "")
    assert empty.text == ""
    assert empty.text_hash


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1), timedelta(days=400)])
def test_order_survives_a_clock_that_goes_back(store: Store, back: timedelta) -> None:
    write(store, an_answer("ja"), actor="Ada", now=NOW)
    write(store, an_answer("nej"), an_answer("ej", "PLA-02"), actor="Bo", now=NOW - back)
    write(store, an_answer("delvis"), actor="Ada", now=NOW - back / 2)

    times = [e.at for e in read_entries(store)]
    assert all(earlier < later for earlier, later in pairwise(times))
    assert datetime.fromisoformat(times[-1]) - NOW < timedelta(milliseconds=1)
    assert [row["code"] for row in store.all("SELECT code FROM answer WHERE criterion = 'PLA-01'")] == ["delvis"]


def test_an_entry_far_in_the_future_is_told_but_is_no_damage(store: Store) -> None:
    write(store, an_answer("ja"), now=NOW + timedelta(days=30))

    found = verify(store, NOW)

    assert [fault.code for fault in found.faults] == ["future"]
    assert found.ok
    assert verify(store, NOW + timedelta(days=30)).faults == ()


@pytest.mark.parametrize("at", ["på måndag", "9999-12-31T23:59:59.999999+00:00", "2026-03-02T08:00:00"])
def test_nothing_is_added_after_a_time_that_cannot_be(store: Store, at: str) -> None:
    write(store, an_answer("ja"))
    with closing(without_guards(store.path)) as connection:
        connection.execute("UPDATE entry SET at = ?", [at])

    with pytest.raises(StoreFault, match="skadad"):
        write(store, an_answer("nej"))


def test_everything_is_kept_in_one_normal_form(store: Store) -> None:
    apart = unicodedata.normalize("NFD", "Åsa Öberg")
    draft = Draft("fact", subject("fact", "a", "vik", apart, "barn"), {"value": apart}, apart)

    (entry,) = write(store, draft, actor=apart)

    for kept in (entry.actor, entry.subject, entry.data, entry.text or ""):
        assert unicodedata.is_normalized("NFC", kept)
        assert "Åsa Öberg" in kept
    assert make_pen(store, "prov", apart) == make_pen(store, "prov", "Åsa Öberg")


@pytest.mark.parametrize(
    "draft",
    [
        Draft("x", "x|1", {"share": 0.5}),
        Draft("x", "x|1", {"deep": [{"share": 1.0}]}),
        Draft("x", "x|1", {"text": "a\0b"}),
        Draft("x", "x|1", {"a\0": 1}),
        Draft("x", "x|a\0b", {}),
        Draft("x", "x|1", {}, "a\0b"),
    ],
)
def test_what_the_format_cannot_hold_is_refused_whole(store: Store, draft: Draft) -> None:
    with pytest.raises(ValueError, match=r"float|NUL"):
        write(store, an_answer("ja"), draft)

    assert read_entries(store) == []


def test_nothing_recorded_is_no_entry(store: Store) -> None:
    assert write(store) == ()
    assert writer_heads(store) == []


def test_a_batch_supersedes_itself_in_order(store: Store) -> None:
    write(store, an_answer("ja"), an_answer("nej"), an_answer("ej"))

    assert store.all("SELECT * FROM conflict") == []
    assert [row["code"] for row in store.all("SELECT code FROM answer")] == ["ej"]


def test_a_copy_elsewhere_starts_a_writer_of_its_own(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "annan.tillsyn"
    store.copy_to(copy)

    with Store(copy, store._connection) as there:
        assert make_pen(store, "prov", "Ada").writer != make_pen(there, "prov", "Ada").writer
        assert make_pen(store, "prov", "Ada").writer != make_pen(store, "annan dator", "Ada").writer
        assert make_pen(store, "prov", "Ada").writer != make_pen(store, "prov", "Bo").writer
        assert make_pen(store, "prov", "Ada") == make_pen(store, "prov", "Ada")


GUARDED = [
    "UPDATE entry SET data = '{}'",
    "UPDATE OR REPLACE entry SET seq = 1",
    "DELETE FROM entry",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry LIMIT 1",
    "REPLACE INTO entry SELECT hash, writer, seq, prev, at, actor, kind, subject, base, '{}', text_hash FROM entry",
    "INSERT OR REPLACE INTO entry SELECT 'ny', writer, seq, prev, at, actor, kind, subject, base, data, text_hash "
    "FROM entry LIMIT 1",
    "INSERT OR IGNORE INTO entry SELECT * FROM entry LIMIT 1",
    "INSERT INTO entry SELECT * FROM entry LIMIT 1 ON CONFLICT DO UPDATE SET data = '{}'",
    "UPDATE entry_text SET text = 'annat'",
    "INSERT OR REPLACE INTO entry_text SELECT entry, salt, 'annat' FROM entry_text",
]


@pytest.mark.parametrize("statement", GUARDED)
@pytest.mark.parametrize("through", ["our connection", "a raw connection"])
def test_the_file_itself_refuses_to_change_what_was_written(store: Store, statement: str, through: str) -> None:
    write(store, *every_kind())
    before = read_entries(store)

    if through == "our connection":
        with pytest.raises(StoreFault):
            store.run(statement)
    else:
        connection = raw(store.path)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
        connection.close()

    assert read_entries(store) == before
    assert verify(store, NOW).ok


def test_texts_may_be_purged_and_the_chain_still_tells_which(store: Store) -> None:
    write(store, *every_kind())

    store.run("DELETE FROM entry_text")

    assert {fault.code for fault in verify(store, NOW).faults} == {"missing_text"}
