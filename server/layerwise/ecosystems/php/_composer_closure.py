"""What Composer opens besides its own files: path packages, archives, patches; and what needs the source."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.php._composer_project import (
    Members,
    Project,
    elements,
    folders,
    members,
    read_object,
)
from layerwise.ecosystems.reads import Reads

_EXECUTABLE = 0o111
_PLUGIN_TYPES = ("composer-plugin", "composer-installer")
_PATCHES = "cweagans/composer-patches"
_MERGE = "wikimedia/composer-merge-plugin"
_INSTALLERS = "composer/installers"
_FLEX = "symfony/flex"

# Plugins that in an install from the lock open nothing of the project and write into the vendor folder only; from
# what they are for, not run. Any other plugin is unknown.
_HARMLESS = frozenset(
    {
        "composer/package-versions-deprecated",
        "dealerdirect/phpcodesniffer-composer-installer",
        "drupal/core-project-message",
        "ergebnis/composer-normalize",
        "infection/extension-installer",
        "ocramius/package-versions",
        "pestphp/pest-plugin",
        "php-http/discovery",
        "phpstan/extension-installer",
        "symfony/runtime",
        "symfony/thanks",
        "tbachert/spi",
        "yiisoft/yii2-composer",
    }
)
# Types with a "-" that composer/installers leaves to Composer; those of frameworks have one too (its README).
_PLAIN_TYPES = frozenset(
    {"symfony-bundle", "phpcodesniffer-standard", "phpstan-extension", "yii2-extension", *_PLUGIN_TYPES}
)


def follow_packages(
    tree: Tree, reads: Reads, project: Project, *, mirrors: bool
) -> list[tuple[str, Members]]:
    """The packages that stand in the tree, with their folders; with a lock only those that it names.

    The merge plugin updates right after it is installed, lock or not (its source).
    """
    found: list[tuple[str, Members]] = []
    if project.packages is None or project.merged:
        found += _in_repositories(tree, reads, project, mirrors=mirrors)
    for package in project.packages or ():
        dist, name = members(package.get("dist")), str(package.get("name"))
        url = str(dist.get("url", ""))
        if dist.get("type") == "path":
            folder = reads.resolve(url, project.folder)
            reads.required(posixpath.join(folder, "composer.json"), f"the path package {name}")
            if mirrors or members(package.get("transport-options")).get("symlink") is False:
                reads.needs_source(f"{name} is copied from {url}", project.lock_path)
            found.append((folder, package))
        elif url and "://" not in url:
            _archive(reads, reads.resolve(url, project.folder), name)
        elif not url:
            _repository(reads, package, project.lock_path)
    return found


def _archive(reads: Reads, path: str, name: str) -> None:
    """An archive of an artifact repository, which the lock names by its path (seen with strace)."""
    if reads.kind(path) is None:
        reads.fails(f"{reads.shown(path)} is not in the image at this point", path)
    else:
        reads.file(path, f"the archive of {name}")


def _repository(reads: Reads, package: Members, said_by: str) -> None:
    """A package without an archive comes from a repository, which may be one in the tree."""
    url = str(members(package.get("source")).get("url", ""))
    if url.startswith((".", "/")):
        reads.needs_source(f"{package.get('name')} is taken from the repository {url}", said_by)


def _in_repositories(
    tree: Tree, reads: Reads, project: Project, *, mirrors: bool
) -> Iterator[tuple[str, Members]]:
    """Without a lock every repository of the tree is looked through (seen with strace)."""
    every = [project.data, *(data for _, data in project.merged)]
    for one in (members(value) for data in every for value in elements(data.get("repositories"))):
        url = str(one.get("url", ""))
        if one.get("type") == "path":
            for folder in folders(tree, reads, project.folder, url, project.path):
                if reads.kind(posixpath.join(folder, "composer.json")) is not None:
                    path = posixpath.join(folder, "composer.json")
                    package = read_object(reads, path, f"a package of the path repository {url}")
                    yield folder, package or {}
                    if mirrors or members(one.get("options")).get("symlink") is False:
                        reads.needs_source(f"packages are copied from {url}", project.path)
        elif one.get("type") == "artifact":
            _below(reads, reads.resolve(url, project.folder), f"in the artifact repository {url}")
        elif url and "://" not in url and not url.startswith("git@"):
            reads.needs_source(f"the repository {url} is read", project.path)


def _below(reads: Reads, folder: str, why: str) -> None:
    for name in reads.names(folder):
        path = posixpath.join(folder, name)
        if reads.kind(path) is Kind.DIRECTORY:
            _below(reads, path, why)
        else:
            reads.file(path, why)


def follow_bins(tree: Tree, reads: Reads, packages: list[tuple[str, Members]]) -> Iterator[str]:
    """The commands of path packages: each is opened, and made executable where it is not (measured)."""
    for folder, package in packages:
        for target in elements(package.get("bin")):
            path = reads.resolve(str(target), folder)
            if reads.kind(path) in (None, Kind.DIRECTORY):
                continue
            reads.file(path, f"a command of {package.get('name')}")
            entry = tree.entry(path)
            if not isinstance(entry, Entry) or entry.mode & _EXECUTABLE != _EXECUTABLE:
                yield path


def follow_autoload(
    reads: Reads, project: Project, packages: list[tuple[str, Members]], *, is_optimized: bool
) -> None:
    """What the generated autoloader lists by reading the source: class maps; when optimized, all namespaces.

    Measured with Composer 2.5: folders of psr-4 and files of `files` are not opened otherwise.
    """
    fields = ("classmap", "psr-4", "psr-0") if is_optimized else ("classmap",)
    for data, path in [(project.data, project.path), *((data, path) for path, data in project.merged)]:
        for section in ("autoload", "autoload-dev") if project.is_dev else ("autoload",):
            _autoload(reads, members(data.get(section)), fields, section, path)
    for folder, package in packages:
        path = posixpath.join(folder, "composer.json")
        _autoload(reads, members(package.get("autoload")), fields, "autoload", path)


def _autoload(reads: Reads, rules: Members, fields: tuple[str, ...], section: str, path: str) -> None:
    for field in fields:
        targets = [str(one) for value in elements(rules.get(field)) for one in elements(value)]
        if targets:
            named = targets[0] or "the project's folder"
            reads.needs_source(f"{section}.{field} lists the classes in {named}", path)


def follow_scripts(reads: Reads, project: Project, events: tuple[str, ...]) -> list[str]:
    """The events that have a script; each script needs the source."""
    found = []
    files = [project.data]
    if members(project.extra.get("merge-plugin")).get("merge-scripts") is True:
        files += [data for _, data in project.merged]
    for event in events:
        commands = [str(one) for data in files for one in elements(members(data.get("scripts")).get(event))]
        if commands:
            found.append(event)
            reads.needs_source(f"{event} runs {commands[0]}", project.path)
    return found


def follow_plugins(reads: Reads, project: Project) -> Iterator[str]:
    """Plugins that the project allows run in every install; given back are the folders and files they write."""
    allowed = project.config.get("allow-plugins")
    types = {str(one.get("name")): str(one.get("type", "library")) for one in project.packages or ()}
    names = {name for name, kind in types.items() if kind in _PLUGIN_TYPES}
    if project.packages is None:
        names = {name for name, value in members(allowed).items() if value is True}
        if allowed is True or any("*" in name for name in names):
            reads.cannot_know("without a lock, which plugins run is not known", project.path)
    is_off = {name for name, value in members(allowed).items() if value is False}
    for name in sorted(names - is_off - _HARMLESS) if allowed is not False else ():
        if name == _PATCHES:
            _follow_patches(reads, project)
        elif name == _INSTALLERS:
            yield from _installed_elsewhere(reads, project, types)
        elif name == _FLEX:
            yield from _follow_flex(reads, project)
        elif name != _MERGE:
            reads.cannot_know(f"what the plugin {name} reads is not known", project.lock_path)


def _follow_patches(reads: Reads, project: Project) -> None:
    """The patches that composer.json names, or the file that lists them (README of cweagans/composer-patches)."""
    settings = members(project.extra.get("composer-patches"))
    listed = project.extra.get("patches-file") or settings.get("patches-file")
    path = reads.resolve(str(listed or "patches.json"), project.folder)
    patches = [project.extra.get("patches")]
    if listed or reads.kind(path) is not None:
        patches.append((read_object(reads, path, "lists the patches") or {}).get("patches"))
    locked = reads.resolve("patches.lock.json", project.folder)
    if reads.kind(locked) is not None:
        patches.append((read_object(reads, locked, "lists the patches") or {}).get("patches"))
    for package in (members(value) for value in patches):
        for name, value in package.items():
            for patch in elements(value):
                url = str(members(patch).get("url", "")) if isinstance(patch, dict) else str(patch)
                if url and "://" not in url:
                    reads.required(reads.resolve(url, project.folder), f"a patch of {name}")


def _installed_elsewhere(reads: Reads, project: Project, types: dict[str, str]) -> Iterator[str]:
    """Where composer/installers puts packages of a framework's own types (its README, "Custom Install Paths")."""
    paths = members(project.extra.get("installer-paths"))
    placed = {str(one) for value in paths.values() for one in elements(value)}
    for name, kind in types.items():
        is_framework = "-" in kind and kind not in _PLAIN_TYPES
        if is_framework and not placed & {name, f"type:{kind}", f"vendor:{name.partition('/')[0]}"}:
            reads.cannot_know(f"where {_INSTALLERS} puts {name} is not known", project.path)
    yield from (reads.resolve(path.partition("{")[0], project.folder) for path in paths)


