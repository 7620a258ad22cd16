"""npm: `package.json`, locked by `package-lock.json` or `npm-shrinkwrap.json`."""

from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.javascript._npm_install import read
from layerwise.ecosystems.javascript._npm_lock import NAMES
from layerwise.ecosystems.javascript._npm_phases import phases

# Options without the dashes that take a value; the others are switches (npm help config).
_VALUED = """
    _auth access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level
    auth-type before ca cache cache-max cache-min cafile call cert cidr cpu depth diff diff-dst-prefix
    diff-src-prefix diff-unified editor expires fetch-retries fetch-retry-factor fetch-retry-maxtimeout
    fetch-retry-mintimeout fetch-timeout git globalconfig heading https-proxy include init-author-email
    init-author-name init-author-url init-license init-module init-type init-version install-strategy
    key libc local-address location lockfile-version loglevel logs-dir logs-max maxsockets message
    min-release-age node-options noproxy omit only os otp pack-destination package prefix preid
    provenance-file proxy registry sbom-format sbom-type scope script-shell searchexclude searchlimit
    searchopts searchstaleness shell tag tag-version-prefix umask user-agent userconfig viewer which
    workspace
"""


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "-?", "-H", "--usage", "--version", "-v", "--dry-run")


ECOSYSTEM = Ecosystem(
    name="npm",
    tool=Tool(
        names=("npm",),
        valued=frozenset(f"--{name}" for name in _VALUED.split()) | {"-C", "-L", "-c", "-m", "-w", "--reg"},
        directory=frozenset({"--prefix", "-C"}),
        launchers=("corepack", "npx"),
    ),
    # The spellings are those of npm 11's own table of commands (npm help install, npm help ci).
    installs=(
        Install(
            "install",
            ("add", "i", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "isntall"),
            _is_install,
        ),
        Install("ci", ("clean-install", "ic", "install-clean", "isntall-clean"), _is_install, is_frozen=True),
        Install("install-test", ("it",), _is_install),
        Install("install-ci-test", ("cit", "clean-install-test", "sit"), _is_install, is_frozen=True),
        Install("update", ("u", "up", "upgrade", "udpate"), _is_install),
        Install("dedupe", ("ddp",), _is_install),
    ),
    manifests=("package.json",),
    lockfiles=tuple(reversed(NAMES)),
    settings=(".npmrc",),
    cache_dirs=("/root/.npm",),
    defeated_by=("npm cache clean",),
    caches=(
        Cache(
            ("$npm_config_cache", "$NPM_CONFIG_CACHE", "$HOME/.npm"),
            ("--cache",),
            moved=r"^[^\S\n]*cache\s*=",
        ),
    ),
    ignore=("**/node_modules", "npm-debug.log", ".npm"),
    read=read,
    phases=phases,
    verdict=Verdict.SPLIT_IF,
    condition="no script of the project runs, or its files are known",
    form="`npm ci --ignore-scripts`, the source, `npm rebuild`",
    cost=Cost.MINUTES,
    proof="run with npm 11: spellings, scripts, files opened (strace), lockfile and links, both phases; npm help",
)
