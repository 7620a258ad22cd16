"""Settings of npm's kind: the command line, then the environment, then .npmrc files.

pnpm reads the same files and variables (pnpm.io, "Settings (.npmrc)"), Yarn 1 the files.
"""

from collections.abc import Iterable, Mapping

from layerwise.ecosystems.facts import Call
from layerwise.regex import regex

Settings = Mapping[str, str | None]

_BLANKS = " \t"
_BEGINS = regex(r"[^=;#\s\[]")
_PREFIX = "npm_config_"


def merged(call: Call, files: Iterable[str]) -> dict[str, str | None]:
    """The settings by name, those of the call first, then the files in the order given; None is not known."""
    found: dict[str, str | None] = {}
    for one in (from_options(call), from_environment(call), *map(from_npmrc, files)):
        for name, value in one.items():
            found.setdefault(name, value)
    return found


def from_options(call: Call) -> dict[str, str | None]:
    """`--no-x` and `--x=false` are "false", `--x` is "true"."""
    found: dict[str, str | None] = {}
    for option in call.options:
        name = option.name.lstrip("-")
        if option.value is not None:
            found[name] = option.value.value
        elif name.startswith("no-"):
            found[name.removeprefix("no-")] = "false"
        else:
            found[name] = "true"
    return found


def from_environment(call: Call) -> dict[str, str | None]:
    """`npm_config_ignore_scripts` in any case (npm help config, "Environment Variables")."""
    return {
        name.lower().removeprefix(_PREFIX).replace("_", "-"): value
        for name, value in call.command.environment.items()
        if name.lower().startswith(_PREFIX) and value != ""
    }


def from_npmrc(text: str) -> dict[str, str | None]:
    """The file's settings, without those kept per registry; `${VARIABLE}` in a value makes it unknown."""
    found: dict[str, str | None] = {}
    for line in text.split("\n"):
        key, _, value = (part.strip(_BLANKS) for part in line.partition("="))
        if _BEGINS.match(key) and "\r" not in key:
            value = (value or "true").strip("\"'")
            _, _, behind = value.partition("${")
            found[key.removesuffix("[]").strip("\"'")] = None if "}" in behind else value
    return found


def is_on(settings: Settings, name: str) -> bool:
    """Whether a setting is surely on."""
    return settings.get(name, "false") == "true"


def is_off(settings: Settings, name: str) -> bool:
    """Whether a setting that is on by default is surely off."""
    return settings.get(name, "true") == "false"
