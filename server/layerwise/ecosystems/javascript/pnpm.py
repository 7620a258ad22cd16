"""pnpm: `package.json`, locked by `pnpm-lock.yaml`, set up by `pnpm-workspace.yaml` and `.npmrc`."""

from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.javascript._pnpm_install import read
from layerwise.ecosystems.javascript._pnpm_phases import phases
from layerwise.ecosystems.javascript._pnpm_settings import HOOK_FILES


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "--version", "-v")


def _is_global(call: Call) -> bool:
    return call.has("--global", "-g")


ECOSYSTEM = Ecosystem(
    name="pnpm",
    tool=Tool(
        names=("pnpm",),
        # The options that take a value, from `pnpm install --help` and `pnpm fetch --help` of 9 and 10.
        valued=frozenset(
            {
                "--changed-files-ignore-pattern",
                "--child-concurrency",
                "--dir",
                "--filter",
                "--filter-prod",
                "--global-dir",
                "--hoist-pattern",
                "--lockfile-dir",
                "--loglevel",
                "--modules-dir",
                "--network-concurrency",
                "--package-import-method",
                "--public-hoist-pattern",
                "--registry",
                "--reporter",
                "--store-dir",
                "--test-pattern",
                "--trust-policy",
                "--virtual-store-dir",
                "--workspace-concurrency",
                "-C",
                "-F",
            }
        ),
        directory=frozenset({"--dir", "-C"}),
        launchers=("corepack", "npx"),
    ),
    installs=(
        Install("install", ("i",), _is_install),
        # A real command since pnpm 11 or 12; before that its help page is a stub (measured).
        Install("ci", ("clean-install", "ic", "install-clean"), _is_install, is_frozen=True),
        Install("install-test", ("it",), _is_install),
        Install("fetch", applies=_is_install, is_frozen=True),
        Install("update", ("up", "upgrade"), _is_install),
        Install("dedupe", applies=_is_install),
        Install("add", applies=_is_global),
    ),
    manifests=("package.json", "pnpm-workspace.yaml"),
    lockfiles=("pnpm-lock.yaml",),
    settings=(".npmrc", "pnpm-workspace.yaml", *HOOK_FILES),
    cache_dirs=("/root/.local/share/pnpm/store",),
    defeated_by=("pnpm store prune",),
    # Packages are then copied rather than linked (pnpm.io, "Working with Docker"). With a global virtual store,
    # node_modules links into it.
    caches=(
        Cache(
            (
                *("$npm_config_store_dir", "$NPM_CONFIG_STORE_DIR", "$pnpm_config_store_dir"),
                *("$PNPM_HOME/store", "$XDG_DATA_HOME/pnpm/store", "$HOME/.local/share/pnpm/store"),
            ),
            ("--store-dir",),
            moved=r"(?i)^[^\S\n]*(store-?dir|package-?import-?method|enable-?global-?virtual-?store)\s*[=:]",
            unfit=("-g", "--global"),
        ),
    ),
    ignore=("**/node_modules", ".pnpm-store"),
    read=read,
    phases=phases,
    verdict=Verdict.SPLIT_IF,
    condition="no script of the project runs, or its files are known",
    form="`pnpm fetch`, the source, `pnpm install --offline`",
    cost=Cost.MINUTES,
    proof="run with pnpm 9, 10 and 12: spellings, scripts, files opened (strace), lockfile, both phases; pnpm.io",
)
