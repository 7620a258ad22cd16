"""What the files of a build are called."""

IGNORE_FILE = ".dockerignore"
_NAMES = ("dockerfile", "containerfile")
# Texts about Dockerfiles, and templates from which some tool makes them: the builder reads neither.
_OTHERS = (
    IGNORE_FILE, ".md", ".mdx", ".ejs", ".erb", ".hbs", ".in", ".j2", ".jinja", ".jinja2", ".mustache", ".template",
    ".tmpl", ".tpl",
)  # fmt: skip


def is_dockerfile(name: str) -> bool:
    """Whether VS Code takes a file of this name for a Dockerfile, in any case; texts and templates are none."""
    lowered = name.lower()
    if lowered.endswith(_OTHERS):
        return False
    return any(
        lowered == known or lowered.startswith(f"{known}.") or lowered.endswith(f".{known}")
        for known in _NAMES
    )


def is_ignore_file(name: str) -> bool:
    """Whether the builder may take a file of this name for an ignore file: a context's, or a Dockerfile's own."""
    return name.endswith(IGNORE_FILE)
