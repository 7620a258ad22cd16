"""Ignore files: the first part is the file, the rest are the files of its context."""

from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.completion.ignore_file import ignore_file_items
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.settings import Settings
from layerwise.syntax.parse import parse_anew
from layerwise.text import apply

from fuzz.target import parts_of

WORDS = (
    *(
        "!",
        "**/",
        "/**",
        "*",
        "?",
        "[a-z]",
        "[^",
        "[!",
        "]",
        "\\",
        "{a,b}",
        "#",
        "# layerwise: ignore=",
        "=== ",
    ),
    *(
        "node_modules",
        ".git",
        "Dockerfile",
        "src/",
        "../",
        "./",
        "/",
        "\r\n",
        "\ufeff",
        " ",
        "\t",
        "é",
        "\U0001f600",
    ),
)
SEEDS = (
    "# c\nnode_modules\n!node_modules/keep\n**/*.log\n=== node_modules/keep\nx\n=== a/b.log\n",
    "*\n!src/**\n!package*.json\n[a-c]?\\*\n/x/../y\n{a,b}\n=== src/a\n=== package.json\n{}",
    "a #b\n'c'\nd\\e\n[\n\ufeff!/\n=== d/e\nx",
)
_DOCKERFILE = "FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCOPY src package.json ./\n"


def run(data: bytes) -> None:
    """Judge the file, make each fix, and ask for every path."""
    text, files = parts_of(data)
    tree = MemoryTree({"package.json": "{}", "src/index.js": "1", **files, ".dockerignore": text})
    ignore = parse_ignore(text)
    context = BuildContext(tree, ignore)
    build = Build(context=context, label=".", origin="a fuzzer", dockerfile="Dockerfile")
    plans = [plan(parse_anew(_DOCKERFILE), build)]
    for path in context.walk():
        assert not ignore.is_ignored(path), "what is walked is not ignored"
        context.deciding(path)
    for finding in analyse_ignore(text, context, plans, Settings()):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        for fix in finding.fixes:
            parse_ignore(apply(text, fix.edits))
    for offset in {0, len(text) // 2, len(text)}:
        ignore_file_items(text, offset)
