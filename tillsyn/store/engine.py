"""The one door to a store: making, opening and closing it, and running SQL in it.

Owns the connection, its pragmas and its transactions. SQL is written with ``:named`` parameters that SQLite
and SQLAlchemy's `text()` both take, and uses nothing PostgreSQL lacks. Leaves what the rows mean to `journal`,
`projection` and `queries`.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from tillsyn.errors import StoreFault
from tillsyn.language import _
from tillsyn.store.faults import translated

APPLICATION_ID = 0x54494C4C  # "TILL", in the file's header
FORMAT = 1
BUSY_SECONDS = 10.0
ADDED = (
    "plan", "commitment", "upgrade",
    "good_example", "source", "rating", "seat_fact", "opened", "reread", "control", "remark", "reply",
)  # fmt: skip
"""Tables that stores made by earlier versions lack. A new table is added here, and never taken away."""

Parameters = Mapping[str, object]
Row = sqlite3.Row


class Store:
    """An open store. One thread uses it; a worker opens its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._looking = False
        self._place = path.absolute()
        self._file = _identity(self._place)

    def all(self, sql: str, **parameters: object) -> list[Row]:
        """Every row of a query."""
        with translated(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, **parameters: object) -> Row | None:
        """The first row of a query, or None."""
        with translated(self.path):
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def run(self, sql: str, **parameters: object) -> int:
        """Run a statement; returns how many rows it touched."""
        with translated(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run a statement once for each row."""
        with translated(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self, lasting: bool = True) -> Iterator[None]:
        """All or nothing. Takes the write lock at once, so that nothing read inside can be stale; may be nested.

        What is not `lasting` is not waited for: it survives the end of the program, but perhaps not that of the power.
        """
        assert not self._looking, "a write inside a snapshot would be lost"
        if self._connection.in_transaction:
            yield
            return
        self._expect_in_place()
        with translated(self.path):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with translated(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One unchanging view for several queries, while others write. Nothing is written inside; may be nested."""
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path):
            self._connection.execute("BEGIN")
        self._looking = True
        try:
            yield
        finally:
            self._looking = False
            self._connection.execute("ROLLBACK")

    @property
    def id(self) -> str:
        """The store's own id, given when it was made."""
        row = self.one("SELECT value FROM meta WHERE key = 'store'")
        return str(row["value"]) if row else ""

    def copy_to(self, target: Path) -> None:
        """A whole, consistent copy, also while others write; appears under its name only when it is complete.

        Raises:
            StoreFault: when it cannot be made; nothing is left of it.
        """
        partial = target.parent / f".{target.name}.{os.getpid()}.partial"
        _unlink(partial)
        _make_file(partial, target)
        try:
            with translated(self.path):  # of the two it is this store that a full disk leaves whole
                copy = sqlite3.connect(partial)
                try:
                    self._connection.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                finally:
                    copy.close()
            _flush(partial)
            partial.replace(target)
        except OSError as error:
            raise _cannot_make(target, error) from error
        finally:
            _unlink(partial)

    def alone(self) -> bool:
        """Whether nobody else has the store open: only then does SQLite let go of the log that all write in."""
        with translated(self.path):
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                self._connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError:
                return False
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
            self._connection.execute("PRAGMA journal_mode = WAL")
            return True

    def _expect_in_place(self) -> None:
        """SQLite writes on in a file that was deleted or replaced, and what it writes is gone when it is closed."""
        if _identity(self._place) != self._file:
            raise StoreFault(
                _("The store {path} was moved, replaced or deleted while it was open. Nothing was written.").format(
                    path=self.path
                ),
                _("Leave the program, see where the file is now, and open it there."),
            )

    def discard(self) -> None:
        """Close the store and take its file away."""
        self.close()
        _unlink(self.path)

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()


def create_store(path: Path) -> Store:
    """Make a new store file, readable by its owner alone.

    Raises:
        StoreFault: when the file exists or cannot be made.
    """
    _make_file(path, path)
    try:
        return _prepare(path)
    except BaseException:
        _unlink(path)
        raise


def open_store(path: Path) -> Store:
    """Open an existing store for reading and writing.

    Raises:
        StoreFault: when it is missing, not ours, from a newer version, or cannot be written.
    """
    _expect_file(path)
    with translated(path):
        connection = _connect(path)
        try:
            _expect_ours(connection, path)
            _set_pragmas(connection, path)
            store = Store(path, connection)
            if lacks_tables(store) or lags(store):
                add_tables(store)
        except BaseException:
            connection.close()
            raise
        return store


