"""What one row of a register is called, in every form that sentences need: a file, or an agreement.

Owns the forms for screens, commands and tables, in the language that is spoken; those of letters and the report stand
in `templates/shared/rows.html`. Leaves which of them an audit is about to its criteria (`CriteriaSet.row_unit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tillsyn.language import N_, _

_FORMS: dict[str, dict[str, str]] = {
    "case_file": {
        "row": N_("file"),
        "the_row": N_("the file"),
        "of_row": N_("the file's"),
        "rows": N_("files"),
        "the_rows": N_("the files"),
        "no_row": N_("no file"),
        "asked_here": N_("asked of this file"),
        "not_asked_here": N_("not asked of this file"),
        "asked_everywhere": N_("asked of every file"),
        "case": N_("case"),
        "cases": N_("cases"),
        "a_case": N_("one case"),
        "facts": N_("facts"),
        "register": N_("the register"),
    },
    "agreement": {
        "row": N_("agreement"),
        "the_row": N_("the agreement"),
        "of_row": N_("the agreement's"),
        "rows": N_("agreements"),
        "the_rows": N_("the agreements"),
        "no_row": N_("no agreement"),
        "asked_here": N_("asked of this agreement"),
        "not_asked_here": N_("not asked of this agreement"),
        "asked_everywhere": N_("asked of every agreement"),
        "case": N_("agreement"),
        "cases": N_("agreements"),
        "a_case": N_("one agreement"),
        "facts": N_("particulars"),
        "register": N_("the list"),
    },
    "auditee": {
        "row": N_("auditee"),
        "the_row": N_("the auditee"),
        "of_row": N_("the auditee's"),
        "rows": N_("auditees"),
        "the_rows": N_("the auditees"),
        "no_row": N_("no auditee"),
        "asked_here": N_("asked of the auditee"),
        "not_asked_here": N_("not asked of the auditee"),
        "asked_everywhere": N_("asked of every auditee"),
        "case": N_("auditee"),
        "cases": N_("auditees"),
        "a_case": N_("one auditee"),
        "facts": N_("particulars"),
        "register": N_("the list"),
    },
}

_KINDS = {"committee": N_("committees"), "provider": N_("providers"), "region": N_("regions")}


def auditees(kinds: Iterable[str]) -> str:
    """Kinds of auditee (`AuditeeKind`), as a list of whom a question is put to."""
    return ", ".join(_(_KINDS[kind]) for kind in kinds)


def forms(unit: str) -> Mapping[str, str]:
    """Every form of the noun for a unit (`Unit`), by the names that sentences use; capital at first for {Row}."""
    found = {name: _(word) for name, word in _FORMS[unit].items()}
    return {**found, **{name.capitalize(): word[:1].upper() + word[1:] for name, word in found.items()}}


def put(unit: str, sentence: str, /, **about: object) -> str:
    """`sentence` with the noun for a unit, and what else it tells, in its places; what it tells goes first."""
    return sentence.format(**{**forms(unit), **about})
