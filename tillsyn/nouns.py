"""What one row of a register is called, and what the audited are, in every form that sentences need.

Owns the forms for screens, commands and tables, in the language that is spoken; those of letters and the report stand
in `templates/shared/rows.html` and in the words of each. Leaves which of them an audit is about to its criteria
(`CriteriaSet.row_unit`) and to its auditees (`OpenAudit.kinds`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from tillsyn.language import N_, _, spoken

_FORMS: dict[str, dict[str, str]] = {
    "case_file": {
        "row": N_("file"),
        "a_row": N_("a file"),
        "the_row": N_("the file"),
        "of_row": N_("the file's"),
        "rows": N_("files"),
        "the_rows": N_("the files"),
        "no_row": N_("no file"),
        "asked_here": N_("asked of this file"),
        "not_asked_here": N_("not asked of this file"),
        "asked_everywhere": N_("asked of every file"),
        "case": N_("case"),
        "the_case": N_("the case"),
        "cases": N_("cases"),
        "a_case": N_("one case"),
        "code": N_("case code"),
        "facts": N_("facts"),
        "register": N_("the register"),
    },
    "agreement": {
        "row": N_("agreement"),
        "a_row": N_("an agreement"),
        "the_row": N_("the agreement"),
        "of_row": N_("the agreement's"),
        "rows": N_("agreements"),
        "the_rows": N_("the agreements"),
        "no_row": N_("no agreement"),
        "asked_here": N_("asked of this agreement"),
        "not_asked_here": N_("not asked of this agreement"),
        "asked_everywhere": N_("asked of every agreement"),
        "case": N_("agreement"),
        "the_case": N_("the agreement"),
        "cases": N_("agreements"),
        "a_case": N_("one agreement"),
        "code": N_("agreement code"),
        "facts": N_("particulars"),
        "register": N_("the list"),
    },
    "auditee": {
        "asked_here": N_("asked of {the_kind}"),
        "not_asked_here": N_("not asked of {the_kind}"),
        "asked_everywhere": N_("asked of every auditee"),
        "code": N_("id"),
        "facts": N_("particulars"),
        "register": N_("the list"),
    },
}

_KINDS: dict[str, dict[str, str]] = {
    "committee": {
        "kind": N_("committee"),
        "the_kind": N_("the committee"),
        "of_kind": N_("the committee's"),
        "kinds": N_("committees"),
        "the_kinds": N_("the committees"),
        "no_kind": N_("no committee"),
        "a_kind": N_("one committee"),
        "kind_itself": N_("the committee itself"),
    },
    "provider": {
        "kind": N_("provider"),
        "the_kind": N_("the provider"),
        "of_kind": N_("the provider's"),
        "kinds": N_("providers"),
        "the_kinds": N_("the providers"),
        "no_kind": N_("no provider"),
        "a_kind": N_("one provider"),
        "kind_itself": N_("the provider itself"),
    },
    "region": {
        "kind": N_("region"),
        "the_kind": N_("the region"),
        "of_kind": N_("the region's"),
        "kinds": N_("regions"),
        "the_kinds": N_("the regions"),
        "no_kind": N_("no region"),
        "a_kind": N_("one region"),
        "kind_itself": N_("the region itself"),
    },
    "": {
        "kind": N_("auditee"),
        "the_kind": N_("the auditee"),
        "of_kind": N_("the auditee's"),
        "kinds": N_("auditees"),
        "the_kinds": N_("the auditees"),
        "no_kind": N_("no auditee"),
        "a_kind": N_("one auditee"),
        "kind_itself": N_("the auditee itself"),
    },
}
"""Forms of the noun for a kind of auditee; the last ones where there are several kinds, or none is known yet."""
_COUNTED = {
    "row": "kind",
    "a_row": "a_kind",
    "the_row": "the_kind",
    "of_row": "of_kind",
    "rows": "kinds",
    "the_rows": "the_kinds",
    "no_row": "no_kind",
    "case": "kind",
    "the_case": "the_kind",
    "cases": "kinds",
    "a_case": "a_kind",
}
"""Where the auditees themselves are what is counted, they have the forms of their kind."""


def auditees(kinds: Iterable[str]) -> str:
    """Kinds of auditee (`AuditeeKind`), as a list of whom a question is put to."""
    return ", ".join(_(_KINDS[kind]["kinds"]) for kind in kinds)


def persons(names: Sequence[str]) -> str:
    """Who stands behind what is recorded: one name, or the names of those who shared a seat."""
    *others, last = names or ("",)
    return _("{names} and {last}").format(names=", ".join(others), last=last) if others else last


def forms(unit: str, who: Collection[str] = ()) -> Mapping[str, str]:
    """Every form of the nouns for a unit (`Unit`, or empty) and for kinds of auditee, by the names that sentences use.

    With a capital at first ({Row}, {Kind}) for the beginning of a sentence.
    """
    return _forms(unit, next(iter(who)) if len(set(who)) == 1 else "", spoken())


@lru_cache(maxsize=64)
def _forms(unit: str, kind: str, _language: object) -> Mapping[str, str]:
    """The forms in the language that is spoken, worked out once: a screen of hundreds of rows asks for each."""
    kinds = _KINDS[kind]
    counted = {name: kinds[of] for name, of in _COUNTED.items()} if unit == "auditee" else {}
    named = {name: _(word) for name, word in kinds.items()}
    words = {**kinds, **counted, **_FORMS.get(unit, {})}
    found = {name: _(word).format(**named) for name, word in words.items()}
    return {**found, **{name.capitalize(): word[:1].upper() + word[1:] for name, word in found.items()}}


def put(unit: str, sentence: str, /, who: Collection[str] = (), **about: object) -> str:
    """`sentence` with the nouns for a unit and for `who` is audited, and what else it tells, in their places.

    What it tells goes before the nouns; `who` are kinds of auditee, several of one audit as one noun for all.
    """
    return sentence.format(**{**forms(unit, who), **about})
