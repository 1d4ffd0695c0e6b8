"""What a date seems to be about: an application, a decision, a plan, the start of something, a follow-up, an end.

Owns the Swedish words that tell, and how near a date they must stand, and which documents are logs. It is a guess to
read by, and nothing rests on it. Leaves dates to `domain.dates`.
"""

from __future__ import annotations

import re
from enum import StrEnum

BEFORE, AFTER = 110, 70
"""Signs of the sentence that are looked at before and after a date."""


class Matter(StrEnum):
    """What a date seems to be about; nothing where the words tell nothing."""

    APPLICATION = "application"
    INQUIRY = "inquiry"
    DECISION = "decision"
    PLAN = "plan"
    SIP = "sip"
    START = "start"
    FOLLOW_UP = "follow_up"
    MEETING = "meeting"
    END = "end"
    UNKNOWN = ""


_WORDS = {
    Matter.APPLICATION: r"ansök|ansok|aktualiser|anmäl|inkom|ankomststäm",
    Matter.END: r"avslut|upphör|utskriv|skrevs ut|skrivs ut|slutade|slutar|slutdatum|slutrapport|till och med|t\.o\.m"
    r"|längst till|avbröt|avbrut",
    Matter.START: r"påbörj|började|börjar|start|inskriv|skrevs in|skrivs in|flyttade? in|verkställ"
    r"|från och med|\bfrån(?: den)?\s*$",
    Matter.FOLLOW_UP: r"uppfölj|uppfolj|följ\w+(?: \w+)? upp|följts upp|avstäm|utvärder|ompröv",
    Matter.SIP: r"\bsip\b|\bsip-|samordnad individuell",
    Matter.DECISION: r"beslut|bevilj|bifall|bifölls|avslag|avslås|avslogs",
    Matter.PLAN: r"vårdplan|vardplan|genomförandeplan|genomforandeplan|planering|\bplan(?:en|er)?\b",
    Matter.INQUIRY: r"utredning",
    Matter.MEETING: r"möte|kallelse|kallad|hembesök",
}
_ANY = re.compile("|".join(f"(?P<{matter.name}>{words})" for matter, words in _WORDS.items()))
_PARTS = re.compile(r"[.!?;]\s+(?=[^\W\d_a-zåäö])|[.!?]\n|\n\s*\n|\n(?=[#*|-])")
"""Where one statement ends and another begins."""


def is_log(kind: str) -> bool:
    """Whether documents of a kind hold one entry after another."""
    return "journal" in kind or "anteckning" in kind


def matter_of(words: str) -> Matter:
    """What a name (of a fact, or of a kind of document) is about."""
    found = _ANY.search(words.casefold())
    return _matter(found) if found else Matter.UNKNOWN


def matter_near(text: str, start: int, end: int) -> Matter:
    """What the date at a place in a text is about: by the nearest telling word in its sentence."""
    window = text[max(0, start - BEFORE) : start]
    before = window[max((part.end() for part in _PARTS.finditer(window)), default=0) :].lower()
    rest = text[end : end + AFTER]
    stop = _PARTS.search(rest)
    after = rest[: stop.start() if stop else None].lower()
    near = [(len(before) - hit.end(), hit) for hit in _ANY.finditer(before)]
    near += [(hit.start(), hit) for hit in _ANY.finditer(after)]
    return _matter(min(near, key=lambda one: one[0])[1]) if near else Matter.UNKNOWN


def _matter(hit: re.Match[str]) -> Matter:
    return Matter[hit.lastgroup] if hit.lastgroup else Matter.UNKNOWN
