"""The third answer: neither a value nor its absence, but not known, with the reason in words for users."""

from layerwise.tuples import NamedTuple


class Unknown(NamedTuple):
    """What the model cannot know, and why: `why` completes the sentence "unknown because ..."."""

    why: str
