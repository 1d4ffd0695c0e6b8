"""A Word package opened safely: a zip whose parts are XML, told apart by their content types.

Owns the limits that hostile packages meet, and XML without document types, so that no entity is ever expanded. Leaves
what the parts hold to `reading.docx_parts`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from typing import BinaryIO
from xml.parsers.expat import ParserCreate

MAX_PARTS = 5_000
MAX_PART_BYTES = 50_000_000
MAX_RATIO = 200
"""Unpacked to packed, for parts of over a megabyte: real text is packed some 10 to 30 times."""
MAX_DEPTH = 300
_MEGABYTE = 1_000_000
_SORTS = {
    "document.main+xml": "main",
    "styles+xml": "styles",
    "footnotes+xml": "footnotes",
    "endnotes+xml": "endnotes",
    "header+xml": "header",
    "footer+xml": "footer",
}
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)

Starts = Callable[[str, Mapping[str, str]], None]
"""Called with an element's name and attributes, both without namespaces but for ``w:`` before Word's own elements."""


class Locked(Exception):
    """The document is locked with a password."""


class TooMuch(Exception):
    """The document is larger or deeper than any that people write."""


class Package:
    """The parts of an open file, by what they are."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file)
        if len(self._zip.infolist()) > MAX_PARTS:
            raise TooMuch
        self._names: dict[str, list[str]] = {}
        parse(self._bytes("[Content_Types].xml"), self._note_sort)

    def parts(self, sort: str) -> list[bytes]:
        """The parts of one sort: ``main``, ``styles``, ``footnotes``, ``endnotes``, ``header`` or ``footer``."""
        return [self._bytes(name) for name in sorted(self._names.get(sort, ()))]

    def main(self) -> bytes:
        """The part with the document's own text.

        Raises:
            KeyError: when the package is no Word document.
        """
        return self._bytes(self._names["main"][0])

    def _note_sort(self, name: str, about: Mapping[str, str]) -> None:
        sort = _SORTS.get(about.get("ContentType", "").rpartition("wordprocessingml.")[2])
        if name == "Override" and sort:
            self._names.setdefault(sort, []).append(about.get("PartName", "").lstrip("/"))

    def _bytes(self, name: str) -> bytes:
        part = self._zip.getinfo(name)
        if part.flag_bits & 1:
            raise Locked
        packed_tight = part.file_size > _MEGABYTE and part.file_size > MAX_RATIO * part.compress_size
        if part.file_size > MAX_PART_BYTES or packed_tight:
            raise TooMuch
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
        with self._zip.open(part) as stream:
            content = stream.read(MAX_PART_BYTES + 1)
        if len(content) > MAX_PART_BYTES:  # what the zip says of itself may be false
            raise TooMuch
        return content


def parse(
    content: bytes,
    start: Starts,
    end: Callable[[str], None] = lambda name: None,
    text: Callable[[str], None] = lambda text: None,
) -> None:
    """Read XML, calling for each element and text.

    Raises:
        ExpatError: when it is no XML.
        ValueError: when it declares a document type, which Word never does.
        TooMuch: when it goes deeper than `MAX_DEPTH`.
    """
    depth = 0

    def open_element(name: str, about: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise TooMuch
        start(_named(name), {key.rpartition(" ")[2]: value for key, value in about.items()})

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_named(name))

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _refuse(*_about: object) -> None:
    raise ValueError


def _named(name: str) -> str:
    space, _blank, local = name.rpartition(" ")
    return f"w:{local}" if space in _WORD else local
