"""R: renv, packrat and the dependencies of packages, called in code."""

import json

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content


def lock(version: str = "1.0.7", **packages: dict[str, str]) -> str:
    """A lockfile of renv."""
    return json.dumps({"R": {"Version": "4.4.1"}, "Packages": {"renv": {"Version": version}, **packages}})


IGNORED = "library/\nlocal/\ncellar/\nlock/\npython/\nsandbox/\nstaging/\n"
RENV: dict[str, Content] = {
    "renv.lock": lock(),
    ".Rprofile": 'source("renv/activate.R")\n',
    "renv/activate.R": 'local({\n  version <- "1.0.7"\n  readLines("x")\n})\n',
    "renv/.gitignore": IGNORED,
    "R/app.R": "",
}
RENV_FILES = [".Rprofile", "renv.lock", "renv/.gitignore", "renv/activate.R"]
PACKRAT: dict[str, Content] = {
    "packrat/packrat.lock": "Format: 1.4\n\nPackage: a\nSource: CRAN\nVersion: 1.0\n\nPackage: b\nVersion: 2.0\n",
    "packrat/src/a/a_1.0.tar.gz": "",
    "packrat/src/b/b_1.9.tar.gz": "",
}
PACKAGE: dict[str, Content] = {"DESCRIPTION": "Package: app\nImports: a\n", "R/app.R": ""}


@pytest.mark.parametrize(
    "line",
    [
        "R -e 'renv::restore()'",
        "Rscript -e 'renv::restore(prompt = FALSE)'",
        "R -s --no-save -e 'options(renv.consent = TRUE)' -e 'renv::restore(clean=TRUE)'",
        "/usr/local/bin/R --no-restore -q -e 'library(renv); restore(prompt=FALSE)'",
        "r -e 'renv::restore()'",
        "R -e 'install.packages(\"renv\"); renv::consent(provided = TRUE); renv::restore()'",
    ],
)
def test_renv_spelling(line: str) -> None:
    """Every spelling reads the lockfile and what R reads when it starts."""
    found = reading(line, RENV)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (RENV_FILES, (), None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Rscript restore.R",
        "R CMD INSTALL .",
        "R -e 'restore()'",
        "R -e 'renv::snapshot()'",
        "R -e $CODE",
        "install2.r --help",
        'R -e \'install.packages("a"); source("b.R")\'',
        "Rscript -e 'install.packages(\"a\")' script.R",
    ],
)
def test_near_miss(line: str) -> None:
    """Scripts, other functions and code that does more are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "extra", "expected"),
    [
        ("R -e 'renv::restore()'", {".Renviron": "A=1\n", ".RData": ""}, [".RData", ".Renviron"]),
        ("Rscript -e 'renv::restore()'", {".RData": ""}, []),
        (
            "R -e 'renv::restore()'",
            {"renv/cellar/x_1.tar.gz": "", "renv/settings.json": ""},
            ["renv/cellar/x_1.tar.gz", "renv/settings.json"],
        ),
        (
            "R -e 'renv::restore()'",
            {
                ".Rprofile": 'source("renv/activate.R"); if (file.exists("a.R")) source("a.R")\n',
                "a.R": "options(x = 1)\n",
            },
            ["a.R"],
        ),
        ("R -e 'renv::restore(lockfile = \"ci/renv.lock\")'", {"ci/renv.lock": lock()}, ["ci/renv.lock"]),
    ],
)
def test_renv_closure(line: str, extra: dict[str, Content], expected: list[str]) -> None:
    """Variables, the workspace of R, scripts that the profile runs, packages that lie here."""
    found = reading(line, {**RENV, **extra})
    usual = [name for name in RENV_FILES if name != "renv.lock" or "ci/renv.lock" not in expected]

    assert (needs(found), found.unknown) == (sorted([*usual, *expected]), None)


@pytest.mark.parametrize(
    ("line", "extra", "rewritten"),
    [
        ("R -e 'renv::restore()'", {"renv.lock": lock("1.0.9")}, ["renv/activate.R"]),
        ("R --vanilla -e 'renv::restore()'", {}, ["renv/activate.R"]),
        ("R -e 'renv::restore()'", {".Rprofile": ""}, ["renv/activate.R"]),
        ("R -e 'renv::restore()'", {"renv/.gitignore": "library/\n"}, ["renv/.gitignore"]),
        ("R -e 'renv::restore()'", {"DESCRIPTION": "", ".Rbuildignore": "^x$\n"}, [".Rbuildignore"]),
        ("R -e 'renv::restore()'", {"DESCRIPTION": "", ".Rbuildignore": "^renv$\n^renv\\.lock$\n"}, []),
    ],
)
def test_renv_rewrites(line: str, extra: dict[str, Content], rewritten: list[str]) -> None:
    """The script of another version of renv is written again, and so are lists that lack a line."""
    found = reading(line, {**RENV, **extra})

    assert found.rewrites == tuple(f"/app/{name}" for name in rewritten)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("R -e 'renv::restore()'", {}),
        ("R -e 'renv::restore()'", {**RENV, "renv.lock": "{"}),
        ("R -e 'renv::restore()'", {**RENV, ".Rprofile": 'x <- readLines("settings")\n'}),
        ("R -e 'renv::restore()'", {**RENV, ".Rprofile": "source(file)\n"}),
        ("R -e 'renv::restore()'", {**RENV, ".Rprofile": "f(\n"}),
        ("R -e 'setwd(\"web\"); renv::restore()'", RENV),
        ("R -e 'renv::restore(\"web\")'", RENV),
        ("R -e 'renv::restore(project = x)'", RENV),
        ("R -e 'renv::restore(); renv::install()'", RENV),
        ("R -e 'renv::restore()'", {**RENV, "renv/profile": "ci"}),
        ("R -e 'renv::restore()'", {**RENV, "renv/settings.json": '{"external.libraries": ["lib"]}'}),
        ("R -e 'renv::restore()'", {**RENV, "renv.lock": lock(x={"Source": "Local"})}),
        ("R -e 'renv::restore()'", {**RENV, "renv.lock": '{"Python": {}}'}),
        ("R -e 'renv::restore()'", {**RENV, ".Renviron": "RENV_PROFILE=ci\n"}),
        ("R -e 'install.packages(\"x.tar.gz\", repos = NULL); renv::restore()'", RENV),
        ("R -e 'renv::activate(); renv::restore()'", RENV),
        ("R -e 'remotes::install_deps()'", {**RENV, "DESCRIPTION": ""}),
        ("R -e 'packrat::restore()'", {**RENV, **PACKRAT}),
        ("R -e 'packrat::restore()'", {}),
        ("R -e 'packrat::restore(project = \"x\")'", PACKRAT),
        ("R -e 'packrat::restore()'", {"packrat/packrat.lock": "\nPackage: a\nSource: source\nVersion: 1\n"}),
        ("R -e 'remotes::install_deps()'", {}),
        ("R -e 'remotes::install_deps(dir)'", PACKAGE),
        ("R -e 'remotes::install_deps()'", {"DESCRIPTION": "Remotes: a/b,\n    local::../x\n"}),
        ("R -e 'pak::local_install_dev_deps()'", PACKAGE),
    ],
)
def test_unknown(line: str, files: dict[str, Content]) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    assert reading(line, files).unknown is not None


def test_packrat() -> None:
    """Packed sources that are there are read; those that are not are written beside them."""
    found = reading("R --vanilla -e 'packrat::restore()'", PACKRAT)

    assert (needs(found), found.unknown) == (["packrat/packrat.lock", "packrat/src/a/a_1.0.tar.gz"], None)
    assert "/app/packrat/src/b/b_2.0.tar.gz" in found.outputs


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("Rscript -e 'remotes::install_deps(dependencies = TRUE)'", PACKAGE, ["DESCRIPTION"]),
        ("R -e 'devtools::install_deps(\".\")'", PACKAGE, ["DESCRIPTION"]),
        ("R -e 'library(remotes)' -e 'install_deps(upgrade = \"never\")'", PACKAGE, ["DESCRIPTION"]),
        ("R -e 'pak::local_install_deps(root = \"pkg\")'", {"pkg/DESCRIPTION": ""}, ["pkg/DESCRIPTION"]),
    ],
)
def test_dependencies(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """The description of the package, in its folder."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("Rscript -e 'remotes::install_local()'", "Rscript -e 'remotes::install_deps()'"),
        ("R -q -e 'devtools::install(\".\")'", "R -q -e 'devtools::install_deps()'"),
        ("R -e 'devtools::install(upgrade = FALSE)'", None),
        ("R -e 'library(remotes); install_local()'", None),
    ],
)
def test_phases(line: str, instead: str | None) -> None:
    """The dependencies by a call of their own, where nothing is said about them."""
    found = phases(line, PACKAGE)

    assert reading(line, PACKAGE).source is not None
    assert (found.instead if found else None) == instead


