"""cpanm and cpm, of Perl: `cpanfile`; without one they run `Makefile.PL` or `Build.PL`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads

_FILES = Files(
    manifests=("cpanfile|Build.PL|Makefile.PL",),
    optional=("cpanfile.snapshot", "META.json", "META.yml", "~/.perl-cpm/", "~/.cpanm/"),
    outputs=("local", "~/.cpanm", "~/.perl-cpm", "~/perl5"),
)


def _follow(reads: Reads, call: Call) -> None:
    """Where there is no cpanfile, a program of the project says what it needs, and looks at the source (measured)."""
    for option in ("--cpanfile", "-f", "-l", "-L", "--local-lib", "--local-lib-contained"):
        if call.has(option):
            reads.cannot_know(f"{option} names another place")
    if reads.kind(reads.resolve("cpanfile")) is None:
        for name in ("Build.PL", "Makefile.PL"):
            if reads.kind(reads.resolve(name)) is not None:
                reads.needs_source("it runs to say what is needed", reads.resolve(name))


def _is_install(call: Call) -> bool:
    """`cpanm --installdeps .`; with a module's name it installs that one."""
    words = [word.value for word in call.arguments]
    return call.command.name == "cpanm" and call.has("--installdeps") and words in ([], ["."])


def _is_cpm(call: Call) -> bool:
    return call.command.name == "cpm" and not call.arguments and not call.has("--help", "-h")


ECOSYSTEM = Ecosystem(
    name="cpanm",
    tool=Tool(
        names=("cpanm", "cpm"),
        valued=frozenset(
            {
                "-l",
                "-L",
                "--local-lib",
                "--local-lib-contained",
                "--mirror",
                "--from",
                "-M",
                "-w",
                "--cpanfile",
            }
        ),
    ),
    installs=(
        Install("", applies=_is_install, shown="cpanm --installdeps ."),
        Install("install", applies=_is_cpm, shown="cpm install"),
    ),
    manifests=("cpanfile",),
    lockfiles=("cpanfile.snapshot",),
    cache_dirs=("/root/.cpanm", "/root/.perl-cpm"),
    ignore=("local",),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT_IF,
    condition="there is a `cpanfile`",
    cost=Cost.MINUTES,
    proof="run with cpanm 1.7: files opened with and without a cpanfile (strace); cpm from its manual",
)
