"""Tools of Perl, Lua, Nim, Zig, C and C++: spellings, and what a call reads."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

ROCK: dict[str, Content] = {"m-1.0-1.rockspec": 'package = "m"'}
NIMBLE: dict[str, Content] = {"m.nimble": 'version = "1"\nrequires "nim >= 2.0"\n', "nimble.lock": "{}"}
ZIG: dict[str, Content] = {"build.zig": 'const std = @import("std");', "build.zig.zon": ".{}"}
CONAN: dict[str, Content] = {"conanfile.txt": "[requires]\n"}
VCPKG: dict[str, Content] = {"vcpkg.json": '{"dependencies": ["fmt"]}'}
CARTON: dict[str, Content] = {"cpanfile": "requires 'Plack';", "cpanfile.snapshot": "# carton snapshot\n"}


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("cpanm --installdeps .", {"cpanfile": "", "Makefile.PL": "die"}, ["cpanfile"]),
        ("cpanm -n --quiet --installdeps --with-develop .", {"cpanfile": ""}, ["cpanfile"]),
        ("cpm install -g", CARTON, sorted(CARTON)),
        ("carton install --deployment", CARTON, sorted(CARTON)),
        (
            "carton install --cached",
            {**CARTON, "vendor/cache/a/b.tgz": b""},
            [*CARTON, "vendor/cache/a/b.tgz"],
        ),
        ("luarocks install --only-deps m-1.0-1.rockspec", ROCK, list(ROCK)),
        ("luarocks make --deps-only", ROCK, list(ROCK)),
        ("luarocks make --deps-only", {"rockspec/m-1.0-1.rockspec": ""}, ["rockspec/m-1.0-1.rockspec"]),
        ("luarocks --lua-version 5.4 build --only-deps m-1.0-1.rockspec", ROCK, list(ROCK)),
        ("nimble install -d -y", NIMBLE, sorted(NIMBLE)),
        ("nimble -y install --depsOnly", {**NIMBLE, "nim.cfg": ""}, [*NIMBLE, "nim.cfg"]),
        ("zig build --fetch", ZIG, list(ZIG)),
        (
            "zig build --fetch=all",
            {
                **ZIG,
                "build.zig": '@import("tools/x.zig")',
                "tools/x.zig": '@embedFile("y.txt")',
                "tools/y.txt": "",
            },
            [*ZIG, "tools/x.zig", "tools/y.txt"],
        ),
        ("python -m ziglang build --fetch", ZIG, list(ZIG)),
        ("conan install . --build=missing -s build_type=Release", CONAN, list(CONAN)),
        ("conan install conanfile.txt -of build", CONAN, list(CONAN)),
        (
            "conan install .. -pr ./profiles/linux",
            {"/conanfile.txt": "", "profiles/linux": ""},
            ["/conanfile.txt", "profiles/linux"],
        ),
        (
            "conan install .",
            {"conanfile.py": "from conan import ConanFile\n", "conandata.yml": "", "conan.lock": ""},
            ["conan.lock", "conandata.yml", "conanfile.py"],
        ),
        ("vcpkg install", VCPKG, list(VCPKG)),
        ("/opt/vcpkg/vcpkg install --triplet x64-linux", VCPKG, list(VCPKG)),
        (
            "vcpkg install --x-manifest-root=lib",
            {
                "lib/vcpkg.json": "{}",
                "lib/vcpkg-configuration.json": '{"overlay-ports": ["ports"]}',
                "lib/ports/a/portfile.cmake": "",
                "ports/b": "",
            },
            ["lib/ports/a/portfile.cmake", "lib/vcpkg-configuration.json", "lib/vcpkg.json"],
        ),
    ],
)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Each spelling reads the manifests and what they name."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (sorted(expected), None, None)
    assert found.is_project


@pytest.mark.parametrize(
    "line",
    [
        "cpanm Plack",
        "cpanm --installdeps Plack",
        "cpanm .",
        "cpm install Plack",
        "carton exec plackup",
        "luarocks install lpeg",
        "luarocks make",
        "luarocks list",
        "nimble install jester",
        "nimble install -y",
        "nimble build",
        "zig build",
        "zig fetch https://x/y.tgz",
        "conan profile detect",
        "conan install --requires=fmt/11.0.0",
        "conan create .",
        "vcpkg install zlib",
        "vcpkg integrate install",
    ],
)
def test_near_miss(line: str) -> None:
    """Packages by their names, builds and settings are no installs of the project's dependencies."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("cpanm --installdeps .", {"Makefile.PL": ""}, "it runs to say what is needed"),
        (
            "luarocks make --only-deps",
            {**ROCK, "lfs.lua": ""},
            "Lua loads modules from the working directory",
        ),
        (
            "nimble install -d",
            {"m.nimble": 'version = readFile("V")'},
            "its script does more than state facts",
        ),
        ("nimble install -d", {"m.nimble": "import os\n"}, "its script does more than state facts"),
        (
            "zig build --fetch",
            {**ZIG, "build.zig.zon": '.{ .path = "libs/a" }'},
            "it uses the package in libs/a",
        ),
        (
            "conan install .",
            {"conanfile.py": 'version = open("V").read()'},
            "the recipe looks at more than itself",
        ),
    ],
)
def test_source(line: str, files: dict[str, Content], note: str) -> None:
    """Where a program of the project decides what is needed, the source is needed."""
    found = reading(line, files)

    assert found.source is not None
    assert found.source.note == note


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("cpanm --installdeps .", {}, "cpanfile is not in the image at this point"),
        ("cpanm --installdeps -L local .", {"cpanfile": ""}, "-L names another place"),
        ("carton install", {}, "cpanfile is not in the image at this point"),
        ("luarocks make --deps-only", {**ROCK, "n-1-1.rockspec": ""}, "there is not just one rockspec"),
        ("luarocks make --deps-only", {}, "there is not just one rockspec"),
        ("nimble install -d", {}, "*.nimble is not in the image at this point"),
        ("zig build --fetch", {"build.zig": ""}, "build.zig.zon is not in the image at this point"),
        ("conan install .", {}, "conanfile.txt is not in the image at this point"),
        ("conan install $DIR", CONAN, "not all arguments are known"),
        ("vcpkg install", {"vcpkg.json": "["}, "it is not JSON (expecting value in line 1)"),
    ],
)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == note


@pytest.mark.parametrize(
    ("line", "files", "rewrites", "shared"),
    [
        ("carton install", CARTON, ("/app/cpanfile.snapshot",), ()),
        ("carton install --deployment", CARTON, (), ()),
        ("nimble install -d", NIMBLE, ("/app/nimble.lock",), ()),
        ("conan install .", CONAN, (), ("/app",)),
        ("conan install . -of build", CONAN, (), ()),
    ],
)
def test_written(
    line: str, files: dict[str, Content], rewrites: tuple[str, ...], shared: tuple[str, ...]
) -> None:
    """Lockfiles that may be written again, and folders in which files of their own are laid."""
    found = reading(line, files)

    assert (found.rewrites, found.shared) == (rewrites, shared)