@pytest.mark.parametrize(
    ("line", "files", "is_known"),
    [
        ("R -e 'install.packages(\"shiny\")'", {}, True),
        ('Rscript -e \'install.packages(c("a", "b"), repos = "https://cloud.r-project.org")\'', {}, True),
        ("R -q -e 'options(Ncpus = 4); BiocManager::install(\"limma\")'", {}, True),
        ('R -e \'remotes::install_github("r-lib/rlang", ref = "main")\'', {}, True),
        ("R -e 'pak::pak(\"shiny\")'", {}, True),
        ("install2.r --error -n 4 shiny DBI", {}, True),
        ("installGithub.r r-lib/rlang", {}, True),
        ("R -e 'install.packages(\"x_1.0.tar.gz\", repos = NULL)'", {}, False),
        ("R -e 'install.packages(names)'", {}, False),
        ("R -e 'pak::pak()'", {}, False),
        ("R -e 'pak::pak(\"local::.\")'", {}, False),
        ("install2.r ./own", {}, False),
        ("install2.r $NAME", {}, False),
        ("R -e 'install.packages(\"shiny\")'", {".Rprofile": ""}, False),
        ("R --vanilla -e 'install.packages(\"shiny\")'", {".Rprofile": ""}, True),
    ],
)
def test_packages(line: str, files: dict[str, Content], *, is_known: bool) -> None:
    """Packages by their names read no file of the project, unless R starts with one."""
    found = reading(line, files)

    assert (found.unknown is None, found.is_project) == (is_known, False)
    assert not is_known or found.needs == ()
