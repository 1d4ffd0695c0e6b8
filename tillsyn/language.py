"""The language a person is spoken to in: Swedish by default, English by choice.

Owns the choice and the look-up of messages; their originals are the English sentences in the code (gettext
msgids), their Swedish stands in `locale/sv/LC_MESSAGES`. Never touches the process's locale.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("sv", "en")
_LOCALE = Path(__file__).parent / "locale"
_state: dict[str, gettext.NullTranslations] = {}


def speak(language: str) -> None:
    """Speak `language` from now on in this process."""
    _state["now"] = _load(language)


def spoken() -> object:
    """What is spoken now: the same as long as nobody speaks otherwise, to remember words by."""
    return _now()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for a while: a document has the language of its set, whoever prints it."""
    before = _now()
    speak(language)
    try:
        yield
    finally:
        _state["now"] = before


def _(message: str) -> str:
    """`message` in the language of this process."""
    return _now().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n`, in the language of this process."""
    return _now().ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark `message` for translation where it is looked up later."""
    return message


def _now() -> gettext.NullTranslations:
    if "now" not in _state:
        speak("sv")
    return _state["now"]


def _load(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("tillsyn", _LOCALE, [language], fallback=True)
