"""Ansible Galaxy: roles and collections, named by `requirements.yml`."""

import configparser
import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.infrastructure import _galaxy_requirements
from layerwise.ecosystems.reads import Reads

_REQUIREMENTS = ("-r", "--requirements-file", "--role-file")
_PATHS = ("-p", "--collections-path", "--roles-path")
# Settings that say where something is installed, by their name in ansible.cfg, with their variables.
_PLACES = {
    "collections_path": ("ANSIBLE_COLLECTIONS_PATH",),
    "collections_paths": ("ANSIBLE_COLLECTIONS_PATHS",),
    "roles_path": ("ANSIBLE_ROLES_PATH",),
}


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which ansible-galaxy runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments:
        reads.cannot_know("not all arguments are known")
    settings, folder = _settings(reads, call)
    files = call.values(*_REQUIREMENTS)
    for word in files:
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
            continue
        _galaxy_requirements.follow(
            reads,
            reads.resolve(word.value),
            "named by -r",
            has_roles=call.install.verb != "collection install",
            # Measured: `ansible-galaxy install` takes both, unless the place for roles is named.
            has_collections=call.install.verb != "role install",
        )
    for word in call.arguments:
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
        elif "/" in word.value.partition(",")[0] and "://" not in word.value and "@" not in word.value:
            _galaxy_requirements.local(reads, word.value.partition(",")[0], None)
        elif word.value.endswith(".tar.gz") and "://" not in word.value:
            _galaxy_requirements.local(reads, word.value, None)
    outputs = [*_outputs(reads, call, settings, folder)]
    if files:
        _look_beside(reads, outputs)
    is_project = bool(files) or reads.source is not None or reads.unknown is not None
    return reads.reading(outputs=tuple(outputs), is_project=is_project)


def _settings(reads: Reads, call: Call) -> tuple[dict[str, str], str]:
    """The first ansible.cfg, of ANSIBLE_CONFIG, the working directory, HOME or /etc, and its folder.

    "Ansible Configuration Settings"; measured for the working directory.
    """
    environment = call.command.environment
    named, home = environment.get("ANSIBLE_CONFIG", ""), environment.get("HOME")
    if named is None:
        reads.cannot_know("the value of ANSIBLE_CONFIG is not known")
    places = [posixpath.join(reads.resolve(named), "ansible.cfg"), reads.resolve(named)] if named else []
    places += [
        reads.resolve("ansible.cfg"),
        *([f"{home}/.ansible.cfg"] if home else []),
        "/etc/ansible/ansible.cfg",
    ]
    for path in places:
        text = reads.looked_for(path, "Ansible's settings")
        if text is None:
            if reads.resolve("ansible.cfg") == path and reads.unreadable(path):
                return {}, posixpath.dirname(path)
            continue
        parser = configparser.ConfigParser(interpolation=None, strict=False, inline_comment_prefixes=(";",))
        try:
            parser.read_string(text)
        except configparser.Error:
            reads.cannot_know(f"{reads.shown(path)} is no configuration file that can be read", path)
            return {}, posixpath.dirname(path)
        pairs = dict(parser.items("defaults")) if parser.has_section("defaults") else {}
        return {key: value for key, value in pairs.items() if value}, posixpath.dirname(path)
    return {}, reads.resolve("")


def _outputs(reads: Reads, call: Call, settings: dict[str, str], folder: str) -> Iterator[str]:
    """Where roles and collections go: option, variable, setting (seen from its file), or below HOME."""
    environment = call.command.environment
    home = environment.get("HOME")
    if home:
        yield from (f"{home}/.ansible", f"{home}/.ansible.cfg.d")
    if environment.get("ANSIBLE_HOME"):
        yield reads.resolve(environment.get("ANSIBLE_HOME") or "")
    for word in call.values(*_PATHS):
        if word.value is None:
            reads.cannot_know(f"{word.raw} is not known")
        else:
            yield reads.resolve(word.value)
    for key, names in _PLACES.items():
        for name in names:
            if environment.get(name, "") is None:
                reads.cannot_know(f"the value of {name} is not known")
            yield from (
                reads.resolve(_home(one, home)) for one in (environment.get(name) or "").split(":") if one
            )
        yield from (
            reads.resolve(_home(one, home), folder) for one in settings.get(key, "").split(":") if one
        )


def _look_beside(reads: Reads, places: list[str]) -> None:
    """Roles or collections of the project in the same place, which are looked at and would be ignored else."""
    for place in places:
        if reads.kind(place) is not Kind.DIRECTORY:
            continue
        beside = [f"{place}/{name}" for name in reads.listed(place)]
        if any(reads.kind(path) is Kind.DIRECTORY for path in beside):
            reads.needs_source(f"{reads.shown(place)} holds roles or collections of the project", place)


def _home(path: str, home: str | None) -> str:
    return f"{home or '/root'}{path[1:]}" if path.startswith("~/") else path


ECOSYSTEM = Ecosystem(
    name="ansible-galaxy",
    tool=Tool(
        names=("ansible-galaxy",),
        # The help texts of ansible-core 2.19.
        valued=frozenset(
            {
                *_REQUIREMENTS,
                *_PATHS,
                "-s",
                "--server",
                "--token",
                "--api-key",
                "--timeout",
                "--keyring",
                "--signature",
                "--required-valid-signature-count",
                "--ignore-signature-status-code",
            }
        ),
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("collection install", applies=_is_install),
        Install("role install", applies=_is_install),
    ),
    manifests=("requirements.yml",),
    settings=("ansible.cfg",),
    cache_dirs=("/root/.ansible/galaxy_cache",),
    defeated_by=("--no-cache", "--clear-response-cache"),
    ignore=("*.retry",),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="no collection is a folder of the project (`type: dir`)",
    cost=Cost.MINUTES,
    proof="run with ansible-core 2.19: files opened and written (strace); its manual",
)
