"""Writes the lockfiles of the projects anew: `python -m installers.lock [PROJECT...]` in tests/, after the set-up."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from installers.cases import CASES
from installers.places import PROJECTS
from installers.project import lay
from installers.sandbox import fresh, run

# How each tool writes its lockfile, and where; projects without one stay so.
_LOCKS: Mapping[str, tuple[str, str]] = {
    "npm": ("npm install --package-lock-only --ignore-scripts", "package-lock.json"),
    "yarn-1": ("yarn install --ignore-scripts", "yarn.lock"),
    "yarn-4": ("yarn install --mode=skip-build", "yarn.lock"),
    "pnpm-9": ("pnpm install --lockfile-only", "pnpm-lock.yaml"),
    "pnpm-10": ("pnpm install --lockfile-only", "pnpm-lock.yaml"),
    "bun": ("bun install --lockfile-only --ignore-scripts", "bun.lock"),
    "uv": ("uv lock", "uv.lock"),
    "poetry": ("poetry lock", "poetry.lock"),
    "pipenv": ("pipenv lock", "Pipfile.lock"),
    "bundler": ("bundle lock", "Gemfile.lock"),
    "composer": ("composer update --no-install --no-scripts", "composer.lock"),
    "go": ("go mod tidy", "go.sum"),
}
_UNLOCKED = frozenset({"npm-unlocked", "uv-pyproject", "uv-requirements"})


def main(chosen: list[str]) -> None:
    """Lock the projects named, or all."""
    for case in {case.project: case for case in CASES}.values():
        if case.tool not in _LOCKS or case.project in _UNLOCKED or (chosen and case.project not in chosen):
            continue
        line, name = _LOCKS[case.tool]
        with tempfile.TemporaryDirectory() as folder:
            app = fresh(Path(folder) / "run")
            lay(case, app)
            for found in app.rglob(name):
                found.unlink()
            done = run(case.tool, line, case.environment, app.parent)
            for found in app.rglob(name):
                if "node_modules" not in found.parts:
                    # A Bundler of another version than the one named there would look for that one.
                    text = found.read_text().partition("\n\nBUNDLED WITH\n")[0].rstrip("\n")
                    (PROJECTS / case.project / found.relative_to(app)).write_text(f"{text}\n")
            sys.stderr.write(f"{case.project}: {done.code}\n{done.output[-2000:] if done.code else ''}")


if __name__ == "__main__":
    main(sys.argv[1:])
