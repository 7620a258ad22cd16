"""What a `Pipfile` and its `Pipfile.lock` say."""

import hashlib
import json
import posixpath
from collections.abc import Collection, Iterator, Mapping

from layerwise.ecosystems.python._pyproject import normalized
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import json_text, toml_text
from layerwise.manifests.toml_text import Toml, table
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# The tables of a Pipfile that hold no packages (pipenv/vendor/plette/pipfiles.py).
_NO_PACKAGES = frozenset({"source", "requires", "scripts", "pipfile", "pipenv"})


class Place(NamedTuple):
    """A dependency by path, as written; `said_by` is the file that names it."""

    name: str
    written: str
    said_by: str


class Pipfile(NamedTuple):
    """A Pipfile: its path and its tables."""

    path: str
    data: dict[str, Toml]

    @property
    def folder(self) -> str:
        """The project's folder."""
        return posixpath.dirname(self.path)

    @property
    def lock_path(self) -> str:
        """Where its lockfile stands."""
        return f"{self.path}.lock"

    def digests(self) -> frozenset[str]:
        """The digests by which a lockfile says that it was made from this file, of Pipenv's present and past.

        Measured with 2026.10: names are normalized; plette/pipfiles.py `get_hash`: in older ones they are not.
        """
        if "source" not in self.data:
            return frozenset()  # Pipenv puts its own there first
        return frozenset(
            found for is_normalized in (False, True) if (found := self._digest(is_normalized=is_normalized))
        )

    def _digest(self, *, is_normalized: bool) -> str | None:
        said: dict[str, object] = {
            "_meta": {"sources": self.data["source"], "requires": self.data.get("requires", {})},
            "default": {},
            "develop": {},
        }
        for name, value in self.data.items():
            if name not in _NO_PACKAGES:
                key = {"packages": "default", "dev-packages": "develop"}.get(name, name)
                is_changed = is_normalized and isinstance(value, dict)
                said[key] = {normalized(k): v for k, v in table(value).items()} if is_changed else value
        try:
            text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        except (TypeError, ValueError):
            return None  # a date
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    def places(self, sections: Collection[str] | None) -> Iterator[Place]:
        """The dependencies by path in the tables of these names, of all where they are None."""
        for section, value in self.data.items():
            if section not in _NO_PACKAGES and (sections is None or section in sections):
                yield from _places(table(value), self.path)


class Lock(NamedTuple):
    """A Pipfile.lock: its path and its members."""

    path: str
    data: Mapping[str, Toml]

    @property
    def digest(self) -> Toml:
        """The digest of the Pipfile that it was made from."""
        return table(self.data, "_meta", "hash").get("sha256")

    def places(self, sections: Collection[str] | None) -> Iterator[Place]:
        """The dependencies by path in the sections of these names, of all where they are None."""
        for section, value in self.data.items():
            if section != "_meta" and (sections is None or section in sections):
                yield from _places(table(value), self.path)


def read_pipfile(reads: Reads, path: str) -> Pipfile | None:
    """The Pipfile at a path; None, and noted, where it cannot be read."""
    text = reads.required(path, "names the dependencies")
    data = toml_text.load(text) if text is not None else {}
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return None
    return Pipfile(path, data) if text is not None else None


def read_lock(reads: Reads, path: str) -> Lock | None:
    """The lockfile at a path, None where there is none."""
    text = reads.text(path, "the locked versions")
    if text is None:
        return None
    data = json_text.load(text)
    if not isinstance(data, dict):
        reads.cannot_know(f"{reads.shown(path)} is not JSON that can be read", path)
        return None
    return Lock(path, data)


def _places(packages: dict[str, Toml], said_by: str) -> Iterator[Place]:
    for name, value in packages.items():
        said = table(value)
        # `file` is an address, or a path where it has no scheme (Pipenv's manual, "Specifiers").
        for key in ("path", "file"):
            written = said.get(key)
            if isinstance(written, str):
                yield Place(name, written, said_by)
        if isinstance(value, str) and "file:" in value:
            yield Place(name, value, said_by)
