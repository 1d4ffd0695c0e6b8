"""What the author of an answer file saw: how far each writer of the store had come when the file was exported.

Owns these lines of the file, both ways. Leaves what follows from them, when something else stands by the time the file
is taken in, to `workflow.answers_base`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tillsyn.reading.fields import Fields
from tillsyn.reading.tree import Scalar

KEY = "seen"
_WRITER = re.compile(r"[0-9a-f]{16}")
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")


def read_seen(top: Fields) -> dict[str, int] | None:
    """Writer → the number of its last entry that was there; None where the file does not say."""
    if not top.has(KEY):
        return None
    listed = top.fields(KEY)
    found: dict[str, int] = {}
    for key in listed.keys if listed else ():
        value = listed.node.get(key.text) if listed else None
        number = value.text if isinstance(value, Scalar) else ""
        if _WRITER.fullmatch(key.text) and _NUMBER.fullmatch(number):
            found[key.text] = int(number)
        else:
            top.report("A048", key, value=key.text)
    return found


def seen_lines(seen: Mapping[str, int]) -> Iterator[str]:
    """The lines that `read_seen` reads, one writer each."""
    yield f"{KEY}:" if seen else f"{KEY}: {{}}"
    for writer, number in sorted(seen.items()):
        yield f'  "{writer}": {number}'
