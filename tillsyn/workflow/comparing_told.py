"""Two audits beside each other, told: what differs and how, as a table, plain values and words.

Owns the words. Leaves matching to `workflow.comparing`, and words of agreement to `workflow.agreement_told`.
"""

from __future__ import annotations

from tillsyn.domain.criteria import Meaning
from tillsyn.domain.tables import Cell, Column, Table, table_of
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.workflow.agreement import By
from tillsyn.workflow.agreement_told import MEANINGS, Telling, agreement_json, decimals
from tillsyn.workflow.basis import ROWS, basis
from tillsyn.workflow.comparing import Compared, Difference, Direction
from tillsyn.writing.exports import table_file

_DIRECTIONS = {
    Direction.HIGHER: N_("higher"),
    Direction.LOWER: N_("lower"),
    Direction.OTHERWISE: N_("otherwise"),
}


def comparison_file(found: Compared, form: str, telling: Telling) -> bytes:
    """The comparison as a terminal (table), a spreadsheet (csv) or a program (json) takes it."""
    return table_file(differences_table(found), form, comparison_json(found, telling))


def differences_table(found: Compared) -> Table:
    """A row per difference, in the order of files and questions."""
    unit, who = found.this.criteria.counted_unit, found.this.kinds
    columns = [
        Column("auditee", put(unit, "{Kind}", who)),
        Column("case", put(unit, "{Case}", who)),
        Column("criterion", _("Criterion")),
        Column("this", found.this.audit.id),
        Column("other", found.other.audit.id),
        Column("direction", _("The other one is")),
        Column("comment_this", _("Comment in {audit}").format(audit=found.this.audit.id)),
        Column("comment_other", _("Comment in {audit}").format(audit=found.other.audit.id)),
    ]
    title = _("Differences between {this} and {other}").format(
        this=found.this.audit.title, other=found.other.audit.title
    )
    about = basis(found.this, found.other, **{ROWS[unit]: found.files})
    return table_of("compare", title, columns, [_record(one) for one in found.differences], about=about)


def comparison_json(found: Compared, telling: Telling) -> dict[str, object]:
    """The comparison as plain values; keys as in docs/formats.md."""
    return {
        "this": found.this.audit.id,
        "other": found.other.audit.id,
        "files": found.files,
        "higher": found.count(Direction.HIGHER),
        "lower": found.count(Direction.LOWER),
        "otherwise": found.count(Direction.OTHERWISE),
        "only_this": [{"auditee": auditee, "case": case} for auditee, case in found.only_this],
        "only_other": [{"auditee": auditee, "case": case} for auditee, case in found.only_other],
        "not_comparable": list(found.not_comparable),
        "agreement": agreement_json(found.this, found.agreements(By.CRITERION), telling),
        "differences": [_difference_json(one) for one in found.differences],
    }


def comparison_words(found: Compared) -> tuple[str, ...]:
    """The comparison in a few sentences."""
    unit, who = found.this.criteria.counted_unit, found.this.kinds
    judged = sum(pair.both for pair in found.pairs)
    same = judged - len(found.differences)
    share = f" ({decimals(100 * same / judged, 1)} %)" if judged else ""
    lines = [
        put(unit, _("{files} {rows} and {judged} judgements are in both; {same} are alike{share}."), who,
            files=found.files, judged=judged, same=same, share=share),
        _higher(found),
    ]  # fmt: skip
    if found.only_this or found.only_other:
        lines.append(
            put(unit, _("Only in {this}: {n} {rows}. Only in {other}: {m} {rows}."), who,
                this=found.this.audit.id, other=found.other.audit.id, n=len(found.only_this), m=len(found.only_other))
        )  # fmt: skip
    if found.not_comparable:
        lines.append(
            _("Not comparable, since the question has changed: {ids}.").format(ids=", ".join(found.not_comparable))
        )
    return tuple(lines)


def agreement_title(found: Compared) -> str:
    """What a table of their agreement is called."""
    return _("Agreement between {this} and {other}").format(this=found.this.audit.id, other=found.other.audit.id)


def _higher(found: Compared) -> str:
    sentence = _("{other} rates higher in {higher}, lower in {lower}, otherwise in {otherwise} of them.")
    if found.other_is_self_audit:
        sentence = _(
            "The self-audit rates itself higher in {higher}, lower in {lower}, otherwise in {otherwise} of them."
        )
    counts = {direction.value: found.count(direction) for direction in Direction}
    return sentence.format(other=found.other.audit.id, **counts)


def _record(one: Difference) -> dict[str, Cell]:
    return {
        "auditee": one.pair.file[0],
        "case": one.pair.file[1] or "–",
        "criterion": one.pair.criterion.id,
        "this": _said(one.pair.first),
        "other": _said(one.pair.second),
        "direction": _(_DIRECTIONS[one.direction]),
        "comment_this": one.comments[0],
        "comment_other": one.comments[1],
    }


def _difference_json(one: Difference) -> dict[str, object]:
    return {
        "auditee": one.pair.file[0],
        "case": one.pair.file[1],
        "criterion": one.pair.criterion.id,
        "this": one.pair.first,
        "other": one.pair.second,
        "direction": one.direction.value,
        "comments": list(one.comments),
    }


def _said(meaning: Meaning | None) -> str:
    return _(MEANINGS[meaning]) if meaning else ""
