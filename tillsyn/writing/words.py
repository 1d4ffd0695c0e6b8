"""Swedish forms that templates need: dates, numbers, enumerations and places that may not be broken.

Owns these filters. Leaves sentences to the templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.text import plain

REGIONS_SINCE = 2020
"""The year as common knowledge has it; the statute that changed the word was not read."""
_NBSP = "\u00a0"
_SMALL = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_CLINGS = re.compile(r"(?<=[\w)]) (?=kap\.|§)|(?<=kap\.) (?=\d)|(?<=§) (?=[A-ZÅÄÖ])|(?<=\d) (?=[a-z] §)")


def day(iso: str) -> str:
    """``2026-03-02`` as *2 mars 2026*, in one piece."""
    from babel.dates import format_date

    return str(format_date(date.fromisoformat(iso), "d MMMM y", locale="sv")).replace(" ", _NBSP)


def enumeration(parts: Iterable[object], last: str = "") -> str:
    """*2, 5 och 7*: as a sentence lists things; *samt* before the last where a part itself holds *och*."""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    joint = last or ("samt" if any(re.search(r"\soch\s", word) for word in words) else "och")
    return f"{', '.join(words[:-1])} {joint}{_NBSP}{words[-1]}"


def by_facts(labels: Iterable[str]) -> str:
    """What something is divided by: *insatsform*; a label of several words as *uppgiften ”Hemmet drivs av”*."""
    told = list(labels)
    if not any(" " in label for label in told):
        return enumeration(map(small, told))
    return f"{'uppgiften' if len(told) == 1 else 'uppgifterna'} {enumeration(f'”{label}”' for label in told)}"


def number(n: int) -> str:
    """A whole number with a thin space between thousands, as Swedish writes it."""
    return f"{n:,}".replace(",", "\u202f")


def in_words(n: int) -> str:
    """Small numbers in words, as running text has them; others in digits."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else number(n)


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """`text` with its first letter small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def citation(text: str) -> str:
    """A citation of law that is not broken between number and sign."""
    return _CLINGS.sub(_NBSP, text)


def grounds(statutes: Iterable[Mapping[str, object]]) -> str:
    """*5 kap. 9 § och 11 kap. 5 § SoL (2001:453) samt 5 kap. SOSFS 2014:5*: provisions by where they stand."""
    parts = ((s["provisions"], s["statute"]) for s in statutes)
    told = [f"{enumeration(where)} {statute}" for where, statute in parts if isinstance(where, list)]
    return citation(enumeration(told))


def sentence(text: str) -> str:
    """`text` with a full stop at its end, if it has no sign there."""
    stripped = plain(text).strip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."


def auditee_word(kind: AuditeeKind, day: date) -> str:
    """What templates call a kind of auditee on a day: what is a region today was a county council before 2020."""
    return "county_council" if kind is AuditeeKind.REGION and day.year < REGIONS_SINCE else kind.value


def share(part: int, whole: int) -> str:
    """`part` of `whole` as hundredths with one decimal, for widths in style sheets; never shown as a figure."""
    thousandths = 0 if whole == 0 else (2000 * part + whole) // (2 * whole)
    return f"{thousandths // 10}.{thousandths % 10}"


FILTERS: dict[str, Callable[..., str]] = {
    "datum": day,
    "lista": enumeration,
    "uppgifter": by_facts,
    "tal": number,
    "ord": in_words,
    "stor": capital,
    "liten": small,
    "lagrum": citation,
    "grunder": grounds,
    "mening": sentence,
    "andel": share,
}
"""The filters by the names that templates use."""
