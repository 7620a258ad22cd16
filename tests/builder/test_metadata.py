"""What the builder writes where: the facts about COPY, ADD and WORKDIR that the overlay model rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from layerwise.context.memory import File, Folder, Link

from builder.builder import Builder, ImageEntry
from builder.contexts import Files, lay, tar, text

pytestmark = pytest.mark.builder

TREE: Files = {
    "f": File("f\n", 0o600),
    "d": Folder(0o750),
    "d/g": "g\n",
    "d/e": Folder(0o2775),
    "d/e/h": File("h\n", 0o4755),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A Dockerfile body on debian:12 and what stands in its image: mode and owner, or a link's target.

    `fails` is a part of the builder's words where it does not build.
    """

    name: str
    body: str
    files: Files = field(default_factory=lambda: TREE)
    image: Mapping[str, str] = field(default_factory=dict)
    fails: str = ""


FACTS = (
    Fact(
        name="directories made on the way are 0755 and belong to --chown, else to root, whoever USER is",
        body="""
            USER app
            COPY f /plain/b/
            COPY --chown=app:app f /owned/b/
            COPY --chmod=700 d /moded/b
        """,
        image={
            "/plain": "0755 0:0",
            "/plain/b": "0755 0:0",
            "/plain/b/f": "0600 0:0",
            "/owned": "0755 1001:1001",
            "/owned/b": "0755 1001:1001",
            "/owned/b/f": "0600 1001:1001",
            "/moded/b": "0755 0:0",
            "/moded/b/e": "2700 0:0",
            "/moded/b/e/h": "4700 0:0",
        },
    ),
    Fact(
        name="the directory named as a source lends its mode to nothing, those inside keep theirs",
        body="""
            COPY d /new
            COPY --chown=app . /owned
        """,
        image={
            "/new": "0755 0:0",
            "/new/e": "2775 0:0",
            "/new/e/h": "4755 0:0",
            "/owned": "0755 1001:1001",
            "/owned/d": "0750 1001:1001",
            "/owned/d/e/h": "4755 1001:1001",
        },
    ),
    Fact(
        name="a copy leaves the existing destination alone and resets existing directories inside",
        body="""
            RUN mkdir -p /app/d/e && chmod 711 /app /app/d /app/d/e && chown -R 7:7 /app
            COPY --chown=app . /app
        """,
        image={"/app": "0711 7:7", "/app/d": "0750 1001:1001", "/app/d/e": "2775 1001:1001"},
    ),
    Fact(
        name="a narrow copy makes nested directories 0755 and a wide one after it puts them right",
        body="""
            COPY d/e/h /narrow/d/e/
            COPY d/e/h /both/d/e/
            COPY . /both
        """,
        image={
            "/narrow/d": "0755 0:0",
            "/narrow/d/e": "0755 0:0",
            "/both/d": "0750 0:0",
            "/both/d/e": "2775 0:0",
        },
    ),
    Fact(
        name="WORKDIR makes directories for the USER in force and leaves existing ones alone",
        body="""
            WORKDIR /root-made
            COPY --chown=app . .
            USER app
            WORKDIR /app-made/b
            WORKDIR /root-made
        """,
        image={
            "/root-made": "0755 0:0",
            "/root-made/f": "0600 1001:1001",
            "/app-made": "0755 1001:1001",
            "/app-made/b": "0755 1001:1001",
        },
    ),
    Fact(
        name="an owner without a group: a name brings its group from passwd, a number its own number",
        body="""
            RUN echo odd:x:1500:50::/:/bin/sh >>/etc/passwd
            COPY --chown=odd f /name/
            COPY --chown=1500 f /number/
        """,
        image={"/name": "0755 1500:50", "/number": "0755 1500:1500"},
    ),
    Fact(
        name="COPY --from keeps owners inside the source directory, not of the directory itself",
        body="""
            RUN mkdir -p /o/n && touch /o/f && chmod 2770 /o /o/n && chown -R 1001:7 /o
            FROM debian:12
            COPY --from=0 /o /kept
            COPY --from=0 --chown=app /o /owned
        """,
        image={
            "/kept": "0755 0:0",
            "/kept/n": "2770 1001:7",
            "/kept/f": "0644 1001:7",
            "/owned": "0755 1001:1001",
            "/owned/n": "2770 1001:1001",
        },
    ),
    Fact(
        name="ADD unpacks an archive that it names, not one in a directory that it names",
        body="""
            ADD lib.tar /named/
            ADD . /within/
        """,
        files={"lib.tar": tar({"inside": "1\n"})},
        image={"/named/inside": "0644 0:0", "/named/lib.tar": "", "/within/lib.tar": "0644 0:0"},
    ),
    Fact(
        name="symlinks in a source directory stay links, a named one is followed",
        body="""
            COPY . /within/
            COPY link to-d /named/
        """,
        files={**TREE, "link": Link("f"), "to-d": Link("d"), "dangling": Link("nowhere")},
        image={
            "/within/link": "-> f",
            "/within/to-d": "-> d",
            "/within/dangling": "-> nowhere",
            "/named/link": "0600 0:0",
            "/named/g": "0644 0:0",
        },
    ),
    Fact(
        name="a destination that is a link to a directory is written through",
        body="""
            RUN mkdir -p /real /app && ln -s /real /app/d
            COPY d/g /app/d/
        """,
        image={"/app/d": "-> /real", "/real/g": "0644 0:0"},
    ),
    Fact(
        name="a file replaces a link of its name",
        body="""
            RUN mkdir /app && ln -s /etc/passwd /app/f
            COPY . /app/
        """,
        image={"/app/f": "0600 0:0", "/etc/passwd": "0644 0:0"},
    ),
    Fact(
        name="a directory does not replace a link to a directory",
        body="""
            RUN mkdir -p /real /app && ln -s /real /app/d
            COPY . /app
        """,
        fails="cannot copy to non-directory",
    ),
    Fact(
        name="a directory does not replace a file",
        body="""
            RUN mkdir /app && touch /app/d
            COPY . /app
        """,
        fails="cannot copy to non-directory",
    ),
    Fact(
        name="a file does not replace a directory",
        body="""
            RUN mkdir -p /app/f
            COPY . /app
        """,
        fails="cannot replace to directory",
    ),
    Fact(
        name="a missing destination without a slash becomes the file",
        body="""
            WORKDIR /app
            COPY f ./sub
            COPY f .
        """,
        image={"/app/sub": "0600 0:0", "/app/f": "0600 0:0"},
    ),
    Fact(
        name="a pattern flattens directories, and one without a match is no error",
        body="""
            COPY d/* /flat/
            COPY none* f /flat/
        """,
        image={"/flat/g": "0644 0:0", "/flat/h": "4755 0:0", "/flat/e": "", "/flat/f": "0600 0:0"},
    ),
    Fact(
        name="ignoring everything in a directory leaves it there, empty",
        body="""
            COPY . /app
        """,
        files={**TREE, ".dockerignore": "d/*\n!d/e/h\nf\n", "k/x": "x\n"},
        image={
            "/app/d": "0750 0:0",
            "/app/d/g": "",
            "/app/d/e/h": "4755 0:0",
            "/app/f": "",
            "/app/k/x": "0644 0:0",
        },
    ),
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_metadata(fact: Fact, builder: Builder, tmp_path: Path) -> None:
    """Each fact holds on this builder."""
    result = builder.build(lay(tmp_path / "context", fact.files), text(f"FROM debian:12\n{text(fact.body)}"))
    if fact.fails:
        assert fact.fails in (result.failed or "")
        return
    assert result.image is not None, result.failed
    found = builder.files(result.image)

    assert {path: _shown(found.get(path)) for path in fact.image} == fact.image


def _shown(entry: ImageEntry | None) -> str:
    """An entry as the facts are written; empty where there is none."""
    if entry is None:
        return ""
    return f"-> {entry.target}" if entry.kind == "symlink" else f"{entry.mode:04o} {entry.uid}:{entry.gid}"
