"""dune: `dune pkg lock` and the packages that `dune build` fetches by `dune.lock/`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict


def _read(tree: Tree, call: Call) -> Reading:
    """Its package management is young, and every dune file of the tree is read for it."""
    del tree
    if call.install.verb == "pkg lock":
        return Reading(source=Reason("it solves for the packages of every dune-project file in the tree"))
    return Reading(source=Reason("dune reads every dune file of the tree"))


def _builds_packages(call: Call) -> bool:
    return any((word.value or "").endswith("pkg-install") for word in call.arguments)


def _is_build(call: Call) -> bool:
    return not call.has("--help", "--version")


ECOSYSTEM = Ecosystem(
    name="dune",
    tool=Tool(
        names=("dune",),
        launchers=("opam exec",),
        valued=frozenset(
            {"--root", "-p", "--profile", "-j", "--build-dir", "--workspace", "-x", "--only-packages"}
        ),
        directory=frozenset({"--root"}),
    ),
    installs=(
        Install("pkg lock", applies=_is_build),
        Install("build", applies=_builds_packages, shown="dune build @pkg-install"),
        Install("build", applies=_is_build, is_build=True),
    ),
    manifests=("dune-project",),
    settings=("dune-workspace",),
    ignore=("_build",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since dune reads every dune file of the tree; opam's packages are installed by opam",
    cost=Cost.MINUTES,
    proof="conservative, from the manual of dune (package management)",
)
