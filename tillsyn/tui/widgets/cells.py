"""Cells of tables: people's words as they are, and shares that are shaded as well as numbered.

Owns making them. A `str` in a table would be read as markup, so every cell is a Text.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from rich.text import Text
from textual.color import Color

from tillsyn.domain.text import one_line
from tillsyn.tui.marks import bar

DEEPEST = 0.55
"""How far the shade of a whole column goes towards the warning colour, so that the number can still be read."""


def words(text: str, style: str = "", width: int = 0) -> Text:
    """A text on one line, cut to a width."""
    cell = Text(one_line(text), style=style, no_wrap=True)
    if width:
        cell.truncate(width, overflow="ellipsis")
    return cell


def number(value: int | str) -> Text:
    """A number, to the right."""
    return Text(str(value), justify="right")


def progress(done: int, whole: int, cells: int) -> Text:
    """``5/8 ▓▓▓░░``."""
    text = f"{done}/{whole}".rjust(5)
    return Text(f"{text} {bar(done, whole, cells)}" if cells else text)


RATED = "*"
"""Beside a share where somebody rated an area otherwise than its answers come to."""


def share(lacking: int, applicable: int, unanswered: int, colours: Mapping[str, str], mark: str = "") -> Text:
    """``5/8`` shaded by its share; “…” where nothing is judged yet, “–” where nothing applies; then the mark."""
    if applicable == 0:
        return Text(("…" if unanswered else "–") + mark, style=Style(dim=True), justify="right")
    if lacking == 0:
        return Text(f"0/{applicable}{mark}", justify="right")
    ground = Color.parse(colours["background"])
    shade = ground.blend(Color.parse(colours["warning"]), DEEPEST * lacking / applicable)
    return Text(
        f"{lacking}/{applicable}{mark}",
        style=Style(bgcolor=shade.rich_color, color=Color.parse(colours["foreground"]).rich_color, bold=True),
        justify="right",
    )
