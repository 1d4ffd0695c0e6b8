"""One-line conditions over facts and earlier answers: their words, their grammar and their truth.

Owns the tokenizer, the parser and a three-valued evaluation that says what is still to be filled in. Leaves
checking of names against a set to `reading.criteria`, and the order of criteria to `domain.applicability`.

    condition  = term {"or" term}            term = factor {"and" factor}
    factor     = "not" factor | "(" condition ")" | "unstated" "(" fact ")"
               | quantity [operator value | "in" "(" value {"," value} ")"]
    quantity   = name | "days" "(" name "," name ")"
    operator   = == != < <= > >=
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

KEYWORDS = frozenset({"and", "or", "not", "in", "days", "unstated"})
AUDIT_DATE = "audit_date"

_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})(?![\w-])|(?P<number>\d+)(?![\w-])"
    r"|(?P<name>[^\W\d]\w*(?:-\w+)*)|(?P<sign>==|!=|<=|>=|<|>|\(|\)|,))"
)
_MAX_DEPTH = 40


class ConditionError(ValueError):
    """The condition cannot be read; `column` counts characters of the condition from 0."""

    def __init__(self, reason: str, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


class Truth(Enum):
    """True, false, not yet known, or absent: about an answer that cannot be asked for."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a criterion or `audit_date`, as written at `column`."""

    id: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from one date to another."""

    start: Name
    end: Name


@dataclass(frozen=True, slots=True)
class Compare:
    """A quantity against one value, or several with `in`. A bare name is ``name == ja``."""

    left: Name | Days
    operator: str
    values: tuple[str | int | date, ...]
    columns: tuple[int, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class IsUnstated:
    """Whether the file does not tell a fact (framgår inte)."""

    fact: Name


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Both:
    """``and``: every part."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """``or``: at least one part."""

    parts: tuple[Expression, ...]


Expression = Compare | IsUnstated | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it was written and as it was understood."""

    source: str
    root: Expression

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name in it, in order."""
        return tuple(_names(self.root))

    def leaves(self) -> tuple[Compare | IsUnstated, ...]:
        """Its simple statements, in order."""
        return tuple(_leaves(self.root))


def parse_condition(source: str) -> Condition:
    """Read a condition.

    Raises:
        ConditionError: with a reason and the column where reading stopped.
    """
    parser = _Parser(source)
    root = parser.condition(0)
    parser.expect_end()
    return Condition(source, root)


class _Parser:
    """Recursive descent over the tokens of one line."""

    def __init__(self, source: str) -> None:
        self.tokens = _tokens(source)
        self.at = 0
        self.end = len(source)
        self.word = self.tokens[0][1] if self.tokens else ""

    @property
    def column(self) -> int:
        return self.tokens[self.at][2] if self.at < len(self.tokens) else self.end

    def take(self, expected: str = "") -> tuple[str, str, int]:
        if self.at >= len(self.tokens) or (expected and self.word != expected):
            raise ConditionError(f"expected:{expected or 'value'}", self.column)
        taken = self.tokens[self.at]
        self.at += 1
        self.word = self.tokens[self.at][1] if self.at < len(self.tokens) else ""
        return taken

    def expect_end(self) -> None:
        if self.at < len(self.tokens):
            raise ConditionError("expected:end", self.column)

    def condition(self, depth: int) -> Expression:
        parts = [self.term(depth)]
        while self.word == "or":
            self.take()
            parts.append(self.term(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def term(self, depth: int) -> Expression:
        parts = [self.factor(depth)]
        while self.word == "and":
            self.take()
            parts.append(self.factor(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def factor(self, depth: int) -> Expression:
        if depth > _MAX_DEPTH:
            raise ConditionError("depth", self.column)
        if self.word == "not":
            self.take()
            return Not(self.factor(depth + 1))
        if self.word == "(":
            self.take()
            inner = self.condition(depth + 1)
            self.take(")")
            return inner
        if self.word == "unstated":
            self.take()
            self.take("(")
            fact = self.name()
            self.take(")")
            return IsUnstated(fact)
        return self.comparison()

    def comparison(self) -> Expression:
        left = self.quantity()
        if self.word in ("==", "!=", "<", "<=", ">", ">="):
            operator = self.take()[1]
            value, column = self.value()
            return Compare(left, operator, (value,), (column,))
        if self.word == "in":
            self.take()
            self.take("(")
            found = [self.value()]
            while self.word == ",":
                self.take()
                found.append(self.value())
            self.take(")")
            return Compare(left, "in", tuple(v for v, _ in found), tuple(c for _, c in found))
        if isinstance(left, Days):
            raise ConditionError("expected:operator", self.column)
        return Compare(left, "==", ("ja",), (left.column,), bare=True)

    def quantity(self) -> Name | Days:
        if self.word != "days":
            return self.name()
        self.take()
        self.take("(")
        start = self.name()
        self.take(",")
        end = self.name()
        self.take(")")
        return Days(start, end)

    def name(self) -> Name:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != "name" or self.word in KEYWORDS:
            raise ConditionError("expected:name", self.column)
        _, word, column = self.take()
        return Name(word, column)

    def value(self) -> tuple[str | int | date, int]:
        kind, word, column = self.take()
        if kind == "sign" or word in KEYWORDS:
            raise ConditionError("expected:value", column)
        try:
            if kind == "date":
                return date.fromisoformat(word), column
            return (int(word) if kind == "number" else word), column
        except ValueError as error:
            raise ConditionError("expected:date", column) from error


def _tokens(source: str) -> list[tuple[str, str, int]]:
    found = []
    at, end = 0, len(source.rstrip())
    while at < end:
        hit = _TOKEN.match(source, at)
        if not hit or not hit.lastgroup:
            raise ConditionError("character", end - len(source[at:end].lstrip()))
        found.append((hit.lastgroup, hit.group(hit.lastgroup), hit.start(hit.lastgroup)))
        at = hit.end()
    return found


def _leaves(part: Expression) -> list[Compare | IsUnstated]:
    match part:
        case Not(inner):
            return _leaves(inner)
        case Both(parts) | Either(parts):
            return [leaf for inner in parts for leaf in _leaves(inner)]
        case _:
            return [part]


def _names(part: Expression) -> list[Name]:
    names: list[Name] = []
    for leaf in _leaves(part):
        if isinstance(leaf, IsUnstated):
            names.append(leaf.fact)
        elif isinstance(leaf.left, Days):
            names += [leaf.left.start, leaf.left.end]
        else:
            names.append(leaf.left)
    return names
