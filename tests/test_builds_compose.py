"""What compose files declare beyond one service in one file."""

import pytest
from declaring import builds, declared
from layerwise.builds.interpolate import read_environment
from layerwise.context.memory import Content
from layerwise.unknown import Unknown


@pytest.mark.parametrize(
    "name",
    [
        *("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"),
        *("compose.override.yaml", "docker-compose.prod.yml", "docker-compose-dev.yml", "compose.a.b.yaml"),
    ],
)
def test_names(name: str) -> None:
    """All names that compose files have."""
    assert declared({name: "services: {web: {build: .}}"}) == [
        f". Dockerfile: {name}, service web ({name}:1)"
    ]


@pytest.mark.parametrize("name", ["composer.yml", "my-compose.yml", "compose.json", "compose_dev.yml"])
def test_other_names(name: str) -> None:
    """Files of other names are none of compose's."""
    assert declared({name: "services: {web: {build: .}}"}) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "compose.yaml": """\
                    services:
                      base:
                        build:
                          context: .
                          args: {A: 1, B: 1}
                      web:
                        extends:
                          service: base
                        build:
                          target: prod
                          args: {B: 2}
                      old:
                        extends: base
                    """
            },
            [
                ". Dockerfile: compose.yaml, service base (compose.yaml:4) A=1 B=1",
                ". Dockerfile: compose.yaml, service web (compose.yaml:4) target prod A=1 B=2",
            ],
        ),
        (
            {
                "deploy/compose.yaml": "services: {web: {extends: {file: ../common/base.yml, service: app}}}",
                "common/base.yml": "services:\n  app:\n    build:\n      context: ..\n      args: [A=1]\n",
            },
            [". Dockerfile: deploy/compose.yaml, service web (common/base.yml:4) A=1"],
        ),
        (
            {
                "compose.yaml": "services: {web: {extends: {file: gone.yml, service: app}}}",
            },
            [],
        ),
        (
            {"compose.yaml": "services: {a: {extends: b, build: .}, b: {extends: a}}"},
            [". Dockerfile: compose.yaml, service a (compose.yaml:1)"],
        ),
        (
            {
                "compose.yaml": "include: [docker/app.yml, {path: other.yml}]\nservices: {}",
                "docker/app.yml": "services: {app: {build: ..}}",
                "other.yml": "services: {other: {build: {context: ., target: x}}}",
            },
            [
                ". Dockerfile: docker/app.yml, service app (docker/app.yml:1)",
                ". Dockerfile: other.yml, service other (other.yml:1) target x",
            ],
        ),
        (
            {
                "compose.yaml": "services: {web: {profiles: [debug], build: {context: ., dockerfile: Dockerfile}}}"
            },
            [". Dockerfile: compose.yaml, service web (compose.yaml:1)"],
        ),
        (
            {
                "compose.yaml": """\
                    x-args: &args
                      A: 1
                    services:
                      web:
                        build:
                          context: .
                          args:
                            <<: *args
                            B: 2
                          additional_contexts:
                            - docs=./docs
                            - base=docker-image://alpine
                    """,
                "docs/a": "",
            },
            [". Dockerfile: compose.yaml, service web (compose.yaml:6) A=1 B=2 @base=None @docs=docs"],
        ),
        (
            {
                "compose.yaml": "services: {web: {build: {context: '${DIR}', args: {V: $V, W: '${W:-w}'}}}}",
                ".env": "DIR=./\nV=1 # one\nW=",
            },
            [". Dockerfile: compose.yaml, service web (compose.yaml:1) V=1 W=w"],
        ),
        (
            {
                "docker/compose.yaml": "services: {web: {build: {context: .., args: {V: $V}}}}",
                ".env": "V=1",
            },
            [". Dockerfile: docker/compose.yaml, service web (docker/compose.yaml:1) V=None"],
        ),
    ],
)
def test_services(files: dict[str, Content], expected: list[str]) -> None:
    """Extended, included, merged, interpolated services."""
    assert declared(files) == expected


@pytest.mark.parametrize(
    ("arguments", "environment", "changing"),
    [
        ("{SHA: '${GIT_SHA}'}", "", {"SHA": "${GIT_SHA}"}),
        ("{SHA: 'v-${GITHUB_SHA:-dev}'}", "", {"SHA": "${GITHUB_SHA}"}),
        ("[SHA=$CI_COMMIT_SHA, A=1]", "", {"SHA": "${CI_COMMIT_SHA}"}),
        ("[GIT_COMMIT, VERSION]", "", {"GIT_COMMIT": "${GIT_COMMIT}"}),
        ("{BUILD_DATE: }", "", {"BUILD_DATE": "${BUILD_DATE}"}),
        ("{SHA: '${GIT_SHA}'}", "GIT_SHA=1", {}),
        ("{SHA: '$${GIT_SHA}', A: '${VERSION}', B: '${CI_COMMIT_REF_NAME}'}", "", {}),
    ],
)
def test_changing(arguments: str, environment: str, changing: dict[str, str]) -> None:
    """Variables of CI systems change with each build, unless the .env file pins them."""
    compose = f"services: {{web: {{build: {{context: ., args: {arguments}}}}}}}"

    (build,) = builds({"compose.yaml": compose, ".env": environment})

    assert build.changing == {name: f"compose.yaml, service web: {said}" for name, said in changing.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1", {"A": "1"}),
        ("export A=1\r\nB = 2\n", {"A": "1", "B": "2"}),
        ("A=1 # x\nB=a#b\n# C=1\nD=#x\n", {"A": "1", "B": "a#b", "D": ""}),
        ("A='$x # y' # z\nB=\"b # c\"", {"A": "$x # y", "B": "b # c"}),
        ("A=1\nB=${A}2", {"A": "1", "B": "12"}),
        ("A=1\nA=2\n1B=3\nnonsense\n=4", {"A": "1"}),
        ("A=", {"A": ""}),
    ],
)
def test_environment(text: str, expected: dict[str, str]) -> None:
    """The .env file's own way of writing values."""
    assert read_environment(text) == expected


def test_unknown_environment() -> None:
    """What goes over lines, or comes from another environment, is not known."""
    values = read_environment('A="1\n2"\nB=$HOME\n')

    assert isinstance(values["A"], Unknown)
    assert isinstance(values["B"], Unknown)
