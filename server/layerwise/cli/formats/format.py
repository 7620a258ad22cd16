"""What a format of `check` is: what it keeps of one file, and how a report is made of that."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from layerwise.cli.checked import Checked
from layerwise.records import dataclass

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Format(Generic[Part]):
    """`part` keeps of a file what the report says of it, as plain data that may come from another process.

    `report` writes what is kept, piece by piece where it can.
    """

    part: Callable[[Checked], Part]
    report: Callable[[Iterable[Part]], Iterator[str]]
