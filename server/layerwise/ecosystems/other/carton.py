"""Carton, of Perl: `cpanfile`, locked by `cpanfile.snapshot`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads

_FILES = Files(
    manifests=("cpanfile",),
    optional=("vendor/cache/",),
    lockfiles=("cpanfile.snapshot",),
    frozen=("--deployment",),
    outputs=("local", "~/.cpanm"),
)


def _follow(reads: Reads, call: Call) -> None:
    if call.has("--cpanfile", "--path", "-p") or call.command.environment.get("PERL_CARTON_PATH"):
        reads.cannot_know("it is told another place")


ECOSYSTEM = Ecosystem(
    name="carton",
    tool=Tool(names=("carton",), valued=frozenset({"--cpanfile", "--path", "-p"})),
    installs=(
        Install("install", applies=lambda call: not call.arguments),
        Install("update"),
        Install("bundle"),
    ),
    manifests=("cpanfile",),
    lockfiles=("cpanfile.snapshot",),
    cache_dirs=("/root/.cpanm",),
    ignore=("local",),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT,
    cost=Cost.MINUTES,
    proof="run with Carton 1.0: files opened and written, with --deployment and without (strace)",
)
