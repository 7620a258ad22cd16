"""Julia: spellings, projects, and what needs the source."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

PROJECT: dict[str, Content] = {
    "Project.toml": '[deps]\nJSON = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"\n',
    "Manifest.toml": 'manifest_format = "2.0"\n\n[[deps.JSON]]\nversion = "0.21.4"\n',
    "src/app.jl": "",
}
FILES = ["Manifest.toml", "Project.toml"]


@pytest.mark.parametrize(
    "line",
    [
        "julia --project=. -e 'using Pkg; Pkg.instantiate()'",
        "julia --project -e 'import Pkg; Pkg.instantiate(); Pkg.precompile()'",
        "/usr/local/julia/bin/julia --project=@. --threads 4 -e 'using Pkg' -e 'Pkg.instantiate(verbose=true)'",
        'julia -e \'using Pkg; Pkg.activate("."); Pkg.Registry.add("General"); Pkg.instantiate()\'',
        "julia --project=/app/Project.toml --eval='using Pkg: instantiate; instantiate()'",
    ],
)
def test_spelling(line: str) -> None:
    """Every spelling reads the project and its manifest."""
    found = reading(line, PROJECT)

    assert (needs(found), found.outputs, found.source, found.unknown) == (
        FILES,
        ("/root/.julia",),
        None,
        None,
    )


def test_variables() -> None:
    """The project and the depot by variables; a manifest that is not there is written."""
    files: dict[str, Content] = {"web/Project.toml": "", "web/LocalPreferences.toml": ""}
    found = reading(
        "julia -e 'using Pkg; Pkg.instantiate()'", files, JULIA_PROJECT="web", JULIA_DEPOT_PATH="/opt/depot:"
    )

    assert needs(found) == ["web/LocalPreferences.toml", "web/Project.toml"]
    assert (found.outputs, found.unknown) == (("/opt/depot", "/root/.julia", "/app/web/Manifest.toml"), None)


@pytest.mark.parametrize(
    "extra",
    [
        {"Project.toml": 'name = "App"\nuuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"\n'},
        {"Project.toml": '[sources]\nX = {path = "X"}\n'},
        {"Manifest.toml": '[[deps.X]]\npath = "X"\n'},
        {"Manifest.toml": '[[X]]\npath = "X"\n'},
    ],
)
def test_source(extra: dict[str, Content]) -> None:
    """A package, and packages that are folders, are precompiled."""
    found = reading("julia --project=. -e 'using Pkg; Pkg.instantiate()'", {**PROJECT, **extra})

    assert (found.source is not None, found.unknown) == (True, None)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("julia -e 'using Pkg; Pkg.instantiate()'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate()'", {}),
        ("julia --project=@v1.10 -e 'using Pkg; Pkg.instantiate()'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate(); using App'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate(); include(\"a.jl\")'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate(); run(`ls`)'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.activate(x); Pkg.instantiate()'", PROJECT),
        ("julia --project=. -L a.jl -e 'using Pkg; Pkg.instantiate()'", PROJECT),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate()'", {**PROJECT, "Manifest.toml": "["}),
        ("julia --project=. -e 'using Pkg; Pkg.instantiate()'", {**PROJECT, "Project.toml": "[workspace]\n"}),
        (
            "julia --project=. -e 'using Pkg; Pkg.instantiate()'",
            {**PROJECT, "/Project.toml": "[workspace]\n"},
        ),
        (
            "julia --project=. -e 'using Pkg; Pkg.instantiate()'",
            {**PROJECT, "Manifest.toml": "[[deps.X]]\nrepo-url='x'\n"},
        ),
    ],
)
def test_unknown(line: str, files: dict[str, Content]) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    assert reading(line, files).unknown is not None


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("julia -e 'using Pkg; Pkg.add(\"JSON\")'", True),
        ('julia -t 4 -e \'import Pkg; Pkg.Registry.add("General"); Pkg.add(["JSON", "HTTP"])\'', True),
        ('julia -e \'using Pkg; Pkg.add(name="JSON", version="0.21")\'', True),
        ("julia -e 'using Pkg; Pkg.add(url=\"https://github.com/x/Y.jl\")'", True),
        ("julia -e 'using Pkg; Pkg.add(path=\"x\")'", False),
        ("julia -e 'using Pkg; Pkg.add(\"./X\")'", False),
        ("julia -e 'using Pkg; Pkg.add(names)'", False),
    ],
)
def test_packages(line: str, *, is_known: bool) -> None:
    """Packages by their names read no file of the project."""
    found = reading(line, PROJECT)

    assert (found.unknown is None, found.is_project, found.needs) == (is_known, False, ())


@pytest.mark.parametrize(
    "line",
    [
        "julia --project=. -e 'using Pkg; Pkg.add(\"X\")'",
        'julia -e \'using Pkg; Pkg.activate("."); Pkg.add("X")\'',
        "julia -e 'using Pkg; Pkg.add(\"X\"); using X'",
        "julia --project=. src/app.jl",
    ],
)
def test_near_miss(line: str) -> None:
    """Changes of the project and programs are no installs that we know."""
    assert recognised(line) is None
