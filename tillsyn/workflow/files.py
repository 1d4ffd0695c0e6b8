"""Writing files so that they are either whole or not there.

Owns the one way a file of ours comes to be: beside its place, flushed, then renamed. Used for protocols, answer
files, letters and reports; a store has its own way.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tillsyn.errors import DocumentFault
from tillsyn.language import _


def write_file(path: Path, content: bytes) -> None:
    """Write `content` at `path`, replacing what is there only when all of it is on disk.

    Raises:
        DocumentFault: when it cannot be written; what was there before is untouched.
    """
    partial = path.parent / f".{path.name}.{os.getpid()}.partial"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        raise DocumentFault(
            _("{path} could not be written: {reason}.").format(path=path, reason=error.strerror or error),
            _("What was there before is untouched. Check the disk and the folder, and try again."),
        ) from error
    finally:
        with suppress(OSError):  # there may be no such folder
            partial.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the new name durable too, where the system lets a folder be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
