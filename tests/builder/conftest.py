"""The builders of a session, or one reason why there are none; and what they did with the cases."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from builder.bases import import_bases
from builder.builder import Builder
from builder.case import Case, NaiveCase
from builder.daemon import client, endpoint_from_environment, running_daemon, why_not
from builder.outcomes import Outcomes

_DAEMONS = 2  # one case at a time on each, so that no build takes a step from one that is still running


@pytest.fixture(scope="session")
def builders() -> Iterator[list[Builder]]:
    """Builders that hold the base images: the endpoint from the environment, else private daemons."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    command = client()
    assert command is not None, "why_not() has looked"
    endpoint = endpoint_from_environment()
    with ExitStack() as stack:
        own = [] if endpoint else [stack.enter_context(running_daemon()) for _ in range(_DAEMONS)]
        ready = [
            Builder(command, one, groups_steps=endpoint is not None)
            for one in ([endpoint] if endpoint else own)
        ]
        for builder in ready:
            import_bases(builder)
        yield ready


@pytest.fixture(scope="session")
def builder(builders: list[Builder]) -> Builder:
    """One builder for tests that build by themselves."""
    return builders[0]


@pytest.fixture(scope="session")
def outcomes(
    builders: list[Builder], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Outcomes]:
    """What the builders did with the cases of this session, which are begun at once."""
    found = Outcomes(builders, tmp_path_factory.mktemp("outcomes"))
    asked = (getattr(item, "callspec", None) for item in request.session.items)
    given = (callspec.params.get("case") for callspec in asked if callspec is not None)
    found.start(case for case in given if isinstance(case, Case | NaiveCase))
    yield found
    found.stop()
