"""What is offered in whole and half-typed Dockerfiles of every kind."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from layerwise.analysis import Analysis, analyse_document
from layerwise.completion.configuration import configuration_items
from layerwise.completion.dockerfile import dockerfile_items
from layerwise.completion.item import Items
from layerwise.context.context import BuildContext
from layerwise.context.pattern import has_pattern
from layerwise.host.discovery import builds_of
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile

_FIXTURES = Path(__file__).parent / "fixtures"
_RULES = sorted(path.name for path in _FIXTURES.iterdir() if path.is_dir())
_TEXT = r"""# syntax=docker/dockerfile:1
# layerwise: ignore-file=unused-pragma,source-before-install reason=a test
FROM node:22 AS build
WORKDIR /app
COPY package.json \
    # layerwise: ignore=source-before-install
    "src/a b" ./src \
    ./
RUN --mount=type=cache,target=/root/.npm,sharing=locked --mount=type=cache,dst=/x \
    npm ci
COPY ["src/index.js", "🐳/x", "./"]
ADD https://example.invalid/x.tgz /x/
COPY <<EOF /etc/x
COPY src/
EOF
ONBUILD COPY src/ ./
FROM alpine
COPY --from=build --chown=1:1 /app/dist [[]id]/ /srv/
HEALTHCHECK CMD cat x
"""
_TOML = """# ours
ignore = [
  "unused-pragma", # why
  'source-before-install',
]
severity = { unused-pragma = "off", source-before-install = 'hint' }
context = \"\"\"
.\"\"\"
[arguments]
"NODE" = "22"
[[overrides]]
paths = ["a/**"]
severity.unused-pragma = "error"
"""


def _analysis(path: Path, document: Dockerfile) -> Callable[[], Analysis]:
    """The analysis of a Dockerfile on the disk, made when it is first asked for."""

    @cache
    def analysis() -> Analysis:
        builds = builds_of(path, document, context=None, roots=(path.parent,))
        return analyse_document(document, builds, Settings())

    return analysis


@pytest.mark.parametrize("rule", _RULES)
def test_what_is_written_is_offered(rule: str) -> None:
    """At the end of every source that a Dockerfile spells out and its context has, that source is offered."""
    for path in sorted((_FIXTURES / rule).rglob("Dockerfile")):
        document = parse(path.read_bytes().decode("utf-8", "replace"))
        analysis = _analysis(path, document)
        for instruction in document.instructions:
            if instruction.keyword != "COPY" or instruction.flag("from") or not instruction.words:
                continue
            for word in instruction.words[:-1]:
                is_spelt = word.text == word.span.of(document.text) and word.text[-1:].isalnum()
                if not is_spelt or has_pattern(word.text) or "$" in word.text or word.text.startswith("<<"):
                    continue
                contexts = [plan.build.context for plan in analysis().plans]
                if any(isinstance(one, BuildContext) and one.entry(word.text) for one in contexts):
                    found = dockerfile_items(document, word.span.end, analysis)
                    names = {item.label.rstrip("/") for item in found.items}

                    assert word.text.rpartition("/")[2] in names, (path, word.text)


def _is_sound(text: str, offset: int, found: Items) -> bool:
    """Whether every edit takes the place of a part of the cursor's line, up to or around the cursor."""
    spans = [item.edit.span for item in found.items]
    return all(span.start <= offset <= span.end and "\n" not in span.of(text) for span in spans)


def _half_typed(text: str) -> list[tuple[str, int]]:
    """A text as it grows letter by letter, and with a cursor and a hole in it at any place."""
    dice = random.Random(7)  # noqa: S311 - the same each time
    holes = [
        (text[:at] + text[at + dice.randrange(12) :], at)
        for at in (dice.randrange(len(text)) for _ in range(200))
    ]
    return [(text[:end], end) for end in range(len(text) + 1)] + holes


def test_while_typing_a_dockerfile(tmp_path: Path) -> None:
    """Wherever the cursor is in an unfinished text, there is an answer whose edits are beside it."""
    for name in ("package.json", "src/a b", "src/index.js", "🐳/x", "[id]/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    offered = 0
    for text, offset in _half_typed(_TEXT):
        for typed in (text, text.replace("\n", "\r\n")):
            at = offset if typed == text else len(text[:offset].replace("\n", "\r\n"))
            document = parse(typed)
            found = dockerfile_items(document, at, _analysis(tmp_path / "Dockerfile", document))
            offered += bool(found.items)

            assert _is_sound(typed, at, found), typed[:at]

    assert offered > len(_TEXT) // 4


def test_while_typing_settings() -> None:
    """The same holds for settings."""
    offered = 0
    for name, head in (("layerwise.toml", ""), ("pyproject.toml", "[tool.layerwise]\n")):
        for text, offset in _half_typed(head + _TOML):
            found = configuration_items(text, name, offset)
            offered += bool(found.items)

            assert _is_sound(text, offset, found), text[:offset]

    assert offered > len(_TOML) // 4
