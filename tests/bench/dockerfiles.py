"""Dockerfiles of any length that look like those of real projects; the same ones in each run."""

from collections.abc import Sequence
from random import Random

from bench.ecosystems import ECOSYSTEMS, Ecosystem

# A line that docker-langserver and tally have something to say about: an edit in or above it is seen in what they
# publish, so that an older answer cannot be taken for the newer one.
TYPED_AT = "WORKDIR app"

_LIBRARIES = "build-essential ca-certificates curl git libffi-dev libpq-dev libssl-dev libxml2-dev pkg-config"
_USUAL = """\
FROM node:22-slim AS build
WORKDIR /srv
WORKDIR app
RUN apt-get update \\
    && apt-get install -y --no-install-recommends \\
        build-essential \\
        git \\
        libpq-dev \\
    && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 \\
    SERVICE=web
COPY web/package.json web/package-lock.json ./
RUN npm ci
COPY web/ .
RUN npm run build -- --minify

# What runs.
FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /srv
WORKDIR app
COPY web/ .
RUN npm ci
COPY --from=build /srv/app/public ./public
RUN useradd --uid 1001 --create-home runner
USER runner
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s \\
    CMD curl --fail http://localhost:3000/health || exit 1
CMD ["node", "index.js"]
"""
_SMALL = ("FROM node:22-slim", "WORKDIR /srv", TYPED_AT, "COPY . .", "RUN npm ci")


def dockerfile(lines: int, *, seed: int = 1) -> str:
    """A Dockerfile of so many lines, for the root of a `projects.lay_monorepo`."""
    if lines <= len(_SMALL):
        return _joined(_SMALL[:lines])
    if lines == _USUAL.count("\n"):
        return _USUAL
    end = _last_stage()
    random = Random(seed)  # noqa: S311 - the same in each run is what is wanted
    found: list[str] = []
    number = 0
    while True:
        ecosystem = ECOSYSTEMS[number % len(ECOSYSTEMS)]
        more = stage(ecosystem, number, random, folder=f"{ecosystem.name}/")
        if len(found) + len(more) + len(end) > lines:
            break
        found += more
        number += 1
    return _joined([*found, *_filled(end, lines - len(found))])


def _filled(end: list[str], lines: int) -> list[str]:
    """The last stage, made as long as is wanted by the system packages that it installs."""
    missing = lines - len(end)
    if missing < 3:
        return [*end[:-1], *(f"ENV PART{number}=1" for number in range(missing)), end[-1]]
    packages = (f"        lib{number}-dev \\" for number in range(missing - 2))
    install = ["RUN apt-get update && apt-get install -y \\", *packages, "    && rm -rf /var/lib/apt/lists/*"]
    return [*end[:3], *install, *end[3:]]


def of_stages(count: int) -> str:
    """A Dockerfile of so many stages, each built from the one before or copying from it."""
    random = Random(2)  # noqa: S311 - as above
    lines: list[str] = []
    for number in range(count):
        ecosystem = ECOSYSTEMS[number % len(ECOSYSTEMS)]
        lines += stage(ecosystem, number, random, folder=f"{ecosystem.name}/")
    return _joined(lines)


def of_steps(count: int) -> str:
    """A Dockerfile of one stage with so many steps."""
    head = ["FROM node:22-slim", "WORKDIR /srv", TYPED_AT, "COPY web/ .", "RUN npm ci"]
    kinds = (
        "ENV V{0}={0}",
        "RUN mkdir -p /opt/{0} && echo {0} > /opt/{0}/name",
        "COPY web/index.js /opt/{0}/",
    )
    return _joined(
        [*head, *(kinds[number % len(kinds)].format(number) for number in range(count - len(head)))]
    )


def of_one_line(size: int) -> str:
    """A Dockerfile with one line of so many characters."""
    commands: list[str] = []
    length = 0
    while length < size:
        commands.append(f"echo {len(commands)} > /tmp/{len(commands)}")
        length += len(commands[-1]) + len(" && ")
    return _joined([*_SMALL[:3], "COPY web/ .", "RUN npm ci", "RUN " + " && ".join(commands)])


def of_continuations(count: int) -> str:
    """A Dockerfile with one instruction of so many lines."""
    packages = [f"        lib{number}-dev \\" for number in range(count)]
    install = "RUN apt-get update && apt-get install -y --no-install-recommends \\"
    return _joined(
        [*_SMALL[:3], "COPY web/ .", "RUN npm ci", install, *packages, "    && rm -rf /var/lib/apt/lists/*"]
    )


def stage(ecosystem: Ecosystem, number: int, random: Random, *, folder: str = "") -> list[str]:
    """The lines of a usual stage; every fourth copies all of the source before it installs."""
    return [
        f"# What {ecosystem.name} needs, and its build.",
        f"FROM {ecosystem.base} AS {ecosystem.name}{number}",
        f"ARG RELEASE={random.randrange(1, 99)}",
        "WORKDIR /srv",
        TYPED_AT,
        "ENV LANG=C.UTF-8 \\",
        f"    SERVICE={ecosystem.name}{number} \\",
        f"    PORT={3000 + number}",
        *_system(random),
        *_own(ecosystem, folder, is_late=number % 4 != 3),
        *(f"RUN {command}" for command in ecosystem.build),
        "",
        f"RUN useradd --uid {1000 + number} --create-home runner \\",
        "    && mkdir -p /var/log/service \\",
        "    && chown -R runner /var/log/service",
        "USER runner",
        f"EXPOSE {3000 + number}",
        "HEALTHCHECK --interval=30s --timeout=5s \\",
        f"    CMD curl --fail http://localhost:{3000 + number}/health || exit 1",
        f"CMD {ecosystem.start}",
        "",
    ]


def _system(random: Random) -> list[str]:
    names = random.sample(_LIBRARIES.split(), random.randrange(3, 9))
    return [
        "RUN apt-get update \\",
        "    && apt-get install -y --no-install-recommends \\",
        *(f"        {name} \\" for name in sorted(names)),
        "    && rm -rf /var/lib/apt/lists/*",
        "",
    ]


def _own(ecosystem: Ecosystem, folder: str, *, is_late: bool) -> list[str]:
    whole = f"COPY {folder or '.'} ."
    if not is_late:
        return [whole, f"RUN {ecosystem.install}"]
    manifests = " ".join(folder + name for name in ecosystem.manifests)
    return [f"COPY {manifests} ./", f"RUN {ecosystem.install}", whole]


def _last_stage() -> list[str]:
    return [
        "FROM node:22-slim AS last",
        "WORKDIR /srv",
        TYPED_AT,
        "COPY web/ .",
        "RUN npm ci",
        "COPY --from=web0 /srv/app/public ./public",
        'CMD ["node", "index.js"]',
    ]


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
