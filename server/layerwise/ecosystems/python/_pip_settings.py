"""What pip is told besides its command: configuration files and the environment, for all tools that run pip."""

from collections.abc import Mapping

from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import pip_conf
from layerwise.shell.script import Command
from layerwise.unknown import Unknown

# Options that say what pip reads and writes, by their name in a configuration file; `PIP_NAME` in the
# environment says the same, and lists are split at blanks there (pip's manual, "Configuration").
SPELLINGS = {
    "requirement": ("-r", "--requirement"),
    "constraint": ("-c", "--constraint"),
    "build-constraint": ("--build-constraint",),
    "editable": ("-e", "--editable"),
    "find-links": ("-f", "--find-links"),
    "index-url": ("-i", "--index-url", "--pypi-url"),
    "extra-index-url": ("--extra-index-url",),
    "group": ("--group",),
    "requirements-from-script": ("--requirements-from-script",),
    "cert": ("--cert",),
    "client-cert": ("--client-cert",),
    "target": ("-t", "--target"),
    "prefix": ("--prefix",),
    "root": ("--root",),
    "src": ("--src", "--source", "--source-dir", "--source-directory"),
    "dest": ("-d", "--dest", "--destination-dir", "--destination-directory"),
    "wheel-dir": ("-w", "--wheel-dir"),
    "cache-dir": ("--cache-dir",),
    "log": ("--log", "--log-file", "--local-log"),
    "report": ("--report",),
    "python": ("--python",),
}


def settings(
    reads: Reads, command: Command, verb: str, homes: tuple[str, ...], *, is_isolated: bool = False
) -> dict[str, str]:
    """What pip's configuration files say, and over them the environment (pip's manual, "Configuration")."""
    environment = command.environment
    named = environment.get("PIP_CONFIG_FILE")
    home = environment.get("HOME")
    files = ["/etc/xdg/pip/pip.conf", "/etc/pip.conf"]
    if home:
        reads.looked_for(f"{home}/.netrc", "pip takes passwords from it")
    if home and not is_isolated:
        config = environment.get("XDG_CONFIG_HOME") or f"{home}/.config"
        files += (f"{home}/.pip/pip.conf", f"{config}/pip/pip.conf")
    files += (f"{place}/pip.conf" for place in homes)
    files += (reads.resolve(named),) if named else ()
    found: dict[str, str] = {}
    for path in files if named != "/dev/null" else ():  # which turns all of them off
        text = reads.looked_for(path, "pip's configuration")
        said = pip_conf.read(text, verb) if text is not None else {}
        if isinstance(said, Unknown):
            reads.cannot_know(said.why, path)
        else:
            found |= said
    for name, value in environment.items() if not is_isolated else ():
        key = name.removeprefix("PIP_").lower().replace("_", "-")
        if name.startswith("PIP_") and value:
            found[key] = value
        elif name.startswith("PIP_") and value is None and key in SPELLINGS:
            reads.cannot_know(f"the value of {name} is not known")
    return found


def follow(reads: Reads, closure: Closure, said: Mapping[str, str]) -> None:
    """The files that settings name to a pip that another tool runs."""
    for written in said.get("requirement", "").split():
        closure.file(written, "named by pip's settings")
    for key in ("constraint", "build-constraint"):
        for written in said.get(key, "").split():
            closure.file(written, "named by pip's settings")
    for written in said.get("editable", "").split():
        closure.editable(written)
    for written in said.get("find-links", "").split():
        closure.links(written)
    for key in ("index-url", "extra-index-url"):
        for written in said.get(key, "").split():
            closure.index(written)
    for key in ("target", "prefix", "root", "src", "group", "requirements-from-script"):
        if said.get(key):
            reads.cannot_know(f"pip's settings give --{key}")


def written(command: Command) -> tuple[str, ...]:
    """What pip writes below HOME besides an environment: packages of the user, and its cache."""
    environment = command.environment
    home = environment.get("HOME")
    if not home:
        return ()
    return (
        environment.get("PYTHONUSERBASE") or f"{home}/.local",
        f"{environment.get('XDG_CACHE_HOME') or f'{home}/.cache'}/pip",
    )
