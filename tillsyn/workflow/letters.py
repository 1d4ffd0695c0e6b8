"""Making letters: gather, freeze the view in the journal, write the files.

Owns which letter an auditee gets and when none may leave. Leaves what a letter says to `writing.views`, its
looks to the templates.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.disclosure import DisclosureKind
from tillsyn.domain.entries import Json, canonical, subject
from tillsyn.domain.letters import Hindrance, LetterKind
from tillsyn.errors import DocumentFault
from tillsyn.language import N_, _
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow import clock
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.files import write_file
from tillsyn.workflow.material import auditee_materials, store_code
from tillsyn.workflow.notices import kind_now, make_notice
from tillsyn.writing.letters import Leak, leaks, letter_html, letter_pdf
from tillsyn.writing.material import LetterMaterial
from tillsyn.writing.pdf import expect_available
from tillsyn.writing.views import letter_view

FORMATS = ("html", "pdf")
Progress = Callable[[int, int, str], None]
"""Told (done, of, name) before each document; the last time with done == of."""

_SORTS = {
    DisclosureKind.PERSONAL_NUMBER: N_("a personal identity number"),
    DisclosureKind.PERSONAL_NUMBER_UNCERTAIN: N_("what looks like a personal identity number"),
    DisclosureKind.RESERVE_NUMBER: N_("a reserve number"),
    DisclosureKind.PHONE: N_("a telephone number"),
    DisclosureKind.EMAIL: N_("an e-mail address"),
}
_FIELDS = {
    "reason": N_("the reason of the decision"),
    "text": N_("the text of the requirement or advice"),
    "consequence": N_("the consequence"),
    "question": N_("the question"),
    "title": N_("the title"),
    "name": N_("the name"),
    "body": N_("the organisation"),
    "address": N_("the address"),
    "seed": N_("the seed of the draw"),
    "seed_words": N_("the source of the seed"),
    "requested": N_("the documents asked for"),
    "plan": N_("the plan of the draw"),
    "comment": N_("the comment"),
    "quote": N_("the quote"),
    "document": N_("the title of a document"),
    "remark": N_("the remark"),
    "reply": N_("the reply to a remark"),
}
"""What people read for the keys of a view that hold people's words."""


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """One letter as it was written; `hindrances` is empty when it may be sent, a path None where not asked for."""

    auditee: str
    kind: LetterKind
    hindrances: tuple[Hindrance, ...]
    html: Path | None
    pdf: Path | None
    view_sha256: str

    @property
    def draft(self) -> bool:
        """Whether the letter is marked as a draft."""
        return bool(self.hindrances)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A letter whose view is made but not yet written."""

    auditee: Auditee
    kind: LetterKind
    view: dict[str, Json]
    hindrances: tuple[Hindrance, ...]
    frozen: str

    @classmethod
    def of(cls, material: LetterMaterial) -> Self:
        view, about = letter_view(material), material.about
        return cls(about.auditee, material.kind, view, material.hindrances, canonical(view))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.frozen.encode()).hexdigest()


def render_letters(
    desk: Desk,
    opened: OpenAudit,
    agency: AgencyProfile,
    folder: Path,
    auditee_ids: Sequence[str] = (),
    kind: LetterKind | None = None,
    letter_day: date | None = None,
    formats: Collection[str] = FORMATS,
    templates: Path | None = None,
    progress: Progress | None = None,
) -> tuple[WrittenLetter, ...]:
    """Write the letters of the named auditees (all of them when none are named) into `folder`.

    The day of a letter is `letter_day`, else the profile's, else today. HTML is written before PDF is tried.

    Raises:
        UsageFault: when an auditee is not in the audit.
        DocumentFault: when words that would leave hold personal details (nothing is written), a template is
            faulty, or PDF cannot be made here.
    """
    day = letter_day or agency.letter_date or clock.today()
    code = store_code(desk)
    kept = {(k.auditee, k.kind): k.view for k in queries.letters(desk.store, opened.audit.id)}
    letters = []
    for about in auditee_materials(desk, opened, auditee_ids):
        chosen = kind or kind_now(about)
        material = LetterMaterial(opened.audit, opened.criteria, agency, about, chosen, day, code, opened.began)
        letters.append(_prepare(desk, opened, material, kept))
    refuse_leaks((letter.auditee.name, letter.view) for letter in letters)
    tell = progress or _silent
    written = []
    for done, letter in enumerate(letters):
        tell(done, len(letters), letter.auditee.name)
        written.append(_write(letter, folder, formats, templates))
    _freeze(desk, opened, letters)
    tell(len(letters), len(letters), "")
    if "pdf" in formats:
        expect_available()
    return tuple(written)


def _prepare(desk: Desk, opened: OpenAudit, material: LetterMaterial, kept: Mapping[tuple[str, str], str]) -> _Prepared:
    """The view of a letter, which may be the very letter that was kept before."""
    auditee = material.about.auditee
    before = kept.get((auditee.id, material.kind.value), "")
    if material.kind is not LetterKind.NOTICE:
        return _decision(material, before)
    made = make_notice(desk, opened, material.agency, auditee, material.day, before)
    return _Prepared(auditee, material.kind, made.view, made.hindrances, canonical(made.view))


def _decision(material: LetterMaterial, before: str) -> _Prepared:
    """A letter of a decision. One that says the same as the one kept before is that one, check code and all."""
    if before:
        told = json.loads(before)["method"]["check_code"]
        same = _Prepared.of(replace(material, check_code=told))
        if same.frozen == before:
            return same
    return _Prepared.of(material)


def _write(letter: _Prepared, folder: Path, formats: Collection[str], templates: Path | None) -> WrittenLetter:
    base = folder / f"{letter.auditee.id}-{_NAMES[letter.kind]}"
    html = pdf = None
    if "html" in formats:
        html = base.with_suffix(".html")
        write_file(html, letter_html(letter.view, templates).encode())
    if "pdf" in formats and _pdf_available():
        pdf = base.with_suffix(".pdf")
        write_file(pdf, letter_pdf(letter.view, templates))
    return WrittenLetter(letter.auditee.id, letter.kind, letter.hindrances, html, pdf, letter.sha256)


_NAMES = {LetterKind.REQUIREMENT: "krav", LetterKind.CLOSED: "avslut", LetterKind.NOTICE: "underrattelse"}
"""What the files are called."""


def _pdf_available() -> bool:
    """Whether PDF can be made; when it cannot, all HTML is written first and the fault is raised last."""
    try:
        expect_available()
    except DocumentFault:
        return False
    return True


def _freeze(desk: Desk, opened: OpenAudit, letters: Sequence[_Prepared]) -> None:
    """Record each view that is not recorded already."""
    kept = {(k.auditee, k.kind): k.sha256 for k in queries.letters(desk.store, opened.audit.id)}
    drafts = []
    for letter in letters:
        auditee, kind = letter.auditee.id, letter.kind.value
        if kept.get((auditee, kind)) != letter.sha256:
            name = subject("letter", opened.audit.id, auditee, kind)
            drafts.append(Draft("letter", name, {"sha256": letter.sha256}, letter.frozen))
    desk.record(drafts)


def refuse_leaks(views: Iterable[tuple[str, dict[str, Json]]]) -> None:
    """Stop where words of a view, named by whom it is about, hold personal details; all places are told.

    Raises:
        DocumentFault: with every place.
    """
    found = [(name, leak) for name, view in views for leak in leaks(view)]
    if found:
        heading = _("Nothing was written: words that would leave hold personal details.")
        raise DocumentFault(
            "\n".join([heading, *(leak_in_words(*f) for f in found)]),
            _("Change the words there, and try again."),
        )


def leak_in_words(auditee: str, leak: Leak) -> str:
    """Where a personal detail stands in a paper about somebody, and of what sort it is, without telling it."""
    return _("{auditee}, {about}, {field}, sign {start}: {sort}").format(
        auditee=auditee,
        about=leak.about or "–",
        field=_(_FIELDS.get(leak.field, leak.field)),
        start=leak.start,
        sort=_(_SORTS[leak.kind]),
    )


def _silent(done: int, of: int, name: str) -> None:
    del done, of, name
