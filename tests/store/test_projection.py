"""The picture is what the entries come to: always, whatever was added in what order, and made anew the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.making import NOW, PLACE, a_comment, an_answer, every_kind, new_store, write
from tests.store.recount import TABLES, held, recount
from tillsyn.domain.entries import Json, subject
from tillsyn.store import projection
from tillsyn.store.engine import Store, open_store
from tillsyn.store.journal import Draft
from tillsyn.store.merge import merge
from tillsyn.store.pens import make_pen
from tillsyn.store.projection import HANDLERS, rebuild
from tillsyn.store.queries import conflicts
from tillsyn.store.tables import PICTURE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        write(opened, *every_kind())
        yield opened


def test_the_recount_knows_every_table_and_every_kind() -> None:
    assert {kind: table for kind, (table, _handler) in HANDLERS.items()} == TABLES
    assert set(PICTURE) == {*TABLES.values(), "conflict", "entry_base"}
    assert {draft.kind for draft in every_kind()} == set(HANDLERS)


def test_every_kind_has_a_row(store: Store) -> None:
    picture = held(store.path)

    assert [table for table in TABLES.values() if len(picture[table]) != 1] == []
    assert picture == recount(store.path)


def test_what_is_withdrawn_has_no_row_and_what_is_changed_has_the_latest(store: Store) -> None:
    write(
        store,
        an_answer(""),
        a_comment("Planen saknar uppföljningsbara mål."),
        Draft("fact", subject("fact", "a", "vik", "V-01", "barn"), {"value": ""}),
        Draft("left_out", subject("left_out", "a", "vik", "V-02"), {"reason": ""}),
        Draft("evidence", subject("evidence", *PLACE, "02-plan", "3"), {"cited": False}, ""),
        Draft("decision", subject("decision", "a", "vik", "K-PLAN"), {"disposition": "advice"}, "Räcker."),
    )

    picture = held(store.path)
    assert [t for t in ("answer", "fact", "left_out", "evidence") if picture[t]] == []
    assert [row["text"] for row in picture["comment"].values()] == ["Planen saknar uppföljningsbara mål."]
    assert [row["disposition"] for row in picture["decision"].values()] == ["advice"]
    assert picture == recount(store.path)


@pytest.mark.parametrize("kind", HANDLERS)
def test_without_any_one_handler_the_picture_no_longer_agrees(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "HANDLERS", {k: v for k, v in HANDLERS.items() if k != kind})
    with new_store(tmp_path) as store:
        write(store, *every_kind())
        assert held(store.path) != recount(store.path)
        rebuild(store)
        assert held(store.path) != recount(store.path)


@pytest.mark.parametrize("table", PICTURE)
def test_a_picture_that_was_spoiled_is_made_anew(store: Store, table: str) -> None:
    write(store, an_answer("ja", base=()), a_comment("Nytt."), actor="Bo")
    before = held(store.path)
    assert before[table]
    store.run(f"DELETE FROM {table}")
    assert held(store.path) != before

    rebuild(store)

    assert held(store.path) == before


def test_a_rebuild_touches_neither_the_journal_nor_what_is_local(store: Store) -> None:
    store.run("INSERT INTO draft (key, text) VALUES ('k', 'halv mening')")
    tables = ("entry", "entry_text", "draft", "place", "head_seen", "own_writer", "meta")
    before = {table: [tuple(row) for row in store.all(f"SELECT * FROM {table}")] for table in tables}

    rebuild(store)

    assert {table: [tuple(row) for row in store.all(f"SELECT * FROM {table}")] for table in tables} == before


def test_two_who_saw_the_same_make_a_conflict_and_the_latest_stands(store: Store) -> None:
    (first,) = write(store, an_answer("ja", "PLA-02"), actor="Ada")
    (one,) = write(store, an_answer("nej", "PLA-02", base=[first.hash]), actor="Ada")
    (two,) = write(store, an_answer("ej", "PLA-02", base=[first.hash]), actor="Bo")

    assert conflicts(store) == ((one.subject, (one.hash, two.hash)),)
    assert held(store.path)["answer"][one.subject]["code"] == "ej"

    write(store, an_answer("nej", "PLA-02", base=[one.hash, two.hash]), actor="Ada")
    assert conflicts(store) == ()
    assert held(store.path) == recount(store.path)


def test_equal_content_is_agreement(store: Store) -> None:
    write(store, an_answer("ja", "PLA-02", base=[]), a_comment("Lika.", "PLA-02", base=[]), actor="Ada")
    write(store, an_answer("ja", "PLA-02", base=[]), a_comment("Lika.", "PLA-02", base=[]), actor="Bo")

    assert conflicts(store) == ()


def test_an_entry_that_names_a_base_on_another_subject_supersedes_nothing_there(store: Store) -> None:
    (other,) = write(store, an_answer("ja", "PLA-02"))
    write(store, an_answer("ja", "PLA-03", base=[other.hash]))

    assert len(held(store.path)["answer"]) == 3
    assert held(store.path) == recount(store.path)


ODD: list[Draft] = [
    Draft("dream", subject("dream", "a"), {"of": "a newer version"}),
    Draft("answer", subject("answer", "a", "vik"), {"code": "ja"}),
    Draft("answer", subject("answer", *PLACE, "extra"), {"code": "ja"}),
    Draft("answer", subject("answer", "a", "vik", "V-09", "third", "PLA-01"), {"code": "ja"}),
    Draft("answer", subject("answer", "a", "vik", "V-09", "first", "PLA-01"), {"code": ["ja"]}),
    Draft("answer", subject("answer", "a", "vik", "V-09", "first", "PLA-02"), {"code": 5}),
    Draft("answer", subject("answer", "a", "vik", "V-09", "first", "PLA-03"), []),
    Draft("answer", subject("answer", "a", "vik", "V-09", "first", "PLA-04"), "ja"),
    Draft("answer", subject("comment", "a", "vik", "V-09", "first", "PLA-05"), {"code": "ja"}),
    Draft("answer", "answer", {"code": "ja"}),
    Draft("comment", subject("comment", "a"), {}, "ord"),
    Draft("evidence", subject("evidence", *PLACE, "02-plan"), {"cited": True}, "ord"),
    Draft("evidence", subject("evidence", *PLACE, "02-plan", "tre"), {"cited": True}, "ord"),
    Draft("document", subject("document", "a", "vik", "V-01", "x"), {"kind": "", "day": ""}, '{"title": "x"}'),
    Draft("document", subject("document", "a", "vik", "V-01", "y"), {"kind": "", "day": ""}, "[1]"),
    Draft("document", subject("document", "a", "vik", "V-01", "z"), {"kind": "", "day": ""}, '{"title":1,"text":null}'),
    Draft("document", subject("document", "a", "vik", "V-01", "w"), {"kind": "", "day": "i maj"}, None),
    Draft("document", subject("document", "a", "vik", "V-01", "v"), {"kind": "", "day": ""}, "[" * 5000),
    Draft("audit", subject("audit", "b"), {"title": "x", "kind": "raid", "day": "2026-03-02", "criteria": "c"}),
    Draft("audit", subject("audit", "c"), {"title": "x", "kind": "self_audit", "day": "i maj", "criteria": "c"}),
    Draft("auditee", subject("auditee", "a", "x"), {"name": "x", "kind": "committee", "body": "", "dnr": ""}),
    Draft(
        "auditee",
        subject("auditee", "a", "y"),
        {"name": "x", "kind": "committee", "body": "", "dnr": "", "address": 3},
    ),
    Draft("frame", subject("frame", "a", "x"), {"sha256": "f"}, '{"no": "rows"}'),
    Draft("frame", subject("frame", "a", "y"), {"sha256": "f"}, '[{"case": 1, "facts": {}}]'),
    Draft("draw", subject("draw", "a", "x"), {"seed": "s"}),
    Draft("criteria", subject("criteria", "0" * 64), {"format": 1, "set": {}}),
    Draft("decision", subject("decision", "a", "vik", "K-X"), {"disposition": "fine"}, "x"),
    Draft("fact", subject("fact", "a", "vik", "V-01", "y"), {"value": True}),
    Draft("letter", subject("letter", "a"), {"sha256": 1}, None),
]


@pytest.mark.parametrize("draft", ODD, ids=lambda draft: f"{draft.kind} {draft.subject[-12:]}")
def test_what_is_not_known_or_malformed_stays_unseen_and_breaks_nothing(store: Store, draft: Draft) -> None:
    before = {name: rows for name, rows in held(store.path).items() if name != "entry_base"}

    (entry,) = write(store, draft, actor="Bo")

    after = held(store.path)
    assert {name: rows for name, rows in after.items() if name != "entry_base"} == before
    rebuild(store)
    assert held(store.path) == after
    assert store.one("SELECT 1 FROM entry WHERE hash = :hash", hash=entry.hash)


# Operations: who does what to which small thing, having seen everything, nothing, or what stood a while ago.
_CODES = st.sampled_from(["ja", "nej", "delvis", ""])
_OPERATION = st.tuples(
    st.integers(0, 2),  # which store
    st.sampled_from(["Ada", "Bo"]),
    st.sampled_from(["answer", "comment", "fact", "merge"]),
    st.integers(1, 2),  # which subject, or which store to merge from
    _CODES,
    st.sampled_from(["all", "none", "older"]),
)
Operation = tuple[int, str, str, int, str, str]


@settings(max_examples=25)
@given(st.lists(_OPERATION, min_size=1, max_size=25))
def test_whatever_is_done_the_picture_is_the_recount(operations: list[Operation]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stores = _three_stores(Path(folder))
        try:
            for n, operation in enumerate(operations):
                _do(stores, n, operation)
            for store in stores:
                incremental = held(store.path)
                assert incremental == recount(store.path)
                rebuild(store)
                assert held(store.path) == incremental
        finally:
            for store in stores:
                store.close()


_TEMPLATE: list[Path] = []


def _three_stores(folder: Path) -> list[Store]:
    """Copies of one empty store: making the tables anew takes most of an example's time."""
    if not _TEMPLATE:
        home = Path(tempfile.mkdtemp())
        new_store(home).close()
        _TEMPLATE.append(home / "a.tillsyn")
    return [open_store(Path(shutil.copy(_TEMPLATE[0], folder / f"{n}.tillsyn"))) for n in range(3)]


def _do(stores: list[Store], n: int, operation: Operation) -> None:
    where, actor, kind, which, value, sight = operation
    store = stores[where]
    if kind == "merge":
        merge(store, stores[(where + which) % 3], NOW)
        return
    name = subject(kind, "a", "vik", "V-01", *(["barn"] if kind == "fact" else ["first", f"PLA-0{which}"]))
    older = [row["hash"] for row in store.all("SELECT hash FROM entry WHERE subject = :s ORDER BY at LIMIT 1", s=name)]
    base = {"all": None, "none": (), "older": tuple(older)}[sight]
    data: dict[str, Json] = {"answer": {"code": value}, "comment": {}, "fact": {"value": value}}[kind]
    draft = Draft(kind, name, data, f"{value} {n // 4}" if kind == "comment" else None, base)
    write(store, draft, actor=actor)
    assert make_pen(store, "prov", actor).actor == actor
