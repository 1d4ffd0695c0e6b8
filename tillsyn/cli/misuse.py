"""What is said when a command is written wrongly, in the person's language.

Owns the sentences for click's own faults; click speaks English alone.
"""

from __future__ import annotations

import click

from tillsyn.domain.text import one_line
from tillsyn.language import _


def sentence(error: click.ClickException) -> str:
    """What is wrong with the command line, and where help is to be had."""
    return f"{_what(error)} {_where_help_is(error)}".strip()


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = _("Did you mean {names}?").format(names=", ".join(error.possibilities)) if error.possibilities else ""
        return f"{_('There is no option {name}.').format(name=one_line(error.option_name))} {near}".strip()
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("{name} is missing.").format(name=_name(error.param))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _("The value of {name} does not fit: {reason}").format(name=_name(error.param), reason=_reason(error))
    if isinstance(error, click.BadOptionUsage):
        return _("The option {name} needs a value.").format(name=error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _("There is no such command: {name}.").format(name=one_line(error.command_name))
    if error.message.startswith("Got unexpected extra"):
        return _("There are more words than the command takes.")
    if error.message.startswith("Missing command"):
        return _("A command is missing.")
    return one_line(error.message)


def _reason(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return _("choose one of {values}.").format(values=", ".join(str(choice) for choice in kind.choices))
    if isinstance(kind, click.Path):
        return _("there is no such file or folder, or it cannot be read.")
    if isinstance(kind, click.DateTime):
        return _("write the date as YYYY-MM-DD.")
    if isinstance(kind, click.types.IntParamType | click.IntRange):
        return _("write a whole number within bounds.")
    return one_line(error.message)


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.make_metavar(click.Context(click.Command("x"))).removesuffix("...")


def _where_help_is(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    return _("See “{command} --help”.").format(command=context.command_path)
