"""What is said of a split by its edits: safe, for review and why, or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.split.groups import groups, is_context_free, is_install
from layerwise.split.judged import judged
from layerwise.split.moves import Lift
from layerwise.split.verdict import PRESUMED, Refusal
from layerwise.unknown import Unknown
from planning import planned

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'
_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "more.txt": "six\n",
    "app.py": "1",
    "src/a.py": "1",
    "package.json": "{}",
    "package-lock.json": _LOCK,
    "tools/npm": "1",
    "Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n',
    "Cargo.lock": 'version = 3\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
    "src/main.rs": "",
}
_PIP = "RUN pip install -r requirements.txt"
_ABOVE = "FROM a; WORKDIR /app; COPY . .; "


def _said(before: BuildPlan, others: Sequence[BuildPlan] = (), count: int | None = None) -> str | None:
    """What becomes of a split that lifts the first installs of a plan's one group."""
    wanted = is_install if groups(before, is_install) else is_context_free
    (group,) = groups(before, wanted)
    found = judged(before, group, Lift(group.installs[:count]), others)
    return f"refused: {found.why}" if isinstance(found, Refusal) else found.reason


_INTO = "pip install --target /opt/x -r requirements.txt"
_EMPTIED = "{} installs into the cache mount {}, which may be emptied"


def _mounted(options: str) -> str:
    return f"RUN --mount={options} {_INTO}"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (_PIP, None),
        (_mounted("type=cache,target=/root/.cache/pip"), None),
        (_mounted("type=cache,target=/opt/x"), _EMPTIED.format(_INTO, "/opt/x")),
        (_mounted("type=cache,target=/opt"), _EMPTIED.format(_INTO, "/opt")),
        (_mounted("type=cache,target=/opt/x/y"), _EMPTIED.format(_INTO, "/opt/x/y")),
        (_mounted("type=cache,target=/opt/y"), None),
        (_mounted("type=tmpfs,target=/opt/x"), None),
        (_mounted("type=cache"), None),
        ("RUN --mount=type=cache,target=/root/.npm npm ci", None),
        (
            "RUN --mount=type=cache,target=/app/node_modules npm ci",
            _EMPTIED.format("npm ci", "/app/node_modules"),
        ),
        ("RUN tools/npm ci", "tools/npm is a file of the project, and what it does besides is not known"),
        (
            "RUN /app/tools/npm ci",
            "/app/tools/npm is a file of the project, and what it does besides is not known",
        ),
        ("RUN /opt/npm ci", None),
        (
            "RUN sh -c 'npm ci && rm app.py'",
            "refused: a RUN of this form cannot be split between npm ci and rm app.py",
        ),
        (
            "RUN sh -c 'npm ci' && rm app.py",
            "what the RUN cleans up would stay in the layer above, and the image grow",
        ),
        (
            "RUN touch /q && sh -c 'npm ci && rm app.py'",
            "refused: a RUN of this form cannot be split between npm ci and rm app.py",
        ),
        ("RUN rm app.py && npm ci", "refused: rm app.py writes /app/app.py, which the copy brings"),
        ("RUN npm ci && ./x", None),
        (
            "RUN npm ci || ./x",
            "refused: the RUN cannot be split before ./x: its commands are not joined by &&",
        ),
        ("RUN npm ci; RUN ./x; RUN npm ci", "refused: what ./x does to files is not known"),
        ("RUN ./x; RUN npm ci", "refused: what ./x does to files is not known"),
        (
            "RUN npm install",
            "npm install may rewrite /app/package-lock.json, and the copy brings the old one back",
        ),
        ("RUN cat app.py; RUN npm ci", None),
    ],
)
def test_judged(lines: str, said: str | None) -> None:
    """Where an install goes, which program it is, and what stands in one with it."""
    assert _said(planned(f"{_ABOVE}{lines}", _FILES)) == said


def _other(before: BuildPlan, files: Mapping[str, Content] | None, doubt: str | None = None) -> BuildPlan:
    """The plan under another build, whose context may be unknown."""
    context = Unknown("no permission") if files is None else BuildContext(MemoryTree(files))
    return plan(before.document, replace(before.build, context=context, origin="b.yml", doubt=doubt))


