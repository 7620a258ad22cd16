"""Build logs in every way of telling, and read onto a Dockerfile."""

import base64
import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.buildlog.lines import without_prefix
from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.read import read_log
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import MemoryTree
from layerwise.logged import Logged, read_onto
from layerwise.syntax.parse import parse

_PLAIN = """\
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 229B done
#1 DONE 0.0s

#2 [internal] load metadata for docker.io/library/node:22
#2 DONE 0.4s

#3 [build 1/4] FROM docker.io/library/node:22
#3 CACHED

#4 [build 2/4] WORKDIR /app/3
#4 CACHED

#5 [build 3/4] COPY . .
#5 DONE 0.1s

#6 [build 4/4] RUN echo "hi   there" 4 &&     npm ci
#6 0.550 hi   there 4
#6 ...

#7 [stage-1 2/3] COPY --from=build /app /srv
#7 DONE 0.0s

#6 [build 4/4] RUN echo "hi   there" 4 &&     npm ci
#6 12.10 added 90 packages
#6 DONE 12.3s

#8 [stage-1 3/3] RUN ["sh", "-c", "false"]
#8 0.1 no such luck
#8 ERROR: process "sh -c false" did not complete successfully: exit code: 1
------
"""
_DOCKERFILE = """\
FROM node:22 AS build
ARG V=3
ENV W=4
WORKDIR /app/$V
COPY . .
RUN echo "hi   there" $W && \\
    # a comment
    npm ci
FROM debian:12
COPY --from=build /app /srv
RUN ["sh", "-c", "false"]
"""
_WHOLE = [
    (0, 2, "cached", None),
    (0, 3, "ran", 0.1),
    (0, 4, "ran", 12.3),
    (1, 0, "ran", 0.0),
    (1, 1, "failed", None),
]


def _plan(dockerfile: str) -> BuildPlan:
    build = Build(context=BuildContext(MemoryTree({"package.json": "{}"})), label="", origin="a test")
    return plan(parse(dockerfile), build)


def _read(log: str, dockerfile: str = _DOCKERFILE) -> Logged:
    found = read_onto(_plan(dockerfile), read_log(log))
    assert found is not None
    return found


def _rows(logged: Logged) -> list[tuple[int, int, str, float | None]]:
    """What each step did, by stage and number."""
    return [
        (stage, number, "cached" if done.is_cached else "failed" if done.error else "ran", done.seconds)
        for (stage, number), done in sorted(logged.steps.items())
    ]


def test_plain() -> None:
    """Steps with variables expanded and blanks joined, told in parts, cached, run and failed."""
    logged = _read(_PLAIN)

    assert _rows(logged) == _WHOLE
    failed = logged.steps[1, 1]
    assert failed.error is not None
    assert failed.error.endswith("exit code: 1")
    assert failed.output == ("no such luck",)
    assert logged.foreign == 0


@pytest.mark.parametrize(
    "prefix",
    [
        "2024-05-01T09:10:11.1234567Z ",
        "2024-05-01T09:10:11.123456Z 01O ",
        "build\tBuild the image\t2024-05-01T09:10:11.1234567Z ",
        "build\tUNKNOWN STEP\t\ufeff2024-05-01T09:10:11.1234567Z ",
        "[2024-05-01T09:10:11.123Z] ",
        "09:10:11 ",
        "web-1  | ",
        "##[group]",
        "\x1b[36mweb  | \x1b[0m",
    ],
)
def test_prefixes(prefix: str) -> None:
    """What CI and compose put before each line, and colours, are nothing of the builder's."""
    prefixed = "".join(f"{prefix}{line}\r\n" for line in _PLAIN.splitlines())

    assert _rows(_read(prefixed)) == _WHOLE


def test_platforms_and_targets() -> None:
    """On two platforms a step is cached where both have it; a target's name stands before the platform."""
    log = """\
#4 [web linux/amd64 1/2] COPY . .
#4 CACHED
#5 [web linux/arm64 1/2] COPY . .
#5 DONE 2.0s
#6 [web linux/arm64->amd64 2/2] RUN npm ci
#6 CACHED
#7 [web linux/amd64 2/2] RUN npm ci
#7 CACHED
#8 [db 1/2] RUN createdb
#8 DONE 1.0s
"""
    logged = _read(log, "FROM node\nCOPY . .\nRUN npm ci\n")

    assert _rows(logged) == [(0, 0, "ran", 2.0), (0, 1, "cached", None)]


