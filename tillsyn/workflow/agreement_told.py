"""Agreement as tables, plain values and words.

Owns what is told of the figures, and when they are too few to be told. Leaves the figures to `domain.agreement` and
grouping to `workflow.agreement`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tillsyn.domain.agreement import FEW_FILES, VERY_FEW_FILES, Agreed, Coefficient, Strength, strength
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.tables import Cell, Column, Table, table_of
from tillsyn.domain.text import swedish_key
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.workflow.agreement import Agreements, By, GroupAgreed
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.basis import ROWS, basis
from tillsyn.writing.exports import table_file

NOT_DEFINED = N_("not defined")
STRENGTHS = {
    Strength.POOR: N_("poor agreement"),
    Strength.FAIR: N_("fair agreement"),
    Strength.MODERATE: N_("moderate agreement"),
    Strength.GOOD: N_("good agreement"),
    Strength.VERY_GOOD: N_("very good agreement"),
}
MEANINGS = {
    Meaning.MET: N_("yes"),
    Meaning.PARTLY: N_("partly"),
    Meaning.UNMET: N_("no"),
    Meaning.NOT_APPLICABLE: N_("not applicable"),
    Meaning.CANNOT_JUDGE: N_("cannot be judged"),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """How agreement is told: with every figure however few the files, and with the readers' names or without.

    Names stand on the audit's own screen alone; what leaves it has numbers in their place.
    """

    every_figure: bool = False
    names: bool = True
    most: int = 0
    """So many sorts of differences at most, for the width of a screen; 0 is all of them."""
    title: str = ""
    """What the table is called, where it is not about two readings."""

    def tells_percent(self, group: GroupAgreed) -> bool:
        """Whether there are files enough for a per cent."""
        return self.every_figure or group.files >= VERY_FEW_FILES

    def tells_measures(self, group: GroupAgreed) -> bool:
        """Whether there are files enough for AC1, kappa and alpha."""
        return self.every_figure or group.files >= FEW_FILES


def agreement_file(opened: OpenAudit, found: Agreements, form: str, telling: Telling) -> bytes:
    """Agreement as a terminal (table), a spreadsheet (csv) or a program (json) takes it."""
    return table_file(agreement_table(opened, found, telling), form, agreement_json(opened, found, telling))


def agreement_table(opened: OpenAudit, found: Agreements, telling: Telling) -> Table:
    """A row per group, and one for the whole."""
    unit = opened.criteria.counted_unit
    columns = [
        Column("id", {By.CRITERION: _("Criterion"), By.AREA: _("Area"), By.PAIR: _("Readers")}[found.by]),
        Column("files", put(unit, "{Rows}", opened.kinds)),
        Column("judgements", _("Judgements")),
        Column("same", _("Alike")),
        Column("percent", _("Per cent")),
        Column("ac1", "AC1"),
        Column("low", _("from")),
        Column("high", _("to")),
        Column("kappa", "Kappa"),
        Column("alpha", _("Alpha")),
        Column("in_words", _("In words")),
        Column("differences", _("Differences")),
    ]
    records = [_record(opened, group, telling, name) for name, group in _named(found, telling)]
    title = telling.title or _("Agreement between first and second reading")
    about = basis(opened, **{ROWS[unit]: found.whole.files if found.whole else 0})
    return table_of("agreement", title, columns, records, about=about)


def agreement_json(opened: OpenAudit, found: Agreements, telling: Telling) -> list[dict[str, object]]:
    """The same as plain values, with the counts as a table; keys as in docs/formats.md."""
    return [
        {
            "id": name,
            "title": group.title if group.readers == ("", "") else "",
            "files": group.files,
            "judgements": group.agreed.units,
            "same": group.agreed.same,
            "raw": float(group.agreed.raw) if telling.tells_percent(group) else None,
            **_measures_json(group.agreed, telling.tells_measures(group)),
            "categories": list(group.agreed.categories),
            "counts": [list(row) for row in group.agreed.table],
            "in_words": agreement_words(opened, group, telling),
        }
        for name, group in _named(found, telling)
    ]


def agreement_words(opened: OpenAudit, group: GroupAgreed, telling: Telling) -> str:
    """What a group's figures mean, in a sentence or two."""
    unit, who = opened.criteria.counted_unit, opened.kinds
    alone = [_("the same person twice")] if group.readers[0] and group.readers[0] == group.readers[1] else []
    if not telling.tells_percent(group):
        return "; ".join([*alone, put(unit, _("fewer than {n} {rows}: only counts"), who, n=VERY_FEW_FILES)])
    if not telling.tells_measures(group):
        return "; ".join([*alone, put(unit, _("fewer than {n} {rows}: only counts and per cent"), who, n=FEW_FILES)])
    words = [*alone]
    words += [_(STRENGTHS[strength(group.agreed.ac1.value)])] if group.agreed.ac1 else []
    if group.agreed.alpha is None:
        words.append(_("all judged the same, so that kappa and alpha are not defined"))
    elif group.agreed.ac1 and group.agreed.kappa and group.agreed.ac1.value - group.agreed.kappa.value > Fraction(2, 5):
        words.append(_("kappa is low because nearly all judgements are the same"))
    return "; ".join(words)


