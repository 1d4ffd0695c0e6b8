"""Keys of a text file, declared once: what each is called, what it holds, and whether it must be there.

Owns the declaration `Key` and the door `Keyed`, through which a reader can only ask for what is declared; the JSON
Schema is made from the same declarations. Leaves the keys themselves to the readers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TypeVar

from tillsyn.reading.faults import Place
from tillsyn.reading.fields import Fields, read_date
from tillsyn.reading.tree import Node, Scalar

_Choice = TypeVar("_Choice", bound=StrEnum)


class Kind(Enum):
    """What a key can hold."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DATE = "date"
    CHOICE = "choice"
    TEXTS = "texts"
    DATED_TEXT = "dated text"
    """One text, or a list of wordings with dates."""
    MAPPING = "mapping"
    LIST = "list of mappings"
    NAMED = "mappings by name"
    NAMED_LISTS = "lists of mappings by name"
    NAMED_TEXTS = "texts by name"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `inner` are the keys of what it holds, `pattern` what its text must look like, names too."""

    name: str
    kind: Kind
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    inner: tuple[Key, ...] = ()
    pattern: str = ""
    least: int = 0


_tables: dict[int, tuple[Collection[Key], dict[str, Key]]] = {}
"""The tables of declarations by name, each made once. Holding the declaration keeps its `id` its own."""


def _by_name(keys: Collection[Key]) -> dict[str, Key]:
    table = {key.name: key for key in keys}
    _tables[id(keys)] = keys, table
    return table


class Keyed:
    """A mapping read by its declared keys; unknown ones are reported at once."""

    def __init__(self, fields: Fields, keys: Collection[Key]) -> None:
        self.fields = fields
        found = _tables.get(id(keys))
        self._keys = found[1] if found else _by_name(keys)
        self._entries = fields.node.entries
        if not self._entries.keys() <= self._keys.keys():
            fields.done(self._keys)

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.fields.file

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.fields.line

    @property
    def column(self) -> int:
        """Where it begins."""
        return self.fields.column

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        return self.fields.has(name)

    def place(self, name: str) -> Place:
        """Where the value stands, the mapping itself where it is missing."""
        return self.fields.place(name)

    def report(self, code: str, place: Place | tuple[int, int], /, **about: object) -> None:
        """Add a fault at `place`."""
        self.fields.report(code, place, **about)

    def scalar(self, name: str) -> Scalar | None:
        """A text with its place."""
        if name not in self._entries and not self._keys[name].required:
            return None
        return self.fields.scalar(name, self._key(name, Kind.TEXT).required)

    def text(self, name: str) -> str:
        """A text, empty where it is missing."""
        key, node = self._keys[name], self._entries.get(name)
        assert key.kind is Kind.TEXT
        if type(node) is Scalar and (text := node.text.strip()):  # as most are: spares three calls
            return text
        if node is None and not key.required:
            return ""
        return self.fields.text(name, self._key(name, Kind.TEXT).required) or ""

    def number(self, name: str) -> int | None:
        """A whole number."""
        key = self._key(name, Kind.NUMBER)
        return self.fields.integer(name, key.required, key.least)

    def truth(self, name: str) -> bool | None:
        """True or false."""
        return self.fields.boolean(name, self._key(name, Kind.TRUTH).required)

    def day(self, name: str) -> date | None:
        """A date."""
        node = self._entries.get(name)
        if node is None and not self._keys[name].required:
            return None
        if type(node) is Scalar and (day := read_date(node.text)):
            return day
        return self.fields.date(name, self._key(name, Kind.DATE).required)

    def word(self, name: str) -> str:
        """One of the declared choices, empty where it is missing or wrong."""
        key = self._key(name, Kind.CHOICE)
        return self.fields.word(name, key.choices, key.required) or ""

    def choice(self, name: str, kind: type[_Choice]) -> _Choice | None:
        """One of the declared choices as a member of an enum."""
        node = self._entries.get(name)
        if type(node) is Scalar and node.text in self._keys[name].choices:
            return kind(node.text)
        word = self.word(name)
        return kind(word) if word else None

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of texts with their places."""
        if name not in self._entries and not self._keys[name].required:
            return ()
        return self.fields.scalars(name, self._key(name, Kind.TEXTS).required) or ()

    def dated_text(self, name: str) -> Node | None:
        """What a dated text is written as."""
        node = self._entries.get(name)
        if type(node) is Scalar and node.text:
            return node
        if node is None and not self._keys[name].required:
            return None
        return self.fields.value(name, self._key(name, Kind.DATED_TEXT).required)

    def inside(self, name: str) -> Keyed | None:
        """A mapping inside this one."""
        key = self._key(name, Kind.MAPPING)
        fields = self.fields.fields(name, key.required)
        return Keyed(fields, key.inner) if fields else None

    def each(self, name: str) -> tuple[Keyed, ...]:
        """A list of mappings."""
        if name not in self._entries and not self._keys[name].required:
            return ()
        key = self._key(name, Kind.LIST)
        return tuple(Keyed(f, key.inner) for f in self.fields.list_of_fields(name, key.required) or ())

    def named(self, name: str) -> tuple[tuple[Scalar, Keyed], ...]:
        """Mappings by name."""
        key = self._key(name, Kind.NAMED)
        inner = self.fields.fields(name, key.required)
        found = [(word, inner.fields(word.text)) for word in inner.keys] if inner else []
        return tuple((word, Keyed(fields, key.inner)) for word, fields in found if fields)

    def named_lists(self, name: str) -> tuple[tuple[Scalar, tuple[Keyed, ...]], ...]:
        """Lists of mappings by name."""
        key = self._key(name, Kind.NAMED_LISTS)
        inner = self.fields.fields(name, key.required)
        found = [(word, inner.list_of_fields(word.text)) for word in inner.keys] if inner else []
        return tuple((word, tuple(Keyed(f, key.inner) for f in fields or ())) for word, fields in found)

    def named_texts(self, name: str) -> tuple[tuple[Scalar, str], ...]:
        """Texts by name."""
        inner = self.fields.fields(name, self._key(name, Kind.NAMED_TEXTS).required)
        return tuple((word, inner.text(word.text) or "") for word in inner.keys) if inner else ()

    def _key(self, name: str, kind: Kind) -> Key:
        key = self._keys[name]
        assert key.kind is kind, f"{name} is declared as {key.kind}, not {kind}"
        return key
