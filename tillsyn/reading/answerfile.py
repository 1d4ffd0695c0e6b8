"""Writing answer files: the same format that `reading.answers` reads, one answer a line.

Owns how a text is written so that it comes back unchanged. Leaves what the answers are to `workflow.exchange`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from tillsyn.domain.answers import Evidence
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.domain.text import plain
from tillsyn.reading.answers import AnswerFile, CaseAnswers, GivenAnswer
from tillsyn.reading.leaving import FORMAT

_PLAIN = re.compile(r"[A-ZÅÄÖa-zåäö0-9][A-ZÅÄÖa-zåäö0-9_-]*")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNSHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def write_answer_file(given: AnswerFile) -> str:
    """The answers as the text of a file; reading it gives them back, people's words as `plain` makes them."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: AnswerFile) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield f"audit: {_text(given.audit)}"
    yield f"auditee: {_text(given.auditee)}"
    yield f"seat: {given.seat.value}"
    if given.edition:
        yield f"edition: {_quoted(given.edition)}"
    if given.auditee_facts:
        yield f"auditee_facts: {_facts(given.auditee_facts)}"
    if given.auditee_answers:
        yield "auditee_answers:"
        yield from _answers(given.auditee_answers, "  ")
    yield "cases:" if given.cases else "cases: []"
    for case in given.cases:
        yield from _case(case)


def _case(case: CaseAnswers) -> Iterator[str]:
    yield f"  - case: {_text(case.case)}"
    if case.facts:
        yield f"    facts: {_facts(case.facts)}"
    if case.answers:
        yield "    answers:"
        yield from _answers(case.answers, "      ")


def _facts(facts: Mapping[str, FactValue]) -> str:
    return _flow((name, _text(write_fact(value))) for name, value in facts.items())


def _answers(answers: Iterable[GivenAnswer], indent: str) -> Iterator[str]:
    for answer in answers:
        yield f"{indent}{_text(answer.criterion)}: {_answer(answer)}"


def _answer(answer: GivenAnswer) -> str:
    parts = [("code", _text(answer.code))]
    if answer.comment:
        parts.append(("comment", _quoted(answer.comment)))
    if answer.evidence:
        parts.append(("evidence", "[" + ", ".join(_evidence(each) for each in answer.evidence) + "]"))
    return _flow(parts) if len(parts) > 1 else parts[0][1]


def _evidence(evidence: Evidence) -> str:
    line = [("line", str(evidence.line))] if evidence.line else []
    return _flow([("document", _text(evidence.document)), *line, ("quote", _quoted(evidence.quote))])


def _flow(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{_text(key)}: {value}" for key, value in pairs) + "}"


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
