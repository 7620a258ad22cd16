"""Files of the context: content, modes, names, links, empty directories, what is ignored."""

from layerwise.context.memory import File, Link

from builder.conformance.family import TREE, Family
from builder.conformance.scene import (
    Change,
    Delete,
    Empty,
    FolderMode,
    Ignore,
    Mode,
    Rename,
    Symlink,
    Text,
    Touch,
)

FILES = (
    Family(
        name="the whole context",
        dockerfile="""
            FROM debian:12
            WORKDIR /app
            COPY . .
            RUN echo % >/made
            """,
        edits={
            "touch": Touch(),
            "content": Change("f"),
            "content below": Change("d/e/c"),
            "mode": Mode("g"),
            "mode of a directory": FolderMode("d"),
            "new file": Change("new"),
            "file less": Delete("g"),
            "directory less": Delete("d", ("a", "b", "e/c")),
            "file renamed": Rename("g", "h"),
            "directory renamed": Rename("d/e/c", "d/x/c"),
            "empty directory": Empty("empty"),
            "file replaced by a link": Symlink("g", "f"),
            "new link": Symlink("link", "f"),
            "unused instruction": Text("RUN echo", "LABEL a=%\nRUN echo"),
        },
    ),
    Family(
        name="a directory",
        dockerfile="""
            FROM debian:12
            COPY d /d
            RUN echo % >/made
            """,
        edits={
            "content beside it": Change("f"),
            "content": Change("d/a"),
            "mode": Mode("d/b", 0o600),
            "mode of itself": FolderMode("d"),
            "mode of one in it": FolderMode("d/e"),
            "new file": Change("d/new"),
            "file less": Delete("d/b"),
            "file renamed": Rename("d/b", "d/bb"),
            "empty directory": Empty("d/empty"),
            "empty directory beside it": Empty("empty"),
            "new link": Symlink("d/link", "a"),
            "file moved out": Rename("d/e/c", "c"),
        },
    ),
    Family(
        name="named files",
        dockerfile="""
            FROM debian:12
            COPY f /f
            COPY f d/a /some/
            COPY ["g", "/g"]
            """,
        edits={
            "touch": Touch(),
            "content of the first": Change("f"),
            "content of the second": Change("d/a"),
            "content of the last": Change("g"),
            "mode of the last": Mode("g", 0o640),
            "content beside them": Change("d/b"),
            "new file beside them": Change("ff"),
            "replaced by a link to the same": Symlink("g", "other"),
        },
        files={**TREE, "other": "g %\n"},
    ),
    Family(
        name="links",
        dockerfile="""
            FROM debian:12
            COPY link /named/
            COPY to-d/a /through/
            COPY links /within/
            COPY to-d /directory/
            """,
        files={
            **TREE,
            "link": Link("d/a"),
            "to-d": Link("d"),
            "links/link": Link("../f"),
            "x/a": "x %\n",
            "f2": "f2 %\n",
        },
        edits={
            "touch": Touch(),
            "content of what is named": Change("d/a"),
            "content of what a link within points to": Change("f"),
            "named link points elsewhere": Symlink("link", "f2"),
            "link to the directory points elsewhere": Symlink("to-d", "x"),
            "link within points elsewhere": Symlink("links/link", "../g"),
            "content behind the link to a directory": Change("d/e/c"),
            "content beside them": Change("f2"),
        },
    ),
    Family(
        name="ignored files",
        dockerfile="""
            FROM debian:12
            COPY . /app
            COPY d /d
            """,
        files={**TREE, ".dockerignore": "*.md\nd/*\n!d/a\n.dockerignore\n", "x.md": "x\n"},
        edits={
            "touch": Touch(),
            "content of an ignored file": Change("x.md"),
            "mode of an ignored file": Mode("x.md"),
            "new ignored file": Change("y.md"),
            "ignored file less": Delete("x.md"),
            "ignored file below": Change("d/b"),
            "exception": Change("d/a"),
            "new ignored directory": Empty("d/z"),
            "empty directory": Empty("empty"),
            "ignore file says the same otherwise": Ignore("# %\n*.md\nd/*\n!d/a\n\n.dockerignore\n"),
            "ignore file lets in more": Ignore("d/*\n!d/a\n.dockerignore\n"),
            "ignore file keeps out more": Ignore("*.md\nd/*\n.dockerignore\n!d/a\ng\n"),
        },
    ),
    Family(
        name="the ignore file is content",
        dockerfile="""
            FROM debian:12
            COPY . /app
            """,
        files={**TREE, ".dockerignore": "*.md\n"},
        edits={"comment": Ignore("# %\n*.md\n"), "ignored": Change("x.md")},
    ),
    Family(
        name="the Dockerfile is content",
        dockerfile="""
            FROM debian:12
            COPY d /d
            COPY . /app
            RUN echo % >/made
            """,
        is_inside=True,
        edits={
            "touch": Touch(),
            "comment": Text("RUN", "# %\nRUN"),
            "label": Text("RUN", "LABEL a=%\nRUN"),
            "content": Change("f"),
        },
    ),
    Family(
        name="an ignored Dockerfile is none",
        dockerfile="""
            FROM debian:12
            COPY . /app
            RUN echo % >/made
            """,
        is_inside=True,
        files={**TREE, ".dockerignore": "Dockerfile\n"},
        edits={"comment": Text("RUN", "# %\nRUN"), "command": Text("echo", "echo %")},
    ),
    Family(
        name="programs",
        dockerfile="""
            FROM debian:12
            COPY --chmod=755 run /run
            COPY --chown=app run d /owned/
            """,
        files={**TREE, "run": File("#!/bin/sh\n", 0o755)},
        edits={
            "touch": Touch(),
            "mode for all that": Mode("run", 0o644),
            "content": Change("d/a"),
            "another mode written": Text("755", "700"),
            "another owner": Text("chown=app", "chown=1001:7"),
            "no owner": Text("--chown=app ", ""),
        },
    ),
)
