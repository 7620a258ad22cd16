"""What `uv.lock` says of the packages that come from the tree."""

from collections.abc import Iterable

from layerwise.ecosystems.python._pyproject import normalized
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml, table, tables, texts
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# A package's `source` has one key (seen with uv 0.5 and 0.13); these name a folder of the tree, and of them
# a virtual package is not built.
BUILT = frozenset({"editable", "directory"})
LOCAL = BUILT | {"virtual"}


class Locked(NamedTuple):
    """One package: the key and value of its source, and the names that it asks for by itself and for its groups."""

    name: str
    kind: str
    place: str
    has_version: bool
    requires: frozenset[str]
    groups: frozenset[str]


class Lock(NamedTuple):
    """All packages, the names of the workspace's members, and all that the file says."""

    packages: tuple[Locked, ...]
    members: frozenset[str]
    data: dict[str, Toml]

    def reached(self, names: Iterable[str], *, only_groups: bool) -> frozenset[str]:
        """The names of all packages that may be installed for these, whatever extras and markers say.

        `only_groups`: those that the groups of these ask for.
        """
        roots = frozenset(names)
        groups = {name for one in self.packages if one.name in roots for name in one.groups}
        waiting = list(groups if only_groups else roots | groups)
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += (to for one in self.packages if one.name == name for to in one.requires)
        return frozenset(found)


def read(text: str) -> Lock | Unknown:
    """The packages of a lockfile."""
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        return data
    packages = tuple(_locked(one) for one in tables(data.get("package", [])))
    return Lock(packages, frozenset(texts(table(data, "manifest").get("members"))), data)


def _locked(one: dict[str, Toml]) -> Locked:
    source = table(one, "source")
    kind, place = next(iter(source.items()), ("", ""))
    requires = {*_names(one.get("dependencies"))}
    for names in table(one, "optional-dependencies").values():
        requires |= _names(names)
    groups = {name for names in table(one, "dev-dependencies").values() for name in _names(names)}
    return Locked(
        name=normalized(one.get("name")),
        kind=kind,
        place=place if isinstance(place, str) else "",
        has_version="version" in one,
        requires=frozenset(requires),
        groups=frozenset(groups),
    )


def _names(value: Toml) -> set[str]:
    return {normalized(one.get("name")) for one in tables(value or [])}