def test_services() -> None:
    """Of services that are built at once, the one counts whose steps are the Dockerfile's, not others like them."""
    log = """\
#4 [db 1/3] COPY . .
#4 DONE 9.0s
#5 [web build 1/2] COPY . .
#5 CACHED
#6 [db 2/3] RUN createdb
#6 DONE 1.0s
#7 [web build 2/2] RUN npm ci
#7 DONE 2.0s
"""
    logged = _read(log, "FROM node AS build\nCOPY . .\nRUN npm ci\n")

    assert _rows(logged) == [(0, 0, "cached", None), (0, 1, "ran", 2.0)]


def test_triggers_and_links() -> None:
    """A trigger of the base image is no step of the file; a COPY --link is told of twice."""
    log = """\
#4 [1/2] ONBUILD COPY . .
#4 CACHED
#5 [2/3] COPY --link . .
#5 DONE 1.0s
#6 [2/3] LINK COPY --link . .
#6 DONE 0.1s
#7 [3/3] COPY . .
#7 DONE 2.0s
"""
    logged = _read(log, "FROM node\nCOPY --link . .\nCOPY . .\n")

    assert _rows(logged) == [(0, 0, "ran", 1.0), (0, 1, "ran", 2.0)]
    assert logged.foreign == 0

    again = _read(log.replace("#5 DONE 1.0s", "#5 CACHED"), "FROM node\nCOPY --link . .\nCOPY . .\n")

    assert _rows(again) == [(0, 0, "cached", None), (0, 1, "ran", 2.0)]


def test_equal_steps() -> None:
    """Of two steps with the same words, the first named is the first that stands there."""
    log = "#4 [1/3] RUN make\n#4 CACHED\n#5 [2/3] COPY . .\n#5 DONE 0.1s\n#6 [3/3] RUN make\n#6 DONE 3.0s\n"
    logged = _read(log, "FROM node\nRUN make\nCOPY . .\nRUN make\n")

    assert _rows(logged) == [(0, 0, "cached", None), (0, 1, "ran", 0.1), (0, 2, "ran", 3.0)]


def test_several_builds() -> None:
    """Of several builds in a log, the last one of the Dockerfile counts, in which numbers begin anew."""
    other = (
        "#1 [internal] load build definition from Other\n#1 DONE 0.0s\n#2 [1/1] RUN createdb\n#2 DONE 1.0s\n"
    )
    again = _PLAIN.replace("#5 DONE 0.1s", "#5 CACHED")
    logged = _read(_PLAIN + again + other)

    assert _rows(logged)[1] == (0, 3, "cached", None)
    assert len(read_log(_PLAIN + again + other)) == 3


def test_raw_json() -> None:
    """The same from JSON lines, with Go's times and output in base 64."""
    entries = [
        {"digest": "a", "name": "[build 2/4] WORKDIR /app/3", "cached": True, "completed": "x"},
        {"digest": "b", "name": "[build 3/4] COPY . ."},
        {
            "digest": "b",
            "name": "[build 3/4] COPY . .",
            "started": "2024-05-01T09:10:11.123456789Z",
            "completed": "2024-05-01T09:10:13.6Z",
        },
        {"digest": "c", "name": '[stage-1 3/3] RUN ["sh", "-c", "false"]', "error": "exit code: 1"},
    ]
    said = {"vertex": "c", "data": base64.b64encode(b"one\ntwo\n").decode()}
    log = "\n".join(json.dumps({"vertexes": [entry]}) for entry in entries[:3])
    log += "\n" + json.dumps({"vertexes": [entries[3]]}) + "\n"
    logged = _read(log + json.dumps({"logs": [said]}) + "\n" + log)

    assert _rows(logged)[0] == (0, 2, "cached", None)
    assert logged.steps[0, 3].seconds == pytest.approx(2.4765, abs=0.001)
    assert logged.steps[1, 1].output == ("one", "two")


