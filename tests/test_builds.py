"""Which context, target and arguments a Dockerfile is built with, and who says so."""

import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.builds.build import Build, Said
from layerwise.builds.builds import Setting, builds_for
from layerwise.builds.declared import Named
from layerwise.builds.hints import Hints
from layerwise.builds.interpolate import interpolate
from layerwise.builds.names import is_dockerfile
from layerwise.builds.services import Service, read_services
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Folder, Link, MemoryTree
from layerwise.context.subtree import Subtree
from layerwise.host.discovery import find_builds, find_dockerfiles
from layerwise.host.disk import directories
from layerwise.manifests.yaml_nodes import MAX_LENGTH
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown


def _builds(path: str, files: dict[str, Content]) -> tuple[Build, ...]:
    files = {name: textwrap.dedent(text) if isinstance(text, str) else text for name, text in files.items()}
    dockerfile = files.setdefault(path, "FROM scratch\n")
    assert isinstance(dockerfile, str)
    return builds_for(path, Hints(parse(dockerfile)), MemoryTree(files))


def _service(build: Build) -> str:
    """The service that a build comes from, whose label is the context's directory."""
    assert build.label == ("" if isinstance(build.context, Unknown) else _place(build.context) or ".")
    return build.origin.rpartition(" ")[2]


def _place(context: BuildContext | Unknown) -> str | None:
    """The context's folder in the workspace, None where it is unknown."""
    if isinstance(context, Unknown):
        return None
    assert isinstance(context.raw, Subtree)
    return context.raw.prefix


def _told(builds: tuple[Build, ...]) -> list[tuple[str | None, str | None, str]]:
    return [(_place(build.context), build.dockerfile, build.origin) for build in builds]


ALL = "FROM a\nCOPY . /a\nRUN pip install -r r.txt"
OWN = "the Dockerfile's own directory"
MOST = "most COPY sources exist there"
NEAREST = "the nearest directory with a manifest"


@pytest.mark.parametrize(
    ("path", "files", "told"),
    [
        ("Dockerfile", {}, ("", "Dockerfile", OWN)),
        ("api/Dockerfile", {}, ("api", "Dockerfile", OWN)),
        ("api/Dockerfile", {"api/Dockerfile": "FROM a\nCOPY . /", "x": ""}, ("api", "Dockerfile", OWN)),
        (
            "a/b/Dockerfile",
            {"a/b/Dockerfile": ALL, "a/go.mod": "", "go.mod": ""},
            ("a", "b/Dockerfile", NEAREST),
        ),
        (
            "a/Dockerfile",
            {"a/Dockerfile": ALL, "a/r.txt": "", "requirements.txt": ""},
            ("a", "Dockerfile", OWN),
        ),
        (
            "a/Dockerfile",
            {"a/Dockerfile": ALL, "a/requirements.txt": "", "go.mod": ""},
            ("a", "Dockerfile", OWN),
        ),
        (
            "a/b/Dockerfile",
            {"a/b/Dockerfile": "FROM a\nRUN apk add curl\nCOPY . /a\nCMD x", "go.mod": ""},
            ("a/b", "Dockerfile", OWN),
        ),
        ("api/Dockerfile", {"api/Dockerfile": "FROM a\nCOPY api /a", "x": ""}, ("", "api/Dockerfile", MOST)),
        ("a/b/Dockerfile", {"a/b/Dockerfile": "FROM a\nCOPY x y /", "a/x": ""}, ("a", "b/Dockerfile", MOST)),
        (
            "a/Dockerfile",
            {"a/Dockerfile": 'FROM a\nCOPY x "y" /\nADD ["z", "/"]', "a/x": "", "x": "", "y": "", "z": ""},
            ("", "a/Dockerfile", MOST),
        ),
        ("a/Dockerfile", {"a/Dockerfile": "FROM a\nCOPY x /", "a/x": "", "x": ""}, ("a", "Dockerfile", MOST)),
        ("a/Dockerfile", {"a/Dockerfile": "FROM a\nCOPY --from=b x /", "x": ""}, ("a", "Dockerfile", OWN)),
        ("a/Dockerfile", {"a/Dockerfile": "FROM a\nCOPY $x x* ${y}/x /", "x": ""}, ("a", "Dockerfile", OWN)),
        ("a/Dockerfile", {"a/Dockerfile": "FROM a\nCOPY <<x /\nx\nCOPY", "x": ""}, ("a", "Dockerfile", OWN)),
    ],
)
def test_guess(path: str, files: dict[str, Content], told: tuple[str, str, str]) -> None:
    """Without anybody's word, the nearest directory in which most literal sources exist."""
    assert _told(_builds(path, files)) == [told]


