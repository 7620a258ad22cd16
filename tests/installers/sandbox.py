"""Runs a real package manager where only the project, an empty home and our registry are: traced, without a network.

The project always lies in the same folder, so that two runs may write the same absolute paths.
"""

import platform
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from installers.places import BUILD, HERE, PYTHON, TARBALLS, WHEELS
from installers.registry import ADDRESS

# /mnt stands in every file system and belongs to nobody; its other contents are hidden from the tools alone.
PLACE = "/mnt"
APP = f"{PLACE}/app"
HOME = f"{PLACE}/home"
_PATH = f"{PLACE}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_SECONDS = 120
_TRACER = (
    "strace --follow-forks --seccomp-bpf --decode-fds=path --quiet=all --trace=%file,openat2"
    f" --output={PLACE}/trace"
)

_NODE = shutil.which("node") or "node"
_MODULES = BUILD / "node_modules"
_SCRIPTS = BUILD / "python" / "bin"
_MACHINE = {"x86_64": "x64"}.get(platform.machine(), platform.machine())  # as bun's packages are named

# Each tool's commands: what our own PATH gives for a name. The distribution's tools are found by theirs.
COMMANDS: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "npm": {"npm": (_NODE, _MODULES / "npm" / "bin" / "npm-cli.js")},
    "yarn-1": {"yarn": (_NODE, _MODULES / "yarn" / "bin" / "yarn.js")},
    "yarn-4": {"yarn": (_NODE, _MODULES / "@yarnpkg" / "cli-dist" / "bin" / "yarn.js")},
    "pnpm-9": {"pnpm": (_NODE, _MODULES / "pnpm-9" / "bin" / "pnpm.cjs")},
    "pnpm-10": {"pnpm": (_NODE, _MODULES / "pnpm" / "bin" / "pnpm.cjs")},
    "bun": {"bun": (_MODULES / "@oven" / f"bun-linux-{_MACHINE}" / "bin" / "bun",)},
    "pip-tools": {name: (_SCRIPTS / name,) for name in ("pip-sync", "pip-compile")},
    "pip": {"pip": (_SCRIPTS / "python", "-m", "pip", "--python", f"{PLACE}/venv/bin/python")},
    "uv": {"uv": (_SCRIPTS / "uv",)},
    "poetry": {"poetry": (_SCRIPTS / "poetry",)},
    "pipenv": {"pipenv": (_SCRIPTS / "pipenv",)},
    "bundler": {},
    "composer": {},
    "go": {},
    "mix": {},
    "rebar3": {},
}
_NPM = f"{ADDRESS}/npm/"
# The user's own settings, which lie outside every build context: where packages come from, and nothing else.
_SETTINGS: Mapping[str, str] = {
    ".npmrc": f"registry={_NPM}\naudit=false\nfund=false\nupdate-notifier=false\n",
    ".yarnrc": f'registry "{_NPM}"\ndisable-self-update-check true\ncache-folder "{HOME}/.cache/yarn"\n',
    ".yarnrc.yml": f'npmRegistryServer: "{_NPM}"\nunsafeHttpWhitelist: ["127.0.0.1"]\nenableTelemetry: false\n',
    ".bunfig.toml": f'telemetry = false\n[install]\nregistry = "{_NPM}"\n',
    ".config/pip/pip.conf": f"[global]\nindex-url = {ADDRESS}/pypi/\ndisable-pip-version-check = true\n",
    ".config/uv/uv.toml": (
        'python-downloads = "never"\npython-preference = "only-system"\n'
        f'[[index]]\nurl = "{ADDRESS}/pypi/"\ndefault = true\n'
    ),
    ".config/go/env": f"GOPROXY={ADDRESS}/go\nGOSUMDB=off\n",
    ".config/composer/config.json": '{"repositories": {"packagist.org": false}}\n',
}


class Run(NamedTuple):
    """How a command ended: its exit code, what it said, and the trace of the files that it asked for."""

    code: int
    output: str
    trace: str


def environment(tool: str, own: Mapping[str, str]) -> dict[str, str]:
    """The variables of a case, as the image's environment would hold them."""
    python = {"VIRTUAL_ENV": f"{PLACE}/venv"} if tool == "pip" else {}
    return {"HOME": HOME, "PATH": _PATH, "LANG": "C.UTF-8", **python, **own}


def run(tool: str, line: str, own: Mapping[str, str], place: Path, *, is_traced: bool = False) -> Run:
    """Run a shell line in `place/app`, which it sees as APP; what it writes elsewhere stays below `place`."""
    _furnish(tool, place)
    (place / "line.sh").write_text(line + "\n")
    words = [
        "unshare",
        "--net",
        "--mount",
        "--",
        "sh",
        "-c",
        _script(_TRACER if is_traced else ""),
        "sh",
        str(place),
    ]
    # Of Node.js: io_uring opens files out of sight of the tracer. Of composer: it warns that root runs it.
    quiet = {"UV_USE_IO_URING": "0", "COMPOSER_ALLOW_SUPERUSER": "1"}
    done = subprocess.run(
        words,
        env={**quiet, **environment(tool, own)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
    )
    trace = place / "trace"
    seen = trace.read_text(errors="surrogateescape") if trace.exists() else ""
    return Run(done.returncode, done.stdout.decode(errors="replace"), seen)


def _furnish(tool: str, place: Path) -> None:
    """Lay the home and the commands beside the project, unless an earlier run has."""
    (place / "ready").unlink(missing_ok=True)
    if (place / "bin").exists():
        return
    for path, text in _SETTINGS.items():
        file = place / "home" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    programs = place / "bin"
    programs.mkdir()
    (programs / "node").symlink_to(_NODE)
    (programs / "python3").symlink_to(PYTHON)
    for name, words in COMMANDS[tool].items():
        script = programs / name
        script.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, words))} "$@"\n')
        script.chmod(0o755)
    if tool == "pip":
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", place / "venv"], check=True)


def _script(tracer: str) -> str:
    """What the new namespaces run: the registry in the background, then the line."""
    registry = shlex.join(map(str, [PYTHON, HERE / "registry.py", TARBALLS, WHEELS, f"{PLACE}/ready"]))
    return (
        f'set -e; umask 022; ip link set lo up; mount --bind "$1" {PLACE}; {registry} & server=$!;'
        f" trap 'kill $server' EXIT; until [ -e {PLACE}/ready ]; do sleep 0.01; done; cd {APP};"
        f" {tracer} sh {PLACE}/line.sh"
    )


def fresh(place: Path) -> Path:
    """An empty folder for one run; returns where its project goes."""
    shutil.rmtree(place, ignore_errors=True)
    app = place / "app"
    app.mkdir(parents=True)
    app.chmod(0o755)  # whatever the umask is
    return app
