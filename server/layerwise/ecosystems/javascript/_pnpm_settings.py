"""The settings of pnpm that count for a call, the file of hooks among them."""

import re

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import home, join
from layerwise.ecosystems.javascript._node_environment import is_ci
from layerwise.ecosystems.javascript._node_settings import Settings, is_on, merged
from layerwise.ecosystems.javascript._pnpm_project import Workspace
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

HOOK_FILES = (".pnpmfile.cjs", ".pnpmfile.mjs")

_LOADS_FILES = regex(r"""(?:require|import|from)\b[\s(]*['"]\.|readFile|__dirname|process\.cwd""")


def read_settings(reads: Reads, call: Call, workspace: Workspace) -> Settings:
    """The call, the environment, the .npmrc files, and the workspace file, which may say `ignoreScripts: true`."""
    npmrc = reads.text(join(workspace.folder, ".npmrc"), "pnpm's settings for the project")
    user = [
        reads.looked_for(join(home(call), path), "pnpm's settings") for path in (".npmrc", ".config/pnpm/rc")
    ]
    found = merged(call, [text for text in (npmrc, *user) if text is not None])
    for name, value in workspace.said.items():
        if isinstance(value, (bool, str)):
            dashed = re.sub(r"[A-Z]", lambda match: "-" + match[0].lower(), str(name))
            found.setdefault(dashed, str(value).lower() if isinstance(value, bool) else value)
    return found


def follow_hooks(reads: Reads, settings: Settings, root: str) -> bool:
    """The file of hooks that changes manifests as they are read (pnpm.io, ".pnpmfile.cjs"); whether there is one."""
    if is_on(settings, "ignore-pnpmfile"):
        return False
    has_hooks = False
    given = settings.get("pnpmfile")
    for name in (given,) if given else HOOK_FILES:
        path = join(root, name)
        text = reads.text(path, "hooks of the install")
        if text is not None:
            has_hooks = True
            if _LOADS_FILES.search(text):
                reads.needs_source(f"the hooks in {name} load other files", path)
    return has_hooks


def is_frozen(call: Call, settings: Settings) -> bool:
    """Whether the install fails rather than writes the lock: asked for, or on CI (pnpm.io, "install")."""
    if call.install.is_frozen:
        return True
    return settings.get("frozen-lockfile", "true" if is_ci(call) else "false") == "true"
