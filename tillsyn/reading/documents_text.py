"""Documents saved as text, in whatever encoding the case system wrote.

Owns what of it is no text, and that a guess is told. Leaves the guess to `reading.textfile_encoding`; files a person
writes for tillsyn must be UTF-8 and go through `reading.textfile`.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from tillsyn.problems import Problem
from tillsyn.reading.faults import fault
from tillsyn.reading.pdftext import page_mark
from tillsyn.reading.textfile import file_fault
from tillsyn.reading.textfile_encoding import encoding_of

MAX_BYTES = 4_000_000
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_document_text(path: Path, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file in UTF-8, UTF-16 or an older encoding, or None and the one fault that hinders. Never raises.

    A page break becomes a line that tells the number of the page it begins.
    """
    if hindrance := file_fault(path, shown_as, MAX_BYTES):
        return None, (hindrance,)
    try:
        encoding = encoding_of(path)
        text = path.read_bytes().decode(encoding.codec)
    except (OSError, ValueError) as error:
        return None, (fault("R079" if isinstance(error, UnicodeError) else "Y003", shown_as),)
    if not text.strip("\ufeff \t\r\n\f"):
        return None, (fault("Y005", shown_as),)
    is_unicode = encoding.codec.startswith("utf")
    if _NO_TEXT.search(text) and not is_unicode:
        return None, (fault("R079", shown_as),)
    told = () if is_unicode else (fault("R088W", shown_as, encoding=encoding.shown),)
    return _paged(text.removeprefix("\ufeff")), told


def _paged(text: str) -> str:
    """The text with its pages numbered; a break before or after all words begins no page."""
    whole = text.strip("\f \t\r\n")
    at = text.index(whole)
    numbers = count(2)
    pages = re.sub("\f", lambda _break: f"\n{page_mark(next(numbers))}\n", whole)
    return f"{_unpaged(text[:at])}{pages}{_unpaged(text[at + len(whole) :])}"


def _unpaged(blank: str) -> str:
    return blank.replace("\f", "\n\n")
