"""The settings of a command: configuration files, and the flags that go before them."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable, read_text
from layerwise.configuration.layers import File
from layerwise.configuration.values import Values, laid, settings_of
from layerwise.host.configuration import Found, find_configuration, read_file
from layerwise.host.roots import project_around
from layerwise.records import dataclass, field
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
    tell: Callable[[str], None] = complain
    _read: dict[Path, File | None] = field(default_factory=dict)
    _told: set[Path] = field(default_factory=set)

    def telling(self, tell: Callable[[str], None]) -> "Configurations":
        """The same flags, read afresh, what is wrong said in another way."""
        return Configurations(self.flags, self.file, self.is_isolated, tell)

    def settings(self, dockerfile: Path, roots: Sequence[Path]) -> Settings:
        """The settings for a Dockerfile, their build context an absolute path."""
        found = self._found(dockerfile, roots)
        if found is None:
            return settings_of(self.flags)
        if found.path not in self._told:
            self._told.add(found.path)
            _tell(found, self.tell)
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
    values = _checked(given) if given else {}
    file = getattr(arguments, "config", None)
    return Configurations(
        flags=values,
        file=Path(file).absolute() if file else None,
        is_isolated=getattr(arguments, "isolated", False),
    )


def _checked(given: Values) -> Values:
    from layerwise.configuration.given import from_flags  # noqa: PLC0415 - it imports all rules

    values, problems = from_flags(given)
    if problems:
        raise Misconfigured(problems[0])
    return values


def _words(values: Sequence[str]) -> list[str]:
    return [word for value in values for one in value.split(",") if (word := one.strip())]


def _tell(found: Found, tell: Callable[[str], None]) -> None:
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
        tell(line)
