"""The journal's entries: their canonical form and their chain of hashes.

Owns the format (docs/formats.md writes it down for outsiders). Leaves keeping entries to `store.journal`, and which
of them stand, with the picture of them, to `store.projection`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tillsyn.domain.text import nfc

FORMAT = 1
FIRST = ""
"""What the first entry of a writer names as the one before it."""
SUBJECT_SEPARATOR = "|"
AT_A_SEAT = ("answer", "comment", "evidence", "good", "source", "rating", "seat_fact")
"""Kinds of what is said of a file at one of its seats, which their subject names after the case."""
OF_A_FILE = ("fact", *AT_A_SEAT)
"""Kinds of what is known and judged of the one file that their subject names."""
SALT_LENGTH = 32
"""Fixed, since a salt of any length could take in the first words of its text without changing the hash."""

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded fact. `data` is codes only; people's words are `text`, which alone may ever be purged.

    `base` names the hashes of all entries on the subject that the author saw as current. `salt` is 16 random
    bytes in hex; `text_hash` is SHA-256 of salt + text, empty where the entry has no text.
    """

    writer: str
    seq: int
    prev: str
    at: str
    actor: str
    kind: str
    subject: str
    base: tuple[str, ...]
    data: str
    text_hash: str
    hash: str
    salt: str = ""
    text: str | None = None


def canonical(value: Json) -> str:
    """`value` as canonical JSON: sorted keys, no blanks, NFC, no floats, no NUL.

    Raises:
        ValueError: when the value holds a float or a NUL.
    """
    return _written(_checked(value))


def text_hash(salt: str, text: str | None) -> str:
    """The hash that stands for a text in the chain; empty for no text. Every salt has `SALT_LENGTH` characters."""
    if text is None:
        return ""
    digest = hashlib.sha256(salt.encode())
    digest.update(text.encode())  # apart, since a register's text is megabytes that need not be copied
    return digest.hexdigest()


def entry_hash(entry: Entry) -> str:
    """The hash of an entry, over everything but its salt and text, which `text_hash` stands for.

    The fields are taken as they stand, in normal form or not, so that no change of a single character goes unseen.
    """
    data_hash = hashlib.sha256(entry.data.encode()).hexdigest()
    fields: list[Json] = [
        FORMAT,
        entry.prev,
        entry.writer,
        entry.seq,
        entry.at,
        entry.actor,
        entry.kind,
        entry.subject,
        list(entry.base),
        data_hash,
        entry.text_hash,
    ]
    return hashlib.sha256(_written(fields).encode()).hexdigest()


def read_base(written: object) -> tuple[str, ...]:
    """The hashes that a kept base lists. What is not in canonical form is one name, which no hash fits."""
    if written == "[]":
        return ()
    try:
        names = json.loads(str(written))
        if isinstance(names, list) and all(isinstance(n, str) for n in names) and canonical(names) == written:
            return tuple(names)
    except (ValueError, RecursionError):
        pass
    return (str(written),)


def read_data(written: str) -> dict[str, Any]:
    """The data of an entry; that of a shape which is not known, of a newer version or not ours, says nothing."""
    data = json.loads(written)
    return data if isinstance(data, dict) else {}


def subject(*parts: str) -> str:
    """The name of what an entry is about; no part may hold the separator."""
    if any(SUBJECT_SEPARATOR in part for part in parts):
        raise ValueError("a separator in a subject's part")
    return SUBJECT_SEPARATOR.join(nfc(part) for part in parts)


def below(*parts: str) -> tuple[str, str]:
    """Between which two texts, the first included, all subjects lie that go on after these parts."""
    first = subject(*parts, "")
    return first, first[:-1] + chr(ord(SUBJECT_SEPARATOR) + 1)


def check_code(writer_heads: Iterable[tuple[str, int, str]]) -> str:
    """A 16-character code over all writers' heads (writer, seq, hash), frozen in protocols and letters."""
    listed: Json = [list(head) for head in sorted(writer_heads)]
    digest = hashlib.sha256(canonical(listed).encode()).hexdigest()[:16].upper()
    return "-".join(digest[i : i + 4] for i in range(0, 16, 4))


def in_groups(sha256: str) -> list[Json]:
    """A hash as paper shows it: in groups of four signs, which the eye can compare."""
    return [sha256[start : start + 4] for start in range(0, len(sha256), 4)]


def _written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _checked(value: Json) -> Json:
    if isinstance(value, float):
        raise ValueError("a float in canonical JSON")
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("a NUL in canonical JSON")
        return nfc(value)
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    if isinstance(value, Mapping):
        return {str(_checked(key)): _checked(item) for key, item in value.items()}
    return value
