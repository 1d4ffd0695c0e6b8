"""The command line's front door: what commands there are, and what becomes of every fault.

Owns the entry point and the exit codes. Commands are imported when called, so that `tillsyn --version` and
`tillsyn criteria check` stay quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from tillsyn import __version__
from tillsyn.cli.base import Call, Command, Group
from tillsyn.errors import ExitCode, TillsynError, UsageFault
from tillsyn.language import N_, _, speak

_COMMANDS = {
    "demo": "demo:demo",
    "criteria": "criteria:criteria",
    "audit": "audit:audit",
    "frame": "frame:frame",
    "sample": "sample:sample",
    "documents": "documents:documents",
    "review": "review:review",
    "answers": "answers:answers",
    "case": "case:case",
    "control": "control:control",
    "remarks": "remarks:remarks",
    "conflicts": "conflicts:conflicts",
    "findings": "findings:findings",
    "letters": "letters:letters",
    "second": "second:second",
    "agreement": "agreement:agreement",
    "compare": "compare:compare",
    "drift": "drift:drift",
    "summary": "summary:summary",
    "report": "report:report",
    "backup": "exchange:backup",
    "merge": "exchange:merge",
    "journal": "journal:journal",
    "calibrate": "calibrate:calibrate",
    "doctor": "doctor:doctor",
}


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"tillsyn {__version__}")
        ctx.exit()


@click.command(
    cls=Group,
    lazy=_COMMANDS,
    invoke_without_command=True,
    help=N_("Supervisory audits of case files.\n\nWithout a command the terminal app opens."),
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=N_("Show the version and stop."),
        )
    ],
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open the app where no command is given."""
    call = ctx.ensure_object(Call)
    if ctx.invoked_subcommand is None:
        from tillsyn.cli.app import open_app

        ctx.exit(open_app(call))


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code and lets nothing through but what --debug asks for."""
    speak(_language(arguments))
    call = Call()
    try:
        _expect_readable(arguments)
        result = cli.main(list(arguments), prog_name="tillsyn", standalone_mode=False, obj=call)
        sys.stdout.flush()  # here, where a reader that has gone is no fault
        return result if isinstance(result, int) else ExitCode.DONE
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        return _misused(error)
    except (BrokenPipeError, SystemExit):  # the latter is what click makes of the former
        return _pipe_closed()
    except TillsynError as fault:
        return _stopped(fault, call)
    except Exception as error:
        return _broken(error, "--debug" in arguments)


def _expect_readable(arguments: Sequence[str]) -> None:
    """Stop where an argument is not UTF-8: it could be neither kept nor shown."""
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError as error:
        raise UsageFault(
            _("The command line holds characters that are not UTF-8."), _("Write or name them otherwise.")
        ) from error


def run() -> None:
    """The entry point of the installed program."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def _open_what_is_closed() -> None:
    """Streams that were closed before the program began hold nothing, and take anything."""
    import os

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, known before the command line is read so that its faults are said in it."""
    import os

    for place, argument in enumerate(arguments):
        if argument == "--lang" and arguments[place + 1 : place + 2] == ["en"]:
            return "en"
        if argument == "--lang=en":
            return "en"
    return "en" if os.environ.get("TILLSYN_LANG") == "en" else "sv"


def _stopped(fault: TillsynError, call: Call) -> int:
    from tillsyn.cli.output import tell_fault

    if call.debug:
        import traceback

        traceback.print_exception(fault)
    tell_fault(fault)
    return fault.exit_code


def _misused(error: click.ClickException) -> int:
    from tillsyn.cli.misuse import sentence
    from tillsyn.cli.output import tell

    tell(sentence(error))
    return ExitCode.USAGE


def _broken(error: Exception, debug: bool) -> int:
    """A fault of ours: say so without content, which could hold personal data."""
    from tillsyn.cli.output import tell

    if debug:
        import traceback

        traceback.print_exception(error)
    tell(
        _("The program broke ({kind}). What was confirmed before this is saved.").format(kind=type(error).__name__)
        + " "
        + _("Run the command again with --debug and send what it shows to those who maintain tillsyn.")
    )
    return 70


def _pipe_closed() -> int:
    import os

    # What was reading has gone; Python would complain again when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


__all__ = ["Command", "cli", "main", "run"]
