"""The words of a new criteria set: files that pass their check, with comments that teach whoever goes on.

Owns these texts. Leaves what was answered, and writing the files, to `workflow.newset`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tillsyn.domain.units import Unit
from tillsyn.language import N_, _


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area: the letters its criteria's ids begin with, its title, and its file."""

    id: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class NewLaw:
    """A provision, as it was written."""

    act: str
    sfs: str
    provision: str


@dataclass(frozen=True, slots=True)
class NewSet:
    """What the files of a new set are made of."""

    id: str
    title: str
    reads: Unit
    areas: tuple[NewArea, ...]
    question: str
    law: NewLaw | None
    language: str


# Facts that such rows usually have: id, label, and how it is written.
_FACTS = {
    Unit.CASE_FILE: (
        ("insatsform", N_("Kind of measure"), "type: choice, values: {a: A, b: B}"),
        ("beslutsdatum", N_("Day of the decision"), "type: date"),
    ),
    Unit.AGREEMENT: (
        ("niva", N_("Level"), "type: choice, values: {lokal: Lokal, lan: Län}"),
        ("galler_fran", N_("In force from"), "type: date"),
    ),
    Unit.AUDITEE: (),
}
_STEPS = (
    ("ja", "j", "met", N_("Yes"), False),
    ("delvis", "d", "partly", N_("Partly"), True),
    ("nej", "n", "unmet", N_("No"), True),
    ("ej", "e", "not_applicable", N_("Not applicable"), True),
    ("oklart", "o", "cannot_judge", N_("Cannot be judged"), True),
)


def set_text(wanted: NewSet, schema: str) -> str:
    """The text of set.yaml."""
    return _joined(_set_lines(wanted, schema))


def area_text(wanted: NewSet, area: NewArea, schema: str) -> str:
    """The text of an area's file; the first area has the question that was answered."""
    return _joined(_area_lines(wanted, area, schema))


def readme_text(wanted: NewSet, folder: str) -> str:
    """The text of README.md: what a reader of the set must be told."""
    return _joined(
        [
            f"# {wanted.title}",
            "",
            _("The criteria set `{id}`. It is a draft.").format(id=wanted.id),
            "",
            f"## {_('What the set is built on')}",
            "",
            _("Write here which reports, laws and experience the questions come from."),
            "",
            f"## {_('What has not been checked')}",
            "",
            _("Write here which provisions a lawyer must look up; they are marked `verified: no`."),
            "",
            f"## {_('How to go on')}",
            "",
            _("1. Write one criterion after the other. An id is given once and never used again."),
            _("2. Check after every change: `tillsyn criteria check {folder}`.").format(folder=folder),
            _("3. Let others read: `tillsyn criteria export {folder} -o {folder}.xlsx`.").format(folder=folder),
            _("4. Try it on a few cases before it is published, and ask two people to judge the same ones."),
        ]
    )


