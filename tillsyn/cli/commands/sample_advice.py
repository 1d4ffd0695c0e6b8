"""`tillsyn sample advice`: how large a sample should be, before it is drawn."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, say_json, say_table
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.workflow.advice import Advice


@click.command(cls=Command, help=N_("Say what a sample of some size will see, before it is drawn."))
@click.option("--frame-size", type=click.IntRange(1), metavar="N", help=N_("How many files there are in all."))
@click.option("--auditee", metavar="ID", help=N_("Take the number of files from this auditee's register."))
@click.option("--size", type=click.IntRange(1), help=N_("Files to read (default: what the criteria propose, or 10)."))
@click.option(
    "--two-stage", nargs=3, type=int, metavar="MORE PASS FAIL", help=N_("How a plan of two steps would judge.")
)
@click.pass_obj
def advice(
    call: Call, frame_size: int | None, auditee: str | None, size: int | None, two_stage: tuple[int, int, int] | None
) -> None:
    """Advise on size."""
    from tillsyn.domain.plans import Steps
    from tillsyn.workflow import advice as workflow

    if (frame_size is None) == (auditee is None):
        raise UsageFault(_("How many files are there?"), _("Give --frame-size N or --auditee ID, one of them."))
    unit = Unit.CASE_FILE
    if auditee is not None:
        with audit_of(call) as (desk, opened):
            unit = opened.criteria.row_unit
            frame_size = workflow.files_of(desk, opened, auditee)
            size = size or opened.criteria.sampling.size
    told = workflow.advise(frame_size or 1, size or 10, Steps(*two_stage) if two_stage else None, unit)
    if call.json:
        say_json(_json(told))
    else:
        _say(told)


def _say(told: Advice) -> None:
    from tillsyn.workflow.advice import percent

    say(told.sentence)
    say()
    say_table(
        [_("if so many lack it"), put(told.unit, "{rows}"), _("seen at least once")],
        [(row.words(told.unit), row.lacking, f"{percent(row.chance)} %") for row in told.seen],
    )
    say()
    say_table(
        [
            put(told.unit, _("{rows} read")),
            _("every tenth seen"),
            _("every fifth seen"),
            _("none lacks: at most"),
            _("a fifth lacks: between"),
        ],
        [
            (
                row.size, f"{percent(row.tenth)} %", f"{percent(row.fifth)} %", row.none_lacking.high,
                f"{row.fifth_lacking.low}–{row.fifth_lacking.high}",
            )
            for row in told.sizes
        ],
    )  # fmt: skip
    say()
    for margin, size in told.margins:
        sentence = _("For a share within ± {margin} points, 95 % sure: {n} {rows}, by n₀/(1 + n₀/N).")
        say(put(told.unit, sentence, margin=int(100 * margin), n=size))
    if told.smallest:
        say(_("To pass 10 % lacking nine times in ten and 40 % once in ten: read {n}, pass {c} lacking.").format(
            n=told.smallest.size, c=told.smallest.most
        ))  # fmt: skip
    _say_steps(told)


def _say_steps(told: Advice) -> None:
    from tillsyn.workflow.advice import percent

    rows = [
        (f"{percent(row.share)} %", row.lacking, *(f"{percent(part)} %" for part in
         (row.two.clear_pass, row.two.second_step, row.two.clear_fail)), f"{float(row.two.expected):.1f}")
        for row in told.steps if row.two
    ]  # fmt: skip
    if rows:
        say()
        counted, read = put(told.unit, "{rows}"), put(told.unit, _("{rows} read"))
        say_table([_("lack it"), counted, _("clear pass"), _("second step"), _("clear fail"), read], rows)


def _json(told: Advice) -> dict[str, object]:
    """Chances as numbers with four decimals: they are read, not reckoned on."""
    return {
        "files": told.files,
        "size": told.size,
        "sentence": told.sentence,
        "seen": [{"share": _f(s.share), "lacking": s.lacking, "chance": _f(s.chance)} for s in told.seen],
        "sizes": [
            {
                "size": row.size,
                "tenth_seen": _f(row.tenth),
                "fifth_seen": _f(row.fifth),
                "none_lacking_at_most": row.none_lacking.high,
                "fifth_lacking_low": row.fifth_lacking.low,
                "fifth_lacking_high": row.fifth_lacking.high,
            }
            for row in told.sizes
        ],
        "margins": [{"margin": _f(margin), "size": size} for margin, size in told.margins],
        "smallest": {"size": told.smallest.size, "accept": told.smallest.most} if told.smallest else None,
        "two_stage": [
            {
                "share": _f(row.share),
                "lacking": row.lacking,
                "clear_pass": _f(row.two.clear_pass),
                "second_step": _f(row.two.second_step),
                "clear_fail": _f(row.two.clear_fail),
                "files_read": _f(row.two.expected),
            }
            for row in told.steps
            if row.two
        ],
    }


def _f(value: Fraction) -> float:
    return round(float(value), 4)
