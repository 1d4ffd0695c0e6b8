"""Everything the command line prints: data on stdout, narration on stderr.

Owns tables, JSON, faults and progress. People's text is printed as plain text on one line; nothing here reads
markup. Leaves what is said to the commands.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from tillsyn.domain.text import one_line, plain
from tillsyn.errors import InputFaults, TillsynError
from tillsyn.language import _, ngettext
from tillsyn.problems import Problem, in_order

# JSON escapes the controls below a blank itself; these are DEL, C1 and the signs that turn the direction of writing.
_STEERING = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Tick(Protocol):
    """Says that one more step is done, and on what."""

    def __call__(self, done: int, total: int, about: str) -> None:
        """Called after each step."""


def say(text: str = "") -> None:
    """Print a line of data."""
    print(plain(text))


def tell(text: str) -> None:
    """Print a line of narration; on a terminal long ones are broken between words, never within."""
    for line in plain(text).split("\n"):
        print(_wrapped(line) if sys.stderr.isatty() else line, file=sys.stderr)


def _wrapped(line: str) -> str:
    hanging = " " * (len(line) - len(line.lstrip()) + 2)
    width = max(shutil.get_terminal_size().columns, 40)
    return textwrap.fill(
        line,
        width,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def say_raw(text: str) -> None:
    """Print text that a file would hold, unchanged, without another line end."""
    sys.stdout.write(text)


def say_json(value: object) -> None:
    """Print a value as JSON, readable and stable: keys in the order they were given.

    What would steer a terminal is escaped, which is the same text to every program that reads it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain_value)
    print(_STEERING.sub(lambda hit: f"\\u{ord(hit.group()):04x}", text))


def say_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print aligned columns; numbers to the right."""
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(headings, *cells, strict=True)]
    numeric = [bool(cells) and all(row[i].replace("–", "0").isdigit() for row in cells) for i in range(len(headings))]
    for row in [list(headings), *cells]:
        aligned = [t.rjust(w) if n else t.ljust(w) for t, w, n in zip(row, widths, numeric, strict=True)]
        print("  ".join(aligned).rstrip())


def tell_problems(problems: Sequence[Problem], of_a_kind: int | None = None) -> None:
    """Print faults as narration, in the order they are mended in; `of_a_kind`: only so many, and how many more."""
    told = Counter[str]()
    for problem in in_order(problems):
        told[problem.code] += 1
        if of_a_kind is None or told[problem.code] <= of_a_kind:
            tell(str(problem))
    for code, count in sorted(told.items()):
        if of_a_kind is not None and (more := count - of_a_kind) > 0:
            line = ngettext("{code}: {n} more of the kind.", "{code}: {n} more of the kind.", more)
            tell(line.format(code=code, n=more))


def problem_json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Faults as plain values."""
    keys = ("file", "line", "column", "code", "severity", "message")
    return [{key: getattr(problem, key) for key in keys} for problem in in_order(problems)]


def tell_fault(fault: TillsynError, of_a_kind: int | None = None) -> None:
    """Print why a command stopped, every fault in the file it was about (or so many of a kind), and what to do."""
    if isinstance(fault, InputFaults):
        tell_problems(fault.problems, of_a_kind)
        hindering = sum(problem.severity == "error" for problem in fault.problems)
        tell(ngettext("{n} fault.", "{n} faults.", hindering).format(n=hindering))
    tell(f"{fault.message} {fault.remedy}".strip())


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """A bar on stderr while something takes its time; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, about: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def tick(done: int, total: int, about: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{label} {one_line(about)}")

        yield tick


@contextmanager
def waiting() -> Iterator[None]:
    """A sign of life on stderr when something takes over a second; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    sign = Thread(target=_show_life, args=(done,), daemon=True)
    sign.start()
    try:
        yield
    finally:
        done.set()
        sign.join()


def _show_life(done: Event) -> None:
    """Count seconds on one line, and take the line away. Not by rich: importing it beside busy work takes 2 s."""
    seconds = 0
    while not done.wait(1.0):
        seconds += 1
        sys.stderr.write(f"\r{_('Working …')} {seconds} s")
        sys.stderr.flush()
    if seconds:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def shown_path(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def yes_no(value: bool) -> str:
    """Yes or no."""
    return _("yes") if value else _("no")


def _plain_value(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
