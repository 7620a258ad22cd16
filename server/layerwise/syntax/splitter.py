"""dockerfile-parse, imported without the logging that it has for others.

`logging` and what it imports take an eighth of a small check, and nothing that is asked of dockerfile-parse logs.
"""

from typing import Any

from layerwise.standing import standing_in


class _Logger:
    """A logger that is made when something is logged."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, asked: str) -> Any:  # noqa: ANN401 - whatever a logger has
        import logging  # noqa: PLC0415 - once something is logged

        return getattr(logging.getLogger(self._name), asked)


def load_parser() -> Any:  # noqa: ANN401 - the library has no stubs
    """The library's parser; `logging` itself is used where it is imported already."""
    with standing_in("logging", getLogger=_Logger):
        from dockerfile_parse import DockerfileParser  # type: ignore[import-untyped]  # noqa: PLC0415 - while logging is stood in for
    return DockerfileParser
