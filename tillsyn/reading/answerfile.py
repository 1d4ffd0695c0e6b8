"""Writing answer files: the same format that `reading.answers` reads, in short or as a form to fill in.

Owns how a text is written so that it comes back unchanged. In short an answer is a line; in a form everything known
of a question stands above it, and each answer has its places to write in. Leaves what the answers are, and the words
about them, to `workflow`.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tillsyn.domain.answers import Evidence
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.domain.text import plain
from tillsyn.reading.answers import AnswerFile, CaseAnswers, GivenAnswer
from tillsyn.reading.answers_seen import seen_lines
from tillsyn.reading.leaving import FORMAT

_PLAIN = re.compile(r"[A-ZÅÄÖa-zåäö0-9][A-ZÅÄÖa-zåäö0-9_-]*")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNSHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Notes:
    """What a form tells: at its head, and above the case, fact or criterion of a name, as (case, name).

    A name is empty for the case itself; a case is empty for the auditee itself.
    """

    head: tuple[str, ...] = ()
    about: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


def write_answer_file(given: AnswerFile, notes: Notes | None = None) -> str:
    """The answers as the text of a file; reading it gives them back, people's words as `plain` makes them.

    With notes it is a form: facts and answers without a value stand there too, each on lines of its own.
    """
    return "\n".join(_lines(given, _Form(notes) if notes else _Layout())) + "\n"


class _Layout:
    """In short: facts on one line, an answer on one line."""

    def told(self, case: str, name: str, indent: str) -> Iterator[str]:
        """What stands above something."""
        yield from ()

    def facts(self, key: str, case: str, facts: Mapping[str, FactValue], empty: Iterable[str]) -> Iterator[str]:
        """The facts of a case under a key that is indented already."""
        pairs = [(name, _text(write_fact(value))) for name, value in facts.items()]
        if pairs:
            yield f"{key} {_flow(pairs)}"

    def answer(self, answer: GivenAnswer, indent: str) -> Iterator[str]:
        """One answer."""
        yield f"{indent}{_text(answer.criterion)}: {_answer(answer)}".rstrip()


class _Form(_Layout):
    """A form: what is known above each place to write in."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def told(self, case: str, name: str, indent: str) -> Iterator[str]:
        lines = self.notes.about.get((case, name), ())
        if lines:
            yield ""
            yield from _remarks(lines, indent)

    def facts(self, key: str, case: str, facts: Mapping[str, FactValue], empty: Iterable[str]) -> Iterator[str]:
        blank = set(empty)
        indent = " " * (len(key) - len(key.lstrip()) + 2)
        names = [name for name in self.notes.about if name[0] == case and (name[1] in facts or name[1] in blank)]
        rest = [(case, name) for name in (*facts, *blank) if (case, name) not in names]
        if names or rest:
            yield key
        for _case, name in (*names, *rest):
            yield from self.told(case, name, indent)
            value = _text(write_fact(facts[name])) if name in facts else ""
            yield f"{indent}{_text(name)}: {value}".rstrip()

    def answer(self, answer: GivenAnswer, indent: str) -> Iterator[str]:
        inner = indent + "  "
        yield f"{indent}{_text(answer.criterion)}:"
        yield f"{inner}code: {_text(answer.code) if answer.code else ''}".rstrip()
        yield from _words(f"{inner}comment:", answer.comment, inner + "  ")
        if answer.evidence:
            yield f"{inner}evidence:"
            yield from (f"{inner}  - {_evidence(each)}" for each in answer.evidence)
        yield from (f"{inner}{key}: {value}" for key, value in _beside(answer))


