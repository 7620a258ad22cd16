"""Gleam: `gleam.toml`, locked by `manifest.toml`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml, table
from layerwise.unknown import Unknown

_SECTIONS = ("dependencies", "dev-dependencies", "dev_dependencies")
_BUILDS = ("build", "run", "test", "check", "export")
_FILES = Files(
    manifests=("gleam.toml",),
    outputs=("build", "~/.cache/gleam", "~/.local/share/gleam"),
)


def _follow(reads: Reads, call: Call) -> None:
    """The gleam.toml of each dependency that is a folder (gleam.run, "Path dependencies")."""
    waiting, seen = [reads.resolve(".")], set[str]()
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        path = f"{folder.rstrip('/')}/gleam.toml"
        data = _data(reads, path, reads.required(path, "names the dependencies"))
        gits = [one.get("git") for one in _asked(data).values() if isinstance(one, dict)]
        if any(isinstance(git, str) and (":" not in git or git.startswith("file:")) for git in gits):
            reads.cannot_know("a repository is taken from a folder", path)
        paths = [one.get("path") for one in _asked(data).values() if isinstance(one, dict)]
        waiting += [reads.resolve(path, folder) for path in paths if isinstance(path, str)]
    if call.install.is_build:
        reads.needs_source(f"gleam {call.install.verb} compiles the source")


def _data(reads: Reads, path: str, text: str | None) -> dict[str, Toml]:
    data = toml_text.load(text or "")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data


def _asked(data: dict[str, Toml]) -> dict[str, Toml]:
    return {name: one for section in _SECTIONS for name, one in table(data, section).items()}


def _read(tree: Tree, call: Call) -> Reading:
    found = plain(_FILES, _follow)(tree, call)
    if call.cwd is None:
        return found
    reads = Reads(tree, call.cwd)
    lock = reads.resolve("manifest.toml")
    text = reads.text(lock, "locks the versions")
    is_stable = text is not None and call.install.verb != "deps update" and _agrees(reads, text)
    both = reads.reading()
    return Reading(
        needs=(*found.needs, *(need for need in both.needs if need not in found.needs)),
        tests=(*found.tests, *both.tests),
        outputs=found.outputs if text is not None else (*found.outputs, lock),
        rewrites=(lock,) if text is not None and not is_stable else (),
        source=found.source,
        unknown=found.unknown or reads.unknown,
    )


def _agrees(reads: Reads, lock: str) -> bool:
    """Whether the lockfile's requirements are those of gleam.toml; of folders nobody can say."""
    path = reads.resolve("gleam.toml")
    asked = _asked(_data(reads, path, reads.text(path, "names the dependencies")))
    wanted = {name: {"version": one} if isinstance(one, str) else one for name, one in asked.items()}
    is_plain = all(isinstance(one, str) for one in asked.values())
    data = toml_text.load(lock)
    return is_plain and not isinstance(data, Unknown) and table(data, "requirements") == wanted


def _phases(tree: Tree, call: Call) -> Phases | None:
    """`gleam deps download` first."""
    if not call.install.is_build or call.cwd is None:
        return None
    reads = Reads(tree, call.cwd)
    path = reads.resolve("gleam.toml")
    if not _asked(_data(reads, path, reads.text(path, "names the dependencies"))):
        return None
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="gleam deps download is added, which the build then finds done",
        instead=f"{tool} deps download",
    )


ECOSYSTEM = Ecosystem(
    name="gleam",
    tool=Tool(names=("gleam",), valued=frozenset({"-t", "--target", "--runtime", "-m", "--module"})),
    installs=(
        Install("deps download"),
        Install("deps update"),
        *(Install(verb, is_build=True) for verb in _BUILDS),
    ),
    manifests=("gleam.toml",),
    lockfiles=("manifest.toml",),
    cache_dirs=("/root/.cache/gleam",),
    ignore=("build",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT,
    form="`gleam deps download`, the source, `gleam export erlang-shipment`",
    cost=Cost.SECONDS,
    proof="conservative, from the manual of Gleam (command line, gleam.toml); not run",
)
