"""`layerwise explain`, `rules` and `ecosystems`: what is known, told in the terminal."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from layerwise.cli.terminal import Colour, painted
from layerwise.cli.texts import Unusable
from layerwise.ecosystems.registry import everything
from layerwise.findings.finding import Severity
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.nearest import nearest
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_COLOURS = {Severity.ERROR: Colour.RED, Severity.WARNING: Colour.YELLOW}


def run(arguments: argparse.Namespace) -> int:
    """Run one of the commands."""
    if arguments.command == "explain":
        return explain(arguments.rule)
    listing = rules if arguments.command == "rules" else ecosystems
    return listing(arguments.format)


def explain(code: str) -> int:
    """Print the page about a rule."""
    known = {rule.code: rule for rule in _all()}
    rule = known.get(code)
    if rule is None:
        meant = nearest(code, list(known))
        hint = f"did you mean {meant}?" if meant else "layerwise rules lists them"
        raise Unusable(f"there is no rule {code}; {hint}")
    sys.stdout.write(f"# {rule.code}\n\n{rule.page.strip()}\n")
    return 0


def rules(output: str) -> int:
    """List the rules."""
    found = [{"code": r.code, "severity": r.severity.value, "summary": r.summary} for r in _all()]
    if output == "json":
        return _json("rules", found)
    widest = max(len(rule.code) for rule in _all())
    for rule in _all():
        word = f"{rule.severity.value:<11}"
        colour = _COLOURS.get(rule.severity)
        shown = word if colour is None else painted(word, colour)
        sys.stdout.write(f"{rule.code:<{widest}}  {shown}  {rule.summary}\n")
    sys.stdout.write("\nThe page about one: layerwise explain RULE\n")
    return 0


def ecosystems(output: str) -> int:
    """List the package managers, each with what an install is recognised by and what it reads first."""
    found = [
        {
            "name": one.name,
            "manifests": list(one.manifests),
            "lockfiles": list(one.lockfiles),
            "verdict": one.verdict.value,
        }
        for one in everything().values()
    ]
    if output == "json":
        return _json("ecosystems", found)
    widest = max(len(one.name) for one in everything().values())
    for one in everything().values():
        files = ", ".join((*one.manifests, *one.lockfiles))
        sys.stdout.write(f"{one.name:<{widest}}  {files}".rstrip() + "\n")
    return 0


def _all() -> list[Rule | IgnoreRule]:
    """All rules by their code."""
    return sorted((*RULES, *IGNORE_RULES), key=lambda rule: rule.code)


def _json(name: str, found: Sequence[Mapping[str, object]]) -> int:
    sys.stdout.write(json.dumps({"version": 1, name: found}, indent=2, ensure_ascii=False) + "\n")
    return 0
