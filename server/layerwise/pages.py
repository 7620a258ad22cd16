"""The documentation pages, made from rule docstrings and ecosystem facts."""

from collections.abc import Iterable, Iterator, Mapping

from layerwise.ecosystems.facts import Ecosystem, Verdict
from layerwise.ecosystems.registry import everything, title
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.refactorings.registry import REFACTORINGS
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_NOTICE = "<!-- Generated from {source}; `npm test -- --update` writes it again. -->\n\n"
_INTRODUCTION = """# Package managers

What Layerwise knows of each: the commands that it recognises, the files that are copied first where they exist (more
are found by reading them), what can be done about an install below the source, where a cache mount keeps downloads,
how long an install takes, and how all this is known.
"""
_CHANGES = """# Refactorings

Changes that no finding asks for. An editor shows them in its refactoring menu (kind `refactor.rewrite.layerwise`) with
the cursor on a RUN; `layerwise fix --refactor NAME Dockerfile` makes one wherever it can be made, and with `--diff`
only shows it. One that needs your review says why, and is made by `--unsafe-fixes`. What stands in the way of one that
cannot be made is said as well.
"""
_HEAD = (
    "| tool | commands | copied first | what can be done | download cache | takes | known by |\n"
    "|---|---|---|---|---|---|---|\n"
)


def pages() -> Mapping[str, str]:
    """Every generated page: its path below docs/ and its text."""
    found = {f"rules/{rule.code}.md": _rule(rule, folder) for rule, folder in _rules()}
    found["rules/README.md"] = _index()
    found["ecosystems.md"] = _ecosystems()
    found["refactorings.md"] = _refactorings()
    return found


def _rules() -> list[tuple[Rule | IgnoreRule, str]]:
    """All rules by their code, each with the folder that it stands in."""
    found: list[tuple[Rule | IgnoreRule, str]] = [(rule, "rules") for rule in RULES]
    found += [(rule, "ignore_files") for rule in IGNORE_RULES]
    return sorted(found, key=lambda one: one[0].code)


def _rule(rule: Rule | IgnoreRule, folder: str) -> str:
    module = rule.code.replace("-", "_")
    notice = _NOTICE.format(source=f"server/layerwise/{folder}/{module}.py")
    return f"{notice}# {rule.code}\n\n{rule.page.strip()}\n"


def _index() -> str:
    notice = _NOTICE.format(source="server/layerwise/rules and ignore_files")
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {rule.summary} |" for rule, _ in _rules()
    ]
    return notice + "\n".join(
        ["# Rules", "", "| rule | severity | what it finds |", "|---|---|---|", *rows, ""]
    )


def _refactorings() -> str:
    notice = _NOTICE.format(source="server/layerwise/refactorings")
    parts = [notice, _CHANGES]
    for one in REFACTORINGS:
        page = one.page.strip().replace("\n## ", "\n### ")
        parts.append(f"\n## {one.name}\n\n{page}\n")
    return "".join(parts)


def _ecosystems() -> str:
    notice = _NOTICE.format(source="server/layerwise/ecosystems")
    found = everything()
    folders = sorted({module.partition(".")[0] for module in found}, key=title)
    parts = [notice, _INTRODUCTION]
    for folder in folders:
        own = [ecosystem for module, ecosystem in found.items() if module.startswith(f"{folder}.")]
        parts += [f"\n## {title(folder)}\n\n", _HEAD, *(_row(ecosystem) for ecosystem in own)]
    return "".join(parts)


def _row(ecosystem: Ecosystem) -> str:
    files = (*ecosystem.manifests, *ecosystem.lockfiles, *ecosystem.settings)
    condition = f" {ecosystem.condition}" if ecosystem.condition else ""
    form = f": {ecosystem.form}" if ecosystem.form and ecosystem.verdict is Verdict.TWO_PHASES else ""
    other = f"; else {ecosystem.form}" if ecosystem.form and not form else ""
    defeated = f", not with {_codes(ecosystem.defeated_by)}" if ecosystem.defeated_by else ""
    cells = (
        f"**{ecosystem.name}**",
        _codes(_commands(ecosystem)),
        _codes(files),
        f"{ecosystem.verdict.value}{condition}{form}{other}",
        f"{_codes(ecosystem.cache_dirs)}{defeated}" if ecosystem.cache_dirs else "",
        ecosystem.cost.value,
        ecosystem.proof,
    )
    return "| " + " | ".join(cells) + " |\n"


def _commands(ecosystem: Ecosystem) -> Iterator[str]:
    """The commands that install, then those that build and download on the way."""
    tool = ecosystem.tool.names[0]
    for install in sorted(ecosystem.installs, key=lambda install: install.is_build):
        yield install.shown or f"{tool} {install.verb}".strip()


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))