def test_guess_between_member_and_root() -> None:
    """A member without a lockfile of its own may be built in either place, so both are looked at."""
    files: dict[str, Content] = {"a/b/Dockerfile": "FROM a\nCOPY . /", "a/b/package.json": "{}"}
    member = ("a/b", "Dockerfile", OWN)

    assert _told(_builds("a/b/Dockerfile", {**files, "go.sum": ""})) == [member]
    assert _told(_builds("a/b/Dockerfile", {**files, "yarn.lock": "", "a/b/yarn.lock": ""})) == [member]
    assert _told(_builds("a/b/Dockerfile", {**files, "yarn.lock": ""})) == [
        ("", "a/b/Dockerfile", "the directory of the lockfile"),
        member,
    ]


@pytest.mark.parametrize(
    ("path", "compose", "expected"),
    [
        ("Dockerfile", "{web: {build: .}}", [("", "Dockerfile", "web")]),
        ("Dockerfile", "{web: {build: {}}}", [("", "Dockerfile", "web")]),
        ("Dockerfile", "{web: {build: {context: ./}}}", [("", "Dockerfile", "web")]),
        ("api/Dockerfile", "{web: {build: ./api/}}", [("api", "Dockerfile", "web")]),
        ("api/Dockerfile", "{web: {build: {dockerfile: api/Dockerfile}}}", [("", "api/Dockerfile", "web")]),
        ("d/x", "{web: {build: {context: api, dockerfile: ../d/x}}}", [("api", None, "web")]),
        ("api/Dockerfile", "{web: {build: '${DIR:-api}'}}", [("api", "Dockerfile", "web")]),
        (
            "api/Dockerfile",
            "{a: {build: api}, b: {build: {context: ., dockerfile: api/Dockerfile}}, c: {build: ./api}}",
            [("api", "Dockerfile", "a"), ("", "api/Dockerfile", "b")],
        ),
        ("Dockerfile", "{web: {build: {context: .., dockerfile: ws/Dockerfile}}}", [(None, None, "web")]),
    ],
)
def test_compose(path: str, compose: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    """Services that name the Dockerfile are its builds; equal ones are one build."""
    builds = _builds(path, {"compose.yaml": f"services: {compose}", "api": Folder()})

    assert [(_place(build.context), build.dockerfile, _service(build)) for build in builds] == expected
    assert builds[0].origin == f"compose.yaml, service {expected[0][2]}"


@pytest.mark.parametrize(
    "compose",
    [
        "{web: {image: x}}",
        "{web: {build: other}}",
        "{web: {build: {dockerfile: Other}}}",
        "{web: {build: '${DIR}'}}",
        "{web: {build: {dockerfile: '${FILE:?needed}'}}}",
        "{web: {build: https://example.com/x.git}}",
        "{web: {build: git@example.com:x/y.git}}",
        "{web: {build: github.com/x/y}}",
        "{web: {build: {dockerfile_inline: FROM a}}}",
        "{web: {build: [.]}}",
        "{web: build}",
        "[web]",
        "x",
    ],
)
def test_compose_of_something_else(compose: str) -> None:
    """A service that builds another Dockerfile, or nobody knows which, says nothing about this one."""
    assert _told(_builds("Dockerfile", {"compose.yaml": f"services: {compose}"})) == [("", "Dockerfile", OWN)]


def test_compose_details() -> None:
    """Target, arguments and named contexts come with the service; what the environment decides is unknown."""
    (build,) = _builds(
        "Dockerfile",
        {
            "docker-compose.yml": """\
                x-build: &common
                  context: .
                  args: [A=1, "B=${B:-two}", C, "D=$D"]
                services:
                  web:
                    build:
                      <<: *common
                      target: prod
                      additional_contexts:
                        docs: ./docs
                        gone: ./gone
                        image: docker-image://alpine
                        above: ../above
                """,
            "docs/a.md": "",
            "docs/.dockerignore": "a.md",
        },
    )

    assert (build.target, build.origin) == ("prod", "docker-compose.yml, service web")
    assert build.arguments == {"A": "1", "B": "two", "C": None, "D": None}
    assert {name: _place(context) for name, context in build.contexts.items()} == {
        "docs": "docs",
        "gone": None,
        "image": None,
        "above": None,
    }
    assert isinstance(build.contexts["docs"], BuildContext)
    assert build.contexts["docs"].glob("*") == (".dockerignore",)


def test_compose_override() -> None:
    """An override file is laid over the main one; further files count with the services that they build."""
    builds = _builds(
        "Dockerfile",
        {
            "compose.yaml": "services: {web: {build: {context: ., target: a, args: {X: 1, Y: 1}}}, db: {image: x}}",
            "compose.override.yaml": "services: {web: {build: {target: b, args: {Y: 2}}}}",
            "compose.prod.yaml": "services: {web: {build: {target: c}}}",
        },
    )

    assert [(build.origin, build.target, build.arguments) for build in builds] == [
        ("compose.yaml, service web", "b", {"X": "1", "Y": "2"}),
        ("compose.prod.yaml, service web", "c", {"X": "1", "Y": "1"}),
    ]


def test_compose_file_above() -> None:
    """Compose files are looked for from the Dockerfile's directory upwards, paths as seen from each."""
    files: dict[str, Content] = {
        "services/compose.yml": "services: {api: {build: ./api}}",
        "docker-compose.yaml": "services: {all: {build: {context: ., dockerfile: services/api/Dockerfile}}}",
    }

    assert _told(_builds("services/api/Dockerfile", files)) == [
        ("services/api", "Dockerfile", "services/compose.yml, service api"),
        ("", "services/api/Dockerfile", "docker-compose.yaml, service all"),
    ]


@pytest.mark.parametrize(
    ("context", "place"), [("in", "real"), ("real", "real"), ("out", None), ("gone", None)]
)
def test_linked_context(context: str, place: str | None) -> None:
    """A context that is a symlink is the folder that it leads to; one that leads out is unknown."""
    compose = f"services: {{a: {{build: {{context: {context}, dockerfile: ../real/Dockerfile}}}}}}"
    files: dict[str, Content] = {"in": Link("real"), "out": Link("../x"), "compose.yaml": compose}
    (build,) = _builds("real/Dockerfile", files)

    assert (_place(build.context), build.origin) == (place, "compose.yaml, service a")


@pytest.mark.parametrize(
    ("files", "ignored", "name"),
    [
        ({}, set(), ".dockerignore"),
        ({".dockerignore": "a"}, {"a"}, ".dockerignore"),
        ({".dockerignore": "a", "docker/x.dockerignore": "b"}, {"b"}, "x.dockerignore"),
        ({".dockerignore": "a", "docker/x.dockerignore": ""}, set(), "x.dockerignore"),
        ({"docker/.dockerignore": "a"}, set(), ".dockerignore"),
        ({"x.dockerignore": "a"}, set(), ".dockerignore"),
    ],
)
def test_ignore_file(files: dict[str, Content], ignored: set[str], name: str) -> None:
    """The ignore file beside the Dockerfile, with its name, goes before that of the context."""
    (build,) = _builds("docker/x", {"docker/x": "FROM a\nCOPY a b /", "a": "", "b": "", **files})

    assert isinstance(build.context, BuildContext)
    assert {path for path in ("a", "b") if build.context.entry(path) is None} == ignored
    assert build.context.ignore.name == name


def test_unreadable_ignore_file() -> None:
    """Where the ignore file cannot be read, nobody knows what is in the context."""
    (build,) = _builds("Dockerfile", {".dockerignore": Unknown("permission denied")})

    assert build.context == Unknown("permission denied")


def test_setting() -> None:
    """The user's word goes before compose files; a folder that is not there is unknown."""
    tree = MemoryTree({"compose.yaml": "services: {a: {build: .}}", "Dockerfile": "FROM a", "app/x": ""})
    dockerfile = parse("FROM a")

    builds = builds_for("Dockerfile", Hints(dockerfile), tree, Setting(Subtree(tree, "app"), None))

    assert _told(builds) == [("app", None, "the setting layerwise.context")]

    (build,) = builds_for("Dockerfile", Hints(dockerfile), tree, Setting(Subtree(tree, "gone"), None))

    assert isinstance(build.context, Unknown)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("plain", "plain"),
        ("$$x", "$x"),
        ("${X:-a}b", "ab"),
        ("${X-a}", "a"),
        ("${X:-}", ""),
        ("${X:+a}", ""),
        ("${X:-${Y:-c}}d", "cd"),
        ("a${X:-b}$${c}", "ab${c}"),
        ("$X", None),
        ("${X}", None),
        ("${X:?a}", None),
        ("${X:-$Y}", None),
        ("${", None),
        ("${X", None),
        ("${X:-a", None),
        ("a$", "a$"),
        ("$1", "$1"),
        ("$(pwd)", "$(pwd)"),
        ("${X%a}", None),
        ("${X:-" * 5000, None),
        ("${X:-" * 50 + "}" * 50, None),
    ],
)
def test_interpolation(text: str, value: str | None) -> None:
    """Defaults are taken for values; what only the environment knows is unknown."""
    answer = interpolate(text)

    assert (None if isinstance(answer, Unknown) else answer) == value


