"""What a database says when it cannot, in words a person can act on.

Owns the translation of SQLite's errors into `StoreFault`. No path but the store's own and no content stands in
any of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tillsyn.errors import DiskFull, StoreFault
from tillsyn.language import N_, _

# (part of SQLite's message, what happened, what to do)
_KNOWN = (
    (
        "disk is full",
        N_("The disk is full. Everything that was confirmed before this is saved in {path}."),
        N_("Free some space and try again."),
    ),
    (
        "readonly",
        N_("The store {path} is read-only. Nothing was written."),
        N_("Check the file's permissions, or copy the store to a folder where you may write."),
    ),
    (
        "locked",
        N_("The store {path} is busy: another program has been writing in it for more than ten seconds."),
        N_("Close the other program, or wait a while, and try again."),
    ),
    (
        "not a database",
        N_("The file {path} is not a tillsyn store."),
        N_("Check that you chose the right file; a store's name ends in .tillsyn."),
    ),
    (
        "unable to open",
        N_("The store {path} cannot be opened."),
        N_("Check that the folder exists and that you may read and write in it."),
    ),
    (
        "malformed",
        N_("The store {path} is damaged."),
        N_("Do not write in it. Copy the file, and merge the copy's readable entries or a backup into a new store."),
    ),
    (
        "disk i/o",
        N_("The disk did not answer while the store {path} was used. What was confirmed before this is saved."),
        N_("Check the disk or its cable, and open the store again."),
    ),
)


def store_fault(error: sqlite3.Error, path: Path) -> StoreFault:
    """The fault that `error` comes to."""
    said = str(error).casefold()
    if "disk i/o" in said and _is_full(path):
        said = "disk is full"
    for part, message, remedy in _KNOWN:
        if part in said:
            kind = DiskFull if part == _KNOWN[0][0] else StoreFault
            return kind(_(message).format(path=path), _(remedy))
    return StoreFault(
        _("The store {path} cannot be used: {reason}.").format(path=path, reason=error),
        _("Run “tillsyn journal verify”, and keep the file as it is until you know more."),
    )


def _is_full(path: Path) -> bool:
    """Whether there is no room for what SQLite keeps beside a store: then it speaks of the disk, not of the room."""
    import shutil  # only when something is wrong

    try:
        return shutil.disk_usage(path.parent).free < 100_000
    except OSError:
        return False


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside into `StoreFault`."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_fault(error, path) from error
