"""Leiningen, of Clojure: `project.clj`, with `profiles.clj` beside it."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.jvm._java import look_at_environment
from layerwise.ecosystems.plain import distrust_arguments, look_above
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import edn_text
from layerwise.manifests.edn_text import Form, Name
from layerwise.unknown import Unknown

# What compiles or runs the project's own code ("lein help"), and the plugins' usual tasks.
_BUILDS = frozenset(
    (
        "check", "compile", "install", "jar", "javac", "run", "test", "uberjar", "ring", "cljsbuild", "uberwar",
        "figwheel", "midje", "eftest",
    )
)  # fmt: skip
_SELECTING = frozenset({"with-profile", "with-profiles"})
_MARKS = frozenset({"#=", "~", "~@"})
_HARMLESS = frozenset(("System/getenv", "System/getProperty", "str", "or", "and", "if", "=", "not", "nil"))
# Plugins that read no further file when a project is loaded, by their manuals.
_PLUGINS = frozenset(
    (
        "lein-ring", "lein-cljsbuild", "lein-figwheel", "lein-cloverage", "lein-kibit", "lein-ancient", "lein-codox",
        "jonase/eastwood", "lein-midje", "lein-cljfmt", "lein-uberwar", "lein-doo", "lein-eftest", "lein-pprint",
        "lein-bikeshed", "lein-auto", "lein-exec", "lein-nvd", "lein-marginalia", "com.jakemccrary/lein-test-refresh",
        "cider/cider-nrepl", "refactor-nrepl", "s3-wagon-private", "lein-licenses",
    )
)  # fmt: skip


def _tasks(call: Call) -> list[list[str]]:
    """The tasks of a call, each with its words: `do` takes several, `with-profile` says under which profiles."""
    words = [word.value or word.raw for word in call.arguments]
    while words and words[0] in _SELECTING:
        words = words[2:]
    if words[:1] != ["do"]:
        return [words] if words else []
    tasks: list[list[str]] = [[]]
    for word in words[1:]:
        tasks[-1] += [word.rstrip(",")] if word.rstrip(",") else []
        if word.endswith(","):
            tasks.append([])
    return [task for task in tasks if task]


def _resolves(call: Call) -> bool:
    names = [task[0] for task in _tasks(call)]
    return "deps" in names and _BUILDS.isdisjoint(names)


def _builds(call: Call) -> bool:
    return not _BUILDS.isdisjoint(task[0] for task in _tasks(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which lein runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    look_at_environment(reads, call, ("LEIN_JVM_OPTS", "JVM_OPTS"))
    for name in (task[0] for task in _tasks(call)):
        if name not in _BUILDS and name != "deps":
            reads.cannot_know(f"what lein {name} reads is not known")
    # The script goes up to the nearest project.clj before it starts (bin/lein).
    reads.unreadable(reads.resolve("project.clj"))
    path = look_above(reads, "project.clj")
    if path is None:
        reads.fails("project.clj is not in the image at this point", reads.resolve("project.clj"))
        return reads.reading()
    folder = posixpath.dirname(path)
    _look_at(reads, path)
    beside = posixpath.join(folder, "profiles.clj")
    if reads.text(beside, "further profiles") is not None:
        _look_at(reads, beside)
    if reads.looked_for_folder(posixpath.join(folder, "checkouts")):
        reads.cannot_know("checkouts holds further projects", posixpath.join(folder, "checkouts"))
    if call.install.is_build:
        reads.needs_source(f"lein {_tasks(call)[-1][0]} loads the source")
    return reads.reading(outputs=(posixpath.join(folder, "target"), *_outputs(reads, call)))


def _outputs(reads: Reads, call: Call) -> tuple[str, ...]:
    given = call.command.environment
    home = given.get("HOME")
    lein = given.get("LEIN_HOME") or (f"{home}/.lein" if home else None)
    for name in ("profiles.clj", "init.clj", "leinrc"):
        if lein:
            reads.looked_for(f"{lein}/{name}", "Leiningen's own settings")
    return (*((f"{home}/.m2/repository",) if home else ()), *((lein,) if lein else ()))


def _look_at(reads: Reads, path: str) -> None:
    """Distrust what is evaluated, plugins that nobody knows, and repositories in folders."""
    text = reads.text(path, "names the dependencies")
    forms = edn_text.load(text or "")
    if isinstance(forms, Unknown):
        reads.cannot_know(forms.why, path)
        return
    for form in forms.items:
        if isinstance(form, Form) and form.opener == "(" and form.items[:1] != (Name("defproject"),):
            reads.cannot_know("it is a program of its own", path)
    for form in forms.all():
        if form.opener in _MARKS and not _names(form) <= _HARMLESS:
            reads.cannot_know("it evaluates code", path)
        if any(isinstance(one, str) and one.startswith("file:") for one in form.items):
            reads.cannot_know("a repository is a folder", path)
        _look_at_keys(reads, path, form)


def _look_at_keys(reads: Reads, path: str, form: Form) -> None:
    """The entries of a project or profile that name plugins or folders."""
    for key, value in zip(form.items, form.items[1:], strict=False):
        if key in (
            Name(":parent-project"),
            Name(":local-repo"),
            Name(":middleware"),
            Name(":checkout-deps-shares"),
        ):
            reads.cannot_know(f"{key.text if isinstance(key, Name) else key} names further files", path)
        if key == Name(":aliases") and isinstance(value, Form) and "deps" in value.items[::2]:
            reads.cannot_know("deps is another task here", path)
        if key == Name(":plugins") and isinstance(value, Form):
            for plugin in (one.items[0] for one in value.items if isinstance(one, Form) and one.items):
                name = plugin.text if isinstance(plugin, Name) else str(plugin)
                if name not in _PLUGINS:
                    reads.cannot_know(f"what the plugin {name} reads is not known", path)


def _names(form: Form) -> set[str]:
    return {one.text for inner in form.all() for one in inner.items if isinstance(one, Name)}


def _phases(tree: Tree, call: Call) -> Phases | None:
    """`lein deps` under the same profiles."""
    del tree
    if not call.install.is_build or call.has("-o"):
        return None
    return Phases(
        note="lein deps is added; what profiles of single tasks need is still downloaded later",
        instead=again.line(
            again.program(call, ("lein",)), again.options_without(call, ()), _selected(call), "deps"
        ),
    )


def _selected(call: Call) -> Iterator[str]:
    words = [word.raw for word in call.arguments]
    while words and words[0] in _SELECTING:
        yield from words[:2]
        words = words[2:]


ECOSYSTEM = Ecosystem(
    name="leiningen",
    tool=Tool(names=("lein",)),
    installs=(
        Install("", applies=_resolves, is_frozen=True, shown="lein deps"),
        Install("", applies=_builds, is_build=True, shown="lein uberjar"),
    ),
    manifests=("project.clj",),
    settings=("profiles.clj",),
    cache_dirs=("/root/.m2/repository",),
    result_dirs=("/root/.m2/repository",),
    ignore=("target", ".lein-*"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="project.clj is plain data and its plugins are known",
    form="`lein deps`, the source, `lein uberjar`",
    cost=Cost.MINUTES,
    proof="its files from a run of Leiningen 2.10; plugins and profiles from its manual",
)
