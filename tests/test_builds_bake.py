"""What bake files declare: targets with what they inherit, variables, matrices, several files."""

import json

import pytest
from declaring import builds, declared
from hypothesis import given
from hypothesis import strategies as st
from layerwise.builds.bake_file import read_hcl, read_json
from layerwise.context.memory import Content

_WHOLE = """\
    variable "TAG" { default = "1" }
    variable "FULL" { default = "v${TAG}" }
    variable "NONE" {}
    variable "NULL" { default = null }
    group "default" { targets = ["web"] }
    target "web" {
      context = "./app"
      dockerfile = "../docker/web.Dockerfile"
      target = "prod"
      args = {
        TAG = TAG
        FULL = "${FULL}-x"
        NONE = NONE
        NULL = NULL
        CALL = upper("a")
      }
      contexts = { docs = "./docs", base = "target:base", image = "docker-image://alpine" }
      tags = ["x:${TAG}"]
    }
    """


def test_target() -> None:
    """Everything that a target says; variables have their defaults, null is as good as nothing."""
    files: dict[str, Content] = {"docker-bake.hcl": _WHOLE, "app/a": "", "docs/a": ""}

    (told,) = declared(files, "docker/web.Dockerfile")

    place, _, given = told.partition(" target prod ")
    assert place == "app None: docker-bake.hcl, target web (docker-bake.hcl:7)"
    assert given == "CALL=None FULL=v1-x NONE=None TAG=1 @base=None @docs=docs @image=None"


@pytest.mark.parametrize(
    ("bake", "expected"),
    [
        ('target "a" {}', [". a"]),
        ('target "a" { context = "." }\ntarget "b" { context = "." }', [". a"]),
        ('target "a" { context = "https://github.com/x/y.git" }', []),
        ('target "a" { context = DIR }', []),
        ('target "a" { dockerfile = "other" }', []),
        ('target "a" { dockerfile-inline = "FROM a" }', []),
        ('target "_base" { target = "x" }\ntarget "a" { inherits = ["_base"] }', [". a target x"]),
        ('target "base" { target = "x" }\ntarget "a" { inherits = ["base"], target = "y" }', []),
        (
            """target "base" { target = "x" }
            target "a" {
                inherits = ["base"]
                target = "y"
            }
            group "all" { targets = ["base", "a"] }""",
            [". base target x", ". a target y"],
        ),
        (
            'target "p" { target = "p" }\ntarget "q" { target = "q" }\ntarget "a" { inherits = ["p", "q"] }',
            [". a target q"],
        ),
        ('target "a" { inherits = ["a", "gone"] }', []),
        ('target "default" { inherits = ["default"] }', [". default"]),
        (
            """target "a" {
                name = "a-${d}"
                matrix = { d = ["x", "y"] }
                context = d
                dockerfile = "../Dockerfile"
            }""",
            ["x a-x", "y a-y"],
        ),
        (
            'target "a" {\n matrix = { i = [{ f = "Dockerfile" }, { f = "b" }] }\n dockerfile = i.f\n}',
            [". a"],
        ),
        ('target "a" {\n matrix = { v = ["1", "2"] }\n args = { V = v }\n}', [". a V=1"]),
        ('target "a" {\n matrix = f()\n}', [". a"]),
        (
            'variable "A" { default = B }\nvariable "B" { default = A }\ntarget "a" { args = { A = A } }',
            [". a A=None"],
        ),
    ],
)
def test_targets(bake: str, expected: list[str]) -> None:
    """Targets that are built; those that others only inherit from are none."""
    files: dict[str, Content] = {"docker-bake.hcl": bake, "x/a": "", "y/a": ""}

    told = [line.replace("docker-bake.hcl, target ", "") for line in declared(files)]

    plain = [
        f"{line.split()[0]} {line.partition(': ')[2].partition(' (')[0]}{line.partition(')')[2]}"
        for line in told
    ]
    assert plain == expected


