"""Shared by all tests: the switch that redraws the fixtures."""

import pytest

pytest.register_assert_rewrite("checking")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update`: write down what comes of the fixtures and pages instead of comparing."""
    parser.addoption("--update", action="store_true", help="redraw fixtures and generated pages")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is generated shall be written rather than compared."""
    return bool(request.config.getoption("--update"))
