"""Helm: the charts that a chart depends on, named by `Chart.yaml`, locked by `Chart.lock`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.unknown import Unknown


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help")


def _read(tree: Tree, call: Call) -> Reading:
    """Helm loads the chart's other files too, and makes nothing of them (pkg/downloader/manager.go)."""
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which helm runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None or word.is_pattern for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    chart = reads.resolve((call.arguments[0].value if call.arguments else None) or "")
    _open_settings(reads, call)
    locks = []
    for name, lock in (("Chart.yaml", "Chart.lock"), ("requirements.yaml", "requirements.lock")):
        path = posixpath.join(chart, name)
        text = (
            reads.required(path, "names the chart")
            if name == "Chart.yaml"
            else reads.text(path, "names charts")
        )
        if text is not None and _follow(reads, path, text):
            locks.append(posixpath.join(chart, lock))
    is_there = {lock: reads.text(lock, "the locked versions") is not None for lock in locks}
    # `helm dependency build` keeps a lockfile, and makes one where there is none (its manual).
    is_kept = call.install.verb == "dependency build"
    outputs = [posixpath.join(chart, "charts"), posixpath.join(chart, "tmpcharts"), *_caches(call)]
    outputs += [lock for lock, there in is_there.items() if not there]
    rewrites = tuple(lock for lock, there in is_there.items() if there and not is_kept)
    return reads.reading(outputs=tuple(outputs), rewrites=rewrites)


def _open_settings(reads: Reads, call: Call) -> None:
    """The repositories that were added; the options and variables that name other files are not followed."""
    environment = call.command.environment
    home = environment.get("HOME")
    if home:
        reads.looked_for(f"{home}/.config/helm/repositories.yaml", "Helm's repositories")
        reads.looked_for(f"{home}/.config/helm/registry/config.json", "Helm takes passwords from it")
        reads.looked_for(f"{home}/.docker/config.json", "Helm takes passwords from it")
    if call.has("--verify"):
        reads.cannot_know("the keys of --verify are not followed")
    for name in ("HELM_REPOSITORY_CONFIG", "HELM_REGISTRY_CONFIG", "HELM_PLUGINS"):
        if name in environment:
            reads.cannot_know(f"{name} names other settings")


def _follow(reads: Reads, path: str, text: str) -> bool:
    """Whether a manifest names charts; one from a folder is packed whole, and one without a place lies in charts/."""
    data = yaml_text.load_mapping(text)
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return False
    found: Yaml = data.get("dependencies")
    for one in found if isinstance(found, list) else ():
        said = one if isinstance(one, dict) else {}
        place, name = str(said.get("repository") or ""), said.get("name")
        if place.startswith("file:"):
            reads.needs_source(f"{name} in {reads.shown(path)} is a folder, {place}", path)
        elif not place:
            reads.needs_source(f"{name} in {reads.shown(path)} has no repository, and lies in charts/", path)
    return isinstance(found, list) and bool(found)


def _caches(call: Call) -> list[str]:
    environment = call.command.environment
    home = environment.get("HOME")
    named = (environment.get(name) for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"))
    below = (".cache/helm", ".config/helm", ".local/share/helm")
    return [*(one for one in named if one), *(f"{home}/{name}" for name in below if home)]


ECOSYSTEM = Ecosystem(
    name="helm",
    tool=Tool(
        names=("helm",),
        # helm's manual, "helm dependency build", with the options inherited.
        valued=frozenset(
            {
                "--keyring",
                "--username",
                "--password",
                "--ca-file",
                "--cert-file",
                "--key-file",
                "--repository-config",
                "--repository-cache",
                "--registry-config",
                "--kubeconfig",
                "--kube-context",
                "--burst-limit",
                "--qps",
                "-n",
                "--namespace",
            }
        ),
    ),
    installs=(
        Install("dependency build", aliases=("dep build", "dependencies build"), applies=_is_install),
        Install(
            "dependency update",
            aliases=("dep update", "dependencies update", "dependency up", "dep up", "dependencies up"),
            applies=_is_install,
        ),
    ),
    manifests=("Chart.yaml",),
    lockfiles=("Chart.lock",),
    settings=("requirements.yaml", "requirements.lock"),
    cache_dirs=("/root/.cache/helm",),
    ignore=("**/charts/*.tgz",),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="no chart comes from a folder (`repository: file://...`)",
    cost=Cost.SECONDS,
    proof="from Helm's manual and source, not run",
)
