"""The compiled form of a criteria set: one canonical text, pinned in an audit under its SHA-256.

Owns `compile_set`, `load_set` and `set_hash`, by one codec over the type hints of the domain's dataclasses. A field
that holds its default is left out, so that a later version of the program, with more fields, still compiles an
old set to the same text. Needs neither YAML nor anything outside the standard library.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tillsyn.domain.conditions import Condition, parse_condition
from tillsyn.domain.criteria import CriteriaSet, DatedText, Requirement, Wording
from tillsyn.domain.entries import Json, canonical

FORMAT = 1

_PLAIN = (str, int, bool)
_ONCE_PLAIN = {(Requirement, name) for name in ("title", "observation", "consequence")}
"""Dated texts that earlier versions knew as plain ones: undated, they are written as they were then."""
_AS_TEXT: dict[type, tuple[Callable[[Any], str], Callable[[str], object]]] = {
    Condition: (lambda condition: condition.source, parse_condition),
    Fraction: (str, Fraction),
    date: (date.isoformat, date.fromisoformat),
}


def compile_set(criteria: CriteriaSet) -> str:
    """The canonical JSON of a set: the same set, the same text."""
    return canonical({"format": FORMAT, "set": _write(criteria)})


def load_set(text: str) -> CriteriaSet:
    """The set that `compile_set` wrote.

    Raises:
        ValueError: when `text` is no compiled set of this format.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"compiled format {data['format']}")
        return _read(CriteriaSet, data["set"])  # type: ignore[no-any-return]
    except (KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError) as error:
        raise ValueError("no compiled criteria set") from error


def set_hash(text: str) -> str:
    """The SHA-256, in hex, under which a compiled text is pinned."""
    return hashlib.sha256(text.encode()).hexdigest()


def _write(value: object) -> Json:
    if type(value) in _AS_TEXT:
        return _AS_TEXT[type(value)][0](value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if is_dataclass(value):
        told = ((f.name, getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != _default(f))
        return {name: _write(_as_once(own) if (type(value), name) in _ONCE_PLAIN else own) for name, own in told}
    assert value is None or isinstance(value, _PLAIN), f"{type(value)} cannot be compiled"
    return value


def _as_once(text: DatedText) -> str | DatedText:
    (first, *others) = text.wordings
    return first.text if not others and first == Wording(first.text) else text


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _read(kind: Any, data: Any) -> Any:
    """`data` as a value of the type `kind`, which is a type hint."""
    return _reader(kind)(data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """The function that makes a `kind` of what JSON holds; made once for each type."""
    if kind in _AS_TEXT:
        return _AS_TEXT[kind][1]
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reader(next(part for part in get_args(kind) if part is not type(None)))
        return lambda data: None if data is None else inner(data)
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if kind is DatedText:
        dated = _dataclass_reader(kind)
        return lambda data: DatedText.undated(data) if isinstance(data, str) else dated(data)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _plain_reader(kind)


def _tuple_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if parts[-1] is Ellipsis:
        item = _reader(parts[0])
        return lambda data: tuple([item(one) for one in data])
    items = [_reader(part) for part in parts]
    return lambda data: tuple(read(one) for read, one in zip(items, data, strict=True))


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    return lambda data: kind(**{name: readers[name](own) for name, own in data.items()})


def _plain_reader(kind: Any) -> Callable[[Any], Any]:
    def read(data: object) -> object:
        if type(data) is not kind:
            raise ValueError(f"{kind.__name__} expected in a compiled set")
        return data

    return read