def test_screen() -> None:
    """What was copied from a terminal: rows that are drawn again, and texts that end with it."""
    log = """\
[+] Building 12.6s (5/9)
 => [internal] load build definition from Dockerfile            0.0s
 => => transferring dockerfile: 229B                            0.0s
 => CACHED [build 2/4] WORKDIR /app/3                           0.0s
 => [build 3/4] COPY . .                                        0.1s
 => [build 4/4] RUN echo "hi   there" 4 &&     npm              5.0s
[+] Building 22.6s (9/9)
 => [build 4/4] RUN echo "hi   there" 4 &&     npm             12.3s
 => [stage-1 2/3] COPY --from=build /app /srv                   0.0s
 => ERROR [stage-1 3/3] RUN ["sh", "-c", "false"]               0.2s
"""
    assert [row[:3] for row in _rows(_read(log))] == [row[:3] for row in _WHOLE]
    assert _read(log).steps[0, 4].seconds == 12.3


@pytest.mark.parametrize(
    "log",
    [
        """\
        Step 1/9 : FROM node:22 AS build
         ---> 365ab156a1b1
        Step 2/9 : ARG V=3
         ---> Using cache
        Step 4/9 : WORKDIR /app/$V
         ---> Using cache
         ---> 3bfc84f667b4
        Step 5/9 : COPY . .
         ---> 89b763bbff7e
        Step 6/9 : RUN echo "hi   there" $W &&     npm ci
         ---> Running in 95e67358af45
        Step 7/9 : FROM debian:12
        Step 8/9 : COPY --from=build /app /srv
        Step 9/9 : RUN ["sh", "-c", "false"]
        The command 'sh -c false' returned a non-zero code: 1
        """,
        """\
        [1/2] STEP 1/6: FROM node:22 AS build
        [1/2] STEP 2/6: ARG V=3
        [1/2] STEP 4/6: WORKDIR /app/$V
        --> Using cache 3bfc84f667b4
        --> 3bfc84f667b4
        [1/2] STEP 5/6: COPY . .
        --> 89b763bbff7e
        [1/2] STEP 6/6: RUN echo "hi   there" $W &&     npm ci
        [2/2] STEP 1/3: FROM debian:12
        [2/2] STEP 2/3: COPY --from=build /app /srv
        [2/2] STEP 3/3: RUN ["sh", "-c", "false"]
        Error: building at STEP "RUN ["sh", "-c", "false"]": while running runtime: exit status 1
        """,
    ],
)
def test_numbered(log: str) -> None:
    """The older builder of Docker, and podman and buildah, who tell no times."""
    rows = _rows(_read(textwrap.dedent(log)))

    assert rows == [(stage, number, did, None) for stage, number, did, _ in _WHOLE]


def test_imports() -> None:
    """The caches that a build imports, and those that do not come."""
    log = """\
#4 importing cache manifest from example.com/app:cache
#4 ERROR: example.com/app:cache: not found
#5 [1/1] RUN make
#5 DONE 1.0s
"""
    (build,) = read_log(log)

    assert build.imports == ("example.com/app:cache",)
    assert build.failed_imports == build.imports


@pytest.mark.parametrize(
    "text", ["", "hello\nworld\n", "#1\n#x [1/2]\n", "{}", '{"vertexes": 3}', "[]", "\0"]
)
def test_foreign_text(text: str) -> None:
    """What is no build log has no builds."""
    assert read_log(text) == ()


def test_other_dockerfile() -> None:
    """A log none of whose steps stand in the Dockerfile is another's."""
    assert read_onto(_plan("FROM x\nRUN other\n"), read_log(_PLAIN)) is None


_PARTS = st.sampled_from(
    [
        *(
            "#",
            "1",
            "2 ",
            " ",
            "\n",
            "\r",
            "\x1b[3",
            "m",
            "[",
            "]",
            "1/2",
            "] ",
            "RUN x",
            "COPY . .",
            "CACHED",
            "DONE 1.0s",
        ),
        *(
            "ERROR: ",
            "=> ",
            "0.1s",
            "Step 1/2 : ",
            "STEP 1: ",
            "--> Using cache",
            '{"vertexes":[{"name":"[1/1] RUN x"',
            "}]}",
        ),
        *("2024-05-01T09:10:11Z ", "web | ", "\t", "$V", "99999999999"),
    ]
)


@given(st.one_of(st.text(), st.lists(_PARTS, max_size=40).map("".join)))
def test_any_text_is_read(text: str) -> None:
    """Any text parses, and is read onto a plan."""
    builds = read_log(text)

    assert all(isinstance(build, BuildLog) and build.steps for build in builds)
    read_onto(_plan(_DOCKERFILE), builds)


@given(st.text())
def test_prefixes_end(text: str) -> None:
    """Taking off what stands before a line leaves its end."""
    assert text.endswith(without_prefix(text))
