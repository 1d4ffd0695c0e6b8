"""What a workbook hides from those who only look at its values: found in its raw XML, before any of it is parsed.

Owns the limits on what a workbook may unpack to, and the signs of merged cells, hidden rows and formulas that were
never counted. Members are read by name, a piece at a time, and nothing is ever written. Leaves the cells to
`reading.xlsx`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

_MOST_BYTES = 600_000_000
_MOST_MEMBERS = 2000
_MOST_TIMES = 200
"""How many times its packed size a large member may be; a register's sheet is 5 to 40 times."""
_LARGE = 10_000_000
_PIECE = 1 << 20
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_TAG = rb"<(?:\w+:)?"
_MERGED = re.compile(_TAG + rb"mergeCell\b[^>]*?\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_HIDDEN_ROW = re.compile(_TAG + rb"row\b[^>]*?\shidden=\"(?:1|true)\"[^>]*>")
_BARE_FORMULA = re.compile(
    _TAG + rb"c\b((?:[^>\"]|\"[^\"]*\")*)>"
    + _TAG + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    + rb"(" + _TAG + rb"v\s*/>|" + _TAG + rb"v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)  # fmt: skip
_FAR_CELL = re.compile(_TAG + rb"c\b[^>]*?\br=\"[A-Z]{3}")
_PLACE = re.compile(rb"\br=\"([A-Z]+\d+)\"")


@dataclass(frozen=True, slots=True)
class Signs:
    """What was found in one sheet."""

    merged: tuple[str, ...] = ()
    hidden_rows: int = 0
    bare_formulas: tuple[str, ...] = ()
    """The cells whose formula has no kept value; the first hundred of them."""
    bare_count: int = 0
    too_wide: bool = False
    """Whether it has cells beyond column ZZ."""


def unpacks_to_too_much(archive: ZipFile) -> bool:
    """Whether the workbook is larger inside than any register is; what it says of itself is kept to while reading."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        return True
    return any(m.file_size > _LARGE and m.file_size > _MOST_TIMES * max(m.compress_size, 1) for m in members)


def declares_entities(archive: ZipFile) -> bool:
    """Whether some XML declares a document type: no spreadsheet does, and it is how small files become huge."""
    return any(_declares(archive, m.filename) for m in archive.infolist() if m.filename.endswith((".xml", ".rels")))


def signs_of(archive: ZipFile, sheet: str) -> Signs:
    """What one sheet hides; `sheet` is the name of its member.

    Raises:
        BadZipFile, OSError: when it cannot be read.
    """
    merged: dict[bytes, None] = {}
    bare: list[bytes] = []
    hidden, count, wide = 0, 0, False
    for piece in _whole_rows(archive, sheet):
        merged.update(dict.fromkeys(_MERGED.findall(piece)))
        hidden += len(_HIDDEN_ROW.findall(piece))
        wide = wide or bool(_FAR_CELL.search(piece))
        found = [place[1] for cell, empty in _BARE_FORMULA.findall(piece) if (place := _bare(cell, empty))]
        count += len(found)
        bare += found[: 100 - len(bare)]
    names = tuple(place.decode("ascii") for place in bare)
    return Signs(tuple(ref.decode("ascii") for ref in merged), hidden, names, count, wide)


def _whole_rows(archive: ZipFile, name: str) -> Iterator[bytes]:
    """A sheet, a piece at a time, each ending where a row ends; the last holds what stands below the rows."""
    rest = b""
    for piece in _pieces(archive, name):
        rest += piece
        cut = max(rest.rfind(b"</row>"), rest.rfind(b":row>"))
        if cut > 0 or len(rest) > _LARGE:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while piece := member.read(_PIECE):
            yield piece


def _declares(archive: ZipFile, name: str) -> bool:
    before = b""
    for piece in _pieces(archive, name):
        if _DECLARED.search(before + piece):
            return True
        before = piece[-10:]
    return False


def _bare(cell: bytes, empty: bytes) -> re.Match[bytes] | None:
    """The place of a cell whose formula was never counted; an empty text is what a formula may well come to."""
    return None if empty and b't="str"' in cell else _PLACE.search(cell)


UNREADABLE = (BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, NotImplementedError, RuntimeError)
"""What reading an archive that was damaged, or made to harm, can end in."""
