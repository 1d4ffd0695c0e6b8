"""What every command shares: the global options, before or after the command, and help in the person's language.

Owns the classes the commands are made with and `Call`, what was asked for globally. Help texts are msgids,
translated when they are shown. Leaves printing to `cli.output`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from tillsyn.errors import UsageFault
from tillsyn.language import LANGUAGES, N_, _, speak

HELP = N_("Show this help and stop.")


@dataclass
class Call:
    """What was asked for globally; filled in as the options are read, wherever they stand."""

    store: str | None = None
    audit: str | None = None
    actor: str | None = None
    json: bool = False
    debug: bool = False

    def expect_no_json(self) -> None:
        """Stop where --json is asked of a command that has nothing to say in it."""
        if self.json:
            raise UsageFault(_("This command has no --json."), _("Leave it out."))


class _Day(click.DateTime):
    """A date, shown in help as a person writes it."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How a date is written, in the person's language."""
        return _("YYYY-MM-DD")


DAY = _Day()


def column_map(pairs: Sequence[str]) -> dict[str, str]:
    """``COLUMN=FIELD`` pairs as a mapping.

    Raises:
        UsageFault: when one is not written so.
    """
    split = [pair.partition("=") for pair in pairs]
    if any(not sign or not field.strip() for _column, sign, field in split):
        raise UsageFault(_("--map is written COLUMN=FIELD."), _("For example --map Vårdform=insatsform."))
    return {column.strip(): field.strip() for column, _sign, field in split}


def value_map(words: Sequence[str]) -> dict[str, dict[str, str]]:
    """``FACT:WORD=VALUE`` as fact → word → value; the fact ends at the first colon, the value begins after the last =.

    Raises:
        UsageFault: when one is not written so.
    """
    found: dict[str, dict[str, str]] = {}
    for one in words:
        fact, colon, rest = one.partition(":")
        word, sign, value = rest.rpartition("=")
        if not (colon and sign and fact.strip() and word.strip() and value.strip()):
            raise UsageFault(
                _("--value is written FACT:WORD=VALUE."), _("For example --value “utforare:Kommunal regi=egen”.")
            )
        found.setdefault(fact.strip(), {})[word.strip()] = value.strip()
    return found


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value is None or value is False or ctx.resilient_parsing:
        return
    if param.name == "lang":
        speak(str(value))
    else:
        setattr(ctx.ensure_object(Call), str(param.name), value)


def _global_options() -> list[click.Parameter]:
    shared: dict[str, Any] = {"expose_value": False, "callback": _remember}
    return [
        click.Option(["--store"], metavar="PATH", help=N_("The store to work in."), **shared),
        click.Option(
            ["--audit"], metavar="ID", help=N_("The audit to work with, where the store holds several."), **shared
        ),
        click.Option(
            ["--actor"], metavar="NAME", help=N_("Who is working; kept with everything that is recorded."), **shared
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=N_("The language you are spoken to in."),
            is_eager=True,
            **shared,
        ),
        click.Option(["--json"], is_flag=True, help=N_("Answer as JSON, for other programs."), **shared),
        click.Option(["--debug"], is_flag=True, help=N_("Show the whole trace when something breaks."), **shared),
    ]


def _translated(text: str | None) -> str:
    """A help text in the person's language; the catalogue's own header is kept under the empty text."""
    return _(text) if text else ""


def _help_record(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """An option's line in a help text; what click adds to its help is translated too."""
    written, said = option.get_help_record(ctx) or ("", "")
    said = said.replace(option.help or "", _translated(option.help))
    return written, said.replace("[required]", _("[required]"))


class _Spoken(click.Command):
    """Help in the person's language, and the global options on every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, with its help as a msgid."""
        option = super().get_help_option(ctx)
        return option and click.Option(
            option.opts, is_flag=True, is_eager=True, expose_value=False, callback=option.callback, help=HELP
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is written."""
        words = {
            "[OPTIONS]": _("[OPTIONS]"),
            "COMMAND [ARGS]...": _("COMMAND …"),
            "[COMMAND] [ARGS]...": _("[COMMAND] …"),
        }
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's description."""
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in _translated(self.help).split("\n\n"):
                formatter.write_text(paragraph)
                formatter.write_paragraph()

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the description, for lists of commands."""
        return _translated(self.help).split("\n\n")[0].rstrip(".")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        records = [_help_record(option, ctx) for option in self.get_params(ctx) if isinstance(option, click.Option)]
        if records:
            with formatter.section(_("Options")):
                formatter.write_dl(records)


class Command(_Spoken):
    """A command."""


class Group(_Spoken, click.Group):
    """A group of commands, imported when called: name → ``module:object``."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})
        self.command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order they are declared."""
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now if it was not."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _sign, name = self.lazy[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"tillsyn.cli.commands.{module}"), name)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        commands = [(name, command) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in commands])
        super().format_options(ctx, formatter)
