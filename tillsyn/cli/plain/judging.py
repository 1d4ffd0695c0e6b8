"""Commands that say something of an answer: answer, comment, sources, undo, history, reasons, facts.

Owns these commands. Leaves recording to the seat, and the words of reasons and law to `workflow.reasons`.
"""

from __future__ import annotations

from collections.abc import Callable

from tillsyn.cli.plain.commands import Command
from tillsyn.cli.plain.conversation import Conversation, Moved
from tillsyn.cli.plain.lines import say, tell_lines
from tillsyn.cli.plain.telling import fact_line, standing_lines
from tillsyn.domain.answers import Source
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.moments import local_time
from tillsyn.domain.phrases import GAP
from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import persons
from tillsyn.workflow import reasons
from tillsyn.workflow.phrases import phrase_bank
from tillsyn.workflow.review import history
from tillsyn.workflow.seat_words import SOURCE_KEYS, past_words, source_words


def _answer(talk: Conversation, rest: str) -> None:
    if talk.answer(rest):
        raise Moved


def _comment(talk: Conversation, rest: str) -> None:
    if rest:
        talk.comment(rest)
    else:
        tell_lines(*standing_lines(talk.seat))
        talk.ask_comment()


def _add(talk: Conversation, rest: str) -> None:
    talk.comment(f"{talk.seat.comment_here}\n{rest}".strip())


def _long_comment(talk: Conversation, _rest: str) -> None:
    say(_("Write the comment on as many lines as you like. A line with a dot alone ends it; .abandon leaves it."))
    say(_("What you have begun is kept if the program ends. It replaces the comment that stands."))
    text = talk.read_many()
    if text is not None:
        talk.comment(text)


def _phrases(talk: Conversation, rest: str) -> None:
    """List phrases, those with some words, or put one into the comment by its number."""
    bank = phrase_bank(talk.seat.desk, talk.seat.sheet, talk.seat.here)
    tell_lines(*(str(problem) for problem in bank.problems))
    if not rest.isdecimal():
        tell_lines(*(f"{bank.offers.index(offer) + 1}. {offer.phrase.text}" for offer in bank.holding(rest)))
        say(_("Put one into the comment with .p and its number.") if bank.offers else _("There are no phrases."))
        return
    if not 0 < int(rest) <= len(bank.offers):
        raise UsageFault(_("There is no phrase {number}.").format(number=rest[:20]), _(".p lists them."))
    text = _filled(talk, bank.offers[int(rest) - 1].phrase.text)
    if text is None:
        say(_("Nothing was put into the comment."))
    else:
        talk.comment(f"{talk.seat.comment_here} {text}".strip())


def _filled(talk: Conversation, phrase: str) -> str | None:
    """A phrase with what is to be filled in of the file; None where somebody leaves it."""
    first, *rest = phrase.split(GAP)
    text = first
    for number, part in enumerate(rest, start=1):
        say(
            _("Fill in {number} of {count}: {phrase}").format(
                number=number, count=len(rest), phrase=f"{text}{GAP}{part}"
            )
        )
        words = talk.read(words=True).strip()
        if not words:
            return None
        text += words + part
    return text


def _erase(talk: Conversation, _rest: str) -> None:
    if talk.save(lambda: talk.seat.comment("")):
        say(_("Saved: there is no comment to {criterion}.").format(criterion=talk.seat.here))


def _withdraw(talk: Conversation, _rest: str) -> None:
    if talk.save(talk.seat.withdraw):
        say(_("Saved: {criterion} is unanswered. The comment stays.").format(criterion=talk.seat.here))
        raise Moved


def _undo(talk: Conversation, _rest: str) -> None:
    _turn(talk, talk.seat.undo, _("There is nothing to undo in this sitting."))


def _redo(talk: Conversation, _rest: str) -> None:
    _turn(talk, talk.seat.redo, _("There is nothing to make again."))


def _turn(talk: Conversation, turn: Callable[[], bool], nothing: str) -> None:
    turned: list[bool] = []
    if not talk.save(lambda: turned.append(turn())):
        return
    if not turned[0]:
        say(nothing)
        return
    say(_("Saved: the latest change is turned back.") if turn == talk.seat.undo else _("Saved: it is made again."))
    raise Moved


def _history(talk: Conversation, _rest: str) -> None:
    seat = talk.seat
    entries = history(seat.desk, seat.sheet, seat.here)
    for past in entries:
        tell_lines(f"{local_time(past.at)}, {persons(people(past.actor))}: {past_words(past, seat.scale)}")
    if not entries:
        say(_("Nothing is recorded yet."))


def _why(talk: Conversation, _rest: str) -> None:
    state, criterion, unit = talk.seat.state, talk.seat.criterion, talk.seat.sheet.unit
    say(f"{reasons.asked_in_words(state, criterion.id, unit)}.")
    tell_lines(reasons.unconditional(state, criterion, unit))
    for said in reasons.statements(state, criterion):
        tell_lines(f"{said.words}: {_(reasons.TRUTHS[said.truth])}. {said.values}.")
    for group in reasons.law_groups(state, criterion, unit):
        say(f"{group.title}:")
        if not group.provisions:
            say(_("No provision is given for that day."))
        for basis in group.provisions:
            tell_lines(f"{basis.citation}. {', '.join(reasons.provision_parts(basis, state.criteria))}.", basis.about)


