"""One builder for the whole session, or one reason why there is none."""

from collections.abc import Iterator

import pytest

from builder.bases import import_bases
from builder.builder import Builder
from builder.daemon import client, endpoint_from_environment, running_daemon, why_not


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    """A builder that holds the base images: the endpoint from the environment, else a private daemon."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    command = client()
    assert command is not None, "why_not() has looked"
    endpoint = endpoint_from_environment()
    if endpoint is not None:
        yield _ready(command, endpoint)
        return
    with running_daemon() as own:
        yield _ready(command, own)


def _ready(command: str, endpoint: str) -> Builder:
    builder = Builder(command, endpoint)
    import_bases(builder)
    return builder
