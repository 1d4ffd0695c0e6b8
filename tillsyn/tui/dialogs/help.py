"""Help: every key, made from the tables of keys, and what the signs mean.

Owns the page. Nothing in it is written twice, so that it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui.bindings import APP, DOCUMENT, PARTS, REVIEW, listed
from tillsyn.tui.dialogs.base import Reading
from tillsyn.tui.keys import show_key
from tillsyn.tui.marks import LEGEND, STYLES


class HelpDialog(Reading):
    """The keys of one screen first, then those that work everywhere, then the other screens'."""

    SIZE = "-large"

    def __init__(self, screen: type[Screen[object]], unit: str, who: Collection[str] = ()) -> None:
        super().__init__(_("Keys and signs"), _("Esc closes · Ctrl+P searches among everything that can be done"))
        self._unit, self._who = unit, who
        self._own: Sequence[Binding] = getattr(screen, "KEYS", ())

    def text(self) -> Content:
        """The page."""
        first = [part for part in PARTS if part[1] is self._own]
        if self._own is REVIEW:
            first += [part for part in PARTS if part[1] is DOCUMENT]
        first += [part for part in PARTS if part[1] is APP]
        rest = [part for part in PARTS if part not in first]
        blocks = [part(title, keys, self._unit, self._who) for title, keys in first]
        blocks.append(_legend())
        blocks += [part(title, keys, self._unit, self._who) for title, keys in rest]
        return Content("\n\n").join(blocks)


def part(title: str, keys: Sequence[Binding], unit: str, who: Collection[str] = ()) -> Content:
    """A table of keys under its title."""
    lines = [Content.styled(put(unit, _(title), who), "bold $text-primary")]
    if keys is REVIEW:
        lines.append(_line(_("the keys of the answers"), _("answer; the next question that is asked comes by itself")))
    lines += [_line(show_key(key), put(unit, _(key.tooltip or key.description), who)) for key in listed(keys)]
    return Content("\n").join(lines)


def _line(key: str, words: str) -> Content:
    return Content.assemble((f"  {key:<12}", "bold $text-accent"), " ", words)


def _legend() -> Content:
    lines = [Content.styled(_("Signs"), "bold $text-primary")]
    lines += [Content.assemble((f"  {sign:<12}", STYLES.get(sign, "")), " ", _(words)) for sign, words in LEGEND]
    return Content("\n").join(lines)
