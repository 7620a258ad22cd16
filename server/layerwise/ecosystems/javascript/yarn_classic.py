"""Yarn 1: `package.json`, locked by `yarn.lock`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.javascript._yarn import LAUNCHERS, NAMES, NOT_AN_INSTALL, major
from layerwise.ecosystems.javascript._yarn_classic_install import read


def _claims(tree: Tree, call: Call) -> bool:
    """Whether the project uses a Yarn of this line."""
    return major(tree, call) == 1


def _is_install(call: Call) -> bool:
    """A word that is no verb is a script's name; `--production false` leaves its `false`."""
    words = [word for word in call.arguments if word.value not in ("true", "false")]
    return not words and not call.has(*NOT_AN_INSTALL)


ECOSYSTEM = Ecosystem(
    name="yarn-classic",
    tool=Tool(
        names=NAMES,
        # The options that take a value, from `yarn --help` and `yarn install --help` of 1.22.
        valued=frozenset(
            {
                "--cache-folder",
                "--child-concurrency",
                "--cwd",
                "--global-folder",
                "--https-proxy",
                "--link-folder",
                "--modules-folder",
                "--mutex",
                "--network-concurrency",
                "--network-timeout",
                "--otp",
                "--prefix",
                "--preferred-cache-folder",
                "--proxy",
                "--registry",
                "--use-yarnrc",
            }
        ),
        directory=frozenset({"--cwd"}),
        launchers=LAUNCHERS,
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("", applies=_is_install),
        Install("global add"),
    ),
    claims=_claims,
    manifests=("package.json",),
    lockfiles=("yarn.lock",),
    settings=(".yarnrc", ".npmrc"),
    # The root user's cache, not below its home (measured with the official image).
    cache_dirs=("/usr/local/share/.cache/yarn",),
    defeated_by=("yarn cache clean",),
    # Root's is measured with 1.22; two at a time are unsafe ("yarn install --mutex").
    caches=(
        Cache(
            ("$YARN_CACHE_FOLDER", "$XDG_CACHE_HOME/yarn", "$HOME/.cache/yarn"),
            ("--cache-folder",),
            for_root="/usr/local/share/.cache/yarn",
            moved=r"^[^\S\n]*\"?(--(install\.)?)?(cache-folder|yarn-offline-mirror)\b",
            is_locked=True,
        ),
    ),
    ignore=("**/node_modules", "yarn-error.log"),
    read=read,
    verdict=Verdict.SPLIT_IF,
    condition="no script of the project runs, or its files are known",
    cost=Cost.MINUTES,
    proof="run with Yarn 1.22: spellings, scripts, files opened (strace), lockfile and links; classic.yarnpkg.com",
)
