"""Files of phrases, `fraser.yaml`: a set's own, and those an authority writes for itself.

Owns the format. Leaves in which order phrases are offered to `domain.phrases`, and where files lie to
`workflow.phrases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.disclosure import find_disclosures
from tillsyn.domain.phrases import Origin, Phrase
from tillsyn.domain.text import one_line
from tillsyn.problems import Problem
from tillsyn.reading.criteria import PHRASES_FILE
from tillsyn.reading.faults import nearest
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.leaving import check_format
from tillsyn.reading.nodes import Scalar
from tillsyn.reading.tree import read_tree

__all__ = ["PHRASES_FILE", "PhrasesReading", "read_phrases"]
MOST = 400
"""Signs of a phrase: what is longer is no phrase but somebody's comment."""


@dataclass(frozen=True, slots=True)
class PhrasesReading:
    """The phrases that can be used, the set they are for (empty: any), and every fault."""

    phrases: tuple[Phrase, ...]
    set: str
    problems: tuple[Problem, ...]


def read_phrases(path: Path, criteria: CriteriaSet, origin: Origin = Origin.SET) -> PhrasesReading:
    """Read a file of phrases. One that is for another set than `criteria` is not looked into.

    A phrase with a fault is left out; the others can be used. A set's own file must name the set it lies with.
    """
    problems: list[Problem] = []
    top = top_fields(read_tree(path, str(path)), problems)
    if top is None:
        return PhrasesReading((), "", tuple(problems))
    top.done(("format", "set", "phrases"))
    check_format(top)
    named = top.text("set", required=origin is Origin.SET) or ""
    if named and named != criteria.id:
        if origin is Origin.SET:
            top.report("P005", top.place("set"), value=named, set=criteria.id)
        return PhrasesReading((), named, tuple(problems))
    reader = _Reader(criteria, bool(named), origin)
    read = [reader.phrase(fields) for fields in top.list_of_fields("phrases") or ()]
    return PhrasesReading(tuple(phrase for phrase in read if phrase), named, tuple(problems))


class _Reader:
    """Reads one phrase after another, and knows those before."""

    def __init__(self, criteria: CriteriaSet, of_set: bool, origin: Origin) -> None:
        self._criteria = criteria
        self._of_set = of_set
        self._origin = origin
        self._lines: dict[str, int] = {}
        self._parts = {*criteria.criterion, *(area.id for area in criteria.areas)}
        self._codes = list(dict.fromkeys(step.code for scale in criteria.scales for step in scale.steps))

    def phrase(self, fields: Fields) -> Phrase | None:
        """One phrase, None where something in it is wrong."""
        faults = len(fields.problems)
        fields.done(("text", "for", "answers"))
        text = one_line(fields.text("text") or "")
        about = self._names(fields, "for", "P001", sorted(self._parts))
        answers = self._names(fields, "answers", "P007", self._codes)
        if text:
            self._check(fields, text)
        return Phrase(text, about, answers, self._origin) if len(fields.problems) == faults else None

    def _check(self, fields: Fields, text: str) -> None:
        place = fields.place("text")
        if find_disclosures(text):
            fields.report("P002", place)
        if len(text) > MOST:
            fields.report("P004", place, most=MOST)
        first = self._lines.setdefault(text.casefold(), fields.line)
        if first != fields.line:
            fields.report("P003", place, first=first)

    def _names(self, fields: Fields, key: str, code: str, known: list[str]) -> tuple[str, ...]:
        named: tuple[Scalar, ...] = fields.scalars(key, required=False) or ()
        if named and not self._of_set:
            fields.report("P006", fields.place(key), key=key)
            return ()
        for one in named:
            if one.text not in known:
                near = nearest(one.text, known)
                listed = ", ".join(known)
                fields.report(code, one, value=one.text, set=self._criteria.id, known=listed, nearest=near)
        return tuple(one.text for one in named)
