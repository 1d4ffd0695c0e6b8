"""What in free text points out a person: identity numbers, telephone numbers, e-mail addresses.

Owns the patterns and where they stand in a text. Leaves what follows from a find (a warning while saving, a
stop while sending) to `reading` and `workflow`. Names are not looked for in running text, where no rule finds them
reliably; a column of names in a list is known by its heading or by what most of its cells look like.

Forms: personal numbers and coordination numbers (SKV 707), interim numbers, the regions' reserve numbers and
the national reserve identity. A birth date with four digits whose check digit is wrong is found too: a
mistyped number points out a person just as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice


class DisclosureKind(StrEnum):
    """What sort of detail was found."""

    PERSONAL_NUMBER = "personal_number"
    PERSONAL_NUMBER_UNCERTAIN = "personal_number_uncertain"
    RESERVE_NUMBER = "reserve_number"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One find: ``text[start:end]``. It holds no text, so that it can be logged and shown."""

    kind: DisclosureKind
    start: int
    end: int


_DASH = r"[-+\u00ad\u2010-\u2015\u2212]"
_JOIN = rf"(?P<join>\s?{_DASH}\s?|\s)?"
_DATE = r"(?:(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)|(?P<iso>\d{4}-\d\d-\d\d))"

# What every identity number has, whatever its sort: six digits or a date, and four signs of which the third is a
# digit. Most text has nothing of the kind and is done several times sooner.
_OUTLINE = re.compile(rf"\d\d\d\d(?:\d\d|-\d\d-\d\d)\s?{_DASH}?\s?[^\W_][^\W_]\d[^\W_]")
# A look-ahead finds overlapping candidates: a rejected one may not hide the next.
_NEXT_DATE = r"(?:19|20)\d\d-\d\d-\d\d(?!\d)"
_NUMBER = re.compile(rf"(?<!\d)(?=(?P<all>{_DATE}{_JOIN}(?!{_NEXT_DATE})(?P<tail>\d{{4}})(?!\d)))")
_INTERIM = re.compile(
    rf"(?<!\d)(?=(?P<all>{_DATE}{_JOIN}(?P<tail>[TRSUWXJKLMNP]\d{{3}}|S[A-Z]\d[A-Z])(?![^\W_])))", re.IGNORECASE
)
_RESERVE = re.compile(
    rf"""(?<!\d)(?:
        99(?:18|19|20)\d{{4}}{_DASH}?\d{{4}}                                # Region Stockholm
      | (?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:3[2-9]|[45]\d|60){_DASH}?\d{{4}}  # Inera: no day of any month
      | 2[1-3]\d{{6}}{_DASH}?[A-HJ-NPR-UX-Z]{{2}}\d\d                       # national: century + 3, two letters
    )(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
# Blanks and signs where no identity number has them; too common in running text to be looked for there.
_SIGNS = r"[\W_]{0,4}"
_SPREAD = re.compile(rf"(?:(?:18|19|20)\d\d|\d\d){_SIGNS}\d\d{_SIGNS}\d\d{_SIGNS}(?P<tail>\d{{4}})")
_SPREAD_OUTLINE = re.compile(r"^\s*\d\d(?:\d\d)?[\W_]{0,4}\d\d[\W_]{0,4}\d\d[\W_]{0,4}\d{4}\s*$", re.MULTILINE)
_GAP = r"[ \u00a0\u202f]"
_SUBSCRIBER = rf"(?:\d{{5,8}}|\d{{2,3}}(?:{_GAP}\d{{2,3}}){{1,3}})"
_PHONE = re.compile(
    rf"""(?<!\d)(?<!\d[-.,/:])(?<![^\W\d_]-)(?:
        (?:\+|00)[1-9]\d{{0,2}}(?:[-/()]|{_GAP}){{0,3}}\d(?:(?:[-/()]|{_GAP}){{0,2}}\d){{6,11}}
      | 07[02369](?:{_DASH}|{_GAP}|/)?\d(?:(?:-|{_GAP})?\d){{6}}
      | (?:08|0[1-9]\d{{1,2}})(?:{_GAP}?(?:{_DASH}|/){_GAP}?|{_GAP}){_SUBSCRIBER}
      | \(0[1-9]\d{{0,2}}\){_GAP}?{_SUBSCRIBER}
      | 0[1-9]\d{{7,8}}
    )(?!\d|[-.,/:]\d)""",
    re.VERBOSE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}")

_PERSON = (
    r"klient|brukare|person|patient|vårdtagare|omsorgstagare|sökande|den enskilde?|anhörig|närstående|god man"
    r"|god(?:e)? män|förvaltare|vårdnadshavare|kontaktperson|make|maka|sambo|barn|förälder|mor|far|handläggare"
    r"|socialsekreterare|biståndshandläggare|beslutsfattare|utredare|läkare"
)
_NAME_HEADING = re.compile(
    rf"(?:för|efter|mellan|tilltals|person|dop|släkt|fullständigt |full |first |last |sur|family |given )?namn(?:et)?"
    rf"|(?:{_PERSON})(?:e?n|s|ens|ns)?[ _]?(?:för|efter)?namn|namn på (?:{_PERSON})(?:e?n)?"
    r"|(?:för|efter)namn(?: (?:och|&|/) | ?[,/] ?)(?:för|efter)namn"
    r"|(?:(?:first|last|family|given|full|client)[ _]?)?name|surname"
)
_PERSON_HEADING = re.compile(rf"\b(?:{_PERSON})(?:e?n|s)?\b|namn|\bname\b")
# Headings of things whose own names are no one's: a home may be called "Villa Solgläntan".
_THING_HEADING = re.compile(
    r"insats|utförar|enhet|kommun|verksamhet|boende|distrikt|område|nämnd|leverantör|region|stadsdel|avdelning|\bort\b"
    r"|grupp|lagrum|beslut(?!sfattare)|status|orsak|typ\b|form\b|kod\b"
)
_ORGANISATION = re.compile(
    r"\b(?:ab|hb|kb|hvb|lss|sol|lvm|lvu|stiftelsen?|föreningen?|norra|södra|östra|västra|inre|yttre|övre|nedre)\b"
    r"|kommun|enhet|nämnd|vård|hem\b|hemmet\b|boende|behandling|gård(?:en)?\b|omsorg|insats|stöd|team|grupp|mottagning"
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*[.,]?")
_PARTICLES = frozenset(("af", "al", "av", "bin", "bint", "da", "de", "den", "der", "dos", "el", "la", "van", "von"))
_ANSWERS = frozenset(
    ("ja", "nej", "man", "kvinna", "okänd", "okänt", "vuxen", "barn", "ung", "annan", "annat", "ingen")
)
_FEWEST_NAMES = 5
"""Fewer cells than this say nothing about a column whose heading says nothing."""
_CELLS_LOOKED_AT = 1000

_SUREST_FIRST = (
    DisclosureKind.PERSONAL_NUMBER,
    DisclosureKind.RESERVE_NUMBER,
    DisclosureKind.EMAIL,
    DisclosureKind.PHONE,
    DisclosureKind.PERSONAL_NUMBER_UNCERTAIN,
)
_KEPT = " -+@."
"""What a masked find keeps, so that a reader sees what sort it was."""
_FILES_BEGIN = 2010
"""From this year on, a date followed by a clock time is taken for a note's time, not for a birth."""


def find_disclosures(text: str) -> tuple[Disclosure, ...]:
    """Everything in `text` that points out a person, in text order; finds that overlap are one, of the surest kind."""
    phones = [Disclosure(DisclosureKind.PHONE, *hit.span()) for hit in _PHONE.finditer(text)]
    emails = [Disclosure(DisclosureKind.EMAIL, *hit.span()) for hit in _EMAIL.finditer(text)]
    return _without_overlaps([*_identity_numbers(text), *emails, *phones])


def find_personal_numbers(text: str) -> tuple[Disclosure, ...]:
    """The identity numbers in `text` alone: in a register a telephone's pattern may be a case code."""
    return _without_overlaps(_identity_numbers(text))


def looks_like_name_column(heading: str, cells: Sequence[str]) -> bool:
    """Whether a list's column holds people's names, by its heading, or by what most of its first filled cells are."""
    words = " ".join(heading.casefold().replace("-", " ").split())
    if _NAME_HEADING.fullmatch(words):
        return True
    if _THING_HEADING.search(words):
        return False
    filled = list(islice((cell for cell in cells if cell and not cell.isspace()), _CELLS_LOOKED_AT))
    if _PERSON_HEADING.search(words):
        return _mostly(filled, lambda cell: _is_full_name(cell) or _is_alone_a_name(cell))
    return _FEWEST_NAMES <= len(filled) <= 2 * len(set(filled)) and _mostly(filled, _is_full_name)


def may_hold_number(text: str) -> bool:
    """Whether `text` is worth searching for identity numbers; False is certain, True is not.

    Meant for many cells at once, joined by a sign that no number is written across, such as a vertical bar.
    """
    return _OUTLINE.search(text) is not None


def is_spread_number(cell: str) -> bool:
    """Whether a whole cell is an identity number parted by any blanks and signs: ``1985.01.01 -- 2384``."""
    hit = _SPREAD.fullmatch(cell.strip())
    if not hit:
        return False
    digits = "".join(filter(str.isdecimal, cell))[:-4]
    return _could_be_birth(digits) and not (_is_of_files(digits[:-4]) and _is_clock(hit["tail"]))


def may_be_spread(cells: Sequence[str]) -> bool:
    """Whether some cell is worth asking `is_spread_number` of; False is certain, True is not."""
    return _SPREAD_OUTLINE.search("\n".join(cells)) is not None


def masked(text: str) -> str:
    """`text` with every find made unreadable, sign by sign, so that it may be shown in a message."""
    while found := find_disclosures(text):  # what stood against a find may be one itself, once that is gone
        signs = list(text)
        for place in (place for one in found for place in range(one.start, one.end)):
            signs[place] = signs[place] if signs[place] in _KEPT else "•"
        text = "".join(signs)
    return text


def _mostly(cells: Sequence[str], is_name: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(is_name, cells)) * 10 >= len(cells) * 6


def _is_full_name(cell: str) -> bool:
    """Two to five words with capitals ("Maja Ek", "EK, MAJA", "Ek,Maja", "Carl von Linné"), none of an organisation."""
    words = cell.replace(",", ", ").split()
    capital = [word for word in words if word[0].isupper()]
    if not 2 <= len(words) <= 5 or len(capital) < 2 or _ORGANISATION.search(cell.casefold()):
        return False
    return all(_NAME_WORD.fullmatch(word) and (word in capital or word in _PARTICLES) for word in words)


def _is_alone_a_name(cell: str) -> bool:
    """One capitalised word that is no answer: "Maja"."""
    return bool(_NAME_WORD.fullmatch(cell)) and cell[0].isupper() and cell.casefold() not in _ANSWERS


def _identity_numbers(text: str) -> list[Disclosure]:
    return [*_numbers(text), *_reserve_numbers(text)] if may_hold_number(text) else []


def _numbers(text: str) -> Iterator[Disclosure]:
    for hit in _NUMBER.finditer(text):
        kind = _kind(hit)
        if kind:
            yield Disclosure(kind, *hit.span("all"))


def _reserve_numbers(text: str) -> Iterator[Disclosure]:
    for hit in _RESERVE.finditer(text):
        yield Disclosure(DisclosureKind.RESERVE_NUMBER, *hit.span())
    for hit in _INTERIM.finditer(text):
        if _could_be_birth(_digits(hit)):
            yield Disclosure(DisclosureKind.RESERVE_NUMBER, *hit.span("all"))


def _kind(hit: re.Match[str]) -> DisclosureKind | None:
    """Whether date and four digits are a personal number, surely or perhaps; None where they are not."""
    digits = _digits(hit)
    if not _could_be_birth(digits) or _reads_as_time(hit):
        return None
    if _check_digit_fits(digits[-6:] + hit["tail"]) and _is_real_day(digits):
        return DisclosureKind.PERSONAL_NUMBER
    return DisclosureKind.PERSONAL_NUMBER_UNCERTAIN


def _digits(hit: re.Match[str]) -> str:
    """The date as six or eight digits."""
    if hit["iso"]:
        return hit["iso"].replace("-", "")
    return (hit["century"] or "") + hit["year"] + hit["month"] + hit["day"]


def _could_be_birth(digits: str) -> bool:
    """Month 1–12 and day 1–31, or 61–91 as in coordination numbers."""
    return 1 <= int(digits[-4:-2]) <= 12 and 1 <= _day(digits) <= 31


def _day(digits: str) -> int:
    day = int(digits[-2:])
    return day - 60 if day > 60 else day


def _is_real_day(digits: str) -> bool:
    """Whether the calendar has the day, in the century given or in any that a living person can be born in."""
    two = int(digits[:2])
    years = [int(digits[:4])] if len(digits) == 8 else [1800 + two, 1900 + two, 2000 + two]
    return any(_exists(year, int(digits[-4:-2]), _day(digits)) for year in years)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _reads_as_time(hit: re.Match[str]) -> bool:
    """Whether a blank and a clock time follow a date that a case file can hold: ``20261121 1404``."""
    join = hit["join"]
    if join is None or not join.isspace():
        return False
    return _is_of_files(_digits(hit)[:-4]) and _is_clock(hit["tail"])


def _is_of_files(year: str) -> bool:
    """Whether a year of two or four digits is one that case files have."""
    return int(year) >= _FILES_BEGIN if len(year) == 4 else _FILES_BEGIN % 100 <= int(year) < 40


def _is_clock(four: str) -> bool:
    return int(four[:2]) < 24 and int(four[2:]) < 60


def _check_digit_fits(ten: str) -> bool:
    """Luhn's check over ten digits."""
    doubled = [int(sign) * (2 - place % 2) for place, sign in enumerate(ten)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _without_overlaps(found: list[Disclosure]) -> tuple[Disclosure, ...]:
    """The finds in text order, where those that overlap are joined."""
    joined: list[Disclosure] = []
    for one in sorted(found, key=lambda each: (each.start, each.end)):
        if joined and one.start < joined[-1].end:
            before = joined.pop()
            kind = min(before.kind, one.kind, key=_SUREST_FIRST.index)
            one = Disclosure(kind, before.start, max(before.end, one.end))
        joined.append(one)
    return tuple(joined)
