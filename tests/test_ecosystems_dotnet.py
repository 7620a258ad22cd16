"""The .NET SDK, its tools, NuGet and Paket: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

CORE = '<Project Sdk="Microsoft.NET.Sdk" />'
PROJECT: dict[str, Content] = {"Web.csproj": CORE}


def project(inner: str, head: str = 'Sdk="Microsoft.NET.Sdk"') -> str:
    """A project file with something in it."""
    return f"<Project {head}>{inner}</Project>"


def referring(*paths: str) -> str:
    """A project that references others."""
    items = "".join(f'<ProjectReference Include="{path}" />' for path in paths)
    return project(f"<ItemGroup>{items}</ItemGroup>")


@pytest.mark.parametrize(
    "line",
    [
        "dotnet restore",
        "dotnet restore .",
        "dotnet restore Web.csproj -r linux-x64 -v q",
        "dotnet restore /app/Web.csproj /p:Configuration=Release /nologo",
        "dotnet restore --locked-mode -p:A=B",
        "/usr/share/dotnet/dotnet restore",
        "dotnet msbuild -t:Restore",
        "dotnet msbuild /t:restore Web.csproj",
    ],
)
def test_spelling(line: str) -> None:
    """Every spelling reads the project, and writes its obj."""
    found = reading(line, PROJECT)

    assert (needs(found), found.source, found.unknown) == (["Web.csproj"], None, None)
    assert "/app/obj" in found.outputs
    assert "/root/.nuget" in found.outputs


@pytest.mark.parametrize(
    "line",
    [
        "dotnet build --no-restore",
        "dotnet publish --no-build",
        "dotnet restore --help",
        "dotnet msbuild -t:Build",
        "dotnet msbuild",
        "dotnet new console",
        "dotnet add package Serilog",
        "dotnet nuget add source feed",
        "dotnet tool install dotnet-ef",
        "dotnet workload install wasm-tools",
        "dotnet Web.dll",
        "dotnet --info",
        "nuget install Serilog",
    ],
)
def test_near_miss(line: str) -> None:
    """What restores nothing, or edits the project, is no install."""
    assert recognised(line) is None


SLN = (
    "Microsoft Visual Studio Solution File, Format Version 12.00\n"
    'Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "A", "a\\A.csproj", "{1}"\nEndProject\n'
    'Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "items", "items", "{2}"\nEndProject\n'
)
SLNX = '<Solution><Folder Name="/x/"><Project Path="a\\A.csproj" /></Folder></Solution>'
SLNF = '{"solution": {"path": "..\\\\App.sln", "projects": ["a\\\\A.csproj"]}}'
ABOVE = "$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))"
ROOT = "$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory), 'global.json'))"

CLOSURES: list[tuple[str, dict[str, Content], list[str]]] = [
    (
        "dotnet restore a/A.csproj",
        {"a/A.csproj": referring("..\\b\\B.csproj"), "b/B.csproj": CORE},
        ["a/A.csproj", "b/B.csproj"],
    ),
    (
        "dotnet restore a",
        {
            "a/A.csproj": referring("../b/B.fsproj"),
            "b/B.fsproj": referring("../c/C.vbproj"),
            "c/C.vbproj": CORE,
        },
        ["a/A.csproj", "b/B.fsproj", "c/C.vbproj"],
    ),
    ("dotnet restore", {"App.sln": SLN, "a/A.csproj": CORE}, ["App.sln", "a/A.csproj"]),
    ("dotnet restore", {"App.sln": SLN, "App.csproj": CORE, "a/A.csproj": CORE}, ["App.sln", "a/A.csproj"]),
    ("dotnet restore App.slnx", {"App.slnx": SLNX, "a/A.csproj": CORE}, ["App.slnx", "a/A.csproj"]),
    (
        "dotnet restore f/App.slnf",
        {"f/App.slnf": SLNF, "App.sln": SLN, "a/A.csproj": CORE},
        ["App.sln", "a/A.csproj", "f/App.slnf"],
    ),
    (
        "dotnet restore src/a",
        {
            "src/a/A.csproj": CORE,
            "src/Directory.Build.props": project(f'<Import Project="{ABOVE}" />', ""),
            "Directory.Build.props": project("", ""),
            "Directory.Build.targets": project("", ""),
            "Directory.Packages.props": project("", ""),
            "global.json": "{}",
            "NuGet.config": "<configuration/>",
            "src/nuget.config": "<configuration/>",
        },
        [
            "Directory.Build.props",
            "Directory.Build.targets",
            "Directory.Packages.props",
            "NuGet.config",
            "global.json",
            "src/Directory.Build.props",
            "src/a/A.csproj",
            "src/nuget.config",
        ],
    ),
    (
        "dotnet restore",
        {"A.csproj": project('<Import Project="build\\x.props" />'), "build/x.props": project("", "")},
        ["A.csproj", "build/x.props"],
    ),
    (
        "dotnet restore",
        {"A.csproj": project('<Import Project="x.props" Condition="Exists(\'x.props\')" />')},
        ["A.csproj"],
    ),
    (
        "dotnet restore",
        {
            "A.csproj": project('<Import Project="x.props" Condition="Exists(\'x.props\')" />'),
            "x.props": project("", ""),
        },
        ["A.csproj", "x.props"],
    ),
    (
        "dotnet restore",
        {
            "A.csproj": project('<Import Project="build/*.props" />'),
            "build/x.props": project("", ""),
            "build/y.txt": "",
        },
        ["A.csproj", "build/x.props"],
    ),
    (
        "dotnet restore a",
        {
            "global.json": "{}",
            "lib/L.csproj": CORE,
            "Directory.Build.props": project(f"<PropertyGroup><Root>{ROOT}</Root></PropertyGroup>", ""),
            "a/A.csproj": referring("$(Root)/lib/L.csproj"),
        },
        ["Directory.Build.props", "a/A.csproj", "global.json", "lib/L.csproj"],
    ),
    (
        "dotnet restore -p:Lib=lib",
        {"A.csproj": referring("$(Lib)/L.csproj"), "lib/L.csproj": CORE},
        ["A.csproj", "lib/L.csproj"],
    ),
    (
        "dotnet restore dirs.proj",
        {
            "dirs.proj": project(
                '<ItemGroup><ProjectReference Include="src/**/*.csproj" /></ItemGroup>',
                'Sdk="Microsoft.Build.Traversal/3.0"',
            ),
            "src/a/A.csproj": CORE,
            "src/b/c/C.csproj": CORE,
            "src/b/x.cs": "",
        },
        ["dirs.proj", "src/a/A.csproj", "src/b/c/C.csproj"],
    ),
    ("dotnet restore", {**PROJECT, "Web.csproj.user": project("", "")}, ["Web.csproj", "Web.csproj.user"]),
    ("dotnet restore", {**PROJECT, "packages.lock.json": "{}"}, ["Web.csproj", "packages.lock.json"]),
    (
        "dotnet restore",
        {
            **PROJECT,
            "nuget.config": '<c><packageSources><add key="x" value=".\\feed"/></packageSources></c>',
            "feed/a.nupkg": "",
            "feed/b/b.nupkg": "",
        },
        ["Web.csproj", "feed/a.nupkg", "feed/b/b.nupkg", "nuget.config"],
    ),
    (
        "dotnet restore --configfile x.config",
        {**PROJECT, "nuget.config": "<", "x.config": "<configuration/>"},
        ["Web.csproj", "x.config"],
    ),
    ("dotnet restore -s feed", {**PROJECT, "feed/a.nupkg": ""}, ["Web.csproj", "feed/a.nupkg"]),
    (
        "dotnet restore",
        {"A.csproj": project('<Import Project="$(MSBuildToolsPath)\\Microsoft.CSharp.targets" />', "")},
        ["A.csproj"],
    ),
    (
        "nuget restore App.sln",
        {"App.sln": SLN, "a/A.csproj": project("", ""), "a/packages.config": "<packages/>"},
        ["App.sln", "a/A.csproj", "a/packages.config"],
    ),
    (
        "mono /opt/nuget.exe restore App.sln",
        {"App.sln": SLN, "a/A.csproj": project("", "")},
        ["App.sln", "a/A.csproj"],
    ),
    ("dotnet tool restore", {".config/dotnet-tools.json": '{"isRoot": true}'}, [".config/dotnet-tools.json"]),
    (
        "dotnet tool restore",
        {"/.config/dotnet-tools.json": "{}", "dotnet-tools.json": "{}", "nuget.config": "<configuration/>"},
        ["/.config/dotnet-tools.json", "dotnet-tools.json", "nuget.config"],
    ),
]


@pytest.mark.parametrize(("line", "files", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Projects, solutions, imports, what is looked for upward, and folders of packages."""
    found = reading(line, files)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


