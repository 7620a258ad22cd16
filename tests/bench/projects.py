"""Projects to measure on: a small monorepo, and many projects of their own."""

from pathlib import Path
from random import Random

from bench.dockerfiles import stage
from bench.ecosystems import ECOSYSTEMS, Ecosystem

_IGNORED = ".git\n**/node_modules\n**/target\n"


def lay_monorepo(root: Path) -> Path:
    """Write a folder for each ecosystem, and the manifests of the first at the root; returns the root."""
    _lay(root, ECOSYSTEMS[0])
    for ecosystem in ECOSYSTEMS:
        _lay(root / ecosystem.name, ecosystem)
    (root / ".dockerignore").write_text(_IGNORED)
    return root


def lay_projects(root: Path, count: int) -> list[Path]:
    """Write so many projects, each with a context of its own; returns their Dockerfiles."""
    random = Random(3)  # noqa: S311 - the same in each run is what is wanted
    found = []
    for number in range(count):
        folder = root / f"project{number:04}"
        ecosystem = ECOSYSTEMS[number % len(ECOSYSTEMS)]
        _lay(folder, ecosystem)
        if number % 2:
            (folder / ".dockerignore").write_text(_IGNORED)
        lines = stage(ecosystem, random.randrange(40), random)
        if number % 3 == 0:
            lines += [
                f"FROM {ecosystem.base}",
                f"COPY --from={_name_of(lines)} /srv/app /srv/app",
                f"CMD {ecosystem.start}",
            ]
        found.append(folder / "Dockerfile")
        found[-1].write_text("\n".join(lines) + "\n")
    return found


def _lay(folder: Path, ecosystem: Ecosystem) -> None:
    texts = {**ecosystem.manifests, **{name: f"{name}\n" for name in ecosystem.sources}}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _name_of(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("FROM")).split()[-1]
