"""Stands in for `gh api` where a pull request's comments are concerned: they lie in a JSON file beside it."""

import json
import os
import re
import sys
from pathlib import Path

_PAGE = 100


def main() -> int:
    """Answer one call as the forge does."""
    file = Path(os.environ["FAKE_GH"])
    comments = json.loads(file.read_text())
    api, flag, method, path, *more = sys.argv[1:]
    assert (api, flag) == ("api", "--method")
    if os.environ.get("GH_TOKEN") != "allowed":
        sys.stderr.write("gh: Resource not accessible by integration (HTTP 403)\n")
        return 1
    if method == "GET":
        asked = re.fullmatch(r"repos/somebody/project/issues/7/comments\?per_page=100&page=(\d+)", path)
        assert asked is not None, path
        page = int(asked[1])
        sys.stdout.write(json.dumps(comments[(page - 1) * _PAGE : page * _PAGE]))
        return 0
    assert more == ["--input", "-"]
    body = json.load(sys.stdin)["body"].replace("\n", "\r\n")
    if method == "POST":
        assert path == "repos/somebody/project/issues/7/comments"
        comments.append({"id": 1000 + len(comments), "body": body, "user": {"type": "Bot"}})
    else:
        assert method == "PATCH"
        number = int(path.removeprefix("repos/somebody/project/issues/comments/"))
        (one,) = [comment for comment in comments if comment["id"] == number]
        one["body"] = body
    file.write_text(json.dumps(comments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
