"""The routine for when somebody may be in danger now, to be read and followed outside the audit.

Owns showing it. The words are the authority's own (`workflow.routine`); nothing is recorded.
"""

from __future__ import annotations

from textual.content import Content

from tillsyn.domain.text import plain
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Reading
from tillsyn.workflow.routine import danger_routine


class DangerDialog(Reading):
    """The routine; nothing is asked and nothing is kept."""

    SIZE = "-large"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody may be in danger now"),
            _("Nothing of this is recorded in tillsyn · ↑ ↓ scroll · Esc closes"),
        )

    def text(self) -> Content:
        """The text line by line, headings bold."""
        return Content("\n").join(_line(line) for line in plain(danger_routine().text).split("\n"))


def _line(line: str) -> Content:
    if line.startswith("#"):
        return Content.styled(line.lstrip("# "), "bold $text-primary")
    return Content(line)
