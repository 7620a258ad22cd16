"""The JSON schema of configuration files, by which editors complete and check them."""

import json
from collections.abc import Iterable, Mapping

from layerwise.configuration.keys import IN_FILES, OVERRIDES, PATH_KEY, PATHS, Key


def schema() -> str:
    """The schema as a file's text; in pyproject.toml it holds for the table `tool.layerwise`."""
    own = _properties(IN_FILES)
    overrides = {
        "description": "Settings for some Dockerfiles; of several tables that name one, the last counts most.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": _properties((PATH_KEY, *IN_FILES)),
            "required": [PATHS],
            "additionalProperties": False,
        },
    }
    found = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Layerwise",
        "description": "Settings of Layerwise in layerwise.toml, or in pyproject.toml below tool.layerwise.",
        "type": "object",
        "properties": {**own, OVERRIDES: overrides},
        "additionalProperties": False,
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _properties(keys: Iterable[Key]) -> Mapping[str, object]:
    return {key.name: {"description": key.summary.replace("`", ""), **key.kind.schema} for key in keys}
