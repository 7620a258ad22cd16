"""Projects by the thousand for the properties of all rules together: Dockerfiles, contexts, histories, builds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from layerwise.analysis import Analysis, analyse
from layerwise.builds.build import Build
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, MemoryTree
from layerwise.findings.finding import Fix
from layerwise.history.log import History
from layerwise.settings import Settings
from layerwise.text import apply
from split_generator import BETWEEN, COPIES, FILES, HISTORY, INSTALLS

_TOKEN = "9fKq2LmZ7xTw4RvB8cYd3HsJ6pGn1A5u"  # noqa: S105  # made up
_SECRETS: tuple[dict[str, Content], ...] = (
    {},
    {".env": f"API_TOKEN={_TOKEN}\n", ".npmrc": f"//npm.shop.example/:_authToken={_TOKEN}\n"},
    {"web/.env": f"API_TOKEN={_TOKEN}\n", ".dockerignore": "node_modules\n*.log\n"},
    {".npmrc": f"//npm.shop.example/:_authToken={_TOKEN}\n", ".dockerignore": "more\n"},
)
_GONE: tuple[str | tuple[str, ...], ...] = (
    "none",
    "web",
    "package-lock",
    "more",
    ("go.mod", "requirements"),
)  # names that begin so are in one context only
_VALUES = (
    *(
        "ARG GIT_SHA",
        "ARG BUILD_DATE=unknown",
        "ENV SHA=$GIT_SHA",
        "LABEL revision=$GIT_SHA made=$BUILD_DATE",
    ),
    *("ARG GIT_SHA BUILD_DATE", "ENV A=b SHA=${GIT_SHA}", "RUN echo $GIT_SHA > /version", "ARG REVISION"),
    *("LABEL a=c", "ENV GIT_SHA=$GIT_SHA", "RUN echo $SHA > version"),
)
_INDEXES = (
    *("RUN apt-get update", "RUN apt-get install -y curl", "RUN apt-get update && apt-get install -y git"),
    *("RUN apt-get update && apt-get install -y make; apt-get clean", "RUN apt-get install -y gcc jq"),
    *("RUN rm -rf /var/lib/apt/lists/*", "RUN apt-get install -y libpq-dev && pip install psycopg2"),
    *("RUN apt-get update || true", "RUN curl -fsSLo /usr/bin/tool https://example.com/tool", "USER root"),
    "RUN echo deb http://example.com/ stable main > /etc/apt/sources.list.d/own.list",
)
_NARROW = (
    *("COPY requirements.txt ./", "COPY package.json ./", "COPY web/package.json ./web/", "COPY go.mod ./"),
    *("COPY requirements.txt /app/requirements.txt", "COPY package*.json ./", "COPY .npmrc package.json ./"),
    *("COPY requirements.txt package.json ./", "COPY prepare.sh .env ./", "COPY src/ src/"),
    *("COPY web/package.json package.json ./", "RUN rm -f .npmrc .env", "COPY --from=build /app /srv"),
)
_MANIFESTS = (
    *(
        "COPY requirements.txt ./",
        "COPY more/ ./more",
        "COPY package.json package-lock.json ./",
        "COPY go.mod ./",
    ),
    *(
        "COPY web/package.json web/package-lock.json web/",
        "COPY package.json ./",
        "COPY prepare.sh /usr/bin/",
    ),
)
_BUILDS = ("RUN go build -o /out", "RUN npm ci && npm run build", "RUN poetry install", "RUN go build ./...")
_PRAGMAS = (
    *("# layerwise: ignore=source-before-install", "# layerwise: ignore=stale-package-index,hot-before-cold"),
    *("# layerwise: ignore", "# layerwise: ignore=source-before-instal", "# above the next one"),
)
_ALL = (*COPIES, *INSTALLS, *BETWEEN, *_VALUES, *_INDEXES, *_NARROW, *_BUILDS, *_PRAGMAS)
_HEADS = (
    "FROM alpine AS source\nCOPY . /all\nFROM node:22 AS build\nARG WHERE\nWORKDIR /app\n",
    "ARG GIT_SHA=dev\nFROM alpine AS source\nCOPY . /all\nFROM debian:12 AS build\nWORKDIR /app\n",
    "# a service\nFROM python:3.13 AS source\nCOPY . /all\nFROM source AS build\nWORKDIR /app\n",
    "FROM node:22 AS source\nARG GIT_SHA\nRUN apt-get update\nFROM source AS build\nWORKDIR /app\n",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A Dockerfile with its builds, each given by its target and the files of its build context."""

    text: str
    builds: tuple[tuple[str | None, Mapping[str, Content]], ...]
    history: History | None = None

    def analysis(self) -> Analysis:
        """What is known about it."""
        builds = [
            Build(
                context=BuildContext(
                    MemoryTree({**files, "Dockerfile": self.text}),
                    parse_ignore(str(files.get(".dockerignore", ""))),
                ),
                label=".",
                origin=f"service {number}",
                dockerfile="Dockerfile",
                target=target,
                history=lambda: self.history,
            )
            for number, (target, files) in enumerate(self.builds)
        ]
        return analyse(self.text, builds, Settings())

    def fixed(self, fix: Fix) -> "Project":
        """The project after a fix, with its changes to other files."""
        builds = tuple((target, _changed(files, fix)) for target, files in self.builds)
        return replace(self, text=apply(self.text, fix.edits), builds=builds)


def _changed(files: Mapping[str, Content], fix: Fix) -> Mapping[str, Content]:
    changed = {one.path: apply(str(files.get(one.path, "")), one.edits) for one in fix.changes}
    return {**files, **changed}


def _text(head: str, groups: tuple[list[str], ...]) -> str:
    return head + "".join(f"{line}\n" for group in groups for line in group)


def _some(lines: tuple[str, ...], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(lines), min_size=least, max_size=most)


_any = st.tuples(_some(_ALL, 2, 11))
_sensible = st.tuples(
    _some(_VALUES + _INDEXES + _PRAGMAS, 0, 3),
    _some(COPIES + _NARROW, 1, 2),
    _some(BETWEEN + _VALUES + _INDEXES + _PRAGMAS, 0, 3),
    _some(INSTALLS + _INDEXES + _BUILDS, 1, 3),
    _some(_ALL, 0, 4),
)
_narrow = st.tuples(
    _some(_VALUES + _PRAGMAS, 0, 2),
    _some(_MANIFESTS, 1, 2),
    _some(_INDEXES + BETWEEN, 1, 3),
    _some(INSTALLS, 1, 2),
    _some(COPIES + _VALUES, 0, 2),
)

_contexts = st.sampled_from(_SECRETS).map(lambda secrets: {**FILES, **secrets})
_one_context = st.tuples(
    st.sampled_from(((None,), (None, "build"), ("build",), ("build", "source"))), _contexts
).map(lambda drawn: tuple((target, drawn[1]) for target in drawn[0]))
_two_contexts = st.tuples(_contexts, st.sampled_from(_GONE)).map(
    lambda drawn: ((None, drawn[0]), (None, {k: v for k, v in FILES.items() if not k.startswith(drawn[1])}))
)

projects = st.builds(
    Project,
    text=st.builds(_text, st.sampled_from(_HEADS), st.one_of(_any, _sensible, _narrow)),
    builds=st.one_of(_one_context, _one_context, _two_contexts),
    history=st.sampled_from((HISTORY, None)),
)
"""Projects in which every rule has something to look at."""
