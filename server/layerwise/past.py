"""What is known of earlier builds: the commits of the build context, and how long steps took."""

from collections.abc import Mapping
from types import MappingProxyType

from layerwise.history.log import History
from layerwise.logged import Place
from layerwise.tuples import NamedTuple

_NO_TIMES: Mapping[Place, float] = MappingProxyType({})


class Past(NamedTuple):
    """The history of the first build's context, None where it is not known, and the steps' times in a build log.

    `is_awaited`: git is still being asked.
    `seconds` are by stage and number of the step; `log` is what the log is called, empty where none was read.
    """

    history: History | None = None
    seconds: Mapping[Place, float] = _NO_TIMES
    log: str = ""
    is_awaited: bool = False
