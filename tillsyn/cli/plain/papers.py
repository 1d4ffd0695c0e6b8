"""Commands about the documents: list, read, find, and cite lines as evidence.

Owns these commands and how places are written: a document by its number, lines as 15 or 15-19, a page as “page 2”.
Leaves finding to `workflow.finder`.
"""

from __future__ import annotations

import re

from tillsyn.cli.plain.commands import Command
from tillsyn.cli.plain.conversation import Conversation
from tillsyn.cli.plain.lines import say, tell_lines
from tillsyn.cli.plain.seat import PlainSeat
from tillsyn.cli.plain.telling import evidence_lines, evidence_place, place_of
from tillsyn.domain.pages import pages_of
from tillsyn.domain.passages import Found, shown
from tillsyn.domain.text import one_line
from tillsyn.domain.timeline import DatedPlace
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _, ngettext
from tillsyn.workflow import finder
from tillsyn.workflow.timeline import day_in_words, matter_in_words, recorded_in_words, timeline_of

_LINES = re.compile(r"(?:(\d{1,4}):)?(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")


def _documents(talk: Conversation, rest: str) -> None:
    _expect_documents(talk.seat)
    if rest:
        _open(talk.seat, rest)
        say(_("{name}: {n} lines. .read reads it.").format(
            name=talk.seat.name(talk.seat.open), n=len(talk.seat.text(talk.seat.open))
        ))  # fmt: skip
        return
    hits = [found.document for found in talk.seat.hits]
    for number in range(len(talk.seat.documents)):
        count, lines = hits.count(number), len(talk.seat.text(number))
        here = _(" Open.") if number == talk.seat.open else ""
        said = ngettext("{n} hit", "{n} hits", count).format(n=count)
        tell_lines(_("{number}. {name}, {lines} lines, {hits}.").format(
            number=number + 1, name=talk.seat.name(number), lines=lines, hits=said
        ) + here)  # fmt: skip


def _read(talk: Conversation, rest: str) -> None:
    """Read on from where one was, or from a place: 15, 15-19, 2:15-19, “page 2”, “heading 3”."""
    seat = talk.seat
    _expect_documents(seat)
    first, last = _span(seat, rest) if rest else (seat.line + 1, len(seat.text(seat.open)))
    text = seat.text(seat.open)
    if first > len(text):
        say(_("The document ends here."))
        return
    last = min(last, len(text))
    if talk.page:
        last = min(last, first + talk.page - 1)
    say(f"{place_of(seat, seat.open, first, last)}:")
    for number in range(first, last + 1):
        if line := text[number - 1].strip():
            say(f"{number}. {one_line(line)}")
    seat.stand(seat.open, last)
    seat.chosen = (first, last) if rest else (last, last)
    if last < len(text):
        say(_("{n} lines remain. .read reads on.").format(n=len(text) - last))


def _paging(talk: Conversation, rest: str) -> None:
    if not rest.isdecimal():
        raise UsageFault(_("Write .lines and how many lines are to be read at a time; 0 is all."), "")
    talk.page = int(rest)
    say(_("{n} lines at a time.").format(n=talk.page) if talk.page else _("All lines at once."))


def _outline(talk: Conversation, _rest: str) -> None:
    _expect_documents(talk.seat)
    found = finder.outline(talk.seat.documents[talk.seat.open])
    for number, heading in enumerate(found, start=1):
        line = _("line {line}").format(line=heading.line)
        tell_lines(_("{number}. {title}, level {depth}, {line}.").format(
            number=number, title=heading.title, depth=heading.depth, line=line
        ))  # fmt: skip
    say(_("Read one with .read heading and its number.") if found else _("The document has no headings."))


def _next_hit(talk: Conversation, rest: str) -> None:
    hits = talk.seat.hits
    if rest.isdecimal() and 0 < int(rest) <= len(hits):
        _go(talk.seat, int(rest) - 1)
    elif _expect_hits(talk.seat):
        _go(talk.seat, 0 if talk.seat.at is None else (talk.seat.at + 1) % len(hits))


def _previous_hit(talk: Conversation, _rest: str) -> None:
    if _expect_hits(talk.seat):
        _go(talk.seat, ((talk.seat.at or 0) - 1) % len(talk.seat.hits))


def _hits(talk: Conversation, _rest: str) -> None:
    if _expect_hits(talk.seat):
        count = len(talk.seat.hits)
        told = min(count, talk.page or count)
        tell_lines(*(_hit_line(talk.seat, at) for at in range(told)))
        if told < count:
            say(_("{n} more hits; .f and a number goes to one.").format(n=count - told))


def _find(talk: Conversation, rest: str) -> None:
    talk.seat.sought = rest.strip()
    if not talk.seat.sought:
        say(_("The words of the question are sought again."))
    _hits(talk, "")


def _timeline(talk: Conversation, _rest: str) -> None:
    rows = timeline_of(talk.seat.sheet)
    for row in rows:
        day = day_in_words(row)
        if isinstance(row, DatedPlace):
            place, matter = place_of(talk.seat, row.document, row.line), matter_in_words(row.matter)
            tell_lines(", ".join(filter(None, (day, matter, place))) + ".")
        else:
            tell_lines(f"{day}, {recorded_in_words(row)}.")
    if not rows:
        say(_("No dates here."))