def _follow_flex(reads: Reads, project: Project) -> Iterator[str]:
    """Symfony Flex writes the files of every recipe that symfony.lock does not name yet (its source).

    It also copies .env.dist to .env, and keeps package.json and assets/controllers.json in step with packages.
    """
    path = posixpath.join(posixpath.dirname(project.path), "symfony.lock")
    if reads.text(path, "the recipes that are there already") is None:
        reads.cannot_know(f"without symfony.lock {_FLEX} writes the files of recipes", project.path)
    dist, variables, manifest, imports, controllers = (
        reads.resolve(name, project.folder)
        for name in (".env.dist", ".env", "package.json", "importmap.php", "assets/controllers.json")
    )
    if reads.kind(variables) is None and reads.kind(dist) is not None:
        reads.file(dist, f"copied to .env by {_FLEX}")
        yield variables
    has_assets = any("symfony-ux" in elements(one.get("keywords")) for one in project.packages or ())
    is_kept = has_assets or reads.kind(controllers) is not None
    if is_kept and reads.kind(manifest) is not None:
        reads.needs_source(f"{_FLEX} writes the assets of packages into package.json", manifest)
    elif is_kept and reads.kind(imports) is not None:
        reads.needs_source(f"{_FLEX} writes the assets of packages into importmap.php", imports)
