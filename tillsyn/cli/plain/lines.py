"""Lines from a person, and lines to her: typed, or piped in from a script.

Owns reading one line at a time, and what the end of input and bytes that are no text come to. Leaves what a line
means to the conversation.
"""

from __future__ import annotations

import io
import shutil
import sys
import textwrap

from tillsyn.cli import output
from tillsyn.domain.text import one_line, plain
from tillsyn.language import _


class EndOfInput(Exception):
    """Nobody will write any more."""


def make_ready() -> None:
    """Take input as UTF-8, so that a byte that is none can be told of instead of stopping everything."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def read_line() -> str:
    """The next line, without its end.

    Raises:
        EndOfInput: when there is none.
    """
    while True:
        if sys.stdin.isatty():
            sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EndOfInput
        text = line.rstrip("\r\n")
        if not any("\ud800" <= sign <= "\udfff" for sign in text):
            return text
        say(_("The line was not UTF-8 and was not taken. Write it again."))


def say(text: str = "") -> None:
    """Print a line; on a terminal a long one is broken between words, where the terminal would break within them."""
    shown = plain(text)
    if sys.stdout.isatty():
        width = max(shutil.get_terminal_size().columns - 1, 20)
        shown = textwrap.fill(shown, width, break_long_words=False, break_on_hyphens=False)
    output.say(shown)


def tell_lines(*lines: str) -> None:
    """Say each on a line of its own; empty ones are left out."""
    for line in lines:
        if shown := one_line(line):
            say(shown)