def _cite(talk: Conversation, rest: str) -> None:
    """Cite what was read or found last, or lines that are pointed out; a place that is cited is no longer so."""
    seat = talk.seat
    _expect_documents(seat)
    if rest:
        first, last = _span(seat, rest)
    elif seat.chosen:
        first, last = seat.chosen
    else:
        raise UsageFault(_("Read or find a place first, or point it out: .b 15-19, or .b 2:15 in document 2."), "")
    text = seat.text(seat.open)
    quote = " ".join(line.strip() for line in text[first - 1 : last] if line.strip())
    if not quote:
        raise UsageFault(_("There are no words there."), "")
    document, place = seat.documents[seat.open].name, place_of(seat, seat.open, first, min(last, len(text)))
    if talk.save(lambda: seat.cite(document, first, quote)):
        cited = any((e.document, e.line) == (document, first) for e in seat.evidence_here)
        kept = _("Saved as evidence for {criterion}: {place}.").format(criterion=seat.here, place=place)
        say(kept if cited else _("Saved: no longer evidence: {place}.").format(place=place))


def _evidence(talk: Conversation, rest: str) -> None:
    """List what is cited here, or take one of it away."""
    cited = talk.seat.evidence_here
    if rest.isdecimal() and 0 < int(rest) <= len(cited):
        gone = cited[int(rest) - 1]
        if talk.save(lambda: talk.seat.cite(gone.document, gone.line, gone.quote)):
            say(_("Saved: no longer evidence: {place}.").format(place=evidence_place(talk.seat, gone)))
        return
    tell_lines(*evidence_lines(talk.seat))
    say(_("One is taken away with .evidence and its number.") if cited else _("Nothing is cited here."))


def _open(seat: PlainSeat, number: str) -> None:
    if not number.isdecimal() or not 0 < int(number) <= len(seat.documents):
        raise UsageFault(_("There is no document {number}.").format(number=one_line(number)[:20]), _(".d lists them."))
    seat.open, seat.line, seat.chosen = int(number) - 1, 0, None


def _span(seat: PlainSeat, written: str) -> tuple[int, int]:
    """The first and last line of a place as it is written; goes to its document where one is named."""
    word, _blank, number = written.strip().casefold().partition(" ")
    if word == _("page") and number.isdecimal():
        return _page(seat, int(number))
    if word == _("heading") and number.isdecimal():
        return _section(seat, int(number))
    hit = _LINES.fullmatch(written.strip())
    if hit is None:
        raise UsageFault(
            _("“{text}” is no place.").format(text=one_line(written)[:40]),
            _("Write a line (15), lines (15-19), lines of document 2 (2:15-19), “page 2” or “heading 3”."),
        )
    if hit[1]:
        _open(seat, hit[1])
    first = int(hit[2])
    last = int(hit[3] or first)
    if not 0 < first <= last or first > len(seat.text(seat.open)):
        raise UsageFault(_("The document has {n} lines.").format(n=len(seat.text(seat.open))), "")
    return first, last


def _page(seat: PlainSeat, number: int) -> tuple[int, int]:
    text = shown(seat.documents[seat.open].text)
    pages, count = pages_of(text), len(seat.text(seat.open))
    lines = [line for line in range(1, count + 1) if pages.of(line) == number] if pages.lines else []
    if not lines:
        raise UsageFault(_("There is no page {number} in the document.").format(number=number), "")
    return lines[0], lines[-1]


def _section(seat: PlainSeat, number: int) -> tuple[int, int]:
    found = finder.outline(seat.documents[seat.open])
    if not 0 < number <= len(found):
        raise UsageFault(_("There is no heading {number} in the document.").format(number=number), _(".O lists them."))
    heading = found[number - 1]
    after = [one.line for one in found[number:] if one.depth <= heading.depth]
    return heading.line, (after[0] - 1 if after else len(seat.text(seat.open)))


def _go(seat: PlainSeat, at: int) -> None:
    seat.at = at
    found = seat.hits[at]
    seat.stand(found.document, found.hit.line)
    tell_lines(_hit_line(seat, at))


def _hit_line(seat: PlainSeat, at: int) -> str:
    found: Found = seat.hits[at]
    place = place_of(seat, found.document, found.hit.line)
    words = one_line(seat.text(found.document)[found.hit.line - 1])
    count = len(seat.hits)
    return _("Hit {number} of {count}, {place}: {words}").format(number=at + 1, count=count, place=place, words=words)


def _expect_documents(seat: PlainSeat) -> None:
    if not seat.documents:
        raise UsageFault(_("No documents here."), "")


def _expect_hits(seat: PlainSeat) -> bool:
    _expect_documents(seat)
    if not seat.hits:
        say(_("No hits for {what}.").format(what=f"“{one_line(seat.sought)}”" if seat.sought else seat.here))
    return bool(seat.hits)


PAPERS: tuple[Command, ...] = (
    Command("d", N_(".documents"), N_("[NUMBER]"), N_("lists the documents, or opens one"), _documents),
    Command("", N_(".read"), N_("[PLACE]"), N_("reads on, or a place: 15, 15-19, 2:15-19, page 2, heading 3"), _read),
    Command("", N_(".lines"), N_("NUMBER"), N_("reads so many lines at a time; 0 is all"), _paging),
    Command("O", N_(".headings"), "", N_("lists the headings of the document"), _outline),
    Command("T", N_(".timeline"), "", N_("tells the dates of the documents beside those recorded"), _timeline),
    Command("f", N_(".hit"), N_("[NUMBER]"), N_("goes to the next place of the question's search words"), _next_hit),
    Command("F", N_(".earlier"), "", N_("goes back to the hit before"), _previous_hit),
    Command("", N_(".hits"), "", N_("lists every place, best first"), _hits),
    Command("/", N_(".find"), N_("WORDS"), N_("finds your own words in all documents"), _find),
    Command("b", N_(".cite"), N_("[PLACE]"), N_("cites what was read or found last, or a place, as evidence"), _cite),
    Command("", N_(".evidence"), N_("[NUMBER]"), N_("lists what is cited, or takes one away"), _evidence),
)
