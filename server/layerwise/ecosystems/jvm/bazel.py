"""Bazel: `MODULE.bazel` or `WORKSPACE`, and the BUILD files of all packages."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which bazel runs is not known"))
    reads = Reads(tree, call.cwd)
    verb = call.install.verb
    if call.install.is_build:
        reads.needs_source(f"bazel {verb} builds the source")
    else:
        # Rules and extensions are programs that name further files (Bazel, "External dependencies overview").
        reads.needs_source(f"bazel {verb} loads BUILD files and extensions, which may read any file")
    home = call.command.environment.get("HOME")
    links = [reads.resolve(f"bazel-{name}") for name in ("bin", "out", "testlogs")]
    return reads.reading(
        outputs=(*links, reads.resolve("MODULE.bazel.lock"), *([f"{home}/.cache"] if home else ()))
    )


ECOSYSTEM = Ecosystem(
    name="bazel",
    tool=Tool(
        names=("bazel", "bazelisk"),
        valued=frozenset({"--output_user_root", "--output_base", "--bazelrc", "--host_jvm_args", "-c", "-j"}),
    ),
    installs=(
        Install("fetch"),
        Install("sync"),
        Install("vendor"),
        Install("mod deps"),
        *(Install(verb, is_build=True) for verb in ("build", "test", "run", "coverage")),
    ),
    manifests=("MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"),
    lockfiles=("MODULE.bazel.lock",),
    settings=(".bazelrc", ".bazelversion"),
    cache_dirs=("/root/.cache/bazel",),
    result_dirs=("/root/.cache/bazel",),
    defeated_by=("bazel clean --expunge",),
    ignore=("bazel-*",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="because the files that its rules and extensions read cannot be told",
    cost=Cost.LONG,
    proof="conservative, from the manual (External dependencies, bazel.build)",
)
