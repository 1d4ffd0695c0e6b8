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
import subprocess
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import perf_counter, sleep

COLUMNS, LINES = 120, 40
PATIENCE = 20.0
"""Seconds until a program that shows nothing is given up."""
_ESCAPES = re.compile(
    rb"\x1b\[[0-9;?<>=$!]*[ -/]*[@-~]|\x1b[\]P_^].*?(?:\x1b\\|\x07)|\x1b[()][0-9A-B]|\x1b.", re.DOTALL
)


class Terminal:
    """One program in its pseudo-terminal."""

    def __init__(
        self, *arguments: str, size: tuple[int, int] = (COLUMNS, LINES), env: Mapping[str, str] | None = None
    ) -> None:
        self.started = perf_counter()
        self._end, self._other = pty.openpty()
        fcntl.ioctl(self._other, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # A shell that leads a session and opens the terminal makes it its own, without a fork of this process.
        self._program = subprocess.Popen(
            ["/bin/sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(self._other), *arguments],
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
        )
        self.pid = self._program.pid
        self._raw = b""
        self._open = True

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
                self._read()
            except OSError:
                break
            now = perf_counter()
            if seen(self.text):
                return now
        raise TimeoutError(f"not seen; the last of what was: {self.text[-500:]!r}")

    def settle(self, rest: float = 0.25, patience: float = PATIENCE) -> None:
        """Read until nothing has come for `rest` seconds, the program or patience has ended: a cursor may blink."""
        give_up = perf_counter() + patience
        while perf_counter() < give_up and select.select([self._end], [], [], rest)[0]:
            try:
                self._read()
            except OSError:
                return

    def _read(self) -> None:
        """Take in what has come; from the first of it on, the program's end of the terminal is its own to close."""
        self._raw += os.read(self._end, 1 << 16)
        if self._other >= 0:
            os.close(self._other)
            self._other = -1

    def answered(self, keys: str, rest: float = 0.06) -> tuple[float, float]:
        """Type; the seconds until the first that was painted had come, and until the last before `rest` of quiet.

        Raises:
            TimeoutError: when nothing is painted.
        """
        before = self.type(keys)
        first = last = 0.0
        while select.select([self._end], [], [], rest if first else PATIENCE)[0]:
            self._read()
            last = perf_counter()
            first = first or last
        if not first:
            raise TimeoutError(f"{keys!r} changed nothing that is shown")
        return first - before, last - before

    @property
    def raw(self) -> bytes:
        """What has come since something was last typed, with all escape sequences."""
        return self._raw

    @property
    def text(self) -> str:
        """What has been shown since something was last typed, without escape sequences."""
        return _ESCAPES.sub(b"", self._raw).decode("utf-8", errors="replace")

    def worked(self) -> float:
        """Seconds at the processor, of all the threads of the program; 0 where the system does not tell."""
        try:
            tasks = [task.read_text() for task in Path(f"/proc/{self.pid}/task").glob("*/schedstat")]
        except OSError:
            return 0.0
        return sum(int(task.split()[0]) for task in tasks) / 1e9

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal under the program, as when its window is closed."""
        for end in {self._end, self._other} - {-1}:
            os.close(end)
        self._open = False

    def ended(self, patience: float = PATIENCE) -> int | None:
        """How the program ended: its exit code, minus the signal that ended it, or None while it runs on."""
        give_up = perf_counter() + patience
        while self._program.poll() is None and perf_counter() < give_up:
            if self._open and select.select([self._end], [], [], 0)[0]:
                with suppress(OSError):  # what nobody reads would keep it from ending
                    self._read()
            sleep(0.01)
        return self._program.poll()

    def close(self) -> None:
        """End the program, whatever it does."""
        self._program.kill()
        self._program.wait()
        if self._open:
            self.hang_up()
