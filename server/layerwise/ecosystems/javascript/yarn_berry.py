"""Yarn 2 and later: `package.json`, locked by `yarn.lock`, set up by `.yarnrc.yml`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.javascript._yarn import LAUNCHERS, NAMES, NOT_AN_INSTALL, major
from layerwise.ecosystems.javascript._yarn_berry_install import read


def _claims(tree: Tree, call: Call) -> bool:
    """Whether the project uses a Yarn of this line."""
    return major(tree, call) > 1


def _is_install(call: Call) -> bool:
    """A word that is no verb is a script's name."""
    return not call.arguments and not call.has(*NOT_AN_INSTALL)


def _is_focus(call: Call) -> bool:
    return not call.has(*NOT_AN_INSTALL)


def _is_dedupe(call: Call) -> bool:
    return not call.has(*NOT_AN_INSTALL, "--check", "-c")


ECOSYSTEM = Ecosystem(
    name="yarn-berry",
    tool=Tool(
        names=NAMES,
        # `--mode` and `--strategy` are all that take a value (`yarn install -h`, `yarn dedupe -h`, Yarn 3 and 4).
        valued=frozenset({"--cwd", "--mode", "--strategy", "-s"}),
        directory=frozenset({"--cwd"}),
        launchers=LAUNCHERS,
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("", applies=_is_install),
        # Leaves lock and manifests as they are, even where they disagree (measured with Yarn 4).
        Install("workspaces focus", applies=_is_focus, is_frozen=True),
        Install("dedupe", applies=_is_dedupe),
    ),
    claims=_claims,
    manifests=("package.json",),
    lockfiles=("yarn.lock",),
    settings=(".yarnrc.yml",),
    cache_dirs=("/root/.yarn/berry/cache",),
    defeated_by=("yarn cache clean",),
    ignore=(
        *("**/node_modules", ".yarn/cache", ".yarn/unplugged", ".yarn/build-state.yml"),
        *(".yarn/install-state.gz", ".pnp.*"),
    ),
    read=read,
    verdict=Verdict.SPLIT_IF,
    condition="no script of the project runs, or its files are known",
    cost=Cost.MINUTES,
    proof="run with Yarn 3 and 4: spellings, scripts, files opened (strace), lockfile and links; yarnpkg.com",
)
