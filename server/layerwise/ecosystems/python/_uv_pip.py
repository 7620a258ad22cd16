"""What `uv pip install`, `uv pip sync` and `uv pip compile` read and write."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.python import _uv_workspace
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pyproject import parse, upward
from layerwise.ecosystems.python._python import environments
from layerwise.ecosystems.python._uv_settings import follow_settings, is_on, start, values
from layerwise.ecosystems.python._uv_sync import caches
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import requirements
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

REQUIREMENTS = ("-r", "--requirements", "--requirement")
EDITABLES = ("-e", "--editable")
# Files of limits: their options and variables, which hold several parted by blanks (measured).
_LIMITS = {
    "UV_CONSTRAINT": ("-c", "--constraints", "--constraint"),
    "UV_OVERRIDE": ("--overrides", "--override"),
    "UV_EXCLUDE": ("--excludes", "--exclude"),
    "UV_BUILD_CONSTRAINT": ("-b", "--build-constraints", "--build-constraint"),
}
_SETTINGS = frozenset({"uv.toml", "pyproject.toml"})
_ASKED = frozenset({"dependencies", "optional-dependencies"})


class _Run(NamedTuple):
    """One call and what it collects."""

    tree: Tree
    call: Call
    reads: Reads
    closure: Closure

    @property
    def verb(self) -> str:
        return f"uv {self.call.install.verb}"

    def values(self, *names: str) -> Iterator[str]:
        return values(self.reads, self.call, *names)


def read(tree: Tree, call: Call, cwd: str) -> Reading:
    """The reading of one command of the pip interface."""
    reads = Reads(tree, cwd)
    run = _Run(tree, call, reads, Closure(reads, call.command.environment, "install"))
    folder = start(reads, call)
    follow_settings(reads, run.closure, call, folder)
    if any(
        reads.looked_for(posixpath.join(above, "pyproject.toml"), "uv's settings") for above in upward(folder)
    ):
        _uv_workspace.find(tree, reads, folder)  # uv opens all members before anything else (measured)
    _follow_options(run)
    arguments = list(_arguments(run))
    for written in arguments:
        if call.install.verb == "pip install":
            _requirement(run, written)
        else:
            _file(run, written, f"named by {run.verb}")
    files = [*run.values(*REQUIREMENTS), *(arguments if call.install.verb != "pip install" else ())]
    needed = {need.path for need in reads.reading().needs}
    is_named = any(posixpath.basename(path) not in _SETTINGS for path in needed) or any(
        reads.resolve(name) in needed for name in files
    )
    is_project = is_named or call.has("--group") or bool(reads.source or reads.unknown)
    lists = [reads.resolve(word) for word in run.values("-o", "--output-file")]
    # The versions in an output file are kept where they fit (measured: it is read and written again).
    rewrites = tuple(path for path in lists if reads.text(path, "the versions so far") is not None)
    outputs = (*_outputs(run, folder), *(path for path in lists if path not in rewrites))
    shared = (
        tuple(_chosen(run)) if call.install.verb == "pip install" else ()
    )  # `pip sync` removes what is there
    return reads.reading(outputs=outputs, shared=shared, rewrites=rewrites, is_project=is_project)


def _follow_options(run: _Run) -> None:
    environment, reads, closure = run.call.command.environment, run.reads, run.closure
    for option in run.call.options:
        if re.match(r"-[a-zA-Z]*[bcefr]", option.name) and len(option.name) > len("-r"):
            reads.cannot_know(f"{option.name} holds several options")
    for written in run.values(*REQUIREMENTS):
        _file(run, written, "named by -r")
    for written in run.values(*EDITABLES):
        _editable(run, written)
    for variable, names in _LIMITS.items():
        for written in (*(environment.get(variable) or "").split(), *run.values(*names)):
            closure.file(written, f"named by {names[-1]}")
    for written in run.values("--group"):
        path = reads.resolve(written.rpartition(":")[0] or "pyproject.toml")
        text = reads.required(path, f"named by --group {written}")
        if text is not None and re.search(r"@\s*file:|\bpath\s*=", text):
            reads.cannot_know(f"{reads.shown(path)} names local files", path)


def _arguments(run: _Run) -> Iterator[str]:
    for word in run.call.arguments:
        if word.value is None or word.is_pattern:
            run.reads.cannot_know(f"{word.raw} is not known")
        else:
            yield word.value
    if run.call.command.feeds_arguments:
        run.reads.cannot_know("further arguments come from another command")


def _editable(run: _Run, written: str) -> None:
    """The value of -e: a folder, also without a slash, or an address."""
    if not re.match(r"[\w+]+:", written):
        _look_for_project(run, requirements.local_path(f"./{written}"), f"-e {written}")
    run.closure.editable(written)


def _requirement(run: _Run, written: str) -> None:
    """A name, path or address; paths are seen from the working directory (measured)."""
    _look_for_project(run, requirements.local_path(written), written)
    run.closure.requirement(written)


def _look_for_project(run: _Run, place: str | Unknown | None, written: str) -> None:
    path = run.reads.resolve(place) if isinstance(place, str) else None
    if path is not None and run.reads.kind(path) is Kind.DIRECTORY:
        manifest = f"{path.rstrip('/')}/pyproject.toml"
        run.reads.text(manifest, f"the project {written}")
        run.reads.needs_source(f"{run.verb} {written} builds the project", manifest)


def _file(run: _Run, written: str, why: str) -> None:
    """A file of requirements: its name says of what kind it is (measured)."""
    reads = run.reads
    path = reads.resolve(written)
    name = posixpath.basename(path)
    if name == "pyproject.toml":
        _pyproject(run, path, why)
    elif name in {"setup.py", "setup.cfg"}:
        reads.required(path, why)
        reads.needs_source(f"uv builds the project to know what {reads.shown(path)} asks for", path)
    elif name.endswith((".py", ".yml", ".yaml")) or written == "-":
        reads.cannot_know(f"the requirements in {written} are not understood", path)
    else:
        run.closure.file(written, why)


def _pyproject(run: _Run, path: str, why: str) -> None:
    """The dependencies of a project, which is itself not built as long as they are plain."""
    reads = run.reads
    text = reads.required(path, why)
    project = parse(reads, path, text) if text is not None else None
    if project is None:
        return
    shown = reads.shown(path)
    if "project" not in project.data:
        reads.needs_source(f"{shown} has no [project], and uv builds the project to know more", path)
    for field in sorted(project.dynamic & _ASKED):
        reads.needs_source(f"dynamic = {field} in {shown}: uv builds the project to know it", path)
    for name, value in project.table("tool", "uv", "sources").items():
        if isinstance(value, dict) and value.get("workspace") is True:
            reads.needs_source(f"{name} is built: it comes from the workspace by [tool.uv.sources]", path)
    for source in _uv_workspace.sources(reads, (project,)):
        if source.is_folder:
            reads.needs_source(f"{source.name} is built: it is a path in [tool.uv.sources]", path)


def _outputs(run: _Run, folder: str) -> Iterator[str]:
    """Where packages go: a chosen place, the active environment, or the nearest `.venv` (uv's manual).

    `uv pip compile` installs nothing.
    """
    call, reads = run.call, run.reads
    yield from caches(reads, call)
    if call.install.verb == "pip compile":
        return
    chosen = _chosen(run)
    yield from chosen
    yield from environments(run.tree, reads, call.command, call.values("-p", "--python"))
    if is_on(call, "--system") or is_on(call, "--system-python") or chosen:  # UV_SYSTEM_PYTHON
        return
    if "VIRTUAL_ENV" in call.command.environment:
        active = call.command.environment["VIRTUAL_ENV"]
        if active is None:
            reads.cannot_know("the value of VIRTUAL_ENV is not known")
        else:
            yield reads.resolve(active)
        return
    yield from _nearest(run, [f"{above.rstrip('/')}/.venv" for above in upward(folder)])


def _chosen(run: _Run) -> list[str]:
    """The folders to which packages are added beside what is there."""
    return [run.reads.resolve(one) for one in run.values("-t", "--target", "--prefix")]


def _nearest(run: _Run, places: list[str]) -> list[str]:
    """The first environment that is there, and before it those that a command such as `uv venv` may have made."""
    possible = []
    for place in places:
        is_known = not isinstance(run.tree.entry(place), Unknown)
        if not is_known or run.reads.kind(place) is not None:
            possible.append(place)
            if is_known:
                break
    return possible or places[:1]
