"""What the linker of Yarn 2 and later writes."""

from collections.abc import Iterable, Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.javascript._node import Package, Written, below, has, join
from layerwise.ecosystems.javascript._yarn_berry_settings import Settings
from layerwise.ecosystems.reads import Reads

_GLOBAL_CACHE_SINCE = 4  # from this version on the cache is outside the project by default
_PLUG_AND_PLAY = (".pnp.cjs", ".pnp.data.json", ".pnp.loader.mjs", ".yarn/unplugged")


def follow_linker(
    reads: Reads, settings: Settings, root: str, packages: Iterable[Package], version: int
) -> Written:
    """The installed packages, and files of Plug'n'Play that the project keeps.

    Those are written only where they change (its source code).
    """
    outputs = list(_outputs(reads, settings, root, packages, version))
    loaders = [join(root, name) for name in _PLUG_AND_PLAY if name.startswith(".pnp.")]
    kept = [path for path in outputs if path in loaders and has(reads, path, "the installed packages")]
    return Written(tuple(path for path in outputs if path not in kept), tuple(kept))


def _outputs(
    reads: Reads, settings: Settings, root: str, packages: Iterable[Package], version: int
) -> Iterator[str]:
    """What is written: the linker decides (Configuration, "nodeLinker"; Plug'n'Play where nothing is said)."""
    linker = settings.get("nodeLinker", "pnp")
    if linker != "pnp":
        yield from (join(package.folder, "node_modules") for package in packages)
    if linker not in ("node-modules", "pnpm"):
        yield from (join(root, name) for name in _PLUG_AND_PLAY)
    yield join(root, ".yarn/install-state.gz")
    yield join(root, ".yarn/build-state.yml")
    is_local = not settings.get("enableGlobalCache", version >= _GLOBAL_CACHE_SINCE)
    folder = settings.get("cacheFolder", ".yarn/cache")
    if is_local and isinstance(folder, str):
        path = join(root, folder)
        if reads.kind(path) is Kind.DIRECTORY:
            below(reads, path, "packages that the project keeps")
        yield path
