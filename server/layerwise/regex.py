"""Regular expressions that are compiled when they are first used.

Most files meet a tenth of those that there are, and compiling the others at import took longer than judging a file.
"""

import re
from typing import Any, AnyStr, Generic, cast


def regex(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """What `re.compile` returns, later."""
    return cast("re.Pattern[AnyStr]", Later(pattern, flags))


class Later(Generic[AnyStr]):
    """A pattern that becomes one by being asked for its methods, each of which it then has as its own."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._written: tuple[AnyStr, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        found = getattr(re.compile(*self._written), name)  # which `re` remembers
        setattr(self, name, found)
        return found