def _joined(lines: list[str] | Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _head(schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}"


def _set_lines(wanted: NewSet, schema: str) -> Iterator[str]:
    facts = _FACTS[wanted.reads]
    strata = ", ".join(name for name, _label, written in facts if "choice" in written)
    yield _head(schema)
    yield _note(_("The head of the set: what it is called, what is read, and which answers there are."))
    yield _note(_("Point at a key in an editor with YAML support, and it explains itself."))
    yield "format: 1"
    yield f"id: {wanted.id}  {_note(_('never changes'))}"
    yield f'version: "1"  {_note(_("a published version never changes; make a new one"))}'
    yield f"status: draft  {_note(_('published when it may be used in earnest'))}"
    yield f"title: {_quoted(wanted.title)}"
    yield f"language: {wanted.language}"
    yield f"files: [{', '.join(area.file for area in wanted.areas)}]"
    yield _note(_("How many are drawn for each auditee, and the facts by which the register is divided first."))
    yield f"sampling: {{size: 8, reserve: 4, strata: [{strata}]}}" if strata else "sampling: {size: 1}"
    yield ""
    yield _note(_("Facts decide which questions are put. A register's columns go by their id or label."))
    yield "facts:" if facts else "facts: {}"
    for name, label, written in facts:
        yield f"  {name}: {{label: {_quoted(_(label))}, {written}}}"
    yield ""
    yield _note(_("The answers. meaning says how each is counted; demands: [comment] asks for a reason."))
    yield "scales:"
    yield "  s4:"
    for code, key, meaning, label, demands in _STEPS:
        more = ", demands: [comment]" if demands else ""
        yield f"    - {{code: {code}, key: {key}, meaning: {meaning}, label: {_quoted(_(label))}{more}}}"


def _area_lines(wanted: NewSet, area: NewArea, schema: str) -> Iterator[str]:
    first = area is wanted.areas[0]
    question = wanted.question if first else _("Write a question here that can be answered from what is read?")
    law = wanted.law if first else None
    yield _head(schema)
    yield f"area: {area.id}"
    yield f"title: {_quoted(area.title)}"
    yield ""
    yield "criteria:"
    yield f"  - id: {area.id}-01  {_note(_('given once and never used again; the next one is 02'))}"
    yield f"    rev: 1  {_note(_('raised when a change can affect the judgement'))}"
    yield f"    unit: {wanted.reads.value}  {_note(_('what one answer is about'))}"
    yield f"    question: {_quoted(question)}"
    yield f"    {_note(_('What is evidence, what is only partly, and what is not enough.'))}"
    yield f"    guidance: {_quoted(_('Write when the answer is yes, when it is partly and when it is no.'))}"
    yield f"    search: [{_quoted(area.title.lower())}]  {_note(_('words to search for in the documents'))}"
    yield "    scale: s4"
    if wanted.reads is not Unit.AUDITEE:
        fact = _FACTS[wanted.reads][0][0]
        yield f"    {_note(_('Take the sign away to put the question to some alone:'))}"
        yield f"    # applies_when: {fact} != {_a_value(wanted.reads)}"
        yield f"    judged_by_date: {_FACTS[wanted.reads][1][0]}  {_note(_('the law of that day holds'))}"
    yield from _law_lines(law)
    yield f"    requirement: {'K' if law else 'R'}-{area.id}"
    yield ""
    yield from _requirement_lines(wanted, area, law)


def _a_value(reads: Unit) -> str:
    return "b" if reads is Unit.CASE_FILE else "lan"


def _law_lines(law: NewLaw | None) -> Iterator[str]:
    example = '- {act: SoL, sfs: "2025:400", provision: 13 kap. 10 §, binding: must, from: 2025-07-01, verified: text}'
    if law is None:
        yield f"    {_note(_('Never guess a provision. When it has been looked up, it is written so:'))}"
        yield "    # legal_basis:"
        yield f"    #   {example}"
        return
    act, sfs, provision = _quoted(law.act), _quoted(law.sfs), _quoted(law.provision)
    yield f"    {_note(_('verified becomes text or number when somebody has looked; only then do letters cite it.'))}"
    yield "    legal_basis:"
    yield f'      - {{act: {act}, sfs: {sfs}, provision: {provision}, binding: must, verified: "no"}}'


def _requirement_lines(wanted: NewSet, area: NewArea, law: NewLaw | None) -> Iterator[str]:
    rule = "{critical: true}" if wanted.reads is Unit.AUDITEE else "{in_at_least: 2}"
    yield "requirements:"
    sort = "K" if law else "R"
    yield f"  {_note(_('K can be demanded, with a text; R is advice alone, where no binding rule carries it.'))}"
    yield f"  - id: {sort}-{area.id}"
    yield f"    title: {_quoted(area.title)}"
    seen = _("it cannot be seen that what the question is about has been done.")
    yield f"    observation: {_quoted(seen)}  {_note(_('goes on after: In 3 of 8 reviewed cases'))}"
    if law:
        yield f"    text: {_quoted(_('The committee shall see to it that what the question is about is done.'))}"
    yield f"    advice: {_quoted(_('The committee should see to it that what the question is about is done.'))}"
    yield f"    proposed_when: {rule}"


def _note(text: str) -> str:
    return f"# {text}"


def _quoted(text: str) -> str:
    """A text within quotation marks; JSON's are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
