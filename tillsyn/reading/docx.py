"""Word documents (DOCX) as text: paragraphs, headings, lists, tables, notes, and what was left out of them.

Owns how the parts of a package become one text. Leaves opening a package safely to `reading.docx_package`, and what
the elements of one part mean to `reading.docx_parts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.docx_package import Locked, Package, TooMuch
from tillsyn.reading.docx_parts import Part
from tillsyn.reading.docx_styles import read_styles
from tillsyn.reading.faults import fault
from tillsyn.reading.textfile import file_fault

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 2_000_000
_LOCKED_FILE = b"\xd0\xcf\x11\xe0"
"""How the older Word format begins, and every Word file with a password."""


def read_docx(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a Word document and what was left out, or None and the one fault that hinders. Never raises."""
    if hindrance := file_fault(path, shown_as, MAX_BYTES):
        return None, (hindrance,)
    try:
        return _read(path, shown_as)
    except Locked:
        return None, (fault("R083", shown_as),)
    except TooMuch:
        return None, (fault("R084", shown_as),)
    except Exception:  # zip, its packers, XML and the file itself each have exceptions of their own for damaged data
        return None, (fault("R082", shown_as),)


def _read(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    with path.open("rb") as file:
        if file.read(len(_LOCKED_FILE)) == _LOCKED_FILE:
            raise Locked
        document = _Document(Package(file))
    text = "\n".join(document.lines())
    if len(text) > MAX_CHARACTERS:
        raise TooMuch
    if not text.strip():
        return None, (fault("Y005", shown_as),)
    return text, tuple(document.left_out(shown_as))


class _Document:
    """The parts of one document, and what they come to."""

    def __init__(self, package: Package) -> None:
        styles = read_styles(package.parts("styles"))
        self.body = Part(package.main(), styles)
        self.notes = {
            sort: [Part(content, styles).notes for content in package.parts(sort)] for sort in ("footnotes", "endnotes")
        }
        self.rims = {sort: [Part(content, styles) for content in package.parts(sort)] for sort in ("header", "footer")}

    def lines(self) -> Iterator[str]:
        """The body, then the notes as they are numbered in it, then headers and footers, each wording once."""
        yield from self.body.lines()
        notes = [
            f"[{number}] {text}"
            for number, (sort, name) in enumerate(self.body.references, 1)
            if (text := next((found[name] for found in self.notes[sort] if name in found), ""))
        ]
        rims = [f"{name} {text}" for sort, name in _rim_names().items() for text in self._rim(sort)]
        for more in (notes, rims):
            yield from ["", *more] if more else []

    def left_out(self, shown_as: str) -> Iterator[Problem]:
        """What the inspector should know is not in the text."""
        counts = self.body.counts
        if counts["inserted"] or counts["deleted"]:
            yield fault("R085W", shown_as, inserted=counts["inserted"], deleted=counts["deleted"])
        if counts["comments"]:
            yield fault("R086W", shown_as, n=counts["comments"])
        if counts["pictures"]:
            yield fault("R087W", shown_as, n=counts["pictures"])

    def _rim(self, sort: str) -> list[str]:
        """What stands at the top or the foot of the pages, on one line for each wording."""
        texts = (" ".join(" ".join(part.lines()).split()) for part in self.rims[sort])
        return list(dict.fromkeys(filter(None, texts)))


def _rim_names() -> dict[str, str]:
    return {"header": _("Page header:"), "footer": _("Page footer:")}
