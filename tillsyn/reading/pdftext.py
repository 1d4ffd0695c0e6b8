"""The text of a PDF document, page after page.

Owns pypdf, its limits and what it stumbles over. Leaves what the text means to `reading.documents`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from tillsyn.problems import Problem
from tillsyn.reading.faults import fault
from tillsyn.reading.textfile import file_fault

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_BYTES = 50_000_000
MAX_PAGES = 500
MAX_CHARACTERS = 2_000_000


def read_pdf(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a PDF, or None and the one fault that hinders: a picture, a password, a broken file. Never raises."""
    if hindrance := file_fault(path, shown_as, MAX_BYTES):
        return None, (hindrance,)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would be written over the screen
    try:
        return _read(path, shown_as)
    except Exception:  # a hostile or broken PDF makes pypdf raise nearly anything, recursion included
        return None, (fault("R057", shown_as),)


def _read(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    from pypdf import PdfReader  # 80 ms, needed only where there are PDF files

    with path.open("rb") as file:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            return None, (fault("R058", shown_as),)
        pages = len(reader.pages)
        text = _text(reader) if pages <= MAX_PAGES else None
    if text is None:
        return None, (fault("R059", shown_as, pages=pages, most=MAX_PAGES),)
    return (text, ()) if text.strip() else (None, (fault("R056", shown_as),))


def _text(reader: PdfReader) -> str | None:
    """All pages, a blank line between them; None where it is too much."""
    parts: list[str] = []
    length = 0
    for page in reader.pages:
        parts.append(page.extract_text().strip())
        length += len(parts[-1])
        if length > MAX_CHARACTERS:
            return None
    return "\n\n".join(parts)
