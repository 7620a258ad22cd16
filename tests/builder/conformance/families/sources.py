"""How the sources of a copy are written: patterns, archives, spellings, destinations."""

from builder.conformance.family import TREE, Family
from builder.conformance.scene import Both, Change, Delete, Empty, Mode, Rename, Text, Touch
from builder.contexts import tar

SOURCES = (
    Family(
        name="patterns",
        dockerfile="""
            FROM debian:12
            COPY f* /first/
            COPY d/[ab] none* /second/
            COPY d/*/c /third/
            """,
        edits={
            "touch": Touch(),
            "content": Change("f"),
            "content of the second": Change("d/b"),
            "content of the third": Change("d/e/c"),
            "new match": Change("f2"),
            "new match of one without": Change("none1"),
            "new match in a new directory": Change("d/x/c"),
            "match less": Delete("d/b"),
            "match renamed": Rename("d/a", "d/q"),
            "new file beside them": Change("h"),
            "new directory that matches": Change("fx/y"),
            "mode": Mode("d/a"),
            "no match": Change("d/e/d"),
        },
    ),
    Family(
        name="all by a pattern",
        dockerfile="""
            FROM debian:12
            COPY * /app/
            COPY d/* /app/
            """,
        edits={
            "content": Change("d/b"),
            "new file": Change("new"),
            "new file below": Change("d/e/new"),
            "file less": Delete("g"),
            "empty directory below": Empty("d/empty"),
        },
    ),
    Family(
        name="archives",
        dockerfile="""
            FROM debian:12
            ADD lib.tar /lib/
            ADD f lib.tar d /more/
            """,
        files={**TREE, "lib.tar": tar({"inside": "1\n"}), "other.tar": tar({"inside": "2\n"})},
        edits={
            "touch": Touch(),
            "archive": Change("lib.tar"),
            "beside it": Change("other.tar"),
            "file": Change("f"),
            "directory": Change("d/e/c"),
            "mode of the archive": Mode("lib.tar", 0o600),
        },
    ),
    Family(
        name="spellings",
        dockerfile="""
            FROM debian:12
            ENV D=/d
            WORKDIR /w
            COPY d /d/
            COPY f g ./
            """,
        edits={
            "a leading ./": Text("COPY d", "COPY ./d"),
            "a leading /": Text("COPY d", "COPY /d"),
            "a trailing /": Text("COPY d ", "COPY d/ "),
            "JSON": Text("COPY f g ./", 'COPY ["f", "g", "./"]'),
            "a variable": Text("COPY d /d/", "COPY d $D/"),
            "an absolute destination": Text("./", "/w/"),
            "another destination": Text("/d/", "/d-%/"),
            "no trailing / at the destination": Text("/d/\n", "/d\n"),
            "sources in another order": Text("f g", "g f"),
            "ADD": Text("COPY f", "ADD f"),
            "one more source": Text("f g", "f g d/a"),
            "lower case": Text("COPY f", "copy f"),
            "over two lines": Text("f g", "f \\\n  # why\n  g"),
        },
    ),
    Family(
        name="places of the same content",
        dockerfile="""
            FROM debian:12
            COPY x/d /d
            COPY x/f /f
            """,
        files={"x/d/a": "a %\n", "y/d/a": "a %\n", "y/k/a": "a %\n", "x/f": "f %\n", "y/f": "f %\n"},
        edits={
            "directory of the same name": Text("x/d", "y/d"),
            "directory of another name": Text("x/d", "y/k"),
            "file": Text("x/f", "y/f"),
            "another content too": Both(Text("x/f", "y/f"), Change("y/f")),
        },
    ),
)
