"""The SARIF format, version 2.1.0 (OASIS), for code scanning: rules with their pages, findings with fixes."""

import json
from collections.abc import Iterable, Iterator

from layerwise import __version__
from layerwise.cli.checked import Checked
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.sarif_results import LEVELS, artifact, results_of
from layerwise.cli.terminal import visible
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule
from layerwise.site import ADDRESS

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = ADDRESS.partition("/blob/")[0]


_Object = dict[str, object]
_Part = tuple[list[_Object], _Object | None]
"""The results of a file, and a note where it could not be read."""


def _part(result: Checked) -> _Part:
    numbers = {rule.code: number for number, rule in enumerate(_known())}
    return list(results_of(result, numbers)), _note(result)


def _report(files: Iterable[_Part]) -> Iterator[str]:
    """The whole report, a log of one run."""
    found = list(files)
    notes = [note for _, note in found if note is not None]
    run = {
        "tool": {"driver": _driver(_known())},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
        "results": [one for results, _ in found for one in results],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _known() -> list[Rule | IgnoreRule]:
    """All rules by their codes."""
    rules: list[Rule | IgnoreRule] = [*RULES, *IGNORE_RULES]
    return sorted(rules, key=lambda rule: rule.code)


def _driver(known: Iterable[Rule | IgnoreRule]) -> dict[str, object]:
    return {
        "name": "Layerwise",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rule) for rule in known],
    }


def _rule(rule: Rule | IgnoreRule) -> dict[str, object]:
    page = rule.page.strip()
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.code.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "helpUri": ADDRESS.format(page=f"rules/{rule.code}"),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["docker", "build-cache"]},
    }


def _note(result: Checked) -> _Object | None:
    """That a file could not be read."""
    if result.error is None:
        return None
    return {
        "level": "error",
        "message": {"text": visible(result.error)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact(result)}}],
    }


FORMAT = Format(_part, _report)
