"""Dockerfiles in compose files: which there are, what the builder is given, how they are built, what is refused."""

import textwrap

import pytest
from layerwise.analysis import analyse
from layerwise.builds.builds import inline_builds
from layerwise.builds.declared import Inlined
from layerwise.builds.inline import Inline
from layerwise.builds.inlines import inlines
from layerwise.builds.interpolate import read_environment
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.findings.finding import Finding, Safety, Severity
from layerwise.hosted import Hosted, merged
from layerwise.settings import Settings
from layerwise.text import Edit, Span, apply
from layerwise.unknown import Unknown

_FILES: dict[str, Content] = {"requirements.txt": "flask==3.0.0\n", "app.py": "", "web/requirements.txt": ""}


def _inlines(text: str, environment: str = "") -> tuple[Inline, ...]:
    return inlines(textwrap.dedent(text), read_environment(environment))


def _told(
    text: str, files: dict[str, Content], environment: str = "", path: str = "compose.yaml"
) -> list[str]:
    """The builds of the one Dockerfile in a compose file, each in a line."""
    host = textwrap.dedent(text)
    tree = MemoryTree({**_FILES, **files, path: host, ".env": environment})
    (found,) = inlines(host, read_environment(environment))
    return [
        f"{build.label}: {build.origin}"
        + (f" ({build.said.path}:{build.said.line})" if build.said else "")
        + (f" target {build.target}" if build.target else "")
        + "".join(f" {name}={value}" for name, value in build.arguments.items())
        for build in inline_builds(Inlined(path, found.start), tree)
    ]


_ONE = """\
    services:
      web:
        build:
          context: web
          target: last
          args: {A: b}
          dockerfile_inline: |
            FROM scratch
    """


_WEB = "web: compose.yaml, service web (compose.yaml:4) target last A=b"


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        (_ONE, {}, [_WEB]),
        (_ONE.replace("context: web", "pull: true"), {}, [f".{_WEB[3:]}"]),
        # An override adds to the build, and another file that is laid over it is a build besides.
        (
            _ONE,
            {"compose.override.yaml": "services: {web: {build: {args: {C: d}}}}"},
            ["web: compose.yaml, service web (compose.yaml:4) target last A=b C=d"],
        ),
        (
            _ONE,
            {"compose.prod.yaml": "services: {web: {build: {context: .}}}"},
            [
                _WEB,
                ".: compose.prod.yaml, service web (compose.prod.yaml:1) target last A=b",
            ],
        ),
        # A service of another file extends it.
        (
            _ONE,
            {"apps/compose.yaml": "services: {app: {extends: {file: ../compose.yaml, service: web}}}"},
            [_WEB],
        ),
        (
            _ONE.rstrip(" ") + "      again:\n        extends: web\n        build: {target: first}\n",
            {},
            [
                _WEB,
                "web: compose.yaml, service again (compose.yaml:4) target first A=b",
            ],
        ),
        # One text, two services: an alias of the text, and one of the whole build.
        (
            """\
            x-file: &file |
              FROM scratch
            services:
              one: {build: {context: ., dockerfile_inline: *file}}
              two: {build: {context: web, dockerfile_inline: *file}}
            """,
            {},
            [".: compose.yaml, service one (compose.yaml:4)", "web: compose.yaml, service two (compose.yaml:5)"],
        ),
        (
            """\
            x-build: &build
              context: web
              dockerfile_inline: |
                FROM scratch
            services:
              one: {build: *build}
              two: {build: {<<: *build, target: a}}
            """,
            {},
            [
                "web: compose.yaml, service one (compose.yaml:2)",
                "web: compose.yaml, service two (compose.yaml:2) target a",
            ],
        ),
        # What bake adds changes neither text nor context.
        (_ONE.rstrip(" ") + "          x-bake: {tags: [a]}\n", {}, [_WEB]),
        # A bake target of the service's name is laid over it.
        (
            _ONE,
            {"docker-bake.hcl": 'target "web" {\n  target = "first"\n}\n'},
            [
                _WEB,
                "web: docker-bake.hcl, target web (docker-bake.hcl:1) target first A=b",
            ],
        ),
        # Nobody guesses a context that cannot be read.
        (_ONE.replace("context: web", "context: https://example.com/a.git"), {}, [": compose.yaml"]),
        (_ONE.replace("context: web", "context: $NOWHERE"), {}, [": compose.yaml"]),
    ],
)  # fmt: skip
def test_builds(text: str, files: dict[str, Content], expected: list[str]) -> None:
    """A Dockerfile in a compose file is built as the services that use it say."""
    assert _told(text, files) == expected


@pytest.mark.parametrize("path", ["stack.yml", "docker-compose.yml", "deploy/my-docker-compose.yaml"])
def test_files_that_are_named(path: str) -> None:
    """A file that compose reads only when it is named declares its own builds."""
    folder = path.rpartition("/")[0]
    context = "deploy/web" if folder else "web"
    files: dict[str, Content] = {"compose.yaml": "services: {}", "deploy/web/a": ""}

    assert _told(_ONE, files, path=path) == [
        f"{context}: {path}, service web ({path}:4) target last A=b",
    ]


