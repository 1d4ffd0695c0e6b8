"""Writing files so that they are either whole or not there.

Owns the one way a file of ours comes to be: beside its place, flushed, then renamed. Used for protocols, answer
files, letters and reports; a store has its own way.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tillsyn.errors import DocumentFault, UsageFault
from tillsyn.language import _

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else turn line ends around


def write_file(path: Path, content: bytes, private: bool = False) -> None:
    """Write `content` at `path`, replacing what is there only when all of it is on disk.

    What is `private` can be read by its owner alone, from its first byte on.

    Raises:
        DocumentFault: when it cannot be written; what was there before is untouched.
    """
    partial = path.parent / f".{path.name}.{os.getpid()}.partial"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
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


def document_ending(path: Path) -> str:
    """The ending that says what kind of document is to be made: .pdf or .html.

    Raises:
        UsageFault: when it says neither.
    """
    ending = path.suffix.lower()
    if ending not in (".pdf", ".html"):
        raise UsageFault(
            _("{path} is neither PDF nor HTML.").format(path=path), _("Give a file that ends in .pdf or .html.")
        )
    return ending


def _flush_folder(folder: Path) -> None:
    """Make the new name durable too, where the system lets a folder be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