def _lines(given: AnswerFile, layout: _Layout) -> Iterator[str]:
    if isinstance(layout, _Form):
        yield from _remarks(layout.notes.head, "")
        yield ""
    yield f"format: {FORMAT}"
    yield f"audit: {_text(given.audit)}"
    yield f"auditee: {_text(given.auditee)}"
    yield f"seat: {given.seat.value}"
    if given.edition:
        yield f"edition: {_quoted(given.edition)}"
    if given.seen is not None:
        yield from layout.told("", "seen:", "")
        yield from seen_lines(given.seen)
    yield from layout.facts("auditee_facts:", "", given.auditee_facts, given.auditee_emptied)
    if given.auditee_answers:
        yield from layout.told("", "", "")
        yield "auditee_answers:"
        yield from _answers("", given.auditee_answers, "  ", layout)
    yield "cases:" if given.cases else "cases: []"
    for case in given.cases:
        yield from _case(case, layout)


def _case(case: CaseAnswers, layout: _Layout) -> Iterator[str]:
    yield from layout.told(case.case, "", "  ")
    yield f"  - case: {_text(case.case)}"
    yield from layout.facts("    facts:", case.case, case.facts, case.emptied)
    if case.answers:
        yield "    answers:"
        yield from _answers(case.case, case.answers, "      ", layout)


def _answers(case: str, answers: Iterable[GivenAnswer], indent: str, layout: _Layout) -> Iterator[str]:
    for answer in answers:
        yield from layout.told(case, answer.criterion, indent)
        yield from layout.answer(answer, indent)


def _answer(answer: GivenAnswer) -> str:
    parts = [("code", _text(answer.code) if answer.code else '""')]
    if answer.comment:
        parts.append(("comment", _quoted(answer.comment)))
    if answer.evidence:
        parts.append(("evidence", "[" + ", ".join(_evidence(each) for each in answer.evidence) + "]"))
    parts += _beside(answer)
    return _flow(parts) if len(parts) > 1 else parts[0][1]


def _beside(answer: GivenAnswer) -> list[tuple[str, str]]:
    """What may be said beside an answer."""
    sources = [("sources", f"[{', '.join(source.value for source in answer.sources)}]")] if answer.sources else []
    return [*sources, *([("good", "true")] if answer.good else [])]


def _evidence(evidence: Evidence) -> str:
    line = [("line", str(evidence.line))] if evidence.line else []
    return _flow([("document", _text(evidence.document)), *line, ("quote", _quoted(evidence.quote))])


def _flow(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{_text(key)}: {value}" for key, value in pairs) + "}"


def _words(key: str, text: str, indent: str) -> Iterator[str]:
    """People's words below their key, as they are, where no sign or blank in them could be lost on the way."""
    shown = plain(text)
    if shown and not _stays(shown):
        yield f"{key} {_quoted(shown)}"
        return
    yield f"{key} |"
    yield from (f"{indent}{line}".rstrip() for line in shown.split("\n") if shown)


def _stays(text: str) -> bool:
    """Whether a text can stand as a block: every sign seen, no blanks at the ends of lines or before the first."""
    lines = text.split("\n")
    seen = all(sign == "\n" or unicodedata.category(sign) not in _UNSHOWN for sign in text)
    return seen and bool(lines[0]) and not lines[0][0].isspace() and all(line == line.rstrip() for line in lines)


def _remarks(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Lines that the reader of the file passes over, broken between words; a line's own indentation is kept."""
    for line in lines:
        shown = plain(line)
        if not shown.isprintable():
            shown = "".join(sign for sign in shown if unicodedata.category(sign) not in _UNSHOWN)
        own = " " * (len(shown) - len(shown.lstrip(" ")))
        first = f"{indent}# {own}"
        broken = textwrap.wrap(
            shown.strip(), max(40, _WIDTH - len(first)), break_long_words=False, break_on_hyphens=False
        )
        yield from (f"{first}{part}".rstrip() for part in broken or [""])


def _text(text: str) -> str:
    """A word as it is, anything else within quotation marks."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_SHORT.get(sign) or _escaped(sign) for sign in plain(text)) + '"'


def _escaped(sign: str) -> str:
    """A sign that would not be seen as its number, any other as it is."""
    if unicodedata.category(sign) not in _UNSHOWN:
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