def test_upward_search_is_tested() -> None:
    """A nearer file of settings would be taken."""
    tests = reading("dotnet restore src/a/A.csproj", {"src/a/A.csproj": CORE}).tests

    assert {"/app/src/a/Directory.Build.props", "/app/src/nuget.config", "/Directory.Packages.props"} <= set(
        tests
    )


AFTER = "CustomAfterMicrosoftCommonTargets"
UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    ("dotnet restore", {}, "no project is in /app at this point"),
    ("dotnet restore", {"A.csproj": CORE, "B.csproj": CORE}, "/app has more than one project"),
    ("dotnet restore A.csproj", {}, "A.csproj is not in the image at this point"),
    ("dotnet restore $P", PROJECT, "not all arguments are known"),
    ("dotnet restore", {"A.csproj": Unknown("RUN writes it")}, "A.csproj is not known: RUN writes it"),
    ("dotnet restore", {"App.sln": SLN}, "a/A.csproj is not in the image at this point"),
    ("dotnet restore", {"App.sln": "x"}, "it is not a solution"),
    ("dotnet restore App.slnf", {"App.slnf": "{}"}, "it names no solution"),
    (
        "dotnet restore",
        {"A.csproj": referring("../b/B.csproj")},
        "/b/B.csproj is not in the image at this point",
    ),
    (
        "dotnet restore",
        {"A.csproj": referring("$(Where)/B.csproj")},
        "the project $(Where)/B.csproj cannot be followed",
    ),
    (
        "dotnet restore",
        {"A.csproj": project('<Import Project="x.props" />')},
        "x.props is not in the image at this point",
    ),
    (
        "dotnet restore",
        {"A.csproj": project("", 'Sdk="Some.Sdk/1.0"')},
        "nobody knows what the SDK Some.Sdk/1.0 reads",
    ),
    (
        "dotnet restore",
        {"A.csproj": project("", 'InitialTargets="X"')},
        "InitialTargets run before the restore",
    ),
    (
        "dotnet restore",
        {"A.csproj": project('<Target Name="X" BeforeTargets="CollectPackageReferences" />')},
        "its target X runs in a restore",
    ),
    (
        "dotnet restore",
        {"A.csproj": project("<PropertyGroup><V>$([System.IO.File]::ReadAllText('V'))</V></PropertyGroup>")},
        "it reads files while it is evaluated",
    ),
    (
        "dotnet restore",
        {"A.csproj": project("<PropertyGroup Condition=\"Exists('src')\" />"), "src/x.cs": ""},
        "it asks whether src exists",
    ),
    (
        "dotnet restore",
        {
            **PROJECT,
            "Directory.Build.props": project(
                "<PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup>", ""
            ),
        },
        "its output goes to a folder of artifacts",
    ),
    (
        "dotnet restore",
        {"A.csproj": project(f"<PropertyGroup Condition=\"Exists('{'a' * 500}')\" />")},
        "what it asks for cannot be followed",
    ),
    (
        "dotnet restore",
        {"A.csproj": project(f'<PropertyGroup Condition="{" Or ".join(5 * ["Exists(a)"])}" />')},
        "what it asks for cannot be followed",
    ),
    (
        "dotnet restore",
        {"A.csproj": project("<PropertyGroup Condition=\"Exists('a'\" />")},
        "what it asks for cannot be followed",
    ),
    ("dotnet restore", {**PROJECT, "MSBuild.rsp": "-p:X=Y"}, "it holds switches for MSBuild"),
    ("dotnet restore -p:RestoreConfigFile=x", PROJECT, "RestoreConfigFile leads elsewhere"),
    (
        "dotnet restore",
        {"A.csproj": project(f"<PropertyGroup><{AFTER}>x</{AFTER}></PropertyGroup>")},
        f"{AFTER} leads elsewhere",
    ),
    ("dotnet restore", {**PROJECT, "Directory.Build.rsp": "-p:X=Y"}, "it holds switches for MSBuild"),
    (
        "dotnet restore",
        {**PROJECT, "Directory.Build.props": "<Project>"},
        "it is XML that cannot be read (no element found: line 1, column 9)",
    ),
    (
        "dotnet restore",
        {**PROJECT, "nuget.config": '<c><packageSources><add key="x" value="%X%"/></packageSources></c>'},
        "the package source %X% is not known",
    ),
    (
        "dotnet restore",
        {**PROJECT, "global.json": '{"sdk": {"paths": [".dotnet"]}}'},
        "it takes an SDK from a folder",
    ),
    ("dotnet tool restore", {}, "no dotnet-tools.json is in the image at this point"),
    ("paket restore", {"paket.lock": ""}, "paket looks for every project below its folder"),
    ("dotnet paket restore", {}, "paket looks for every project below its folder"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note == found.unknown.note


@pytest.mark.parametrize(
    ("line", "inner", "rewrites"),
    [
        ("dotnet restore", "", ("/app/packages.lock.json",)),
        ("dotnet restore --locked-mode", "", ()),
        ("dotnet restore", "<RestoreLockedMode>true</RestoreLockedMode>", ()),
        ("dotnet restore", "<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true</RestoreLockedMode>",
         ("/app/packages.lock.json",)),
    ],
)  # fmt: skip
def test_rewrites(line: str, inner: str, rewrites: tuple[str, ...]) -> None:
    """A lockfile stays as it is where the restore is locked."""
    files: dict[str, Content] = {
        "A.csproj": project(f"<PropertyGroup>{inner}</PropertyGroup>"),
        "packages.lock.json": "{}",
    }

    assert reading(line, files).rewrites == rewrites


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dotnet publish -c Release -o /out", "dotnet restore"),
        ("dotnet build Web.csproj -r linux-x64", "dotnet restore Web.csproj -r linux-x64"),
        (
            "dotnet publish . -a $TARGETARCH --sc -p:PublishAot=true /p:X=Y",
            "dotnet restore . -a $TARGETARCH -p:PublishAot=true /p:X=Y -p:SelfContained=true",
        ),
        ("dotnet test --no-logo", "dotnet restore"),
        ("dotnet run --project Web.csproj -- serve now", "dotnet restore Web.csproj"),
        ("dotnet pack", "dotnet restore"),
    ],
)
def test_build(line: str, expected: str) -> None:
    """A build needs the source; the restore of the same projects is its download."""
    found = phases(line, PROJECT)

    assert (reading(line, PROJECT).unknown, reading(line, PROJECT).source is None) == (None, False)
    assert found is not None
    assert (found.instead, found.second) == (expected, None)


def test_tool_by_name() -> None:
    """A tool for everybody is no install of the project."""
    found = reading("dotnet tool install -g dotnet-ef --version 8.0.0", {"nuget.config": "<configuration/>"})

    assert (needs(found), found.is_project, found.unknown) == (["nuget.config"], False, None)
    assert "/root/.dotnet" in found.outputs
