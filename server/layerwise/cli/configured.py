"""The settings of a command: configuration files, and the flags that go before them."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable, read_text
from layerwise.configuration.kinds import LEVELS
from layerwise.configuration.layers import File
from layerwise.configuration.values import Values, from_flags, laid, settings_of
from layerwise.host.configuration import Found, find_configuration, read_file
from layerwise.host.roots import project_around
from layerwise.settings import Settings
from layerwise.text import Lines


class Misconfigured(Unusable):
    """A configuration that cannot be used, which is so for every Dockerfile."""


@dataclass(slots=True)
class Configurations:
    """Reads configuration files, each once, and says once what is wrong in it.

    `flags` are values that go before all files; `file` is the one to be used for every Dockerfile.
    """

    flags: Values = field(default_factory=dict)
    file: Path | None = None
    is_isolated: bool = False
    _read: dict[Path, File | None] = field(default_factory=dict)
    _told: set[Path] = field(default_factory=set)

    def settings(self, dockerfile: Path, roots: Sequence[Path]) -> Settings:
        """The settings for a Dockerfile, their build context an absolute path."""
        found = self._found(dockerfile, roots)
        if found is None:
            return settings_of(self.flags)
        if found.path not in self._told:
            self._told.add(found.path)
            _tell(found)
        return settings_of(laid([found.values_for(dockerfile), self.flags]))

    def _found(self, dockerfile: Path, roots: Sequence[Path]) -> Found | None:
        if self.is_isolated:
            return None
        if self.file is None:
            return find_configuration(dockerfile, roots, {}, self._parsed)
        text = read_text(self.file)
        file = self._parsed(self.file, text)
        # A file that is named may lie anywhere, and its folder is as good as the project's.
        root = project_around(self.file, [*roots, self.file.parent])
        return Found(self.file, root, file, text) if file is not None else None

    def _parsed(self, path: Path, text: str) -> File | None:
        if path not in self._read:
            self._read[path] = read_file(path, text)
        return self._read[path]


def configurations_of(arguments: argparse.Namespace) -> Configurations:
    """What the flags of a command say."""
    given: dict[str, object] = {
        name: _words(values) for name in ("select", "ignore") if (values := getattr(arguments, name, None))
    }
    if getattr(arguments, "severity", None):
        given["severity"] = dict(arguments.severity)
    values, problems = from_flags(given)
    if problems:
        raise Misconfigured(problems[0])
    file = getattr(arguments, "config", None)
    return Configurations(
        flags=values,
        file=Path(file).absolute() if file else None,
        is_isolated=getattr(arguments, "isolated", False),
    )


def add_flags(parser: argparse.ArgumentParser) -> None:
    """The flags by which a command takes settings."""
    parser.add_argument(
        "--select", action="append", metavar="RULES", help="check these rules only: codes with commas between"
    )
    parser.add_argument("--ignore", action="append", metavar="RULES", help="do not check these rules")
    parser.add_argument(
        "--severity",
        action="append",
        type=_severity,
        metavar="RULE=LEVEL",
        help=f"the severity of a rule's findings: {', '.join(LEVELS)}",
    )
    files = parser.add_mutually_exclusive_group()
    files.add_argument(
        "--config", metavar="FILE", help="the configuration; default: layerwise.toml or pyproject.toml above"
    )
    files.add_argument("--isolated", action="store_true", help="read no configuration file")


def _words(values: Sequence[str]) -> list[str]:
    return [word for value in values for one in value.split(",") if (word := one.strip())]


def _severity(text: str) -> tuple[str, str]:
    code, equals, level = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text} is not RULE=LEVEL, such as source-before-install=error")
    return code.strip(), level.strip()


def _tell(found: Found) -> None:
    """Say what is wrong in a configuration file; where nothing can be read, that is all there is to say."""
    lines = Lines(found.text)
    here = Path.cwd()
    name = found.path.relative_to(here) if found.path.is_relative_to(here) else found.path
    said = [
        f"{name.as_posix()}:{lines.place(one.span.start).line + 1}: {one.message}" for one in found.problems
    ]
    if found.file.is_broken:
        raise Misconfigured(said[0])
    for line in said:
        complain(line)
