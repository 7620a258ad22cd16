"""A builder for suites in other languages: says where it is as JSON, and stays until standard input ends."""

import json
import sys

from builder.bases import import_bases
from builder.builder import Builder
from builder.daemon import client, running_daemon


def main() -> None:
    """Start a private builder with the base images of the tests, tell of it on one line, and end with our caller."""
    command = client()
    assert command is not None, "why_not() is asked first"
    with running_daemon() as endpoint:
        import_bases(Builder(command, endpoint))
        told = {"DOCKER_HOST": endpoint, "DOCKER_BUILDKIT": "1", "client": command}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