def difference_words(found: Agreed, most: int = 0) -> str:
    """How two differ and how often, the most frequent first: “ja–delvis 2, nej–ej tillämpligt 1”; all, or `most`."""
    cells = [
        (times, row, column)
        for row, counts in enumerate(found.table)
        for column, times in enumerate(counts)
        if times and row != column
    ]
    named = [_(MEANINGS[Meaning(name)]) for name in found.categories]
    ordered = sorted(cells, key=lambda cell: (-cell[0], cell[1], cell[2]))
    shown = ordered[: most or None]
    words = ", ".join(f"{named[row]}–{named[column]} {times}" for times, row, column in shown)
    rest = sum(times for times, _row, _column in ordered[len(shown) :])
    return _("{words}, others {n}").format(words=words, n=rest) if rest else words


def whole_words(opened: OpenAudit, found: Agreements, telling: Telling) -> tuple[str, ...]:
    """The whole in a few sentences."""
    unit, who, whole = opened.criteria.counted_unit, opened.kinds, found.whole
    if whole is None:
        return (put(unit, _("{No_row} is read by two yet."), who),)
    n, counts = whole.files, whole.agreed
    read = put(unit, ngettext("{n} {row} is read twice.", "{n} {rows} are read twice.", n), who, n=n)
    sentence = _("{same} of {units} judgements are alike.")
    if telling.tells_percent(whole):
        sentence = _("{same} of {units} judgements are alike ({percent} %).")
    percent = decimals(100 * counts.raw, 1)
    lines = [f"{read} {sentence.format(same=counts.same, units=counts.units, percent=percent)}"]
    if telling.tells_measures(whole) and counts.ac1:
        lines.append(_measure_words(counts.ac1))
    else:
        lines.append(_capital(agreement_words(opened, whole, telling)) + ".")
    lines.append(
        put(unit, _("Judgements of the same {row} hang together: over several criteria intervals are too narrow."), who)
    )
    return tuple(lines)


def decimals(value: Fraction | float, digits: int = 2) -> str:
    """A number as people write it, with so many decimals."""
    text = f"{float(value):.{digits}f}"
    if not float(text):
        text = text.lstrip("-")
    whole, _sign, tenths = text.partition(".")
    return _("{whole}.{tenths}").format(whole=whole, tenths=tenths) if tenths else whole


def _measure_words(ac1: Coefficient) -> str:
    words = _capital(_(STRENGTHS[strength(ac1.value)]))
    if ac1.low is None or ac1.high is None:
        return f"{words} (AC1 {decimals(ac1.value)})."
    return _("{words} (AC1 {value}; between {low} and {high} with 95 % confidence).").format(
        words=words, value=decimals(ac1.value), low=decimals(ac1.low), high=decimals(ac1.high)
    )


def _named(found: Agreements, telling: Telling) -> Iterable[tuple[str, GroupAgreed]]:
    """Every group under the name it is told by, and the whole last."""
    numbers = _numbers(found.groups)
    for group in found.groups:
        if telling.names or found.by is not By.PAIR:
            yield group.id, group
        else:
            yield " – ".join(_("reader {n}").format(n=numbers[name]) for name in group.readers), group
    if found.whole:
        yield _("in all"), found.whole


def _numbers(groups: Sequence[GroupAgreed]) -> dict[str, int]:
    names = sorted({name for group in groups for name in group.readers}, key=swedish_key)
    return {name: number for number, name in enumerate(names, start=1)}


def _record(opened: OpenAudit, group: GroupAgreed, telling: Telling, name: str) -> dict[str, Cell]:
    figures = group.agreed
    ac1, measures = figures.ac1, telling.tells_measures(group)
    return {
        "id": name,
        "files": group.files,
        "judgements": figures.units,
        "same": figures.same,
        "percent": decimals(100 * figures.raw, 1) if telling.tells_percent(group) else "",
        "ac1": _measure(ac1.value if ac1 else None, measures),
        "low": decimals(ac1.low) if measures and ac1 and ac1.low is not None else "",
        "high": decimals(ac1.high) if measures and ac1 and ac1.high is not None else "",
        "kappa": _measure(figures.kappa.value if figures.kappa else None, measures),
        "alpha": _measure(figures.alpha, measures),
        "in_words": agreement_words(opened, group, telling),
        "differences": difference_words(figures, telling.most),
    }


def _measure(value: Fraction | None, told: bool) -> str:
    if not told:
        return ""
    return _(NOT_DEFINED) if value is None else decimals(value)


def _measures_json(found: Agreed, told: bool) -> dict[str, object]:
    ac1 = found.ac1 if told else None
    kappa = found.kappa if told else None
    return {
        "enough": told,
        "ac1": float(ac1.value) if ac1 else None,
        "ac1_error": ac1.error if ac1 else None,
        "ac1_low": ac1.low if ac1 else None,
        "ac1_high": ac1.high if ac1 else None,
        "kappa": float(kappa.value) if kappa else None,
        "kappa_error": kappa.error if kappa else None,
        "alpha": float(found.alpha) if told and found.alpha is not None else None,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
