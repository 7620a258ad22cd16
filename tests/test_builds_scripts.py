"""What shell scripts, Makefiles and package.json scripts declare."""

import json

import pytest
from declaring import builds, declared
from hypothesis import given
from hypothesis import strategies as st
from layerwise.context.memory import Content

_WEB: dict[str, Content] = {"web/a": "", "api/Dockerfile": "FROM a\n", "docs/a": ""}


def _told(files: dict[str, Content], path: str = "Dockerfile") -> list[str]:
    """Each build without the place of its line."""
    return [line.partition(" (")[0] + line.partition(")")[2] for line in declared({**_WEB, **files}, path)]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker build .", ". Dockerfile"),
        ("docker build -t x . ", ". Dockerfile"),
        ("docker build --tag=x --file=Dockerfile --no-cache --pull=true web", "web None"),
        ("docker build -fDockerfile web", "web None"),
        ("docker build -f=Dockerfile web", "web None"),
        ("docker build -q -f 'Dockerfile' \\\n  --label \"a b\" \\\n  web", "web None"),
        ("sudo docker image build .", ". Dockerfile"),
        ("DOCKER_BUILDKIT=1 docker build .", ". Dockerfile"),
        ("docker --context default buildx build --platform $P --push .", ". Dockerfile"),
        ("podman build -f Dockerfile web", "web None"),
        ("buildah bud --layers .", ". Dockerfile"),
        ("(cd web; docker build -f ../Dockerfile .)", "web None"),
        ("if true; then docker build .; fi", ". Dockerfile"),
        ("D=web\ndocker build -f Dockerfile $D", "web None"),
        ("docker build --target prod .", ". Dockerfile target prod"),
        ("docker build --target $T .", ". Dockerfile"),
        ("docker build --build-arg A=1 --build-arg B --build-arg C=$C .", ". Dockerfile A=1 B=None C=None"),
        (
            "docker build --build-context docs=docs --build-context x=https://x/y .",
            ". Dockerfile @docs=docs @x=None",
        ),
        ("docker build -t$X -t $X --tag=$X .", ". Dockerfile"),
    ],
)
def test_commands(command: str, expected: str) -> None:
    """The spellings of a build's command."""
    place, _, given = expected.partition(" ")
    dockerfile, _, rest = given.partition(" ")

    assert _told({"x.sh": f"#!/bin/sh\n{command}\n"}) == [
        f"{place} {dockerfile}: x.sh, line {_line(command)}{' ' if rest else ''}{rest}"
    ]


def _line(command: str) -> int:
    return 3 if command.startswith("D=") else 2


@pytest.mark.parametrize(
    "command",
    [
        *(
            "docker build",
            "docker build - < Dockerfile",
            "docker build -f - .",
            "docker build $X",
            "docker build . ..",
        ),
        *("docker build $OPTIONS .", "docker build -f $F .", "docker build --unknown x .", "docker build -f"),
        *("cd $X && docker build .", "cd $(mktemp -d)\ndocker build .", "docker build https://x/y.git"),
        *(
            "docker build web",
            "docker build -f other .",
            "docker build -f Dockerfile gone",
            "docker builder prune",
        ),
        *(
            "docker run x build .",
            "docker-compose build .",
            "docker buildx bake .",
            "ls | xargs docker build",
        ),
        *(
            "# docker build .",
            "echo 'docker build .'",
            "docker build /",
            "docker build *",
            "docker build -qf x .",
        ),
        "cat <<EOF\ndocker build .\nEOF",
    ],
)
def test_no_builds(command: str) -> None:
    """What builds nothing of ours, or nobody knows what: the guess stands."""
    assert _told({"x.sh": command}) == []


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        ({"scripts/x.sh": "docker build ."}, "Dockerfile", [". Dockerfile"]),
        ({"scripts/x.sh": "docker build .."}, "Dockerfile", [". Dockerfile"]),
        (
            {"scripts/x.sh": "docker build -f scripts/Dockerfile ."},
            "scripts/Dockerfile",
            [". scripts/Dockerfile"],
        ),
        # Run here or there, it builds this Dockerfile or that.
        ({"scripts/x.sh": "docker build .", "scripts/Dockerfile": "FROM a\n"}, "Dockerfile", []),
        ({"elsewhere/x.sh": "docker build .."}, "Dockerfile", []),
        # The files that COPY names are elsewhere: the script is out of date.
        (
            {"x.sh": "docker build -f api/Dockerfile .", "api/Dockerfile": "FROM a\nCOPY a /\n", "api/a": ""},
            "api/Dockerfile",
            [],
        ),
        (
            {"x.sh": "docker build -f api/Dockerfile .", "api/Dockerfile": "FROM a\nCOPY a /\n", "a": ""},
            "api/Dockerfile",
            [". api/Dockerfile"],
        ),
    ],
)
def test_places(files: dict[str, Content], path: str, expected: list[str]) -> None:
    """A script runs in its folder or in the one above, as the Dockerfile and its files tell."""
    assert [line.partition(":")[0] for line in _told(files, path)] == expected


