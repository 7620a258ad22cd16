"""Workspace patterns: which folders they name in a tree."""

import pytest
from layerwise.context.memory import MemoryTree
from layerwise.manifests.globs import expand, is_match
from layerwise.unknown import Unknown

TREE = MemoryTree(
    {
        f"app/{path}": ""
        for path in (
            "packages/a/package.json",
            "packages/b/package.json",
            "packages/b/test/fixture/package.json",
            "packages/.hidden/package.json",
            "packages/node_modules/x/package.json",
            "packages/README.md",
            "apps/web/package.json",
            "tools/package.json",
        )
    }
)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["packages/*"], "packages/a packages/b"),
        (["./packages/*/"], "packages/a packages/b"),
        (["/packages/*"], "packages/a packages/b"),
        (["packages/a", "tools"], "packages/a tools"),
        (["packages/**"], "packages packages/a packages/b packages/b/test packages/b/test/fixture"),
        (["packages/**", "!**/test/**"], "packages packages/a packages/b"),
        (["packages/*", "!packages/b"], "packages/a"),
        (["!packages/b", "packages/*"], "packages/a"),
        (["packages/*", "!packages/b", "packages/b"], "packages/a packages/b"),
        (["packages/*", "!!packages/b"], "packages/a packages/b"),
        (["{apps,packages}/*"], "apps/web packages/a packages/b"),
        (["packages/[ab]"], "packages/a packages/b"),
        (["packages/[!a]"], "packages/b"),
        (["packages/?"], "packages/a packages/b"),
        (["packages/.*"], "packages/.hidden"),
        (["*"], "apps packages tools"),
        (["missing/*"], ""),
        (["packages/[a"], ""),
        (["."], "."),
        ([], ""),
    ],
)
def test_expand(patterns: list[str], expected: str) -> None:
    """The folders that the patterns name, whether or not they are packages."""
    expansion = expand(TREE, "/app", patterns)

    assert not isinstance(expansion, Unknown)
    assert " ".join(path.removeprefix("/app").lstrip("/") or "." for path in expansion.folders) == expected


def test_expand_names_what_it_listed() -> None:
    """A new name in a listed folder may be a new workspace."""
    expansion = expand(TREE, "/app", ["packages/*"])

    assert not isinstance(expansion, Unknown)
    assert expansion.listed == ("/app/packages",)


@pytest.mark.parametrize("pattern", ["packages/!(a)", "packages/+(a|b)", "packages\\a"])
def test_expand_what_is_not_understood(pattern: str) -> None:
    """Patterns of a kind that is not read make the answer unknown."""
    assert isinstance(expand(TREE, "/app", [pattern]), Unknown)


def test_expand_in_a_folder_that_nobody_can_list() -> None:
    """Unknown goes through."""
    tree = MemoryTree({"app/packages": Unknown("a remote context")})

    assert expand(tree, "/app", ["packages/*"]) == Unknown("a remote context")


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("packages/a", "packages/*", True),
        ("packages/a/b", "packages/*", False),
        ("packages/a/b", "packages/**", True),
        ("packages", "packages/**", True),
        ("a/test/b", "**/test/**", True),
        ("a/.b", "a/*", False),
    ],
)
def test_is_match(path: str, pattern: str, expected: bool) -> None:
    """A whole path matches, segment by segment."""
    assert is_match(path, pattern) is expected