def test_compose_lines() -> None:
    """A service knows the line of its build."""
    text = "services:\n  a:\n    image: x\n    build: .\n"

    assert read_services(text) == (Service(name="a", line=4, context="."),)


def test_null_values() -> None:
    """A null argument is left to the environment; a null path is as good as none."""
    text = "services: {a: {build: {context: , args: {A: , B: ~, C: '', D: 1}}}}"

    (service,) = read_services(text)

    assert service.context is None
    assert service.arguments == (Named("A", None), Named("B", None), Named("C", ""), Named("D", "1"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "build",
        "services:\n build: [",
        "services: {a: {build: 'x}}",
        "services: {a: {build: *nothing}}",
        "build: &b {<<: *b}",
        "%YAML 9.9\n---\nbuild: !!x .",
        "build: " + "[" * 20_000,
        "build: " + "{a: " * 5_000,
        "build: \x00",
        "build: '\\ud800' \ud800",
        "--- build\n--- build\n",
        "services: {a: {build: .}}\n# " + "x" * MAX_LENGTH,
    ],
    ids=lambda text: text[:20].encode("ascii", "replace").hex(),
)
def test_broken_compose(text: str) -> None:
    """A file that cannot be read says nothing, and stops nobody."""
    assert read_services(text) == ()


def test_merges_that_go_round() -> None:
    """Merges of merges are followed once each."""
    levels = "".join(f"x{n + 1}: &x{n + 1} {{<<: [*x{n}, *x{n}]}}\n" for n in range(40))
    text = f"x0: &x0 {{build: .}}\n{levels}services: {{a: {{<<: *x40}}}}"

    assert [service.name for service in read_services(text)] == ["a"]


