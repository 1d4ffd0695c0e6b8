"""Which encoding a list is written in: told by its bytes, never guessed in silence.

Owns the guess and how sure it is. Leaves the words about it to `problems`, and the files that must be UTF-8 (those a
person writes for tillsyn) to `reading.textfile`.

Old case systems write one byte a letter. Which letter a byte is differs between Windows-1252, Mac Roman and the code
pages of DOS; in a Swedish list å, ä and ö are by far the commonest beyond ASCII, and they tell.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_LOOKED_AT = 8 * _CHUNK
"""How much of a file that is not UTF-8 is counted: more letters say nothing more."""
_TELLING = "åäöÅÄÖéÉüÜ"
_OLD = (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS (CP850)"))
# What UTF-8 becomes when it is taken for Windows-1252 and saved as UTF-8 once more; what stands for a lost letter.
_DOUBLED = tuple(f"\u00c3{sign}".encode() for sign in "\u00a5\u00a4\u00b6\u2026\u201e\u2013\u00a9")
_LOST = "\ufffd".encode()


@dataclass(frozen=True, slots=True)
class Encoding:
    """`codec` reads the file; `shown` is its name to a person; `sure` whether nothing speaks against it."""

    codec: str
    shown: str
    sure: bool = True
    spoiled: bool = False
    """Whether letters were already lost or doubled when the file was saved."""


def encoding_of(path: Path) -> Encoding:
    """The encoding of a file.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(400)
        if marked := _by_mark(start):
            return marked
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        spoiled = False
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
                spoiled = spoiled or _LOST in chunk or _is_doubled(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(0)
            return _by_letters(file.read(_LOOKED_AT))
    shown = "UTF-8 (BOM)" if start.startswith(codecs.BOM_UTF8) else "UTF-8"
    return Encoding("utf-8-sig", shown, spoiled=spoiled)


def _is_doubled(chunk: bytes) -> bool:
    return "\u00c3".encode() in chunk and any(sign in chunk for sign in _DOUBLED)


def _by_mark(start: bytes) -> Encoding | None:
    """UTF-16, by its byte order mark or by the zeros that stand in every other byte of Western text."""
    if start.startswith(codecs.BOM_UTF16_LE):
        return Encoding("utf-16", "UTF-16 LE (BOM)")
    if start.startswith(codecs.BOM_UTF16_BE):
        return Encoding("utf-16", "UTF-16 BE (BOM)")
    if len(start) > 3 and start.count(0) * 3 >= len(start):
        little = start[1::2].count(0) >= start[::2].count(0)
        return Encoding("utf-16-le", "UTF-16 LE") if little else Encoding("utf-16-be", "UTF-16 BE")
    return None


def _by_letters(data: bytes) -> Encoding:
    """The old encoding in which most of what is not ASCII are Swedish letters."""
    counts = Counter({byte: count for byte, count in Counter(data).items() if byte > 127})
    scores = {codec: sum(counts[byte] for byte in _TELLING.encode(codec)) for codec, _shown in _OLD}
    codec, shown = max(_OLD, key=lambda one: scores[one[0]])  # of equals the first: Windows-1252
    strange = sum(counts.values()) - scores[codec]
    undefined = sum(counts[byte] for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) if codec == "cp1252" else 0
    return Encoding(codec, shown, codec == "cp1252" and not undefined and strange <= scores[codec])
