"""What the files of a build are called."""

IGNORE_FILE = ".dockerignore"
INLINE = "dockerfile_inline"
"""The word of compose files before a Dockerfile that stands in them."""

_NAMES = ("dockerfile", "containerfile")
# Texts about Dockerfiles, and templates from which some tool makes them: the builder reads neither.
_OTHERS = (
    IGNORE_FILE, ".md", ".mdx", ".ejs", ".erb", ".hbs", ".in", ".j2", ".jinja", ".jinja2", ".mustache", ".template",
    ".tmpl", ".tpl",
)  # fmt: skip
# Endings of programs and data: `dockerfile.go` is a program, `Dockerfile.go` the Dockerfile of one.
_LANGUAGES = frozenset(
    {
        *(
            "c",
            "cc",
            "cjs",
            "cpp",
            "css",
            "erl",
            "ex",
            "exs",
            "go",
            "h",
            "hpp",
            "html",
            "js",
            "json",
            "jsx",
            "lua",
        ),
        *(
            "mjs",
            "ml",
            "mli",
            "opam",
            "php",
            "pl",
            "png",
            "py",
            "pyi",
            "rb",
            "rs",
            "svg",
            "toml",
            "ts",
            "tsx",
        ),
        *("vim", "xml", "yaml", "yml"),
    }
)
# Programs whose files begin with a capital: of a class, a module.
_CAPITAL = frozenset(["cs", "hs", "java", "kt", "scala", "swift"])


def is_dockerfile(name: str) -> bool:
    """Whether VS Code takes a file of this name for a Dockerfile, in any case; not texts, templates, programs."""
    lowered = name.lower()
    if lowered.endswith(_OTHERS):
        return False
    stem, _, ending = name.rpartition(".")
    if (stem in _NAMES and ending in _LANGUAGES) or (stem.lower() in _NAMES and ending in _CAPITAL):
        return False
    return any(
        lowered == known or lowered.startswith(f"{known}.") or lowered.endswith(f".{known}")
        for known in _NAMES
    )


def is_ignore_file(name: str) -> bool:
    """Whether the builder may take a file of this name for an ignore file: a context's, or a Dockerfile's own."""
    return name.endswith(IGNORE_FILE)
