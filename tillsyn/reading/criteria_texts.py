"""Texts and provisions with dates: each read from its file, and the days it leaves uncovered.

Owns dated wordings and legal bases. Leaves the rest of a criterion to `criteria_values`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tillsyn.domain.criteria import DatedText, Wording
from tillsyn.domain.law import Binding, LegalBasis, Verified
from tillsyn.reading.criteria_conditions import read_condition
from tillsyn.reading.criteria_keys import WORDING_KEYS
from tillsyn.reading.keys import Keyed
from tillsyn.reading.tree import Scalar
from tillsyn.reading.tree import Sequence as ListNode

_DAY = timedelta(days=1)


def read_dated_text(keyed: Keyed, name: str) -> DatedText:
    """A text, or its wordings by date; a later one without `from` begins where the one before ends."""
    node = keyed.dated_text(name)
    if isinstance(node, Scalar) and (text := node.text.strip()):
        return DatedText((Wording(text),))
    if not isinstance(node, ListNode):
        if node is not None:
            keyed.fields.text(name)  # which reports what it is instead
        return DatedText(())
    written = [Keyed(f, WORDING_KEYS) for f in keyed.fields.list_of_fields(name) or ()]
    if not written:
        keyed.report("C100", node, key=name)
    wordings: list[Wording] = []
    for number, one in enumerate(written):
        if number == 0:
            wordings.append(_first_wording(one))
        else:
            wordings.append(_next_wording(one, written[number - 1], wordings[-1]))
    if written and wordings[-1].valid_until:
        written[-1].report("C096", written[-1].place("until"))
    return DatedText(tuple(wordings))


def _first_wording(keyed: Keyed) -> Wording:
    wording = _read_wording(keyed)
    if wording.valid_from:
        keyed.report("C095", keyed.place("from"))
    return wording


def _next_wording(keyed: Keyed, previous: Keyed, before: Wording) -> Wording:
    wording = _read_wording(keyed)
    begins = wording.valid_from
    if before.valid_until is None:
        if not previous.has("until"):
            keyed.report("C097", keyed)
    elif begins is None:
        return replace(wording, valid_from=_after(before.valid_until))
    elif begins <= before.valid_until:
        keyed.report("C091", keyed.place("from"), begins=begins, until=before.valid_until)
    elif begins > _after(before.valid_until):
        keyed.report("C092", keyed.place("from"), days=_span(_after(before.valid_until), begins))
    return wording


def _read_wording(keyed: Keyed) -> Wording:
    wording = Wording(keyed.text("text"), keyed.day("from"), keyed.day("until"))
    _check_order(keyed, wording.valid_from, wording.valid_until)
    return wording


def read_legal_basis(keyed: Keyed) -> tuple[LegalBasis, ...]:
    """The provisions of a criterion, in the order of the file."""
    bases = tuple(_read_basis(one) for one in keyed.each("legal_basis"))
    for start, end in _holes(bases):
        keyed.report("C093W", keyed.place("legal_basis"), days=_span(start, end))
    ends = [basis.valid_until for basis in bases]
    if bases and None not in ends:
        keyed.report("C094W", keyed.place("legal_basis"), day=max(end for end in ends if end))
    return bases


def _read_basis(keyed: Keyed) -> LegalBasis:
    basis = LegalBasis(
        keyed.text("act"),
        keyed.text("sfs"),
        keyed.text("provision"),
        keyed.choice("binding", Binding) or Binding.SHOULD,
        keyed.choice("verified", Verified) or Verified.NO,
        keyed.day("from"),
        keyed.day("until"),
        keyed.text("about"),
        read_condition(keyed, written) if (written := keyed.scalar("only_when")) else None,
    )
    _check_order(keyed, basis.valid_from, basis.valid_until)
    return basis


def _check_order(keyed: Keyed, begins: date | None, until: date | None) -> None:
    if begins and until and until < begins:
        keyed.report("C090", keyed.place("until"), begins=begins, until=until)


def _holes(bases: Sequence[LegalBasis]) -> Iterable[tuple[date, date]]:
    """The first uncovered day and the first covered one after it, for every hole between provisions."""
    covered: date | None = None
    for basis in sorted(bases, key=lambda b: b.valid_from or date.min):
        if covered is not None and basis.valid_from and basis.valid_from > covered:
            yield covered, basis.valid_from
        after = date.max if basis.valid_until is None else _after(basis.valid_until)
        covered = after if covered is None else max(covered, after)


def _after(day: date) -> date:
    return day if day == date.max else day + _DAY


def _span(start: date, end: date) -> str:
    """The days from `start` to the one before `end`."""
    return f"{start} – {end - _DAY}"
