"""Text files as they lie on disk: existence, size and encoding, before anybody looks at the words.

Owns opening and decoding. Leaves the grammar to `reading.tree` and the other readers.
"""

from __future__ import annotations

import os
from pathlib import Path

from tillsyn.problems import Problem
from tillsyn.reading.faults import fault

MAX_BYTES = 2_000_000


def read_text(path: Path, shown_as: str, max_bytes: int = MAX_BYTES) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a UTF-8 file without its byte order mark, or None and the one fault that hinders. Never raises."""
    if hindrance := file_fault(path, shown_as, max_bytes):
        return None, (hindrance,)
    try:
        with path.open("rb") as file:
            # Asked for `max_bytes` at once, Python makes room for all of them; a file that grows meanwhile is cut.
            data = file.read(min(max_bytes, os.fstat(file.fileno()).st_size))
    except (OSError, ValueError):
        return None, (fault("Y003", shown_as),)
    return decode(data, shown_as)


def file_fault(path: Path, shown_as: str, max_bytes: int = MAX_BYTES) -> Problem | None:
    """Why a file cannot be read: missing, no file, too large. Never raises."""
    try:
        if not path.is_file():
            return fault("Y002" if path.exists() else "Y001", shown_as)
        too_large = path.stat().st_size > max_bytes
    except (OSError, ValueError):
        return fault("Y003", shown_as)
    return fault("Y004", shown_as, megabytes=max(max_bytes // 1_000_000, 1)) if too_large else None


def decode(data: bytes, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """`data` as UTF-8 text; where it is not, a fault at the first strange byte that names the likely encoding."""
    if looks_like_utf16(data):
        return None, (fault("Y006", shown_as, (1, 1), encoding="UTF-16"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (fault("Y006", shown_as, _place(error.object, error.start), encoding="Windows-1252"),)
    if not text.strip():
        return None, (fault("Y005", shown_as),)
    return text, ()


def looks_like_utf16(data: bytes) -> bool:
    """Whether there is a byte order mark of UTF-16, or a zero in at least every third byte of the beginning."""
    start = data[:300]
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(start) > 3 and start.count(0) * 3 >= len(start))


def _place(data: bytes, at: int) -> tuple[int, int]:
    """Line and column of a byte, where all before it is UTF-8."""
    before = data[:at].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, at_column(before)


def at_column(before: str) -> int:
    """The column, from 1, of what follows `before`."""
    return len(before) - before.rfind("\n")
