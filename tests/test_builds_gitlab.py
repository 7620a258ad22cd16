"""What .gitlab-ci.yml declares."""

import pytest
from declaring import builds, declared
from hypothesis import given
from hypothesis import strategies as st
from layerwise.context.memory import Content

_CI = ".gitlab-ci.yml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("image:\n  script: docker build .\n", []),  # `image` is no job
        ("a:\n  script: docker build .\n", [". Dockerfile: job a (2)"]),
        ("a:\n  script:\n    - echo\n    - docker build -t $IMAGE .\n", [". Dockerfile: job a (4)"]),
        ("a:\n  script:\n    - |\n      echo\n      docker build .\n", [". Dockerfile: job a (5)"]),
        (
            "a:\n  before_script: [cd web]\n  script: [docker build -f ../Dockerfile .]",
            ["web None: job a (3)"],
        ),
        ("before_script: [cd web]\na:\n  script: [docker build -f ../Dockerfile .]", ["web None: job a (3)"]),
        ("default: {before_script: [cd web]}\na:\n  script: [docker build .]", []),
        ("variables: {D: web}\na:\n  script: [docker build -f Dockerfile $D]", ["web None: job a (3)"]),
        (
            "a:\n  variables: {D: {value: web}}\n  script: [docker build -f Dockerfile $D]",
            ["web None: job a (3)"],
        ),
        ("a:\n  script: [docker build $CI_PROJECT_DIR]", [". Dockerfile: job a (2)"]),
        (
            "a:\n  script: [[docker build .], [docker build --target x .]]",
            [". Dockerfile: job a (2)", ". Dockerfile: job a (2) target x"],
        ),
        ("a:\n  script: [docker build $WHERE]", []),
        ("a:\n  script: docker build .\n b: [", []),
        ("docker build", []),
    ],
)
def test_jobs(text: str, expected: list[str]) -> None:
    """The commands of jobs, in one shell with those before them."""
    files: dict[str, Content] = {_CI: text, "web/a": ""}

    assert [line.replace(f"{_CI}, ", "").replace(f"({_CI}:", "(") for line in declared(files)] == expected


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("A=$CI_COMMIT_SHA", "$CI_COMMIT_SHA"),
        ("A=$REVISION", "${CI_COMMIT_SHORT_SHA}"),
        ("A=$CI_COMMIT_REF_NAME", None),
        ("A=$VERSION", None),
    ],
)
def test_changing(argument: str, told: str | None) -> None:
    """GitLab's own variables, and those made of them."""
    text = f"variables: {{REVISION: v-$CI_COMMIT_SHORT_SHA}}\nbuild:\n  script: docker build --build-arg {argument} .\n"

    (build,) = builds({_CI: text})

    assert build.changing == ({} if told is None else {"A": f"{_CI}, job build: {told}"})


@given(st.text(alphabet="$ {}[]-dockerbuild\n:'\"&|>;", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands there, there is an answer."""
    declared({_CI: f"a:\n  script: docker build {text}"})
