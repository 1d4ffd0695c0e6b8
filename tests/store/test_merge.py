"""Merging: three stores written by three processes come to the same, in whatever order and however often."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import permutations
from pathlib import Path

import pytest

from tests.faults.places import python
from tests.store.making import NOW, a_comment, an_answer, every_kind, new_store, without_guards, write
from tests.store.recount import Pictures, held, recount
from tillsyn.errors import StoreFault
from tillsyn.store.engine import Store, open_read_only, open_store
from tillsyn.store.journal import read_entries
from tillsyn.store.merge import Merged, merge
from tillsyn.store.pens import make_pen
from tillsyn.store.projection import rebuild
from tillsyn.store.queries import conflicts
from tillsyn.store.verify import verify

ACTORS = ("Ada", "Bo", "Cia")
# What each of the three does: first alone with a copy of one common start, on the same and on other subjects.
_WORK = """
import sys
from pathlib import Path
from tests.store.making import NOW, a_comment, an_answer, write
from tillsyn.store.engine import open_store
actor, code = sys.argv[2], {"Ada": "ja", "Bo": "nej", "Cia": "nej"}[sys.argv[2]]
with open_store(Path(sys.argv[1])) as store:
    write(store, an_answer(code, "PLA-01"), a_comment("Alla lika."), actor=actor)
    write(store, an_answer("ej", "PLA-02"), a_comment(f"Så ser {actor} det.", "PLA-02"), actor=actor)
    write(store, an_answer("ja", f"PLA-{actor}"), an_answer("", f"PLA-{actor}"), actor=actor)
    for n in range(20):
        write(store, an_answer("ja", case=f"{actor}-{n}"), actor=actor)
"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three store files, each written by a process and an actor of its own, with one common beginning."""
    folder = tmp_path_factory.mktemp("three")
    found = {}
    with new_store(folder, "start") as start:
        write(start, *every_kind(), actor="Start")
        for actor in ACTORS:
            start.copy_to(folder / actor)
    for actor in ACTORS:
        said = python(_WORK, folder / actor, actor)
        assert said.returncode == 0, said.stderr
        found[actor] = folder / actor
    return found


@contextmanager
def copies(three: dict[str, Path], folder: Path) -> Iterator[dict[str, Store]]:
    """The three, open, to be changed."""
    folder.mkdir(exist_ok=True)
    opened = {actor: open_store(Path(shutil.copy(path, folder / path.name))) for actor, path in three.items()}
    try:
        yield opened
    finally:
        for store in opened.values():
            store.close()


def state(store: Store) -> tuple[set[str], Pictures]:
    """The entries, and the picture after looking that it is the recount and what a rebuild gives."""
    picture = held(store.path)
    assert picture == recount(store.path)
    rebuild(store)
    assert held(store.path) == picture
    assert verify(store, NOW).ok
    return {entry.hash for entry in read_entries(store)}, picture


def take(store: Store, source: Store, adopter: str | None = None) -> Merged:
    """Merge from the file of another, as it lies on the disk."""
    with open_read_only(source.path) as reading:
        return merge(store, reading, NOW, make_pen(store, "prov", adopter) if adopter else None)


def test_in_whatever_order_the_three_come_to_the_same(three: dict[str, Path], tmp_path: Path) -> None:
    ends = []
    for n, order in enumerate(permutations(ACTORS)):
        with copies(three, tmp_path / str(n)) as stores:
            first, second, third = (stores[actor] for actor in order)
            take(first, second)
            take(first, third)
            ends.append(state(first))

    assert all(end == ends[0] for end in ends)
    assert len(ends[0][0]) == len(every_kind()) + 3 * 26


def test_merging_is_associative(three: dict[str, Path], tmp_path: Path) -> None:
    with copies(three, tmp_path / "left") as left:
        take(left["Ada"], left["Bo"])
        take(left["Ada"], left["Cia"])
        one = state(left["Ada"])
    with copies(three, tmp_path / "right") as right:
        take(right["Bo"], right["Cia"])
        take(right["Ada"], right["Bo"])
        other = state(right["Ada"])

    assert one == other


def test_merging_again_changes_nothing(three: dict[str, Path], tmp_path: Path) -> None:
    with copies(three, tmp_path) as stores:
        assert take(stores["Ada"], stores["Bo"]).taken == 26
        before = state(stores["Ada"])
        for _ in range(3):
            assert take(stores["Ada"], stores["Bo"]) == Merged(0, 0, 2)
        assert state(stores["Ada"]) == before


