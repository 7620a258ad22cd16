"""The state of a shell between two commands, as a value: where it is and what its variables hold."""

import posixpath
from collections.abc import Iterable, Mapping
from enum import Enum

from layerwise.records import dataclass, replace
from layerwise.shell.nodes import DIRECTORY, EVERYTHING


class Unset(Enum):
    """The answer for a variable that is known not to be set, which is not the same as unknown."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a shell is and what it knows.

    `exported` is what commands inherit, `variables` what stays in the shell; a None value is set but unknown.
    Names in neither and not in `unset` are unknown: the base image may set them. `stack` is that of pushd.
    `exports_all` is `set -a`. `may_have_ended`: an `exit` may have left the script with success.
    """

    cwd: str | None
    exported: Mapping[str, str | None]
    previous: str | None = None
    stack: tuple[str | None, ...] = ()
    variables: Mapping[str, str | None]
    unset: frozenset[str] = frozenset()
    exports_all: bool = False
    may_have_ended: bool = False

    def lookup(self, name: str) -> str | Unset | None:
        """What a variable holds: its value, UNSET, or None where that is unknown."""
        if name in ("PWD", "OLDPWD"):
            return self.cwd if name == "PWD" else self.previous
        if name in self.variables:
            return self.variables[name]
        if name in self.exported:
            return self.exported[name]
        return UNSET if name in self.unset else None

    def assigned(self, name: str, value: str | None) -> "State":
        """After `name=value`."""
        unset = self.unset - {name} if name in self.unset else self.unset
        if name in self.exported or self.exports_all:
            return replace(self, exported={**self.exported, name: value}, unset=unset)
        return replace(self, variables={**self.variables, name: value}, unset=unset)

    def with_export(self, name: str) -> "State":
        """After `export name`."""
        if name in self.exported:
            return self
        value = self.lookup(name)
        if value is UNSET:
            return self
        assert not isinstance(value, Unset), "the one member is handled above"
        variables = {known: held for known, held in self.variables.items() if known != name}
        return replace(self, exported={**self.exported, name: value}, variables=variables)

    def without(self, name: str) -> "State":
        """After `unset name`."""
        return replace(
            self,
            exported={known: held for known, held in self.exported.items() if known != name},
            variables={known: held for known, held in self.variables.items() if known != name},
            unset=self.unset | {name},
        )

    def moved(self, target: str | None) -> "State":
        """After `cd target`; None is an unknown place."""
        return replace(self, cwd=resolve(self.cwd, target), previous=self.cwd)

    def merged(self, other: "State") -> "State":
        """What holds whichever of the two came to pass."""
        if other is self:
            return self
        return replace(
            self,
            cwd=self.cwd if self.cwd == other.cwd else None,
            previous=self.previous if self.previous == other.previous else None,
            stack=self.stack if self.stack == other.stack else (),
            exported=_merged(self.exported, other.exported),
            variables=_merged(self.variables, other.variables),
            unset=self.unset & other.unset,
            exports_all=self.exports_all or other.exports_all,
            may_have_ended=self.may_have_ended or other.may_have_ended,
        )

    def forgetting(self, effects: Iterable[str]) -> "State":
        """With everything unknown that these effects may have changed."""
        names = frozenset(effects)
        if not names:
            return self
        if EVERYTHING in names:
            names |= self.exported.keys() | self.variables.keys() | self.unset
        moves = DIRECTORY in names
        variables = names - {EVERYTHING, DIRECTORY, ""} - self.exported.keys()
        return replace(
            self,
            cwd=None if moves else self.cwd,
            previous=None if moves else self.previous,
            stack=() if moves else self.stack,
            exported={name: None if name in names else held for name, held in self.exported.items()},
            variables={**self.variables, **dict.fromkeys(variables)},
            unset=self.unset - names,
        )


def resolve(cwd: str | None, target: str | None) -> str | None:
    """The absolute image path that `target` is in `cwd`, None where unknown."""
    if target is None or (cwd is None and not target.startswith("/")):
        return None
    return "/" + posixpath.normpath(posixpath.join(cwd or "/", target)).lstrip("/")


def _merged(one: Mapping[str, str | None], two: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Names in either; a value only where both hold it."""
    if one is two:
        return one
    names = [*one, *(name for name in two if name not in one)]
    return {
        name: one[name] if name in one and name in two and one[name] == two[name] else None for name in names
    }
