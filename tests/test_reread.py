"""A text that is read by one that is much like it is read as if it were the first."""

from random import Random

from checking import fixtures, read, unmark
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.syntax.parse import parse, parse_anew
from layerwise.syntax.reread import common, reread
from layerwise.syntax.reread import read as read_whole

_PIECES = (
    "FROM a\n",
    "RUN x \\\n",
    "RUN cat <<A\n",
    "COPY <<-'A' <<B /x/\n",
    "A\n",
    "\tB\n",
    "# layerwise: ignore\n",
    "# escape=`\n",
    "RUN y `\n",
    "\n",
    "  ENV a=b c='d\n",
    'CMD ["a", "b"]\r\n',
    "ONBUILD RUN x\n",
    "\ufeff",
    "z",
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@settings(max_examples=1500)
@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_edited_text_is_read_as_anew(above: str, gone: str, new: str, below: str) -> None:
    """Any piece of a text replaced by any other: the same tree."""
    before, text = above + gone + below, above + new + below
    found = reread(text, before, read_whole(before))

    assert found is None or found == read_whole(text)


@given(_TEXTS, _TEXTS)
def test_common_ends_are_common(one: str, other: str) -> None:
    """What two texts share is as long as can be, and the beginning is not counted again at the end."""
    above, below = common(one, other)

    assert one[:above] == other[:above]
    assert one[len(one) - below :] == other[len(other) - below :]
    assert above == min(len(one), len(other)) or one[above] != other[above]
    left = min(len(one), len(other)) - above
    assert below == left or one[len(one) - below - 1] != other[len(other) - below - 1]


def test_long_text_is_parsed_while_it_is_written() -> None:
    """Edits of many fixtures in one text, one upon the other."""
    random = Random(0)  # noqa: S311 - the same edits each time
    text = "".join(unmark(read(folder / "Dockerfile")) for folder in fixtures()[::12])
    for _ in range(300):
        at = random.randrange(len(text))
        text = (
            text[:at]
            + random.choice(("", "x", "\n", "\\\n", "RUN <<A\n"))
            + text[at + random.randrange(20) :]
        )
        assert parse(text) == parse_anew(text)
