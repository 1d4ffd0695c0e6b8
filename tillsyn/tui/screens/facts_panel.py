"""The facts of a file, at the top of the seat: those that decide what is asked first, each kept at once.

Owns the list, the line a fact is written on, and saying what comes and goes before a fact is left. It stands where the
question otherwise does, so that the document can be read beside it. Leaves recording to the sitting.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.facts import FactDefinition, FactType, FactValue
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.errors import TillsynError
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.workflow.firstfacts import (
    Effect,
    as_recorded,
    deciding_facts,
    effect_between,
    effect_of,
    filled_in,
    unknown_facts,
    values_by_key,
)
from tillsyn.workflow.sitting import Sitting

_MOST = 6
"""Criteria that are named before the rest are counted."""
_ELSEWHERE = frozenset("jn")
"""Keys that most facts take, and that are told of where one does not."""
_BESIDE_LABEL, _BESIDE_LONG = 36, 28
"""Cells of a row beside the label: with where the value comes from, and with that only where it was filled in."""
_LABEL_NEEDS = 24


class FactsPanel(Vertical):
    """The facts, one a row."""

    BINDINGS = [
        Binding("enter", "write", N_("write"), show=False, id="facts.write"),
        Binding("delete,backspace", "clear", N_("clear"), show=False, id="facts.clear"),
    ]

    class Left(Message):
        """The reader went on to the questions."""

    class Filled(Message):
        """A fact was filled in: what is asked may be other."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(id="facts")
        self._sitting = sitting
        unit = sitting.sheet.unit
        deciding = deciding_facts(sitting.sheet.opened.criteria, unit)
        self._facts = (*deciding, *(fact for fact in sitting.facts if fact not in deciding))
        self._deciding = frozenset(fact.id for fact in deciding)
        self._filled = filled_in(sitting.desk, sitting.sheet)
        self._changed = ""
        self._just_filled = False
        """Whether the list goes to the next fact by itself: what was changed is still told there."""

    @classmethod
    def keys(cls) -> tuple[Binding, ...]:
        """The keys of the list."""
        return tuple(binding for binding in cls.BINDINGS if isinstance(binding, Binding))

    def compose(self) -> ComposeResult:
        """A heading, the list, what is known of the fact one stands on, and a line to write on."""
        yield Static(self._heading(), id="facts-title")
        yield OptionList(compact=True, id="fact-list")
        yield Static("", id="fact-help")
        yield Static("", id="fact-effect", markup=False)
        yield from self._line_to_write_on()

    def _line_to_write_on(self) -> Iterator[Widget]:
        field = Input(id="fact-value", compact=True)
        field.display = False
        yield field
        yield Static("", id="fact-fault", markup=False)

    def begin(self, fact: str | None = None) -> None:
        """Stand on a fact, else on the one the question waits for, else on the first that is not known."""
        self._filled = filled_in(self._sitting.desk, self._sitting.sheet)
        self._choices.clear_options().add_options([Option(self._row(f), f.id) for f in self._facts])
        waited = (*self._sitting.asked_here.missing, *unknown_facts(self._sitting.sheet))
        empty = [f.id for f in self._facts if f.id not in self._sitting.sheet.facts]
        wanted = next((name for name in ((fact,) if fact else (*waited, *empty))), None)
        ids = [f.id for f in self._facts]
        self._choices.highlighted = ids.index(wanted) if wanted in ids else 0
        self._close_line()
        self._tell_of_fact()

    def on_resize(self) -> None:
        """Give the labels the room there is."""
        for row, _option in enumerate(self._choices.options):
            self._choices.replace_option_prompt_at_index(row, self._row(self._facts[row]))

    def on_key(self, event: events.Key) -> None:
        """A yes or no, a choice by its number, or “the file does not tell”; down from the last one leaves."""
        if self._writing:
            return
        text = self._by_key(event.character or "")
        last = self._choices.highlighted == len(self._facts) - 1
        if text:
            self._take(event)
            self._fill(text)
        elif event.key == "down" and last:
            self._take(event)
            self.post_message(self.Left())
        elif event.character in _ELSEWHERE:
            self._take(event)
            self._tell_fault(_("This is not answered with {key}: {how}").format(
                key=event.character, how=self._how(self._fact)
            ))  # fmt: skip
        elif event.key == "up" and self._choices.highlighted == 0:
            self._take(event)  # the list would go round to its end

    def action_write(self) -> None:
        """Open the line to write on."""
        field = self.query_one("#fact-value", Input)
        with field.prevent(Input.Changed):
            field.value = ""
        field.placeholder = self._how(self._fact)
        field.display = True
        field.focus()

    def action_clear(self) -> None:
        """Take away what was filled in; the register's value stands again."""
        self._fill("")

    def close_line(self) -> bool:
        """Close the line to write on; whether it was open."""
        open_ = self._writing
        self._close_line()
        return open_

    @on(OptionList.OptionHighlighted)
    def highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Show what is known of the fact one stands on."""
        message.stop()
        self._changed = self._changed if self._just_filled else ""
        self._just_filled = False
        self._tell_of_fact()

    @on(OptionList.OptionSelected)
    def selected(self, message: OptionList.OptionSelected) -> None:
        """Open the line to write on."""
        message.stop()
        self.action_write()

    @on(Input.Changed, "#fact-value")
    def typed(self, message: Input.Changed) -> None:
        """Say what would follow, before it is kept."""
        message.stop()
        value = self._value(self._meant(message.value))
        words = effect_words(effect_of(self._sitting.sheet, self._fact.id, value)) if value is not None else ""
        self.query_one("#fact-effect", Static).update(words)

    @on(Input.Submitted, "#fact-value")
    def submitted(self, message: Input.Submitted) -> None:
        """Fill in what was written, in full or as the key that the hint names."""
        message.stop()
        if self._fill(self._meant(message.value)):
            self._close_line()

    @property
    def _choices(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _fact(self) -> FactDefinition:
        return self._facts[self._choices.highlighted or 0]

    @property
    def _writing(self) -> bool:
        return bool(self.query_one("#fact-value", Input).display)

    def _take(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _fill(self, text: str) -> bool:
        """Keep a value, say what came and went, and go to the next fact that is wanted."""
        at, before = self._choices.highlighted or 0, self._sitting.sheet
        try:
            self._sitting.fill(self._fact.id, text)
        except TillsynError as fault:
            self._tell_fault(f"{fault.message} {fault.remedy}")
            return False
        self._filled = filled_in(self._sitting.desk, self._sitting.sheet)
        changed = effect_words(effect_between(before, self._sitting.sheet))
        told = [f"{one_line(self._facts[at].label)}: {changed}"] if changed else []
        if unknown_facts(before) and not unknown_facts(self._sitting.sheet):
            told.append(_("No question waits for anything more here: Esc goes to the questions."))
        for row, fact in enumerate(self._facts):
            self._choices.replace_option_prompt_at_index(row, self._row(fact))
        self._choices.highlighted = min(at + 1, len(self._facts) - 1) if text else at
        self.post_message(self.Filled())
        self._changed, self._just_filled = "\n".join(told), self._choices.highlighted != at
        self._tell_of_fact()
        return True

    def _tell_fault(self, words: str) -> None:
        self.query_one("#fact-fault", Static).update(words)

    def _tell_of_fact(self) -> None:
        """What was changed last, then the help of the fact, its keys, and what each value would bring."""
        fact = self._fact
        help_ = " ".join(filter(None, (f"{one_line(fact.label)}.", one_line(fact.help), self._how(fact))))
        self.query_one("#fact-help", Static).update(Content.styled(help_, "$foreground-muted"))
        self.query_one("#fact-effect", Static).update("\n".join(filter(None, (self._changed, *self._would(fact)))))
        self._tell_fault("")
        self.call_after_refresh(self._choices.scroll_to_highlight)  # the list is lower where more is told under it

    def _would(self, fact: FactDefinition) -> Iterator[str]:
        """What each value that can be given with one key would change."""
        if fact.type is FactType.DATE or fact.id not in self._deciding:
            return
        would: dict[str, list[str]] = {}
        for key, written in values_by_key(fact).items():
            if effect := effect_of(self._sitting.sheet, fact.id, fact.read(written)):
                would.setdefault(effect_words(effect), []).append(key)
        yield from (f"{' '.join(keys_)}: {words}" for words, keys_ in would.items())

    def _value(self, text: str) -> FactValue | None:
        try:
            return self._fact.read(text)
        except ValueError:
            return None

    def _by_key(self, key: str) -> str:
        return values_by_key(self._fact).get(key, "")

    def _meant(self, text: str) -> str:
        """What was written in full, as the key that the hint names, or as a day in the way people write one."""
        return self._by_key(text.strip()) or as_recorded(self._fact, text)

    def _how(self, fact: FactDefinition) -> str:
        if fact.type is FactType.BOOLEAN:
            return _("j yes · n no · f the file does not tell")
        if fact.type is FactType.DATE:
            return _("Enter, then a date as YYYY-MM-DD or 16 april 2025 · f the file does not tell")
        listed = " · ".join(f"{n} {one_line(label)}" for n, (_code, label) in enumerate(fact.values, start=1))
        return f"{listed} · " + _("f the file does not tell")

    def _close_line(self) -> None:
        self.query_one("#fact-value", Input).display = False
        self._choices.focus()

    def _heading(self) -> Content:
        unit = self._sitting.sheet.unit
        keys = _("Esc: to the questions · Enter writes · Delete takes away what was filled in")
        return Content.assemble((put(unit, _("{Facts}")), "bold $text-accent"), (f"  {keys}", "$foreground-muted"))

    def _row(self, fact: FactDefinition) -> Content:
        """The fact, its value, and where it comes from; a sign where questions wait for it."""
        sheet = self._sitting.sheet
        value = sheet.facts.get(fact.id)
        waited = fact.id in unknown_facts(sheet)
        longest, width = max(len(one_line(f.label)) for f in self._facts), self.size.width or 54
        tight = width - _BESIDE_LABEL < min(longest, _LABEL_NEEDS)
        room = max(18, width - (_BESIDE_LONG if tight else _BESIDE_LABEL))
        shown = one_line(fact.show(value)) if value is not None else "·"
        return Content.assemble(
            ("! " if waited else "  ", "bold $text-warning"),
            f"{one_line(fact.label):<{room}.{room}} ",
            (f"{shown:<16.16} ", "bold" if value is not None else ""),
            (self._origin(fact.id, tight) if value is not None else "", "$foreground-muted"),
        )

    def _origin(self, fact: str, tight: bool) -> str:
        unit = self._sitting.sheet.unit
        if fact in self._filled or unit is Unit.AUDITEE:
            return _("filled in")
        return "" if tight else put(unit, "{register}")


def effect_words(effect: Effect) -> str:
    """“+ PLA-03, PLA-04 · − SIP-01 (1 svar behålls)”; an empty text where nothing changes."""
    parts = []
    if effect.come:
        again = ngettext("{n} answer counts again", "{n} answers count again", len(effect.again))
        parts.append(_listed("+", effect.come, again.format(n=len(effect.again)) if effect.again else ""))
    kept = ngettext("{n} answer is kept", "{n} answers are kept", len(effect.kept)).format(n=len(effect.kept))
    for sign, names in (("−", effect.gone), ("?", effect.open)):
        if names:
            parts.append(_listed(sign, names, kept if set(effect.kept) & set(names) else ""))
    return " · ".join(parts)


def _listed(sign: str, names: tuple[str, ...], about: str) -> str:
    rest = len(names) - _MOST
    more = " " + _("and {n} more").format(n=rest) if rest > 0 else ""
    return f"{sign} {', '.join(names[:_MOST])}{more}" + (f" ({about})" if about else "")