def test_other_builds() -> None:
    """What is wrong in one of several builds is told with it, and a guess is for review in each."""
    before = planned(f"{_ABOVE}RUN npm install", {"package.json": "{}", "app.py": "1"})
    why = "refused: npm install reads /app/package-lock.json, which the copy brings"
    mounted = planned(f"{_ABOVE}{_mounted('type=cache,target=/opt/x')}", _FILES)

    assert _said(before) is None
    assert _said(before, [_other(before, _FILES)]) == f"{why} (build context: b.yml)"
    assert _said(before, [_other(before, {"app.py": "1"})]) == (
        "refused: package.json is not in the build context of b.yml"
    )
    assert _said(before, [_other(before, {"package.json": "{}"}, "who knows")]) == "who knows"
    assert _said(_other(before, {"package.json": "{}", "app.py": "1"}, "who knows")) == "who knows"
    assert _said(_other(mounted, _FILES, "who knows")) == _EMPTIED.format(_INTO, "/opt/x")
    assert _said(_other(before, None)) == PRESUMED


_HATCH = '[project]\nname = "a"\nversion = "1"\n[tool.hatch.envs.default]\nskip-install = true\n'


@pytest.mark.parametrize(
    ("base", "command", "target", "is_said"),
    [
        ("rust:1.82", "cargo fetch --locked", "/usr/local/cargo/registry", True),
        ("rust:1.82", "cargo fetch --locked", "/usr/local/cargo/x", False),
        ("python:3.13", "hatch env create", "/root/.cache/pip", False),
        ("python:3.13", "hatch env create", "/root/.cache/x", False),
    ],
)
def test_what_is_only_downloaded(base: str, command: str, target: str, *, is_said: bool) -> None:
    """A cache mount matters where any of an install's own files lies there, and not where it is all downloads."""
    files = {
        "Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n',
        "Cargo.lock": 'version = 3\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
        "src/main.rs": "",
        "pyproject.toml": _HATCH,
        "app.py": "1",
    }
    run = f"RUN --mount=type=cache,target={target} {command}"
    found = _said(planned(f"FROM {base}; WORKDIR /app; COPY . .; {run}", files))

    assert found == (_EMPTIED.format(command, target) if is_said else None)


def test_reruns_in_another_build() -> None:
    """A copy that brings more in another build still reruns the installs there."""
    files = {**_FILES, "r/x": "1"}
    before = planned(f"FROM a; WORKDIR /app; COPY r ./r/; RUN cat r/x; COPY . .; {_PIP}; RUN npm ci", files)
    (group,) = groups(before, is_install)
    lifted = Lift(group.installs[:1])

    def said(more: Mapping[str, Content], wanted: Lift) -> str | None:
        found = judged(before, group, wanted, [_other(before, {**files, **more})])
        return found.why if isinstance(found, Refusal) else found.reason

    assert said({}, Lift(group.installs)) is None
    assert said({"r/y": "1"}, Lift(group.installs)) == "the installs would still rerun"
    assert said({"r/y": "1"}, lifted) == "the install would still rerun"


def _of_some(lines: str, copies: int, installs: int) -> str | None:
    """What is said where the installs are to go above some of their copies only, which they know nothing of."""
    before = planned(f"FROM a; WORKDIR /app; {lines}", _FILES)
    (group,) = groups(before, is_install)
    lifted = tuple(one._replace(copies=one.copies[:copies]) for one in group.installs[:installs])
    found = judged(before, group, Lift(lifted), ())
    return found.why if isinstance(found, Refusal) else found.reason


def test_what_would_still_rerun() -> None:
    """A split after which an install is still rerun by other copies is none."""
    copies, npm = "COPY . .; COPY src ./more", "RUN npm ci"

    assert _of_some(f"{copies}; {npm}", 2, 1) is None
    assert _of_some(f"{copies}; {npm}", 1, 1) == "the install would still rerun"
    assert _of_some(f"{copies}; {npm}; {_PIP}", 1, 2) == "the installs would still rerun"
    assert _of_some(f"{copies}; {npm}; {_PIP}", 2, 1) is None