@given(st.text(alphabet="services:buld{}[]&*!<> \n\t-'\"|$.#%,?", max_size=60))
def test_any_compose_text(text: str) -> None:
    """Whatever stands in a compose file, there is an answer."""
    read_services(f"services:\n a:\n  build: {text}")


def test_find_builds(tmp_path: Path) -> None:
    """On the disk: roots, the setting, unsaved texts, and a Dockerfile outside any workspace."""
    app = tmp_path / "ws" / "app"
    app.mkdir(parents=True)
    (tmp_path / "ws" / "compose.yaml").write_text("services: {web: {build: ./app}}")
    (app / ".dockerignore").write_text("a\n")
    path, text = app / "Dockerfile", "FROM a\nCOPY a /\n"

    (build,) = find_builds(path, text, context=None, roots=[tmp_path, tmp_path / "ws", tmp_path / "other"])

    assert (_service(build), build.dockerfile) == ("web", "Dockerfile")
    assert isinstance(build.context, BuildContext)
    assert build.context.ignore.is_ignored("a")

    unsaved = {app / ".dockerignore": "b", tmp_path / "else": ""}
    (build,) = find_builds(path, text, context=None, roots=[], unsaved=unsaved)

    assert (_service(build), build.dockerfile) == ("web", "Dockerfile")
    assert isinstance(build.context, BuildContext)
    assert not build.context.ignore.is_ignored("a")

    (build,) = find_builds(path, text, context=tmp_path / "ws", roots=[app])

    assert (build.dockerfile, build.origin) == ("app/Dockerfile", "the setting layerwise.context")
    assert isinstance(build.context, BuildContext)
    assert build.context.names("") == ("app", "compose.yaml")


