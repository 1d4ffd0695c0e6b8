"""The routine for when somebody may be in danger now: the authority's own text, else the one that came along.

Owns which file it is. Nothing is recorded: it stands outside the audit. Leaves showing it to `tui` and `cli`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tillsyn.reading.textfile import read_text
from tillsyn.resources import places

FILE = "routines/fara.md"
"""Below a folder of templates: that of the working folder, the user's own, or the one that came along."""


@dataclass(frozen=True, slots=True)
class Routine:
    """The text as it is written, with headings after #, and the file it comes from."""

    text: str
    path: Path


def danger_routine() -> Routine:
    """The routine to follow. A file that cannot be read is passed over: this must always show something."""
    for folder in places("templates"):
        path = folder / FILE
        text, _problems = read_text(path, str(path)) if path.is_file() else (None, ())
        if text is not None and text.strip():
            return Routine(text, path)
    return Routine("112", Path(FILE))
