"""Shared by all tests: the switch that redraws the fixtures, and a user whom permissions stop."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from layerwise.manifests import json_text, toml_text

pytest.register_assert_rewrite("checking")

# How long an example takes, or is made in, says something of the machine and of what else it does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def values_stay() -> Iterator[None]:
    """Whatever the tests did, nobody has changed a value of a manifest that others are given, too."""
    yield
    for reader in (toml_text.load, json_text.load):
        for text, value in reader.known.items():
            assert repr(reader.read(text)) == repr(value), f"a value of {text[:200]!r} was changed"


_NOBODY = 65534  # on every Unix that we know of


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update`: write down what comes of the fixtures and pages instead of comparing."""
    parser.addoption("--update", action="store_true", help="redraw fixtures and generated pages")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is generated shall be written rather than compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[None]:
    """Run the test as a user whom file permissions stop, which root is not."""
    if os.geteuid() != 0:
        yield
        return
    for directory in (tmp_path, *tmp_path.parents[:-1]):
        directory.chmod(directory.stat().st_mode | 0o711)
    os.seteuid(_NOBODY)
    yield
    os.seteuid(0)
