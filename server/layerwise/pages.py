"""The documentation pages, made from rule docstrings and ecosystem facts."""

from collections.abc import Mapping

from layerwise.ecosystems.facts import Ecosystem
from layerwise.ecosystems.registry import ECOSYSTEMS
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_NOTICE = "<!-- Generated from {source}; `npm test -- --update` writes it again. -->\n\n"


def pages() -> Mapping[str, str]:
    """Every generated page: its path below docs/ and its text."""
    found = {f"rules/{rule.code}.md": _rule(rule) for rule in RULES}
    found["rules/README.md"] = _index()
    found["ecosystems.md"] = _ecosystems()
    return found


def _rule(rule: Rule) -> str:
    module = rule.code.replace("-", "_")
    notice = _NOTICE.format(source=f"server/layerwise/rules/{module}.py")
    return f"{notice}# {rule.code}\n\n{rule.page.strip()}\n"


def _index() -> str:
    notice = _NOTICE.format(source="server/layerwise/rules")
    rows = [f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {rule.summary} |" for rule in RULES]
    return notice + "\n".join(
        ["# Rules", "", "| rule | severity | what it finds |", "|---|---|---|", *rows, ""]
    )


def _ecosystems() -> str:
    notice = _NOTICE.format(source="server/layerwise/ecosystems")
    head = (
        "# Package managers\n\n"
        "What Layerwise knows of each: the commands that install, the files that are copied first when they exist "
        "(more are found by reading them), and where downloads are cached.\n\n"
        "| tool | commands | manifests | lockfiles | settings | caches | known by |\n|---|---|---|---|---|---|---|\n"
    )
    return notice + head + "".join(_row(ecosystem) for ecosystem in ECOSYSTEMS)


def _row(ecosystem: Ecosystem) -> str:
    tool = ecosystem.tool.names[0]
    commands = [f"{tool} {install.verb}".strip() for install in ecosystem.installs]
    cells = (
        [ecosystem.name],
        [f"`{command}`" for command in dict.fromkeys(commands)],
        *([f"`{name}`" for name in names] for names in (ecosystem.manifests, ecosystem.lockfiles)),
        *([f"`{name}`" for name in names] for names in (ecosystem.settings, ecosystem.cache_dirs)),
        [ecosystem.proof],
    )
    return "| " + " | ".join(", ".join(cell) for cell in cells) + " |\n"
