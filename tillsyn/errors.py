"""What stops a command, each with its exit code, a sentence and a remedy.

Owns the few exceptions of the program; they are caught at the rim (`cli.main`, `tui.app`) and nowhere else.
Faults in a person's file are no exceptions but values: see `tillsyn.problems`.

    TillsynError
    ├── UsageFault       2  the command was used wrongly, or settings are wrong
    ├── InputFaults      1  files or answers have faults; carries all of them
    ├── StoreFault       3  the store cannot be used
    └── DocumentFault    4  a letter or report could not be made
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tillsyn.problems import Problem


class ExitCode(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    FAULTS = 1
    USAGE = 2
    STORE = 3
    DOCUMENT = 4
    INTERRUPTED = 130


class TillsynError(Exception):
    """A sentence that says what happened, and a remedy that says what to do. Neither holds personal data."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageFault(TillsynError):
    """The command was used wrongly: an unknown id, a missing option, an ambiguous choice."""


class StoreFault(TillsynError):
    """The store cannot be opened, read or written."""

    exit_code = ExitCode.STORE


class DiskFull(StoreFault):
    """There was no room to write what was to be kept; all that was confirmed before is."""


class DocumentFault(TillsynError):
    """A letter or report could not be made."""

    exit_code = ExitCode.DOCUMENT


class InputFaults(TillsynError):
    """A person's file has faults; nothing of it was taken in."""

    exit_code = ExitCode.FAULTS

    def __init__(self, message: str, problems: Sequence[Problem], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.problems = tuple(problems)
