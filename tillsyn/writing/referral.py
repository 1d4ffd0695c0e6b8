"""A criteria set as a table to be sent out for opinions (remiss): one row a criterion, and room for the answer.

Owns what the columns hold. Leaves files to `workflow.referral`, and CSV and XLSX to `writing.exports`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tillsyn import __version__
from tillsyn.domain.criteria import CriteriaSet, Criterion, DatedText, Requirement, Wording
from tillsyn.domain.law import Binding, LegalBasis, Verified
from tillsyn.domain.tables import Cell, Column, Table
from tillsyn.language import N_, _, speaking
from tillsyn.writing.conditions import in_words

# Key, heading, and width in characters: together what a landscape page and a wide screen hold.
_COLUMNS = (
    ("id", N_("Id"), 9),
    ("area", N_("Area"), 16),
    ("question", N_("Question"), 40),
    ("guidance", N_("Guidance"), 55),
    ("answers", N_("Answers"), 16),
    ("asked_when", N_("Asked when"), 28),
    ("law_before", N_("Law before"), 34),
    ("law_now", N_("Law now"), 34),
    ("requirement", N_("Requirement or advice"), 42),
    ("opinion", N_("Opinion"), 40),
    ("proposal", N_("Proposed wording"), 40),
)
WIDTHS: Mapping[str, int] = {key: width for key, _title, width in _COLUMNS}
_VERIFIED = {Verified.TEXT: N_("text read"), Verified.NUMBER: N_("number checked"), Verified.NO: N_("not verified")}


def referral_table(criteria: CriteriaSet, sha256: str) -> Table:
    """The whole set, in the language it is written in; the last two columns are empty."""
    with speaking(criteria.language):
        return Table(
            criteria.id,
            f"{criteria.title}, {criteria.version}",
            tuple(Column(key, _(title)) for key, title, _width in _COLUMNS),
            tuple(_row(criteria, criterion) for criterion in criteria.criteria),
            about=(("criteria", f"{criteria.id} {criteria.version} {sha256}"), ("program", f"tillsyn {__version__}")),
        )


def _row(criteria: CriteriaSet, criterion: Criterion) -> tuple[Cell, ...]:
    areas = {area.id: area.title for area in criteria.areas}
    requirement = criteria.requirement.get(criterion.requirement or "")
    before = [basis for basis in criterion.legal_basis if basis.valid_until]
    now = [basis for basis in criterion.legal_basis if not basis.valid_until]
    return (
        criterion.id,
        areas[criterion.area],
        _wordings(criterion.question),
        _wordings(criterion.guidance),
        "\n".join(step.label for step in criteria.scale_of(criterion).steps),
        _asked(criteria, criterion),
        _law(criteria, before),
        _law(criteria, now),
        _requirement(requirement) if requirement else "",
        "",
        "",
    )


def _asked(criteria: CriteriaSet, criterion: Criterion) -> str:
    if criterion.applies_when is None:
        return _("Always")
    words = in_words(criteria, criterion.applies_when)
    return words[:1].upper() + words[1:]


def _wordings(text: DatedText) -> str:
    """A text, or its wordings, each after the days it is used."""
    if len(text.wordings) == 1:
        return text.wordings[0].text
    return "\n\n".join(f"[{_days(wording)}] {wording.text}" for wording in text.wordings)


def _days(dated: Wording | LegalBasis) -> str:
    since = _("from {day}").format(day=dated.valid_from) if dated.valid_from else ""
    until = _("until {day}").format(day=dated.valid_until) if dated.valid_until else ""
    return ", ".join(filter(None, (since, until)))


def _law(criteria: CriteriaSet, bases: Iterable[LegalBasis]) -> str:
    return "\n".join(_basis(criteria, basis) for basis in bases)


def _basis(criteria: CriteriaSet, basis: LegalBasis) -> str:
    """A provision: citation, binding, days, how far it is verified, whom it holds for and what it says."""
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    said = ", ".join(filter(None, (binding, _days(basis), _(_VERIFIED[basis.verified]))))
    only = _(" Only when {condition}.").format(condition=in_words(criteria, basis.only_when)) if basis.only_when else ""
    return f"{basis.citation} ({said}).{only}{f' {basis.about}' if basis.about else ''}"


def _requirement(requirement: Requirement) -> str:
    parts = [f"{requirement.id} {_wordings(requirement.title)}"]
    if requirement.text:
        parts.append(_("Requirement: {text}").format(text=_wordings(requirement.text)))
    if requirement.advice:
        parts.append(_("Advice: {text}").format(text=_wordings(requirement.advice)))
    return "\n".join(parts)
