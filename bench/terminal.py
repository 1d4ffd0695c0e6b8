"""A program in a pseudo-terminal of 120×40: started, typed to, and watched until something is seen.

Owns the pseudo-terminal. What is seen is text: escape sequences are taken away before looking.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Callable
from time import perf_counter

COLUMNS, LINES = 120, 40
PATIENCE = 20.0
"""Seconds until a program that shows nothing is given up."""
_ESCAPES = re.compile(
    rb"\x1b\[[0-9;?<>=$!]*[ -/]*[@-~]|\x1b[\]P_^].*?(?:\x1b\\|\x07)|\x1b[()][0-9A-B]|\x1b.", re.DOTALL
)


class Terminal:
    """One program in its pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self.started = perf_counter()
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            # The child of a fork may set its own size before it becomes the program, so there is no race.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execv(arguments[0], arguments)
        self._raw = b""

    def type(self, keys: str) -> float:
        """Type; gives the moment."""
        self._raw = b""
        before = perf_counter()
        os.write(self._end, keys.encode())
        return before

    def wait(self, seen: Callable[[str], object]) -> float:
        """The moment at which `seen` holds for the text shown since something was last typed.

        Raises:
            TimeoutError: when it is not seen, or the program has ended.
        """
        give_up = perf_counter() + PATIENCE
        while perf_counter() < give_up:
            ready, _, _ = select.select([self._end], [], [], 0.5)
            if not ready:
                continue
            try:
                self._raw += os.read(self._end, 1 << 16)
            except OSError:
                break
            now = perf_counter()
            if seen(self.text):
                return now
        raise TimeoutError(f"not seen; the last of what was: {self.text[-500:]!r}")

    def settle(self, rest: float = 0.25) -> None:
        """Read until nothing has come for `rest` seconds."""
        while select.select([self._end], [], [], rest)[0]:
            self._raw += os.read(self._end, 1 << 16)

    @property
    def text(self) -> str:
        """What has been shown since something was last typed, without escape sequences."""
        return _ESCAPES.sub(b"", self._raw).decode("utf-8", errors="replace")

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._end)
