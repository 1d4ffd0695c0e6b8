"""Where a comment comes from: the file, or what somebody told.

Owns the list, where several may be chosen. Leaves its words to `workflow.seat_words`, and recording to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.answers import Source
from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.workflow.seat_words import SOURCE_KEYS, source_words
from tillsyn.workflow.sitting import Sitting


class SourcesDialog(Dialog[tuple[Source, ...]]):
    """Returns the sources, in the order they are listed, or None when nothing is changed."""

    BINDINGS = [
        Binding("space", "turn", N_("choose"), show=False, id="sources.turn"),
        Binding("enter", "keep", N_("keep"), show=False, id="sources.keep", priority=True),
    ]
    SIZE = "-small"
    AUTO_FOCUS = "OptionList"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(
            _("Where does the comment on {criterion} come from?").format(criterion=sitting.here),
            _("a e p n, or space, choose one or several · Enter keeps · Esc changes nothing"),
        )
        self._sitting = sitting
        self._chosen = set(sitting.sources_here or (Source.FILE,))

    def middle(self) -> Iterator[Widget]:
        """The sources, and what follows from them."""
        yield OptionList(*(Option(self._line(key), key) for key in SOURCE_KEYS), compact=True, id="sources")
        yield Static("", id="sources-note", markup=False)

    def on_mount(self) -> None:
        """Say what follows."""
        self.query_one(OptionList).highlighted = 0
        self._note()

    def on_key(self, event: events.Key) -> None:
        """Choose by a letter."""
        if event.character in SOURCE_KEYS:
            event.stop()
            self._turn(event.character)

    def action_turn(self) -> None:
        """Choose the line one stands on, or not."""
        self._turn(list(SOURCE_KEYS)[self.query_one(OptionList).highlighted or 0])

    def action_keep(self) -> None:
        """Return what is chosen; the file alone is what is meant where nothing is said."""
        named = tuple(source for source in Source if source in self._chosen)
        self.dismiss(() if named == (Source.FILE,) else named)

    def _turn(self, key: str) -> None:
        self._chosen ^= {SOURCE_KEYS[key]}
        at = list(SOURCE_KEYS).index(key)
        choices = self.query_one(OptionList)
        choices.highlighted = at
        choices.replace_option_prompt_at_index(at, self._line(key))
        self._note()

    def _note(self) -> None:
        elsewhere = bool(self._chosen) and Source.FILE not in self._chosen
        words = _("What is not in the file is not met: an answer of yes or partly stays a gap.")
        if self._sitting.criterion.other_sources:
            words = _("This question may also be answered from other sources.")
        self.query_one("#sources-note", Static).update(words if elsewhere else "")

    def _line(self, key: str) -> Content:
        source = SOURCE_KEYS[key]
        words = source_words([source], self._sitting.sheet.unit, self._sitting.sheet.kinds)
        sign = "✓" if source in self._chosen else "·"
        return Content.assemble((f"{sign} ", "bold $text-success"), (f"{key}  ", "bold $text-accent"), words)
