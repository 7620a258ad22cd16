"""The whole of it: the first part is a Dockerfile, the rest is its build context; fixes, hovers and completion too."""

from collections.abc import Mapping

from layerwise.analysis import Analysis, analyse
from layerwise.builds.build import Build
from layerwise.completion.dockerfile import dockerfile_items
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.explain import hover
from layerwise.findings.finding import Fix
from layerwise.fixes import fix_all, ignore_here, ignore_in_file, is_safe_here, whole_change
from layerwise.overview import overview
from layerwise.refactorings.registry import offers
from layerwise.settings import Settings
from layerwise.text import Span, apply

from fuzz.target import parts_of

WORDS = (
    *(
        "FROM node\n",
        "WORKDIR /app\n",
        "COPY . .\n",
        "ADD . /x/\n",
        "COPY --from=0 / /\n",
        "RUN npm ci\n",
        "RUN pip install -r requirements.txt\n",
    ),
    *(
        "RUN apt-get update\n",
        "RUN apt-get install -y a\n",
        "ARG GIT_SHA\n",
        "ENV A=$GIT_SHA\n",
        "USER b\n",
        "RUN --mount=type=cache,target=/root/.npm ",
    ),
    *(
        "RUN --mount=type=bind,source=.,target=. ",
        " && ",
        "RUN <<E\n",
        "E\n",
        "# layerwise: ignore=",
        " AS b\n",
        "ONBUILD ",
        'SHELL ["/bin/sh", "-c"]\n',
    ),
    *(
        "=== package.json\n{}\n",
        "=== requirements.txt\n",
        "=== .dockerignore\n",
        "=== .env\nTOKEN=",
        "=== .npmrc\n//a/:_authToken=",
        "=== go.mod\n",
    ),
    *(
        "RUN chmod +x a && ",
        "RUN rm -rf ",
        "RUN cp -r a b\n",
        "go build ./...",
        "uv sync",
        "npm run build",
        "../",
        "$A",
        "*",
        "\\\n",
    ),
)
SEEDS = (
    ("FROM node:22 AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx\nCOPY --from=b /app/dist /srv\n"
    '=== package.json\n{"scripts": {"build": "x"}}\n=== package-lock.json\n{"lockfileVersion": 3, "packages": {}}\n=== src/a.js\n1\n'),
    ("ARG V=3\nFROM python:$V\nARG GIT_SHA\nENV SHA=$GIT_SHA\nRUN apt-get update\nRUN apt-get install -y gcc\nADD . /app\nWORKDIR /app\n"
    "RUN pip install -r requirements.txt\nRUN chmod +x a.sh\n=== requirements.txt\n-r b.txt\n=== b.txt\nc\n=== a.sh\n#!/bin/sh\n=== .dockerignore\n.git\n"),
    ("FROM golang\nCOPY . /src\nWORKDIR /src\nUSER 1000\nRUN --mount=type=cache,target=/root/.cache go build -o /a ./...\n=== go.mod\nmodule a\n"
    "=== go.sum\n=== main.go\npackage main\n"),
    ("# layerwise: ignore-file=hot-before-cold\nFROM a AS x\nCOPY --chown=1 b c /d/\nFROM x AS y\nRUN cd /d && uv sync\nRUN <<E\nset -e\nnpm ci\nE\n"
    "COPY . /d\n=== pyproject.toml\n[project]\nname = 'a'\n=== .env\nTOKEN=9fKq2LmZ7xTw4RvB8cYd3HsJ6pGn1A5u\n=== package.json\n{}\n"),
)  # fmt: skip
_MOST_ROUNDS = 3  # of fixes; each is a whole analysis


def run(data: bytes) -> None:
    """Analyse, explain, complete, and apply what is safe."""
    text, files = parts_of(data)
    found = _analysed(text, files)
    _check(found)
    for offset in {0, len(text) // 3, len(text) // 2, len(text) - 1, len(text)}:
        hover(found, offset)
        dockerfile_items(found.document, min(max(offset, 0), len(text)), lambda: found)
        for _ in offers(found.plans, Span(max(offset, 0), max(offset, 0))):
            pass
    for one in found.plans:
        overview(one, None)
    rounds = iter(range(_MOST_ROUNDS))

    def is_wanted(fix: Fix) -> bool:
        return is_safe_here(fix) and next(rounds, None) is not None

    fixed = fix_all(found, is_wanted, lambda after, _: _analysed(after, files))
    assert apply(text, [whole_change(text, fixed.text)]) == fixed.text


def _analysed(text: str, files: Mapping[str, str]) -> Analysis:
    tree = MemoryTree(
        {**{path: one for path, one in files.items() if path != "Dockerfile"}, "Dockerfile": text}
    )
    context = BuildContext(tree, parse_ignore(files.get(".dockerignore", "")))
    build = Build(context=context, label=".", origin="a fuzzer", dockerfile="Dockerfile")
    return analyse(text, [build], Settings())


def _check(found: Analysis) -> None:
    text = found.document.text
    for finding in found.findings:
        for span in (finding.span, *(one.span for one in finding.evidence)):
            assert 0 <= span.start <= span.end <= len(text)
        assert finding.fixes or finding.refusal is not None or finding.rule
        for fix in finding.fixes:
            assert fix.title
            apply(text, fix.edits)
        ignore_here(found.document, finding)
        ignore_in_file(found.document, finding)
