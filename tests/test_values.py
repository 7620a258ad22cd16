"""Arguments that change because a build file says so, and fixes that have to be right in several builds."""

from collections.abc import Mapping

from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.findings.finding import Finding, Safety
from layerwise.settings import Settings

_TEXT = """\
FROM debian:12
ARG VERSION
RUN apt-get update && apt-get install -y git
COPY . /src
RUN make -C /src VERSION=$VERSION
"""
_FIXED = """\
FROM debian:12
RUN apt-get update && apt-get install -y git
COPY . /src
ARG VERSION
RUN make -C /src VERSION=$VERSION
"""


def _build(
    files: Mapping[str, str] | None = None,
    changing: Mapping[str, str] | None = None,
    arguments: Mapping[str, str | None] | None = None,
) -> Build:
    context = BuildContext(MemoryTree(files or {"main.c": "int main;\n"}), parse_ignore(""))
    return Build(
        context=context, label=".", origin="a test", changing=changing or {}, arguments=arguments or {}
    )


def _found(text: str, *builds: Build) -> list[Finding]:
    findings = analyse(text, builds, Settings()).findings
    return [finding for finding in findings if finding.rule == "volatile-value-before-install"]


def _fixed(text: str, finding: Finding) -> str:
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def test_version_by_itself() -> None:
    """A version is taken for one that is edited by hand."""
    assert _found(_TEXT, _build()) == []


def test_version_that_a_build_file_changes() -> None:
    """One that a build file takes from the run of its pipeline changes, and the finding says who says so."""
    (finding,) = _found(_TEXT, _build(changing={"VERSION": "compose.yaml, service web: ${CI_PIPELINE_ID}"}))

    assert finding.evidence[0].note == (
        "VERSION changes with each build (compose.yaml, service web: ${CI_PIPELINE_ID})"
    )
    assert finding.fixes[0].safety is Safety.SAFE
    assert _fixed(_TEXT, finding) == _FIXED


def test_buster_that_a_build_file_changes() -> None:
    """What is called a cache buster is one, whoever changes it."""
    text = _TEXT.replace("VERSION", "CACHE_VERSION")

    assert _found(text, _build(changing={"CACHE_VERSION": "a workflow"})) == []


def test_value_that_a_build_file_fixes() -> None:
    """A build that gives a commit of its own writes the same one each time; another build need not."""
    text = _TEXT.replace("VERSION", "GIT_SHA")

    assert _found(text, _build(arguments={"GIT_SHA": "4f1c2d9"})) == []
    assert len(_found(text, _build(arguments={"GIT_SHA": None}))) == 1
    assert len(_found(text, _build(arguments={"GIT_SHA": "4f1c2d9"}), _build())) == 1


def test_read_in_another_build() -> None:
    """Where an install runs the project's script in one of several builds, the value stays above it."""
    text = """\
FROM node:22
ARG GIT_SHA
RUN apt-get update && apt-get install -y git
COPY package.json package-lock.json ./
RUN npm ci
LABEL revision=$GIT_SHA
"""
    lock = '{"lockfileVersion": 3, "packages": {}}\n'
    plain = {"package.json": '{"name": "web"}\n', "package-lock.json": lock}
    scripted = {**plain, "package.json": '{"name": "web", "scripts": {"postinstall": "node sign.js"}}\n'}
    (alone,) = _found(text, _build(plain))
    (both,) = _found(text, _build(plain), _build(scripted))

    assert alone.fixes
    assert not both.fixes
    assert both.refusal is not None
    assert both.refusal.note == "npm ci may read GIT_SHA"
