"""HTML into PDF/UA-1 by WeasyPrint 68–70, which is handed everything and may fetch nothing.

Owns what is bound to that library: its import and its missing system libraries, the fetcher, the bundled fonts.
Leaves the HTML to others, and mending the tags to `writing.pdf_tags`.
"""

from __future__ import annotations

import atexit
import base64
import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from tillsyn.errors import DocumentFault
from tillsyn.language import _
from tillsyn.resources import bundled
from tillsyn.writing.pdf_tags import finish

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/ua-1"
_URL = re.compile(r"""url\((["']?)(?!data:)([\w./-]+)\1\)""")
_SLOW_SUBSETTER = "HarfBuzz-Subset"
"""Named in warnings where libharfbuzz-subset is missing: fonts are then cut down by fontTools, 2.4 times slower."""
_MIME = {".otf": "font/otf", ".ttf": "font/ttf", ".woff2": "font/woff2"}


def pdf_of(html: str, css: str) -> bytes:
    """The PDF of an HTML text under a style sheet; the same texts give the same bytes.

    Raises:
        DocumentFault: when the PDF library is missing, or the HTML asks for something it cannot have.
    """
    fetcher = _fetcher()
    from weasyprint import HTML

    with _warnings_stop(), _fixed_font_time():
        sheets = [_fonts(), _stylesheet(css)]
        document = HTML(string=html, url_fetcher=fetcher).render(stylesheets=sheets, font_config=_font_config())
        return bytes(document.write_pdf(finisher=finish, pdf_variant=VARIANT))


def expect_available() -> None:
    """Do nothing where PDF can be made.

    Raises:
        DocumentFault: where it cannot, with what to install.
    """
    try:
        # Without Pango the library prints a hint of its own, in English, at every attempt.
        with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            warnings.filterwarnings("ignore", message=_SLOW_SUBSETTER)
            import weasyprint  # noqa: F401 - the import itself is what is tried: it loads Pango
    except (ImportError, OSError) as error:
        raise DocumentFault(
            _("PDF cannot be made here: the library Pango is missing."),
            _(
                "Install it (Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
                "macOS: brew install pango; Windows: see the user's guide). HTML can be written without it."
            ),
        ) from error


@lru_cache(maxsize=1)
def _fetcher() -> URLFetcher:
    """A fetcher that gives out data: alone, and stops the document at anything else."""
    expect_available()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class DataOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.lower().startswith("data:"):
                raise FatalURLFetchingError("the document asks for something outside itself")
            return super().fetch(url, headers)

    return DataOnly(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


@lru_cache(maxsize=1)
def _font_config() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_forget)
    return FontConfiguration()


def _forget() -> None:
    """Let go of the fonts while the modules they clean up with are still there: else the exit would be noisy."""
    for kept in (_stylesheet, _fonts, _font_config):
        kept.cache_clear()


@lru_cache(maxsize=1)
def _fonts() -> CSS:
    """The bundled fonts, handed over as data."""
    folder = bundled("templates")
    return _parsed(_embedded((folder / "fonts" / "fonts.css").read_text(encoding="utf-8"), folder))


@lru_cache(maxsize=8)
def _stylesheet(css: str) -> CSS:
    return _parsed(css)


def _parsed(css: str) -> CSS:
    from weasyprint import CSS

    return CSS(string=css, font_config=_font_config(), url_fetcher=_fetcher())


def _embedded(css: str, folder: Path) -> str:
    """`css` with every file it names put into it as data."""

    def data(hit: re.Match[str]) -> str:
        path = folder / hit[2]
        encoded = base64.b64encode(path.read_bytes()).decode("ascii")
        return f'url("data:{_MIME[path.suffix]};base64,{encoded}")'

    return _URL.sub(data, css)


@contextmanager
def _warnings_stop() -> Iterator[None]:
    """Everything WeasyPrint would only log stops the document: a hole in a letter is worse than no letter."""
    from weasyprint.urls import FatalURLFetchingError

    log = logging.getLogger("weasyprint")
    listener, propagate = _Stop(logging.WARNING), log.propagate
    log.addHandler(listener)
    log.propagate = False
    try:
        yield
    except FatalURLFetchingError as error:
        raise _refused(_("it asks for something outside itself")) from error
    finally:
        log.removeHandler(listener)
        log.propagate = propagate


@contextmanager
def _fixed_font_time() -> Iterator[None]:
    """Keep the time of day out of fonts that fontTools cuts down, or the same letter would not be the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Stop(logging.Handler):
    """Turns a warning into a fault, unless it is only about speed."""

    def emit(self, record: logging.LogRecord) -> None:
        if _SLOW_SUBSETTER not in record.getMessage():
            raise _refused(record.getMessage()[:160])


def _refused(reason: str) -> DocumentFault:
    return DocumentFault(
        _("The PDF could not be made: {reason}.").format(reason=reason.rstrip(".")),
        _("Mend the template or its style sheet. Templates may use nothing but data: addresses."),
    )