def test_merging_in_the_middle_of_the_work_and_again_at_its_end(three: dict[str, Path], tmp_path: Path) -> None:
    with copies(three, tmp_path) as stores:
        ada, bo, cia = (stores[actor] for actor in ACTORS)
        take(ada, bo)
        write(ada, an_answer("delvis", "PLA-01", case="mitt"), actor="Ada")
        write(bo, an_answer("nej", "PLA-01", case="mitt"), an_answer("ja", "PLA-09"), actor="Bo")
        take(bo, ada)
        take(cia, bo)
        write(cia, an_answer("ej", "PLA-09"), actor="Cia")
        for store in (ada, bo, cia, ada, bo):
            for source in (ada, bo, cia):
                if source is not store:
                    take(store, source)

        assert state(ada) == state(bo) == state(cia)


def test_a_conflict_keeps_every_answer_and_is_settled_by_one_who_saw_all(
    three: dict[str, Path], tmp_path: Path
) -> None:
    with copies(three, tmp_path) as stores:
        ada = stores["Ada"]
        take(ada, stores["Bo"])
        assert take(ada, stores["Cia"]).conflicts == 2

        told = dict(conflicts(ada))
        subjects = {subject.split("|")[0]: heads for subject, heads in told.items()}
        # Bo and Cia agree on nej, Ada says ja: one conflict, of three heads. The comments that agree make none.
        assert sorted(subjects) == ["answer", "comment"]
        assert len(subjects["answer"]) == 3
        kept = {e.hash: e for e in read_entries(ada)}
        assert sorted((kept[h].actor, kept[h].data) for h in subjects["answer"]) == [
            ("Ada", '{"code":"ja"}'),
            ("Bo", '{"code":"nej"}'),
            ("Cia", '{"code":"nej"}'),
        ]
        write(ada, an_answer("delvis", "PLA-01", base=subjects["answer"]), actor="Ada")
        assert [subject.split("|")[0] for subject, _heads in conflicts(ada)] == ["comment"]
        take(stores["Bo"], stores["Cia"])
        take(stores["Bo"], ada)
        assert state(stores["Bo"])[1] == state(ada)[1]  # settled everywhere


def test_a_copy_written_on_elsewhere_is_merged_though_the_original_went_on(tmp_path: Path) -> None:
    """A team leader hands out copies, goes on, and gathers them in: that they hold less of her does not matter."""
    with new_store(tmp_path) as lead:
        write(lead, *every_kind(), actor="Ledare")
        lead.copy_to(tmp_path / "copy")
        write(lead, an_answer("ja", "PLA-07"), actor="Ledare")
        with open_store(tmp_path / "copy") as copy:
            write(copy, an_answer("nej", "PLA-08"), actor="Bo")
            assert take(lead, copy).taken == 1
            assert take(copy, lead).taken == 1
            assert state(lead) == state(copy)


def test_an_older_copy_is_refused(tmp_path: Path) -> None:
    with new_store(tmp_path) as ada, new_store(tmp_path, "b") as mine:
        write(ada, *every_kind())
        ada.copy_to(tmp_path / "old")
        write(ada, an_answer("ja", "PLA-07"))
        take(mine, ada)
        before = state(mine)

        with open_store(tmp_path / "old") as old, pytest.raises(StoreFault, match="gammal"):
            take(mine, old)
        assert state(mine) == before


