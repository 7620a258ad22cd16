"""One thing that can be written at a place."""

from enum import Enum, auto

from layerwise.text import Edit
from layerwise.tuples import NamedTuple


class What(Enum):
    """What an item stands for; editors show each with a picture of its own."""

    FILE = auto()
    FOLDER = auto()
    STAGE = auto()
    CODE = auto()
    KEY = auto()
    VALUE = auto()


class Item(NamedTuple):
    """A text with the edit that writes it.

    `label` is what the user sees and types. `rank`: lower ones come first. `goes_on`: more can be completed behind it.
    """

    label: str
    edit: Edit
    what: What
    detail: str = ""
    documentation: str = ""
    rank: int = 0
    goes_on: bool = False


class Items(NamedTuple):
    """The items of a place; `is_cut`: there are more, to be asked for with more letters."""

    items: tuple[Item, ...] = ()
    is_cut: bool = False


NOTHING = Items()