def _facts(talk: Conversation, rest: str) -> None:
    facts = talk.seat.facts
    if not rest:
        tell_lines(*(f"{number}. {fact_line(talk.seat, fact)}" for number, fact in enumerate(facts, start=1)))
        say(_("Change one with .i, its number and its value; a - goes back to what the register says."))
        return
    name, _blank, value = rest.partition(" ")
    fact = _fact(facts, name)
    if not value.strip():
        tell_lines(fact_line(talk.seat, fact))
        talk.ask_fact(fact)
    else:
        talk.fill(fact, "" if value.strip() == "-" else value)
    raise Moved


def _fact(facts: tuple[FactDefinition, ...], name: str) -> FactDefinition:
    if name.isdecimal() and 0 < int(name) <= len(facts):
        return facts[int(name) - 1]
    for fact in facts:
        if name.casefold() == fact.id.casefold():
            return fact
    raise UsageFault(_("There is no fact “{fact}”.").format(fact=one_line(name)[:40]), _(".i lists them."))


def _good(talk: Conversation, _rest: str) -> None:
    if talk.seat.answer_here is None:
        say(_("Only what is answered can be a good example."))
    elif talk.save(talk.seat.mark_good):
        marked = talk.seat.here in talk.seat.sheet.good
        say(_("Saved: marked as a good example.") if marked else _("Saved: no longer a good example."))


def _sources(talk: Conversation, rest: str) -> None:
    seat = talk.seat
    about = (seat.sheet.unit, seat.sheet.kinds)
    words = {key: source_words([source], *about) for key, source in SOURCE_KEYS.items()}
    named = rest.split()
    if not named or not set(named) <= set(words):
        say(_("Where does the comment on {criterion} come from?").format(criterion=seat.here))
        tell_lines(*(f"{key} {word}." for key, word in words.items()))
        say(_("Write .k and one or several of the letters."))
        return
    chosen = tuple(source for source in Source if source in {SOURCE_KEYS[key] for key in named})
    if talk.save(lambda: seat.name_sources(() if chosen == (Source.FILE,) else chosen)):
        say(_("Saved: {what}").format(what=f"{', '.join(words[key] for key in named)}."))
        tell_lines(*seat.warnings_here)


def _note(talk: Conversation, rest: str) -> None:
    if not rest:
        tell_lines(_("Your note: {text}").format(text=one_line(talk.seat.note)) if talk.seat.note else _("No note."))
        say(_("Write .N and the words; .N - takes it away. It stays on this computer."))
    elif talk.save(lambda: talk.seat.write_note("" if rest == "-" else rest)):
        say(_("Saved on this computer."))


def _again(talk: Conversation, _rest: str) -> None:
    if talk.again is None:
        say(_("There is nothing that could not be saved."))
        return
    again, talk.again = talk.again, None
    again()
    if talk.again is None:
        raise Moved


JUDGING: tuple[Command, ...] = (
    Command("", N_(".answer"), N_("ANSWER"), N_("answers the question, also where a comment is asked for"), _answer),
    Command(
        "c", N_(".comment"), N_("[WORDS]"), N_("writes the comment on one line; it replaces the one there"), _comment
    ),
    Command("C", N_(".long"), "", N_("writes the comment on several lines"), _long_comment),
    Command("p", N_(".phrases"), N_("[NUMBER OR WORDS]"), N_("lists phrases, or puts one into the comment"), _phrases),
    Command("", N_(".add"), N_("WORDS"), N_("adds a line to the comment"), _add),
    Command("", N_(".erase"), "", N_("takes the comment away"), _erase),
    Command("", N_(".withdraw"), "", N_("takes the answer away, so that the question is unanswered"), _withdraw),
    Command("u", N_(".undo"), "", N_("takes back the latest change of this sitting"), _undo),
    Command("U", N_(".redo"), "", N_("makes again what was just taken back"), _redo),
    Command(
        "i", N_(".facts"), N_("[NUMBER VALUE]"), N_("lists the facts that decide what is asked, or sets one"), _facts
    ),
    Command("v", N_(".why"), "", N_("says why the question is asked or not, and its law"), _why),
    Command("h", N_(".history"), "", N_("tells everything that was ever recorded about this answer"), _history),
    Command("*", N_(".good"), "", N_("marks the answer as a good example; once more takes it away"), _good),
    Command("k", N_(".sources"), N_("[LETTERS]"), N_("says where the comment comes from"), _sources),
    Command("N", N_(".note"), N_("[WORDS]"), N_("writes a note to yourself; it stays on this computer"), _note),
    Command("r", N_(".again"), "", N_("tries again what could not be saved"), _again),
)