def test_only_the_context_s_ignore_file() -> None:
    """No ignore file is named after such a Dockerfile: buildx hands it over in an empty folder."""
    host = textwrap.dedent(_ONE)
    tree = MemoryTree(
        {**_FILES, "compose.yaml": host, "compose.yaml.dockerignore": "*", "Dockerfile.dockerignore": "*"}
    )
    (found,) = inlines(host, {})
    (build,) = inline_builds(Inlined("compose.yaml", found.start), tree)

    assert isinstance(build.context, BuildContext)
    assert not build.context.ignore.is_ignored("requirements.txt")
    assert build.dockerfile is None


@pytest.mark.parametrize(
    ("text", "environment", "expected"),
    [
        ("RUN echo $$HOME $${HOME}", "", "RUN echo $HOME ${HOME}"),
        ("RUN echo ${A:-b}", "", "RUN echo b"),
        ("RUN echo ${A:-b} $A", "A=c", "RUN echo c c"),
        ("RUN echo $A", "", None),  # from the environment, which nobody knows here
        ("RUN echo $(date) $1 $$? $", "", "RUN echo $(date) $1 $? $"),
        ("RUN echo ${A%b}", "A=ab", None),  # compose refuses it
        ("RUN echo ${}", "", None),
        ("RUN echo ${A", "A=a", None),
        ("RUN echo ${A:-b\nc}", "A=a", None),
        ("# for $A\nRUN echo", "", "# for $A\nRUN echo"),
        ("FROM $A:${B:-1}", "", "FROM $A:1"),
        ("FROM ${A?it must be given}", "", "FROM ${A?it must be given}"),
    ],
)
def test_variables(text: str, environment: str, expected: str | None) -> None:
    """The builder is given what compose makes of the text; a Dockerfile with unknown parts is not judged."""
    indented = textwrap.indent(f"FROM scratch\n{text}\n", "        ")
    found = inlines(
        f"services:\n  web:\n    build:\n      dockerfile_inline: |\n{indented}",
        read_environment(environment),
    )

    assert [one.text for one in found] == ([] if expected is None else [f"FROM scratch\n{expected}\n"])


def _finding(text: str) -> Finding:
    """The first finding as told in a compose file."""
    host = textwrap.dedent(text)
    tree = MemoryTree({**_FILES, "compose.yaml": host})
    (inline,) = inlines(host, {})
    builds = inline_builds(Inlined("compose.yaml", inline.start), tree)
    return merged(host, [Hosted(inline=inline, analysis=analyse(inline.text, builds, Settings()))]).findings[
        0
    ]


def test_severity() -> None:
    """A finding whose fix is no longer sure is told as quietly as the rules tell such ones."""
    assert _finding(_BAD).severity is Severity.WARNING
    assert _finding(_BAD.replace("/app", "${APP:-/app}")).severity is Severity.INFORMATION


def _fixes(text: str, environment: str = "") -> tuple[str, list[tuple[Safety, str]], str | None]:
    """The host after the first fix, all fixes of the first finding, and what stands in their way."""
    host = textwrap.dedent(text)
    tree = MemoryTree({**_FILES, "compose.yaml": host, ".env": environment})
    parts = []
    for inline in inlines(host, read_environment(environment)):
        builds = inline_builds(Inlined("compose.yaml", inline.start), tree)
        parts.append(
            Hosted(inline=inline, analysis=analyse(inline.text, builds, Settings(), inline.lines_above))
        )
    finding = merged(host, parts).findings[0]
    after = apply(host, finding.fixes[0].edits) if finding.fixes else host
    told = [(fix.safety, fix.reason) for fix in finding.fixes]
    return after, told, finding.refusal.note if finding.refusal else finding.span.of(host)


_BAD = """\
    services:
      web:
        build:
          dockerfile_inline: |
            FROM python:3.12
            WORKDIR /app
            COPY . .
            RUN echo $$HOME
            RUN pip install -r requirements.txt
    """


def test_variables_make_fixes_doubtful() -> None:
    """A fix beside a variable is for review, unless it only names the base image; none rewrites a variable."""
    _, plain, _ = _fixes(_BAD)
    base, of_base, _ = _fixes(_BAD.replace("3.12", "${PYTHON:-3.12}"))
    _, elsewhere, _ = _fixes(_BAD.replace("/app", "${APP:-/app}"))
    _, touched, why = _fixes(_BAD.replace("COPY . .", "COPY ${FROM:-.} ."))

    assert plain[0] == of_base[0] == (Safety.SAFE, "")
    assert "FROM python:${PYTHON:-3.12}\n" in base
    assert "COPY requirements.txt ./\n        RUN echo $$HOME\n" in base
    assert elsewhere[0] == (Safety.REVIEW, "compose fills in ${APP:-/app}, which may have another value")
    assert touched == []
    assert why == "the edit cannot be written into the YAML of the compose file"


