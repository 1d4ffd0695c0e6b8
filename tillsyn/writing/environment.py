"""Templates into text: a sandbox where people's words are never markup and an unknown name stops.

Owns the environment, where templates are looked for, and the sentence about what is wrong in one. Leaves what
the templates are given to `writing.views`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tillsyn.domain.entries import Json
from tillsyn.errors import DocumentFault
from tillsyn.language import _
from tillsyn.resources import places
from tillsyn.writing.words import FILTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_PARTS = ("letters", "report", "form", "protocol", "case_protocol", "shared", "fonts")


def render(template: str, view: Mapping[str, Json], templates: Path | None = None) -> str:
    """The text that `template` makes of `view`; `templates` is a folder that is looked in first.

    Raises:
        DocumentFault: when the template is missing or faulty, or names something the view does not have.
    """
    from jinja2 import TemplateError

    try:
        return environment(_places(templates)).get_template(template).render(view=view)
    except TemplateError as error:
        raise _fault(error, template) from error
    except (OverflowError, MemoryError, ValueError, TypeError, ArithmeticError) as error:
        raise _broken(template, _line(error), type(error).__name__) from error


def source(name: str, templates: Path | None = None) -> str:
    """The text of a file beside the templates, such as a style sheet.

    Raises:
        DocumentFault: when there is none.
    """
    for place in _places(templates):
        if (found := place / name).is_file():
            return found.read_text(encoding="utf-8")
    raise _missing(name)


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """The sandbox for one choice of folders."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            del context, left, right
            raise SecurityError(f"{operator} is not for templates: it could fill the memory")

    sandbox = Sandbox(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined)
    del sandbox.filters["safe"]
    sandbox.globals.clear()
    sandbox.filters.update(FILTERS)
    return sandbox


def _places(templates: Path | None) -> tuple[Path, ...]:
    """The folders there are, in order; what a person's own folder lacks is taken from what came with the program.

    Raises:
        DocumentFault: when the person's folder holds nothing of ours, so that it would be passed over in silence.
    """
    bundled = places("templates")
    if templates and not any((templates / part).is_dir() for part in _PARTS):
        raise DocumentFault(
            _("There are no templates in {folder}.").format(folder=templates),
            _("Give a folder that holds letters/ or report/, as README.md beside the templates tells."),
        )
    if templates:
        return (templates, bundled[-1])
    return tuple(place for place in bundled if place.is_dir())  # compiled anew for every choice of folders


def _fault(error: TemplateError, template: str) -> DocumentFault:
    """The sentence about a faulty template."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateNotFound):
        return _missing(str(error.name or template))
    if isinstance(error, TemplateSyntaxError):
        return _broken(error.name or template, error.lineno, error.message or "")
    if isinstance(error, UndefinedError):
        return DocumentFault(
            _("The template {template}, line {line}, names something that does not exist: {name}.").format(
                template=_where(error, template), line=_line(error), name=error.message
            ),
            _("Mend the template. README.md beside the templates lists what a letter knows."),
        )
    return _broken(_where(error, template), _line(error), error.message or type(error).__name__)


def _missing(name: str) -> DocumentFault:
    return DocumentFault(
        _("The template {template} is missing.").format(template=name),
        _("Check the folder given with --templates, or reinstall the program."),
    )


def _broken(template: str, line: int, reason: str) -> DocumentFault:
    return DocumentFault(
        _("The template {template}, line {line}, cannot be used: {reason}.").format(
            template=template, line=line, reason=reason.rstrip(".")
        ),
        _("Mend the template. README.md beside the templates lists what a letter knows."),
    )


def _frames(error: BaseException) -> list[tuple[str, int]]:
    """(file, line) of the frames of `error` that stand in templates, outermost first."""
    found, frame = [], error.__traceback__
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if not name.endswith(".py") and not name.startswith("<"):
            found.append(("/".join(Path(name).parts[-2:]), frame.tb_lineno))
        frame = frame.tb_next
    return found


def _line(error: BaseException) -> int:
    frames = _frames(error)
    return frames[-1][1] if frames else 0


def _where(error: BaseException, template: str) -> str:
    frames = _frames(error)
    return frames[-1][0] if frames else template
