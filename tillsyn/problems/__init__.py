"""What can be wrong in a person's file: one code each, with a sentence that says where, what and what to do.

Owns the value `Problem` and the table of kinds, one module per sort of file. A code is never reused. Leaves
finding the faults to `reading` and `workflow`, and printing them to `cli` and `tui`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tillsyn.language import _
from tillsyn.problems.answers import ANSWERS
from tillsyn.problems.criteria import CRITERIA
from tillsyn.problems.editions import EDITIONS
from tillsyn.problems.phrases import PHRASES
from tillsyn.problems.registers import REGISTERS
from tillsyn.problems.selections import SELECTIONS
from tillsyn.problems.settings import SETTINGS
from tillsyn.problems.texts import TEXTS

Severity = Literal["error", "warning"]

KINDS: Mapping[str, str] = {
    **TEXTS, **CRITERIA, **EDITIONS, **REGISTERS, **ANSWERS, **PHRASES, **SELECTIONS, **SETTINGS,
}  # fmt: skip
"""Code → English sentence (msgid) with named places. A code ending in ``W`` is a warning."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place; `line` and `column` count from 1, 0 where the fault is about the whole file."""

    code: str
    file: str
    line: int = 0
    column: int = 0
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the fault hinders ("error") or is only worth knowing ("warning")."""
        return "warning" if self.code.endswith("W") else "error"

    @property
    def message(self) -> str:
        """The sentence, in the language of this process; `nearest` in `about` is asked for at its end."""
        sentence = _(KINDS[self.code]).format(**self.about)
        if not self.about.get("nearest"):
            return sentence
        return sentence + " " + _("Did you mean “{nearest}”?").format(nearest=self.about["nearest"])

    @property
    def place(self) -> str:
        """``file:line:column``, as editors and terminals make links of it."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message}"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that hinder."""
    return tuple(problem for problem in problems if problem.severity == "error")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, then place, then code: the order a person mends them in."""
    return tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code)))
