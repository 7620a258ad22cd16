"""Modules that stand in for costly ones while another is imported, which asks for them and needs them seldom."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def standing_in(name: str, **parts: object) -> Iterator[None]:
    """Meanwhile, a module with these parts in the place of one that is not imported yet, which has the others."""
    stand_in = _StandIn(name)
    vars(stand_in).update(parts)
    sys.modules.setdefault(name, stand_in)
    try:
        yield
    finally:
        stand_in.leave()


class _StandIn(ModuleType):
    def leave(self) -> None:
        """Make place for the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def __getattr__(self, asked: str) -> object:
        if asked.startswith("__"):  # by which Python's import asks what kind of module this is
            raise AttributeError(asked)
        self.leave()
        return getattr(import_module(self.__name__), asked)
