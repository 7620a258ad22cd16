"""Writes the result into one comment of a pull request, found again by a mark and then kept up to date."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MARK = "<!-- layerwise -->"


class Refused(Exception):  # noqa: N818 - it is no fault of ours
    """The forge did not do it; the message says why in one line."""


class Comment(NamedTuple):
    """A comment that was written before."""

    number: int
    body: str


def main() -> int:
    """Write or update the comment; without the permission, say so and go on."""
    comments = f"repos/{os.environ['GITHUB_REPOSITORY']}/issues/{os.environ['NUMBER']}/comments"
    body = f"{MARK}\n{Path(os.environ['REPORT']).read_text(encoding='utf-8')}"
    try:
        ours = next(_ours(comments), None)
        if ours is None and os.environ["HAS_FINDINGS"] == "true":
            _gh(comments, "POST", body)
        elif ours is not None and ours.body != body:
            _gh(f"repos/{os.environ['GITHUB_REPOSITORY']}/issues/comments/{ours.number}", "PATCH", body)
    except Refused as error:
        print(f"::notice::no comment on the pull request: {error}")  # noqa: T201 - a workflow command
    return 0


def _ours(comments: str) -> Iterator[Comment]:
    """Our comments, oldest first: a person who quotes the mark is none of us."""
    page = 1
    while found := json.loads(_gh(f"{comments}?per_page=100&page={page}", "GET")):
        for one in found:
            if one["body"].startswith(MARK) and one["user"]["type"] == "Bot":
                yield Comment(one["id"], one["body"].replace("\r\n", "\n"))
        page += 1


def _gh(path: str, method: str, body: str | None = None) -> str:
    words = ["gh", "api", "--method", method, path, *(["--input", "-"] if body is not None else [])]
    content = json.dumps({"body": body}) if body is not None else None
    try:
        done = subprocess.run(words, input=content, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    except OSError:
        raise Refused("there is no gh on this runner") from None
    if done.returncode != 0:
        raise Refused(" ".join(done.stderr.split()) or f"gh ended with {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