@pytest.mark.parametrize("style", [">", '"', "'"])
def test_no_place_of_its_own(style: str) -> None:
    """What is found in a folded or quoted text is told at its key, and not fixed."""
    lines = ["FROM python:3.12", "WORKDIR /app", "COPY . .", "RUN pip install -r requirements.txt"]
    head = "services:\n  web:\n    build:\n      dockerfile_inline: "
    if style == ">":
        text = f"{head}>\n" + "\n\n".join(f"        {line}" for line in lines) + "\n"
    else:
        text = head + style + ("\\n" if style == '"' else "\n\n        ").join(lines) + f"{style}\n"
    (inline,) = inlines(text, {})
    after, fixes, why = _fixes(text)

    assert not inline.is_placed
    assert inline.key.of(text) == "dockerfile_inline"
    assert (after, fixes) == (text, [])
    assert why == "the Dockerfile is no literal block (`|`), into which an edit could be written"


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    build: {dockerfile_inline: }\n",
        "services:\n  web:\n    build: {dockerfile_inline: |\n",
        "services:\n  web:\n    build:\n      dockerfile_inline: |",
        "services:\n  web:\n    build:\n      dockerfile_inline: |\n",
        "services:\n  web:\n    build:\n      dockerfile_inline: |\n\n\n",
        "services:\n  web:\n    build:\n      dockerfile_inline: [a]\n",
        "services:\n  web:\n    build:\n      dockerfile: a\n      dockerfile_inline: |\n        FROM a\n",
        "# dockerfile_inline",
        "dockerfile_inline: a\n\tb",
    ],
)
def test_nothing_there(text: str) -> None:
    """What is empty, half typed, or refused by compose is no Dockerfile."""
    assert inlines(text, {}) == ()


def test_places() -> None:
    """Places are mapped both ways; the indent is the begin of its line, and nothing outside is inside."""
    host = textwrap.dedent(_BAD) + "    image: a\n"
    (inline,) = inlines(host, {})
    for word in ("FROM", "COPY . .", "HOME", "requirements.txt"):
        at = inline.text.index(word)
        span = Span(at, at + len(word))

        assert inline.outer(span).of(host) == word
        assert inline.inner(inline.outer(span).start) == at
    begin = host.index("        COPY")
    assert [inline.inner(begin + column) for column in range(9)] == [inline.text.index("COPY")] * 9
    assert inline.inner(host.index("dockerfile_inline")) is None
    assert inline.inner(host.index("image: a")) is None


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(0, 0, "# a\n")], "|\n  # a\n  A\n\n  B $$C\n"),
        ([(2, 2, "X\n")], "|\n  A\n  X\n\n  B $$C\n"),
        ([(2, 3, "")], "|\n  A\n  B $$C\n"),
        ([(0, 2, "")], "|\n\n  B $$C\n"),
        ([(8, 8, "D $E\n\n  F\n")], "|\n  A\n\n  B $$C\n  D $$E\n\n    F\n"),
        ([(3, 8, "")], "|\n  A\n\n"),
        ([(1, 1, " \\\n  b")], "|\n  A \\\n    b\n\n  B $$C\n"),
        ([(0, 2, "X\n"), (2, 3, "Y\n"), (3, 8, "Z\n")], "|\n  X\n  Y\n  Z\n"),
        ([(0, 1, "  A")], None),  # its first line would say another indent
    ],
)
def test_edits(edits: list[tuple[int, int, str]], expected: str | None) -> None:
    """Edits keep the indent, leave blank lines blank, and double dollar signs."""
    head = "services:\n web:\n  build:\n   dockerfile_inline: "
    host = head + "|\n  A\n\n  B $$C\n".replace("\n  ", "\n     ")
    (inline,) = inlines(host, {})
    changed = [Edit(Span(start, end), text) for start, end, text in edits]
    carried = inline.carried(changed)

    assert inline.text == "A\n\nB $C\n"
    assert (None if carried is None else apply(host, carried)[len(head) :]) == (
        None if expected is None else expected.replace("\n  ", "\n     ")
    )


def test_unknown_context_is_told() -> None:
    """A Dockerfile whose context nobody can read is judged like one without a file."""
    host = textwrap.dedent(_ONE.replace("context: web", "context: $NOWHERE"))
    (found,) = inlines(host, {})
    (build,) = inline_builds(Inlined("compose.yaml", found.start), MemoryTree({"compose.yaml": host}))

    assert build.context == Unknown("the build context in compose.yaml cannot be read")


@pytest.mark.parametrize(("written", "moved"), [("$(date)", "$(date)"), ("$$(date)", "$$(date)")])
def test_dollar_signs_as_the_author_has_them(written: str, moved: str) -> None:
    """Edits write a sign that stands for itself once where the author does, twice where the author does."""
    host = f"services:\n web:\n  build:\n   dockerfile_inline: |\n     RUN echo {written} $$A\n     RUN x\n"
    (inline,) = inlines(host, {})
    end = len(inline.text)
    carried = inline.carried([Edit(Span(end, end), "RUN echo $(date) $A $1 $")])

    assert carried is not None
    assert apply(host, carried).endswith(
        f"     RUN x\n     RUN echo {moved} $$A {'$1' if '$$' not in written else '$$1'} "
        + ("$" if "$$" not in written else "$$")
    )
