"""The phrase bank: a list that narrows as one types; Enter returns the phrase one stands on.

Owns the list. Leaves which phrases there are, and their order, to `workflow.phrases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.phrases import Offer, Origin
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.workflow.phrases import PhraseBank

ORIGINS = {Origin.OWN: N_("your own"), Origin.AGENCY: N_("the authority's"), Origin.SET: ""}


class PhrasesDialog(Dialog[str]):
    """Returns the text of a phrase, or None."""

    SIZE = "-large"
    AUTO_FOCUS = "Input"

    def __init__(self, criterion: str, bank: PhraseBank) -> None:
        super().__init__(
            _("Phrases for the comment on {criterion}").format(criterion=criterion),
            _("Type to search · ↑ ↓ choose · Enter puts it into the comment · Esc closes"),
        )
        self._bank = bank
        self._found: list[Offer] = list(bank.offers)

    def middle(self) -> Iterator[Widget]:
        """The line to search on, the phrases, and faults of their files."""
        yield TypedLine(placeholder=_("Words of the phrase"), compact=True)
        yield OptionList(*self._options(), compact=True)
        yield Static(self._faults(), id="phrase-faults", markup=False)

    def on_mount(self) -> None:
        """Stand on the likeliest."""
        self.query_one(OptionList).highlighted = 0 if self._found else None

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line is written on."""
        choices = self.query_one(OptionList)
        moves: dict[str, Callable[[], None]] = {
            "up": choices.action_cursor_up,
            "down": choices.action_cursor_down,
            "pageup": choices.action_page_up,
            "pagedown": choices.action_page_down,
        }
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()

    @on(Input.Changed)
    def typed(self, message: Input.Changed) -> None:
        """Show the phrases that hold every word typed."""
        self._found = self._bank.holding(message.value)
        choices = self.query_one(OptionList)
        choices.clear_options().add_options(self._options())
        choices.highlighted = 0 if self._found else None

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Return the phrase one stands on; where none is found, stay."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._found):
            self.dismiss(self._found[at].phrase.text)
        self.query_one(TypedLine).left = False

    @on(OptionList.OptionSelected)
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Return the phrase that was clicked."""
        self.dismiss(self._found[message.option_index].phrase.text)

    def _options(self) -> list[Option]:
        if not self._bank.offers:
            return [Option(_("There are no phrases yet."), disabled=True)]
        return [Option(_row(offer)) for offer in self._found] or [
            Option(_("No phrase holds these words."), disabled=True)
        ]

    def _faults(self) -> str:
        """The first fault of the files, and how many there are: their phrases are left out."""
        problems = self._bank.problems
        if not problems:
            return ""
        count = ngettext("{n} fault in the files of phrases:", "{n} faults in the files of phrases:", len(problems))
        return f"{count.format(n=len(problems))} {one_line(str(problems[0]))}"


def _row(offer: Offer) -> Content:
    """The phrase, where it comes from, and how often it was used."""
    times = offer.here + offer.elsewhere
    used = ngettext("{n} time", "{n} times", times).format(n=times) if times else ""
    origin = ORIGINS[offer.phrase.origin]
    about = ", ".join(part for part in (_(origin) if origin else "", used) if part)
    return Content.assemble(one_line(offer.phrase.text), (f"  ({about})" if about else "", "$foreground-muted"))
