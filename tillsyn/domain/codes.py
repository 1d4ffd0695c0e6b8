"""Neutral codes that an auditee makes of its own numbers, with a key that stays with it.

Owns when two writings are the same number, what a code looks like, how codes are given, and which columns of a
register point out a person. Leaves key, list and register as files to `workflow`.
"""

from __future__ import annotations

import hmac
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tillsyn.domain.disclosure import find_personal_numbers
from tillsyn.domain.text import nfc

KEY_BYTES = 32
_LENGTH = 10
_GROUP = 5
"""Five signs between hyphens: ten digits in a row could be taken for an identity number, or by a spreadsheet for one
to count with."""
_LONGEST = 60

_HIDDEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_PERSONAL = re.compile(r"(?P<century>18|19|20)?(?P<six>\d{6})(?P<join>[-+]?)(?P<tail>\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=-)", re.ASCII)

_NUMBER_HEADING = re.compile(
    r"(?:person|pers\.?|p|samordnings|person[-/ ]*samordnings|person och samordnings|reserv|klient|brukar|akt"
    r"|person\s?akt|ärende|arende|diarie|d|dossier)[- ]?(?:nummer|numret|nr|no|id)\.?"
)
_CONTACT_HEADING = re.compile(
    r"tele?fon.*|tel\.?|mobil.*|e-?post.*|e-?mail|mail|.*adress|c/o|post(?:nr|nummer|ort)|födelse(?:datum|tid|dag)|född"
)
_CELLS_LOOKED_AT = 1000


def normal_number(text: str, year: int) -> str:
    """`text` as the one writing of its number: ``YYYYMMDD-NNNN``, or capitals without blanks where it is no birth.

    A number without century belongs to somebody under a hundred years of age in `year`, one with ``+`` to somebody
    older.
    """
    bare = _DASHES.sub("-", _HIDDEN.sub("", nfc(text))).lstrip("'").upper()
    squeezed = _ISO_DATE.sub(r"\1\2\3", bare)
    hit = _PERSONAL.fullmatch(squeezed)
    if hit and _could_be_birth(hit["six"]):
        return f"{hit['century'] or _century(hit, year)}{hit['six']}-{hit['tail']}"
    return squeezed.replace("-", "").replace("+", "") if _is_identity_number(squeezed) else bare


def shown_number(text: str, normal: str) -> str:
    """A number as a list tells it: its normal form where it is a birth, which holds next year too, else as written."""
    return normal if _PERSONAL.fullmatch(normal) else text


def give_codes(key: bytes, numbers: Iterable[str], known: Mapping[str, str] = {}) -> dict[str, str]:
    """A code for each number in its normal form: the one it is `known` by, else a new one that nothing else has.

    Where several begin alike all the new ones among them get five signs more, whatever order they came in.
    """
    distinct = dict.fromkeys(numbers)
    given = {number: known[number] for number in distinct if number in known}
    taken = set(known.values())
    waiting = {number: _digest(key, number) for number in distinct if number not in known}
    for length in range(_LENGTH, _LONGEST + 1, _GROUP):
        wanted = {number: _written(digest[:length]) for number, digest in waiting.items()}
        times = Counter(wanted.values())
        fits = {number: code for number, code in wanted.items() if times[code] == 1 and code not in taken}
        given |= fits
        taken.update(fits.values())
        waiting = {number: digest for number, digest in waiting.items() if number not in fits}
        if not waiting:
            break
    return given


def is_code_of(code: str, key: bytes, number: str) -> bool:
    """Whether `code` was made of `number`, in its normal form, with `key`."""
    signs = code.removeprefix("K-").replace("-", "")
    return len(signs) >= _LENGTH and code == _written(_digest(key, number)[: len(signs)])


def is_lengthened(code: str) -> bool:
    """Whether a code is longer than others, since another number's begins like it."""
    return len(code) > len(_written("0" * _LENGTH))


def may_name_cases(heading: str) -> bool:
    """Whether a column of this heading holds the numbers that cases are known by: personal or registry numbers."""
    return bool(_NUMBER_HEADING.fullmatch(_folded(heading)))


def points_out_people(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column holds numbers, addresses or the like of people, by its heading or by most of its first cells."""
    if may_name_cases(heading) or _CONTACT_HEADING.fullmatch(_folded(heading)):
        return True
    filled = list(islice((cell for cell in cells if cell), _CELLS_LOOKED_AT))
    return bool(filled) and sum(map(_is_identity_number, filled)) * 2 >= len(filled)


def _is_identity_number(text: str) -> bool:
    """Whether `text` is an identity number from end to end."""
    return any((found.start, found.end) == (0, len(text)) for found in find_personal_numbers(text))


def _could_be_birth(six: str) -> bool:
    """A month, and a day of it or of a coordination number."""
    return 1 <= int(six[2:4]) <= 12 and 1 <= int(six[4:]) % 60 <= 31


def _century(hit: re.Match[str], year: int) -> int:
    """The first two digits of the year of birth, where they are not written."""
    born = year - (year - int(hit["six"][:2])) % 100
    return born // 100 - (hit["join"] == "+")


def _digest(key: bytes, number: str) -> str:
    return hmac.digest(key, number.encode("utf-8", "surrogatepass"), "sha256").hex()


def _written(signs: str) -> str:
    """``K-`` and the signs in groups of five."""
    return "-".join(["K", *(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))])


def _folded(heading: str) -> str:
    return " ".join(nfc(heading).casefold().split())