def open_read_only(path: Path) -> Store:
    """Open a store without changing a byte of it, for merging from and verifying."""
    _expect_file(path)
    with translated(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?{_reading(path)}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        try:
            _expect_ours(connection, path)
        except BaseException:
            connection.close()
            raise
        return Store(path, connection)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there, or None."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _reading(path: Path) -> str:
    """How a store is opened for reading alone.

    In a folder that cannot be written in (a disc, a share) SQLite cannot keep the file it reads a log with. Where
    there is no log, the store was closed and nobody can write in it: then it may be taken as unchanging.
    """
    closed = not path.with_name(path.name + "-wal").exists()
    return "mode=ro&immutable=1" if closed and not os.access(path.parent, os.W_OK) else "mode=ro"


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _set_pragmas(connection: sqlite3.Connection, path: Path) -> None:
    # The switch to WAL can fail without an exception: only its answer tells.
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreFault(
            _("The store {path} lies where it cannot be kept safe (journal mode {mode}).").format(path=path, mode=mode),
            _("Move it to a local disk, not a network drive or a synchronised folder."),
        )
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare(path: Path) -> Store:
    with translated(path):
        connection = _connect(path)
        _set_pragmas(connection, path)
        store = Store(path, connection)
        with store.transaction():
            for statement in _schema():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            store.run("INSERT INTO meta (key, value) VALUES ('store', :id), ('painted', '0')", id=uuid.uuid4().hex)
        return store


def lacks_tables(store: Store) -> bool:
    """Whether the store was made before some table that this version has."""
    names = {f"t{place}": name for place, name in enumerate(ADDED)}
    among = ", ".join(f":{key}" for key in names)
    row = store.one(f"SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name IN ({among})", **names)  # noqa: S608
    return row is None or row["n"] < len(ADDED)


def lags(store: Store) -> bool:
    """Whether entries were added that this version has not seen: an earlier one leaves tables it does not know."""
    row = store.one(
        "SELECT (SELECT COALESCE(SUM(seq), 0) FROM head_seen) AS held, value FROM meta WHERE key = 'painted'"
    )
    return row is None or str(row["held"]) != row["value"]


def add_tables(store: Store) -> None:
    """Give an older store the tables it lacks, and fill all of them from its journal."""
    from tillsyn.store.projection import rebuild

    with store.transaction():
        for statement in _tables(older=True):
            store.run(statement)
        rebuild(store)


def _schema() -> Iterator[str]:
    """The tables' DDL for SQLite, then the guards."""
    from tillsyn.store.guards import GUARDS

    yield from _tables()
    yield from GUARDS


def _tables(older: bool = False) -> Iterator[str]:
    """The DDL of all tables; for an `older` store of those that may be lacking, and only where they are."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from tillsyn.store.tables import METADATA

    dialect = sqlite.dialect()
    for table in METADATA.sorted_tables:
        if not older or table.name in ADDED:
            yield str(CreateTable(table, if_not_exists=older).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name)):
                yield str(CreateIndex(index, if_not_exists=older).compile(dialect=dialect))


def _expect_file(path: Path) -> None:
    try:
        there = path.is_file()
    except OSError:  # a folder that may not be entered, a name too long
        there = False
    if not there:
        raise StoreFault(
            _("There is no store at {path}.").format(path=path),
            _("Check the path, or make a store with “tillsyn audit new”."),
        )


def _expect_ours(connection: sqlite3.Connection, path: Path) -> None:
    ours = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if ours != APPLICATION_ID:
        raise StoreFault(
            _("The file {path} is not a tillsyn store.").format(path=path),
            _("Check that you chose the right file; a store's name ends in .tillsyn."),
        )
    if version > FORMAT:
        raise StoreFault(
            _("The store {path} was made by a newer tillsyn (format {version}; this one reads up to {known}).").format(
                path=path, version=version, known=FORMAT
            ),
            _("Install the newer version; nothing in the store was changed."),
        )


def _make_file(path: Path, meant: Path) -> None:
    """An empty file that its owner alone may read, from its first moment."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StoreFault(
            _("{path} already exists.").format(path=meant), _("Choose another name, or open the store that is there.")
        ) from error
    except OSError as error:
        raise _cannot_make(meant, error) from error


def _cannot_make(path: Path, error: OSError) -> StoreFault:
    return StoreFault(
        _("The store {path} cannot be made: {reason}.").format(path=path, reason=error.strerror),
        _("Check that the folder exists and that you may read and write in it."),
    )


def _unlink(path: Path) -> None:
    """Take away a database file that came to nothing, with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