def test_find_declared_builds(tmp_path: Path) -> None:
    """On the disk: files of all kinds are found in their folders; a text that is not saved yet counts."""
    path = tmp_path / "docker" / "Dockerfile"
    workflow = tmp_path / ".github" / "workflows" / "ci.yml"
    step = "{id: s, uses: docker/build-push-action@v6, with: {context: DIR, file: docker/Dockerfile}}"
    said = f"jobs: {{j: {{steps: [{step}]}}}}"
    for place, text in {
        path: "FROM a\n",
        workflow: said.replace("DIR", "."),
        tmp_path / "web" / "a": "",
    }.items():
        place.parent.mkdir(parents=True)
        place.write_text(text)

    (build,) = find_builds(path, "FROM a\n", context=None, roots=[tmp_path])

    assert (build.label, build.origin, build.said) == (
        ".",
        ".github/workflows/ci.yml, step s",
        Said(".github/workflows/ci.yml", 1, str(tmp_path)),
    )

    unsaved = {workflow: said.replace("DIR", "web")}
    (build,) = find_builds(path, "FROM a\n", context=None, roots=[tmp_path], unsaved=unsaved)

    assert build.label == "web"

    bake = {tmp_path / "docker-bake.hcl": 'target "t" { dockerfile = "docker/Dockerfile" }'}
    builds = find_builds(path, "FROM a\n", context=None, roots=[tmp_path], unsaved={**unsaved, **bake})

    assert [build.origin for build in builds] == [
        "docker-bake.hcl, target t",
        ".github/workflows/ci.yml, step s",
    ]


_MEMBER = "apps/web/Dockerfile"
_INSTALL = "FROM a\nCOPY apps/web /app/apps/web\nCOPY . /app\nRUN npm ci\n"


@pytest.mark.parametrize(
    ("files", "text", "folders", "context"),
    [
        ({}, _INSTALL, [""], "."),
        ({}, _INSTALL, [], "."),
        ({}, _INSTALL, ["apps/web"], "apps/web"),
        ({".git/HEAD": ""}, _INSTALL, ["apps/web"], "."),
        ({"docker-compose.yml": "{}"}, _INSTALL, ["apps/web"], "."),
        ({"apps/web/x": ""}, "FROM a\nCOPY . /\n", [""], "apps/web"),
        ({"package-lock.json": ""}, "FROM a\nCOPY . /\n", [], "."),
        ({"x": "", ".git/HEAD": ""}, "FROM a\nCOPY x /\n", ["apps/web"], "."),
        (
            {"compose.yaml": "services: {a: {build: apps/web}}"},
            "FROM a\nCOPY . /\n",
            ["apps/web"],
            "apps/web",
        ),
        ({"apps/web/.git/HEAD": "", "compose.yaml": ""}, "FROM a\nCOPY apps /\n", [""], "."),
        ({"apps/web/.git/HEAD": ""}, "FROM a\nCOPY apps /\n", [], "apps/web"),
    ],
)
def test_root(tmp_path: Path, files: dict[str, str], text: str, folders: list[str], context: str) -> None:
    """The root is the folder searched, or above it the repository or a compose file's; alone, what lies above tells."""
    for name, body in {**files, "apps/web/package.json": "{}"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body)
    roots = [tmp_path / folder for folder in folders]

    builds = find_builds(tmp_path / _MEMBER, text, context=None, roots=roots)

    assert next(directories(builds)) == tmp_path / context
    assert (builds[0].doubt is not None) == (context == "apps/web" and "apps" in text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("Dockerfile", True), ("dockerfile", True), ("DOCKERFILE.dev", True), ("api.Dockerfile", True)),
        *(("Containerfile", True), ("Containerfile.x", True), ("x.containerfile", True)),
        *(("Dockerfile.dockerignore", False), (".dockerignore", False), ("Dockerfile-dev", False)),
        *(("mydockerfile", False), ("compose.yaml", False), (".dockerfile", True)),
        *(("Dockerfile.j2", False), ("Dockerfile.template", False), ("Dockerfile.in", False)),
        *(("app.dockerfile.erb", False), ("Dockerfile.inner", True)),
        *(
            ("dockerfile.go", False),
            ("Dockerfile.go", True),
            ("Dockerfile.java", False),
            ("dockerfile.dev", True),
        ),
    ],
)
def test_names_of_dockerfiles(name: str, expected: bool) -> None:
    """The names are those of VS Code's language, in any case, without texts and templates."""
    assert is_dockerfile(name) is expected


def test_find_dockerfiles(tmp_path: Path) -> None:
    """Dockerfiles are found in order, others' files and hidden folders left out."""
    for name in (
        "Dockerfile",
        "a/Dockerfile",
        "b.dockerfile",
        "node_modules/x/Dockerfile",
        ".git/Dockerfile",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    if sys.platform != "win32":
        (tmp_path / "loop").symlink_to(".")
    (tmp_path / "Dockerfile.d").mkdir()

    found = [path.relative_to(tmp_path).as_posix() for path in find_dockerfiles(tmp_path)]

    assert found == ["Dockerfile", "b.dockerfile", "a/Dockerfile"]
