"""Which Yarn a `yarn` command is: the two lines share the command, and the project says which one it uses."""

import posixpath
import re
import shlex
from collections.abc import Mapping

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import join, strings, upward
from layerwise.manifests import json_text, yaml_text
from layerwise.regex import regex

NAMES = ("yarn", "yarnpkg")
LAUNCHERS = ("corepack", "npx")
NOT_AN_INSTALL = ("--help", "-h", "--version", "-v", "-V")

_NAMED = regex(r"yarn(?:pkg)?@\D*(\d{1,9})|yarn(?:pkg)?@(berry|stable|canary)")
_RELEASE = regex(r"yarn-(\d{1,9})")
_MODERN = 4  # where something says "not the first line" without a number


def major(tree: Tree, call: Call) -> int:
    """The major version of Yarn that the call ends up in.

    A version in the command (corepack, npx) wins; then `yarnPath`, to which any installed Yarn hands over; then
    `packageManager`, which corepack obeys and Yarn 1 refuses to contradict; then the lockfile's format.
    """
    for word in call.command.words:
        named = _NAMED.fullmatch(word.value or "") or _NAMED.match(word.value or "")
        if named:
            return int(named[1]) if named[1] else _MODERN
    folders = list(upward(call.cwd)) if call.cwd else []
    rc_files = [_yaml(tree, join(folder, ".yarnrc.yml")) for folder in folders]
    for rc in rc_files:
        path = rc.get("yarnPath") if rc else None
        if isinstance(path, str):
            release = _RELEASE.search(posixpath.basename(path))
            return int(release[1]) if release else _MODERN
    for folder in folders:
        text = tree.text(join(folder, "package.json"))
        data = json_text.load_object(text) if isinstance(text, str) else None
        named = _NAMED.match(strings(data).get("packageManager", ""))
        if named:
            return int(named[1]) if named[1] else _MODERN
    for folder in folders:
        lock = tree.text(join(folder, "yarn.lock"))
        if isinstance(lock, str) and lock:
            return _MODERN if re.search(r"^__metadata:", lock, re.MULTILINE) else 1
    return _MODERN if any(rc is not None for rc in rc_files) else 1


def yarnrc(text: str) -> dict[str, str]:
    """The settings of a .yarnrc: a name and a value in each line; `--install.NAME` is an option of the install."""
    found = {}
    for line in text.splitlines():
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            continue
        if len(words) > 1:
            name = words[0].removeprefix("--").removeprefix("install.").removesuffix(":")
            found[name] = words[1]
    return found


def _yaml(tree: Tree, path: str) -> Mapping[object, object] | None:
    """The settings in a .yarnrc.yml; None where there is no such file."""
    text = tree.text(path)
    if not isinstance(text, str):
        return None
    value = yaml_text.load(text)
    return value if isinstance(value, dict) else {}