_MAKE = """\
DOCKER ?= docker
IMAGE := x/y
FILE = Dockerfile # the one
SHA := $(shell git rev-parse --short HEAD)
DATE = $$(date)
TWICE = a
TWICE = b

.PHONY: image
image: deps ## Build it.
\t@echo $(IMAGE)
\t-$(DOCKER) build -t $(IMAGE):$(SHA) \\
\t\t--build-arg SHA=$(SHA) --build-arg DATE="$(DATE)" \\
\t\t--build-arg GIT_SHA --build-arg V=${VERSION} -f $(FILE) web

other:
\tcd web && docker build -f ../Dockerfile .
\tdocker build $(TWICE)
\tdocker build -f $(or $(X),Dockerfile) .
\tdocker build $(wildcard w*)
"""


def test_makefile() -> None:
    """Recipes with make's variables put in; what make computes is unknown."""
    (build,) = builds({**_WEB, "Makefile": _MAKE})

    assert (build.origin, build.said) == ("Makefile, target image", ("Makefile", 12, ""))
    assert build.arguments == {"SHA": None, "DATE": None, "GIT_SHA": None, "V": None}
    said = "Makefile, target image: "
    assert build.changing == {
        "SHA": f"{said}$(git rev-parse --short HEAD)",
        "DATE": f"{said}$(date)",
        "GIT_SHA": f"{said}${{GIT_SHA}}",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x:\n\tdocker build .\n", [". Dockerfile: Makefile, target x"]),
        ("x y: z\r\n\tdocker build .\r\n", [". Dockerfile: Makefile, target x y"]),
        ("D=.\nx:\n\tdocker build ${D}\n", [". Dockerfile: Makefile, target x"]),
        ("A=$(B)\nB=$(A)\nx:\n\tdocker build $(A)\n", []),
        ("A=$(B)$(B)\nB=$(C)$(C)\nC=..............\nx:\n\tdocker build $(A)\n", []),
        ("x:\n\tdocker build $(\n", []),
        ("x:\n\tdocker build \\", []),
        ("x:\n    docker build .\n", []),
    ],
)
def test_recipes(text: str, expected: list[str]) -> None:
    """Targets and lines as make has them."""
    assert _told({"Makefile": text}) == expected


def test_package_scripts() -> None:
    """Scripts of a package.json run in its folder."""
    text = json.dumps({"scripts": {"a": "docker build .", "b": "cd .. && docker build .", "c": 1}}, indent=1)

    assert declared({"web/package.json": text, "web/Dockerfile": "FROM a\n"}, "web/Dockerfile") == [
        "web Dockerfile: web/package.json, script a (web/package.json:3)"
    ]
    assert _told({"package.json": '{"scripts": "docker build ."}'}) == []
    assert _told({"package.json": '{"scripts": {"a": "docker build ."'}) == []


@given(st.text(alphabet="$ (){}-dockerbuilf\n\t:='\"\\#;&@", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands in a script or a Makefile, there is an answer."""
    declared({"x.sh": f"docker build {text}", "Makefile": f"{text}\nx:\n\tdocker build {text}\n"})