def _cut_tail(path: Path) -> None:
    """The last entry gone, and with it the file's own memory: as if it had never been."""
    with closing(without_guards(path)) as connection:
        last = connection.execute("SELECT hash, seq FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        connection.execute("DELETE FROM entry_text WHERE entry = ?", last[:1])
        connection.execute("DELETE FROM entry WHERE hash = ?", last[:1])
        before = connection.execute("SELECT hash, seq FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        connection.execute("UPDATE head_seen SET hash = ?, seq = ?", before)


def _change_a_code(path: Path) -> None:
    with closing(without_guards(path)) as connection:
        connection.execute("""UPDATE entry SET data = '{"code":"ja"}' WHERE data = '{"code":"nej"}'""")


def _cut_in_the_middle(path: Path) -> None:
    with closing(without_guards(path)) as connection:
        connection.execute("DELETE FROM entry WHERE kind = 'fact'")


def _halve(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_cut_tail, _change_a_code, _cut_in_the_middle, _halve, _empty])
def test_a_source_that_is_damaged_or_cut_is_refused_and_nothing_half_taken(tmp_path: Path, damage: object) -> None:
    with new_store(tmp_path) as mine, new_store(tmp_path, "b") as theirs:
        write(theirs, *every_kind(), actor="Bo")
        take(mine, theirs)
        write(theirs, *(an_answer("nej", case=f"N-{n}") for n in range(5)), actor="Bo")
        write(mine, a_comment("Mitt eget."), actor="Ada")
        before = state(mine)
        if damage is _cut_tail:
            take(mine, theirs)
            before = state(mine)
        theirs.copy_to(tmp_path / "damaged")
        assert callable(damage)
        damage(tmp_path / "damaged")

        with pytest.raises(StoreFault), open_read_only(tmp_path / "damaged") as source:
            merge(mine, source, NOW)

        assert state(mine) == before


def a_fork(folder: Path) -> tuple[Store, Store]:
    """A store, and a backup of it that was restored in its place and written on, while the first one was at hand."""
    mine, original = new_store(folder, "mine"), new_store(folder, "b")
    write(original, *every_kind(), actor="Bo")
    original.copy_to(folder / "backup")
    write(original, an_answer("ja", "PLA-07"), an_answer("ja", "PLA-08"), an_answer("ja", "PLA-06"), actor="Bo")
    take(mine, original)
    original.close()
    shutil.move(folder / "backup", folder / "b")
    restored = open_store(folder / "b")
    write(restored, an_answer("nej", "PLA-07"), a_comment("Skrivet efter återställning.", "PLA-07"), actor="Bo")
    return mine, restored


def test_a_fork_is_refused_naming_both(tmp_path: Path) -> None:
    mine, restored = a_fork(tmp_path)
    before = state(mine)

    with pytest.raises(StoreFault, match="Skribent") as fault:
        take(mine, restored)

    assert str(mine.path) in fault.value.message
    assert str(restored.path) in fault.value.message
    assert str(len(every_kind()) + 1) in fault.value.message
    assert state(mine) == before


def test_adopting_takes_what_is_unseen_once_and_keeps_both(tmp_path: Path) -> None:
    mine, restored = a_fork(tmp_path)

    assert take(mine, restored, "Ada") == Merged(0, 2, 1)
    first = state(mine)
    assert take(mine, restored, "Ada") == Merged(0, 0, 1)
    assert state(mine) == first

    (told,) = conflicts(mine)
    assert told[0].endswith("PLA-07")
    adopted = [e for e in read_entries(mine) if e.writer == make_pen(mine, "prov", "Ada").writer]
    assert {e.actor for e in adopted} == {"Bo"}  # who said it is not forgotten


def test_what_follows_an_adopted_entry_supersedes_it_when_adopted_later(tmp_path: Path) -> None:
    mine, restored = a_fork(tmp_path)
    take(mine, restored, "Ada")
    write(restored, a_comment("Rättat.", "PLA-07"), actor="Bo")

    assert take(mine, restored, "Ada").adopted == 1

    assert [subject.split("|")[0] for subject, _heads in conflicts(mine)] == ["answer"]
    texts = [row["text"] for row in mine.all("SELECT text FROM comment WHERE criterion = 'PLA-07'")]
    assert texts == ["Rättat."]
    state(mine)


def test_a_fork_of_one_writer_does_not_hide_that_another_was_cut(tmp_path: Path) -> None:
    mine, restored = a_fork(tmp_path)
    write(restored, an_answer("ja", "PLA-09"), an_answer("ja", "PLA-10"), actor="Cia")
    with closing(open_read_only(restored.path)) as source:
        merge(mine, source, NOW, make_pen(mine, "prov", "Ada"))
    with closing(without_guards(restored.path)) as connection:
        gone = connection.execute("SELECT hash, prev FROM entry WHERE actor = 'Cia' AND seq = 2").fetchone()
        connection.execute("DELETE FROM entry WHERE hash = ?", gone[:1])
        connection.execute("UPDATE head_seen SET seq = 1, hash = ? WHERE hash = ?", (gone[1], gone[0]))

    with pytest.raises(StoreFault, match="gammal"):
        take(mine, restored, "Ada")


def test_a_store_is_merged_while_its_people_write_in_it(three: dict[str, Path], tmp_path: Path) -> None:
    with copies(three, tmp_path) as stores:
        with open_read_only(stores["Bo"].path) as source:
            reading = source.all

            def and_then_bo_writes(sql: str, **parameters: object) -> list[object]:
                rows = reading(sql, **parameters)
                write(stores["Bo"], an_answer("ja", case="meanwhile"), actor="Bo")
                return list(rows)

            source.all = and_then_bo_writes  # type: ignore[method-assign, assignment]
            assert merge(stores["Ada"], source, NOW).taken == 26
        take(stores["Ada"], stores["Bo"])
        take(stores["Bo"], stores["Ada"])
        assert state(stores["Ada"]) == state(stores["Bo"])
