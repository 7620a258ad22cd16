"""How builds of several files count together."""

import pytest
from declaring import builds, declared
from layerwise.context.memory import Content

_SCRIPT = "docker build -f web/Dockerfile "


def _workflow(inputs: str) -> str:
    return f"jobs: {{j: {{steps: [{{id: s, uses: docker/build-push-action@v6, with: {{{inputs}}}}}]}}}}"


@pytest.mark.parametrize(
    ("compose", "workflow", "script", "expected"),
    [
        # The same context and stage are one build, under the name of whom is believed first.
        ("context: .", "context: .", "", ["compose.yaml"]),
        ("context: .", "context: ., build-args: 'A=${{ inputs.a }}'", "", ["compose.yaml"]),
        ("context: ., args: {A: $A}", "context: ., build-args: A=1", "", ["compose.yaml A=1"]),
        ("context: ., args: {A: 1}", "context: ., build-args: A=1", "", ["compose.yaml A=1"]),
        # Another stage, value, or context is another build.
        ("context: ., args: {A: 1}", "context: .", "", ["compose.yaml A=1", "ci.yml"]),
        ("context: ., args: {A: 1}", "context: ., build-args: A=2", "", ["compose.yaml A=1", "ci.yml A=2"]),
        ("context: ., target: a", "context: ., target: b", "", ["compose.yaml target a", "ci.yml target b"]),
        # Scripts tell of other contexts only.
        ("context: .", "", f"{_SCRIPT} --target x --build-arg A=1 .", ["compose.yaml"]),
        ("context: .", "", f"{_SCRIPT} web", ["compose.yaml", "x.sh"]),
        ("", "context: .", f"{_SCRIPT} web", ["ci.yml", "x.sh"]),
        ("", "", f"{_SCRIPT} --target x .\n{_SCRIPT} --target y .", ["x.sh target x"]),
    ],
)
def test_together(compose: str, workflow: str, script: str, expected: list[str]) -> None:
    """One build of several that say the same, all of those that differ."""
    files: dict[str, Content] = {"web/Dockerfile": "FROM a\nCOPY a /\n", "a": "", "web/a": "", "x.sh": script}
    if compose:
        files["compose.yaml"] = f"services: {{s: {{build: {{{compose}, dockerfile: web/Dockerfile}}}}}}"
    if workflow:
        files[".github/workflows/ci.yml"] = _workflow(f"{workflow}, file: web/Dockerfile")

    told = [
        f"{line.partition(': ')[2].partition(',')[0].rpartition('/')[2]}{line.partition(')')[2]}"
        for line in declared(files, "web/Dockerfile")
    ]

    assert told == expected


def test_order() -> None:
    """Compose, bake, devcontainer, workflows, GitLab, Makefile, scripts, package.json; the setting is above all."""
    files: dict[str, Content] = {
        "compose.yaml": "services: {s: {build: {context: a, dockerfile: ../Dockerfile}}}",
        "docker-bake.hcl": 'target "t" {\n context = "b"\n dockerfile = "../Dockerfile"\n}',
        ".devcontainer.json": '{"build": {"dockerfile": "Dockerfile", "context": "c"}}',
        ".github/workflows/ci.yml": _workflow("context: d, file: Dockerfile"),
        ".gitlab-ci.yml": "j: {script: docker build -f Dockerfile e}",
        "Makefile": "t:\n\tdocker build -f Dockerfile f\n",
        "x.sh": "docker build -f Dockerfile g",
        "package.json": '{"scripts": {"s": "docker build -f Dockerfile h"}}',
        **{f"{name}/x": "" for name in "abcdefgh"},
    }

    assert [build.label for build in builds(files)] == list("abcdefgh")


def test_changing_is_united() -> None:
    """What changes in any of the builds that are one changes in that one."""
    files: dict[str, Content] = {
        "compose.yaml": "services: {s: {build: {context: ., args: {A: $GIT_SHA}}}}",
        ".github/workflows/ci.yml": _workflow("context: ., build-args: 'B=${{ github.sha }}'"),
        "x.sh": "docker build --build-arg C=$(date) .",
    }

    (build,) = builds(files)

    assert build.changing == {
        "A": "compose.yaml, service s: ${GIT_SHA}",
        "B": ".github/workflows/ci.yml, step s: ${{ github.sha }}",
        "C": "x.sh, line 1: $(date)",
    }
    assert build.arguments == {"A": None}


def test_nested_project() -> None:
    """Files speak for the Dockerfiles below them, the nearer ones first."""
    files: dict[str, Content] = {
        "Makefile": "t:\n\tdocker build -f a/Dockerfile .\n",
        "a/Makefile": "t:\n\tdocker build .\n",
    }

    assert [line.partition(" (")[0] for line in declared(files, "a/Dockerfile")] == [
        "a Dockerfile: a/Makefile, target t",
        ". a/Dockerfile: Makefile, target t",
    ]
