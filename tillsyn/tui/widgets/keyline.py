"""The line at the foot: at most seven keys, each of which can be clicked.

Owns drawing them from a screen's bindings, dimmed where they do nothing now. Textual's own footer is rebuilt
whenever the focus moves; this one is painted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.keys import show_key

MOST = 7
NO_ANSWER = "–"
SHORT = {
    "next hit": N_("hit"),
    "next gap": N_("gap"),
    "summary": N_("the whole"),
    "open {the_row}": N_("{the_row}"),
}
"""Shorter words where all seven would not fit on 80 columns."""
SHORTEST = {"open {the_row}": N_("open"), "all {rows}": N_("all")}
"""And where a noun is so long that these would not fit either."""


class KeyLine(Widget):
    """The keys of a screen that are worth a place on the screen."""

    def __init__(self, bindings: Sequence[Binding], unit: str, who: Collection[str] = ()) -> None:
        super().__init__()
        self._unit, self._who = unit, who
        self._keys = [binding for binding in bindings if binding.show][:MOST]
        self._answers = ""
        self._instead: tuple[tuple[str, str], ...] = ()
        self._off: frozenset[str] = frozenset()
        self._places: list[tuple[int, int, str]] = []

    def look(self) -> None:
        """Look whether another key does nothing now."""
        if self._idle() != self._off:
            self.refresh()

    def show_answers(self, keys: Sequence[str]) -> None:
        """Show the keys that answer first, as ``j/d/n svara``."""
        text = "/".join(keys)
        if text != self._answers:
            self._answers = text
            self.refresh()

    def show_instead(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other keys, each with its words, while a line is written on or a list has the keys; none: the usual."""
        if tuple(pairs) != self._instead:
            self._instead = tuple(pairs)
            self.refresh()

    def render(self) -> Content:
        """The line; remembers where each key stands."""
        narrow = self.size.width < 100
        gap = "  " if narrow else "   "
        parts: list[Content] = []
        self._places = []
        if self._instead:
            return Content(gap).join(_pair(key, words, False) for key, words in self._instead)
        at, self._off = 0, self._idle()
        if self._answers:
            parts.append(_pair(self._answers, _("answer"), self._answers == NO_ANSWER))
            at = parts[0].cell_length + len(gap)
        for binding, part in zip(self._keys, self._fitting(self.size.width - at, len(gap)), strict=True):
            self._places.append((at, at + part.cell_length, binding.action))
            at += part.cell_length + len(gap)
            parts.append(part)
        return Content(gap).join(parts)

    def _fitting(self, width: int, gap: int) -> list[Content]:
        """The keys in the longest words that have room."""
        choices: list[dict[str, str]] = [{}] if self.size.width >= 100 else [SHORT, {**SHORT, **SHORTEST}]
        parts: list[Content] = []
        for words in choices:
            parts = [self._part(binding, words.get(binding.description, binding.description)) for binding in self._keys]
            if sum(part.cell_length + gap for part in parts) <= width + gap:
                break
        return parts

    def _idle(self) -> frozenset[str]:
        """What the keys do that do nothing now."""
        return frozenset(b.action for b in self._keys if self.screen.check_action(_name(b.action), ()) is None)

    def _part(self, binding: Binding, label: str) -> Content:
        off = binding.action in self._off
        return _pair(show_key(binding), put(self._unit, _(label), self._who), off)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        x = event.x - self.gutter.left
        for start, end, action in self._places:
            if start <= x < end:
                await self.screen.run_action(action)


def _pair(key: str, label: str, off: bool) -> Content:
    style = "$foreground-disabled" if off else "$foreground-muted"
    return Content.assemble((key, style if off else "bold $text-accent"), " ", (label, style))


def _name(action: str) -> str:
    return action.split("(")[0].removeprefix("app.")
