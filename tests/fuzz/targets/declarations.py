"""Files that say how a Dockerfile is built: the first part is the Dockerfile, the rest is the workspace."""

from layerwise.builds.builds import builds_for, inline_builds
from layerwise.builds.hints import Hints
from layerwise.builds.inlines import inlines
from layerwise.builds.interpolate import read_environment
from layerwise.builds.sources import declared_builds, is_compose_file
from layerwise.context.memory import MemoryTree
from layerwise.syntax.parse import parse_anew

from fuzz.target import parts_of

WORDS = (
    *(
        "=== compose.yaml\n",
        "=== compose.override.yaml\n",
        "=== docker-bake.hcl\n",
        "=== docker-bake.json\n",
        "=== .env\n",
    ),
    *(
        "=== .github/workflows/a.yml\n",
        "=== .devcontainer/devcontainer.json\n",
        "=== Makefile\n",
        "=== package.json\n",
    ),
    *(
        "=== .gitlab-ci.yml\n",
        "=== build.sh\n",
        "=== a/Dockerfile\n",
        "services:\n",
        "  build:\n",
        "context: ",
        "dockerfile: ",
    ),
    *(
        "dockerfile_inline: |\n",
        "extends:\n",
        "include:\n",
        "args:\n",
        "additional_contexts:\n",
        "target: ",
        "image: ",
        "<<: *",
    ),
    *(
        "docker build -t a ",
        "docker buildx build ",
        "docker buildx bake",
        "podman build ",
        "-f ",
        "--build-arg A=",
        "--target ",
    ),
    *(
        "uses: docker/build-push-action@v6\n",
        "with:\n",
        "matrix:\n",
        "${{ ",
        " }}",
        "${",
        "$(",
        "$$",
        "group ",
        "inherits = [",
    ),
    *(
        "$(shell ",
        ":=",
        "?=",
        "\t@",
        "define ",
        "${A:-",
        "script:\n",
        "&a",
        "*a",
        "!reset ",
        "steps:\n",
        "- run: |\n",
    ),
)
SEEDS = (
    ("FROM a\nCOPY x y\n=== compose.yaml\nx-a: &a\n  context: ./b\nservices:\n  s:\n    build:\n      <<: *a\n      dockerfile: ../Dockerfile\n"
    '      args: {C: "${D:-e}", F: }\n      additional_contexts: [g=./h]\n      target: i\n  t:\n    extends: {service: s}\n=== .env\nD=j\n'),
    ("FROM a\n=== compose.yaml\ninclude:\n- path: [b.yaml]\nservices:\n  s:\n    build:\n      context: .\n      dockerfile_inline: |\n"
    "        FROM c\n        RUN d $$E ${F}\n=== b.yaml\nservices:\n  u: {build: ., extends: {file: compose.yaml, service: s}}\n"),
    ('FROM a\n=== docker-bake.hcl\nvariable "A" { default = "b" }\ngroup "default" { targets = ["c"] }\ntarget "c" {\n  inherits = ["d"]\n'
    '  context = "./${A}"\n  matrix = { e = ["f", "g"] }\n  name = "c-${e}"\n  args = { H = upper(A) }\n}\ntarget "d" { dockerfile = "Dockerfile" }\n'),
    ("FROM a\n=== .github/workflows/a.yml\non: push\nenv: {A: b}\njobs:\n  c:\n    strategy: {matrix: {d: [e, f]}}\n    steps:\n"
    "    - uses: docker/build-push-action@v6\n      with:\n        context: ${{ matrix.d }}\n        build-args: |\n          G=${{ env.A }}\n"
    "    - run: docker build -f h/Dockerfile --build-arg I=$(git rev-parse HEAD) .\n"),
    "FROM a\n=== Makefile\nA := b\nC ?= $(A)/c\nall: d\n\t@docker build -t $(C) --target e \\\n\t  -f Dockerfile . && f\n",
    'FROM a\n=== .devcontainer/devcontainer.json\n{// b\n "build": {"dockerfile": "../Dockerfile", "context": "..", "args": {"C": "${localEnv:D}"}},}\n',
    "FROM a\n=== .gitlab-ci.yml\n.b: &b\n  variables: {C: d}\ne:\n  <<: *b\n  script:\n  - docker build --build-arg F=$CI_COMMIT_SHA $C\n=== d/x\ny",
    'FROM a\n=== package.json\n{"scripts": {"b": "docker build -t c ."}}\n=== build.sh\n#!/bin/sh\ncd x && docker buildx build --push -f Dockerfile ..\n',
)  # fmt: skip


def run(data: bytes) -> None:
    """Find the builds of the Dockerfile, and the Dockerfiles in compose files with theirs."""
    text, files = parts_of(data)
    if "Dockerfile" in files or any(path.startswith("Dockerfile/") for path in files):
        return
    workspace = MemoryTree({**files, "Dockerfile": text})
    assert builds_for("Dockerfile", Hints(parse_anew(text)), workspace), "there is at least one build"
    environment = read_environment(files.get(".env", ""))
    for path, host in files.items():
        if is_compose_file(path.rpartition("/")[2]):
            for inline in inlines(host, environment):
                assert 0 <= inline.start <= len(host)
    for _, declared in declared_builds("Dockerfile", workspace):
        if declared.inline is not None:
            assert inline_builds(declared.inline, workspace)
