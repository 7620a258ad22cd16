"""The words that flags take, written out so that the help of a command need not import what it does.

`tests/test_cli_usage.py` holds each against its owner.
"""

SEVERITIES = ("error", "warning", "information", "hint")
LEVELS = (*SEVERITIES, "off")
FORMATS = ("github", "gitlab", "json", "jsonl", "junit", "markdown", "sarif", "text")
PLAN_FORMATS = ("text", "json", "svg", "html")
TEXT_OR_JSON = ("text", "json")
BUILDERS = ("docker", "buildx", "podman", "buildah")
REFACTORINGS = ("bind-mounts", "cache-mount", "manifest-copy")
SHELLS = ("bash", "fish", "zsh")
COMMITS = 200
