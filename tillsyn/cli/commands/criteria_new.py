"""`tillsyn criteria new`: begin a set from a few questions, asked in the terminal or answered by options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import say, shown_path, tell
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import LANGUAGES, N_, _

_READS = {
    Unit.CASE_FILE: N_("case files"),
    Unit.AGREEMENT: N_("agreements"),
    Unit.AUDITEE: N_("the auditees themselves"),
}


@click.command(
    cls=Command,
    help=N_(
        "Begin a criteria set in DIR from a few questions.\n\n"
        "What no option answers is asked for in the terminal. The files pass their check at once, and their comments "
        "teach how to go on. DIR must be empty or missing."
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--id", "set_id", help=N_("The set's id (default: the name of the folder)."))
@click.option("--title", help=N_("What the set is called."))
@click.option("--reads", type=click.Choice([unit.value for unit in Unit]), help=N_("What is read and judged."))
@click.option("--area", "areas", multiple=True, metavar="[ABC=]TITLE", help=N_("An area; may be repeated."))
@click.option("--question", help=N_("The first question, in the first area."))
@click.option("--law", metavar="ACT;NUMBER;PROVISION", help=N_("What the first question rests on; empty for nothing."))
@click.option("--language", type=click.Choice(LANGUAGES), default="sv", help=N_("The language the set is written in."))
@click.pass_obj
def new(
    call: Call,
    folder: Path,
    set_id: str | None,
    title: str | None,
    reads: str | None,
    areas: Sequence[str],
    question: str | None,
    law: str | None,
    language: str,
) -> None:
    """Begin a set."""
    call.expect_no_json()
    from tillsyn.workflow import newset

    newset.expect_room(folder)
    asked = _Asked()
    words = newset.read_words
    answers = newset.NewSetAnswers(
        asked.for_text(set_id, "--id", _("The set's id"), newset.read_id, _usual_id(folder)),
        asked.for_text(title, "--title", _("What is the set called?"), words),
        Unit(reads or asked.for_unit()),
        areas or asked.for_areas(),
        asked.for_text(question, "--question", _("The first question, one that what is read can answer"), words),
        asked.for_text(
            law,
            "--law",
            _("The provision it rests on, such as SoL; 2025:400; 13 kap. 10 § (empty for none yet)"),
            newset.read_law,
            "",
        ),
        language,
    )
    for path in newset.write_set(folder, answers):
        say(shown_path(path))
    tell(_("The set is begun. Check it after every change:"))
    tell(f"  tillsyn criteria check {shown_path(folder)}")


class _Asked:
    """Asks for what no option answered; a wrong answer is explained and asked for again."""

    def for_text(
        self, said: str | None, option: str, words: str, check: Callable[[str], object], usual: str | None = None
    ) -> str:
        """A text that passes `check`, from an option or from the person."""
        if said is None and usual is not None and not sys.stdin.isatty():
            said = usual
        if said is not None:
            _expect_usable(said, option, check)
            return said
        _expect_terminal(option)
        while True:
            sign = " " if words.endswith("?") else ": "
            answer = str(
                click.prompt(words, default=usual, type=str, show_default=bool(usual), err=True, prompt_suffix=sign)
            )
            try:
                check(answer)
            except UsageFault as fault:
                tell(f"{fault.message} {fault.remedy}")
            else:
                return answer

    def for_unit(self) -> str:
        """What is read: chosen by number."""
        choices = {str(n): unit for n, unit in enumerate(_READS, start=1)}
        listed = ", ".join(f"{n} {_(_READS[unit])}" for n, unit in choices.items())
        words = _("What is read? {choices}").format(choices=listed)
        answer = self.for_text(None, "--reads", words, lambda said: _expect_one_of(said, choices), "1")
        return choices[answer.strip()].value

    def for_areas(self) -> list[str]:
        """Areas on one line."""
        words = _("Its areas, with commas between")
        said = self.for_text(None, "--area", words, _read_areas)
        return [area for area in said.split(",") if area.strip()]


def _read_areas(said: str) -> None:
    from tillsyn.workflow.newset import read_area, read_words
    from tillsyn.workflow.newset_texts import NewArea

    read_words(said.replace(",", " "))
    before: list[NewArea] = []
    for area in said.split(","):
        if area.strip():
            before.append(read_area(area, before))


def _expect_usable(said: str, option: str, check: Callable[[str], object]) -> None:
    """Stop where what an option gave cannot be used, and say which option it was."""
    try:
        check(said)
    except UsageFault as fault:
        raise UsageFault(f"{option}: {fault.message}", fault.remedy) from fault


def _expect_one_of(said: str, choices: dict[str, Unit]) -> None:
    if said.strip() not in choices:
        raise UsageFault(_("Write one of the numbers."), ", ".join(choices))


def _expect_terminal(option: str) -> None:
    """Stop a script that left something out: there is nobody to ask."""
    if not sys.stdin.isatty():
        raise UsageFault(
            _("{option} is missing, and there is no terminal to ask in.").format(option=option),
            _("Give --title, --reads, --area, --question and --law. Nothing was written."),
        )


def _usual_id(folder: Path) -> str:
    return folder.resolve().name.lower().replace("_", "-").replace(" ", "-")
