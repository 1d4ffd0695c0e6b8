"""What YAML's parser says when it gives up, in words a person can act on.

Owns the translation of PyYAML's reasons to our codes; bound to libyaml 0.2 and PyYAML 6, whose wordings differ.
Leaves everything else about YAML to `reading.tree`.
"""

from __future__ import annotations

import re

import yaml

from tillsyn.problems import Problem
from tillsyn.reading.faults import fault
from tillsyn.reading.nodes import Mark

_LINE_END = re.compile(r"\r\n|\r|\n")
_MISPLACED = (
    "did not find expected key",
    "expected '-' indicator",
    "expected <block end>",
    "could not find expected ':'",
)


def grammar_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The one fault that a parser error comes to, at the place a person should look."""
    here = _place(error.problem_mark)
    opened = _place(error.context_mark)
    sign = _sign_at(text, here)
    problem, context = error.problem or "", error.context or ""
    if "quoted scalar" in context and "end of stream" in problem:
        return fault("Y012", file, opened)
    if "mapping values are not allowed" in problem:
        return fault("Y013", file, here)
    if "escape" in problem:
        return fault("Y017", file, here)
    if "while parsing a flow" in context:
        return fault("Y014", file, opened)
    if "found a tab" in problem:  # libyaml's words after a plain scalar
        return fault("Y011", file, here)
    if "cannot start any token" in problem:
        return fault("Y011", file, here) if sign == "\t" else fault("Y016", file, here, sign=sign)
    if any(reason in problem for reason in _MISPLACED):
        return fault("Y015", file, here)
    return fault("Y010", file, here)


def _place(mark: Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _sign_at(text: str, place: tuple[int, int]) -> str:
    lines = _LINE_END.split(text)
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    return line[place[1] - 1 : place[1]]
