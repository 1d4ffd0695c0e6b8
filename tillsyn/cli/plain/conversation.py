"""The conversation about one file: a question, a line, what the line came to, the next question.

Owns what a line means where it is written (an answer, a fact, a comment or a command) and what comes next. “Saved” is
said of what is on disk, and of nothing else. Leaves the words to `telling`, and what commands do to their modules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tillsyn.cli.plain.commands import SIGN, Command, as_text, called
from tillsyn.cli.plain.lines import read_line, say, tell_lines
from tillsyn.cli.plain.seat import PlainSeat
from tillsyn.cli.plain.telling import (
    change_lines,
    fact_line,
    fact_question,
    file_lines,
    how_to_answer,
    may_answer,
    question_lines,
    sentence_of,
)
from tillsyn.domain.answers import GapKind
from tillsyn.domain.applicability import Asked
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.text import one_line
from tillsyn.errors import StoreFault, TillsynError
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.workflow import review
from tillsyn.workflow.firstfacts import deciding_facts, effect_between, unknown_facts, values_by_key


class Moved(Exception):
    """A command went to another question, so that what was being asked is no longer asked."""


class Left(Exception):
    """A command left the file: for another one (`case`), for the next (None), or for good."""

    def __init__(self, case: str | None = None, ended: bool = False) -> None:
        super().__init__()
        self.case = case
        self.ended = ended


class Conversation:
    """One file, talked through."""

    def __init__(self, seat: PlainSeat, table: tuple[Command, ...], page: int = 0) -> None:
        self.seat = seat
        self.table = table
        self.page = page
        """How many lines of a document are read at a time; 0 is all there are."""
        self.again: Callable[[], None] | None = None
        """What could not be saved."""
        self.commented = False
        """Whether the comment that is asked for has been written."""

    def hold(self, returned: bool) -> None:
        """Talk until the file is left; `returned` where somebody comes back to the very place.

        Raises:
            Left: when there is no more to say about this file.
            EndOfInput: when nobody will write any more.
        """
        tell_lines(*file_lines(self.seat))
        if returned:
            say(_("You are back where you were."))
        elif self.facts_first():
            gap = review.next_gap(self.seat.sheet, None)
            self.seat.go_to(gap.criterion if gap else self.seat.order[0])
        at_the_end = not returned and self.seat.progress.complete
        while True:
            try:
                self._at_the_end() if at_the_end else self._at_a_question()
                at_the_end = not self._go_on()
            except Moved:
                at_the_end = False

    def facts_first(self) -> bool:
        """Tell the facts that decide what is asked, and ask for those that questions wait for.

        False if a command left them.
        """
        sheet = self.seat.sheet
        deciding = deciding_facts(sheet.opened.criteria, sheet.unit)
        if not deciding:
            return True
        say(put(sheet.unit, _("{Facts} that decide what is asked:")))
        tell_lines(*(fact_line(self.seat, fact) for fact in deciding if fact.id in sheet.facts))
        asked: set[str] = set()
        try:
            while wanted := [name for name in unknown_facts(self.seat.sheet) if name not in asked]:
                asked.add(wanted[0])
                self.ask_fact(sheet.opened.criteria.fact[wanted[0]])
        except Moved:
            return False
        return True

    def ask_fact(self, fact: FactDefinition) -> bool:
        """Ask for a fact until it is filled in or skipped; whether it was filled in."""
        tell_lines(*fact_question(fact), _("An empty line skips it."))
        while line := self.read().strip():
            if self.fill(fact, line):
                return True
        return False

    def fill(self, fact: FactDefinition, text: str) -> bool:
        """Fill in a fact, in full or by its key; empty goes back to the register."""
        before = self.seat.sheet
        written = values_by_key(fact).get(text.strip().casefold(), text)
        if not self.save(lambda: self.seat.fill(fact.id, written)):
            return False
        say(_("Saved: {what}").format(what=fact_line(self.seat, fact)))
        tell_lines(*change_lines(effect_between(before, self.seat.sheet)))
        return True

    def show(self) -> None:
        """Say the question one stands at."""
        say("")
        tell_lines(*question_lines(self.seat))
        if may_answer(self.seat):
            say(how_to_answer(self.seat))

    def _at_a_question(self) -> None:
        """Put the question until it is answered or skipped."""
        self.seat.keep_where()
        self.show()
        gap = self.seat.gap_here()
        if gap and gap.kind is GapKind.FACT and self._ask_what_decides(gap.needs):
            return
        if gap and gap.kind is GapKind.COMMENT:
            self.ask_comment()
            return
        while line := self.read().strip():
            if self.answer(line):
                return

    def _ask_what_decides(self, needs: tuple[str, ...]) -> bool:
        """Ask for a fact that a question waits for; whether the question is done with.

        Raises:
            Moved: to the same question, where it can or may now be asked.
        """
        here = {fact.id: fact for fact in self.seat.facts}
        wanted = [here[name] for name in needs if name in here]
        if wanted and self.ask_fact(wanted[0]) and self.seat.asked_here.asked is not Asked.NO:
            raise Moved
        return bool(wanted)

    def answer(self, line: str) -> bool:
        """Take a line as an answer; whether it was one that is saved."""
        if not may_answer(self.seat):
            say(self.seat.instead_of_steps() or _("This question cannot be answered."))
            return False
        code = self._code(line)
        if code is None:
            say(_("“{text}” is no answer here. ? lists the commands.").format(text=one_line(line)[:60]))
            say(how_to_answer(self.seat))
            return False
        before = self.seat.sheet
        if not self.save(lambda: self.seat.answer(code)):
            return False
        say(_("Saved: {what}").format(what=f"{self.seat.here}, {self.seat.label(code)}."))
        effect = effect_between(before, self.seat.sheet)
        tell_lines(*change_lines(replace(effect, come=(), open=())))  # what waited for the answer was to come
        if self.seat.wants_comment:
            self.ask_comment()
        return True

    def _code(self, line: str) -> str | None:
        """The code of an answer written as its key, its code or its label."""
        word = line.casefold()
        ways = ((step.code, (step.key, step.code, step.label)) for step in self.seat.scale.steps)
        return next((code for code, names in ways if word in {name.casefold() for name in names}), None)

    def ask_comment(self) -> None:
        """Ask for the comment; an empty line leaves the gap."""
        say(_("Comment to {criterion}, on one line. An empty line leaves it; .C takes several lines.").format(
            criterion=self.seat.here
        ))  # fmt: skip
        self.commented = False
        while not self.commented and (line := self.read(words=True, until=lambda: self.commented).strip()):
            self.comment(line)

    def comment(self, text: str) -> bool:
        """Write the comment; whether it is saved."""
        if not self.save(lambda: self.seat.comment(text)):
            return False
        say(_("Saved: the comment to {criterion}.").format(criterion=self.seat.here))
        self.commented = True
        return True

    def read_many(self) -> str | None:
        """Lines until one that is a dot alone; kept as they come. None where they were given up.

        What was kept is there again when the program ends in the middle.
        """
        lines = self.seat.draft_here.split("\n") if self.seat.draft_here else []
        tell_lines(*lines)
        while True:
            line = read_line()
            if line.strip() == SIGN:
                return "\n".join(lines)
            if line.strip() == _(".abandon"):
                self.save(lambda: self.seat.keep_draft(""))
                return None
            lines.append(as_text(line))
            self.save(lambda: self.seat.keep_draft("\n".join(lines)))

    def read(self, words: bool = False, until: Callable[[], bool] = lambda: False) -> str:
        """The next line that is no command; commands before it are carried out, and may do what is waited for.

        Where `words` are wanted, a line that begins with two dots is text that begins with one.
        """
        while True:
            self._look_for_others()
            line = read_line()
            call = called(line, self.table)
            if call is None:
                return as_text(line) if words else line
            if call.command is None:
                self._unknown(call.name, call.nearest, words)
            else:
                self.carry_out(call.command, call.rest)
            if until():
                return ""

    def carry_out(self, command: Command, rest: str) -> None:
        """Do what a command says; what hinders it is told."""
        try:
            command.run(self, rest)
        except TillsynError as fault:
            self.tell_fault(fault)

    def _unknown(self, name: str, nearest: tuple[str, ...], words: bool) -> None:
        if name == SIGN:
            self.show()
            return
        say(_("There is no command {name}.").format(name=one_line(name)[:40]))
        if nearest:
            say(_("Did you mean {commands}?").format(commands=", ".join(nearest)))
        say(_("? lists all."))
        if words:
            say(_("A comment that begins with a dot is written with two."))

    def save(self, change: Callable[[], object]) -> bool:
        """Whether a change is on disk; otherwise says why, and .r tries again."""
        try:
            change()
        except TillsynError as fault:
            self.again = (lambda: self._once_more(change)) if isinstance(fault, StoreFault) else None
            self.tell_fault(fault)
            return False
        self.again = None
        return True

    def _once_more(self, change: Callable[[], object]) -> None:
        if self.save(change):
            say(_("Saved."))

    def tell_fault(self, fault: TillsynError) -> None:
        """Say what happened and what to do."""
        tell_lines(fault.message, fault.remedy)
        if isinstance(fault, StoreFault):
            say(_("This was not saved. What was said to be saved is. Then .r tries again."))

    def _go_on(self) -> bool:
        """Go to the next gap in file order; False at the end."""
        ahead = self.seat.gaps_ahead()
        if ahead:
            self.seat.go_to(ahead[0].criterion)
        return bool(ahead)

    def _at_the_end(self) -> None:
        """Say what is left, and wait for where to go.

        Raises:
            Left: to the next file.
        """
        unit = self.seat.sheet.unit
        who = self.seat.sheet.kinds
        say("")
        if self.seat.progress.complete:
            say(put(unit, _("{The_row} is done."), who))
        else:
            say(_("That was the last question."))
            say(sentence_of(self.seat.missing()))
            say(_(".g goes to the next gap, .G lists them."))
        say(_("An empty line goes on, ? lists the commands."))
        while self.read().strip():
            say(_("No question is asked now. Go to one with .g or .t, or go on with an empty line."))
        raise Left

    def _look_for_others(self) -> None:
        """Say it when somebody else has changed what stands here."""
        before = self.seat.standing_here()
        if self.seat.reload_if_others_wrote() and self.seat.standing_here() != before:
            say(_("Somebody else has changed this just now. It stands like this:"))
            self.show()
