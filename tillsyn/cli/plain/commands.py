"""The commands of the plain seat, in one table: what each is called, what it takes, and what it says of itself.

Owns finding a command in a line and the list that “?” prints. What a command does stands beside what it is about, in
the other modules of this package. No answer begins with a dot, so no command can be taken for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tillsyn.language import _

if TYPE_CHECKING:
    from tillsyn.cli.plain.conversation import Conversation

SIGN = "."
HELP = "?"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `key` is that of the app's seat where it has one; the others are msgids, `word` with its dot."""

    key: str
    word: str
    takes: str
    about: str
    run: Callable[[Conversation, str], None]

    @property
    def written(self) -> str:
        """How it is written, in the person's language."""
        ways = [f"{SIGN}{self.key}"] if self.key else []
        written = _(" or ").join([*ways, _(self.word)])
        return f"{written} {_(self.takes)}" if self.takes else written


@dataclass(frozen=True, slots=True)
class Called:
    """A command and what was written after it; where there is none such, the words that come nearest."""

    command: Command | None
    rest: str
    name: str
    nearest: tuple[str, ...] = ()


def called(line: str, table: Sequence[Command]) -> Called | None:
    """The command that a line calls; None where the line is something else."""
    text = line.strip()
    if text == HELP:
        text = SIGN + HELP
    if not text.startswith(SIGN) or text.startswith(SIGN * 2):
        return None
    name, _blank, rest = text.partition(" ")
    for command in table:
        if name == SIGN + command.key != SIGN or name.casefold() == _(command.word):
            return Called(command, rest.strip(), name)
    begun = [command for command in table if len(name) > 2 and _(command.word).startswith(name.casefold())]
    if len(begun) == 1:
        return Called(begun[0], rest.strip(), name)
    return Called(None, rest.strip(), name, tuple(_(command.word) for command in begun or _near(name, table)))


def as_text(line: str) -> str:
    """A line that is text: one that begins with two dots, and not with three, begins with one."""
    begins = line.lstrip()
    if begins.startswith(SIGN * 2) and not begins.startswith(SIGN * 3):
        return line.replace(SIGN * 2, SIGN, 1)
    return line


def listed(table: Sequence[Command]) -> Iterator[str]:
    """Every command, one a line."""
    for command in table:
        yield f"{command.written}: {_(command.about)}."


def _near(name: str, table: Sequence[Command]) -> list[Command]:
    from difflib import get_close_matches

    by_word = {_(command.word): command for command in table}
    return [by_word[word] for word in get_close_matches(name.casefold(), by_word, n=1, cutoff=0.6)]
