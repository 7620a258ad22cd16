"""How often Python looks for garbage: seldom, since what is known of a Dockerfile is large and holds hardly any.

By its own measure it looked through everything ten times in 150 edits of 3,000 lines, for 0.18 s each, and took a
quarter of the first look at them.
"""

import gc

# Objects more than before until those are looked at, such looks until older ones are, and again until all are.
_SELDOM = (20_000, 20, 100)


def look_seldom() -> None:
    """Leave alone what there is by now, which was imported and stays, and look seldom from here on."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
