"""The text of a PDF document, page after page.

Owns pypdf, its limits and what it stumbles over. Leaves what the text means to `reading.documents`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from tillsyn.language import _, ngettext
from tillsyn.problems import Problem
from tillsyn.reading.faults import fault
from tillsyn.reading.textfile import file_fault

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_BYTES = 50_000_000
MAX_PAGES = 500
MAX_CHARACTERS = 2_000_000
MAX_CONTENT = 40_000_000
"""Bytes of drawing instructions in all; a page of text has some ten thousand, and a megabyte takes seconds to read."""
MAX_PAGE_CONTENT = 1_000_000
"""A page with more than this is a drawing, a map for one, and is told as a picture."""


def read_pdf(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a PDF with the pages' numbers, or None and the one fault that hinders. Never raises.

    A scanned picture is a line that says so, and a warning.
    """
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
        count = len(reader.pages)
        pages = _pages(reader) if count <= MAX_PAGES else None
    if pages is None:
        return None, (fault("R059", shown_as, pages=count, most=MAX_PAGES),)
    if not pages:
        return None, (fault("R057", shown_as),)
    if not any(pages):
        return _scanned(count), (fault("R080W", shown_as, n=count),)
    bare = [number for number, text in enumerate(pages, 1) if not text]
    told = (fault("R081W", shown_as, pages=_ranges(bare)),) if bare else ()
    return "\n\n".join(_headed(number, text) for number, text in enumerate(pages, 1)), told


def _pages(reader: PdfReader) -> list[str] | None:
    """The text of each page; None where it is too much."""
    pages: list[str] = []
    length = content = 0
    for page in reader.pages:
        drawn = page.get_contents()
        size = len(drawn.get_data()) if drawn is not None else 0
        pages.append(page.extract_text().strip() if 0 < size <= MAX_PAGE_CONTENT else "")
        length += len(pages[-1])
        content += size
        if length > MAX_CHARACTERS or content > MAX_CONTENT:
            return None
    return pages


def _headed(number: int, text: str) -> str:
    """A page with a line above that tells its number, but for the first: that line would be taken for a title."""
    if not text:
        return _("— page {n}: a picture or empty, read it outside —").format(n=number)
    return f"{page_mark(number)}\n\n{text}" if number > 1 else text


def page_mark(number: int) -> str:
    """The line between two pages, which `domain.pages` knows again."""
    return _("— page {n} —").format(n=number)


def _scanned(pages: int) -> str:
    """What stands for a document without text, so that a reader knows that it is there."""
    return ngettext(
        "Scanned picture, {n} page: read it outside.", "Scanned picture, {n} pages: read it outside.", pages
    ).format(n=pages)


def _ranges(numbers: list[int]) -> str:
    """``2, 4–6``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
