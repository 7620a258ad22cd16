"""The published schema of what `check` writes, and a check against it that no key escapes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it has no hints

PATH = Path(__file__).parent.parent / "docs" / "output.schema.json"


def check_report(report: object) -> None:
    """Hold a report of `--format json` against the schema, in which here every key has to stand."""
    _validator("#").validate(report)


def check_file(file: object) -> None:
    """Hold a line of `--format jsonl` against its part of the schema."""
    _validator("#/$defs/file").validate(file)


@cache
def _validator(part: str) -> Any:  # noqa: ANN401 - the library has no types
    schema = _closed(json.loads(PATH.read_text()))
    jsonschema.Draft202012Validator.check_schema(schema)
    if part != "#":
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": part}
    return jsonschema.Draft202012Validator(schema)


def _closed(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """The schema with no keys but those that it names; readers have to live with more."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(one) for key, one in schema.items()}
    return closed | {"additionalProperties": False} if "required" in schema else closed
