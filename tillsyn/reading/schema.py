"""JSON Schema (2020-12) of set.yaml and area files, for editors that help while a person types.

Owns the translation of the declared keys; has none of its own, so that it cannot drift from the reader. Knows the
shape alone: that names resolve and dates fit together is known only by the reader.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from tillsyn.domain.entries import Json
from tillsyn.language import _
from tillsyn.reading.criteria_keys import AREA_KEYS, SET_KEYS, WORDING_KEYS
from tillsyn.reading.keys import Key, Kind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE: dict[str, Json] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# What a person writes without quotation marks may reach an editor as a number or a truth; to the reader it is text.
_TEXT: dict[str, Json] = {"type": ["string", "number", "boolean"], "minLength": 1}


def criteria_schema() -> dict[str, Json]:
    """The schema of both sorts of file: one that has the key `area` is an area file, any other is a set.yaml."""
    return {
        "$schema": _DIALECT,
        "title": _("Criteria set of tillsyn"),
        "if": {"required": ["area"]},
        "then": {"$ref": "#/$defs/area"},
        "else": {"$ref": "#/$defs/set"},
        "$defs": {"set": _object(SET_KEYS), "area": _object(AREA_KEYS), "wordings": _wordings()},
    }


def schema_file() -> bytes:
    """The schema as it stands beside the sets, in the language of this process."""
    return (json.dumps(criteria_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def _object(keys: Collection[Key]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {key.name: {"description": _(key.about), **_value(key)} for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _value(key: Key) -> dict[str, Json]:
    match key.kind:
        case Kind.TEXT:
            return {"type": "string", "pattern": f"^(?:{key.pattern})$"} if key.pattern else dict(_TEXT)
        case Kind.NUMBER:
            return {"type": "integer", "minimum": key.least}
        case Kind.TRUTH:
            return {"type": "boolean"}
        case Kind.DATE:
            return dict(_DATE)
        case Kind.CHOICE:
            return {"enum": list(key.choices)}
        case Kind.DATED_TEXT:
            return {"anyOf": [dict(_TEXT), {"$ref": "#/$defs/wordings"}]}
        case Kind.MAPPING:
            return _object(key.inner)
        case Kind.TEXTS | Kind.LIST:
            return _list(key)
        case Kind.NAMED | Kind.NAMED_LISTS | Kind.NAMED_TEXTS:
            return _named(key)


def _list(key: Key) -> dict[str, Json]:
    choices: dict[str, Json] = {"enum": list(key.choices)} if key.choices else dict(_TEXT)
    return {"type": "array", "items": _object(key.inner) if key.inner else choices}


def _named(key: Key) -> dict[str, Json]:
    values = {Kind.NAMED: lambda: _object(key.inner), Kind.NAMED_LISTS: lambda: _list(key)}
    value = values.get(key.kind, _TEXT.copy)()
    return {"type": "object", "propertyNames": {"pattern": f"^(?:{key.pattern})$"}, "additionalProperties": value}


def _wordings() -> dict[str, Json]:
    return {"type": "array", "minItems": 1, "items": _object(WORDING_KEYS)}
