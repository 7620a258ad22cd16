"""Families made by chance, with a fixed seed, so that a failure can be had again."""

import random
from collections.abc import Iterator

from layerwise.context.memory import Link

from builder.conformance.family import TREE, Family, Made
from builder.conformance.scene import (
    Argument,
    Change,
    Delete,
    Edit,
    Empty,
    Mode,
    Rename,
    Symlink,
    Target,
    Text,
    Touch,
)
from builder.contexts import Files

_SEED = "conformance"
_FAMILIES = 14
_EDITS = 6  # of each

_COPIES = (
    *("COPY . all/", "COPY d d", "COPY f g ./", "COPY f* first/", "COPY d/[ab] some/", "ADD d/e /e"),
    *(
        "COPY --chown=app g owned",
        "COPY link linked",
        'COPY ["d/a", "a"]',
        "ADD . /added/",
        "COPY d/e/c k/x /k/",
    ),
)
_OTHERS = (
    *(
        "ENV E=1 F=$A",
        "LABEL l=1",
        "USER app",
        "USER root",
        "WORKDIR sub",
        "WORKDIR /",
        "EXPOSE 80",
        "ARG B=2",
    ),
    *("CMD a", 'SHELL ["/bin/sh", "-ec"]', "ENV A=5", "ARG A"),
)
_RUNS = (
    *("RUN echo % >/tmp/r", "RUN --mount=type=bind,target=/mnt ls /mnt #%", "RUN true %"),
    *("RUN --mount=type=bind,source=d,target=/mnt ls /mnt #%", "RUN --mount=type=cache,target=/c ls /c #%"),
)
_TAKEN = ("/in/d/a", "/in/d", "/in/f", "/out", "/out/alike", "/in/d/*", "/out/passed/d", "/in")
_EDITS_OF_FILES: tuple[Edit, ...] = (
    *(
        Change("f"),
        Change("g"),
        Change("d/a"),
        Change("d/e/c"),
        Change("k/x"),
        Change("new"),
        Change("d/new"),
    ),
    *(
        Change("f9"),
        Change("no.md"),
        Mode("f"),
        Mode("d/b", 0o600),
        Mode("d/e/c"),
        Empty("empty"),
        Empty("d/z"),
    ),
    *(Rename("k/y", "k/yy"), Rename("d/b", "d/q"), Delete("k/y"), Delete("d/b"), Symlink("link", "g")),
    *(Symlink("k/y", "x"), Change(".dockerignore"), Touch()),
)
_EDITS_OF_TEXT = (
    *(("LABEL l=1", "LABEL l=%"), ("E=1", "E=%"), ("ARG A", "# %\nARG A"), ("USER app", "USER 1001")),
    *(
        ("WORKDIR sub", "WORKDIR sub%"),
        ("RUN echo", "RUN echo %"),
        ("EXPOSE 80", "EXPOSE 81"),
        ("A=0", "A=%"),
    ),
    *(("COPY f g ./", "COPY g f ./"), ("COPY d d", "COPY d d%"), ("CMD a", "CMD %"), ("B=2", "B=%")),
)


def _families() -> Iterator[Family]:
    chosen = random.Random(_SEED)  # noqa: S311 - nothing is secret
    for number in range(_FAMILIES):
        dockerfile = _dockerfile(chosen)
        yield Family(
            name=f"generated {number}",
            dockerfile=dockerfile,
            files=_files(chosen),
            made={" /out/alike": Made.ALIKE, " /out": "d", " /in/d": "d", " /in": ""},
            target=chosen.choice((None, "middle")) if "AS middle" in dockerfile else None,
            edits=_edits(chosen, dockerfile),
        )


def _files(chosen: random.Random) -> Files:
    ignored = chosen.choice(
        ("*.md\n", "*.md\nk/y\n", "*.md\nd/*\n!d/a\n!d/b\n!d/e\n", "new\n.dockerignore\n")
    )
    more: Files = {
        "k/x": "x %\n",
        "k/y": "y %\n",
        "no.md": "no %\n",
        "link": Link("d/a"),
        ".dockerignore": ignored,
    }
    return {**TREE, **more}


def _dockerfile(chosen: random.Random) -> str:
    lines = ["ARG A=0", "FROM debian:12 AS first", "ARG A", "COPY . /in", *_body(chosen, 1)]
    passed_on = "mkdir -p /out/passed && cp -r /in/d /out/passed/ && echo % >/out/alike"
    lines += ["USER root", f"RUN {passed_on} {chosen.choice(('', '# why'))}".rstrip()]
    if chosen.random() < 0.5:
        base = chosen.choice(("first", "debian:12"))
        lines += [f"FROM {base} AS middle", *_body(chosen, 2)]
        if chosen.random() < 0.5:
            lines.append(f"COPY --from=first {chosen.choice(_TAKEN)} /from-first/")
    lines += [f"FROM {chosen.choice(('debian:12', 'first', 'debian:12'))}", *_body(chosen, 3)]
    for taken in chosen.sample(_TAKEN, 2):
        lines.append(f"COPY --from={chosen.choice(('first', '0'))} {taken} /taken/")
    return "\n".join(lines) + "\n"


def _body(chosen: random.Random, stage: int) -> list[str]:
    """Some instructions; the first directory is the stage's own, so that no two stages have a step in common."""
    lines = [f"WORKDIR /w{stage}-%", chosen.choice(_COPIES), chosen.choice(_OTHERS)]
    lines += chosen.sample([chosen.choice(_COPIES), chosen.choice(_RUNS), *chosen.sample(_OTHERS, 2)], 3)
    return lines


def _edits(chosen: random.Random, dockerfile: str) -> dict[str, Edit]:
    texts: list[Edit] = [Text(old, new) for old, new in _EDITS_OF_TEXT if old in dockerfile]
    others: list[Edit] = [Argument("A"), Argument("B"), Target("first")]
    picked = [*chosen.sample(_EDITS_OF_FILES, 3), *chosen.sample([*texts, *others], _EDITS - 3)]
    return {str(edit): edit for edit in picked}


GENERATED = tuple(_families())
