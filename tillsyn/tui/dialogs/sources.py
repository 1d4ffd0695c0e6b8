"""Where a comment comes from: the file, or what somebody told.

Owns the list, where several may be chosen, and its words. Leaves recording to the seat.
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
from tillsyn.nouns import put
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.workflow.sitting import Sitting

KEYS = {"a": Source.FILE, "e": Source.PERSON, "p": Source.STAFF, "n": Source.OTHER}
WORDS = {
    Source.FILE: N_("{the_row}"),
    Source.PERSON: N_("talk with the person"),
    Source.STAFF: N_("staff"),
    Source.OTHER: N_("another source"),
}


def source_words(sources: tuple[Source, ...], unit: str, who: tuple[str, ...] = ()) -> str:
    """The sources in words; nothing where none is named."""
    return ", ".join(put(unit, _(WORDS[source]), who) for source in sources)


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
        yield OptionList(*(Option(self._line(key), key) for key in KEYS), compact=True, id="sources")
        yield Static("", id="sources-note", markup=False)

    def on_mount(self) -> None:
        """Say what follows."""
        self.query_one(OptionList).highlighted = 0
        self._note()

    def on_key(self, event: events.Key) -> None:
        """Choose by a letter."""
        if event.character in KEYS:
            event.stop()
            self._turn(event.character)

    def action_turn(self) -> None:
        """Choose the line one stands on, or not."""
        self._turn(list(KEYS)[self.query_one(OptionList).highlighted or 0])

    def action_keep(self) -> None:
        """Return what is chosen; the file alone is what is meant where nothing is said."""
        named = tuple(source for source in Source if source in self._chosen)
        self.dismiss(() if named == (Source.FILE,) else named)

    def _turn(self, key: str) -> None:
        self._chosen ^= {KEYS[key]}
        at = list(KEYS).index(key)
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
        source = KEYS[key]
        words = put(self._sitting.sheet.unit, _(WORDS[source]), (self._sitting.sheet.auditee.kind.value,))
        sign = "✓" if source in self._chosen else "·"
        return Content.assemble((f"{sign} ", "bold $text-success"), (f"{key}  ", "bold $text-accent"), words)
