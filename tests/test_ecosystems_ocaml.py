"""opam and dune: spellings, closures, what needs the source, phases."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content

OPAM = 'opam-version: "2.0"\ndepends: ["ocaml" "dune"]\n'
ONE: dict[str, Content] = {"app.opam": OPAM, "src/app.ml": ""}


@pytest.mark.parametrize(
    "line",
    [
        "opam install . --deps-only",
        "opam install -y --deps-only --with-test ./app.opam",
        "opam --yes install ./ -j 4 --deps-only",
        "/usr/bin/opam install app.opam --deps-only",
        "opam switch create . 5.2.0 --deps-only",
        "opam switch create . --no-install",
        "opam install /app dune --deps-only",
    ],
)
def test_spelling(line: str) -> None:
    """Every spelling reads the definition of the package, and nothing of the source."""
    found = reading(line, ONE)

    assert (needs(found), found.source, found.unknown, found.rewrites) == (["app.opam"], None, None, ())
    assert set(found.outputs) == {"/root/.opam", "/app/_opam"}


@pytest.mark.parametrize(
    "line",
    [
        "opam update",
        "opam init --bare",
        "opam install . --deps-only --show-actions",
        "opam pin add app https://x.invalid",
        "opam pin list",
        "dune clean",
    ],
)
def test_near_miss(line: str) -> None:
    """The list of packages, trials and other places are no installs of the project."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("opam install . --deps-only", {**ONE, "lib.opam": OPAM}, ["app.opam", "lib.opam"]),
        ("opam install ./app.opam --deps-only", {**ONE, "lib.opam": OPAM}, ["app.opam"]),
        (
            "opam install . --deps-only",
            {"opam": OPAM, "descr": "", "files/a": ""},
            ["descr", "files/a", "opam"],
        ),
        (
            "opam install . --deps-only",
            {"opam/app.opam": OPAM, "opam/lib.opam": OPAM},
            ["opam/app.opam", "opam/lib.opam"],
        ),
        ("opam install . --deps-only", {**ONE, "app.opam.locked": OPAM}, ["app.opam"]),
        (
            "opam install . --deps-only --locked",
            {**ONE, "app.opam.locked": OPAM},
            ["app.opam", "app.opam.locked"],
        ),
        ("opam install ./a ./b --deps-only", {"a/a.opam": OPAM, "b/b.opam": OPAM}, ["a/a.opam", "b/b.opam"]),
    ],
)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """All definitions of the folder, in its folder `opam` too, and what is locked where that is asked for."""
    found = reading(line, files)

    assert (needs(found), found.unknown) == (expected, None)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("opam install . --deps-only", {}),
        ("opam install . $FLAGS --deps-only", ONE),
        ("opam install ./gone.opam --deps-only", ONE),
        ("opam install . --deps-only --recursive", ONE),
        ("opam install . --deps-only --lock-suffix=ci", ONE),
        ("opam install . --deps-only", {"app.opam": 'pin-depends: [["x.1" "git+file:///app/x"]]\n'}),
    ],
)
def test_unknown(line: str, files: dict[str, Content]) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    assert reading(line, files).unknown is not None


def test_locked_by_variable() -> None:
    """A variable asks for the locked versions as well; another root takes the packages."""
    files: dict[str, Content] = {**ONE, "app.opam.locked": OPAM}
    found = reading("opam install . --deps-only", files, OPAMLOCKED="locked", OPAMROOT="/opt/opam")

    assert (needs(found), found.outputs[0]) == (["app.opam", "app.opam.locked"], "/opt/opam")


@pytest.mark.parametrize(
    "line",
    [
        "opam install .",
        "opam switch create . 5.2.0",
        "opam pin add -n .",
        "opam pin .",
        "dune pkg lock",
        "dune build @pkg-install",
        "opam exec -- dune build",
        "dune build @install --root web",
    ],
)
def test_source(line: str) -> None:
    """The project itself, a pin, and all that dune does."""
    assert reading(line, ONE).source is not None


@pytest.mark.parametrize(
    ("line", "added"),
    [("opam install . --with-test", "--deps-only"), ("opam pin add .", None), ("opam install . -w", None)],
)
def test_phases(line: str, added: str | None) -> None:
    """The dependencies first, then the project; a pin has no such form."""
    found = phases(line, ONE)

    assert (found.added if found else None) == added


@pytest.mark.parametrize(
    ("line", "files", "is_known"),
    [
        ("opam install dune", {}, True),
        ("opam install -y 'dune>=3.0' ocamlformat.0.26.2", {}, True),
        ("opam switch create 5.2.0", {}, True),
        ("opam install app.1.0", {"app.opam": OPAM}, False),
        ("opam install dune", {"_opam/x": ""}, False),
        ("opam install dune", {"/_opam/x": ""}, False),
    ],
)
def test_packages(line: str, files: dict[str, Content], *, is_known: bool) -> None:
    """Packages by their names read no file of the project, unless one may be pinned or a switch lies here."""
    found = reading(line, files)

    assert (found.unknown is None, found.is_project, found.needs) == (is_known, False, ())
