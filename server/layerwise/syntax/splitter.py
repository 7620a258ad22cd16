"""dockerfile-parse, imported without the logging that it has for others.

`logging` and what it imports take an eighth of a small check, and nothing that is asked of dockerfile-parse logs.
"""

import sys
from types import ModuleType
from typing import Any

_LOGGING = "logging"


class _Logger:
    """A logger that is made when something is logged."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, asked: str) -> Any:  # noqa: ANN401 - whatever a logger has
        import logging  # noqa: PLC0415 - see above

        return getattr(logging.getLogger(self._name), asked)


class _Logging(ModuleType):
    """As much of `logging` as dockerfile-parse asks for when it is imported."""

    getLogger = _Logger  # noqa: N815 - its name there


def load_parser() -> Any:  # noqa: ANN401 - the library has no stubs
    """The library's parser; `logging` itself is used where it is imported already."""
    stands_in = sys.modules.setdefault(_LOGGING, _Logging(_LOGGING))
    try:
        from dockerfile_parse import DockerfileParser  # type: ignore[import-untyped]  # noqa: PLC0415 - between the two
    finally:
        if isinstance(stands_in, _Logging):
            del sys.modules[_LOGGING]
    return DockerfileParser
