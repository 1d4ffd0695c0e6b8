"""The facts of a file, which decide what is asked of it: filled in one after another, each kept at once.

Owns the list and the line a fact is written on. Leaves recording to the sitting.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.errors import TillsynError
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.sitting import Sitting

KEYS_OF_BOOLEAN = {"j": "ja", "n": "nej"}
NOT_STATED = "f"


class FactsDialog(Dialog[bool]):
    """Returns whether anything was filled in."""

    BINDINGS = [
        Binding("enter", "write", N_("write"), show=False, id="facts.write"),
        Binding("delete,backspace", "clear", N_("clear"), show=False, id="facts.clear"),
    ]
    SIZE = "-large"
    AUTO_FOCUS = "OptionList"

    def __init__(self, sitting: Sitting) -> None:
        unit = sitting.sheet.unit
        in_register = put(unit, _("Enter writes · f: it does not tell · Delete goes back to {register} · Esc closes"))
        alone = _("Enter writes · f: it does not tell · Delete takes away · Esc closes")
        super().__init__(put(unit, _("{Facts}")), alone if unit is Unit.AUDITEE else in_register)
        self._sitting = sitting
        self._facts = sitting.facts
        self._changed = False

    def middle(self) -> Iterator[Widget]:
        """The list, the help of the fact one stands on, and a line to write on."""
        yield OptionList(*self._options(), compact=True)
        yield Static("", id="fact-help")
        yield Input(id="fact-value", compact=True)
        yield Static("", id="fact-fault", markup=False)

    def on_mount(self) -> None:
        """Stand on the fact the question waits for, else on the first that is not filled in."""
        waited = self._sitting.asked_here.missing
        empty = [f.id for f in self._facts if f.id not in self._sitting.sheet.facts]
        wanted = next((name for name in (*waited, *empty)), None)
        ids = [fact.id for fact in self._facts]
        self.query_one(OptionList).highlighted = ids.index(wanted) if wanted in ids else 0
        self.query_one("#fact-value", Input).display = False

    def on_key(self, event: events.Key) -> None:
        """A yes or no, a choice by its number, or “the file does not tell”, with one key."""
        if isinstance(self.focused, Input):
            return
        text = self._by_key(event.character or "")
        if text:
            event.stop()
            self._fill(text)

    def action_write(self) -> None:
        """Open the line to write on."""
        field = self.query_one("#fact-value", Input)
        field.value = ""
        field.placeholder = self._how(self._fact)
        field.display = True
        field.focus()

    def action_clear(self) -> None:
        """Take away what was filled in; the register's value stands again."""
        self._fill("")

    def action_close(self) -> None:
        """Close the line, else the dialog."""
        field = self.query_one("#fact-value", Input)
        if field.display:
            self._close_line()
        else:
            self.dismiss(self._changed)

    @on(OptionList.OptionHighlighted)
    def highlighted(self) -> None:
        """Show what is known of the fact one stands on."""
        self.query_one("#fact-help", Static).update(
            Content.styled(f"{one_line(self._fact.help)} {self._how(self._fact)}".strip(), "$foreground-muted")
        )
        self.query_one("#fact-fault", Static).update("")

    @on(OptionList.OptionSelected)
    def selected(self) -> None:
        """Open the line to write on."""
        self.action_write()

    @on(Input.Submitted, "#fact-value")
    def submitted(self, message: Input.Submitted) -> None:
        """Fill in what was written, in full or as the key that the hint names."""
        if self._fill(self._by_key(message.value.strip()) or message.value):
            self._close_line()

    @property
    def _fact(self) -> FactDefinition:
        return self._facts[self.query_one(OptionList).highlighted or 0]

    def _fill(self, text: str) -> bool:
        choices = self.query_one(OptionList)
        at = choices.highlighted or 0
        try:
            self._sitting.fill(self._fact.id, text)
        except TillsynError as fault:
            self.query_one("#fact-fault", Static).update(f"{fault.message} {fault.remedy}")
            return False
        self._changed = True
        choices.replace_option_prompt_at_index(at, self._line(self._fact))
        choices.highlighted = min(at + 1, len(self._facts) - 1) if text else at
        return True

    def _by_key(self, key: str) -> str:
        fact = self._fact
        if key == NOT_STATED:
            return UNSTATED.value
        if fact.type is FactType.BOOLEAN:
            return KEYS_OF_BOOLEAN.get(key, "")
        if fact.type is FactType.CHOICE and key.isdecimal() and 0 < int(key) <= len(fact.values):
            return fact.values[int(key) - 1][0]
        return ""

    def _how(self, fact: FactDefinition) -> str:
        if fact.type is FactType.BOOLEAN:
            return _("j yes · n no · f the file does not tell")
        if fact.type is FactType.DATE:
            return _("Enter, then a date as YYYY-MM-DD · f the file does not tell")
        listed = " · ".join(f"{n} {one_line(label)}" for n, (_code, label) in enumerate(fact.values, start=1))
        return f"{listed} · " + _("f the file does not tell")

    def _close_line(self) -> None:
        self.query_one("#fact-value", Input).display = False
        self.query_one(OptionList).focus()

    def _options(self) -> list[Option]:
        return [Option(self._line(fact), fact.id) for fact in self._facts]

    def _line(self, fact: FactDefinition) -> Content:
        value = self._sitting.sheet.facts.get(fact.id)
        waited = fact.id in self._sitting.asked_here.missing
        label = one_line(fact.label)
        shown = one_line(fact.show(value)) if value is not None else "·"
        return Content.assemble(
            ("! " if waited else "  ", "bold $text-warning"),
            f"{label:<52.52} ",
            (shown, "bold" if value is not None else ""),
        )
