"""A difference between two readings in words: a line of the list, and what either reader says.

Owns these texts. Leaves showing and settling to `screens.differences`.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line, plain
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.marks import SIGNS, STYLES, WANTS_COMMENT
from tillsyn.workflow.differences import Differing, FileDifferences, Said, lacks_comment
from tillsyn.workflow.finder import evidence_places, place_in_words

READING = {Seat.FIRST: N_("First reading"), Seat.SECOND: N_("Second reading")}
WAITS, SETTLED, NEEDS_NOTHING = "·", "✓", "–"
NAME_CELLS = 12


def difference_line(found: FileDifferences, one: Differing, width: int) -> Content:
    """One difference in a list: whether it waits, what it is about, what either says, and what was settled."""
    sign, style = _sign(found, one)
    said = max(8, (width - NAME_CELLS - 16) // 3)
    parts: list[Content | tuple[str, str] | str] = [
        (f"{sign} ", style),
        (_cells(_name(found, one), NAME_CELLS), "bold"),
        " ",
        _cells(_words(found, one, one.first), said),
        (" │ ", "$foreground-muted"),
        _cells(_words(found, one, one.second), said),
    ]
    if one.settled:
        parts += [(" → ", "$foreground-muted"), (_cells(_words(found, one, one.settled), said).rstrip(), "bold")]
    return Content.assemble(*parts)


def about_difference(found: FileDifferences, one: Differing) -> Content:
    """What the difference is about in full, and how it stands."""
    criteria = found.sheet.opened.criteria
    if one.is_fact:
        asked = one_line(criteria.fact[one.id].label)
    else:
        day, _missing = found.sheet.state.judged_on(criteria.criterion[one.id])
        asked = one_line(criteria.criterion[one.id].question.on(day))
    name = "" if one.is_fact else f"{one.id} · "
    lines = [Content.assemble((name, "bold $text-accent"), (asked, "bold"))]
    if one.settled:
        words = _words(found, one, one.settled)
        reason = f" – {one_line(one.settled.comment)}" if one.settled.comment else ""
        sign, style = _sign(found, one)
        wanted = f" – {_('the comment is missing: press c')}" if lacks_comment(found, one) else reason
        lines.append(Content.assemble((f"{sign} {_('Consensus')}: ", style), (words, "bold"), wanted))
    else:
        lines.append(Content.styled(_waiting_words(found, one), "$foreground-muted"))
    return Content("\n").join(lines)


def reading_words(found: FileDifferences, one: Differing, seat: Seat) -> Content:
    """What one reader says: the answer, who gave it, the comment, and the places it rests on."""
    said = one.side(seat)
    by = f" · {one_line(said.actor)}" if said.actor else ""
    lines = [
        Content.assemble((_(READING[seat]), "bold $text-primary"), (by, "$foreground-muted")),
        Content.styled(_words(found, one, said), "bold"),
    ]
    if said.comment:
        lines.append(Content(plain(said.comment)))
    elif said.code and not one.is_fact:
        lines.append(Content.styled(_("No comment."), "$foreground-muted"))
    titles = {document.name: one_line(document.title) for document in found.first.documents}
    for cited, place in zip(said.evidence, evidence_places(found.first.documents, said.evidence), strict=True):
        where = f"  {titles.get(cited.document, one_line(cited.document))} {place_in_words(place)}".rstrip()
        lines.append(Content.assemble(f"❝ {one_line(cited.quote)}", (where, "$foreground-muted")))
    return Content("\n").join(lines)


def _waiting_words(found: FileDifferences, one: Differing) -> str:
    if one.only_words:
        return _("The answer is the same; nothing needs to be settled.")
    if not one.needed:
        return put(found.sheet.unit, _("With what is settled, the question is {not_asked_here}."), found.sheet.kinds)
    if one.is_fact:
        return _("1 takes the first, 2 the second.")
    return _("1 takes the first, 2 the second; the keys of the answers give another.")


def _sign(found: FileDifferences, one: Differing) -> tuple[str, str]:
    if lacks_comment(found, one):
        return WANTS_COMMENT, STYLES[WANTS_COMMENT]
    if one.settled:
        return SETTLED, "$text-success"
    return (WAITS, "bold $text-warning") if one.waits else (NEEDS_NOTHING, "$foreground-muted")


def _name(found: FileDifferences, one: Differing) -> str:
    return found.sheet.opened.criteria.fact[one.id].label if one.is_fact else one.id


def _words(found: FileDifferences, one: Differing, said: Said) -> str:
    """What is said, with the sign of its answer before it."""
    if one.is_fact or not said.code:
        return one_line(said.words)
    meaning = found.sheet.opened.criteria.meaning(one.id, said.code)
    return f"{SIGNS[meaning]} {one_line(said.words)}" if meaning else one_line(said.words)


def _cells(text: str, width: int) -> str:
    """A text of just so many cells, cut with a sign that says so."""
    line = one_line(text)
    return set_cell_size(line, width) if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"