def test_json() -> None:
    """The JSON form says the same, its strings being templates."""
    text = json.dumps(
        {
            "variable": {"TAG": {"default": "1"}, "SHA": {}},
            "group": {"default": {"targets": ["web"]}},
            "target": {
                "base": {"args": {"A": "${TAG}", "N": 2, "T": True}},
                "web": {"inherits": ["base"], "context": ".", "args": {"S": "${SHA}"}},
            },
        },
        indent=1,
    )

    assert declared({"docker-bake.json": text}) == [
        ". Dockerfile: docker-bake.json, target web (docker-bake.json:27) A=1 N=2 S=None T=true"
    ]


def test_several_files() -> None:
    """The standard files are laid over each other, others over those; compose's services lie below."""
    files: dict[str, Content] = {
        "docker-bake.json": '{"target": {"a": {"args": {"A": "1", "B": "1"}}}}',
        "docker-bake.hcl": 'target "a" { args = { B = "2" } }',
        "docker-bake.override.hcl": 'target "a" { target = "x" }',
        "docker-bake.prod.hcl": 'target "a" { target = "y" }',
    }

    assert declared(files) == [
        ". Dockerfile: docker-bake.json, target a (docker-bake.json:1) target x A=1 B=2",
        ". Dockerfile: docker-bake.json, target a (docker-bake.json:1) target y A=1 B=2",
    ]


def test_target_over_service() -> None:
    """A target without a place is laid over the service of its name."""
    files: dict[str, Content] = {
        "compose.yaml": "services: {web: {build: ./web}}",
        "docker-bake.hcl": 'target "web" { args = { A = "1" } }',
        "web/Dockerfile": "FROM a\n",
    }

    assert declared(files) == []
    assert declared(files, "web/Dockerfile") == [
        "web Dockerfile: compose.yaml, service web (compose.yaml:1)",
        "web Dockerfile: docker-bake.hcl, target web (docker-bake.hcl:1) A=1",
    ]


def test_folder() -> None:
    """Paths of a bake file in a folder may be seen from above: where the Dockerfile is tells."""
    files: dict[str, Content] = {
        "deploy/docker-bake.hcl": 'target "a" { context = "app" }\ntarget "b" { dockerfile = "Dockerfile" }',
        "app/Dockerfile": "FROM a\n",
        "deploy/Dockerfile": "FROM a\n",
    }
    bake = "deploy/docker-bake.hcl"

    assert declared(files, "app/Dockerfile") == [f"app Dockerfile: {bake}, target a ({bake}:1)"]
    assert declared(files) == []  # b may be either


def test_changing() -> None:
    """A variable of a CI system changes with each build, through other variables too."""
    bake = """\
        variable "GIT_SHA" { default = "dev" }
        variable "REV" { default = "v-${GIT_SHA}" }
        variable "BRANCH" { default = "main" }
        target "web" {
          args = { SHA = GIT_SHA, REVISION = "${REV}", BRANCH = BRANCH, DATE = timestamp() }
        }
        """

    (build,) = builds({"docker-bake.hcl": bake})

    said = "docker-bake.hcl, target web: ${GIT_SHA}"
    assert build.changing == {"SHA": said, "REVISION": said}


@given(st.text(alphabet='target "ab={}[]$\n.:inhersm', max_size=80))
def test_any_text(text: str) -> None:
    """Whatever stands in a bake file, there is an answer."""
    for whole in (text, f'target "a" {{\n{text}\n}}'):
        list(read_hcl(whole, "x").built())
    list(read_json(text, "x").built())


def test_inherits_all_over() -> None:
    """Targets that inherit from two each are followed once each."""
    bake = "".join(f'target "t{n}" {{ inherits = ["t{n + 1}", "t{n + 1}"] }}\n' for n in range(60))

    assert len(declared({"docker-bake.hcl": bake})) == 1
