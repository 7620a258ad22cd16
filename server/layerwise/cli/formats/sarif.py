"""The SARIF format, version 2.1.0 (OASIS), for code scanning: rules with their pages, findings with fixes."""

import json
from collections.abc import Iterable, Iterator

from layerwise import __version__
from layerwise.cli.checked import Checked
from layerwise.cli.formats.sarif_results import LEVELS, artifact, results_of
from layerwise.cli.terminal import visible
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.pages import ADDRESS
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = ADDRESS.partition("/blob/")[0]


def report(results: Iterable[Checked]) -> Iterator[str]:
    """The whole report, a log of one run."""
    found = list(results)
    rules: list[Rule | IgnoreRule] = [*RULES, *IGNORE_RULES]
    known = sorted(rules, key=lambda rule: rule.code)
    numbers = {rule.code: number for number, rule in enumerate(known)}
    run = {
        "tool": {"driver": _driver(known)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(found)],
        "results": [one for result in found for one in results_of(result, numbers)],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


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


def _invocation(found: Iterable[Checked]) -> dict[str, object]:
    """What could not be read."""
    notes = [
        {
            "level": "error",
            "message": {"text": visible(result.error)},
            "locations": [{"physicalLocation": {"artifactLocation": artifact(result)}}],
        }
        for result in found
        if result.error is not None
    ]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}
