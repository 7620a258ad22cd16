"""What changes of that which copies and mounts take, between two builds that are not alike."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from layerwise.builds.build import Build
from layerwise.cache.held import takes
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.replay import Rerun, rerun_between, rerun_by
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, Folder, Link, MemoryTree
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "src/a.js": "1",
    "src/b.js": "1",
    "docs/b.md": "1",
    "led/away": Link("../../../x"),
    "one/f": "1",
    "one/g": "1",
    "one/d/a": "1",
    "one/d/b": "1",
    "one/e": Folder(),
    "one/h/a": "1",
    "two/f": "1",
    "two/g": "2",
    "two/d/a": "1",
    "two/d/b": "2",
    "two/e": "1",
    "two/h/a": "1",
    "two/h/b": "1",
    "copied/a.js": "1",
    "copied/b.js": "1",
}
_WORDS = {"no": Rerun.NO, "if": Rerun.IF_OUTPUT_CHANGES, "yes": Rerun.YES}
_DARK = Unknown("no permission")
# Two stages that look alike: only what the copies take is not the same.
_TWICE = (
    "FROM a AS b; RUN y; FROM a AS c; COPY --from=b f /o; FROM a AS d; COPY one/f /o; FROM a; "
    "COPY --from=c /o /1; COPY --from=d /o /2"
)
_STAGES = "FROM a AS b; COPY . /x; FROM a AS c; "


def _plan(text: str, ignore: str = "", shared: BuildContext | Unknown = _DARK) -> BuildPlan:
    """The plan of a Dockerfile, spelt with `; ` between its lines."""
    context = BuildContext(MemoryTree(_FILES), parse_ignore(ignore))
    build = Build(context=context, label=".", origin="a test", contexts={"shared": shared})
    return plan(parse("".join(f"{line}\n" for line in text.split("; "))), build)


def _expected(answers: str) -> Sequence[Rerun]:
    return [_WORDS[word] for word in answers.split()]


@pytest.mark.parametrize(
    ("text", "changed", "answers"),
    [
        (
            "FROM a AS b; RUN ln -s /x/src /s; COPY . /x; FROM a; COPY --from=b /s/a.js /",
            "src/a.js",
            "no yes if",
        ),
        (
            "FROM a AS b; RUN ln -s /x/src /s; COPY src /x; FROM a; COPY --from=b /s/a.js /",
            "docs/b.md",
            "no no no",
        ),
        (
            "FROM a AS b; RUN ln -s /x/src /s; COPY src /x; FROM a; COPY --from=b /package.json /s/a.js /",
            "src/b.js",
            "no yes if",
        ),
        (
            "FROM a AS b; COPY led /l; COPY src /x; FROM a; COPY --from=b /l/away/a.js /",
            "src/b.js",
            "no yes if",
        ),
        (
            "FROM a AS b; COPY src/*.js /x/; COPY docs /y/; FROM a; COPY --from=b /y /y",
            "src/c.js",
            "yes yes no",
        ),
        (
            "FROM a AS b; COPY src/*.js /x/; COPY docs /y/; FROM a; COPY --from=b /x /x",
            "src/c.js",
            "yes yes if",
        ),
        (
            "FROM a AS b; COPY package.json /p; COPY src /x; FROM a; COPY --from=b /x /x",
            "package.json",
            "yes yes no",
        ),
        (
            "FROM a AS b; ADD package.json /x/; COPY src/a.js /x/package.json; FROM a; COPY --from=b /x /x",
            "package.json",
            "yes yes no",
        ),
        ("FROM a AS b; COPY src /x; RUN touch /q; FROM a; COPY --from=b /o /o", "src/a.js", "yes yes no"),
        ("FROM a AS b; COPY src /x; RUN touch /q; FROM a; COPY --from=b /q /o", "src/a.js", "yes yes if"),
        ("FROM a AS b; COPY src /x; WORKDIR /o; FROM a; COPY --from=b /o /o", "src/a.js", "yes yes no"),
        ("FROM a AS b; COPY --exclude=*.js src /x; FROM a; COPY --from=b /x /x", "src/a.js", "no no"),
        ("FROM a AS b; COPY src /x; FROM a; COPY --from=b /* /y", "src/a.js", "yes yes"),
        ("FROM a AS b; COPY src /x; FROM a; COPY --from=b /* /y", "docs/b.md", "no no"),
        (
            "FROM a AS b; COPY docs /x; RUN touch /q; FROM a; COPY --from=b /*.js /y",
            "docs/b.md",
            "yes yes if",
        ),
        ("FROM a AS b; COPY *.js docs /x/; FROM a; COPY --from=b /*.js /y", "new.js", "yes if"),
        (
            f"{_STAGES}COPY --from=b /x /y; RUN touch /z; FROM a; COPY --from=c /y/src /s",
            "src/a.js",
            "yes yes yes yes",
        ),
        (
            f"{_STAGES}COPY --from=b /x /y; RUN touch /y/src/c; FROM a; COPY --from=c /y/src /s",
            "src/a.js",
            "yes yes yes if",
        ),
        (
            f"{_STAGES}COPY --from=b /x/src /y/z; FROM a; COPY --from=c /y /y",
            "src/a.js",
            "yes yes yes",
        ),
        (
            f"{_STAGES}COPY --from=b /x/src /y/z; FROM a; COPY --from=c /w /w",
            "src/a.js",
            "yes yes no",
        ),
        (
            f"{_STAGES}COPY --from=b --exclude=*.md /x /y; FROM a; COPY --from=c /y /y",
            "src/a.js",
            "yes yes if",
        ),
        (
            f"{_STAGES}ARG TARGETARCH; COPY --from=b $TARGETARCH /y; FROM a; COPY --from=c /y /y",
            "src/a.js",
            "yes no if if",
        ),
        (
            f"{_STAGES}COPY --from=b /x/docs/*.md /y/; FROM a; COPY --from=c /y /y",
            "src/a.js",
            "yes no no",
        ),
        (
            f"{_STAGES}COPY --from=b /x/src/*.js /y/; FROM a; COPY --from=c /y /y",
            "src/a.js",
            "yes yes if",
        ),
    ],
)
def test_changed_files(text: str, changed: str, answers: str) -> None:
    """The answers for all steps that are carried out, when one file changes."""
    assert list(rerun_by(_plan(text), [changed]).values()) == _expected(answers)


@pytest.mark.parametrize(
    ("before", "after", "answers"),
    [
        ("FROM a AS b; RUN y; FROM c; COPY --from=b /o /o", "FROM c; COPY --from=b /o /o", "if"),
        (
            "FROM a AS b; RUN y >/o; RUN rm -f /o; FROM c; COPY --from=b /o /o",
            "FROM a AS b; RUN y >/o; FROM c; COPY --from=b /o /o",
            "no if",
        ),
        (
            "FROM a AS b; RUN y >/o; RUN touch /p; FROM c; COPY --from=b /o /p /",
            "FROM a AS b; RUN y >/o; FROM c; COPY --from=b /o /p /",
            "no if",
        ),
        (
            "FROM a AS b; RUN touch /o; RUN touch /q; FROM c; COPY --from=b /o /o",
            "FROM a AS b; RUN touch /o; FROM c; COPY --from=b /o /o",
            "no no",
        ),
        (
            "FROM a AS b; RUN touch /o; COPY src /x; FROM c; COPY --from=b /x/a.js /",
            "FROM a AS b; RUN touch /o; FROM c; COPY --from=b /x/a.js /",
            "no if",
        ),
        ("FROM a AS b; FROM c; COPY --from=b /o /o", "FROM z AS b; FROM c; COPY --from=b /o /o", "if"),
        (
            "FROM a; FROM b AS d; FROM c; COPY --from=d /o /o",
            "FROM a; FROM z AS d; FROM c; COPY --from=d /o /o",
            "if",
        ),
        (
            "FROM a AS b; RUN y; FROM c; COPY --from=b /o /o",
            "FROM a AS b; RUN y; FROM b AS d; FROM e; COPY --from=d /o /o; FROM c; COPY --from=2 /o /o",
            "no yes if",
        ),
        ("FROM a; COPY one/f one/g /x/", "FROM a; COPY two/f two/g /x/", "yes"),
        ("FROM a; COPY one/f /x/", "FROM a; COPY two/f /x/", "no"),
        ("FROM a; COPY one/d /x/", "FROM a; COPY two/d /x/", "yes"),
        ("FROM a; COPY one/e /x/", "FROM a; COPY two/e /x/", "yes"),
        ("FROM a; COPY two/e /x/", "FROM a; COPY one/e /x/", "yes"),
        ("FROM a; COPY one/h /x/", "FROM a; COPY two/h /x/", "yes"),
        ("FROM a; COPY two/h /x/", "FROM a; COPY one/h /x/", "yes"),
        (
            "FROM a; RUN --mount=type=bind,from=shared,source=one,target=/x y",
            "FROM a; RUN --mount=type=bind,from=shared,source=two,target=/x y",
            "yes",
        ),
        (
            "FROM a; RUN --mount=source=src,target=/x y",
            "FROM a; RUN --mount=source=copied,target=/x y",
            "no",
        ),
        ("FROM a; RUN --mount=source=src,target=/x y", "FROM a; RUN --mount=source=src,target=/z y", "yes"),
        ("FROM a; RUN --mount y", "FROM a; # why; RUN --mount y", "no"),
        ("FROM a; COPY src .", "FROM a; COPY src ./", "no"),
        ("FROM --platform=x/1 a; RUN y", "FROM --platform=x/2 a; RUN y", "yes"),
        ("FROM --platform=x/1 a; RUN y", "# why; FROM --platform=x/1 a; RUN y", "no"),
        ("FROM --platform a; RUN y", "# why; FROM --platform a; RUN y", "no"),
        ("ARG A=1; FROM a:$A; RUN y", "ARG A=2; FROM a:$A; RUN y", "yes"),
        ("ARG TARGETARCH; FROM $TARGETARCH; RUN y", "# why; ARG TARGETARCH; FROM $TARGETARCH; RUN y", "no"),
        ("FROM; RUN y", "FROM a; RUN y", "yes"),
        ("FROM a; ARG A=1; ARG B=2; ARG A=1; RUN y", "FROM a; ARG B=2; ARG A=1; RUN y", "no no no"),
        ("FROM a; ARG A=1; ARG B=2; RUN y", "FROM a; ARG B=2; ARG A=1; RUN y", "no no yes"),
        (
            "ARG A=1; FROM a; ARG A; ARG B=2; ARG A; RUN y",
            "ARG A=1; FROM a; ARG B=2; ARG A; RUN y",
            "no no no",
        ),
        (
            "FROM a; ARG TARGETARCH; ARG B=2; ARG TARGETARCH; RUN y",
            "FROM a; ARG B=2; ARG TARGETARCH; RUN y",
            "no no no",
        ),
        ("FROM a; ENV A=1; ARG B=2; ARG A; RUN y", "FROM a; ENV A=1; ARG B=2; RUN y", "no no no"),
        (
            "FROM a; ENV A=x; RUN --mount=type=cache,target=/$A y",
            "FROM a; ENV A=x; RUN --mount=type=cache,target=/x y",
            "no yes",
        ),
        ("FROM a; COPY src ./x", "FROM a; COPY src ./x/", "yes"),
        ("FROM a; COPY --chown=1 src /x", "FROM a; COPY --chown=2 src /x", "yes"),
        ("FROM a; COPY --chown=1 --link src /x", "FROM a; # why; COPY --link --chown=1 src /x", "no"),
        ('FROM a; RUN ["a", "b"]', 'FROM a; RUN ["a","b"]', "no"),
        ('FROM a; RUN ["a", "b"]', 'FROM a; RUN ["a", "c"]', "yes"),
        ("FROM a; RUN a  b", "FROM a; RUN a b", "yes"),
        ("FROM a; ADD https://a.example/one/f /", "FROM a; ADD https://a.example/two/f /", "yes"),
        (
            "FROM a; ARG TARGETARCH; ADD https://a.example/$TARGETARCH /",
            "FROM a; # why; ARG TARGETARCH; ADD https://a.example/$TARGETARCH /",
            "no no",
        ),
        (
            "FROM a; ARG TARGETARCH; COPY src $TARGETARCH",
            "FROM a; # why; ARG TARGETARCH; COPY src $TARGETARCH",
            "no no",
        ),
        (
            _TWICE,
            f"# why; {_TWICE}",
            "no no no no no",
        ),
    ],
)
def test_changed_text(before: str, after: str, answers: str) -> None:
    """The answers for all steps that are carried out, when the Dockerfile changes."""
    assert list(rerun_between(_plan(before), _plan(after), []).values()) == _expected(answers)


def test_file_is_kept_out_since() -> None:
    """What an ignore file keeps out from now on is gone from what a stage passes on."""
    text = "FROM a AS b; COPY . /x; FROM a; COPY --from=b /x/src /s; COPY --from=b /x/docs /d"
    answers = rerun_between(_plan(text), _plan(text, ignore="src/a.js\n"), [])

    assert list(answers.values()) == _expected("yes yes yes")


def test_file_is_let_in_since() -> None:
    """A changed file that an ignore file kept out until now is taken for the first time."""
    text = "FROM a; COPY {} /x/; COPY docs /y/"
    kept_out, let_in = _plan(text.format("src"), ignore="src/a.js\n"), _plan(text.format("src"))

    assert list(rerun_between(kept_out, let_in, ["src/a.js"]).values()) == _expected("yes yes")
    few, more = _plan(text.format("src/*.js"), ignore="src/a.js\n"), _plan(text.format("src/*.js"))
    assert list(rerun_between(few, more, []).values()) == _expected("yes yes")
    assert list(rerun_between(more, few, []).values()) == _expected("yes yes")
    assert list(rerun_between(kept_out, kept_out, ["src/a.js"]).values()) == _expected("no no")


def test_origins() -> None:
    """What an image holds stays the same; what was a named context and is an image now is another thing."""
    text = "FROM a; COPY --from=shared /one /x/"
    named = _plan(text, shared=BuildContext(MemoryTree(_FILES)))
    image = plan(named.document, replace(named.build, contexts={}))

    assert list(rerun_by(image, ["src/a.js"]).values()) == _expected("no")
    assert list(rerun_between(named, image, []).values()) == _expected("yes")
    assert list(rerun_between(image, named, []).values()) == _expected("yes")


def test_place_could_not_be_read() -> None:
    """Files of a named context that nobody could read before count as others."""
    text = "FROM a; RUN --mount=type=bind,from=shared,source={},target=/x y"
    seen = BuildContext(MemoryTree(_FILES))
    before, after = _plan(text.format("one")), _plan(text.format("two"), shared=seen)

    assert list(rerun_between(before, after, []).values()) == [Rerun.YES]
    assert list(rerun_between(after, before, []).values()) == [Rerun.YES]


def test_unreadable_context() -> None:
    """Where the context cannot be read, the usual names stand in for it."""
    dark = _plan("FROM a; COPY package.json /x/; COPY go.mod /y/")
    presumed = plan(dark.document, replace(dark.build, context=_DARK))

    assert list(rerun_by(presumed, ["go.mod"]).values()) == _expected("no yes")


@pytest.mark.parametrize(
    ("line", "path", "is_taken"),
    [
        ("COPY src docs /x/", "src/a.js", True),
        ("COPY src docs /x/", "docs/b.md", True),
        ("COPY src docs /x/", "package.json", False),
        ("COPY package.json docs /x/", "package.json", True),
        ("COPY --exclude=*.js src docs /x/", "src/a.js", False),
        ("COPY s* /x/", "src/a.js", True),
    ],
)
def test_takes(line: str, path: str, *, is_taken: bool) -> None:
    """Whether any of a copy's sources takes a file of the context."""
    copy = _plan(f"FROM a; {line}").stages[0].events[0].copy
    assert copy is not None

    assert takes(copy, path) is is_taken
