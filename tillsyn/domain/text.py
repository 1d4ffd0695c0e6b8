"""What text means before it is shown: one normal form, Swedish order, and no hidden terminal codes.

Owns the three functions every other part uses on people's words. Leaves looks to `tui` and `writing`.
"""

from __future__ import annotations

import re
import unicodedata

# å, ä, ö come after every word on z, and in that order; code points would put ä before å. "{", "|", "}" follow z.
_ALPHABET = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"}

# C0 but tab and newline, DEL and C1 would reach the terminal as commands; bidi controls reorder what is read.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def nfc(text: str) -> str:
    """`text` in Unicode normal form C: what macOS decomposes is put together again."""
    return unicodedata.normalize("NFC", text)


def swedish_key(text: str) -> tuple[str, str]:
    """A key that sorts as a Swedish reader expects: a–z, å, ä, ö, regardless of case and other accents."""
    folded = nfc(text).casefold()
    plain = "".join(_ALPHABET.get(c) or unicodedata.normalize("NFD", c)[0] for c in folded)
    return plain, folded


def plain(text: str) -> str:
    """`text` made safe to show: control codes and bidi controls become visible signs, line ends become \\n."""
    unified = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    visible = _CONTROL.sub(lambda hit: _picture(hit.group()), unified)
    return _BIDI.sub("\N{REPLACEMENT CHARACTER}", visible)


def one_line(text: str) -> str:
    """`text` made safe and put on one line, for tables, logs and terminal output."""
    return " ".join(plain(text).split())


def _picture(control: str) -> str:
    """The visible picture of a C0 control; C1 has none and becomes the replacement character."""
    code = ord(control)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
