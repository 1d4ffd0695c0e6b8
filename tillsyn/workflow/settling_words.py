"""Conflicts in words: where it is, what it is about, and what each version says.

Owns these words for every kind of entry, which screens and commands share. Leaves settling to `workflow.settling`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tillsyn.domain.answers import Source
from tillsyn.domain.control import ControlState
from tillsyn.domain.findings import Disposition
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line, plain
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.store import directory
from tillsyn.workflow.audits import OpenAudit, open_audit, unit_of
from tillsyn.workflow.control_words import STATES
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.seat_words import RATINGS, READINGS, source_words
from tillsyn.workflow.settling import Conflict, Version, conflicts

KINDS = {
    "answer": N_("the answer"),
    "comment": N_("comment"),
    "evidence": N_("evidence"),
    "fact": N_("fact"),
    "seat_fact": N_("fact"),
    "good": N_("good example"),
    "source": N_("source of the comment"),
    "rating": N_("rating of an area"),
    "control": N_("control"),
    "remark": N_("remark"),
    "reply": N_("reply to a remark"),
    "decision": N_("decision on a requirement"),
    "left_out": N_("left out of the sample"),
    "document": N_("document"),
    "audit": N_("the audit itself"),
    "auditee": N_("who is audited"),
    "upgrade": N_("edition of the criteria"),
    "frame": N_("register"),
    "plan": N_("plan of the sample"),
    "commitment": N_("what is bound before the draw"),
    "draw": N_("draw"),
    "reread": N_("draw of a second reading"),
    "letter": N_("letter"),
    "calibration": N_("calibration"),
}
_DECISIONS = {
    Disposition.REQUIREMENT: N_("requirement"),
    Disposition.ADVICE: N_("advice"),
    Disposition.NONE: N_("none"),
}
LONGEST = 600
"""Signs of a text that are shown: a register or a letter is too long to set beside another."""


def kind_words(conflict: Conflict) -> str:
    """What sort of thing is recorded differently."""
    return _(KINDS[conflict.kind]) if conflict.kind in KINDS else one_line(conflict.kind)


def about_words(conflict: Conflict, opened: OpenAudit) -> str:
    """What exactly it is about: the criterion, the fact by its label, the area, the requirement or the name."""
    facts = opened.criteria.fact
    names = [one_line(facts[part].label) if part in facts else one_line(part) for part in conflict.about if part]
    if conflict.kind == "evidence" and len(names) == 3:
        names = [names[0], _("{document} line {line}").format(document=names[1], line=names[2])]
    return " · ".join(names)


def place_words(conflict: Conflict, opened: OpenAudit) -> str:
    """Who and which file it is about, and the reading where it is not the first."""
    found = [a for a in opened.auditees if a.id == conflict.auditee]
    names = [one_line(found[0].name)] if found else []
    kind = (found[0].kind.value,) if found else ()
    if conflict.case:
        names.append(
            put(opened.criteria.row_unit, _("{Case} {number}"), kind, number=conflict.number or one_line(conflict.case))
        )
    if conflict.seat in (Seat.SECOND, Seat.CONSENSUS):
        names.append(_(READINGS[Seat(conflict.seat)]))
    return " › ".join(names)


def conflict_words(conflict: Conflict, opened: OpenAudit) -> str:
    """Where it is, and what it is about, on one line."""
    about = about_words(conflict, opened)
    where = (place_words(conflict, opened), kind_words(conflict) + (f": {about}" if about else ""))
    return "  ".join(filter(None, where))


def words_by_subject(desk: Desk) -> dict[str, str]:
    """Every conflict of every audit in the store as `conflict_words` tells it, by its subject in the journal."""
    found: dict[str, str] = {}
    for audit in directory.audits(desk.store):
        with suppress(UsageFault):  # one whose criteria are missing is told elsewhere
            opened = open_audit(desk, audit.id)
            found.update((conflict.subject, conflict_words(conflict, opened)) for conflict in conflicts(desk, opened))
    return found


def version_words(conflict: Conflict, version: Version, opened: OpenAudit) -> str:
    """What one version says, safe to show, on as many lines as it needs."""
    if version.purged:
        return _("(its words are purged)")
    said = _SAID.get(conflict.kind, _anything)
    try:
        return plain(said(conflict, version.data, version.text or "", opened))[:LONGEST] or "–"
    except (LookupError, TypeError, ValueError):  # of a shape that another version of the program writes
        return plain(_anything(conflict, version.data, version.text or "", opened))[:LONGEST]


def conflict_json(conflict: Conflict, opened: OpenAudit) -> dict[str, Any]:
    """A conflict as plain values; keys as in docs/formats.md."""
    return {
        "id": conflict.id,
        "subject": conflict.subject,
        "kind": conflict.kind,
        "auditee": conflict.auditee,
        "case": conflict.case,
        "about": list(conflict.about),
        "versions": [
            {
                "number": number,
                "at": version.at,
                "actor": version.actor,
                "words": version_words(conflict, version, opened),
                "stands": version is conflict.versions[-1],
            }
            for number, version in enumerate(conflict.versions, start=1)
        ],
    }


def _answer(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del text
    if not data["code"]:
        return _("no answer (taken away)")
    criterion = opened.criteria.criterion.get(conflict.criterion)
    step = opened.criteria.scale_of(criterion).step(data["code"]) if criterion else None
    return step.label if step else str(data["code"])


def _comment(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, data, opened
    return text or _("no comment (removed)")


def _evidence(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, opened
    return _("quoted: {quote}").format(quote=text) if data["cited"] else _("not quoted (taken away)")


def _fact(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del text
    if not data["value"]:
        return _("as the register has it")
    fact = opened.criteria.fact.get(conflict.about[-1])
    return fact.show(fact.read(data["value"])) if fact else str(data["value"])


def _good(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, text, opened
    return _("a good example") if data["good"] else _("no good example")


def _source(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del text
    sources = [Source(name) for name in data["sources"]] or [Source.FILE]
    return source_words(sources, unit_of(opened.criteria, conflict.case or ""), opened.kinds)


def _rating(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, opened
    return f"{_(RATINGS[AreaRating(data['rating'])])}: {text}" if data["rating"] else _("as computed")


def _control(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, opened
    state = _(STATES[ControlState(data["state"])])
    revision = _("revision {n}").format(n=data["revision"])
    return f"{state}, {revision}" + (f": {text}" if text else "")


def _decision(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    del conflict, opened
    if not data["disposition"]:
        return _("no decision")
    return f"{_(_DECISIONS[Disposition(data['disposition'])])}: {text}"


def _anything(conflict: Conflict, data: dict[str, Any], text: str, opened: OpenAudit) -> str:
    """What an entry of any kind says: its short values by their keys, then its words."""
    del conflict, opened
    short = [f"{key}: {value}" for key, value in data.items() if isinstance(value, str | int) and value != ""]
    return "\n".join([*short, *([text] if text else [])])


_SAID: dict[str, Callable[[Conflict, dict[str, Any], str, OpenAudit], str]] = {
    "answer": _answer,
    "comment": _comment,
    "evidence": _evidence,
    "fact": _fact,
    "seat_fact": _fact,
    "good": _good,
    "source": _source,
    "rating": _rating,
    "control": _control,
    "decision": _decision,
}
