"""A fix offered under one value of a build argument is as right under another one."""

from pathlib import Path

import pytest

from builder.builder import Builder, differences
from builder.contexts import lay, text
from builder.product import Subject, offered
from builder.projects.node import NODE, npm_lock, package

pytestmark = pytest.mark.builder

_WEB = package("web", bare=True, dependencies={"ms": "^2.1.3"})
_FILES = {
    **{f"services/api/{name}": content for name, content in NODE.items()},
    "services/web/package.json": _WEB,
    "services/web/package-lock.json": npm_lock({"": _WEB}, ms="2.1.3"),
    "services/web/page.js": "1\n",
}
_DOCKERFILE = """
    FROM node:22
    ARG SERVICE
    WORKDIR /app
    COPY services/$SERVICE ./
    RUN npm ci
    """


def test_argument_in_source(builder: Builder, tmp_path: Path) -> None:
    """The narrow copy keeps the variable, so that each service installs its own dependencies."""
    before = text(_DOCKERFILE)
    fixed = offered(Subject(before, _FILES, {"SERVICE": "api"})).fixed
    assert fixed is not None
    folder = lay(tmp_path / "context", _FILES)

    for service in ("api", "web"):
        one, other = (builder.build(folder, it, arguments={"SERVICE": service}) for it in (before, fixed))
        assert (one.failed, other.failed) == (None, None), fixed
        assert one.image is not None
        assert other.image is not None
        assert differences(builder.files(one.image), builder.files(other.image)) == {}
