"""The dates of a file beside those that are recorded as facts of it: the door for app and command line.

Owns saying them in words. Leaves finding and comparing them to `domain.timeline`; it decides nothing.
"""

from __future__ import annotations

from tillsyn.domain.matters import Matter
from tillsyn.domain.text import one_line
from tillsyn.domain.timeline import DatedPlace, RecordedDate, Support, TimelineRow, timeline
from tillsyn.language import N_, _
from tillsyn.workflow.sheet import Sheet

_MATTERS = {
    Matter.APPLICATION: N_("application"),
    Matter.INQUIRY: N_("inquiry"),
    Matter.DECISION: N_("decision"),
    Matter.PLAN: N_("plan"),
    Matter.SIP: N_("individual plan with health care"),
    Matter.START: N_("begins"),
    Matter.FOLLOW_UP: N_("follow-up"),
    Matter.MEETING: N_("meeting"),
    Matter.END: N_("ends"),
}


def timeline_of(sheet: Sheet) -> tuple[TimelineRow, ...]:
    """Every date in the documents of a sheet and every recorded one that its seat sees, in time order."""
    return timeline(sheet.documents, sheet.facts, sheet.opened.criteria.facts_of(sheet.unit))


def matter_in_words(matter: Matter) -> str:
    """What a date seems to be about; an empty text where nothing tells."""
    return _(_MATTERS[matter]) if matter else ""


def day_in_words(row: TimelineRow) -> str:
    """The day, or the month where no day is written."""
    return row.day.isoformat()[:7] if isinstance(row, DatedPlace) and row.whole_month else row.day.isoformat()


def recorded_in_words(row: RecordedDate) -> str:
    """What is recorded, and what the documents say of it."""
    label = one_line(row.label)
    if row.support is Support.FOUND:
        return _("{label}, as recorded").format(label=label)
    if row.support is Support.NOWHERE:
        return _("{label}, as recorded: stands nowhere in the documents").format(label=label)
    days = ", ".join(day.isoformat() for day in row.others)
    return _("{label}, as recorded: the documents have {days}").format(label=label, days=days)
