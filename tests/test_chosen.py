"""Builds as the user says that they are called."""

from dataclasses import replace

from layerwise.builds.build import Build, Profile
from layerwise.builds.chosen import as_chosen
from layerwise.unknown import Unknown

_BUILD = Build(
    context=Unknown("a test"), label="x", origin="compose.yaml", target="dev", arguments={"A": "1", "B": "2"}
)


def test_nothing_chosen() -> None:
    """The builds are those that files name."""
    assert as_chosen([_BUILD], None, {}, Profile.BUILDKIT) == (_BUILD,)


def test_choices_go_before_files() -> None:
    """A target takes the place of a file's, an argument that of the one of its name."""
    (found,) = as_chosen([_BUILD], "prod", {"B": "3"}, Profile.PODMAN)

    assert (found.target, found.arguments, found.builder) == ("prod", {"A": "1", "B": "3"}, Profile.PODMAN)


def test_builds_that_are_alike_then() -> None:
    """Services that differ in nothing but the target are one build where the user names it."""
    other = replace(_BUILD, target="test", origin="compose.yaml, service test")

    assert len(as_chosen([_BUILD, other], None, {}, Profile.BUILDKIT)) == 2
    assert as_chosen([_BUILD, other], "dev", {}, Profile.BUILDKIT) == (_BUILD,)
