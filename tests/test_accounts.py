"""Which HOME the commands of a step get."""

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.syntax.parse import parse


def _home(text: str) -> str | None:
    """The HOME of the first command of the last RUN; None where nobody can say."""
    context = BuildContext(MemoryTree({"a": ""}), parse_ignore(""))
    planned = plan(parse(text), Build(context=context, label=".", origin="a test"))
    script = planned.stages[-1].steps[-1].script
    assert script is not None
    return script.commands[0].environment.get("HOME")


@pytest.mark.parametrize(
    ("lines", "home"),
    [
        ("", "/root"),
        ("USER node", "/home/node"),
        ("USER node:node", "/home/node"),
        ("USER root", "/root"),
        ("USER 0:0", "/root"),
        ("USER somebody", None),
        ("USER 12345", None),
        ("RUN useradd app\nUSER app", "/home/app"),
        ("RUN useradd -m -d /app -u 1234 app\nUSER app", "/app"),
        ("RUN useradd -m -d /app -u 1234 app\nUSER 1234", "/app"),
        ("RUN groupadd app && useradd -b /srv -g app app\nUSER app", "/srv/app"),
        ("RUN adduser -D -h /app app\nUSER app", "/app"),
        ("RUN adduser --disabled-password --home /app app staff\nUSER app", "/app"),
        ("RUN useradd app\nRUN usermod -d /srv/app app\nUSER app", "/srv/app"),
        ("RUN useradd $NAME\nUSER app", None),
        ("RUN useradd -u 1234 $NAME\nUSER 1234", None),
        ("RUN useradd -u 1234 -d /x $NAME\nUSER 1234", "/x"),
        ("RUN useradd -b $WHERE app\nUSER app", None),
        ("RUN useradd -d /x root || true\nUSER root", "/root"),
        ("RUN usermod -d $WHERE node\nUSER node", None),
        ("RUN usermod -d /x $NAME\nUSER node", None),
        ("RUN usermod -L node\nUSER node", "/home/node"),
        ("RUN useradd -d $HOME/x app\nUSER app", "/root/x"),
        ("USER node\nENV HOME=/elsewhere", "/elsewhere"),
        ("USER node\nFROM node:22 AS other\nUSER node", "/home/node"),
    ],
)
def test_home(lines: str, home: str | None) -> None:
    """ENV says it first; then the base image's users, and those that commands make."""
    assert _home(f"FROM node:22\n{lines}\nRUN true x\n") == home


def test_home_is_inherited() -> None:
    """A user made in one stage has the same home in stages built from it."""
    assert _home("FROM node:22 AS a\nRUN useradd -d /x app\nFROM a\nUSER app\nRUN make\n") == "/x"
